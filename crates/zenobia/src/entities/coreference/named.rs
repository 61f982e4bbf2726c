//! Names for the same: "Kerry" and "John Kerry", "SOHR" and its name in full.

use super::clusters::Clusters;
use crate::{
    entities::{
        Form, Kind,
        mentions::{Draft, Page},
        names,
    },
    tokens::TokenId,
};

/// Links names.
pub(super) fn link(page: &Page<'_>, drafts: &[Draft], clusters: &mut Clusters) {
    let keys: Vec<Vec<String>> = drafts.iter().map(|draft| words_of(page, draft)).collect();
    identical(drafts, &keys, clusters);
    persons(drafts, &keys, clusters);
    acronyms(page, drafts, clusters);
    short_names(page, drafts, &keys, clusters);
}

/// The words of a name; of a person without the articles of Arabic names, of a body without "the".
fn words_of(page: &Page<'_>, draft: &Draft) -> Vec<String> {
    if draft.form != Form::Named {
        return Vec::new();
    }
    let key = names::key_of(page.span(draft.first, draft.end).text(&page.article.text));
    let skipped: &[&str] = match draft.kind {
        Kind::Person => &["al", "el", "ul", "ad", "as", "ash", "at"],
        _ => &["the"],
    };
    let words: Vec<String> = key
        .split(' ')
        .filter(|word| !word.is_empty() && !skipped.contains(word))
        .map(str::to_owned)
        .collect();
    words
}

fn identical(drafts: &[Draft], keys: &[Vec<String>], clusters: &mut Clusters) {
    let mut firsts = std::collections::HashMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if draft.form != Form::Named || keys[index].is_empty() {
            continue;
        }
        let family = family(draft.kind);
        let first = *firsts
            .entry((family, keys[index].as_slice()))
            .or_insert(index);
        clusters.join(first, index);
    }
}

/// Kinds that a name may be taken for one another of.
fn family(kind: Kind) -> u8 {
    match kind {
        Kind::Person => 0,
        Kind::Organization | Kind::ArmedGroup | Kind::Government => 1,
        Kind::Place | Kind::Country | Kind::Facility => 2,
        Kind::Nationality => 3,
        Kind::Weapon | Kind::Vehicle => 4,
        Kind::Event => 5,
        Kind::Other => 6,
    }
}

/// A surname is the last person before it with that surname, else the first after it.
fn persons(drafts: &[Draft], keys: &[Vec<String>], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        if draft.form != Form::Named || draft.kind != Kind::Person || keys[index].is_empty() {
            continue;
        }
        let short = &keys[index];
        let is_longer = |other: &usize| {
            drafts[*other].kind == Kind::Person
                && drafts[*other].form == Form::Named
                && keys[*other].len() > short.len()
                && genders_agree(draft, &drafts[*other])
        };
        let by_surname = |other: &usize| is_longer(other) && keys[*other].ends_with(short);
        let by_first_name = |other: &usize| is_longer(other) && keys[*other].starts_with(short);
        let nearest = |fits: &dyn Fn(&usize) -> bool| {
            let before = (0..index).rev().find(fits);
            before.or_else(|| (index + 1..drafts.len()).find(fits))
        };
        if let Some(full) = nearest(&by_surname) {
            clusters.join(full, index);
            continue;
        }
        // A first name alone: only where nobody else has it.
        if let Some(full) = nearest(&by_first_name)
            && (0..drafts.len())
                .filter(|other| by_first_name(other))
                .all(|other| clusters.same(other, full))
        {
            clusters.join(full, index);
        }
    }
}

fn genders_agree(one: &Draft, other: &Draft) -> bool {
    match (one.gender, other.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// "Syrian Observatory for Human Rights (SOHR)", and "SOHR" by its letters.
fn acronyms(page: &Page<'_>, drafts: &[Draft], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        if draft.end.0 - draft.first.0 != 1 || draft.form != Form::Named {
            continue;
        }
        let letters: String = page
            .form(draft.first)
            .chars()
            .filter(|c| *c != '.')
            .collect();
        let count = letters.chars().count();
        if !(2..=8).contains(&count) || !letters.chars().all(char::is_uppercase) {
            continue;
        }
        let bracketed = draft.first.0 >= 1 && page.form(TokenId(draft.first.0 - 1)) == "(";
        let before_bracket = |other: &Draft| other.end.0 + 1 == draft.first.0;
        let full = drafts.iter().position(|other| {
            other.is_named_body()
                && other.end.0 - other.first.0 > 1
                && (initials(page, other) == letters || (bracketed && before_bracket(other)))
        });
        if let Some(full) = full {
            clusters.join(full, index);
        }
    }
}

fn initials(page: &Page<'_>, draft: &Draft) -> String {
    (draft.first.0..draft.end.0)
        .filter_map(|token| page.form(TokenId(token)).chars().next())
        .filter(|first| first.is_uppercase())
        .collect()
}

/// "The Observatory" after "Syrian Observatory for Human Rights".
fn short_names(page: &Page<'_>, drafts: &[Draft], keys: &[Vec<String>], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        if !draft.is_named_body() || draft.record.is_some() {
            continue;
        }
        let short = &keys[index];
        let fits = |other: &usize| {
            let longer = &keys[*other];
            drafts[*other].is_named_body()
                && longer.len() > short.len()
                && core_word(page, &drafts[*other]).is_some_and(|core| short.contains(&core))
                && is_subsequence(short, longer)
        };
        let before = (0..index).rev().find(fits);
        if let Some(full) = before.or_else(|| (index + 1..drafts.len()).find(fits)) {
            clusters.join(full, index);
        }
    }
}

/// The word a body is called by for short: its last before "of", "for" and the like.
pub(super) fn core_word(page: &Page<'_>, draft: &Draft) -> Option<String> {
    let mut core = None;
    for token in (draft.first.0..draft.end.0).map(TokenId) {
        let form = page.lower(token);
        if core.is_some() && ["of", "for", "in", "to", "against", "on"].contains(&form.as_str()) {
            break;
        }
        let key = names::key_of(&form);
        if let Some(word) = key.split(' ').next_back().filter(|word| !word.is_empty()) {
            core = Some(word.to_owned());
        }
    }
    core
}

fn is_subsequence(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    !short.is_empty() && short.iter().all(|word| rest.any(|other| other == word))
}
