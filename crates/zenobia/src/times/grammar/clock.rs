//! Times of day: "5:42 p.m.", "noon Thursday", "the night of April 18".

use super::{Match, Parser};
use crate::times::{expression::Expression, lexicon};

impl Parser<'_> {
    /// "5:42 p.m.", "10 p.m. Wednesday", "0930 GMT", "noon Thursday", "midnight".
    pub(super) fn clock(&self, at: usize) -> Option<Match> {
        let (hour, minute, end) = match self.lower(at)? {
            "noon" => (12, 0, at + 1),
            "midnight" => (0, 0, at + 1),
            _ => self.clock_digits(at)?,
        };
        let mut day_at = end;
        if self.is(day_at, ",") || self.is(day_at, "on") {
            day_at += 1;
        }
        for rule in [Self::calendar, Self::weekday, Self::day] {
            if let Some((day, end)) = rule(self, day_at)
                && !matches!(day, Expression::Part { .. } | Expression::Set(_))
            {
                let day = Some(Box::new(day));
                return Some((Expression::Clock { hour, minute, day }, end));
            }
        }
        let day = None;
        Some((Expression::Clock { hour, minute, day }, end))
    }

    pub(super) fn clock_digits(&self, at: usize) -> Option<(i8, i8, usize)> {
        let number = self.number(at)?;
        let (hours, minutes) = match number.split_once(':') {
            Some((hours, minutes)) => (hours, minutes),
            None if number.len() == 4 => number.split_at(2),
            None => (number, "0"),
        };
        let mut hour: i8 = hours.parse().ok().filter(|hour| (0..=24).contains(hour))?;
        let minute: i8 = minutes
            .parse()
            .ok()
            .filter(|minute| (0..60).contains(minute))?;
        let mut end = at + 1;
        let mut sure = number.contains(':');
        let half = self.lower(end).and_then(|word| match word {
            "am" | "a" => Some(0),
            "pm" | "p" => Some(12),
            _ => None,
        });
        if let Some(half) = half {
            let mut after = end + 1;
            let mut spelled = self.lower(end)?.len() == 2;
            if !spelled && self.is(after, ".") && self.is(after + 1, "m") {
                after += 2;
                spelled = true;
                if self.is(after, ".") && self.glued(after) {
                    after += 1;
                }
            }
            if spelled && (1..=12).contains(&hour) {
                hour = hour % 12 + half;
                end = after;
                sure = true;
            }
        } else if self.starts(end, &["o", "'", "clock"])
            || self.starts(end, &["in", "the", "morning"])
        {
            end += 3;
            sure = true;
        }
        let zone = self.atoms.get(end).is_some_and(|atom| {
            atom.capital
                && matches!(
                    atom.lower.as_str(),
                    "gmt" | "utc" | "est" | "edt" | "pst" | "et"
                )
        });
        if zone {
            end += 1;
            sure = sure || number.len() == 4;
        }
        sure.then_some((hour, minute, end))
    }

    /// "overnight", "the morning", "dawn".
    pub(super) fn part_of_day(&self, first: usize) -> Option<Match> {
        let at = if self.is(first, "the") {
            first + 1
        } else {
            first
        };
        let part = lexicon::part(self.lower(at)?)?;
        let word = self.lower(at)?;
        // "the night of April 18", "dawn on Friday"
        if self.is(at + 1, "of") || self.is(at + 1, "on") {
            for rule in [Self::calendar, Self::weekday] {
                if let Some((day, end)) = rule(self, at + 2)
                    && matches!(
                        day,
                        Expression::Calendar { day: Some(_), .. } | Expression::Weekday { .. }
                    )
                {
                    let day = Some(Box::new(day));
                    return Some((Expression::Part { part, day }, end));
                }
            }
        }
        let own = matches!(
            word,
            "overnight" | "dawn" | "dusk" | "daybreak" | "nightfall"
        );
        if (own && at == first) || self.follows_time_word(first) {
            return Some((Expression::Part { part, day: None }, at + 1));
        }
        None
    }

    /// "night" after a day.
    pub(super) fn with_part(&self, day: Expression, end: usize) -> Match {
        let part_at = if self.is(end, "-") { end + 1 } else { end };
        match self.lower(part_at).and_then(lexicon::part) {
            Some(part) => (
                Expression::Part {
                    part,
                    day: Some(Box::new(day)),
                },
                part_at + 1,
            ),
            None => (day, end),
        }
    }
}
