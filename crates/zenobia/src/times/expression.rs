//! Time expressions as they are read, before they are reckoned.

use super::lexicon::{Frame, Modifier, Part, Pointer, Season, Unit};

/// A time expression before it is reckoned.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// First atom.
    pub first: usize,
    /// One past the last atom.
    pub end: usize,
    pub expression: Expression,
    /// "early", "late", "the end of".
    pub modifier: Option<Modifier>,
}

/// What the words say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// "25 March 2016", "March 24", "March"; `last_day` in "March 24-26".
    Calendar {
        year: Option<i16>,
        month: i8,
        day: Option<i8>,
        last_day: Option<i8>,
    },
    /// "June last year": years on from the year of writing.
    InYear {
        month: i8,
        day: Option<i8>,
        years: i16,
    },
    /// "03/04/2016", where day and month cannot be told apart.
    UnclearOrder {
        year: i16,
        one: i8,
        other: i8,
    },
    Year(i16),
    Years(i16, i16),
    /// First year.
    Decade(i16),
    /// 20 for the twentieth.
    Century(i16),
    Quarter {
        number: i8,
        year: Option<i16>,
    },
    /// First or second half of a year.
    Half {
        number: i8,
        year: Option<i16>,
    },
    Season {
        season: Season,
        year: Option<i16>,
        pointer: Option<Pointer>,
    },
    Weekday {
        weekday: i8,
        pointer: Option<Pointer>,
    },
    /// "yesterday".
    Day(i32),
    /// "last May".
    Month {
        month: i8,
        pointer: Pointer,
    },
    /// "last week", "the next day".
    Pointed {
        pointer: Pointer,
        unit: Unit,
    },
    /// "two days ago", "three weeks later".
    Shifted {
        amount: Amount,
        unit: Unit,
        forward: bool,
        frame: Frame,
    },
    /// "three weeks"; with a pointer, "the last three weeks".
    Duration {
        amount: Amount,
        unit: Unit,
        pointer: Option<Pointer>,
    },
    /// A TIMEX3 value.
    Set(String),
    /// "5:42 p.m.", perhaps of a day.
    Clock {
        hour: i8,
        minute: i8,
        day: Option<Box<Expression>>,
    },
    /// "Monday night", "the evening".
    Part {
        part: Part,
        day: Option<Box<Expression>>,
    },
    /// TIMEX3 value.
    Reference(&'static str),
    /// A feast; month and day where these do not move.
    Holiday {
        date: Option<(i8, i8)>,
        year: Option<i16>,
    },
}

/// How many units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    Exactly(f64),
    /// "a few", "several", a bare plural.
    Vague,
}
