//! Which time expression tells when an event was.

use super::{TimeExpression, TimeKind};
use crate::{
    syntax::{Relation, Syntax, Upos},
    tokens::{Text, TokenId},
};

/// The time expression that dates the event whose trigger is headed by `head`: an index into `times`.
///
/// Searched from the trigger outwards: what hangs on it ("Tuesday's bombings", "fled on Monday"), what
/// hangs on the verbs that it shares a clause with ("staged an attack on Monday"), then its sentence's
/// only date. Durations and repetitions date nothing; nor does a time in a clause of its own.
pub fn date_of(
    text: &Text,
    syntax: &Syntax,
    times: &[TimeExpression],
    head: TokenId,
) -> Option<u32> {
    let sentence = text.sentence_of(head);
    let here: Vec<(u32, TokenId)> = times
        .iter()
        .enumerate()
        .filter(|(_, time)| sentence.span.contains(time.span) && dates(time))
        .filter_map(|(index, time)| {
            Some((index as u32, syntax.head_of(text.tokens_in(time.span))?))
        })
        .collect();
    let mut at = head;
    loop {
        let below = here
            .iter()
            .filter(|&&(index, token)| {
                let first = text.tokens_in(times[index as usize].span).next();
                belongs(syntax, token, at)
                    && !first.is_some_and(|first| closes_inner_clause(syntax, first, at))
            })
            .min_by_key(|&&(_, token)| (steps(syntax, token, at), token.0.abs_diff(head.0)));
        if let Some(&(index, _)) = below {
            return Some(index);
        }
        match clause_above(syntax, at) {
            Some(above) => at = above,
            None => return None,
        }
    }
}

fn dates(time: &TimeExpression) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && (time.interval.is_some() && time.value != "PRESENT_REF")
}

/// Whether a time hangs on `at` with no other clause, speech or event between.
fn belongs(syntax: &Syntax, token: TokenId, at: TokenId) -> bool {
    if token == at {
        return false;
    }
    let mut below = token;
    for above in syntax.ancestors(token) {
        if above == at {
            return !opens_clause(syntax, below) && syntax.word(below).relation != Relation::Nsubj
                || below == token;
        }
        if opens_clause(syntax, below) || matches!(syntax.word(above).upos, Upos::Verb) {
            return false;
        }
        below = above;
    }
    false
}

/// "the man who led a protest ten years ago, was arrested": what follows the words of an inner clause
/// without a comma is that clause's time, whatever it is tied to.
fn closes_inner_clause(syntax: &Syntax, first: TokenId, at: TokenId) -> bool {
    let Some(before) = first.0.checked_sub(1).map(TokenId) else {
        return false;
    };
    if first > at || syntax.word(before).upos == Upos::Punct {
        return false;
    }
    let mut inside = false;
    let mut below = before;
    for above in syntax.ancestors(before) {
        inside |= syntax.word(below).relation == Relation::Acl;
        if above == at {
            return inside;
        }
        below = above;
    }
    false
}

fn opens_clause(syntax: &Syntax, token: TokenId) -> bool {
    matches!(
        syntax.word(token).relation,
        Relation::Acl
            | Relation::Advcl
            | Relation::Ccomp
            | Relation::Csubj
            | Relation::Parataxis
            | Relation::Conj
            | Relation::Xcomp
    )
}

fn steps(syntax: &Syntax, token: TokenId, at: TokenId) -> usize {
    syntax
        .ancestors(token)
        .take_while(|&above| above != at)
        .count()
}

/// The word whose times also date what `at` tells: the verb that `at` is an argument of, or shares its subject with.
fn clause_above(syntax: &Syntax, at: TokenId) -> Option<TokenId> {
    let word = syntax.word(at);
    let above = word.head?;
    match word.relation {
        // "killed 12 in an attack on Monday", "carried out an attack on Monday"
        Relation::Obj
        | Relation::Obl
        | Relation::Nsubj
        | Relation::Nmod
        | Relation::Compound
        | Relation::Amod
        | Relation::Appos
        | Relation::Iobj
        | Relation::Cop
        | Relation::Aux
        | Relation::Flat
        | Relation::Nummod
        | Relation::Advmod => Some(above),
        // "opened fire Monday, killing 12", "began to shell", "came and took"
        Relation::Advcl if is_participle(syntax, at) || is_simultaneous(syntax, at) => Some(above),
        Relation::Xcomp => Some(above),
        Relation::Conj if syntax.child(at, Relation::Nsubj).is_none() => Some(above),
        Relation::Acl
        | Relation::Advcl
        | Relation::Ccomp
        | Relation::Conj
        | Relation::Csubj
        | Relation::Parataxis => None,
        _ => None,
    }
}

/// "fled on Monday as shells fell": what a clause with "as" or "while" tells is of the same day.
fn is_simultaneous(syntax: &Syntax, token: TokenId) -> bool {
    syntax
        .children_by(token, Relation::Mark)
        .any(|mark| matches!(syntax.word(mark).lemma.as_str(), "as" | "while" | "when"))
}

fn is_participle(syntax: &Syntax, token: TokenId) -> bool {
    let word = syntax.word(token);
    matches!(word.feat("VerbForm"), Some("Ger" | "Part"))
        && syntax.child(token, Relation::Nsubj).is_none()
}
