//! Words that tell when, read as intervals of days (TIMEX3).

use jiff::civil::Date;

use crate::{article::Article, span::Span, syntax::Syntax, tokens::Text};

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
/// Relative ones are reckoned from [`Article::date_of_writing`].
pub fn read(article: &Article, text: &Text, syntax: &Syntax) -> Vec<TimeExpression> {
    let _ = (article, text, syntax);
    Vec::new()
}
