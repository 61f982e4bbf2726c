//! Dates with a month, and weekdays: "Friday, 25 March 2016", "March 24", "24/03/2016", "Thursday".

use super::{Match, Parser};
use crate::{
    numerals::{self, NumberWord},
    times::{expression::Expression, lexicon},
};

impl Parser<'_> {
    /// A date with month and day or month and year: "Friday, 25 March 2016", "March 24", "March of 2016".
    pub(super) fn calendar(&self, first: usize) -> Option<Match> {
        let mut at = first;
        if let Some((_, end)) = self.weekday_name(at) {
            at = end;
            if self.is(at, ",") {
                at += 1;
            }
        }
        if self.is(at, "the") {
            at += 1;
        }
        if let Some((day, mut end)) = self.day_of_month(at) {
            let mut last_day = None;
            if (self.is(end, "-") || self.is(end, "to") || self.is(end, "and"))
                && let Some((last, after)) = self.day_of_month(end + 1)
                && last > day
            {
                last_day = Some(last);
                end = after;
            }
            if self.is(end, "of") {
                end += 1;
            }
            let (month, end) = self.month_name(end, true)?;
            let (year, end) = self.year_after(end);
            return Some((
                Expression::Calendar {
                    year,
                    month,
                    day: Some(day),
                    last_day,
                },
                end,
            ));
        }
        if at > first && self.is(at - 1, "the") {
            return None;
        }
        let (month, end) = self.month_name(at, true)?;
        let after_the = if self.is(end, "the") { end + 1 } else { end };
        if let Some((day, mut end)) = self.day_of_month(after_the)
            && !self.is_counted(end)
        {
            let mut last_day = None;
            if self.is(end, "-")
                && let Some((last, after)) = self.day_of_month(end + 1)
                && last > day
            {
                last_day = Some(last);
                end = after;
            }
            let (year, end) = self.year_after(end);
            return Some((
                Expression::Calendar {
                    year,
                    month,
                    day: Some(day),
                    last_day,
                },
                end,
            ));
        }
        if at > first {
            return None;
        }
        let (year, end) = match self.year_after(end) {
            (Some(year), end) => (year, end),
            _ if self.is(end, "of") => (self.year_number(end + 1)?, end + 2),
            _ => return None,
        };
        Some((
            Expression::Calendar {
                year: Some(year),
                month,
                day: None,
                last_day: None,
            },
            end,
        ))
    }

    /// "2016-03-24", "24/03/2016", "24.03.2016".
    pub(super) fn numeric_date(&self, at: usize) -> Option<Match> {
        let day_first = |one: i8, other: i8, year: i16| {
            let calendar = |month, day| Expression::Calendar {
                year: Some(year),
                month,
                day: Some(day),
                last_day: None,
            };
            match (one, other) {
                (13..=31, 1..=12) => Some(calendar(other, one)),
                (1..=12, 13..=31) => Some(calendar(one, other)),
                (1..=12, 1..=12) if one == other => Some(calendar(one, one)),
                (1..=12, 1..=12) => Some(Expression::UnclearOrder { year, one, other }),
                _ => None,
            }
        };
        let first = self.number(at)?;
        let sign = self.lower(at + 1)?;
        if !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        if sign == "."
            && let Some((month, year)) = self.number(at + 2)?.split_once('.')
            && year.len() == 4
        {
            let calendar = Expression::Calendar {
                year: year.parse().ok(),
                month: month
                    .parse()
                    .ok()
                    .filter(|month| (1..=12).contains(month))?,
                day: Some(first.parse().ok().filter(|day| (1..=31).contains(day))?),
                last_day: None,
            };
            return Some((calendar, at + 3));
        }
        if !matches!(sign, "-" | "/") || !self.is(at + 3, sign) || !self.glued(at + 4) {
            return None;
        }
        let (second, third) = (self.number(at + 2)?, self.number(at + 4)?);
        if first.len() == 4 && second.len() == 2 && third.len() == 2 {
            let month = second
                .parse()
                .ok()
                .filter(|month| (1..=12).contains(month))?;
            let day = third.parse().ok().filter(|day| (1..=31).contains(day))?;
            let calendar = Expression::Calendar {
                year: first.parse().ok(),
                month,
                day: Some(day),
                last_day: None,
            };
            return Some((calendar, at + 5));
        }
        let year = match third.len() {
            4 => third.parse().ok()?,
            2 => full_year(third.parse().ok()?),
            _ => return None,
        };
        let found = day_first(first.parse().ok()?, second.parse().ok()?, year)?;
        Some((found, at + 5))
    }

    /// "March" on its own.
    pub(super) fn month_alone(&self, at: usize) -> Option<Match> {
        let (month, end) = self.month_name(at, false)?;
        // Theresa May is no month; a month on its own comes after a preposition or the like.
        if self.is(at, "may") && !self.follows_time_word(at) {
            return None;
        }
        Some((
            Expression::Calendar {
                year: None,
                month,
                day: None,
                last_day: None,
            },
            end,
        ))
    }

    /// "Thursday", "Monday night", "Fridays".
    pub(super) fn weekday(&self, at: usize) -> Option<Match> {
        if let Some(single) = self.lower(at)?.strip_suffix('s')
            && let Some((weekday, false)) = lexicon::weekday(single)
            && self.atoms[at].capital
            && !self.is(at, "tues")
            && !self.is(at, "thurs")
        {
            return Some((Expression::Set(format!("XXXX-WXX-{weekday}")), at + 1));
        }
        let (weekday, end) = self.weekday_name(at)?;
        if end == at + 1 && lexicon::weekday(self.lower(at)?)?.1 {
            // "Sun" and "Sat" without a full stop are words.
            return None;
        }
        let day = Expression::Weekday {
            weekday,
            pointer: None,
        };
        Some(self.with_part(day, end))
    }

    /// A weekday's name, full or abbreviated, and where it ends.
    pub(super) fn weekday_name(&self, at: usize) -> Option<(i8, usize)> {
        let (weekday, abbreviated) = lexicon::weekday(self.lower(at)?)?;
        if !self.atoms[at].capital {
            return None;
        }
        let stop = abbreviated && self.is(at + 1, ".") && self.glued(at + 1);
        Some((weekday, at + 1 + usize::from(stop)))
    }

    /// A month's name and where it ends; an abbreviation only if it is `dated`, with a number beside it.
    pub(super) fn month_name(&self, at: usize, dated: bool) -> Option<(i8, usize)> {
        let (month, abbreviated) = lexicon::month(self.lower(at)?)?;
        if !self.atoms[at].capital || self.is_verb(at) || (!dated && self.is_surname(at)) {
            return None;
        }
        let stop = abbreviated && self.is(at + 1, ".") && self.glued(at + 1);
        if abbreviated && !stop && !dated {
            return None;
        }
        Some((month, at + 1 + usize::from(stop)))
    }

    /// "24", "24th", "first".
    pub(super) fn day_of_month(&self, at: usize) -> Option<(i8, usize)> {
        let (rank, end) = match self.number(at) {
            Some(number) if number.len() <= 2 => {
                let suffix = self.is_ordinal_suffix(at + 1);
                (number.parse().ok()?, at + 1 + usize::from(suffix))
            }
            Some(_) => return None,
            None => self.rank(at)?,
        };
        (1..=31).contains(&rank).then_some((rank as i8, end))
    }

    /// "19th", "third".
    pub(super) fn rank(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(number) = self.number(at) {
            return self
                .is_ordinal_suffix(at + 1)
                .then_some((number.parse().ok()?, at + 2));
        }
        let word = self.lower(at)?;
        if let Some(rank) = numerals::ordinal(word) {
            return Some((rank, at + 1));
        }
        // "twenty-first"
        let Some(NumberWord::Cardinal(tens)) = numerals::number_word(word) else {
            return None;
        };
        let ones = numerals::ordinal(self.lower(at + 2)?)?;
        (self.is(at + 1, "-") && tens >= 20.0 && ones < 10).then_some((tens as u32 + ones, at + 3))
    }

    /// The year after a month or a day, with or without a comma, and where it ends.
    pub(super) fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let number_at = if self.is(at, ",") { at + 1 } else { at };
        if let Some(year) = self.year_number(number_at) {
            return (Some(year), number_at + 1);
        }
        if self.is(at, "'")
            && let Some(number) = self.number(at + 1)
            && number.len() == 2
            && self.glued(at + 1)
            && let Ok(short) = number.parse()
        {
            return (Some(full_year(short)), at + 2);
        }
        (None, at)
    }
}

/// The year that two digits stand for: 1930 to 2029.
fn full_year(short: i16) -> i16 {
    if short < 30 {
        2000 + short
    } else {
        1900 + short
    }
}
