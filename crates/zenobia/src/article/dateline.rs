//! Datelines: "DAMASCUS, March 24 (Reuters) -", "BEIRUT —", "Kyiv, Ukraine (AP) —".
//!
//! Those of the Foreign Broadcast Information Service go on in brackets: "LIMA, 4 JUN 89 (EFE) -- [REPORT] [TEXT]".

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::Regex;

use super::{credits, days};

/// A dateline at the head of a paragraph; bytes of that paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundDateline {
    /// All of it, up to the dash or the last of its brackets.
    pub(super) whole: Range<usize>,
    pub(super) place: Option<Range<usize>>,
    pub(super) date: Option<Date>,
    /// The agency in brackets, or the station or paper that was monitored.
    pub(super) agency: Option<String>,
    /// Whether it stands apart from the first sentence.
    pub(super) is_apart: bool,
}

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let agencies = credits::agency_alternatives();
    let month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?";
    let date = format!(r"(?:{month}\s+\d{{1,2}}|\d{{1,2}}\s+{month})(?:,?\s+(?:19|20)\d\d)?");
    let weekday = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?";
    // Up to four words with capitals, joined by blanks, hyphens or slashes.
    let name =
        r"\p{Lu}[\p{L}.'’]*(?:[\s/\-]+(?:(?:de|el|al|of|the|la)[\s\-]+)?\p{Lu}[\p{L}.'’]*){0,4}";
    Regex::new(&format!(
        r"(?x)^\s*
        (?:(?P<place>{name})(?:\s*,\s*(?P<region>{name}))?\s*,?\s*)??
        (?:[(\[]?(?P<date>{weekday_}{date_})[)\]]?\s*,?\s*)?
        (?:[(\[]\s*(?P<agency>{agencies_})(?:\s*/[^)\]]{{0,30}}|,[^)\]]{{0,20}})?\s*[)\]]|(?P<bare>{agencies_}))?
        \s*(?P<dash>—|–|―|--|-|_|:|\.\s-)\s*(?P<next>.)",
        weekday_ = weekday.replace(' ', "\\ "),
        date_ = date,
        agencies_ = agencies.replace(' ', "\\ ").replace('#', "\\#"),
    ))
    .expect("the pattern is well-formed")
});

/// A dateline of the Foreign Broadcast Information Service. What kind of report it is and whose may stand between the
/// dash and the bracket that says how much of it is translated.
static MONITORED: LazyLock<Regex> = LazyLock::new(|| {
    let how_much = r"\[\s*(?:text|excerpts?|summary|continued|passages?\s+omitted)\s*\]\s*";
    Regex::new(&format!(
        r"(?xi)^\s*
        (?P<place>\p{{L}}[\p{{L}}.'’/\s-]{{1,40}}?)\s*
        (?:\([^()]{{2,30}}\)\s*)?
        ,\s*(?:no\s+date|(?P<date>(?:\d{{1,2}}\s+\p{{L}}{{3,9}}\.?|\p{{L}}{{3,9}}\.?\s+\d{{1,2}},?)(?:\s+(?:19|20)?\d\d)?))\s*
        (?:\(\s*(?P<agency>[^()]{{2,60}}?)\s*\)\s*)?
        -{{1,2}}\s*
        (?:\[[^\[\]]{{1,300}}\]\s*)*?(?:{how_much})+",
    ))
    .expect("the pattern is well-formed")
});

/// What stands in such a dateline for a place that is not known.
const NO_PLACES: &[&str] = &["clandestine", "no city"];

/// The dateline that opens a paragraph. `published` tells the year of its day.
pub(super) fn read(paragraph: &str, published: Option<Date>) -> Option<FoundDateline> {
    if let Some(found) = read_monitored(paragraph, published) {
        return Some(found);
    }
    let captures = DATELINE.captures(paragraph)?;
    let place = captures.name("place");
    let region = captures.name("region");
    let date = captures.name("date");
    let agency = captures.name("agency").or(captures.name("bare"));
    let dash = captures.name("dash")?;
    if place.is_none() && agency.is_none() {
        return None;
    }
    let next = captures.name("next")?.as_str();
    if !next
        .chars()
        .all(|letter| letter.is_uppercase() || letter.is_numeric() || "\"'“‘«".contains(letter))
    {
        return None;
    }
    let is_long_dash = matches!(dash.as_str(), "—" | "–" | "―" | "--" | "_");
    let spaced = paragraph[..dash.start()].ends_with(char::is_whitespace)
        || paragraph[dash.end()..].starts_with(char::is_whitespace);
    if dash.as_str() == "-" && !spaced {
        return None;
    }
    if let (Some(place), None, None) = (place, date, agency) {
        // Nothing but a name before the dash: it must look like a place name in a dateline.
        let in_capitals = is_in_capitals(place.as_str());
        let n_words = place.as_str().split_whitespace().count();
        let accepted = match dash.as_str() {
            ":" => in_capitals && place.as_str().chars().count() >= 4 && n_words <= 3,
            _ if in_capitals => place.as_str().chars().count() >= 3,
            _ => is_long_dash && n_words <= 3 && (region.is_some() || spaced),
        };
        if !accepted {
            return None;
        }
    }
    if let (None, Some(_), true) = (place, agency, dash.as_str() == ":") {
        return None;
    }
    let whole = paragraph.len() - paragraph.trim_start().len()..dash.end();
    Some(FoundDateline {
        whole,
        place: place.map(|it| it.range()),
        date: date.and_then(|it| day(it.as_str(), published)),
        agency: agency
            .and_then(|it| credits::agency(it.as_str()))
            .map(str::to_owned),
        is_apart: false,
    })
}

fn read_monitored(paragraph: &str, published: Option<Date>) -> Option<FoundDateline> {
    let captures = MONITORED.captures(paragraph)?;
    let whole = captures.get(0)?.as_str();
    let start = whole.len() - whole.trim_start().len();
    let place = captures.name("place")?;
    let is_place = !NO_PLACES.contains(&place.as_str().to_lowercase().as_str());
    let monitored = captures.name("agency").map(|it| it.as_str());
    Some(FoundDateline {
        whole: start..whole.trim_end().len(),
        place: is_place.then(|| place.range()),
        date: captures
            .name("date")
            .and_then(|it| day(it.as_str(), published)),
        agency: monitored.map(|it| credits::agency_in_any_case(it).unwrap_or(it).to_owned()),
        is_apart: true,
    })
}

fn is_in_capitals(name: &str) -> bool {
    let letters = || name.chars().filter(|letter| letter.is_alphabetic());
    let n_lower = letters().filter(|letter| letter.is_lowercase()).count();
    // "AL-Hasakah" and "McALLEN" have a few small ones.
    letters().count() >= 2 && n_lower * 4 <= letters().count()
}

/// "March 24" is the last one not after the day of publication, or one day after it where the
/// agency's day begins earlier.
fn day(words: &str, published: Option<Date>) -> Option<Date> {
    let mut year = None;
    let mut number = None;
    let mut month = None;
    for word in words
        .split([' ', ',', '\u{a0}'])
        .filter(|word| !word.is_empty())
    {
        match word.parse::<i16>() {
            Ok(value) if value > 99 => year = Some(value),
            // Two figures, of which the first are the day's.
            Ok(value) if number.is_some() || value > 31 => {
                let century = if value < 50 { 2000 } else { 1900 };
                year = Some(century + value);
            }
            Ok(value) => number = i8::try_from(value).ok(),
            Err(_) => month = month.or(days::month(word)),
        }
    }
    let (number, month) = (number?, month?);
    if let Some(year) = year {
        return Date::new(year, month, number).ok();
    }
    let published = published?;
    let same_year = Date::new(published.year(), month, number).ok()?;
    if same_year <= published.tomorrow().ok()? {
        return Some(same_year);
    }
    Date::new(published.year() - 1, month, number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: &str) {
        let published = Date::constant(2016, 3, 25);
        let found = match read(paragraph, Some(published)) {
            None => "none".to_owned(),
            Some(found) => format!(
                "{} | {} | {}",
                found.place.map_or("-", |place| &paragraph[place]),
                found.date.map_or("-".to_owned(), |date| date.to_string()),
                found.agency.as_deref().unwrap_or("-"),
            ),
        };
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn place_date_and_agency() {
        check(
            "DAMASCUS, March 24 (Reuters) - Troops moved.",
            "DAMASCUS | 2016-03-24 | Reuters",
        );
        check("BEIRUT (AP) — Troops moved.", "BEIRUT | - | AP");
        check("Kyiv, Ukraine (AFP) – Troops moved.", "Kyiv | - | AFP");
        check(
            "UNITED NATIONS, 24 Mar. (Xinhua) -- \"Stop,\" he said.",
            "UNITED NATIONS | 2016-03-24 | Xinhua",
        );
        check(
            "JERUSALEM/GAZA, Dec 30 (Reuters) - Troops moved.",
            "JERUSALEM/GAZA | 2015-12-30 | Reuters",
        );
    }

    #[test]
    fn place_alone() {
        check("BEIRUT — Troops moved.", "BEIRUT | - | -");
        check("KHARTOUM: Troops moved.", "KHARTOUM | - | -");
        check("Washington — The envoy left.", "Washington | - | -");
        check("ALEPPO, Syria — Troops moved.", "ALEPPO | - | -");
    }

    #[test]
    fn agency_alone() {
        check("(Reuters) - Troops moved.", "- | - | Reuters");
        check(
            "March 24 (Reuters) - Troops moved.",
            "- | 2016-03-24 | Reuters",
        );
    }

    #[test]
    fn monitored_reports() {
        check(
            "KAFR AZIZ, 4 FEB 90 (DPA) -- [TEXT] THE ARMY LEFT.",
            "KAFR AZIZ | 1990-02-04 | dpa",
        );
        check(
            "KAFR AZIZ (SYRIA), 26 SEPT 89 (RADIO HILL CHANNEL 1) -- [REPORT] [JANE DOE] [TEXT] THE ARMY LEFT.",
            "KAFR AZIZ | 1989-09-26 | RADIO HILL CHANNEL 1",
        );
        check(
            "KAFR AZIZ, 3 MAR -- [EXCERPTS] [PASSAGE OMITTED] THE ARMY LEFT.",
            "KAFR AZIZ | 2016-03-03 | -",
        );
        check(
            "KAFR AZIZ, JUNE 11 89 (AFP) -- [TEXT] THE ARMY LEFT.",
            "KAFR AZIZ | 1989-06-11 | AFP",
        );
        check(
            "CLANDESTINE, NO DATE (RADIO HILL) -- [COMMUNIQUE] [HILL FRONT, HF] [TEXT] WE LEFT.",
            "- | - | RADIO HILL",
        );
    }

    #[test]
    fn brackets_of_the_report_are_not_the_datelines() {
        let whole = |paragraph: &str| {
            let found = read(paragraph, None);
            found.map(|found| paragraph[found.whole].to_owned())
        };
        assert_eq!(
            whole("KAFR AZIZ, 4 FEB 90 -- [INTERVIEW WITH DOE] [TEXT] [DOE] WE LEFT.").as_deref(),
            Some("KAFR AZIZ, 4 FEB 90 -- [INTERVIEW WITH DOE] [TEXT]")
        );
    }

    #[test]
    fn no_dateline() {
        check("Troops moved on Monday — after a week of talks.", "none");
        check("The anti-Western mood grew.", "none");
        check("UN-backed talks began.", "none");
        check("He said: Go.", "none");
        check("US: Troops moved.", "none");
    }
}
