//! What the classifier has learnt of events, beside what the lexicon says.
//!
//! The classifier reads each word in its sentence: whether it tells an act, of which type, who acts and who it is done
//! to. It gives an entry of the lexicon a likelihood, or finds an act that no entry has; what is believed is weighed
//! (`telling`, `parties`, `statuses`).

use std::ops::Range;

use crate::{
    encoder::{ACT_STATUSES, ACT_TYPES, ActScores, Role, softmax},
    events::{EventType, grammar::Grammar, lexicon::Part, matching::Match},
    syntax::Upos,
    tokens::TokenId,
};

// An entry of the lexicon that the classifier gives less than this is no event.
const CONFIRMED: f32 = 0.02;
// An act that no entry has must be as likely as this to be weighed at all.
const FOUND: f32 = 0.3;
// A mode must be as likely as this, where no entry gives one,
const MODE_FOUND: f32 = 0.5;
// and where an entry gives another.
const MODE_OVERRULED: f32 = 0.9;

/// What the classifier says of a document, by token; empty where none was asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Learned<'a>(pub(super) &'a [ActScores]);

impl<'a> Learned<'a> {
    /// Whether the classifier was asked at all.
    pub(super) fn was_asked(&self) -> bool {
        !self.0.is_empty()
    }

    fn scores(&self, tokens: &[TokenId]) -> impl Iterator<Item = &'a ActScores> {
        let scores = self.0;
        tokens
            .iter()
            .filter_map(move |&token| scores.get(token.index()))
    }

    /// The token likeliest to tell an act of this type, and what the classifier says of it.
    fn likeliest(
        &self,
        tokens: &[TokenId],
        event_type: EventType,
    ) -> Option<(TokenId, &'a ActScores)> {
        let index = index_of(event_type);
        let scores = self.0;
        tokens
            .iter()
            .filter_map(|&token| Some((token, scores.get(token.index())?)))
            .max_by(|one, other| one.1.types[index].total_cmp(&other.1.types[index]))
    }

    /// How likely one of `tokens` tells an act of this type.
    pub(super) fn likelihood(&self, tokens: &[TokenId], event_type: EventType) -> f32 {
        let index = index_of(event_type);
        self.scores(tokens)
            .map(|scores| scores.types[index])
            .fold(0.0, f32::max)
    }

    /// The likeliest type that `token` tells, and how likely it is.
    fn best(&self, token: TokenId) -> Option<(EventType, f32)> {
        let (index, likelihood) = self.0.get(token.index())?.best();
        Some((EventType::ALL[index], likelihood))
    }

    /// How likely one of `tokens` tells an act of another type, at most.
    pub(super) fn rival(&self, tokens: &[TokenId], event_type: EventType) -> f32 {
        let own = index_of(event_type);
        self.scores(tokens)
            .flat_map(|scores| scores.types.iter().enumerate())
            .filter(|(index, _)| *index != own)
            .map(|(_, &likelihood)| likelihood)
            .fold(0.0, f32::max)
    }

    /// The likeliest mode of what the word likeliest to tell an act of this type tells, and how likely it is, beside the
    /// others and that none fits; none where the type has no modes.
    fn mode(&self, tokens: &[TokenId], event_type: EventType) -> Option<(&'static str, f32)> {
        let (_, scores) = self.likeliest(tokens, event_type)?;
        if scores.modes.is_empty() {
            return None;
        }
        let of_type = softmax(&scores.modes[modes_of(event_type)]);
        // The first is that none fits.
        (1..of_type.len())
            .max_by(|&one, &other| of_type[one].total_cmp(&of_type[other]))
            .map(|best| (event_type.modes()[best - 1], of_type[best]))
    }

    /// The modes of an act, given those of its entry: where the classifier is sure of another, that one alone.
    pub(super) fn modes(
        &self,
        tokens: &[TokenId],
        event_type: EventType,
        own: Vec<&'static str>,
    ) -> Vec<&'static str> {
        let least = if own.is_empty() {
            MODE_FOUND
        } else {
            MODE_OVERRULED
        };
        match self.mode(tokens, event_type) {
            Some((mode, likelihood)) if likelihood >= least && !own.contains(&mode) => vec![mode],
            _ => own,
        }
    }

    /// The words that may name somebody who takes part in what one of `tokens` tells.
    pub(super) fn roles(&self, tokens: &[TokenId]) -> impl Iterator<Item = &'a Role> {
        self.scores(tokens).flat_map(|scores| &scores.roles)
    }

    /// The word likeliest to tell an act of this type, and how likely what it tells is told in each way; `None` where the
    /// classifier was not asked.
    pub(super) fn statuses(
        &self,
        tokens: &[TokenId],
        event_type: EventType,
    ) -> Option<(TokenId, &'a [f32; ACT_STATUSES])> {
        let (token, scores) = self.likeliest(tokens, event_type)?;
        Some((token, &scores.statuses))
    }
}

/// What the entries that the words of a sentence meet may tell once the classifier is asked, and the acts that it finds
/// beyond them or instead of them, in text order.
pub(super) fn revise<'a>(
    grammar: &Grammar<'a>,
    tokens: &[TokenId],
    mut matches: Vec<Match<'a>>,
) -> Vec<Match<'a>> {
    let learned = grammar.learned;
    if !learned.was_asked() {
        return matches;
    }
    let words: Vec<TokenId> = matches.iter().map(|found| found.word).collect();
    matches.retain_mut(|found| {
        if found.predicate.own_type.is_some() {
            // Whoever writes a codebook means it.
            return true;
        }
        let event_type = found.predicate.event_type;
        found.told_by = reach(grammar, found, &words);
        found.likelihood = learned.likelihood(&found.told_by, event_type);
        let least = CONFIRMED.max(found.likelihood / 2.0);
        found
            .told_by
            .retain(|token| learned.likelihood(&[*token], event_type) >= least);
        found.likelihood >= CONFIRMED
    });
    for &token in tokens.iter().filter(|&&token| can_tell(grammar, token)) {
        let Some((event_type, likelihood)) = learned.best(token) else {
            continue;
        };
        let is_known = matches.iter().any(|found| {
            found.has_word(token)
                && (found.predicate.event_type == event_type || found.predicate.own_type.is_some())
        });
        if likelihood >= FOUND && !is_known {
            matches.extend(act(grammar, token, event_type, likelihood));
        }
    }
    matches.sort_by_key(|found| found.word);
    matches
}

/// The words by one of which the classifier may tell what an entry tells: its own, the light verb, and the words it
/// hangs on that no other entry claims ("issued a statement condemning").
fn reach(grammar: &Grammar<'_>, found: &Match<'_>, others: &[TokenId]) -> Vec<TokenId> {
    let mut reach = found.used.clone();
    reach.extend(found.light);
    reach.extend(
        grammar
            .syntax
            .ancestors(found.word)
            .take(2)
            .take_while(|token| !others.contains(token)),
    );
    reach
}

/// Whether a word can tell an act: a verb, noun or adjective, "not" or "must"; `training/event_data.py` asks the same.
fn can_tell(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let word = grammar.syntax.word(token);
    matches!(word.upos, Upos::Verb | Upos::Noun | Upos::Adj)
        || matches!(word.lemma.as_str(), "not" | "never" | "must" | "should")
}

/// An act that the classifier alone tells, if PLOVER's types count.
fn act<'a>(
    grammar: &Grammar<'a>,
    token: TokenId,
    event_type: EventType,
    likelihood: f32,
) -> Option<Match<'a>> {
    let part = match grammar.syntax.word(token).upos {
        Upos::Verb | Upos::Aux => Part::Verb,
        Upos::Noun | Upos::Propn => Part::Noun,
        _ => Part::Adjective,
    };
    // "will not release": the act is refused by two words.
    let verb = grammar.syntax.head(token).filter(|_| {
        matches!(
            grammar.syntax.word(token).upos,
            Upos::Part | Upos::Adv | Upos::Aux
        )
    });
    Some(Match {
        predicate: grammar.lexicon.learned(event_type, part)?,
        word: token,
        object: None,
        light: verb,
        used: vec![token],
        likelihood,
        told_by: vec![token],
        score: 0,
    })
}

fn index_of(event_type: EventType) -> usize {
    event_type as usize
}

/// Where the scores of a type's modes stand.
fn modes_of(event_type: EventType) -> Range<usize> {
    let length = |event_type: EventType| match event_type.modes().len() {
        0 => 0,
        modes => modes + 1,
    };
    let start = EventType::ALL[..index_of(event_type)]
        .iter()
        .map(|&earlier| length(earlier))
        .sum();
    start..start + length(event_type)
}

const _: () = assert!(ACT_TYPES == EventType::ALL.len());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{encoder::ACT_MODES, events::Status};

    #[test]
    fn classes_stand_in_the_order_of_the_types() {
        let labels = include_str!("../../../../models/events/labels.tsv");
        let of = |head: &str| -> Vec<&str> {
            labels
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .filter(|(name, _)| *name == head)
                .map(|(_, label)| label)
                .collect()
        };
        let mut types: Vec<&str> = EventType::ALL.map(EventType::label).to_vec();
        types.push("NONE");
        assert_eq!(of("type"), types);
        let modes: Vec<String> = EventType::ALL
            .into_iter()
            .filter(|event_type| !event_type.modes().is_empty())
            .flat_map(|event_type| {
                let none = std::iter::once(&"");
                none.chain(event_type.modes())
                    .map(move |mode| format!("{}:{mode}", event_type.label()))
            })
            .collect();
        assert_eq!(of("mode"), modes);
        assert_eq!(modes.len(), ACT_MODES);
        assert_eq!(modes_of(EventType::Assault).end, ACT_MODES);
        let statuses = Status::ALL.map(Status::label);
        assert_eq!(of("status"), statuses);
        for (index, event_type) in EventType::ALL.into_iter().enumerate() {
            assert_eq!(index_of(event_type), index);
        }
    }
}
