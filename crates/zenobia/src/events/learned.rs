//! What the classifier has learnt of events, beside what the lexicon says.
//!
//! The classifier reads each word in its sentence: whether it tells an act, of which type, who acts and who it is done
//! to. It confirms an entry of the lexicon, overrules it, or finds an act that no entry has.

use std::ops::Range;

use crate::{
    attributions,
    encoder::{ACT_TYPES, ActScores, Role, softmax},
    events::{EventType, drafts::Draft, grammar::Grammar, lexicon::Part, matching::Match},
    syntax::{Relation, Upos},
    tokens::TokenId,
};

// An entry of the lexicon that the classifier gives less than this is no event.
const CONFIRMED: f32 = 0.02;
// An act that no entry has must be as likely as this.
const FOUND: f32 = 0.9;
// An entry gives way to another type that is as likely as this,
const OVERRULED: f32 = 0.9;
// and that the classifier finds so much likelier.
const AGAINST: f32 = 0.3;
// A mode must be as likely as this, where no entry gives one,
const MODE_FOUND: f32 = 0.5;
// and where an entry gives another.
const MODE_OVERRULED: f32 = 0.9;
// A word takes part if it is as likely as this.
pub(super) const TAKES_PART: f32 = 0.5;
// ... or as this, where it stands where grammar has those who do,
const TAKES_PART_BY_GRAMMAR: f32 = 0.06;
// ... or as this, where an entry's frame has no place for it.
pub(super) const TAKES_PART_SURELY: f32 = 0.9;
// A place or thing less likely than this does not.
const THING_TAKES_PART: f32 = 0.1;
// What is less likely than this does not, if another does.
const RULED_OUT: f32 = 0.03;

/// What the classifier says of a document, by token; empty where none was asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Learned<'a>(pub(super) &'a [ActScores]);

/// Who takes part in an act.
#[derive(Clone, Debug, Default)]
pub(super) struct Parties {
    pub(super) actors: Vec<TokenId>,
    pub(super) recipients: Vec<TokenId>,
}

impl<'a> Learned<'a> {
    fn scores(&self, tokens: &[TokenId]) -> impl Iterator<Item = (TokenId, &'a ActScores)> {
        let scores = self.0;
        tokens
            .iter()
            .filter_map(move |&token| Some((token, scores.get(token.index())?)))
    }

    /// How likely one of `tokens` tells an act of this type.
    pub(super) fn likelihood(&self, tokens: &[TokenId], event_type: EventType) -> f32 {
        let index = index_of(event_type);
        self.scores(tokens)
            .map(|(_, scores)| scores.types[index])
            .fold(0.0, f32::max)
    }

    /// The likeliest type that one of `tokens` tells, the token, and how likely it is.
    fn best(&self, tokens: &[TokenId]) -> Option<(EventType, TokenId, f32)> {
        self.scores(tokens)
            .map(|(token, scores)| {
                let (index, likelihood) = scores.best();
                (EventType::ALL[index], token, likelihood)
            })
            .max_by(|one, other| one.2.total_cmp(&other.2))
    }

    /// The likeliest mode of what the word likeliest to tell an act of this type tells, and how likely it is, beside the
    /// others and that none fits; none where the type has no modes.
    fn mode(&self, tokens: &[TokenId], event_type: EventType) -> Option<(&'static str, f32)> {
        let index = index_of(event_type);
        let (_, scores) = self
            .scores(tokens)
            .filter(|(_, scores)| !scores.modes.is_empty())
            .max_by(|one, other| one.1.types[index].total_cmp(&other.1.types[index]))?;
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

    /// Those who take part in what one of `triggers` tells, each phrase once, if they are as likely as `least`, or if they
    /// stand where grammar has such and are not unlikely.
    pub(super) fn parties(
        &self,
        grammar: &Grammar<'_>,
        triggers: &[TokenId],
        least: f32,
        expected: &Parties,
    ) -> Parties {
        let side = |likely: Side, expected: &[TokenId]| {
            let mut phrases: Vec<(TokenId, f32)> = Vec::new();
            for (_, scores) in self.scores(triggers) {
                for role in &scores.roles {
                    let head = grammar.referent(phrase_head(grammar, role.token));
                    if triggers.contains(&head) {
                        continue;
                    }
                    match phrases.iter_mut().find(|(known, _)| *known == head) {
                        Some((_, most)) => *most = most.max(likely(role)),
                        None => phrases.push((head, likely(role))),
                    }
                }
            }
            phrases.retain(|(head, _)| !speaks(grammar, triggers, *head));
            let is_expected = |token: TokenId| grammar.same(expected, token);
            phrases.retain(|&(head, likelihood)| {
                likelihood >= least || likelihood >= TAKES_PART_BY_GRAMMAR && is_expected(head)
            });
            chosen(grammar, phrases)
        };
        let mut parties = Parties {
            actors: side(|role| role.actor, &expected.actors),
            recipients: side(|role| role.recipient, &expected.recipients),
        };
        // Those who do it to each other are on both sides.
        let both: Vec<TokenId> = parties
            .actors
            .iter()
            .copied()
            .filter(|token| parties.recipients.contains(token))
            .collect();
        if both.len() > 1 {
            parties.recipients.retain(|token| *token != both[0]);
            parties.actors.retain(|token| !both[1..].contains(token));
        } else {
            parties.recipients.retain(|token| !both.contains(token));
        }
        parties
    }

    /// How likely those who take part in a draft do: the mean over both sides, a side without anybody counting by how
    /// unlikely it is that somebody is there.
    pub(super) fn support(&self, grammar: &Grammar<'_>, draft: &Draft<'_>) -> f32 {
        let told_by = &draft.matched.told_by;
        let side = |tokens: &[TokenId], side: Side| {
            let likelihoods = tokens
                .iter()
                .map(|&token| self.likelihood_of(grammar, told_by, token, side));
            likelihoods.reduce(f32::min).unwrap_or_else(|| {
                let most = self
                    .scores(told_by)
                    .flat_map(|(_, scores)| &scores.roles)
                    .map(side)
                    .fold(0.0, f32::max);
                1.0 - most
            })
        };
        let actors = side(&draft.actors, |role| role.actor);
        let recipients = side(&draft.recipients, |role| role.recipient);
        (actors + recipients) / 2.0
    }

    /// How likely `token` or its phrase takes part on a side in what one of `triggers` tells.
    fn likelihood_of(
        &self,
        grammar: &Grammar<'_>,
        triggers: &[TokenId],
        token: TokenId,
        side: Side,
    ) -> f32 {
        let phrase = phrase_head(grammar, token);
        self.scores(triggers)
            .flat_map(|(_, scores)| &scores.roles)
            .filter(|role| grammar.referent(phrase_head(grammar, role.token)) == phrase)
            .map(side)
            .fold(0.0, f32::max)
    }

    /// Whether `token`, which names nobody, may take part on a side in what one of `triggers` tells; where no classifier
    /// was asked, the frame is believed.
    pub(super) fn takes_part_as_thing(
        &self,
        grammar: &Grammar<'_>,
        triggers: &[TokenId],
        token: TokenId,
        side: Side,
    ) -> bool {
        self.0.is_empty() || self.likelihood_of(grammar, triggers, token, side) >= THING_TAKES_PART
    }

    /// Whether neither `token` nor its phrase is likely to take part on a side in what one of `triggers` tells.
    pub(super) fn rules_out(
        &self,
        grammar: &Grammar<'_>,
        triggers: &[TokenId],
        token: TokenId,
        side: Side,
    ) -> bool {
        self.likelihood_of(grammar, triggers, token, side) < RULED_OUT
    }
}

/// How likely a word takes part on one of the two sides.
pub(super) type Side = fn(&Role) -> f32;

/// Whether `token` names who says what a trigger tells: who reports a killing has no part in it.
fn speaks(grammar: &Grammar<'_>, triggers: &[TokenId], token: TokenId) -> bool {
    triggers.iter().any(|&trigger| {
        attributions::innermost(grammar.attributions, grammar.text.span(trigger))
            .and_then(|id| grammar.attributions[id.0 as usize].source.mention())
            .is_some_and(|mention| grammar.entities.mention(mention).head == token)
    })
}

/// The likeliest of the phrases, and of those that lie in one another or name the same the likelier.
fn chosen(grammar: &Grammar<'_>, mut phrases: Vec<(TokenId, f32)>) -> Vec<TokenId> {
    phrases.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
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
    found.sort();
    found
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

/// The head of the name or phrase that `token` is a word of: "Trump" of "President".
fn phrase_head(grammar: &Grammar<'_>, token: TokenId) -> TokenId {
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
        match grammar.syntax.head(token).filter(|_| climbs) {
            Some(head) => token = head,
            None => return token,
        }
    }
}

/// What the entries that the words of a sentence meet tell once the classifier is asked, and the acts that it finds
/// beyond them, in text order.
pub(super) fn revise<'a>(
    grammar: &Grammar<'a>,
    tokens: &[TokenId],
    matches: Vec<Match<'a>>,
) -> Vec<Match<'a>> {
    let learned = grammar.learned;
    if learned.0.is_empty() {
        return matches;
    }
    let words: Vec<TokenId> = matches.iter().map(|found| found.word).collect();
    let mut kept: Vec<Match<'a>> = Vec::new();
    let mut taken: Vec<TokenId> = Vec::new();
    for mut found in matches {
        let event_type = found.predicate.event_type;
        if found.predicate.own_type.is_some() {
            // Whoever writes a codebook means it.
            taken.extend(found.used.iter().copied());
            kept.push(found);
            continue;
        }
        let reach = reach(grammar, &found, &words);
        found.likelihood = learned.likelihood(&reach, event_type);
        // "close the border" and "seize the town" mean what they say; "close" alone may mean anything.
        let is_doubtful = found.used.len() == 1 && !found.predicate.takes_ground()
            || found.likelihood < CONFIRMED;
        let other = learned.best(&found.used).filter(|other| {
            is_doubtful && other.2 >= OVERRULED && found.likelihood < AGAINST * other.2
        });
        if found.likelihood >= CONFIRMED && other.is_none() {
            taken.extend(found.used.iter().copied());
            found.told_by = reach;
            found
                .told_by
                .retain(|token| learned.likelihood(&[*token], event_type) >= CONFIRMED);
            taken.extend(found.told_by.iter().copied());
            kept.push(found);
            continue;
        }
        if let Some((other, token, likelihood)) = other {
            taken.extend(found.used);
            kept.extend(act(grammar, token, other, likelihood));
        }
    }
    for &token in tokens {
        if taken.contains(&token) || !can_tell(grammar, token) {
            continue;
        }
        let Some((event_type, _, likelihood)) = learned.best(&[token]) else {
            continue;
        };
        if likelihood >= FOUND {
            kept.extend(act(grammar, token, event_type, likelihood));
        }
    }
    kept.sort_by_key(|found| found.word);
    kept
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
        let statuses = Status::ALL.map(|status| format!("{status:?}").to_lowercase());
        assert_eq!(of("status"), statuses);
        for (index, event_type) in EventType::ALL.into_iter().enumerate() {
            assert_eq!(index_of(event_type), index);
        }
    }
}
