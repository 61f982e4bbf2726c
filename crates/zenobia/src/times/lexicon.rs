//! Words that tell times: `lexicons/en/times.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use crate::lexicon;

/// What a word, in lower case, says of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// 1 to 12; `true` if it is abbreviated.
    Month(i8, bool),
    /// 1 Monday to 7 Sunday; `true` if it is abbreviated.
    Weekday(i8, bool),
    Unit(Unit),
    Season(Season),
    Part(Part),
    /// Days from the day of writing.
    Day(i32),
    /// TIMEX3 duration between repetitions.
    Frequency(&'static str),
    Pointer(Pointer),
    Modifier(Modifier),
}

/// Units of the calendar and the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// "last", "this", "next": how many units on from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    pub offset: i32,
    pub frame: Frame,
}

/// What a relative time is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The day of writing.
    Writing,
    /// The time that the text tells of at this point.
    Narrative,
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    Start,
    Mid,
    End,
}

/// Phrases, as atoms are cut, with what they stand for.
pub(super) type Phrases<V> = Vec<(Vec<&'static str>, V)>;

#[derive(Debug, Default)]
struct Words {
    meanings: HashMap<&'static str, Vec<Meaning>>,
    // Phrases by their words; the longest match counts.
    references: Phrases<&'static str>,
    holidays: Phrases<Option<(i8, i8)>>,
    approximate: Vec<Vec<&'static str>>,
    between: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/times.tsv");
    let mut words = Words::default();
    for entry in lexicon::entries("times.tsv", content) {
        let (word, value) = (entry.field(0), entry.field(2));
        let phrase = || atoms_of(word);
        match entry.field(1) {
            "reference" => words.references.push((phrase(), value)),
            "holiday" => words.holidays.push((phrase(), month_day(value))),
            "approximate" => words.approximate.push(phrase()),
            "between" => words.between.push(word),
            class => {
                if let Some(meaning) = meaning(class, value, entry.field(3)) {
                    words.meanings.entry(word).or_default().push(meaning);
                }
            }
        }
    }
    words
});

/// What a word in lower case may mean.
pub(super) fn meanings(word: &str) -> &'static [Meaning] {
    WORDS.meanings.get(word).map_or(&[], Vec::as_slice)
}

/// Phrases for past, present and future with their TIMEX3 values.
pub(super) fn references() -> &'static Phrases<&'static str> {
    &WORDS.references
}

/// Names of holidays with month and day, where these do not move.
pub(super) fn holidays() -> &'static Phrases<Option<(i8, i8)>> {
    &WORDS.holidays
}

/// Phrases before a number of units: "more than".
pub(super) fn approximate() -> &'static [Vec<&'static str>] {
    &WORDS.approximate
}

/// Whether a word may stand between "last" and its unit: "the last few days".
pub(super) fn stands_between(word: &str) -> bool {
    WORDS.between.contains(&word)
}

macro_rules! first_meaning {
    ($name:ident, $variant:ident, $value:ty) => {
        pub(super) fn $name(word: &str) -> Option<$value> {
            meanings(word).iter().find_map(|meaning| match *meaning {
                Meaning::$variant(value) => Some(value),
                _ => None,
            })
        }
    };
}

first_meaning!(unit, Unit, Unit);
first_meaning!(season, Season, Season);
first_meaning!(part, Part, Part);
first_meaning!(day, Day, i32);
first_meaning!(frequency, Frequency, &'static str);
first_meaning!(pointer, Pointer, Pointer);
first_meaning!(modifier, Modifier, Modifier);

/// The month a word names, and whether it is abbreviated.
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    meanings(word).iter().find_map(|meaning| match *meaning {
        Meaning::Month(month, abbreviated) => Some((month, abbreviated)),
        _ => None,
    })
}

/// The weekday a word names, and whether it is abbreviated.
pub(super) fn weekday(word: &str) -> Option<(i8, bool)> {
    meanings(word).iter().find_map(|meaning| match *meaning {
        Meaning::Weekday(weekday, abbreviated) => Some((weekday, abbreviated)),
        _ => None,
    })
}

impl Unit {
    /// The TIMEX3 letter; with `T` before it in durations if the unit is shorter than a day.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Unit::Second => "S",
            Unit::Minute | Unit::Month => "M",
            Unit::Hour => "H",
            Unit::Day => "D",
            Unit::Night => "NI",
            Unit::Week | Unit::Fortnight => "W",
            Unit::Weekend => "WE",
            Unit::Quarter => "Q",
            Unit::Year => "Y",
            Unit::Decade => "DE",
            Unit::Century => "CE",
            Unit::Millennium => "ML",
        }
    }

    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

impl Season {
    pub(super) fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// Its first month on the northern half of the globe.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl Part {
    pub(super) fn code(self) -> &'static str {
        match self {
            Part::Morning => "MO",
            Part::Midday => "12:00",
            Part::Afternoon => "AF",
            Part::Evening => "EV",
            Part::Night => "NI",
        }
    }
}

fn meaning(class: &str, value: &'static str, note: &str) -> Option<Meaning> {
    let abbreviated = note == "abbreviated";
    Some(match class {
        "month" => Meaning::Month(value.parse().ok()?, abbreviated),
        "weekday" => Meaning::Weekday(value.parse().ok()?, abbreviated),
        "unit" => Meaning::Unit(match value {
            "TS" => Unit::Second,
            "TM" => Unit::Minute,
            "TH" => Unit::Hour,
            "D" => Unit::Day,
            "N" => Unit::Night,
            "W" => Unit::Week,
            "WE" => Unit::Weekend,
            "F" => Unit::Fortnight,
            "M" => Unit::Month,
            "Q" => Unit::Quarter,
            "Y" => Unit::Year,
            "DE" => Unit::Decade,
            "CE" => Unit::Century,
            "ML" => Unit::Millennium,
            _ => return None,
        }),
        "season" => Meaning::Season(match value {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Autumn,
            "WI" => Season::Winter,
            _ => return None,
        }),
        "part" => Meaning::Part(match value {
            "MO" => Part::Morning,
            "MI" => Part::Midday,
            "AF" => Part::Afternoon,
            "EV" => Part::Evening,
            "NI" => Part::Night,
            _ => return None,
        }),
        "day" => Meaning::Day(value.parse().ok()?),
        "frequency" => Meaning::Frequency(value),
        "pointer" => Meaning::Pointer(Pointer {
            offset: value.parse().ok()?,
            frame: if note == "narrative" {
                Frame::Narrative
            } else {
                Frame::Writing
            },
        }),
        "modifier" => Meaning::Modifier(match value {
            "START" => Modifier::Start,
            "MID" => Modifier::Mid,
            "END" => Modifier::End,
            _ => return None,
        }),
        _ => return None,
    })
}

/// The words of a phrase as atoms are cut: "new year's day" has a sign in it.
fn atoms_of(phrase: &'static str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for word in phrase.split(' ') {
        match word.split_once('\'') {
            Some((before, after)) => found.extend([before, "'", after]),
            None => found.push(word),
        }
    }
    found
}

fn month_day(value: &str) -> Option<(i8, i8)> {
    let (month, day) = value.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        let content = include_str!("../../../../lexicons/en/times.tsv");
        for entry in lexicon::entries("times.tsv", content) {
            let class = entry.field(1);
            let known = ["reference", "holiday", "approximate", "between"].contains(&class)
                || meaning(class, entry.field(2), entry.field(3)).is_some();
            assert!(known, "{}", entry.error("unknown class or value"));
        }
    }
}
