//! Regions, and words beside place names: `lexicons/en/places/`.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::names;
use crate::lexicon;

/// What a name is, told by a word beside it: "X province", "the village of X".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum KindWord {
    Populated,
    Admin1,
    Admin2,
    /// A second-order division whose seat has another name.
    County,
}

/// What a preposition says of the place after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    In,
    Near,
    On,
    To,
    From,
    Of,
    For,
}

#[derive(Debug, Default)]
struct Words {
    kinds: HashMap<&'static str, KindWord>,
    cases: HashMap<&'static str, Case>,
    bearings: HashMap<&'static str, f64>,
    units: HashMap<&'static str, f64>,
    happens: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/places/words.tsv");
    let mut words = Words::default();
    for entry in lexicon::entries("words.tsv", content) {
        let (word, value) = (entry.field(0), entry.field(2));
        match entry.field(1) {
            "kind" => {
                if let Some(kind) = kind_value(value) {
                    words.kinds.insert(word, kind);
                }
            }
            "case" => {
                if let Some(case) = case_value(value) {
                    words.cases.insert(word, case);
                }
            }
            "bearing" => {
                words
                    .bearings
                    .extend(value.parse().ok().map(|degrees: f64| (word, degrees)));
            }
            "unit" => words
                .units
                .extend(value.parse().ok().map(|km: f64| (word, km))),
            "happens" => {
                words.happens.insert(word);
            }
            _ => {}
        }
    }
    words
});

static REGIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/places/regions.tsv");
    lexicon::entries("regions.tsv", content)
        .flat_map(|entry| entry.list(0).map(names::normalize).collect::<Vec<_>>())
        .collect()
});

/// Names, normalized, with the country of the city that each stands for.
static WORLD_CITIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/places/cities.tsv");
    lexicon::entries("cities.tsv", content)
        .flat_map(|entry| {
            let country = entry.field(0);
            let names: Vec<_> = entry.list(1).map(names::normalize).collect();
            names.into_iter().map(move |name| (name, country))
        })
        .collect()
});

/// The country of the city that the news means by a normalized name alone: ISO 3166-1 alpha-3.
pub(super) fn country_of_world_city(normalized: &str) -> Option<&'static str> {
    WORLD_CITIES.get(normalized).copied()
}

/// Whether a normalized name is a region's, a water's, a continent's.
pub(super) fn is_region(normalized: &str) -> bool {
    REGIONS.contains(normalized)
        || normalized
            .strip_prefix("the ")
            .is_some_and(|rest| REGIONS.contains(rest))
}

pub(super) fn kind(word: &str) -> Option<KindWord> {
    WORDS.kinds.get(word).copied()
}

pub(super) fn case(word: &str) -> Option<Case> {
    WORDS.cases.get(word).copied()
}

/// Degrees clockwise from north.
pub(super) fn bearing(word: &str) -> Option<f64> {
    WORDS.bearings.get(word).copied()
}

/// Kilometres in a unit of length.
pub(super) fn kilometres(lemma: &str) -> Option<f64> {
    WORDS.units.get(lemma).copied()
}

/// Whether what a verb or noun tells happens where its object is: "overran X".
pub(super) fn happens_at_object(lemma: &str) -> bool {
    WORDS.happens.contains(lemma)
}

fn kind_value(value: &str) -> Option<KindWord> {
    match value {
        "populated" => Some(KindWord::Populated),
        "admin1" => Some(KindWord::Admin1),
        "admin2" => Some(KindWord::Admin2),
        "county" => Some(KindWord::County),
        _ => None,
    }
}

fn case_value(value: &str) -> Option<Case> {
    match value {
        "in" => Some(Case::In),
        "near" => Some(Case::Near),
        "on" => Some(Case::On),
        "to" => Some(Case::To),
        "from" => Some(Case::From),
        "of" => Some(Case::Of),
        "for" => Some(Case::For),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        let content = include_str!("../../../../lexicons/en/places/words.tsv");
        for entry in lexicon::entries("words.tsv", content) {
            let value = entry.field(2);
            let known = match entry.field(1) {
                "kind" => kind_value(value).is_some(),
                "case" => case_value(value).is_some(),
                "bearing" | "unit" => value.parse::<f64>().is_ok(),
                "happens" => value.is_empty(),
                _ => false,
            };
            assert!(known, "{}", entry.error("unknown class or value"));
        }
    }
}
