//! Finds time expressions: which atoms belong together, and what they say.

use super::lexicon::{self, Frame, Modifier, Part, Pointer, Season, Unit};
use crate::{
    numerals::{self, Atom, AtomKind, NumberWord},
    syntax::{Relation, Syntax, Upos, Word},
};

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

type Match = (Expression, usize);

/// The time expressions among the atoms of a sentence, in order, without overlap.
pub(super) fn find(atoms: &[Atom], syntax: &Syntax) -> Vec<Found> {
    let parser = Parser { atoms, syntax };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match parser.expression(at) {
            Some(expression) => {
                at = expression.end;
                found.push(expression);
            }
            None => at += 1,
        }
    }
    share_years(atoms, &mut found);
    found
}

/// Gives "26 June" the year of "4 August 1952" where the two are joined: "26 June - 4 August 1952".
fn share_years(atoms: &[Atom], found: &mut [Found]) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (one, next) = (&mut before[index - 1], &after[0]);
        let joined = next.first == one.end + 1
            && matches!(
                atoms[one.end].lower.as_str(),
                "-" | "to" | "and" | "until" | "through"
            );
        if let (
            true,
            Expression::Calendar { year, month, .. },
            Expression::Calendar {
                year: Some(next_year),
                month: next_month,
                ..
            },
        ) = (joined, &mut one.expression, &next.expression)
        {
            year.get_or_insert(next_year - i16::from(*month > *next_month));
        }
    }
}

pub(super) struct Parser<'a> {
    pub(super) atoms: &'a [Atom],
    syntax: &'a Syntax,
}

impl Parser<'_> {
    fn expression(&self, at: usize) -> Option<Found> {
        let plain = self.core(at).map(|(expression, end)| Found {
            first: at,
            end,
            expression,
            modifier: None,
        });
        [self.modified(at), plain]
            .into_iter()
            .flatten()
            .max_by_key(|found| found.end)
    }

    /// "early March", "the end of last year", "mid-1990s", "later on Friday", "year-end".
    fn modified(&self, first: usize) -> Option<Found> {
        let mut at = first;
        if self.is(at, "the") {
            at += 1;
        }
        let modifier = lexicon::modifier(self.lower(at)?)?;
        let word = self.lower(at)?;
        at += 1;
        let comparative = matches!(word, "earlier" | "later");
        if matches!(word, "end" | "beginning" | "start" | "middle" | "midst") {
            if !self.is(at, "of") {
                return None;
            }
            at += 1;
        } else {
            let hyphen = self.is(at, "-") && self.glued(at);
            let in_it = matches!(word, "early" | "late" | "earlier" | "later")
                && (self.is(at, "in") || self.is(at, "on"));
            at += usize::from(hyphen || in_it);
        }
        let (expression, end) = self.core(at).or_else(|| self.bare_unit(at))?;
        let fits = match &expression {
            Expression::Clock { .. }
            | Expression::Reference(_)
            | Expression::Set(_)
            | Expression::Shifted { .. } => false,
            Expression::Duration { pointer, .. } => pointer.is_some() && !comparative,
            Expression::Calendar { day: Some(_), .. } => !comparative,
            _ => true,
        };
        fits.then_some(Found {
            first,
            end,
            expression,
            modifier: Some(modifier),
        })
    }

    /// "the year" in "the end of the year".
    fn bare_unit(&self, at: usize) -> Option<Match> {
        let unit = lexicon::unit(self.lower(at + 1)?)?;
        let calendar = matches!(
            unit,
            Unit::Day
                | Unit::Week
                | Unit::Month
                | Unit::Quarter
                | Unit::Year
                | Unit::Decade
                | Unit::Century
        );
        let pointer = Pointer {
            offset: 0,
            frame: Frame::Narrative,
        };
        (self.is(at, "the") && calendar).then_some((Expression::Pointed { pointer, unit }, at + 2))
    }

    fn core(&self, at: usize) -> Option<Match> {
        let rules: &[fn(&Self, usize) -> Option<Match>] = &[
            Self::clock,
            Self::calendar,
            Self::numeric_date,
            Self::month_alone,
            Self::year,
            Self::decade,
            Self::century,
            Self::quarter,
            Self::season,
            Self::weekday,
            Self::day,
            Self::pointed,
            Self::day_beside,
            Self::repeated,
            Self::amount_of_time,
            Self::part_of_day,
            Self::reference,
            Self::holiday,
        ];
        // Of two readings of the same length the earlier rule's is taken.
        let mut best: Option<Match> = None;
        for rule in rules {
            if let Some(found) = rule(self, at)
                && best.as_ref().is_none_or(|(_, end)| found.1 > *end)
            {
                best = Some(found);
            }
        }
        best
    }

    // --- the calendar ---

    /// A date with month and day or month and year: "Friday, 25 March 2016", "March 24", "March of 2016".
    fn calendar(&self, first: usize) -> Option<Match> {
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
    fn numeric_date(&self, at: usize) -> Option<Match> {
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
    fn month_alone(&self, at: usize) -> Option<Match> {
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

    /// "2012", "1999-2003", "the year 2000", "fiscal 1990", "490 BC".
    fn year(&self, first: usize) -> Option<Match> {
        let mut at = first;
        if self.is(at, "ad") && self.atoms[at].capital {
            let year = self.number(at + 1)?.parse().ok()?;
            return Some((Expression::Year(year), at + 2));
        }
        if self.is(at, "the") && self.is(at + 1, "year") {
            at += 2;
        } else if self.is(at, "fiscal") || self.is(at, "calendar") {
            at += 1;
            if self.is(at, "year") {
                at += 1;
            }
        }
        if let Some(number) = self.number(at)
            && let Some(era) = self.lower(at + 1)
            && matches!(era, "bc" | "bce" | "ad" | "ce")
            && number.len() <= 4
        {
            let year: i16 = number.parse().ok()?;
            let sign = if era.starts_with('b') { -1 } else { 1 };
            return Some((Expression::Year(sign * year), at + 2));
        }
        if let Some(spoken) = self.spoken_year(at) {
            return Some(spoken);
        }
        let year = self.year_number(at)?;
        if (self.is(at + 1, "-") || self.is(at + 1, "/"))
            && self.glued(at + 1)
            && self.glued(at + 2)
            && let Some(last) = self.number(at + 2)
        {
            let last: i16 = match last.len() {
                4 => last.parse().ok()?,
                2 => year / 100 * 100 + last.parse::<i16>().ok()?,
                _ => return None,
            };
            let range = last > year && last <= 2100;
            return range.then_some((Expression::Years(year, last), at + 3));
        }
        let named = at > first;
        (named || self.is_year(at)).then_some((Expression::Year(year), at + 1))
    }

    /// "nineteen ninety-six", as transcripts of broadcasts write it.
    fn spoken_year(&self, at: usize) -> Option<Match> {
        let century = match self.lower(at)? {
            "eighteen" => 1800,
            "nineteen" => 1900,
            "twenty" => 2000,
            _ => return None,
        };
        let rest = numerals::read(self.atoms.get(at + 1..)?)?;
        let year = !rest.digits && (10.0..100.0).contains(&rest.value);
        year.then_some((
            Expression::Year(century + rest.value as i16),
            at + 1 + rest.len,
        ))
    }

    /// "the 1980s", "the '80s".
    fn decade(&self, first: usize) -> Option<Match> {
        let mut at = first;
        if self.is(at, "the") {
            at += 1;
        }
        let mut short = false;
        if self.is(at, "'") && self.glued(at + 1) {
            at += 1;
            short = true;
        }
        let number = self.number(at)?;
        let mut end = at + 1;
        if self.is(end, "'") && self.glued(end) {
            end += 1;
        }
        if !self.is(end, "s") || !self.glued(end) || !number.ends_with('0') {
            return None;
        }
        let year: i16 = match number.len() {
            4 => number
                .parse()
                .ok()
                .filter(|year| (1000..=2090).contains(year))?,
            2 if short || at > first => 1900 + number.parse::<i16>().ok()?,
            _ => return None,
        };
        Some((Expression::Decade(year), end + 1))
    }

    /// "the 19th century", "the twentieth century".
    fn century(&self, first: usize) -> Option<Match> {
        let mut at = first;
        if self.is(at, "the") {
            at += 1;
        }
        let (rank, mut end) = self.rank(at)?;
        if self.is(end, "-") {
            end += 1;
        }
        let century = self.is(end, "century") && (1..=21).contains(&rank);
        century.then_some((Expression::Century(rank as i16), end + 1))
    }

    /// "the third quarter of 1989", "third-quarter", "the first half of 2015".
    fn quarter(&self, first: usize) -> Option<Match> {
        let mut at = first;
        if self.is(at, "the") {
            at += 1;
        }
        let (rank, mut end) = self.rank(at)?;
        if self.is(end, "-") || self.is(end, "fiscal") || self.is(end, "financial") {
            end += 1;
        }
        let half = self.is(end, "half");
        if !half && !self.is(end, "quarter") {
            return None;
        }
        end += 1;
        let mut year = None;
        let after_of = if self.is(end, "of") { end + 1 } else { end };
        if let Some(stated) = self.year_number(after_of) {
            year = Some(stated);
            end = after_of + 1;
        } else if half {
            // "the first half" of a match or of anything else
            let (Expression::Pointed { .. }, after) = self.pointed(after_of)? else {
                return None;
            };
            end = after;
        }
        let number = rank as i8;
        match rank {
            1..=2 if half => Some((Expression::Half { number, year }, end)),
            1..=4 if !half => Some((Expression::Quarter { number, year }, end)),
            _ => None,
        }
    }

    /// "spring 2015", "the summer of 2014", "the winter".
    fn season(&self, first: usize) -> Option<Match> {
        let mut at = first;
        let the = self.is(at, "the");
        if the {
            at += 1;
        }
        let season = lexicon::season(self.lower(at)?)?;
        let mut end = at + 1;
        let after_of = if self.is(end, "of") { end + 1 } else { end };
        let year = self.year_number(after_of);
        if year.is_some() {
            end = after_of + 1;
        } else if self.is_verb(at)
            || self.is(end, "of")
            || !(the && self.follows_time_word(first) || self.follows_time_word(at))
        {
            return None;
        }
        Some((
            Expression::Season {
                season,
                year,
                pointer: None,
            },
            end,
        ))
    }

    /// "Thursday", "Monday night", "Fridays".
    fn weekday(&self, at: usize) -> Option<Match> {
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

    /// "yesterday", "tomorrow morning", "tonight".
    fn day(&self, at: usize) -> Option<Match> {
        let days = lexicon::day(self.lower(at)?)?;
        if self.is(at, "tonight") {
            let part = Expression::Part {
                part: Part::Night,
                day: Some(Box::new(Expression::Day(0))),
            };
            return Some((part, at + 1));
        }
        Some(self.with_part(Expression::Day(days), at + 1))
    }

    // --- relative to writing or to what is told ---

    /// "last week", "the past two years", "next Tuesday", "last May", "this morning", "the following day".
    fn pointed(&self, first: usize) -> Option<Match> {
        let mut at = first;
        let the = self.is(at, "the") || self.is(at, "its") || self.is(at, "his");
        if the {
            at += 1;
        }
        let word = self.lower(at)?;
        if the && word == "weekend" {
            let pointer = Pointer {
                offset: 0,
                frame: Frame::Narrative,
            };
            let unit = Unit::Weekend;
            return Some((Expression::Pointed { pointer, unit }, at + 1));
        }
        if the
            && (word == "quarter" || word == "latest" && self.is(at + 1, "quarter"))
            && !self.is(at + 1, "of")
        {
            let pointer = Pointer {
                offset: if word == "quarter" { 0 } else { -1 },
                frame: Frame::Narrative,
            };
            let unit = Unit::Quarter;
            let end = at + 1 + usize::from(word == "latest");
            return Some((Expression::Pointed { pointer, unit }, end));
        }
        let mut pointer = lexicon::pointer(word)?;
        if the && matches!(word, "this" | "that" | "these") {
            return None;
        }
        if word == "that" && self.is(at + 1, "same") {
            at += 1;
        }
        let mut recent = matches!(word, "past" | "these");
        at += 1;
        if word == "this" && (self.is(at, "past") || self.is(at, "coming")) {
            pointer.offset = lexicon::pointer(self.lower(at)?)?.offset;
            at += 1;
        }
        // "the next day" is told from within the story, "next week" from the day of writing.
        if the && word == "next" {
            pointer.frame = Frame::Narrative;
        }
        let mut amount = None;
        if let Some((stated, end)) = self.amount(at) {
            amount = Some(stated);
            at = end;
        }
        while self.lower(at).is_some_and(lexicon::stands_between) {
            if matches!(self.lower(at), Some("few" | "several" | "couple")) {
                amount = Some(Amount::Vague);
            }
            at += 1;
            if self.is(at, "of") {
                at += 1;
            }
        }
        if self.is(at, "-") && amount.is_some() {
            at += 1;
        }
        let name = self.lower(at)?;
        if word == "recent" && !name.ends_with('s') {
            return None;
        }
        if let Some((month, end)) = self.month_name(at, false) {
            return (amount.is_none() && word != "that")
                .then_some((Expression::Month { month, pointer }, end));
        }
        if let Some((weekday, end)) = self.weekday_name(at) {
            let day = Expression::Weekday {
                weekday,
                pointer: Some(pointer),
            };
            return amount.is_none().then(|| self.with_part(day, end));
        }
        if let Some(season) = lexicon::season(name)
            && amount.is_none()
        {
            let expression = Expression::Season {
                season,
                year: None,
                pointer: Some(pointer),
            };
            return Some((expression, at + 1));
        }
        if let Some(part) = lexicon::part(name)
            && amount.is_none()
            && !(the && word == "last")
        {
            let day = self.pointed_day(pointer);
            return Some((
                Expression::Part {
                    part,
                    day: Some(Box::new(day)),
                },
                at + 1,
            ));
        }
        let unit = lexicon::unit(name)?;
        let end = at + 1;
        let plural = name.ends_with('s') || matches!(name, "centuries" | "millennia");
        if plural && amount.is_none() {
            if word == "these" && unit == Unit::Day {
                return Some((Expression::Reference("PRESENT_REF"), end));
            }
            if word == "recent" && unit == Unit::Year {
                return Some((Expression::Reference("PAST_REF"), end));
            }
            amount = Some(Amount::Vague);
        }
        // "in the last year", "the past week" are stretches, "last year" is a year.
        recent |= the && word == "last";
        if amount.is_none() && recent && unit != Unit::Weekend {
            amount = Some(Amount::Exactly(1.0));
        }
        if unit.is_clock() && amount.is_none() {
            return None;
        }
        if let Some(amount) = amount {
            if pointer.offset == 0 && pointer.frame == Frame::Narrative {
                return None;
            }
            return Some((
                Expression::Duration {
                    amount,
                    unit,
                    pointer: Some(pointer),
                },
                end,
            ));
        }
        Some((Expression::Pointed { pointer, unit }, end))
    }

    /// "the day before yesterday", "the week before last", "the day before".
    fn day_beside(&self, first: usize) -> Option<Match> {
        let mut at = first;
        if self.is(at, "the") {
            at += 1;
        }
        let unit = lexicon::unit(self.lower(at)?)?;
        let forward = match self.lower(at + 1)? {
            "before" => false,
            "after" => true,
            _ => return None,
        };
        let end = at + 2;
        match self.lower(end) {
            Some("yesterday") if !forward && unit == Unit::Day => {
                Some((Expression::Day(-2), end + 1))
            }
            Some("tomorrow") if forward && unit == Unit::Day => Some((Expression::Day(2), end + 1)),
            Some("last") if !forward && !self.is_counted_noun(end + 1) => {
                let pointer = Pointer {
                    offset: -2,
                    frame: Frame::Writing,
                };
                Some((Expression::Pointed { pointer, unit }, end + 1))
            }
            _ if at > first && self.is_clause_end(end) => {
                let pointer = Pointer {
                    offset: if forward { 1 } else { -1 },
                    frame: Frame::Narrative,
                };
                Some((Expression::Pointed { pointer, unit }, end))
            }
            _ => None,
        }
    }

    /// "every day", "each Friday", "daily", "twice a week".
    fn repeated(&self, at: usize) -> Option<Match> {
        if let Some(every) = lexicon::frequency(self.lower(at)?) {
            return Some((Expression::Set(every.to_owned()), at + 1));
        }
        if self.is(at, "every") || self.is(at, "each") {
            let mut end = at + 1;
            let mut step = 1.0;
            if self.is(end, "other") {
                step = 2.0;
                end += 1;
            } else if let Some((Amount::Exactly(stated), after)) = self.amount(end) {
                step = stated;
                end = after;
            }
            if let Some((weekday, end)) = self.weekday_name(end) {
                return Some((Expression::Set(format!("XXXX-WXX-{weekday}")), end));
            }
            if let Some((month, end)) = self.month_name(end, false) {
                return Some((Expression::Set(format!("XXXX-{month:02}")), end));
            }
            let name = self.lower(end)?;
            if let Some(season) = lexicon::season(name) {
                return Some((Expression::Set(format!("XXXX-{}", season.code())), end + 1));
            }
            if let Some(unit) = lexicon::unit(name) {
                return Some((
                    Expression::Set(super::resolve::duration(Amount::Exactly(step), unit)),
                    end + 1,
                ));
            }
            let part = lexicon::part(name)?;
            return Some((
                Expression::Set(format!("XXXX-XX-XXT{}", part.code())),
                end + 1,
            ));
        }
        // "twice a week", "$5 an hour"
        if self.is(at, "a") || self.is(at, "an") || self.is(at, "per") {
            let unit = lexicon::unit(self.lower(at + 1)?)?;
            let before = self.atoms.get(at.checked_sub(1)?)?;
            let counted = before.kind == AtomKind::Number
                || matches!(
                    before.lower.as_str(),
                    "times" | "once" | "twice" | "%" | "percent" | "hours" | "days" | "dollars"
                )
                || numerals::number_word(&before.lower).is_some();
            if self.is(at, "per") || counted {
                return Some((
                    Expression::Set(super::resolve::duration(Amount::Exactly(1.0), unit)),
                    at + 2,
                ));
            }
        }
        None
    }

    /// "three weeks", "two-year", "two days ago", "a year earlier", "about three hours later".
    fn amount_of_time(&self, first: usize) -> Option<Match> {
        let mut at = self.after_approximate(first);
        let the = self.is(at, "the");
        if the {
            at += 1;
            if self.is(at, "first") || self.is(at, "final") || self.is(at, "last") {
                at += 1;
            }
        }
        let stated = self.amount(at);
        if the && !matches!(stated, Some((Amount::Exactly(number), _)) if number > 1.0) {
            return None;
        }
        let mut amount = Amount::Vague;
        if let Some((number, end)) = stated {
            amount = number;
            at = end;
        }
        if stated.is_some()
            && matches!(
                self.lower(at),
                Some("more" | "full" | "consecutive" | "straight" | "whole" | "short" | "long")
            )
        {
            at += 1;
        }
        let hyphen = self.is(at, "-") && self.glued(at);
        if hyphen {
            at += 1;
        }
        let name = self.lower(at)?;
        let long = name.strip_suffix("long").and_then(lexicon::unit);
        let unit = long.or_else(|| lexicon::unit(name))?;
        let mut end = at + 1;
        let plural = name.ends_with('s') || matches!(name, "centuries" | "millennia");
        if stated.is_none() {
            // "year-ago", "day-long", bare plurals
            let beside = if self.is(end, "-") { end + 1 } else { end };
            amount = Amount::Exactly(1.0);
            match self.lower(beside) {
                Some("ago") if beside > end => {
                    let shifted = Expression::Shifted {
                        amount,
                        unit,
                        forward: false,
                        frame: Frame::Writing,
                    };
                    return Some((shifted, beside + 1));
                }
                Some("earlier") if beside > end => {
                    let shifted = Expression::Shifted {
                        amount,
                        unit,
                        forward: false,
                        frame: Frame::Narrative,
                    };
                    return Some((shifted, beside + 1));
                }
                Some("long") if beside > end && !plural => {
                    let duration = Expression::Duration {
                        amount,
                        unit,
                        pointer: None,
                    };
                    return Some((duration, beside + 1));
                }
                _ if long.is_some() => {}
                _ if plural && !unit_is_ambiguous(unit) && !self.is_age(first) => {
                    amount = Amount::Vague;
                }
                _ => return None,
            }
        } else {
            // "a second man", "a quarter of", "three quarters"
            if matches!(unit, Unit::Second | Unit::Quarter)
                && (amount == Amount::Exactly(1.0) || self.is(end, "of"))
            {
                return None;
            }
            // "25 years old", "a two-year-old": an age
            if self.is_age(at) {
                return None;
            }
            if plural && self.is(first, "a") && amount == Amount::Exactly(1.0) {
                amount = Amount::Vague;
            }
            if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
                if let Amount::Exactly(whole) = amount {
                    amount = Amount::Exactly(whole + 0.5);
                }
                end += 3;
            }
            if hyphen && self.is(end, "-") && self.is(end + 1, "long") {
                end += 2;
            }
        }
        let shift = |forward, frame| Expression::Shifted {
            amount,
            unit,
            forward,
            frame,
        };
        match self.lower(end) {
            Some("ago") => return Some((shift(false, Frame::Writing), end + 1)),
            Some("from") if self.is(end + 1, "now") => {
                return Some((shift(true, Frame::Writing), end + 2));
            }
            Some("earlier" | "previously") if stated.is_some() => {
                return Some((shift(false, Frame::Narrative), end + 1));
            }
            Some("later") if stated.is_some() => {
                return Some((shift(true, Frame::Narrative), end + 1));
            }
            Some("before") if stated.is_some() && self.is_clause_end(end + 1) => {
                return Some((shift(false, Frame::Narrative), end + 1));
            }
            Some("afterward" | "afterwards") if stated.is_some() => {
                return Some((shift(true, Frame::Narrative), end + 1));
            }
            _ => {}
        }
        Some((
            Expression::Duration {
                amount,
                unit,
                pointer: None,
            },
            end,
        ))
    }

    // --- the clock ---

    /// "5:42 p.m.", "10 p.m. Wednesday", "0930 GMT", "noon Thursday", "midnight".
    fn clock(&self, at: usize) -> Option<Match> {
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

    fn clock_digits(&self, at: usize) -> Option<(i8, i8, usize)> {
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
    fn part_of_day(&self, first: usize) -> Option<Match> {
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

    // --- phrases ---

    fn reference(&self, at: usize) -> Option<Match> {
        let (len, value) = self.phrase(at, lexicon::references())?;
        // "now that", "the current" and "the past" of something longer are other rules' or nothing.
        Some((Expression::Reference(value), at + len))
    }

    fn holiday(&self, at: usize) -> Option<Match> {
        if !self.atoms[at].capital {
            return None;
        }
        let (len, date) = self.phrase(at, lexicon::holidays())?;
        let (year, end) = self.year_after(at + len);
        Some((Expression::Holiday { date, year }, end))
    }

    fn phrase<V: Copy>(&self, at: usize, phrases: &[(Vec<&str>, V)]) -> Option<(usize, V)> {
        phrases
            .iter()
            .filter(|(words, _)| self.starts(at, words))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, value)| (words.len(), *value))
    }

    // --- what expressions are made of ---

    /// A weekday's name, full or abbreviated, and where it ends.
    fn weekday_name(&self, at: usize) -> Option<(i8, usize)> {
        let (weekday, abbreviated) = lexicon::weekday(self.lower(at)?)?;
        if !self.atoms[at].capital {
            return None;
        }
        let stop = abbreviated && self.is(at + 1, ".") && self.glued(at + 1);
        Some((weekday, at + 1 + usize::from(stop)))
    }

    /// A month's name and where it ends; an abbreviation only if it is `dated`, with a number beside it.
    fn month_name(&self, at: usize, dated: bool) -> Option<(i8, usize)> {
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
    fn day_of_month(&self, at: usize) -> Option<(i8, usize)> {
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
    fn rank(&self, at: usize) -> Option<(u32, usize)> {
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
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
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

    /// A number of four digits that can be a year.
    fn year_number(&self, at: usize) -> Option<i16> {
        let number = self.number(at)?;
        if number.len() != 4 || number.contains(['.', ',', ':']) {
            return None;
        }
        number
            .parse()
            .ok()
            .filter(|year| (1000..=2100).contains(year))
    }

    /// Whether a number of four digits on its own is a year rather than a count.
    fn is_year(&self, at: usize) -> bool {
        let Some(year) = self.year_number(at) else {
            return false;
        };
        let before = at.checked_sub(1).and_then(|before| self.lower(before));
        if matches!(
            before,
            Some(
                "$" | "£"
                    | "€"
                    | "#"
                    | "no"
                    | "at"
                    | "about"
                    | "some"
                    | "than"
                    | "least"
                    | "nearly"
            )
        ) {
            return false;
        }
        let glued_before =
            self.glued(at) && !matches!(before, Some("(" | "-" | "/" | "\"" | "'" | "," | "["));
        if glued_before || self.is_counted(at + 1) {
            return false;
        }
        let preposition = matches!(
            before,
            Some(
                "in" | "since"
                    | "by"
                    | "from"
                    | "until"
                    | "till"
                    | "before"
                    | "after"
                    | "during"
                    | "of"
                    | "to"
                    | "late"
                    | "early"
                    | "mid"
                    | "and"
                    | "between"
                    | "through"
                    | "circa"
                    | "back"
            )
        );
        let counted = self.is_counted_noun(at + 1);
        match year {
            1900..=2100 => !counted,
            _ => {
                preposition
                    && !counted
                    && matches!(
                        before,
                        Some("in" | "since" | "by" | "until" | "of" | "from" | "during")
                    )
            }
        }
    }

    /// "three", "a", "half an", "a few", "two or three", "dozens of", and where it ends.
    fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        if self.is(at, "half") && (self.is(at + 1, "a") || self.is(at + 1, "an")) {
            return Some((Amount::Exactly(0.5), at + 2));
        }
        if let Some(number) = numerals::read(self.atoms.get(at..)?) {
            let mut end = at + number.len;
            let mut value = number.value;
            let joined =
                self.is(end, "to") || self.is(end, "or") || (self.is(end, "-") && self.glued(end));
            if joined
                && let Some(second) = numerals::read(self.atoms.get(end + 1..)?)
                && second.value > value
            {
                end += 1 + second.len;
                return Some((Amount::Vague, end));
            }
            if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
                value += 0.5;
                end += 3;
            }
            if self.is_ordinal_suffix(end) {
                return None;
            }
            return Some((Amount::Exactly(value), end));
        }
        let article = self.is(at, "a") || self.is(at, "an");
        let word_at = if article { at + 1 } else { at };
        if let Some(NumberWord::Vague(_)) = self.lower(word_at).and_then(numerals::number_word) {
            let end = word_at + 1;
            let end = if self.is(end, "of") { end + 1 } else { end };
            let couple = self.is(word_at, "couple");
            let amount = if couple {
                Amount::Exactly(2.0)
            } else {
                Amount::Vague
            };
            return Some((amount, end));
        }
        article.then_some((Amount::Exactly(1.0), at + 1))
    }

    fn after_approximate(&self, at: usize) -> usize {
        lexicon::approximate()
            .iter()
            .filter(|words| self.starts(at, words))
            .map(|words| at + words.len())
            .max()
            .unwrap_or(at)
    }

    /// "night" after a day.
    fn with_part(&self, day: Expression, end: usize) -> Match {
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

    /// The day of "this morning", "last night", "that evening".
    fn pointed_day(&self, pointer: Pointer) -> Expression {
        match pointer.frame {
            Frame::Writing => Expression::Day(pointer.offset),
            Frame::Narrative => Expression::Pointed {
                pointer,
                unit: Unit::Day,
            },
        }
    }

    // --- questions about atoms and words ---

    fn lower(&self, at: usize) -> Option<&str> {
        self.atoms.get(at).map(|atom| atom.lower.as_str())
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is(word))
    }

    fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    fn starts(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.is(at + offset, word))
    }

    fn number(&self, at: usize) -> Option<&str> {
        self.atoms
            .get(at)
            .filter(|atom| atom.kind == AtomKind::Number)
            .map(|atom| atom.lower.as_str())
    }

    fn is_ordinal_suffix(&self, at: usize) -> bool {
        self.glued(at) && matches!(self.lower(at), Some("st" | "nd" | "rd" | "th"))
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.syntax.words().get(self.atoms.get(at)?.token.index())
    }

    fn is_verb(&self, at: usize) -> bool {
        self.word(at)
            .is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
    }

    /// Whether a month's name is the second part of a person's.
    fn is_surname(&self, at: usize) -> bool {
        let flat = self
            .word(at)
            .is_some_and(|word| word.relation == Relation::Flat);
        let before = at.checked_sub(1).and_then(|before| self.atoms.get(before));
        flat && before.is_some_and(|atom| {
            atom.capital && atom.kind == AtomKind::Word && lexicon::meanings(&atom.lower).is_empty()
        })
    }

    /// Whether the atom before is one after which a time is no surprise.
    fn follows_time_word(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.lower(before)) else {
            return false;
        };
        matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "to"
                | "of"
                | "during"
                | "before"
                | "after"
                | "for"
                | "through"
                | "throughout"
                | "and"
                | "late"
                | "early"
                | "mid"
                | "at"
                | "last"
                | "next"
                | "this"
                | "every"
                | "-"
        ) || lexicon::month(before).is_some()
    }

    /// Whether what stands at `at` makes the number before it a share, a sum or a measure.
    fn is_counted(&self, at: usize) -> bool {
        matches!(
            self.lower(at),
            Some(
                "%" | "percent"
                    | "per"
                    | "pc"
                    | "million"
                    | "billion"
                    | "hundred"
                    | "thousand"
                    | "km"
                    | "kg"
                    | "miles"
                    | "meters"
                    | "metres"
            )
        )
    }

    /// Whether a noun in the plural, which the number before it counts, stands at `at`.
    fn is_counted_noun(&self, at: usize) -> bool {
        let Some(atom) = self.atoms.get(at) else {
            return false;
        };
        if atom.kind != AtomKind::Word || atom.capital {
            return false;
        }
        match self.word(at) {
            Some(word) => {
                word.feat("Number") == Some("Plur") && word.upos == Upos::Noun
                    || word.upos == Upos::Adj
                        && self.word(at + 1).is_some_and(|next| {
                            next.upos == Upos::Noun && next.feat("Number") == Some("Plur")
                        })
            }
            None => atom.lower.ends_with('s') && atom.lower.len() > 3,
        }
    }

    /// Whether "old" stands behind the unit at `at`.
    fn is_age(&self, at: usize) -> bool {
        let old = if self.is(at + 1, "-") { at + 2 } else { at + 1 };
        matches!(self.lower(old), Some("old" | "olds"))
    }

    /// Whether nothing that could be an object stands at `at`.
    fn is_clause_end(&self, at: usize) -> bool {
        match self.atoms.get(at) {
            None => true,
            Some(atom) if atom.kind == AtomKind::Sign => {
                !matches!(atom.lower.as_str(), "\"" | "“" | "$")
            }
            Some(atom) => matches!(
                atom.lower.as_str(),
                "and" | "but" | "when" | "in" | "at" | "by" | "that" | "with" | "as" | "on"
            ),
        }
    }
}

fn unit_is_ambiguous(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Second | Unit::Quarter | Unit::Night | Unit::Weekend
    )
}

/// The year that two digits stand for: 1930 to 2029.
fn full_year(short: i16) -> i16 {
    if short < 30 {
        2000 + short
    } else {
        1900 + short
    }
}
