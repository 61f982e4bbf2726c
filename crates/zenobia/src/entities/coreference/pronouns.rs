//! Pronouns: "he", "they", "it", "who". Where two could be meant, none is taken.

use super::clusters::Clusters;
use crate::{
    entities::{
        ActorCode, Form, Kind,
        lexicon::Gender,
        mentions::{Draft, Page},
    },
    syntax::{Relation, Upos},
    tokens::TokenId,
};

/// Whom a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    /// "he", "her".
    Personal(Gender),
    /// "they", "their".
    Plural,
    /// "it", "its".
    Neuter,
    /// "who", "which", "whose".
    Relative,
}

/// Adds a mention for every pronoun whose antecedent is found.
pub(super) fn link(page: &Page<'_>, drafts: &mut Vec<Draft>, clusters: &mut Clusters) {
    let known = drafts.len();
    for index in 0..page.text.tokens.len() {
        let token = TokenId(index as u32);
        let Some(pronoun) = read(page, token) else {
            continue;
        };
        let Some(antecedent) = antecedent(page, drafts, known, clusters, token, pronoun) else {
            continue;
        };
        let kind = drafts[antecedent].kind;
        let plural = drafts[antecedent].plural;
        let gender = match pronoun {
            Pronoun::Personal(gender) => Some(gender),
            Pronoun::Plural | Pronoun::Neuter | Pronoun::Relative => None,
        };
        clusters.add_to(antecedent, gender);
        drafts.push(Draft {
            first: token,
            end: TokenId(token.0 + 1),
            head: token,
            kind,
            form: Form::Pronoun,
            record: None,
            code: ActorCode::default(),
            gender,
            plural,
            noun: None,
        });
    }
}

fn read(page: &Page<'_>, token: TokenId) -> Option<Pronoun> {
    let word = page.syntax.word(token);
    if !matches!(word.upos, Upos::Pron | Upos::Det) || word.relation == Relation::Expl {
        return None;
    }
    let relative = word.feat("PronType") == Some("Rel");
    match page.lower(token).as_str() {
        "he" | "him" | "his" | "himself" => Some(Pronoun::Personal(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::Personal(Gender::Female)),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Pronoun::Plural),
        "it" | "its" | "itself" => Some(Pronoun::Neuter),
        "who" | "whom" | "whose" | "which" => Some(Pronoun::Relative),
        "that" if relative => Some(Pronoun::Relative),
        _ => None,
    }
}

fn antecedent(
    page: &Page<'_>,
    drafts: &[Draft],
    known: usize,
    clusters: &Clusters,
    token: TokenId,
    pronoun: Pronoun,
) -> Option<usize> {
    if pronoun == Pronoun::Relative {
        return relative(page, &drafts[..known], token);
    }
    let sentence = page.text.tokens[token.index()].sentence;
    // Pronouns already resolved count too: "he" carries on from sentence to sentence.
    let candidates: Vec<usize> = (0..drafts.len())
        .filter(|&index| drafts[index].end <= token)
        .filter(|&index| may_be(pronoun, &drafts[index], clusters.gender(index)))
        .filter(|&index| !is_part(page, &drafts[index]))
        .filter(|&index| !is_fellow_argument(page, drafts[index].head, token))
        .collect();
    let in_sentence = |away: u32| -> Vec<usize> {
        candidates
            .iter()
            .copied()
            .filter(|&index| {
                page.text.tokens[drafts[index].head.index()].sentence.0 + away == sentence.0
            })
            .collect()
    };
    let reach = match pronoun {
        Pronoun::Personal(_) => 2,
        Pronoun::Plural => 1,
        _ => u32::from(is_first_subject(page, token)),
    };
    for away in 0..=reach {
        let near = in_sentence(away);
        if near.is_empty() {
            continue;
        }
        let subjects: Vec<usize> = near
            .iter()
            .copied()
            .filter(|&index| is_subject(page, drafts[index].head))
            .collect();
        // The latest subject here, the first subject of a sentence before.
        let preferred = if away == 0 {
            subjects.last()
        } else {
            subjects.first()
        };
        if let Some(&subject) = preferred {
            return Some(subject);
        }
        let unique = near
            .iter()
            .all(|&index| clusters.same(index, near[0]))
            .then_some(near[near.len() - 1]);
        return match pronoun {
            Pronoun::Neuter => None,
            _ => unique,
        };
    }
    None
}

fn may_be(pronoun: Pronoun, draft: &Draft, known: Option<Gender>) -> bool {
    let body = draft.kind.is_body();
    match pronoun {
        Pronoun::Personal(gender) => {
            draft.kind == Kind::Person && !draft.plural && known.is_none_or(|other| other == gender)
        }
        Pronoun::Plural => {
            draft.plural
                || (body && draft.kind != Kind::Organization && draft.form != Form::Pronoun)
        }
        Pronoun::Neuter => (body || draft.kind == Kind::Country) && !draft.plural,
        Pronoun::Relative => false,
    }
}

/// Whether a mention only tells more of another noun: "Syrian" in "Syrian army", a possessor aside.
fn is_part(page: &Page<'_>, draft: &Draft) -> bool {
    draft.kind == Kind::Nationality || page.is_premodifier(draft.head)
}

/// Whether both hang on one verb: in "she accused her" the two are not the same.
fn is_fellow_argument(page: &Page<'_>, one: TokenId, pronoun: TokenId) -> bool {
    let verb = page.syntax.head(pronoun);
    let reflexive = page.lower(pronoun).contains("sel");
    let argument = matches!(
        page.syntax.word(pronoun).relation,
        Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Nsubj
    );
    verb.is_some() && verb == page.syntax.head(one) && argument && !reflexive
}

fn is_subject(page: &Page<'_>, token: TokenId) -> bool {
    matches!(
        page.syntax.word(token).relation,
        Relation::Nsubj | Relation::Csubj
    )
}

/// Whether the pronoun is the subject that opens its sentence.
fn is_first_subject(page: &Page<'_>, token: TokenId) -> bool {
    is_subject(page, token)
        && page
            .text
            .sentence_of(token)
            .token_ids()
            .take_while(|&before| before < token)
            .all(|before| !is_subject(page, before))
}

/// The noun that a relative clause hangs on.
fn relative(page: &Page<'_>, drafts: &[Draft], token: TokenId) -> Option<usize> {
    let noun = page.syntax.antecedent(token).filter(|&noun| noun < token)?;
    (0..drafts.len())
        .filter(|&index| drafts[index].head == noun)
        .max_by_key(|&index| drafts[index].end.0 - drafts[index].first.0)
}
