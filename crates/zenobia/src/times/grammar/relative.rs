//! Times told from another: "yesterday", "last week", "next Tuesday", "the following day".

use super::{Match, Parser};
use crate::times::{
    expression::{Amount, Expression},
    lexicon::{self, Frame, Part, Pointer, Unit},
};

impl Parser<'_> {
    /// "yesterday", "tomorrow morning", "tonight".
    pub(super) fn day(&self, at: usize) -> Option<Match> {
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

    /// "last week", "the past two years", "next Tuesday", "last May", "this morning", "the following day".
    pub(super) fn pointed(&self, first: usize) -> Option<Match> {
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
            && !self.is(at + 1, "-")
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

    /// The day of "this morning", "last night", "that evening".
    pub(super) fn pointed_day(&self, pointer: Pointer) -> Expression {
        match pointer.frame {
            Frame::Writing => Expression::Day(pointer.offset),
            Frame::Narrative => Expression::Pointed {
                pointer,
                unit: Unit::Day,
            },
        }
    }

    /// "the day before yesterday", "the week before last", "the day before".
    pub(super) fn day_beside(&self, first: usize) -> Option<Match> {
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

    /// "the year" in "the end of the year".
    pub(super) fn bare_unit(&self, at: usize) -> Option<Match> {
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

    /// "June last year", "May 5 this year".
    pub(super) fn date_in_year(&self, at: usize) -> Option<Match> {
        let (date, end) = self.calendar(at).or_else(|| self.month_alone(at))?;
        let Expression::Calendar {
            year: None,
            month,
            day,
            last_day: None,
        } = date
        else {
            return None;
        };
        let end = end + usize::from(self.is(end, "of"));
        let (Expression::Pointed { pointer, unit }, end) = self.pointed(end)? else {
            return None;
        };
        if unit != Unit::Year || pointer.frame != Frame::Writing {
            return None;
        }
        let years = pointer.offset as i16;
        Some((Expression::InYear { month, day, years }, end))
    }
}
