//! The finest cut of a sentence: runs of letters, numbers, single signs.

use crate::{
    span::Span,
    syntax::Syntax,
    tokens::{Sentence, Text, TokenId},
};

/// A run of letters, a number, or one sign.
///
/// Time expressions and numerals are read from these rather than from tokens,
/// so that "two-year", "year-old", "10am" and "1980s" read alike however tokens are cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Where it stands.
    pub span: Span,
    /// The words in lower case, with straight apostrophes and hyphens.
    pub lower: String,
    /// What it is made of.
    pub kind: AtomKind,
    /// Whether it is written with a capital first letter, or normally would be where all is in capitals.
    pub capital: bool,
    /// Whether no blank stands before it.
    pub glued: bool,
    /// The token it lies in.
    pub token: TokenId,
}

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtomKind {
    /// Letters.
    Word,
    /// Digits, with separators inside: "15,000", "3.5", "5:42".
    Number,
    /// One character of another kind.
    Sign,
}

impl Atom {
    /// Whether it is this word or sign, whatever its capitals; `word` is in lower case.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

/// The atoms of a sentence, in order.
pub fn atoms(article_text: &str, text: &Text, syntax: &Syntax, sentence: &Sentence) -> Vec<Atom> {
    let mut found = Vec::new();
    let start = sentence.span.start as usize;
    let words = sentence.span.text(article_text);
    for (span, kind, glued) in pieces(words) {
        let span = Span::new(start + span.start as usize, start + span.end as usize);
        let Some(token) = text.token_at(span.start) else {
            continue;
        };
        let mut atom = atom(article_text, span, kind, glued, token);
        let token_start = text.span(token).start;
        let normal = syntax
            .form(article_text, text, token)
            .get((span.start - token_start) as usize..);
        atom.capital = normal.is_some_and(|form| form.starts_with(char::is_uppercase));
        found.push(atom);
    }
    found
}

/// The atoms of words that stand alone, all in token 0.
#[cfg(test)]
pub(super) fn cut(words: &str) -> Vec<Atom> {
    pieces(words)
        .map(|(span, kind, glued)| atom(words, span, kind, glued, TokenId(0)))
        .collect()
}

fn atom(text: &str, span: Span, kind: AtomKind, glued: bool, token: TokenId) -> Atom {
    let words = span.text(text);
    Atom {
        span,
        lower: plain(words),
        kind,
        capital: words.starts_with(char::is_uppercase),
        glued,
        token,
    }
}

/// In lower case, with straight apostrophes and hyphens.
fn plain(words: &str) -> String {
    match words {
        "’" | "‘" => "'".to_owned(),
        "–" | "‐" | "‑" => "-".to_owned(),
        _ => words.to_lowercase(),
    }
}

fn pieces(words: &str) -> impl Iterator<Item = (Span, AtomKind, bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &words[at..];
        let blank = rest.len() - rest.trim_start().len();
        let glued = blank == 0 && at > 0;
        let start = at + blank;
        let first = words[start..].chars().next()?;
        let (len, kind) = if first.is_ascii_digit() {
            (number_len(&words[start..]), AtomKind::Number)
        } else if first.is_alphabetic() {
            let len = words[start..]
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(words.len() - start);
            (len, AtomKind::Word)
        } else {
            (first.len_utf8(), AtomKind::Sign)
        };
        at = start + len;
        Some((Span::new(start, at), kind, glued))
    })
}

/// Length of the number that opens `words`: digits, groups of three after commas, decimals, a clock's minutes.
fn number_len(words: &str) -> usize {
    let bytes = words.as_bytes();
    let run = |from: usize| {
        bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut len = run(0);
    if bytes.get(len) == Some(&b':') {
        return if len <= 2 && run(len + 1) == 2 {
            len + 3
        } else {
            len
        };
    }
    while bytes.get(len) == Some(&b',') && run(len + 1) == 3 {
        len += 4;
    }
    // "24.03.2016" is a date, not a decimal.
    let decimals = run(len + 1);
    if bytes.get(len) == Some(&b'.')
        && decimals > 0
        && !(bytes.get(len + 1 + decimals) == Some(&b'.') && run(len + 2 + decimals) > 0)
    {
        len += 1 + decimals;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let found: Vec<String> = cut(words).into_iter().map(|atom| atom.lower).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_numbers_and_signs_come_apart() {
        check("In the 1980s", &["in", "the", "1980", "s"]);
        check("March 25,2016", &["march", "25", ",", "2016"]);
        check(
            "15,000 at 5:42 p.m.",
            &["15,000", "at", "5:42", "p", ".", "m", "."],
        );
        check(
            "two-year 24.03.2016",
            &["two", "-", "year", "24", ".", "03.2016"],
        );
        check("é—ü", &["é", "—", "ü"]);
    }
}
