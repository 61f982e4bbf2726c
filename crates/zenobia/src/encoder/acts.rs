//! What the event classifier says of each word: whether it tells an act, of what type and how surely, and who takes part.

use super::graph::Scores;
use crate::tokens::TokenId;

/// Types of acts, in the order of `models/events/labels.tsv`; that a word tells none is the class after them.
pub const ACT_TYPES: usize = 16;

/// Ways in which an act is told, in the order of the same file.
pub const ACT_STATUSES: usize = 6;

/// Modes of the types that have any, each type's after the one that none of them fits, in the order of the same file.
pub const ACT_MODES: usize = 83;

// What is less likely is not kept.
const LEAST_ACT: f32 = 0.02;
const LEAST_ROLE: f32 = 0.05;

/// What the classifier says of a word as the one that tells an act.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActScores {
    /// How likely the word tells an act of each type.
    pub types: [f32; ACT_TYPES],
    /// How likely the act, if it is one, is told in each way.
    pub statuses: [f32; ACT_STATUSES],
    /// Scores of the modes; those of one type compete. Empty where the word hardly tells an act.
    pub modes: Vec<f32>,
    /// Who may take part, in text order; empty where the word hardly tells an act.
    pub roles: Vec<Role>,
}

/// A word that may name somebody who takes part in an act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Role {
    /// The word.
    pub token: TokenId,
    /// How likely it names who acts.
    pub actor: f32,
    /// How likely it names who it is done to.
    pub recipient: f32,
}

impl ActScores {
    /// How likely the word tells any act.
    pub fn told(&self) -> f32 {
        self.types.iter().sum()
    }

    /// The likeliest type, as an index into [`ActScores::types`], and how likely it is.
    pub fn best(&self) -> (usize, f32) {
        let mut best = (0, self.types[0]);
        for (index, &score) in self.types.iter().enumerate() {
            if score > best.1 {
                best = (index, score);
            }
        }
        best
    }
}

/// Reads word `word` of sentence `sentence` of a batch; tokens are numbers of words in the sentence.
pub(super) fn read(
    [types, statuses, modes, actors, recipients]: [&Scores; 5],
    sentence: usize,
    word: usize,
    words: usize,
) -> ActScores {
    let mut scores = ActScores::default();
    let likely = softmax(types.row(sentence, word));
    scores.types.copy_from_slice(&likely[..ACT_TYPES]);
    scores
        .statuses
        .copy_from_slice(&softmax(statuses.row(sentence, word)));
    if scores.told() < LEAST_ACT {
        return scores;
    }
    scores.modes = modes.row(sentence, word).to_vec();
    let (actors, recipients) = (actors.row(sentence, word), recipients.row(sentence, word));
    scores.roles = (0..words)
        .map(|other| Role {
            token: TokenId(other as u32),
            actor: sigmoid(actors[other]),
            recipient: sigmoid(recipients[other]),
        })
        .filter(|role| role.actor.max(role.recipient) >= LEAST_ROLE)
        .collect();
    scores
}

/// Likelihoods that add up to 1.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
