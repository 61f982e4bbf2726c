//! Who says so: the words of a source, whether it is named, and the outlet it spoke to.

use crate::{
    attributions::{CueLexicon, Source, cues::Draft},
    entities::{Entities, Form, Kind, MentionId},
    span::Span,
    syntax::{Relation, Syntax, Upos},
    tokens::{Text, TokenId},
};

/// The source of a draft.
pub(super) fn source(
    text: &Text,
    syntax: &Syntax,
    entities: &Entities,
    lexicon: &CueLexicon,
    article_text: &str,
    draft: &Draft,
) -> Source {
    let Some(head) = draft.source else {
        return Source::Unknown;
    };
    let span = words(text, syntax, article_text, head, draft);
    // In "the officials who said" the source is `who` (PARC), and those are the officials.
    let is_relative = syntax.word(head).feat("PronType") == Some("Rel");
    let referent = is_relative.then(|| syntax.antecedent(head)).flatten();
    let head = referent.unwrap_or(head);
    let mention = entities.headed_by(head);
    match mention {
        Some(mention) if is_named(entities, mention) => Source::Named { mention, span },
        _ => Source::Unnamed {
            mention,
            span,
            anonymous: anonymity(text, lexicon, article_text, head),
        },
    }
}

/// The words of a source: its noun phrase without the cue and the content.
fn words(text: &Text, syntax: &Syntax, article_text: &str, head: TokenId, draft: &Draft) -> Span {
    let mut left_out = Vec::new();
    for token in syntax.subtree(head) {
        let word = syntax.word(token);
        let is_apart = match word.relation {
            Relation::Acl => syntax.is_within(draft.head, token),
            Relation::Advcl | Relation::Parataxis => true,
            Relation::Case => token < head && word.head == Some(head),
            _ => false,
        };
        if token != head && is_apart {
            left_out.extend(syntax.subtree(token));
        }
    }
    let kept: Vec<TokenId> = syntax
        .subtree(head)
        .into_iter()
        .filter(|token| !left_out.contains(token))
        .filter(|&token| {
            let span = text.span(token);
            !draft.content.iter().any(|part| part.overlaps(span)) && !draft.cue.overlaps(span)
        })
        .collect();
    let run = super::cues::spans(text, syntax, &kept)
        .into_iter()
        .find(|run| run.contains(text.span(head)));
    let span = run.unwrap_or_else(|| text.span(head));
    up_to_cue(
        text,
        syntax,
        article_text,
        with_name(text, syntax, span, draft),
        draft,
    )
}

/// What stands between two commas before the cue says who the source is: "Haddad, a farmer, said".
fn up_to_cue(text: &Text, syntax: &Syntax, article_text: &str, span: Span, draft: &Draft) -> Span {
    if span.end >= draft.cue.start {
        return span;
    }
    let gap = Span {
        start: span.end,
        end: draft.cue.start,
    };
    let words = gap.text(article_text).trim();
    let describes = text
        .tokens_in(gap)
        .find(|&token| syntax.word(token).upos != Upos::Punct)
        .is_some_and(|token| {
            let word = syntax.word(token);
            matches!(
                word.upos,
                Upos::Noun | Upos::Propn | Upos::Det | Upos::Num | Upos::Adj
            ) || word.feat("PronType") == Some("Rel")
        });
    let is_apposition = words.len() > 2
        && words.starts_with(',')
        && words.ends_with(',')
        && describes
        && !words.contains(['"', '“', '”', ';', '\n'])
        && !draft.content.iter().any(|part| part.overlaps(gap));
    if !is_apposition {
        return span;
    }
    Span {
        start: span.start,
        end: span.start
            + article_text[span.start as usize..draft.cue.start as usize]
                .trim_end_matches(|c: char| c == ',' || c.is_whitespace())
                .len() as u32,
    }
}

/// A title before a name, or a name after a title, belongs to the source, however it was parsed:
/// "ministry spokesman Omar Haddad".
fn with_name(text: &Text, syntax: &Syntax, span: Span, draft: &Draft) -> Span {
    let mut inside = text.tokens_in(span);
    let (Some(first), last) = (inside.next(), inside.next_back()) else {
        return span;
    };
    let last = last.unwrap_or(first);
    let sentence = text.sentence_of(first);
    let is_free = |token: TokenId| {
        let words = text.span(token);
        !draft.cue.overlaps(words) && !draft.content.iter().any(|part| part.overlaps(words))
    };
    let mut whole = span;
    for next in (last.0 + 1..sentence.end.0).map(TokenId) {
        if syntax.word(next).upos != Upos::Propn || !is_free(next) {
            break;
        }
        whole = whole.cover(text.span(next));
    }
    if syntax.word(first).upos != Upos::Propn {
        return whole;
    }
    for before in (sentence.first.0..first.0).rev().map(TokenId) {
        let word = syntax.word(before);
        let is_title = matches!(word.upos, Upos::Propn | Upos::Noun | Upos::Adj)
            && !matches!(
                word.relation,
                Relation::Obl | Relation::Nmod | Relation::Obj
            );
        if !is_title || !is_free(before) {
            break;
        }
        whole = whole.cover(text.span(before));
    }
    whole
}

fn is_named(entities: &Entities, mention: MentionId) -> bool {
    let is_name = |id: MentionId| {
        let mention = entities.mention(id);
        mention.form == Form::Named && mention.kind != Kind::Nationality
    };
    is_name(mention)
        || entities
            .entity_of(mention)
            .mentions
            .iter()
            .any(|&id| is_name(id))
}

/// The words in the sentence of `head` that say that the name is held back.
fn anonymity(text: &Text, lexicon: &CueLexicon, article_text: &str, head: TokenId) -> Option<Span> {
    let sentence = text.sentence_of(head).span;
    let words = sentence.text(article_text).to_lowercase();
    // Lower case may be longer or shorter than what it stands for; then positions mean nothing.
    if words.len() != sentence.len() {
        return None;
    }
    let (at, phrase) = lexicon
        .anonymity()
        .find_map(|phrase| Some((words.find(phrase)?, phrase)))?;
    let start = ["on ", "under ", "speaking on ", "asked ", "asking "]
        .into_iter()
        .filter(|lead| words[..at].ends_with(lead))
        .map(str::len)
        .max()
        .map_or(at, |lead| at - lead);
    let offset = sentence.start as usize;
    Some(Span::new(offset + start, offset + at + phrase.len()))
}

/// The outlet that a source spoke to: "told AFP", "in an interview with AFP".
pub(super) fn outlet(syntax: &Syntax, entities: &Entities, draft: &Draft) -> Option<MentionId> {
    let below = syntax.children(draft.head).iter().copied();
    let deeper = below
        .clone()
        .filter(|&child| syntax.word(child).relation == Relation::Obl)
        .flat_map(|child| syntax.children_by(child, Relation::Nmod));
    below
        .filter(|&child| {
            matches!(
                syntax.word(child).relation,
                Relation::Obj | Relation::Iobj | Relation::Obl
            )
        })
        .chain(deeper)
        .filter(|&child| Some(child) != draft.source)
        .filter_map(|child| entities.headed_by(child))
        .find(|&id| {
            let mention = entities.mention(id);
            mention.form == Form::Named && mention.kind == Kind::Organization
        })
}
