//! English lemmas: spelling and a list of verbs correct what the encoder's edit scripts get wrong.
//!
//! The scripts see a word's first piece only, so they cannot tell "battl" from "battle" or find the
//! verb behind a rare irregular form. A word that the rules do not know keeps the scripts' lemma.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::Upos;
use crate::lexicon;

/// Names of countries and of their people, written here in lower case: "india", "french".
static NATIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/actors/countries.tsv");
    lexicon::entries("countries.tsv", content)
        .flat_map(|entry| {
            let names = entry.list(1).chain(entry.list(2));
            names
                .filter(|name| name.chars().all(char::is_alphabetic))
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        })
        .collect()
});

/// Months and weekdays for short, to their full names: "sept" is "September".
static ABBREVIATED: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let content = include_str!("../../../../lexicons/en/times.tsv");
    let days_and_months = || {
        lexicon::entries("times.tsv", content)
            .filter(|entry| matches!(entry.field(1), "month" | "weekday"))
    };
    let is_short = |entry: &lexicon::Entry<'_>| entry.field(3) == "abbreviated";
    let full: HashMap<(&str, &str), String> = days_and_months()
        .filter(|entry| !is_short(entry))
        .filter_map(|entry| {
            let key = (entry.field(1), entry.field(2));
            Some((key, upper_first(entry.field(0))?))
        })
        .collect();
    days_and_months()
        // "sun" is the star.
        .filter(|entry| is_short(entry) && entry.field(0) != "sun")
        .filter_map(|entry| {
            let name = full.get(&(entry.field(1), entry.field(2)))?;
            Some((entry.field(0).to_owned(), name.clone()))
        })
        .collect()
});

const VERBS: &str = include_str!("../../../../lexicons/en/verbs.tsv");

static LIST: LazyLock<Verbs<'_>> = LazyLock::new(|| Verbs::read(VERBS));

struct Verbs<'a> {
    /// Irregular forms and lemmas, to the lemma.
    lemmas: HashMap<&'a str, &'a str>,
}

impl<'a> Verbs<'a> {
    fn read(content: &'a str) -> Verbs<'a> {
        let mut lemmas = HashMap::new();
        for entry in lexicon::entries("verbs.tsv", content) {
            let lemma = entry.field(0);
            lemmas.insert(lemma, lemma);
            // A form of two verbs ("found", "wound", "lay") stays the lemma that it is itself.
            for form in entry.field(1).split(' ').filter(|form| !form.is_empty()) {
                lemmas.entry(form).or_insert(lemma);
            }
        }
        Verbs { lemmas }
    }

    fn is_lemma(&self, word: &str) -> bool {
        self.lemmas.get(word) == Some(&word)
    }
}

/// The lemma of `form`, where `proposed` is what the encoder's scripts make of it.
pub(super) fn lemma(form: &str, upos: Upos, proposed: String) -> String {
    let lower = form.to_lowercase();
    match upos {
        Upos::Verb => verb(&lower, &proposed, &LIST).unwrap_or(proposed),
        Upos::Noun => noun(&lower, &proposed).unwrap_or(proposed),
        Upos::Adj | Upos::Adv => compared(&lower, &proposed)
            .or_else(|| capitalized(form))
            .unwrap_or(proposed),
        Upos::Propn => proper(form, &lower).unwrap_or(proposed),
        Upos::Num => number(form).unwrap_or(proposed),
        _ => proposed,
    }
}

fn verb(form: &str, proposed: &str, verbs: &Verbs<'_>) -> Option<String> {
    // "hoping" is of "hope": of "hop" it would be "hopping".
    let with_e = format!("{proposed}e");
    if verbs.is_lemma(&with_e)
        && is_spelt_with_e(form, &with_e)
        && ["ed", "ing"]
            .iter()
            .any(|end| form.strip_suffix(end) == Some(proposed))
    {
        return Some(with_e);
    }
    if verbs.is_lemma(proposed) {
        return None;
    }
    if let Some(&lemma) = verbs.lemmas.get(form) {
        return Some(lemma.to_owned());
    }
    let stems = regular_stems(form);
    let known = stems.iter().find(|stem| verbs.is_lemma(stem));
    // Of an unknown verb the spelling at least says which stems cannot be.
    known
        .or_else(|| {
            stems
                .iter()
                .find(|stem| proposed == stem.as_str() && can_end(stem) && !is_doubled_with_e(stem))
        })
        .or_else(|| stems.iter().find(|stem| can_end(stem)))
        .cloned()
}

/// What a regular form may come from, likeliest first: "planning" from "plan", "plann", "planne".
fn regular_stems(form: &str) -> Vec<String> {
    let mut stems = Vec::new();
    for ending in ["ing", "ied", "ed", "ies", "es", "s"] {
        let Some(cut) = form
            .strip_suffix(ending)
            .filter(|cut| cut.chars().count() >= 2)
        else {
            continue;
        };
        match ending {
            "ied" | "ies" => stems.push(format!("{cut}y")),
            "s" => stems.push(cut.to_owned()),
            _ => {
                stems.extend(undoubled(cut));
                stems.push(cut.to_owned());
                stems.push(format!("{cut}e"));
            }
        }
        break;
    }
    stems
}

/// "plan" of "plann"; nothing for endings that are double in the lemma ("pass", "sniff", "kill").
fn undoubled(stem: &str) -> Option<String> {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    let is_doubled = last == before && !"aeioulsfz".contains(last);
    is_doubled.then(|| stem[..stem.len() - last.len_utf8()].to_owned())
}

/// Months and weekdays in full, addresses as they stand, names of countries with their capital.
fn proper(form: &str, lower: &str) -> Option<String> {
    let bare = lower.strip_suffix('.').unwrap_or(lower);
    if let Some(name) = ABBREVIATED.get(bare) {
        return Some(name.clone());
    }
    if form.contains("://") || form.contains('@') {
        return Some(form.to_owned());
    }
    capitalized(form)
}

/// "France" of "france", "French" of "french".
fn capitalized(form: &str) -> Option<String> {
    let is_lower = form.chars().all(char::is_lowercase);
    (is_lower && NATIONS.contains(form))
        .then(|| upper_first(form))
        .flatten()
}

fn upper_first(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().collect::<String>() + letters.as_str())
}

/// "1100" of "1,100".
fn number(form: &str) -> Option<String> {
    let groups: Vec<&str> = form.split(',').collect();
    let (first, rest) = groups.split_first()?;
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let in_thousands = !rest.is_empty()
        && (1..=3).contains(&first.len())
        && are_digits(first)
        && rest
            .iter()
            .all(|group| group.len() == 3 && are_digits(group));
    in_thousands.then(|| groups.concat())
}

/// Whether `stem` is the cut form and an e, where the cut form ends in one vowel and one consonant: "hope" of "hoping".
fn is_spelt_with_e(form: &str, stem: &str) -> bool {
    let Some(cut) = stem.strip_suffix('e').filter(|cut| form.starts_with(cut)) else {
        return false;
    };
    let mut letters = cut.chars().rev();
    let is_vowel = |letter: Option<char>| letter.is_some_and(|letter| "aeiou".contains(letter));
    let (last, before, third) = (letters.next(), letters.next(), letters.next());
    last.is_some_and(|last| !"aeiouwxy".contains(last)) && is_vowel(before) && !is_vowel(third)
}

/// "kidde", "moppe": the consonant is doubled before the ending, not in the lemma.
fn is_doubled_with_e(stem: &str) -> bool {
    stem.strip_suffix('e')
        .is_some_and(|cut| undoubled(cut).is_some())
}

/// "large" of "larger", "hot" of "hottest", "easy" of "easiest", where the scripts say "larg", "hott", "easi".
fn compared(form: &str, proposed: &str) -> Option<String> {
    let cut = form
        .strip_suffix("er")
        .or_else(|| form.strip_suffix("est"))
        .filter(|cut| *cut == proposed && cut.chars().count() > 2)?;
    if let Some(cut) = cut.strip_suffix('i') {
        return Some(format!("{cut}y"));
    }
    undoubled(cut).or_else(|| (!can_end(cut)).then(|| format!("{cut}e")))
}

/// Whether English has lemmas that end like this: none in "-bl", "-dg", "-v", "-nn".
fn can_end(stem: &str) -> bool {
    let mut letters = stem.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else {
        return false;
    };
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    match last {
        'l' => is_vowel(before) || "lrw".contains(before),
        'v' | 'u' | 'i' | 'j' | 'q' => false,
        'c' => !is_vowel(before) && before != 'n' && before != 'r',
        'g' => before != 'd' && before != 'r' && before != 'l',
        's' => before == 's' || before == 'u',
        'z' => before == 'z' || before == 't',
        'r' => is_vowel(before) || before == 'r',
        _ => undoubled(stem).is_none(),
    }
}

/// "country" of "countries", "clash" of "clashes", "bus" of "buses", where the scripts say "countrie", "clashe", "buse".
fn noun(form: &str, proposed: &str) -> Option<String> {
    if let Some(stem) = form.strip_suffix("ies") {
        let is_wrong = proposed.strip_suffix("ie") == Some(stem) && stem.chars().count() > 2;
        // "movie", "calorie", "prairie", "zombie", "selfie" are few and the scripts know the common ones.
        let keeps_ie = [
            "mov", "calor", "prair", "zomb", "self", "cook", "rook", "aux",
        ]
        .contains(&stem);
        return (is_wrong && !keeps_ie).then(|| format!("{stem}y"));
    }
    let stem = form.strip_suffix("es")?;
    if proposed.strip_suffix('e') != Some(stem) {
        return None;
    }
    let hisses = ["sh", "ch", "ss", "x", "zz"]
        .iter()
        .any(|end| stem.ends_with(end));
    // "ache" and its kin, "cache", "niche", "avalanche", "axe" keep their e.
    let keeps_e = ["ach", "nich", "lanch", "clich", "psych", "porsch", "ax"]
        .iter()
        .any(|end| stem.ends_with(end))
        && ![
            "beach", "coach", "peach", "roach", "reach", "tax", "fax", "wax",
        ]
        .iter()
        .any(|end| stem.ends_with(end));
    let in_us = [
        "bus",
        "virus",
        "campus",
        "bonus",
        "status",
        "census",
        "focus",
        "chorus",
        "circus",
        "consensus",
        "caucus",
        "surplus",
        "gas",
        "bias",
        "atlas",
        "canvas",
        "alias",
        "lens",
        "iris",
    ]
    .iter()
    .any(|noun| {
        stem == *noun
            || stem
                .strip_suffix(noun)
                .is_some_and(|rest| rest.ends_with('-'))
    });
    (hisses && !keeps_e || in_us).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(upos: Upos, form: &str, proposed: &str, expected: &str) {
        assert_eq!(lemma(form, upos, proposed.to_owned()), expected);
    }

    #[test]
    fn what_is_compared_is_spelt_as_it_is_alone() {
        check(Upos::Adj, "larger", "larg", "large");
        check(Upos::Adj, "closest", "clos", "close");
        check(Upos::Adj, "hottest", "hott", "hot");
        check(Upos::Adv, "earliest", "earli", "early");
        check(Upos::Adj, "taller", "tall", "tall");
        check(Upos::Adj, "clever", "clever", "clever");
    }

    #[test]
    fn plurals_after_a_hiss_have_no_e_of_their_own() {
        check(Upos::Noun, "clashes", "clashe", "clash");
        check(Upos::Noun, "buses", "buse", "bus");
        check(Upos::Noun, "headaches", "headache", "headache");
        check(Upos::Noun, "beaches", "beache", "beach");
        check(Upos::Noun, "houses", "house", "house");
        check(Upos::Noun, "countries", "countrie", "country");
    }

    #[test]
    fn names_of_days_and_countries_are_written_out() {
        check(Upos::Propn, "Sept.", "Sept.", "September");
        check(Upos::Propn, "france", "france", "France");
        check(Upos::Adj, "french", "french", "French");
        check(
            Upos::Propn,
            "http://a.example/B",
            "http://a.example/b",
            "http://a.example/B",
        );
        check(Upos::Num, "1,100,000", "1,100,000", "1100000");
        check(Upos::Num, "3,40", "3,40", "3,40");
    }

    #[test]
    fn a_doubled_consonant_is_none_of_the_lemmas() {
        check(Upos::Verb, "kidding", "kidde", "kid");
        check(Upos::Verb, "hoping", "hop", "hope");
        check(Upos::Verb, "hopping", "hop", "hop");
    }

    #[test]
    fn a_known_verb_is_found_whatever_the_scripts_say() {
        check(Upos::Verb, "battled", "battl", "battle");
        check(Upos::Verb, "running", "runn", "run");
        check(Upos::Verb, "tried", "tri", "try");
        check(Upos::Verb, "Fought", "foughd", "fight");
        check(Upos::Verb, "overran", "overran", "overrun");
    }

    #[test]
    fn a_verb_that_is_its_own_lemma_is_kept() {
        check(Upos::Verb, "found", "find", "find");
        check(Upos::Verb, "founded", "found", "found");
        check(Upos::Verb, "killing", "kill", "kill");
        check(Upos::Verb, "passed", "pass", "pass");
    }

    #[test]
    fn an_unknown_verb_gets_a_stem_that_english_allows() {
        check(Upos::Verb, "squiggled", "squiggl", "squiggle");
        check(Upos::Verb, "fribbed", "fribb", "frib");
        check(Upos::Verb, "rewoven", "rewove", "rewove");
    }

    #[test]
    fn plurals_in_ies_are_of_nouns_in_y() {
        check(Upos::Noun, "countries", "countrie", "country");
        check(Upos::Noun, "movies", "movie", "movie");
    }
}
