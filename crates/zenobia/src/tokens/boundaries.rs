//! Judges the gaps between words: does a sentence end here?
//!
//! A linear model over what stands around a gap; what the rules say is one of the things it weighs, so it corrects
//! them where it has seen better. `training/linear.py` makes its weights.

use std::{ops::Range, sync::LazyLock};

use rustc_hash::FxHashSet;

use super::{
    lexicon::{TokenLexicon, english},
    sentences::Quote,
};
use crate::{
    span::Span,
    weights::{Give, Weights},
};

static BUILT_IN: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(
        "boundaries.tsv",
        include_str!("../../../../models/boundaries.tsv"),
    )
    .expect("a test reads the built-in weights")
});

/// Whether a sentence ends at gap number `gap`, the one after word `gap`.
pub(super) fn end_at(gaps: &Gaps<'_>, gap: usize) -> bool {
    let score = BUILT_IN.sum(|give| gaps.features(gap, give));
    let word = gaps.words[gap].text(gaps.text);
    let bare = word.ends_with(char::is_alphanumeric) || is_dash(word);
    score > if bare { BARE } else { 0.0 }
}

// What a cut after a word without a mark, or after a dash, must score. Of the cuts that 0 adds in
// news text a quarter are wrong, of those above 1 hardly any; the treebanks' dev parts score the
// same.
const BARE: f32 = 1.0;

// In words, dash left out.
const LONGEST_DATELINE: usize = 12;

// Stands for a word beyond the ends of the block.
const NONE: &str = "^^";

/// The gaps of a block, with what is known of the words on both sides.
pub(super) struct Gaps<'a> {
    text: &'a str,
    words: &'a [Span],
    quotes: &'a [Quote],
    ruled: &'a [bool],
    // Words of the document that also begin with a small letter.
    seen_small: &'a FxHashSet<&'a str>,
    lexicon: &'static TokenLexicon,
    // Lower-cased forms and shapes of all words, one after the other.
    faces: String,
    forms: Vec<Range<usize>>,
    shapes: Vec<Range<usize>>,
    // For each word: words since the last stop, and whether a quotation or a bracket is open after it.
    since_stop: Vec<u32>,
    open: Vec<&'static str>,
    letters: &'static str,
    last: &'static str,
}

impl<'a> Gaps<'a> {
    pub(super) fn new(
        text: &'a str,
        words: &'a [Span],
        quotes: &'a [Quote],
        ruled: &'a [bool],
        seen_small: &'a FxHashSet<&'a str>,
    ) -> Gaps<'a> {
        let mut gaps = Gaps {
            text,
            words,
            quotes,
            ruled,
            seen_small,
            lexicon: english(),
            faces: String::with_capacity(words.len() * 10),
            forms: Vec::with_capacity(words.len()),
            shapes: Vec::with_capacity(words.len()),
            since_stop: Vec::with_capacity(words.len()),
            open: Vec::with_capacity(words.len()),
            letters: "none",
            last: "other",
        };
        let (mut capitals, mut small) = (0, 0);
        let mut since = 0;
        let (mut quoted, mut brackets) = (false, 0_u32);
        for (index, span) in words.iter().enumerate() {
            let word = span.text(text);
            let mark = match quotes[index] {
                Quote::Opening if is_double(word) => Some("“"),
                Quote::Closing if is_double(word) => Some("”"),
                _ => None,
            };
            let word = mark.unwrap_or(word);
            let start = gaps.faces.len();
            gaps.faces
                .extend(word.chars().map(plain).flat_map(char::to_lowercase));
            gaps.forms.push(start..gaps.faces.len());
            let start = gaps.faces.len();
            push_shape(word, &mut gaps.faces);
            gaps.shapes.push(start..gaps.faces.len());
            match word.chars().next() {
                Some(first) if first.is_uppercase() => capitals += 1,
                Some(first) if first.is_lowercase() => small += 1,
                _ => {}
            }
            since = if is_stop(word) { 0 } else { since + 1 };
            gaps.since_stop.push(since);
            match quotes[index] {
                Quote::Opening => quoted = true,
                Quote::Closing => quoted = false,
                Quote::None => {}
            }
            match word {
                "(" | "[" => brackets += 1,
                ")" | "]" => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            gaps.open.push(match (quoted, brackets > 0) {
                (false, false) => "none",
                (true, false) => "quotation",
                (false, true) => "bracket",
                (true, true) => "both",
            });
        }
        gaps.letters = match (capitals, small) {
            (0, 0) => "none",
            (0, _) => "small",
            (_, 0) => "capital",
            _ if capitals > small => "more capital",
            _ => "mixed",
        };
        if words
            .iter()
            .rev()
            .take(3)
            .any(|span| is_stop(span.text(text)))
        {
            gaps.last = "stop";
        }
        gaps
    }

    /// Whether a sentence may end at gap number `gap` at all: not where one small letter follows another.
    pub(super) fn is_open(&self, gap: usize) -> bool {
        let (Some(before), Some(after)) = (self.words.get(gap), self.words.get(gap + 1)) else {
            return false;
        };
        if self.is_dateline(gap) {
            return false;
        }
        let stop = before
            .text(self.text)
            .ends_with(|c: char| !c.is_alphanumeric());
        if before.end == after.start {
            return stop;
        }
        stop || after
            .text(self.text)
            .starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
            || after.len() > 7 && self.shape(gap + 1) == "address"
    }

    /// Whether the dash of a dateline stands before the gap: "KAFR AZIZ, March 24 (Reuters) -", "Kafr Aziz (AP) --".
    fn is_dateline(&self, gap: usize) -> bool {
        let word = |index: usize| self.words[index].text(self.text);
        if gap == 0 || !is_dash(word(gap)) {
            return false;
        }
        word(gap - 1) == ")" || gap < LONGEST_DATELINE && self.shape(0) == "XX"
    }

    fn form(&self, index: usize) -> &str {
        self.forms
            .get(index)
            .map_or(NONE, |range| &self.faces[range.clone()])
    }

    fn shape(&self, index: usize) -> &str {
        self.shapes
            .get(index)
            .map_or(NONE, |range| &self.faces[range.clone()])
    }

    /// Gives each feature of a gap: its kind and its values.
    pub(super) fn features(&self, gap: usize, give: &mut Give<'_>) {
        // The words before and after the gap, two on each side; `usize::MAX` is none.
        let (left, right) = (gap, gap + 1);
        let (far_left, far_right) = (gap.wrapping_sub(1), gap + 2);
        let (form, shape) = (self.form(left), self.shape(left));
        let (next, next_shape) = (self.form(right), self.shape(right));
        let (form2, shape2) = (self.form(far_left), self.shape(far_left));
        let (next2, next_shape2) = (self.form(far_right), self.shape(far_right));
        let ruled = if self.ruled[left] { "end" } else { "on" };
        let blank = self.blank(gap);
        let open = self.open[left];
        let speech = (right..right + 5).any(|at| self.lexicon.speech.contains(self.form(at)));
        let quoted = if self.quotes[left] == Quote::Closing {
            "closed"
        } else {
            open
        };
        let kind = match self.lexicon.abbreviation(self.words[left].text(self.text)) {
            Some(kind) => kind.label(),
            None => "none",
        };
        let opener = self
            .words
            .get(right)
            .is_some_and(|span| self.lexicon.openers.contains(span.text(self.text)));
        let small = self.seen_small.contains(next);
        give("bias", &[ruled]);
        give("f", &[form]);
        give("s", &[shape]);
        give("n", &[next]);
        give("ns", &[next_shape]);
        give("f.n", &[form, next]);
        give("s.ns", &[shape, next_shape]);
        give("f.ns", &[form, next_shape]);
        give("s.n", &[shape, next]);
        give("s2.s", &[shape2, shape]);
        give("f2.f", &[form2, form]);
        give("ns.ns2", &[next_shape, next_shape2]);
        give("n.n2", &[next, next2]);
        give("s2.s.ns", &[shape2, shape, next_shape]);
        give("s.ns.ns2", &[shape, next_shape, next_shape2]);
        give("f2.s.ns", &[form2, shape, next_shape]);
        give("blank", &[blank, shape, next_shape]);
        give("rule.s", &[ruled, shape]);
        give("rule.ns", &[ruled, next_shape]);
        give("rule.s.ns", &[ruled, shape, next_shape]);
        give("rule.n", &[ruled, next]);
        give("open", &[open, shape]);
        give(
            "since",
            &[bucket(self.since_stop[gap.saturating_sub(1)]), shape],
        );
        give("since.ns", &[bucket(self.since_stop[left]), next_shape]);
        give("from", &[bucket(left as u32), shape]);
        give(
            "to",
            &[bucket((self.words.len() - right) as u32), shape, next_shape],
        );
        give("last", &[self.last, shape, next_shape]);
        give("letters", &[self.letters, shape, next_shape]);
        give("kind", &[kind, next_shape]);
        give("opener", &[if opener { "yes" } else { "no" }, shape]);
        give(
            "speech",
            &[if speech { "yes" } else { "no" }, quoted, shape],
        );
        give(
            "small",
            &[if small { "yes" } else { "no" }, shape, next_shape],
        );
    }

    fn blank(&self, gap: usize) -> &'static str {
        let (before, after) = (self.words[gap], self.words[gap + 1]);
        let between = &self.text[before.end as usize..after.start as usize];
        match between.len() {
            0 => "no",
            _ if between.contains('\n') => "line",
            1 => "one",
            _ => "more",
        }
    }
}

/// Whether a quotation mark is one that English doubles, whatever its sign.
fn is_double(word: &str) -> bool {
    !matches!(word, "'" | "’" | "‘" | "‹" | "›")
}

fn is_stop(word: &str) -> bool {
    word.starts_with(['.', '!', '?', '…', '。', '۔', '।', '．', '！', '？', '؟'])
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "—" | "–" | "―")
}

fn bucket(count: u32) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 | 4 => "3",
        5..=8 => "5",
        9..=16 => "9",
        17..=32 => "17",
        _ => "33",
    }
}

/// The sign that English has for a mark of another script.
fn plain(character: char) -> char {
    match character {
        '،' | '、' | '，' => ',',
        '؛' | '；' => ';',
        '؟' | '？' => '?',
        '！' => '!',
        '。' | '۔' | '।' | '．' => '.',
        '：' => ':',
        other => other,
    }
}

/// The kinds of a word's characters: "Xx." of "Gen.", "X.X." of "U.S."; runs are cut short.
fn push_shape(word: &str, shape: &mut String) {
    if word.len() > 7 && (word.contains("://") || word.starts_with("www.")) {
        shape.push_str("address");
        return;
    }
    if word.len() > 3 && word.find('@').is_some_and(|at| at > 0) {
        shape.push_str("mail");
        return;
    }
    let (mut previous, mut run, mut length) = (' ', 0, 0);
    for character in word.chars().map(plain) {
        let (class, longest) = match character {
            _ if character.is_lowercase() => ('x', 1),
            _ if character.is_uppercase() => ('X', 2),
            _ if character.is_alphabetic() => ('o', 1),
            _ if character.is_numeric() => ('9', 4),
            _ if character.is_ascii_punctuation() || super::words::is_closing(character) => {
                (character, 2)
            }
            '…' | '—' | '–' | '“' | '‘' | '•' => (character, 2),
            _ => ('¤', 1),
        };
        run = if class == previous { run + 1 } else { 1 };
        previous = class;
        if run <= longest {
            shape.push(class);
            length += 1;
            if length == 8 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_read() {
        assert!(!BUILT_IN.is_empty());
    }

    #[test]
    fn shapes_tell_words_apart() {
        for (word, expected) in [
            ("Gen.", "Xx."),
            ("U.S.", "X.X."),
            ("NATO", "XX"),
            ("1999", "9999"),
            ("؟", "?"),
            ("قال", "o"),
            ("https://example.org/a", "address"),
            ("a@example.org", "mail"),
        ] {
            let mut shape = String::new();
            push_shape(word, &mut shape);
            assert_eq!(shape, expected, "{word}");
        }
    }
}
