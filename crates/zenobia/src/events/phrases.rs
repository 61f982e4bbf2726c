//! Phrases that name who takes part: their heads, and which of several name the same.

use crate::{
    events::grammar::Grammar,
    syntax::{Relation, Upos},
    tokens::TokenId,
};

// What one who takes part scores more than: the likeliest, where the choice is between it and nobody, and the others.
// Chosen on news by cross-validation, 2026-11: both sides right as often as with 0, PLV's pairs found more often.
const FIRST: f32 = -0.5;
const FURTHER: f32 = 0.0;

/// Those phrases that are likely at all, and of those that lie in one another or name the same the likelier, in text order.
pub(super) fn chosen(grammar: &Grammar<'_>, mut phrases: Vec<(TokenId, f32)>) -> Vec<TokenId> {
    phrases.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let mut least = FIRST;
    phrases.retain(|(_, score)| *score > std::mem::replace(&mut least, FURTHER));
    let mut found: Vec<TokenId> = Vec::new();
    for (token, _) in phrases {
        let is_hidden = found.iter().any(|&other| {
            is_part_of(grammar, token, other)
                || is_part_of(grammar, other, token)
                || grammar.same(&[other], token)
        });
        if !is_hidden {
            found.push(token);
        }
    }
    // "The agency said it was working with the Red Crescent": a pronoun beside a name mostly stands for it.
    let is_pronoun = |token: TokenId| grammar.syntax.word(token).upos == Upos::Pron;
    if found.iter().any(|&token| !is_pronoun(token)) {
        let all = found.clone();
        found.retain(|&token| {
            let mut others = all.iter().filter(|&&other| other != token);
            !is_pronoun(token) || others.any(|&other| are_joined(grammar, token, other))
        });
    }
    found.sort();
    found
}

/// Whether two words are coordinated: "he and the president".
fn are_joined(grammar: &Grammar<'_>, one: TokenId, other: TokenId) -> bool {
    grammar.coordinated(one).contains(&other) || grammar.coordinated(other).contains(&one)
}

/// Whether `inner` lies in the phrase of `outer`, and is not coordinated with it.
fn is_part_of(grammar: &Grammar<'_>, inner: TokenId, outer: TokenId) -> bool {
    let mut token = inner;
    while let Some(head) = grammar.syntax.head(token) {
        if grammar.syntax.word(token).relation == Relation::Conj {
            return false;
        }
        if head == outer {
            return true;
        }
        token = head;
    }
    false
}

/// The head of the name or phrase that `token` is a word of: "Trump" of "President"; never a word that tells the act.
pub(super) fn phrase_head(
    grammar: &Grammar<'_>,
    token: TokenId,
    tells: &impl Fn(TokenId) -> bool,
) -> TokenId {
    let mut token = token;
    loop {
        let word = grammar.syntax.word(token);
        let climbs = matches!(
            word.relation,
            Relation::Compound
                | Relation::Flat
                | Relation::Nummod
                | Relation::Det
                | Relation::Case
                | Relation::Fixed
        ) || word.relation == Relation::Amod
            && grammar.mentions[token.index()].is_none();
        match grammar
            .syntax
            .head(token)
            .filter(|&head| climbs && !tells(head))
        {
            Some(head) => token = head,
            None => return token,
        }
    }
}
