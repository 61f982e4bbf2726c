//! Noun phrases headed by words for those who act: "two army units", "the opposition".

use super::{Determination, Draft, Noun, Page};
use crate::{
    entities::{
        Form, Kind,
        actors::{self, Parts},
        lexicon::AgentClass,
        phrases::Phrase,
    },
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

// Sectors of those whose word before a noun says who acts; of others it says what the act is about.
const FORCES: &[&str] = &[
    "GOV", "MIL", "COP", "SPY", "REB", "PRM", "UAF", "CRM", "INS", "SEP",
];

/// All nominal mentions.
pub(super) fn find(parts: &Parts<'_>) -> Vec<Draft> {
    parts
        .phrases
        .iter()
        .filter_map(|phrase| read(parts, phrase))
        .collect()
}

fn read(parts: &Parts<'_>, phrase: &Phrase<'_>) -> Option<Draft> {
    let page = parts.page;
    let kind = match phrase.agent.class {
        AgentClass::Individual => Kind::Person,
        AgentClass::Collective(kind) => kind,
        AgentClass::Vehicle => Kind::Vehicle,
        AgentClass::Facility => Kind::Facility,
        AgentClass::Modifier => return None,
    };
    let head = page.head(phrase.first, phrase.end);
    let nominal =
        page.is_noun(head) || (phrase.agent.plural && page.syntax.word(head).upos == Upos::Adj);
    let modifies = page.is_premodifier(head);
    if is_title(page, head)
        || !nominal && !modifies
        || modifies && !acts_before_noun(parts, phrase, head)
    {
        return None;
    }
    // What stands inside a name is part of it.
    if parts
        .names
        .iter()
        .any(|name| name.form == Form::Named && name.contains(phrase.first, phrase.end))
    {
        return None;
    }
    let (first, article) = left_edge(page, phrase, head);
    let end = right_edge(page, phrase, head);
    let modifiers = modifiers(page, first, head);
    let many = matches!(phrase.agent.class, AgentClass::Collective(Kind::Person));
    let plural =
        many || phrase.agent.plural || page.syntax.word(head).feat("Number") == Some("Plur");
    Some(Draft {
        first,
        end,
        head,
        kind,
        form: Form::Nominal,
        record: None,
        code: actors::code_of_phrase(parts, first, end, head),
        gender: phrase.agent.gender,
        plural,
        noun: Some(Noun {
            head: page.lower(head),
            phrase: phrase_key(page, phrase),
            plain: first == phrase.first,
            modifiers,
            article,
        }),
    })
}

/// "rebel" in "a rebel attack", "police" in "police raids": who acts, before a noun that names nobody.
fn acts_before_noun(parts: &Parts<'_>, phrase: &Phrase<'_>, head: TokenId) -> bool {
    let page = parts.page;
    let Some(noun) = page.syntax.head(head) else {
        return false;
    };
    let names_somebody = |token: TokenId| {
        parts.phrases.iter().any(|other| other.covers(token))
            || parts
                .names
                .iter()
                .any(|name| name.contains(token, TokenId(token.0 + 1)))
    };
    let next = TokenId(head.0 + 1);
    // "humanitarian assistance": who helps is not said.
    let is_force = |sector: &String| FORCES.contains(&sector.as_str());
    phrase.end == next
        && phrase.agent.sectors.iter().any(is_force)
        && !page.syntax.opens_compound(page.text, head)
        && page.syntax.word(noun).upos == Upos::Noun
        && !names_somebody(noun)
}

/// "President" in "President Vladimir Putin", where the name is the head.
fn is_title(page: &Page<'_>, head: TokenId) -> bool {
    let word = page.syntax.word(head);
    matches!(
        (word.relation, word.subtype),
        (Relation::Nmod, Subtype::Desc) | (Relation::Flat, _)
    )
}

/// The first token of the noun phrase, determiner aside, and how it is determined.
fn left_edge(page: &Page<'_>, phrase: &Phrase<'_>, head: TokenId) -> (TokenId, Determination) {
    let mut first = phrase.first.min(head);
    let mut article = Determination::Bare;
    for &child in page.syntax.children(head).iter().rev() {
        let word = page.syntax.word(child);
        if child >= first {
            // "the Lebanese president's office": what tells more of a word of the phrase.
            let tells = matches!(word.relation, Relation::Nmod | Relation::Compound);
            if tells && phrase.covers(child) && child < head {
                first = leftmost(page, child, first);
            }
            continue;
        }
        match word.relation {
            Relation::Det => {
                article = determination(&page.lower(child));
            }
            Relation::Nmod if word.subtype == Subtype::Poss => {
                article = Determination::Definite;
                if word.upos != Upos::Pron {
                    first = leftmost(page, child, first);
                }
            }
            Relation::Nummod => {
                article = match article {
                    Determination::Definite => article,
                    _ => Determination::Indefinite,
                };
                first = leftmost(page, child, first);
            }
            Relation::Amod | Relation::Compound | Relation::Nmod | Relation::Flat => {
                if is_quantifier(&page.lower(child)) && article == Determination::Bare {
                    article = Determination::Indefinite;
                }
                first = leftmost(page, child, first);
            }
            _ => {}
        }
    }
    // A determiner or joint may still stand at the edge: "the" of "the country's army".
    while first < head {
        let word = page.syntax.word(first);
        let next = TokenId(first.0 + 1);
        let opens_bound =
            page.lower(first) == "at" && matches!(page.lower(next).as_str(), "least" | "most");
        if opens_bound {
            break;
        }
        if matches!(word.upos, Upos::Det | Upos::Punct | Upos::Cconj | Upos::Adp) {
            first = next;
        } else {
            break;
        }
    }
    (first, article)
}

/// The leftmost token below `child`, if everything from there to `until` stands without a gap.
fn leftmost(page: &Page<'_>, child: TokenId, until: TokenId) -> TokenId {
    let below = page.syntax.subtree(child);
    let mut first = until;
    for &token in below.iter().rev() {
        if token >= first {
            continue;
        }
        // Hyphens and the like hang elsewhere at times; a word that does ends the phrase.
        let gap = (token.0 + 1..first.0).map(TokenId).all(|between| {
            page.syntax.word(between).upos == Upos::Punct
                || below.contains(&between)
                || page.syntax.is_within(between, child)
        });
        if first.0 - token.0 > 1 && first != until && !gap {
            break;
        }
        first = token;
    }
    first
}

/// One past the last token that belongs to the name of the head: "army chief of staff".
fn right_edge(page: &Page<'_>, phrase: &Phrase<'_>, head: TokenId) -> TokenId {
    let mut end = phrase.end.max(TokenId(head.0 + 1));
    for child in page.syntax.children(head) {
        let word = page.syntax.word(*child);
        if *child == end
            && (word.relation == Relation::Fixed
                || (word.relation == Relation::Compound && word.upos != Upos::Punct))
        {
            end = TokenId(child.0 + 1);
        }
    }
    end
}

fn determination(word: &str) -> Determination {
    match word {
        "the" | "this" | "that" | "these" | "those" | "both" => Determination::Definite,
        _ => Determination::Indefinite,
    }
}

fn is_quantifier(word: &str) -> bool {
    matches!(
        word,
        "many"
            | "several"
            | "some"
            | "few"
            | "other"
            | "more"
            | "most"
            | "various"
            | "numerous"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "scores"
            | "another"
            | "unidentified"
            | "unknown"
    )
}

fn phrase_key(page: &Page<'_>, phrase: &Phrase<'_>) -> String {
    phrase
        .tokens()
        .filter(|&token| page.syntax.word(token).upos != Upos::Punct)
        .map(|token| page.lower(token))
        .collect::<Vec<_>>()
        .join(" ")
}

fn modifiers(page: &Page<'_>, first: TokenId, head: TokenId) -> Vec<String> {
    let mut found: Vec<String> = (first.0..head.0)
        .map(TokenId)
        .filter(|&token| {
            !matches!(
                page.syntax.word(token).upos,
                Upos::Det | Upos::Num | Upos::Punct | Upos::Part | Upos::Adp | Upos::Adv
            )
        })
        .map(|token| page.lower(token))
        .filter(|word| !is_quantifier(word))
        .collect();
    found.sort();
    found
}
