//! Numbers in digits and in words, and the finest cut of a sentence that they are read from.

mod atoms;

use std::{collections::HashMap, sync::LazyLock};

pub use atoms::{Atom, AtomKind, atoms};

use crate::lexicon;

/// What a word says of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// "twelve": 0 to 99.
    Cardinal(f64),
    /// "third".
    Ordinal(u32),
    /// "thousand", "dozen": multiplies what stands before it.
    Magnitude(f64),
    /// "dozens", "several": the least it may stand for.
    Vague(f64),
}

/// A number read from some atoms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// Its value.
    pub value: f64,
    /// How many atoms it takes.
    pub len: usize,
    /// Whether it has digits.
    pub digits: bool,
}

static WORDS: LazyLock<HashMap<&'static str, NumberWord>> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/numbers.tsv");
    lexicon::entries("numbers.tsv", content)
        .filter_map(|entry| {
            let value: f64 = entry.field(2).parse().ok()?;
            let word = match entry.field(1) {
                "cardinal" => NumberWord::Cardinal(value),
                "ordinal" => NumberWord::Ordinal(value as u32),
                "magnitude" => NumberWord::Magnitude(value),
                "vague" => NumberWord::Vague(value),
                _ => return None,
            };
            Some((entry.field(0), word))
        })
        .collect()
});

/// What a word in lower case says of a number.
pub fn number_word(word: &str) -> Option<NumberWord> {
    WORDS.get(word).copied()
}

/// The rank an ordinal in words stands for: 3 for "third".
pub fn ordinal(word: &str) -> Option<u32> {
    match number_word(word)? {
        NumberWord::Ordinal(rank) => Some(rank),
        _ => None,
    }
}

/// The longest number that starts at the first atom: "1.2 million", "twenty-four", "two dozen", "15,000".
///
/// "a hundred", "a dozen" and "half a million" count as numbers, "a" alone does not.
pub fn read(atoms: &[Atom]) -> Option<Numeral> {
    let first = atoms.first()?;
    if first.kind == AtomKind::Number {
        return read_digits(atoms);
    }
    if first.is("half") && atoms.get(1)?.is("a") {
        let NumberWord::Magnitude(size) = number_word(&atoms.get(2)?.lower)? else {
            return None;
        };
        return Some(Numeral {
            value: size / 2.0,
            len: 3,
            digits: false,
        });
    }
    read_words(atoms)
}

fn read_digits(atoms: &[Atom]) -> Option<Numeral> {
    let mut value = digits(&atoms[0].lower)?;
    let mut len = 1;
    // "5 1/2"
    if let [numerator, slash, denominator] = atoms.get(1..4).unwrap_or(&[])
        && slash.is("/")
        && slash.glued
        && denominator.glued
        && !numerator.glued
        && let (Some(top), Some(bottom)) = (digits(&numerator.lower), digits(&denominator.lower))
        && top < bottom
    {
        value += top / bottom;
        len = 4;
    }
    while let Some(NumberWord::Magnitude(size)) =
        atoms.get(len).and_then(|atom| number_word(&atom.lower))
    {
        // "10 m" is a length, "10m" and "$10m" a sum.
        let short = atoms[len].lower.len() < 3;
        if short && !atoms[len].glued {
            break;
        }
        value *= size;
        len += 1;
    }
    Some(Numeral {
        value,
        len,
        digits: true,
    })
}

/// A number written in words alone.
fn read_words(atoms: &[Atom]) -> Option<Numeral> {
    let mut total = 0.0;
    let mut group: Option<f64> = None;
    let mut len = 0;
    if atoms[0].is("a") || atoms[0].is("an") {
        // "a hundred", "a dozen", "a thousand"
        match atoms.get(1).and_then(|atom| number_word(&atom.lower)) {
            Some(NumberWord::Magnitude(_)) if atoms[1].lower.len() > 2 => {
                group = Some(1.0);
                len = 1;
            }
            _ => return None,
        }
    }
    let mut at = len;
    while let Some(atom) = atoms.get(at) {
        match number_word(&atom.lower) {
            Some(NumberWord::Cardinal(unit)) => {
                group = match group {
                    None => Some(unit),
                    // "twenty four", "hundred twelve"
                    Some(before) if before >= 20.0 && before % 10.0 == 0.0 && unit < 10.0 => {
                        Some(before + unit)
                    }
                    Some(before) if before >= 100.0 && before % 100.0 == 0.0 => Some(before + unit),
                    Some(_) => break,
                };
                at += 1;
                len = at;
            }
            Some(NumberWord::Magnitude(size)) if atom.lower.len() > 2 => {
                let Some(before) = group else { break };
                if size <= 100.0 {
                    group = Some(before * size);
                } else {
                    total += before * size;
                    group = Some(0.0);
                }
                at += 1;
                len = at;
            }
            _ if atom.is("-") && atom.glued && len > 0 && at == len => at += 1,
            _ if atom.is("and") && at == len && group.is_some_and(|g| g % 100.0 == 0.0) => {
                // "two hundred and fifty", but "100 and 20 others" never comes here.
                at += 1;
            }
            _ => break,
        }
    }
    let value = total + group?;
    (len > 0).then_some(Numeral {
        value,
        len,
        digits: false,
    })
}

/// The value of a numeral in digits: "15,000" is 15000, "1.2" is 1.2, "5:42" is none.
pub fn digits(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || word.contains(':') {
        return None;
    }
    let plain: String = word.chars().filter(|&c| c != ',').collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(f64, usize)>) {
        let found = read(&atoms::cut(words)).map(|numeral| (numeral.value, numeral.len));
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn numbers_in_digits() {
        check("12 people", Some((12.0, 1)));
        check("15,000 residents", Some((15000.0, 1)));
        check("1.2 million people", Some((1.2e6, 2)));
        check("$5m", None);
        check("5:42", None);
        check("10m", Some((10e6, 2)));
        check("10 m", Some((10.0, 1)));
        check("5 1/2 hours", Some((5.5, 4)));
    }

    #[test]
    fn numbers_in_words() {
        check("twelve soldiers", Some((12.0, 1)));
        check("twenty-four hours", Some((24.0, 3)));
        check("two hundred and fifty thousand men", Some((250_000.0, 5)));
        check("three hundred and the rest", Some((300.0, 2)));
        check("two dozen fighters", Some((24.0, 2)));
        check("a dozen fighters", Some((12.0, 2)));
        check("half a million people", Some((500_000.0, 3)));
        check("a man", None);
        check("one", Some((1.0, 1)));
        check("six-month", Some((6.0, 1)));
    }
}
