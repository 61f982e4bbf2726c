//! English lemmas: spelling and a list of verbs correct what the encoder's edit scripts get wrong.
//!
//! The scripts see a word's first piece only, so they cannot tell "battl" from "battle" or find the
//! verb behind a rare irregular form. A word that the rules do not know keeps the scripts' lemma.

use std::{collections::HashMap, sync::LazyLock};

use super::Upos;
use crate::lexicon;

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
        _ => proposed,
    }
}

fn verb(form: &str, proposed: &str, verbs: &Verbs<'_>) -> Option<String> {
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
                .find(|stem| proposed == stem.as_str() && can_end(stem))
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

/// "country" of "countries" where the scripts say "countrie".
fn noun(form: &str, proposed: &str) -> Option<String> {
    let stem = form.strip_suffix("ies")?;
    let is_wrong = proposed.strip_suffix("ie") == Some(stem) && stem.chars().count() > 2;
    // "movie", "calorie", "prairie", "zombie", "selfie" are few and the scripts know the common ones.
    let keeps_ie = [
        "mov", "calor", "prair", "zomb", "self", "cook", "rook", "aux",
    ]
    .contains(&stem);
    (is_wrong && !keeps_ie).then(|| format!("{stem}y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(upos: Upos, form: &str, proposed: &str, expected: &str) {
        assert_eq!(lemma(form, upos, proposed.to_owned()), expected);
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
