//! Names and titles that the lexicons know, by their words in small letters.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon;

struct Name {
    words: Vec<&'static str>,
    certain: bool,
}

/// A file with names in it.
struct File {
    name: &'static str,
    content: &'static str,
    /// The columns that have the names.
    columns: &'static [usize],
    /// Whether a name of one word is one wherever it stands.
    certain: bool,
}

macro_rules! file {
    ($name:literal, $columns:expr, $certain:literal) => {
        File {
            name: $name,
            content: include_str!(concat!("../../../../lexicons/en/", $name)),
            columns: &$columns,
            certain: $certain,
        }
    };
}

const FILES: [File; 6] = [
    file!("actors/countries.tsv", [1, 2, 3], true),
    file!("actors/peoples.tsv", [0], true),
    file!("actors/governments.tsv", [0, 1], true),
    file!("actors/organizations.tsv", [0, 1], true),
    file!("actors/armed_groups.tsv", [0, 1], true),
    // "Trend" and "Petra" are agencies where a name stands only.
    file!("agencies.tsv", [0, 1], false),
];

/// Names by their first word in small letters, the longest first.
static NAMES: LazyLock<FxHashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut names: FxHashMap<String, Vec<Name>> = FxHashMap::default();
    for file in FILES {
        for entry in lexicon::entries(file.name, file.content) {
            let listed = file.columns.iter().flat_map(|&column| entry.list(column));
            for listed in listed {
                let name = listed.trim_start_matches('?');
                let words: Vec<&str> = name.split_whitespace().collect();
                let Some(first) = words.first() else { continue };
                names.entry(first.to_lowercase()).or_default().push(Name {
                    certain: file.certain && name == listed,
                    words,
                });
            }
        }
    }
    for known in names.values_mut() {
        known.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    }
    names
});

static TITLES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/actors/titles.tsv");
    lexicon::entries("titles.tsv", content)
        .flat_map(|entry| entry.list(0))
        .collect()
});

/// Whether a word in small letters is a title: "mr", "col".
pub(super) fn is_title(lower: &str) -> bool {
    TITLES.contains(lower)
}

/// The words of the longest name that these words, in small letters, open with; none if there is no such name.
///
/// `holds` is asked whether a name may stand here, given its number of words and whether it means nothing else.
pub(super) fn longest(
    lower: &[String],
    holds: impl Fn(usize, bool) -> bool,
) -> &'static [&'static str] {
    let Some(first) = lower.first() else {
        return &[];
    };
    let names = &*NAMES;
    let opened = names.get(first).into_iter().flatten();
    let is_here = |name: &&Name| {
        let pairs = name.words.iter().zip(lower);
        name.words.len() <= lower.len()
            && pairs
                .into_iter()
                .all(|(word, lower)| word.to_lowercase() == *lower)
    };
    opened
        .filter(is_here)
        .find(|name| holds(name.words.len(), name.certain))
        .map_or(&[], |name| &name.words)
}
