//! Place names against LGL, TR-News and GeoVirus: where marked toponyms are put.

use anyhow::{Context, Result};
use serde_json::Value;
use zenobia::{
    article::Article,
    entities::{ActorCode, Entities, Entity, EntityId, Form, Kind, Mention, MentionId},
    places::{self, Feature, Gazetteer, Point, Toponym, distance_km},
    span::Span,
    syntax::Syntax,
    tokens::{self, Text, TokenId},
};

use super::{Bench, Figure};

/// How far from the mark a place may lie: 100 miles, as the field measures it.
const NEAR_KM: f64 = 161.0;

#[derive(Default)]
struct Tally {
    // Toponyms with a mark on the globe, of these placed, of these right.
    marked: usize,
    placed: usize,
    right: usize,
    // Placed as a city, and of these wrong: false pins.
    pins: usize,
    false_pins: usize,
    wrong: Vec<String>,
}

/// US local news: many towns that share a name.
pub(crate) fn lgl(bench: &Bench) -> Result<Vec<Figure>> {
    let names = [
        "geo-lgl.accuracy161",
        "geo-lgl.precision161",
        "geo-lgl.pins_right",
    ];
    measure(bench, "geo-lgl/lgl.dev.jsonl.gz", names)
}

/// World news.
pub(crate) fn tr_news(bench: &Bench) -> Result<Vec<Figure>> {
    let names = [
        "geo-tr-news.accuracy161",
        "geo-tr-news.precision161",
        "geo-tr-news.pins_right",
    ];
    measure(bench, "geo-tr-news/tr-news.jsonl.gz", names)
}

/// Wikinews on epidemics and disasters.
pub(crate) fn geovirus(bench: &Bench) -> Result<Vec<Figure>> {
    let names = [
        "geo-geovirus.accuracy161",
        "geo-geovirus.precision161",
        "geo-geovirus.pins_right",
    ];
    measure(bench, "geo-geovirus/geovirus.dev.jsonl.gz", names)
}

/// Places the marked toponyms; their words are given, so that only the placing is measured.
fn measure(bench: &Bench, path: &str, names: [&'static str; 3]) -> Result<Vec<Figure>> {
    let gazetteer = Gazetteer::built_in()?;
    let mut tally = Tally::default();
    for record in bench.records(path)? {
        let text = record["text"].as_str().context("a record without text")?;
        let article = super::reading::article(text, None);
        let tokens = tokens::split(&article);
        let bytes = super::reading::byte_offsets(text);
        let mut marks: Vec<(Span, &Value)> = Vec::new();
        for mark in record["toponyms"]
            .as_array()
            .context("a record without toponyms")?
        {
            marks.push((super::reading::span(&bytes, mark)?, mark));
        }
        marks.sort_by_key(|(span, _)| *span);
        let entities = entities(&article, &tokens, &marks);
        let found = places::locate(&article, &tokens, &Syntax::default(), &entities, &gazetteer);
        for ((span, mark), toponym) in marks.iter().zip(&found) {
            tally.add(
                span.text(text),
                mark,
                toponym,
                record["id"].as_str().unwrap_or(""),
            );
        }
    }
    for line in tally.wrong.iter().take(bench.errors) {
        eprintln!("{line}");
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let Tally {
        marked,
        placed,
        right,
        pins,
        false_pins,
        ..
    } = tally;
    Ok(vec![
        Figure {
            name: names[0],
            value: share(right, marked),
            detail: format!("within 161 km: {right} of {marked} marked"),
        },
        Figure {
            name: names[1],
            value: share(right, placed),
            detail: format!("within 161 km: {right} of {placed} placed"),
        },
        Figure {
            name: names[2],
            value: 1.0 - share(false_pins, pins),
            detail: format!("{false_pins} false pins of {pins} cities"),
        },
    ])
}

impl Tally {
    fn add(&mut self, words: &str, mark: &Value, toponym: &Toponym, id: &str) {
        let (Some(lat), Some(lon)) = (mark["lat"].as_f64(), mark["lon"].as_f64()) else {
            return;
        };
        self.marked += 1;
        let feature = mark["fcode"].as_str().unwrap_or("");
        let Some(place) = &toponym.place else {
            self.wrong.push(format!(
                "unplaced\t{words}\t{feature}\t{}\t{id}\t{:?}",
                mark["country"],
                toponym.candidates.first().map(|place| &place.name)
            ));
            return;
        };
        self.placed += 1;
        let same = mark["geonameid"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .is_some_and(|id: u32| id == place.geonameid);
        // A country or division is right as such, wherever its middle is put.
        let stretch = (feature.starts_with("PCL") && place.feature == Feature::Country
            || feature == "ADM1" && place.feature == Feature::Admin1)
            && mark["name"].as_str() == Some(&place.name);
        let distance = distance_km(Point { lat, lon }, place.point);
        let right = same || stretch || distance <= NEAR_KM;
        self.right += usize::from(right);
        if place.feature == Feature::Populated {
            self.pins += 1;
            self.false_pins += usize::from(!right);
        }
        if !right {
            self.wrong.push(format!(
                "wrong\t{words}\t{feature} {} {}\tput {distance:.0} km away: {} {} {:?} {:?} {:.2}\t{id}",
                mark["country"], mark["admin1"], place.name, place.country, place.admin1, place.feature,
                toponym.confidence
            ));
        }
    }
}

/// The marked toponyms as mentions of places.
fn entities(article: &Article, text: &Text, marks: &[(Span, &Value)]) -> Entities {
    let mut entities = Entities::default();
    for (index, (span, _)) in marks.iter().enumerate() {
        let head = text
            .tokens_in(*span)
            .last()
            .or_else(|| text.token_at(span.start))
            .unwrap_or(TokenId(0));
        entities.mentions.push(Mention {
            span: *span,
            head,
            kind: Kind::Place,
            form: Form::Named,
            entity: EntityId(index as u32),
        });
        entities.entities.push(Entity {
            kind: Kind::Place,
            name: span.text(&article.text).to_owned(),
            mentions: vec![MentionId(index as u32)],
            actor: ActorCode::default(),
        });
    }
    entities
}
