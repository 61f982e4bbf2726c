//! Where names are put, and where events are said to have been.

use super::*;
use crate::{
    article::Article,
    entities::{ActorCode, Entities, Entity, EntityId, Form, Kind, Mention, MentionId},
    syntax::Syntax,
    times::tests::{article, tree},
    tokens::{self, Text, TokenId},
};

/// The words in brackets are names of places; `{}` of countries' people with the code after a bar.
fn mentions(marked: &str) -> (String, Entities) {
    let mut text = String::new();
    let mut entities = Entities::default();
    for part in marked.split_inclusive(['[', ']', '{', '}']) {
        let words = part.trim_end_matches(['[', ']', '{', '}']);
        let (words, country) = match words.split_once('|') {
            Some((words, country)) if part.ends_with('}') => (words, Some(country.to_owned())),
            _ => (words, None),
        };
        let start = text.len();
        text.push_str(words);
        if part.ends_with(']') || part.ends_with('}') {
            let id = entities.mentions.len() as u32;
            let kind = if country.is_some() {
                Kind::Nationality
            } else {
                Kind::Place
            };
            entities.mentions.push(Mention {
                span: Span::new(start, text.len()),
                head: TokenId(0),
                kind,
                form: Form::Named,
                entity: EntityId(id),
            });
            entities.entities.push(Entity {
                kind,
                name: words.to_owned(),
                mentions: vec![MentionId(id)],
                actor: ActorCode {
                    country,
                    ..ActorCode::default()
                },
            });
        }
    }
    (text, entities)
}

fn heads(text: &Text, entities: &mut Entities) {
    for mention in &mut entities.mentions {
        if let Some(last) = text.tokens_in(mention.span).last() {
            mention.head = last;
        }
    }
}

fn shown(article: &Article, toponyms: &[Toponym]) -> String {
    let shown: Vec<String> = toponyms
        .iter()
        .map(|toponym| {
            let place = toponym
                .place
                .as_ref()
                .map_or("nowhere".to_owned(), |place| {
                    format!("{} {} {:?}", place.name, place.country, place.feature)
                });
            format!("{}: {place}", toponym.span.text(&article.text))
        })
        .collect();
    shown.join("; ")
}

#[track_caller]
fn check(marked: &str, expected: &str) {
    let (words, mut entities) = mentions(marked);
    let article = article(&words, "2016-03-25");
    let text = tokens::split(&article);
    heads(&text, &mut entities);
    let gazetteer = Gazetteer::built_in().expect("the file is whole");
    let toponyms = locate(&article, &text, &Syntax::default(), &entities, &gazetteer);
    assert_eq!(shown(&article, &toponyms), expected);
}

#[test]
fn the_countries_a_text_names_decide_between_namesakes() {
    check(
        "Forces in [Syria] entered [Palmyra] from [Homs].",
        "Syria: Syria SYR Country; Palmyra: Tadmur SYR Populated; Homs: Homs SYR Populated",
    );
    check(
        "The {Syrian|SYR} army entered [Palmyra].",
        "Palmyra: Tadmur SYR Populated",
    );
    check(
        "He lives in [Paris], [Texas].",
        "Paris: Paris USA Populated; Texas: Texas USA Admin1",
    );
    check(
        "Talks in [Paris] and [Geneva].",
        "Paris: Paris FRA Populated; Geneva: Geneva CHE Populated",
    );
}

#[test]
fn divisions_are_told_by_the_word_beside_them() {
    check("A raid in [Homs] province.", "Homs: Homs SYR Admin1");
    check("A raid in [Helmand].", "Helmand: Helmand AFG Admin1");
    check(
        "A raid in the province of [Idlib].",
        "Idlib: Idlib SYR Admin1",
    );
}

#[test]
fn regions_and_unknown_names_are_never_pinned() {
    check(
        "The [Middle East] and the [Euphrates].",
        "Middle East: nowhere; Euphrates: nowhere",
    );
    check("A raid in [Hayy al-Nowhere].", "Hayy al-Nowhere: nowhere");
}

#[track_caller]
fn check_location(rows: &str, names: &[&str], trigger: &str, expected: &str) {
    let (article, text, syntax) = tree("2016-03-25", rows);
    let mut entities = Entities::default();
    for (index, name) in names.iter().enumerate() {
        let start = article
            .text
            .find(name)
            .expect("the name is in the sentence");
        entities.mentions.push(Mention {
            span: Span::new(start, start + name.len()),
            head: TokenId(0),
            kind: Kind::Place,
            form: Form::Named,
            entity: EntityId(index as u32),
        });
        entities.entities.push(Entity {
            kind: Kind::Place,
            name: (*name).to_owned(),
            mentions: vec![MentionId(index as u32)],
            actor: ActorCode::default(),
        });
    }
    heads(&text, &mut entities);
    let gazetteer = Gazetteer::built_in().expect("the file is whole");
    let toponyms = locate(&article, &text, &syntax, &entities, &gazetteer);
    let head = (0..text.tokens.len() as u32)
        .map(TokenId)
        .find(|&token| text.span(token).text(&article.text) == trigger)
        .expect("the trigger is in the sentence");
    let found = location_of(&article, &text, &syntax, &toponyms, head);
    let found = found.map_or("none".to_owned(), |location| {
        let km = location.relation.and_then(|offset| offset.distance_km);
        let km = km.map_or(String::new(), |km| format!(" {km} km"));
        format!(
            "{:?}{km}: {}",
            location.precision,
            location.evidence.text(&article.text)
        )
    });
    assert_eq!(found, expected);
}

#[test]
fn what_hangs_on_the_trigger_says_where() {
    let rows = "Bombings bombing NOUN 4 nsubj
        in in ADP 3 case
        Brussels Brussels PROPN 1 nmod
        killed kill VERB 0 root Tense=Past
        30 30 NUM 4 obj";
    check_location(rows, &["Brussels"], "Bombings", "Exact: in Brussels");
    let rows = "They they PRON 2 nsubj
        overran overrun VERB 0 root Tense=Past
        Palmyra Palmyra PROPN 2 obj";
    check_location(rows, &["Palmyra"], "overran", "Exact: Palmyra");
    let rows = "They they PRON 2 nsubj
        criticized criticize VERB 0 root Tense=Past
        Moscow Moscow PROPN 2 obj";
    check_location(rows, &["Moscow"], "criticized", "none");
}

#[test]
fn a_country_is_only_a_country_and_a_town_comes_first() {
    let rows = "They they PRON 2 nsubj
        fought fight VERB 0 root Tense=Past
        in in ADP 4 case
        Aleppo Aleppo PROPN 2 obl
        in in ADP 6 case
        Syria Syria PROPN 2 obl";
    check_location(rows, &["Aleppo", "Syria"], "fought", "Exact: in Aleppo");
    let rows = "They they PRON 2 nsubj
        fought fight VERB 0 root Tense=Past
        in in ADP 4 case
        Syria Syria PROPN 2 obl";
    check_location(rows, &["Syria"], "fought", "Country: in Syria");
}

#[test]
fn distances_are_kept() {
    let rows = "The the DET 2 det
        army army NOUN 5 nsubj
        is be AUX 5 cop
        300 300 NUM 5 nummod
        meters meter NOUN 0 root
        from from ADP 8 case
        the the DET 8 det
        entrance entrance NOUN 5 nmod
        of of ADP 10 case
        Palmyra Palmyra PROPN 8 nmod";
    check_location(
        rows,
        &["Palmyra"],
        "meters",
        "Near 0.3 km: 300 meters from the entrance of Palmyra",
    );
    let rows = "They they PRON 2 nsubj
        fought fight VERB 0 root Tense=Past
        10 10 NUM 4 nummod
        km km NOUN 5 obl:npmod
        north north ADV 2 advmod
        of of ADP 7 case
        Homs Homs PROPN 5 obl";
    check_location(rows, &["Homs"], "fought", "Near 10 km: 10 km north of Homs");
}
