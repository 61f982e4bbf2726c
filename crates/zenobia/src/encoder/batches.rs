//! Puts sentences together for the encoder.

use rustc_hash::FxHashMap;

use crate::tokens::{Sentence, Text, TokenId};

use super::{
    casing::Casing,
    vocabulary::{BEGIN, END, Vocabulary},
};

/// The encoder knows 512 positions; the pieces that frame a sentence take two.
const MOST_PIECES: usize = 510;

/// Pieces in a batch, padding included. 1,000 is as quick as more, and keeps what a run needs in memory small.
const BATCH_PIECES: usize = 1000;

/// A sentence as pieces, or a part of one that has too many for the encoder.
#[derive(Debug)]
pub(super) struct Passage {
    /// Which document it is from.
    pub(super) document: usize,
    /// Its first token.
    pub(super) first_token: TokenId,
    /// Rows of the pieces, framed.
    pub(super) pieces: Vec<u32>,
    /// Index of each word's first piece.
    pub(super) first_pieces: Vec<u32>,
}

/// Cuts sentences of a document into passages, in order; no word is lost.
pub(super) fn passages(
    document: usize,
    source: &str,
    text: &Text,
    sentences: &[Sentence],
    casing: &Casing,
    vocabulary: &Vocabulary,
) -> Vec<Passage> {
    let mut found = Vec::with_capacity(sentences.len());
    let mut word = Vec::new();
    for sentence in sentences {
        let mut passage = Passage::new(document, sentence.first);
        for id in sentence.token_ids() {
            let span = text.span(id);
            let blank = id == sentence.first || text.span(TokenId(id.0 - 1)).end < span.start;
            word.clear();
            let form = casing.form(id, span.text(source));
            vocabulary.cut(form, blank, &mut word);
            word.truncate(MOST_PIECES);
            if passage.pieces.len() - 1 + word.len() > MOST_PIECES {
                passage.finish(&mut found);
                passage = Passage::new(document, id);
            }
            passage.first_pieces.push(passage.pieces.len() as u32);
            passage.pieces.extend_from_slice(&word);
        }
        passage.finish(&mut found);
    }
    found
}

/// For each passage the first one of the same pieces: reprints and leads printed twice are scored once.
pub(super) fn originals(passages: &[Passage]) -> Vec<usize> {
    let mut first: FxHashMap<(&[u32], &[u32]), usize> = FxHashMap::default();
    passages
        .iter()
        .enumerate()
        .map(|(index, passage)| {
            *first
                .entry((&passage.pieces, &passage.first_pieces))
                .or_insert(index)
        })
        .collect()
}

/// Groups passages of like length, each of its like once: lists of indices into `passages`.
pub(super) fn batches(passages: &[Passage], originals: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..passages.len())
        .filter(|&index| originals[index] == index)
        .collect();
    order.sort_by_key(|&index| passages[index].pieces.len());
    let mut found: Vec<Vec<usize>> = Vec::new();
    for index in order {
        let length = passages[index].pieces.len();
        match found.last_mut() {
            // In rising order, the newest passage is the longest.
            Some(batch) if (batch.len() + 1) * length <= BATCH_PIECES => batch.push(index),
            _ => found.push(vec![index]),
        }
    }
    found
}

impl Passage {
    fn new(document: usize, first_token: TokenId) -> Passage {
        Passage {
            document,
            first_token,
            pieces: vec![BEGIN],
            first_pieces: Vec::new(),
        }
    }

    fn finish(mut self, found: &mut Vec<Passage>) {
        if !self.first_pieces.is_empty() {
            self.pieces.push(END);
            found.push(self);
        }
    }

    /// Number of words.
    pub(super) fn words(&self) -> usize {
        self.first_pieces.len()
    }
}
