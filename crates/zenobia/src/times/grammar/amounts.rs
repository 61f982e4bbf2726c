//! Amounts of time: "three weeks", "two days ago", "a year earlier", "every day".

use super::{Match, Parser};
use crate::{
    numerals::{self, AtomKind, NumberWord},
    times::{
        expression::{Amount, Expression},
        lexicon::{self, Frame, Unit},
        resolve,
    },
};

impl Parser<'_> {
    /// "every day", "each Friday", "daily", "twice a week".
    pub(super) fn repeated(&self, at: usize) -> Option<Match> {
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
                    Expression::Set(resolve::duration(Amount::Exactly(step), unit)),
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
                    Expression::Set(resolve::duration(Amount::Exactly(1.0), unit)),
                    at + 2,
                ));
            }
        }
        None
    }

    /// "three weeks", "two-year", "two days ago", "a year earlier", "about three hours later".
    pub(super) fn amount_of_time(&self, first: usize) -> Option<Match> {
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

    /// "three", "a", "half an", "a few", "two or three", "dozens of", and where it ends.
    pub(super) fn amount(&self, at: usize) -> Option<(Amount, usize)> {
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

    pub(super) fn after_approximate(&self, at: usize) -> usize {
        lexicon::approximate()
            .iter()
            .filter(|words| self.starts(at, words))
            .map(|words| at + words.len())
            .max()
            .unwrap_or(at)
    }
}

fn unit_is_ambiguous(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Second | Unit::Quarter | Unit::Night | Unit::Weekend
    )
}
