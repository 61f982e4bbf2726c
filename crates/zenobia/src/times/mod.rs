//! Words that tell when, read as intervals of days (TIMEX3).

mod attach;
mod expression;
mod grammar;
mod lexicon;
mod resolve;
mod tense;
#[cfg(test)]
pub(crate) mod tests;

use jiff::civil::Date;

pub use attach::date_of;

use crate::{
    article::Article,
    numerals::{self, Atom},
    span::Span,
    syntax::Syntax,
    tokens::Text,
};
use expression::{Expression, Found};
use lexicon::Frame;
use resolve::{Context, Grain, Told};

/// Days something may have happened on, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateInterval {
    // Invariant: earliest <= latest.
    earliest: Date,
    latest: Date,
}

impl DateInterval {
    /// The days from one to the other, in whichever order they are given.
    pub fn new(one: Date, other: Date) -> DateInterval {
        DateInterval {
            earliest: one.min(other),
            latest: one.max(other),
        }
    }

    /// A single day.
    pub fn day(day: Date) -> DateInterval {
        DateInterval {
            earliest: day,
            latest: day,
        }
    }

    /// First day.
    pub fn earliest(self) -> Date {
        self.earliest
    }

    /// Last day.
    pub fn latest(self) -> Date {
        self.latest
    }
}

/// Words that tell a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// What they tell.
    pub kind: TimeKind,
    /// TIMEX3 value: "2016-03-24", "2015-05", "P3D", "PRESENT_REF", "XXXX-WXX-2".
    pub value: String,
    /// The days it stands for, where they are known.
    pub interval: Option<DateInterval>,
    /// How the interval was found.
    pub anchor: Anchor,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or a longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

/// What a time expression's interval was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It says its own year.
    Stated,
    /// Reckoned from the date of writing.
    Writing,
    /// Reckoned from another time expression: an index into the document's list.
    Expression(u32),
    /// It could not be reckoned.
    None,
}

/// Reads the time expressions of an article, in text order.
///
/// Relative ones are reckoned from [`Article::date_of_writing`], or, where the text tells a story of
/// its own time ("the next day", a history's "in June"), from the expression before.
pub fn read(article: &Article, text: &Text, syntax: &Syntax) -> Vec<TimeExpression> {
    let written = article.date_of_writing().map(|found| found.value);
    let sentences: Vec<(Vec<Atom>, Vec<Found>)> = text
        .sentences
        .iter()
        .map(|sentence| {
            let atoms = numerals::atoms(&article.text, text, syntax, sentence);
            let found = grammar::find(&atoms, syntax);
            (atoms, found)
        })
        .collect();
    let history = is_history(sentences.iter().flat_map(|(_, found)| found), written);
    let mut expressions: Vec<TimeExpression> = Vec::new();
    let mut told: Option<Told> = None;
    let mut told_in = 0;
    for (index, (atoms, found)) in sentences.iter().enumerate() {
        // What was told of two sentences ago is no longer what news speaks of.
        if !history && index > told_in + 1 {
            told = None;
        }
        for one in found {
            let (first, last) = (&atoms[one.first], &atoms[one.end - 1]);
            let here = told_in == index && told.is_some();
            let narrative =
                history || (here && told.is_some_and(|told| is_other_year(told, written)));
            let resolved = resolve::resolve(
                &one.expression,
                one.modifier,
                Context {
                    written,
                    tense: tense::of_clause(syntax, last.token),
                    told,
                    narrative,
                },
            );
            if let Some(interval) = resolved.interval
                && resolved.grain != Grain::None
            {
                told = Some(Told {
                    expression: expressions.len() as u32,
                    interval,
                    grain: resolved.grain,
                });
                told_in = index;
            }
            expressions.push(TimeExpression {
                span: first.span.cover(last.span),
                kind: resolved.kind,
                value: resolved.value,
                interval: resolved.interval,
                anchor: resolved.anchor,
            });
        }
    }
    expressions
}

/// Whether a text tells of times long before its writing: years far back, hardly a "yesterday".
fn is_history<'a>(found: impl Iterator<Item = &'a Found>, written: Option<Date>) -> bool {
    let (mut years, mut deictic) = (0, 0);
    for one in found {
        match &one.expression {
            Expression::Calendar {
                year: Some(year), ..
            }
            | Expression::Year(year)
                if written.is_none_or(|written| written.year() - year > 1) =>
            {
                years += 1;
            }
            Expression::Day(_) | Expression::Weekday { .. } => deictic += 1,
            Expression::Pointed { pointer, .. } if pointer.frame == Frame::Writing => deictic += 1,
            _ => {}
        }
    }
    years >= 4 && years > 2 * deictic
}

fn is_other_year(told: Told, written: Option<Date>) -> bool {
    let year = told.interval.latest().year();
    written.is_none_or(|written| year < written.year())
}
