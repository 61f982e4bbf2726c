//! Which mentions refer to the same: by name, by apposition, by noun, by pronoun.
//!
//! Precision first: a mention that nothing safe links stays an entity of its own.

mod appositions;
mod clusters;
mod named;
mod nominal;
mod pronouns;

use self::clusters::Clusters;
use super::{
    ActorCode, Entities, Entity, EntityId, Form, Kind, Mention, MentionId,
    lexicon::Sense,
    mentions::{Draft, Page},
};

/// Mentions with their entities.
pub(super) fn resolve(page: &Page<'_>, mut drafts: Vec<Draft>) -> Entities {
    let mut clusters = Clusters::new(&drafts);
    named::link(page, &drafts, &mut clusters);
    appositions::link(page, &drafts, &mut clusters);
    nominal::link(page, &drafts, &mut clusters);
    pronouns::link(page, &mut drafts, &mut clusters);
    build(page, &drafts, &clusters)
}

fn build(page: &Page<'_>, drafts: &[Draft], clusters: &Clusters) -> Entities {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| {
        let draft = &drafts[index];
        (draft.first, std::cmp::Reverse(draft.end), index)
    });
    let mut ids = vec![None; drafts.len()];
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut mentions = Vec::with_capacity(drafts.len());
    for &index in &order {
        let draft = &drafts[index];
        let root = clusters.root(index);
        let entity = *ids[root].get_or_insert_with(|| {
            members.push(Vec::new());
            EntityId(members.len() as u32 - 1)
        });
        members[entity.index()].push(index);
        mentions.push(Mention {
            span: page.span(draft.first, draft.end),
            head: draft.head,
            kind: draft.kind,
            form: draft.form,
            entity,
        });
    }
    let mut of_entity: Vec<Vec<MentionId>> = vec![Vec::new(); members.len()];
    for (index, mention) in mentions.iter().enumerate() {
        of_entity[mention.entity.index()].push(MentionId(index as u32));
    }
    let entities: Vec<Entity> = members
        .iter()
        .zip(of_entity)
        .map(|(members, mentions)| {
            let drafts: Vec<&Draft> = members.iter().map(|&index| &drafts[index]).collect();
            Entity {
                kind: kind(page, &drafts),
                name: name(page, &drafts),
                mentions,
                actor: code(page, &drafts),
            }
        })
        .collect();
    for mention in &mut mentions {
        if mention.form != Form::Named {
            mention.kind = entities[mention.entity.index()].kind;
        }
    }
    Entities::new(mentions, entities)
}

fn kind(page: &Page<'_>, drafts: &[&Draft]) -> Kind {
    let known = drafts
        .iter()
        .filter_map(|draft| Some(page.lexicon.record(draft.record?)))
        .find(|record| !record.is_only_listed())
        .map(|record| record.kind);
    let named = || drafts.iter().find(|draft| draft.form == Form::Named);
    known.unwrap_or_else(|| named().unwrap_or(&drafts[0]).kind)
}

fn name(page: &Page<'_>, drafts: &[&Draft]) -> String {
    let known = drafts
        .iter()
        .filter_map(|draft| Some(page.lexicon.record(draft.record?)))
        .find(|record| !record.is_only_listed());
    if let Some(record) = known {
        return record.name.clone();
    }
    let words = |draft: &Draft| {
        let span = page.span(draft.first, draft.end);
        let words: Vec<&str> = span.text(&page.article.text).split_whitespace().collect();
        words.join(" ")
    };
    let named = drafts.iter().filter(|draft| draft.form == Form::Named);
    // Of names equally long the first: it is how the text introduces it.
    named
        .map(|draft| words(draft))
        .rev()
        .max_by_key(|words| words.chars().count())
        .unwrap_or_else(|| words(drafts[0]))
}

/// What the lexicon says of it; else what its names and titles say; else what it is called.
fn code(page: &Page<'_>, drafts: &[&Draft]) -> ActorCode {
    let is_known = |draft: &&&Draft| draft.record.is_some();
    let mut sorted: Vec<&&Draft> = drafts.iter().filter(is_known).collect();
    let known = !sorted.is_empty();
    sorted.extend(
        drafts
            .iter()
            .filter(|draft| draft.record.is_none() && draft.form == Form::Named),
    );
    sorted.extend(drafts.iter().filter(|draft| draft.form == Form::Nominal));
    let mut code = ActorCode::default();
    for (rank, draft) in sorted.iter().enumerate() {
        let fill_sectors = code.sectors.is_empty() && (rank == 0 || !known);
        if code.country.is_none() {
            code.country = draft.code.country.clone();
        }
        if fill_sectors {
            code.sectors = draft.code.sectors.clone();
            code.leading = draft.code.leading.clone();
        }
        if code.group.is_none() && (rank == 0 || !known) {
            code.group = draft.code.group.clone();
        }
    }
    let lands = [
        Some(Sense::Country),
        Some(Sense::Demonym),
        Some(Sense::People),
    ];
    if lands.contains(&drafts[0].sense(page.lexicon)) {
        return drafts[0].code.clone();
    }
    code
}
