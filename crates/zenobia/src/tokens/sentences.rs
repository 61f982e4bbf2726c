//! Finds where sentences end.

use rustc_hash::FxHashSet;

use super::{
    boundaries::{self, Gaps},
    lexicon::{Abbreviation, TokenLexicon, english},
    words::is_closing,
};
use crate::{span::Span, weights};

/// No sentence is longer: what is longer is a list or a page without stops, and is cut at its punctuation.
const LONGEST: usize = 200;

/// The sentences of a block whose words are `words`: ranges of indices into it, in order, none empty.
///
/// `seen_small` has the words of the document that also begin with a small letter.
pub(super) fn find(
    text: &str,
    words: &[Span],
    seen_small: &FxHashSet<&str>,
) -> Vec<std::ops::Range<usize>> {
    let block = Block::new(text, words);
    let ruled = block.ends();
    let gaps = Gaps::new(text, words, &block.quotes, &ruled, seen_small);
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..words.len() {
        let ends = at + 1 == words.len()
            || block.has_blank_line(at)
            || gaps.is_open(at)
                && !block.is_list_number(start, at)
                && boundaries::end_at(&gaps, at);
        if ends {
            cap(text, words, start..at + 1, &mut found);
            start = at + 1;
        }
    }
    found
}

/// Gives each gap where a sentence may end, by the word before it: what the rules say, and its features.
pub(super) fn judge(
    text: &str,
    words: &[Span],
    seen_small: &FxHashSet<&str>,
    give: &mut impl FnMut(usize, bool, Vec<String>),
) {
    let block = Block::new(text, words);
    let ruled = block.ends();
    let gaps = Gaps::new(text, words, &block.quotes, &ruled, seen_small);
    for (at, &ruled) in ruled.iter().enumerate() {
        if at + 1 == words.len() || block.has_blank_line(at) || !gaps.is_open(at) {
            continue;
        }
        give(at, ruled, weights::names(|give| gaps.features(at, give)));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Opening,
    Closing,
}

struct Block<'a> {
    text: &'a str,
    words: &'a [Span],
    quotes: Vec<Quote>,
    lexicon: &'static TokenLexicon,
}

impl<'a> Block<'a> {
    fn new(text: &'a str, words: &'a [Span]) -> Block<'a> {
        Block {
            text,
            words,
            quotes: quotes(text, words),
            lexicon: english(),
        }
    }

    /// For each word whether, by the rules, a sentence ends after it.
    fn ends(&self) -> Vec<bool> {
        let mut ends = vec![false; self.words.len()];
        let mut start = 0;
        let mut at = 0;
        while at < self.words.len() {
            if let Some(end) = self.sentence_end(start, at) {
                ends[end - 1] = true;
                start = end;
                at = end;
            } else {
                at += 1;
            }
        }
        ends
    }

    fn word(&self, index: usize) -> &'a str {
        self.words
            .get(index)
            .map_or("", |span| span.text(self.text))
    }

    /// One past the last word of the sentence that started at `start`, if word number `at` ends it.
    fn sentence_end(&self, start: usize, at: usize) -> Option<usize> {
        if self.has_blank_line(at) {
            return Some(at + 1);
        }
        let stop = self.stop(at)?;
        let mut next = at + 1;
        let mut quoted = false;
        while next < self.words.len() && self.is_closer(next) {
            quoted |= self.quotes[next] == Quote::Closing;
            next += 1;
        }
        // ". [5]": the number of a note belongs to what it stands after.
        while self.is_note(next) {
            next += 3;
        }
        // "!)": brackets and quotation marks that close here belong to the sentence that ends.
        if next >= self.words.len() {
            return Some(self.words.len());
        }
        // ". . .": an ellipsis with blanks in it.
        if self.word(next) == "." {
            return None;
        }
        // Who does not begin one sentence with a capital does not begin the next with one.
        if self.is_lower(start) && self.is_lower(next) && !quoted && stop.is_plain() {
            return Some(next);
        }
        let ends = match stop {
            Stop::Full => !self.is_list_number(start, at) && self.may_open(next),
            Stop::Call => {
                let speech = quoted
                    && (next..next + 4).any(|index| self.lexicon.speech.contains(self.word(index)));
                !speech && self.may_open(next)
            }
            Stop::Ellipsis => self.may_open(next) && !self.is_lower_or_number(next),
            Stop::Abbreviation => {
                self.lexicon.openers.contains(self.word(next))
                    || self.quotes[next] == Quote::Opening
                        && self.word(next + 1).starts_with(char::is_uppercase)
            }
        };
        ends.then_some(next)
    }

    fn stop(&self, at: usize) -> Option<Stop> {
        let word = self.word(at);
        match word {
            "." | "。" | "۔" | "।" | "．" => Some(Stop::Full),
            "…" => Some(Stop::Ellipsis),
            _ if word.starts_with(['!', '?', '！', '？', '؟', '‼', '⁇', '⁈', '⁉']) => {
                Some(Stop::Call)
            }
            _ if word.len() > 1 && word.chars().all(|c| c == '.') => Some(Stop::Ellipsis),
            _ if word.len() > 1 && word.ends_with('.') => match self.lexicon.abbreviation(word) {
                Some(Abbreviation::Title | Abbreviation::Number) => None,
                Some(Abbreviation::Open) | None => Some(Stop::Abbreviation),
            },
            _ => None,
        }
    }

    /// Whether a sentence may begin with word number `at`.
    fn may_open(&self, at: usize) -> bool {
        let mut index = at;
        while index < self.words.len().min(at + 4) {
            let word = self.word(index);
            let Some(first) = word.chars().next() else {
                return true;
            };
            if first.is_alphanumeric() {
                return !first.is_lowercase();
            }
            // A comma or a colon goes on with the sentence; so does a dash before a lower-case word.
            if matches!(word, "," | ";" | ":" | "،" | "؛" | "%" | "/") || self.is_closer(index) {
                return false;
            }
            index += 1;
        }
        true
    }

    fn is_lower(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_lowercase)
    }

    fn is_lower_or_number(&self, at: usize) -> bool {
        self.word(at)
            .starts_with(|c: char| c.is_lowercase() || c.is_numeric())
    }

    fn is_closer(&self, index: usize) -> bool {
        match self.quotes[index] {
            Quote::Closing => true,
            Quote::Opening => false,
            Quote::None => {
                self.word(index).chars().all(is_closing)
                    && matches!(self.word(index), ")" | "]" | "}" | "）")
            }
        }
    }

    /// Whether word number `at` is the stop after the number of a list item that opens a sentence: "1. Do this".
    fn is_list_number(&self, start: usize, at: usize) -> bool {
        let number = self.word(start);
        at == start + 1
            && self.word(at) == "."
            && number.len() < 3
            && number.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether the number of a note in square brackets stands at word number `at`.
    fn is_note(&self, at: usize) -> bool {
        let number = self.word(at + 1);
        self.word(at) == "["
            && (1..=3).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && self.word(at + 2) == "]"
    }

    /// Whether a blank line, or a line that opens with a bullet, follows word number `at`.
    fn has_blank_line(&self, at: usize) -> bool {
        let (Some(span), Some(next)) = (self.words.get(at), self.words.get(at + 1)) else {
            return false;
        };
        if span.end == next.start {
            return false;
        }
        let between = &self.text[span.end as usize..next.start as usize];
        let lines = between.matches('\n').count();
        lines > 1 || lines == 1 && matches!(self.word(at + 1), "•" | "●" | "▪" | "◦" | "‣" | "*")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Full,
    Call,
    Ellipsis,
    Abbreviation,
}

impl Stop {
    fn is_plain(self) -> bool {
        matches!(self, Stop::Full | Stop::Call)
    }
}

/// Which words are quotation marks, and whether they open or close.
fn quotes(text: &str, words: &[Span]) -> Vec<Quote> {
    let mut open = false;
    // German: „opens“ and closes with the sign that opens in English.
    let mut low = false;
    let mut found = Vec::with_capacity(words.len());
    for (index, span) in words.iter().enumerate() {
        let word = span.text(text);
        let quote = match word {
            "“" if low => Quote::Closing,
            "“" | "‘" | "«" | "„" | "‹" | "「" | "『" | "``" => Quote::Opening,
            "”" | "»" | "›" | "」" | "』" => Quote::Closing,
            // An apostrophe that stands alone closes: it opens only by its own sign.
            "’" => Quote::Closing,
            "\"" | "'" | "''" | "’’" | "‘’" => {
                let blank_before = index == 0 || words[index - 1].end < span.start;
                let blank_after = words
                    .get(index + 1)
                    .is_none_or(|next| span.end < next.start);
                match (blank_before, blank_after) {
                    (true, false) => Quote::Opening,
                    (false, true) => Quote::Closing,
                    _ if word == "'" => Quote::Closing,
                    _ if open => Quote::Closing,
                    _ => Quote::Opening,
                }
            }
            _ => Quote::None,
        };
        match word {
            "„" => low = true,
            "“" => low = false,
            _ => {}
        }
        if matches!(word, "\"" | "''" | "’’" | "‘’") {
            open = quote == Quote::Opening;
        }
        found.push(quote);
    }
    found
}

/// Cuts a sentence that is too long at its last strong punctuation, else at any, else where it is full.
fn cap(
    text: &str,
    words: &[Span],
    sentence: std::ops::Range<usize>,
    found: &mut Vec<std::ops::Range<usize>>,
) {
    let mut start = sentence.start;
    while sentence.end - start > LONGEST {
        let window = start + LONGEST / 2..start + LONGEST;
        let rank = |index: usize| match words[index].text(text) {
            ";" | "•" | "|" | "…" | "..." => 3,
            ":" | "—" | "–" | "-" | "--" => 2,
            "," | "،" | "、" | ")" => 1,
            _ => 0,
        };
        let cut = window
            .max_by_key(|&index| (rank(index), index))
            .map_or(start + LONGEST, |index| index + 1);
        found.push(start..cut);
        start = cut;
    }
    found.push(start..sentence.end);
}
