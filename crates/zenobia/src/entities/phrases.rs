//! Agent phrases: the common nouns, titles and adjectives of the lexicon, found in the text.

use super::{
    lexicon::{ActorLexicon, Agent},
    names::Word,
};
use crate::tokens::TokenId;

/// An agent phrase in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase<'a> {
    /// First token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// What the lexicon says of it.
    pub agent: &'a Agent,
}

/// The longest phrases of the text, without overlap, in text order.
pub(super) fn find<'a>(words: &[Word], lexicon: &'a ActorLexicon) -> Vec<Phrase<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest_at(words, at, lexicon) {
            Some((length, agent)) => {
                found.push(Phrase {
                    first: words[at].token(),
                    end: TokenId(words[at + length - 1].token().0 + 1),
                    agent,
                });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn longest_at<'a>(
    words: &[Word],
    at: usize,
    lexicon: &'a ActorLexicon,
) -> Option<(usize, &'a Agent)> {
    let mut key = String::new();
    let mut best = None;
    for (length, word) in words[at..].iter().take(lexicon.longest_agent()).enumerate() {
        if length > 0 {
            if word.breaks() {
                break;
            }
            key.push(' ');
        }
        key.push_str(word.key());
        // "pro" of "pro-Assad" may open a token that goes on; its end must be a token's end.
        if word.closes_token()
            && let Some(agent) = lexicon.agent(&key)
        {
            best = Some((length + 1, agent));
        }
    }
    best
}

impl Phrase<'_> {
    /// Whether `token` is one of its tokens.
    pub(super) fn covers(&self, token: TokenId) -> bool {
        self.first <= token && token < self.end
    }

    /// Its tokens, in order.
    pub(super) fn tokens(&self) -> impl Iterator<Item = TokenId> + use<> {
        (self.first.0..self.end.0).map(TokenId)
    }
}
