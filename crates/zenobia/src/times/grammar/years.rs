//! Years and their parts: "2012", "the 1980s", "the 19th century", "the third quarter", "summer 2014".

use super::{Match, Parser};
use crate::{
    numerals,
    times::{expression::Expression, lexicon},
};

impl Parser<'_> {
    /// "2012", "1999-2003", "the year 2000", "fiscal 1990", "490 BC".
    pub(super) fn year(&self, first: usize) -> Option<Match> {
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
    pub(super) fn spoken_year(&self, at: usize) -> Option<Match> {
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
    pub(super) fn decade(&self, first: usize) -> Option<Match> {
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
    pub(super) fn century(&self, first: usize) -> Option<Match> {
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
    pub(super) fn quarter(&self, first: usize) -> Option<Match> {
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
    pub(super) fn season(&self, first: usize) -> Option<Match> {
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

    /// A number of four digits that can be a year.
    pub(super) fn year_number(&self, at: usize) -> Option<i16> {
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
    pub(super) fn is_year(&self, at: usize) -> bool {
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
}
