//! Common nouns for what was spoken of before: "the army", "the source", "the group".

use super::{clusters::Clusters, named};
use crate::{
    entities::{
        Form, Kind,
        mentions::{Determination, Draft, Noun, Page},
    },
    tokens::SentenceId,
};

/// Nouns for any armed group whose name has fallen.
const FIGHTERS: &[&str] = &[
    "jihadists",
    "jihadis",
    "militants",
    "extremists",
    "insurgents",
    "rebels",
    "guerrillas",
    "separatists",
    "terrorists",
    "terrorist group",
    "militant group",
    "rebel group",
    "jihadist group",
    "extremist group",
    "insurgent group",
    "armed group",
    "guerrilla group",
    "terror group",
    "terrorist organization",
    "terrorist organisation",
    "militia",
];

/// Nouns for any body whose name has fallen.
const BODIES: &[&str] = &[
    "group",
    "organization",
    "organisation",
    "movement",
    "agency",
    "monitoring group",
    "watchdog",
    "war monitor",
    "rights group",
    "party",
];

/// Links nominal mentions to earlier ones, and to names.
pub(super) fn link(page: &Page<'_>, drafts: &[Draft], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        let Some(noun) = &draft.noun else { continue };
        let antecedent = named_body(page, drafts, index, noun)
            .or_else(|| fighters(page, drafts, clusters, index, noun))
            .or_else(|| any_body(page, drafts, index, noun))
            .or_else(|| same_noun(drafts, index, noun));
        if let Some(antecedent) = antecedent {
            clusters.join(antecedent, index);
        }
    }
    called_in_full_later(drafts, clusters);
}

/// "The Observatory", "the ministry": the last body whose name ends in the noun.
fn named_body(page: &Page<'_>, drafts: &[Draft], index: usize, noun: &Noun) -> Option<usize> {
    if noun.article != Determination::Definite || !noun.plain || drafts[index].plural {
        return None;
    }
    (0..index).rev().find(|&other| {
        drafts[other].is_named_body()
            && drafts[other].end.0 - drafts[other].first.0 > 1
            && named::core_word(page, &drafts[other]).as_deref() == Some(noun.head.as_str())
    })
}

/// "The jihadists": the one armed group named so far, or the one of this and the last sentence.
fn fighters(
    page: &Page<'_>,
    drafts: &[Draft],
    clusters: &Clusters,
    index: usize,
    noun: &Noun,
) -> Option<usize> {
    if noun.article != Determination::Definite
        || !noun.plain
        || !FIGHTERS.contains(&noun.phrase.as_str())
    {
        return None;
    }
    let groups: Vec<usize> = (0..index)
        .filter(|&other| {
            drafts[other].form == Form::Named && drafts[other].kind == Kind::ArmedGroup
        })
        .collect();
    let one_of = |groups: &[usize]| {
        let last = *groups.last()?;
        groups
            .iter()
            .all(|&other| clusters.same(other, last))
            .then_some(last)
    };
    one_of(&groups).or_else(|| {
        let near: Vec<usize> = groups
            .iter()
            .copied()
            .filter(|&other| distance(page, drafts, other, index) <= 1)
            .collect();
        one_of(&near)
    })
}

/// "The group": the one body named in this and the last sentence.
fn any_body(page: &Page<'_>, drafts: &[Draft], index: usize, noun: &Noun) -> Option<usize> {
    if noun.article != Determination::Definite
        || !noun.plain
        || drafts[index].plural
        || !BODIES.contains(&noun.phrase.as_str())
    {
        return None;
    }
    (0..=1).find_map(|away| {
        let near: Vec<usize> = (0..index)
            .filter(|&other| {
                drafts[other].is_named_body()
                    && drafts[other].kind != Kind::Government
                    && drafts[other].end <= drafts[index].first
                    && distance(page, drafts, other, index) == away
            })
            .collect();
        let first = *near.first()?;
        let record = |other: &usize| (drafts[*other].record, drafts[*other].head);
        near.iter()
            .all(|other| {
                record(other).0.is_some() && record(other).0 == record(&first).0 || other == &first
            })
            .then_some(first)
    })
}

/// "The source": the last mention by the same noun, if nothing tells the two apart.
fn same_noun(drafts: &[Draft], index: usize, noun: &Noun) -> Option<usize> {
    if noun.article == Determination::Indefinite {
        return None;
    }
    let draft = &drafts[index];
    let collective = draft.kind != Kind::Person || draft.plural;
    (0..index).rev().find(|&other| {
        let Some(earlier) = &drafts[other].noun else {
            return false;
        };
        if earlier.head != noun.head || drafts[other].plural != draft.plural {
            return false;
        }
        if earlier.modifiers == noun.modifiers {
            // "Soldiers" here and "soldiers" there may be others; "Syrian soldiers" are one body.
            return noun.article == Determination::Definite
                || (collective && !(draft.plural && noun.plain));
        }
        let told_apart = draft.code.country.is_some()
            && drafts[other].code.country.is_some()
            && draft.code.country != drafts[other].code.country;
        noun.article == Determination::Definite && noun.modifiers.is_empty() && !told_apart
    })
}

/// "The army" before "the Syrian army", where the text knows no other.
fn called_in_full_later(drafts: &[Draft], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        let Some(noun) = &draft.noun else { continue };
        if (draft.kind != Kind::Government && noun.head != "opposition")
            || !noun.modifiers.is_empty()
            || noun.article == Determination::Indefinite
            || draft.code.country.is_some()
        {
            continue;
        }
        let full: Vec<usize> = (0..drafts.len())
            .filter(|&other| {
                drafts[other].code.country.is_some()
                    && drafts[other]
                        .noun
                        .as_ref()
                        .is_some_and(|other| other.head == noun.head)
            })
            .collect();
        let Some(&first) = full.first() else { continue };
        if full
            .iter()
            .all(|&other| drafts[other].code.country == drafts[first].code.country)
        {
            clusters.join(first, index);
        }
    }
}

/// How many sentences lie between two mentions.
fn distance(page: &Page<'_>, drafts: &[Draft], one: usize, other: usize) -> u32 {
    let sentence =
        |index: usize| -> SentenceId { page.text.tokens[drafts[index].head.index()].sentence };
    sentence(one).0.abs_diff(sentence(other).0)
}
