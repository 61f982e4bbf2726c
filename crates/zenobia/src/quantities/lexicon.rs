//! Words around numbers: `lexicons/en/quantities.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use super::{Counted, Precision};
use crate::lexicon;

#[derive(Debug, Default)]
struct Words {
    before: Vec<(Vec<&'static str>, Precision)>,
    after: Vec<(Vec<&'static str>, Precision)>,
    by_class: HashMap<(&'static str, &'static str), Counted>,
    metres: HashMap<&'static str, f64>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/quantities.tsv");
    let mut words = Words::default();
    for entry in lexicon::entries("quantities.tsv", content) {
        let (word, class, value) = (entry.field(0), entry.field(1), entry.field(2));
        let phrase = || word.split(' ').collect();
        match class {
            "before" => words
                .before
                .extend(precision(value).map(|known| (phrase(), known))),
            "after" => words
                .after
                .extend(precision(value).map(|known| (phrase(), known))),
            "metre" => words
                .metres
                .extend(value.parse().ok().map(|metres: f64| (word, metres))),
            "money" => {
                words.by_class.insert((class, word), Counted::Money);
            }
            "percent" => {
                words.by_class.insert((class, word), Counted::Percent);
            }
            _ => {
                words
                    .by_class
                    .extend(counted(value).map(|known| ((class, word), known)));
            }
        }
    }
    words
});

/// How a word of this class is counted.
pub(super) fn counts_as(class: &'static str, lemma: &str) -> Option<Counted> {
    // The lexicon's keys live for ever, the lemma does not: find the key by value.
    WORDS
        .by_class
        .get(&(class, lemma) as &(&str, &str))
        .copied()
}

/// Metres in a unit of length.
pub(super) fn metres(lemma: &str) -> Option<f64> {
    WORDS.metres.get(lemma).copied()
}

/// The longest phrase of precision that ends where `words` ends, and its length in words.
pub(super) fn precision_before(words: &[&str]) -> Option<(usize, Precision)> {
    longest(&WORDS.before, |phrase| words.ends_with(phrase))
}

/// The longest phrase of precision that `words` opens with, and its length in words.
pub(super) fn precision_after(words: &[&str]) -> Option<(usize, Precision)> {
    longest(&WORDS.after, |phrase| words.starts_with(phrase))
}

fn longest(
    phrases: &[(Vec<&'static str>, Precision)],
    stands: impl Fn(&[&str]) -> bool,
) -> Option<(usize, Precision)> {
    phrases
        .iter()
        .filter(|(phrase, _)| stands(phrase))
        .map(|(phrase, precision)| (phrase.len(), *precision))
        .max_by_key(|(len, _)| *len)
}

fn precision(value: &str) -> Option<Precision> {
    match value {
        "exact" => Some(Precision::Exact),
        "about" => Some(Precision::About),
        "atleast" => Some(Precision::AtLeast),
        "atmost" => Some(Precision::AtMost),
        _ => None,
    }
}

fn counted(value: &str) -> Option<Counted> {
    match value {
        "killed" => Some(Counted::Killed),
        "injured" => Some(Counted::Injured),
        "displaced" => Some(Counted::Displaced),
        "detained" => Some(Counted::Detained),
        "abducted" => Some(Counted::Abducted),
        "missing" => Some(Counted::Missing),
        "participants" => Some(Counted::Participants),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        let content = include_str!("../../../../lexicons/en/quantities.tsv");
        for entry in lexicon::entries("quantities.tsv", content) {
            let value = entry.field(2);
            let known = match entry.field(1) {
                "before" | "after" => precision(value).is_some(),
                "metre" => value.parse::<f64>().is_ok(),
                "money" | "percent" => value.is_empty(),
                "object" | "subject" | "noun" | "adjective" | "toll" => counted(value).is_some(),
                _ => false,
            };
            assert!(known, "{}", entry.error("unknown class or value"));
        }
    }
}
