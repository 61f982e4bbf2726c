//! Days as pages print them: in markup ("2016-03-25T00:03:00+02:00") and in words ("Friday ,25
//! March 2016", "25 марта 2016 г.").
//!
//! The day is the one that is printed, in whatever zone the page prints it.

use std::{collections::HashMap, sync::LazyLock};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use regex::Regex;

use crate::lexicon;

const MONTHS: &str = include_str!("../../../../lexicons/all/months.tsv");

/// Which number of "03/04/2016" is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumericOrder {
    DayFirst,
    MonthFirst,
}

impl NumericOrder {
    /// The order of the page's language and country ("en-US").
    pub(super) fn of_locale(locale: &str) -> NumericOrder {
        let locale = locale.to_ascii_lowercase().replace('_', "-");
        if locale == "en-us" || locale == "en-ph" {
            NumericOrder::MonthFirst
        } else {
            NumericOrder::DayFirst
        }
    }
}

/// The day that a machine-readable value gives; whatever stands after it is passed over.
pub(super) fn read_value(value: &str, order: NumericOrder) -> Option<Date> {
    let value = value.trim();
    if value.len() >= 9 && value.len() <= 13 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return read_number(value);
    }
    read_words(value, order).map(|found| found.day)
}

/// Whether a machine-readable value tells a time in UTC rather than in the page's own zone.
pub(super) fn is_in_utc(value: &str) -> bool {
    let value = value.trim();
    let has_time = value.contains(':') || value.bytes().all(|byte| byte.is_ascii_digit());
    let in_utc = ["Z", "GMT", "UTC", "+00:00", "+0000", "+00"];
    has_time && (in_utc.iter().any(|zone| value.ends_with(zone)) || read_number(value).is_some())
}

/// Seconds or milliseconds since 1970, or eight digits and a time.
fn read_number(value: &str) -> Option<Date> {
    let number: i64 = value.parse().ok()?;
    let seconds = match value.len() {
        10 => number,
        13 => number / 1000,
        12 => return plausible(&value[..4], &value[4..6], &value[6..8]),
        _ => return None,
    };
    let moment = Timestamp::from_second(seconds).ok()?;
    sane(moment.to_zoned(TimeZone::UTC).date())
}

/// A day in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundDay {
    pub(super) day: Date,
    /// First byte of the words.
    pub(super) start: usize,
    /// One past their last byte.
    pub(super) end: usize,
}

static PATTERNS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
    let month = r"(?P<name>[\p{L}\p{M}.']{2,20}(?: (?:الأول|الاول|الثاني))?|tháng một)";
    [
        // 2016-03-25, 2016/3/25, 2016.03.25, 2016年3月25日, 2016년 3월 25일
        r"\b(?P<y>(?:19|20)\d\d)(?:\s?[-/.]\s?|\s?[年년]\s?)(?P<m>\d{1,2})(?:\s?[-/.]\s?|\s?[月월]\s?)(?P<d>\d{1,2})(?:\D|$)"
            .to_owned(),
        // 25 March 2016, 25. März 2016, 25 de marzo de 2016, 25-Mar-2016, 25 maart, 2016
        format!(
            r"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|ª|º|e|\.|-a)?(?:\s+de|\s+of)?[\s\-–.,/_]*{month}(?:\s+de|\s+del)?[\s\-–.,/']+(?P<y>(?:19|20)\d\d)(?:\D|$)"
        ),
        // March 25, 2016; Mar. 25th 2016
        format!(
            r"{month}[\s\-–/]+(?P<d>\d{{1,2}})(?:st|nd|rd|th|a)?[\s,\-–/]+(?:de\s+)?(?P<y>(?:19|20)\d\d)(?:\D|$)"
        ),
        // 25.03.2016, 25/3/2016, 25-03-2016
        r"\b(?P<d>\d{1,2})\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]\s?(?P<y>(?:19|20)\d\d)(?:\D|$)".to_owned(),
        // 20160325, 20160325T0003
        r"\b(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:\D|$)".to_owned(),
    ]
    .map(|pattern| Regex::new(&pattern).expect("the pattern is well-formed"))
});

static MONTH_NAMES: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for entry in lexicon::entries("months.tsv", MONTHS) {
        let month = entry
            .field(0)
            .parse()
            .expect("the first column is a number");
        for name in entry.list(1) {
            names.entry(name).or_insert(month);
        }
    }
    names
});

/// The first day in `text`, in words or numbers.
pub(super) fn read_words(text: &str, order: NumericOrder) -> Option<FoundDay> {
    let western = western_digits(text);
    PATTERNS
        .iter()
        .filter_map(|pattern| first_match(pattern, &western, order))
        .min_by_key(|found| found.start)
        .map(|found| FoundDay {
            start: same_char(&western, found.start, text),
            end: same_char(&western, found.end, text),
            ..found
        })
}

/// The first day in `text` that is written in numbers, the year first.
pub(super) fn read_numbers(text: &str) -> Option<Date> {
    [0, 4]
        .iter()
        .filter_map(|&index| first_match(&PATTERNS[index], text, NumericOrder::DayFirst))
        .min_by_key(|found| found.start)
        .map(|found| found.day)
}

fn first_match(pattern: &Regex, text: &str, order: NumericOrder) -> Option<FoundDay> {
    pattern.captures_iter(text).find_map(|captures| {
        let year = captures.name("y")?;
        let last = ["y", "m", "d", "name"]
            .iter()
            .filter_map(|group| Some(captures.name(group)?.end()))
            .max()?;
        let number = |group| captures.name(group).map_or("", |found| found.as_str());
        let day = match captures.name("name") {
            Some(name) => {
                let month = month(name.as_str())?.to_string();
                plausible(year.as_str(), &month, number("d"))
            }
            // Only where the day comes first in the pattern is the order in doubt.
            None if captures.name("d")?.start() < year.start() => {
                let (first, second) = (number("d"), number("m"));
                match order {
                    NumericOrder::DayFirst => plausible(year.as_str(), second, first)
                        .or_else(|| plausible(year.as_str(), first, second)),
                    NumericOrder::MonthFirst => plausible(year.as_str(), first, second)
                        .or_else(|| plausible(year.as_str(), second, first)),
                }
            }
            None => plausible(year.as_str(), number("m"), number("d")),
        }?;
        let start = captures.get(0)?.start();
        Some(FoundDay {
            day,
            start,
            end: last,
        })
    })
}

/// The number of a month's name, whatever the language.
pub(super) fn month(name: &str) -> Option<i8> {
    let lower = name.to_lowercase();
    let bare = lower.trim_matches(['.', '\'']);
    MONTH_NAMES.get(bare).copied()
}

fn plausible(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    sane(date)
}

/// A day on which a page may have been printed.
fn sane(day: Date) -> Option<Date> {
    (1980..=2100).contains(&day.year()).then_some(day)
}

/// The text with Arabic, Persian, Devanagari and Bengali digits written as 0 to 9.
fn western_digits(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let zero = match letter {
                '٠'..='٩' => '٠',
                '۰'..='۹' => '۰',
                '०'..='९' => '०',
                '০'..='৯' => '০',
                '\u{a0}' | '\u{202f}' | '،' => return ' ',
                _ => return letter,
            };
            let digit = u32::from(letter) - u32::from(zero);
            char::from_digit(digit, 10).unwrap_or(letter)
        })
        .collect()
}

/// The byte of `other` where the character stands that is at byte `at` of `text`.
fn same_char(text: &str, at: usize, other: &str) -> usize {
    let n = text[..at].chars().count();
    other
        .char_indices()
        .nth(n)
        .map_or(other.len(), |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = read_value(text, NumericOrder::DayFirst);
        assert_eq!(
            found
                .map(|day| day.to_string())
                .as_deref()
                .unwrap_or("none"),
            expected
        );
    }

    #[test]
    fn machine_readable_values() {
        check("2016-03-25T00:03:00+02:00", "2016-03-25");
        check("20160325", "2016-03-25");
        check("201603250003", "2016-03-25");
        check("1458864180", "2016-03-25");
        check("1458864180000", "2016-03-25");
        check("Fri, 25 Mar 2016 00:03:00 GMT", "2016-03-25");
    }

    #[test]
    fn words_of_many_languages() {
        check("Friday ,25 March 2016", "2016-03-25");
        check("Published March 25th, 2016 at noon", "2016-03-25");
        check("25. März 2016", "2016-03-25");
        check("25 de marzo de 2016", "2016-03-25");
        check("25 марта 2016 г.", "2016-03-25");
        check("الجمعة ٢٥ مارس ٢٠١٦", "2016-03-25");
        check("25 آذار 2016", "2016-03-25");
        check("2016年3月25日", "2016-03-25");
        check("25-Mar-2016", "2016-03-25");
    }

    #[test]
    fn numbers_in_the_order_of_the_country() {
        check("03/04/2016", "2016-04-03");
        check("03/25/2016", "2016-03-25");
        let american = read_value("03/04/2016", NumericOrder::of_locale("en_US"));
        assert_eq!(
            american.map(|day| day.to_string()).as_deref(),
            Some("2016-03-04")
        );
    }

    #[test]
    fn no_day() {
        check("31 February 2016", "none");
        check("call 25 2016 people", "none");
        check("in March 2016", "none");
    }
}
