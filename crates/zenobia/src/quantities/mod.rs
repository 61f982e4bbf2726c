//! How many of what, and how surely: numbers with what they count.

mod counted;
mod lexicon;
#[cfg(test)]
mod tests;

use crate::{
    article::Article,
    numerals::{self, Atom, AtomKind, NumberWord},
    span::Span,
    syntax::{Syntax, Upos},
    times,
    tokens::{Text, TokenId},
};

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words of the number, with what qualifies it: "at least 12", "some 15,000".
    pub span: Span,
    /// The word that heads the number ("12" in "at least 12 people").
    pub head: TokenId,
    /// The least it may be.
    pub min: f64,
    /// The most it may be; `None` where no upper end is given ("at least 12", "dozens").
    pub max: Option<f64>,
    /// How surely.
    pub precision: Precision,
    /// What happened to those counted, where the sentence says so.
    pub counts: Counted,
    /// What is counted: the noun ("people", "soldiers").
    pub of: Option<TokenId>,
    /// Whether it is a running total ("bringing the toll to", "so far").
    pub cumulative: bool,
}

/// How surely a number is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// "12".
    Exact,
    /// "about 12", "dozens".
    About,
    /// "at least 12", "more than 12".
    AtLeast,
    /// "at most 12", "up to 12", "fewer than 12".
    AtMost,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// The dead.
    Killed,
    /// The injured.
    Injured,
    /// Those driven from their homes.
    Displaced,
    /// Those detained or arrested.
    Detained,
    /// Those abducted.
    Abducted,
    /// Those missing.
    Missing,
    /// Those who took part.
    Participants,
    /// A length, in metres.
    Metres,
    /// A sum of money.
    Money,
    /// Parts in a hundred.
    Percent,
    /// Anything else.
    Other,
}

/// Reads the quantities of a document, in text order.
///
/// What is no count is left out: dates and times, ages, scores, numbers in names ("81st Brigade",
/// "M23"), and numbers that neither count a noun nor tell anyone's fate.
pub fn read(article: &Article, text: &Text, syntax: &Syntax) -> Vec<Quantity> {
    let mut found = Vec::new();
    if syntax.words().len() < text.tokens.len() {
        return found;
    }
    let times = times::read(article, text, syntax);
    for sentence in &text.sentences {
        let atoms = numerals::atoms(&article.text, text, syntax, sentence);
        let mut at = 0;
        while at < atoms.len() {
            match number_at(&atoms, at) {
                Some(number) => {
                    let in_time = times.iter().any(|time| time.span.overlaps(atoms[at].span));
                    if !in_time {
                        found.extend(quantity(syntax, &atoms, number));
                    }
                    at = number.end;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// A number among the atoms of a sentence.
#[derive(Clone, Copy, Debug)]
struct Number {
    first: usize,
    end: usize,
    min: f64,
    max: Option<f64>,
    vague: bool,
}

/// The number that starts at `at`: one number, or a range ("between 10 and 20", "10-20", "10 to 20").
fn number_at(atoms: &[Atom], at: usize) -> Option<Number> {
    let here = &atoms[at];
    if here.is("between") || here.is("from") {
        let low = numerals::read(atoms.get(at + 1..)?)?;
        let joint = atoms.get(at + 1 + low.len)?;
        let high = numerals::read(atoms.get(at + 2 + low.len..)?)?;
        let joined = joint.is("and") && here.is("between") || joint.is("to");
        return (joined && high.value > low.value).then_some(Number {
            first: at,
            end: at + 2 + low.len + high.len,
            min: scaled(low.value, high.value),
            max: Some(high.value),
            vague: false,
        });
    }
    if let Some(NumberWord::Vague(least)) = numerals::number_word(&here.lower) {
        let after_article = at > 0 && atoms[at - 1].is("a");
        // "few men" are fewer than thought, "a few men" some.
        if here.is("many") || here.is("few") && !after_article {
            return None;
        }
        return Some(Number {
            first: at,
            end: at + 1,
            min: least,
            max: None,
            vague: true,
        });
    }
    let number = numerals::read(&atoms[at..])?;
    let end = at + number.len;
    let glued_name = here.glued
        && at > 0
        && (atoms[at - 1].kind == AtomKind::Word
            || matches!(atoms[at - 1].lower.as_str(), "#" | "/" | "." | ":" | "_")
            || atoms[at - 1].is("-") && atoms[at - 1].glued);
    let suffix = atoms.get(end).is_some_and(|next| {
        next.glued && next.kind == AtomKind::Word && number.digits
            || next.glued && matches!(next.lower.as_str(), "/" | ":")
    });
    if glued_name || suffix {
        return None;
    }
    let range = atoms
        .get(end)
        .filter(|joint| joint.is("-") || joint.is("to"));
    if let Some(joint) = range
        && let Some(high) = numerals::read(atoms.get(end + 1..)?)
        && high.value > number.value
        && (joint.is("to") || joint.glued && atoms[end + 1].glued)
    {
        return Some(Number {
            first: at,
            end: end + 1 + high.len,
            min: scaled(number.value, high.value),
            max: Some(high.value),
            vague: false,
        });
    }
    Some(Number {
        first: at,
        end,
        min: number.value,
        max: Some(number.value),
        vague: false,
    })
}

/// The low end of a range whose magnitude is said once: 2 in "2 to 3 million".
fn scaled(low: f64, high: f64) -> f64 {
    let magnitude = [1e9, 1e6, 1e3]
        .into_iter()
        .find(|&size| high >= size && low < 1000.0 && low * size < high);
    low * magnitude.unwrap_or(1.0)
}

fn quantity(syntax: &Syntax, atoms: &[Atom], number: Number) -> Option<Quantity> {
    let lower = |range: std::ops::Range<usize>| -> Vec<&str> {
        atoms[range]
            .iter()
            .map(|atom| atom.lower.as_str())
            .collect()
    };
    let mut first = number.first;
    let mut end = number.end;
    let mut precision = if number.vague {
        Precision::About
    } else {
        Precision::Exact
    };
    if number.vague && first > 0 && atoms[first - 1].is("a") {
        first -= 1;
    }
    let money = first > 0 && matches!(atoms[first - 1].lower.as_str(), "$" | "€" | "£");
    if money {
        first -= 1;
    }
    if let Some((len, stated)) = lexicon::precision_before(&lower(first.saturating_sub(4)..first)) {
        first -= len;
        precision = stated;
    }
    if let Some((len, stated)) = lexicon::precision_after(&lower(end..atoms.len().min(end + 3))) {
        end += len;
        precision = stated;
    }
    let tokens = number.first..number.end;
    let head = syntax
        .head_of(atoms[tokens].iter().map(|atom| atom.token))
        .filter(|&head| syntax.word(head).upos != Upos::Adp)
        .unwrap_or(atoms[number.end - 1].token);
    let mut count = counted::count(syntax, head);
    if money {
        count.counts = Counted::Money;
    } else if let Some(unit) = atoms.get(end)
        && lexicon::counts_as("percent", &unit.lower).is_some()
        && (!unit.is("per") || atoms.get(end + 1).is_some_and(|next| next.is("cent")))
    {
        count.counts = Counted::Percent;
    }
    let name_before = first
        .checked_sub(1)
        .and_then(|before| atoms.get(before))
        .is_some_and(|before| {
            before.capital && before.kind == AtomKind::Word && count.of.is_none() && first > 1
        });
    let one = atoms[number.first].is("one") && number.end == number.first + 1;
    let old = is_age(atoms, number.end);
    // "one" counts only those who came to harm; a bare number after a name is an age or a part of it.
    let told = count.counts != Counted::Other;
    if old
        || name_before
        || (one && !told)
        || (count.of.is_none() && !told && precision == Precision::Exact)
    {
        return None;
    }
    let unit = count
        .of
        .and_then(|noun| lexicon::metres(&syntax.word(noun).lemma.to_lowercase()))
        .filter(|_| count.counts == Counted::Metres)
        .unwrap_or(1.0);
    let (min, max) = match precision {
        Precision::AtLeast => (number.min, None),
        Precision::AtMost => (0.0, number.max),
        Precision::About | Precision::Exact => (number.min, number.max),
    };
    Some(Quantity {
        span: atoms[first].span.cover(atoms[end - 1].span),
        head,
        min: min * unit,
        max: max.map(|max| max * unit),
        precision,
        counts: count.counts,
        of: count.of,
        cumulative: count.cumulative,
    })
}

/// "25 years old", "25-year-old", "aged 25".
fn is_age(atoms: &[Atom], end: usize) -> bool {
    let words: Vec<&str> = atoms[end..atoms.len().min(end + 4)]
        .iter()
        .map(|atom| atom.lower.as_str())
        .filter(|word| *word != "-")
        .collect();
    matches!(
        words[..],
        ["year" | "years" | "month" | "months", "old" | "olds", ..]
    )
}
