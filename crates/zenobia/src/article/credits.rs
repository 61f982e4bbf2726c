//! Who printed an article and whose report it is: outlets and news agencies by their names.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use crate::lexicon;

const AGENCIES: &str = include_str!("../../../../lexicons/en/agencies.tsv");
const OUTLETS: &str = include_str!("../../../../lexicons/en/outlets.tsv");

struct Agencies {
    /// Every name to the short name.
    short: HashMap<&'static str, &'static str>,
    /// Names as alternatives of a pattern, longest first.
    alternatives: String,
    credit: Regex,
    told: Regex,
}

static LEXICON: LazyLock<Agencies> = LazyLock::new(|| {
    let mut short = HashMap::new();
    for entry in lexicon::entries("agencies.tsv", AGENCIES) {
        let name = entry.field(0);
        for alias in std::iter::once(name).chain(entry.list(1)) {
            short.entry(alias).or_insert(name);
        }
    }
    let mut names: Vec<&str> = short.keys().copied().collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    let escaped: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    let alternatives = escaped.join("|");
    let credit = Regex::new(&format!(
        r"(?:^|[^\p{{L}}\p{{N}}])({alternatives})(?:[^\p{{L}}\p{{N}}]|$)"
    ));
    // "a source told AFP", "in an interview with AFP", "speaking to The Associated Press".
    let told = Regex::new(&format!(
        r"\b(?:told|tells|telling|informed|assured|interview (?:with|to)|interviewed by|speaking (?:to|with)|spoke (?:to|with)|statement (?:to|sent to)|comment to|contacted by|quoted by|seen by|obtained by|reached by|confirmed to|said to|according to an?)\s+(?:the\s+)?(?:(?:state |official |semi-official |French |Russian |Chinese |Turkish )?news agency\s+)?({alternatives})(?:[^\p{{L}}\p{{N}}]|$)"
    ));
    Agencies {
        short,
        alternatives,
        credit: credit.expect("names are escaped"),
        told: told.expect("names are escaped"),
    }
});

/// The names of agencies as alternatives of a pattern.
pub(super) fn agency_alternatives() -> &'static str {
    &LEXICON.alternatives
}

/// The short name of an agency, given one of its names.
pub(super) fn agency(name: &str) -> Option<&'static str> {
    LEXICON.short.get(name.trim()).copied()
}

/// The short name of an agency, given one of its names in whatever case.
pub(super) fn agency_in_any_case(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let mut names: Vec<_> = LEXICON.short.iter().collect();
    names.sort_unstable();
    let (_, short) = names
        .into_iter()
        .find(|(known, _)| known.to_lowercase() == name)?;
    Some(short)
}

/// The agency named in a credit: a byline, a source line.
pub(super) fn agency_in_credit(line: &str) -> Option<&'static str> {
    let found = LEXICON.credit.captures(line)?.get(1)?;
    agency(found.as_str())
}

/// The agency that a line outside the prose gives as the source: "Source: AFP", "© AFP 2016", "AFP".
/// Captions credit the picture, not the report.
pub(super) fn agency_in_source_line(line: &str) -> Option<&'static str> {
    let bare = line
        .trim()
        .trim_matches(['(', ')', '[', ']', '-', '—', '–', '.', ' ']);
    if let Some(agency) = agency(bare) {
        return Some(agency);
    }
    let lower = line.trim().to_lowercase();
    let names_source = [
        "source:",
        "sources:",
        "source -",
        "via ",
        "with agency",
        "from ",
    ]
    .iter()
    .any(|opening| lower.starts_with(opening));
    if names_source && line.split_whitespace().count() <= 8 {
        return agency_in_credit(line);
    }
    None
}

/// The first agency that somebody in the text speaks to, and the bytes of its name.
pub(super) fn agency_spoken_to(text: &str) -> Option<(&'static str, std::ops::Range<usize>)> {
    let found = LEXICON.told.captures(text)?.get(1)?;
    Some((agency(found.as_str())?, found.range()))
}

struct Outlets {
    by_key: HashMap<String, &'static str>,
    by_domain: HashMap<&'static str, &'static str>,
}

static OUTLET_NAMES: LazyLock<Outlets> = LazyLock::new(|| {
    let mut outlets = Outlets {
        by_key: HashMap::new(),
        by_domain: HashMap::new(),
    };
    for entry in lexicon::entries("outlets.tsv", OUTLETS) {
        let name = entry.field(0).split(" (").next().unwrap_or_default();
        for alias in std::iter::once(name).chain(entry.list(2)) {
            outlets.by_key.entry(key(alias)).or_insert(name);
        }
        for domain in entry.list(1) {
            outlets.by_domain.entry(domain).or_insert(name);
        }
    }
    outlets
});

/// Letters and digits of a name, lower case; the article at its front dropped.
fn key(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// An outlet's name for itself, whatever the blanks and capitals it is written with here.
pub(super) fn outlet(name: &str) -> Option<&'static str> {
    OUTLET_NAMES.by_key.get(&key(name)).copied()
}

/// The outlet at an address, or at a host.
pub(super) fn outlet_at(url: &str) -> Option<&'static str> {
    let mut domain = host(url)?;
    loop {
        if let Some(name) = OUTLET_NAMES.by_domain.get(domain.to_lowercase().as_str()) {
            return Some(name);
        }
        domain = domain.split_once('.')?.1;
    }
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_by_all_their_names() {
        assert_eq!(
            agency_in_credit("By Jane Doe, The Associated Press"),
            Some("AP")
        );
        assert_eq!(agency_in_credit("Agence France-Presse"), Some("AFP"));
        assert_eq!(agency_in_credit("APRIL"), None);
    }

    #[test]
    fn agency_spoken_to_is_the_one_told() {
        let text = "\"They left,\" a resident told AFP by telephone.";
        let (agency, at) = agency_spoken_to(text).expect("an agency is told");
        assert_eq!((agency, &text[at]), ("AFP", "AFP"));
        assert!(agency_spoken_to("The AP reported that the town fell.").is_none());
    }

    #[test]
    fn outlets_written_together_or_by_address() {
        assert_eq!(outlet("egyptindependent"), Some("Egypt Independent"));
        assert_eq!(outlet("The Guardian"), Some("The Guardian"));
        assert_eq!(
            outlet_at("https://www.english.alarabiya.net/x"),
            Some("Al Arabiya")
        );
        assert_eq!(outlet_at("not an address"), None);
    }
}
