//! Finds time expressions: which atoms belong together, and what they say.

mod amounts;
mod around;
mod calendar;
mod clock;
mod relative;
mod years;

use super::{
    expression::{Expression, Found},
    lexicon,
};
use crate::{numerals::Atom, syntax::Syntax};

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

struct Parser<'a> {
    atoms: &'a [Atom],
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

    fn core(&self, at: usize) -> Option<Match> {
        let rules: &[fn(&Self, usize) -> Option<Match>] = &[
            Self::clock,
            Self::calendar,
            Self::numeric_date,
            Self::month_alone,
            Self::date_in_year,
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

    fn reference(&self, at: usize) -> Option<Match> {
        let (len, value) = self.phrase(at, lexicon::references())?;
        // "now that", "the current" and "the past" of something longer are other rules' or nothing.
        Some((Expression::Reference(value), at + len))
    }

    fn holiday(&self, at: usize) -> Option<Match> {
        // Also asked behind "the eve of", where the sentence may end.
        if !self.atoms.get(at)?.capital {
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
}
