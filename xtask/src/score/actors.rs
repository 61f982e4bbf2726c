//! Whom actors act for: NGEC's phrases with country and sector, re3d's named entities.

use anyhow::Result;
use jiff::civil::Date;
use serde_json::Value;
use zenobia::{
    coder::Coder,
    document::Document,
    encoder::Encoder,
    entities::{self, ActorCode, ActorLexicon, Entities, Form, Kind},
    places,
    span::Span,
    syntax::{self, Syntax},
    tokens::{self, TokenId},
};

use super::{Bench, Counts, Figure, reading};

/// Phrases of NGEC's tests: country and sector as they want them.
///
/// A code is that of the phrase's entity, or the country of the place in it. It is right if the country is the wanted
/// one (or our group, where they use a body's code as a country) and the wanted sector is among ours. "Today" is
/// mid-2022, when the tests were written.
pub(crate) fn ngec(bench: &Bench) -> Result<Vec<Figure>> {
    let coder = Coder::built_in()?;
    let mut records = bench.records("ngec_actors/dev.jsonl")?;
    records.extend(bench.records("ngec_actors/train.jsonl")?);
    let (mut country, mut sector, mut both) =
        (Counts::default(), Counts::default(), Counts::default());
    let mut shown = 0;
    for record in &records {
        let wanted = &record["expect"];
        let phrase = record["text"].as_str().unwrap_or_default();
        let context = record["context"].as_str().unwrap_or_default();
        let text = format!("{context} {phrase}").trim().to_owned();
        let on = day_of(record["query_date"].as_str().unwrap_or("today"));
        let document = coder.code(reading::article(&text, on));
        let code = code_of_phrase(&document);
        let country_right = country_meets(&code, wanted);
        let sector_right = sector_meets(&code, wanted);
        let mut all_right = true;
        for (right, counts) in [(country_right, &mut country), (sector_right, &mut sector)] {
            let Some(right) = right else { continue };
            counts.wanted += 1;
            counts.given += 1;
            counts.right += usize::from(right);
            all_right &= right;
        }
        if country_right.is_none() && sector_right.is_none() {
            continue;
        }
        both.wanted += 1;
        both.given += 1;
        both.right += usize::from(all_right);
        if !all_right && shown < bench.errors {
            shown += 1;
            eprintln!("{text}: {} where {wanted} is wanted", code.code());
        }
    }
    let figure = |name, counts: Counts| Figure {
        name,
        value: counts.recall(),
        detail: format!("{} of {}", counts.right, counts.wanted),
    };
    Ok(vec![
        figure("ngec_actors.country", country),
        figure("ngec_actors.sector", sector),
        figure("ngec_actors.both", both),
    ])
}

/// Named persons, organizations and places of re3d: spans with the right kind, first articles aside.
///
/// What is marked without a capital (common nouns) or is a pronoun is left out; so are our nominal
/// mentions. A country is marked as an organisation where it acts: either kind is right.
pub(crate) fn re3d(bench: &Bench) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let names = ["re3d.persons_f1", "re3d.organizations_f1", "re3d.places_f1"];
    let mut counts = [Counts::default(); 3];
    let mut shown = 0;
    for record in bench.records("re3d/dev.jsonl")? {
        let text = record["text"].as_str().unwrap_or_default();
        let (entities, _) = reader.read(text, Date::new(2016, 6, 1).ok());
        let mut wanted = wanted_spans(&record, text);
        for id in entities.ids() {
            let mention = entities.mention(id);
            let class = match (mention.kind, mention.form) {
                (_, Form::Pronoun) => continue,
                (Kind::Person, Form::Named) => 0,
                (Kind::Organization | Kind::ArmedGroup | Kind::Government, Form::Named) => 1,
                (Kind::Place | Kind::Country | Kind::Facility, Form::Named) => 2,
                _ => continue,
            };
            counts[class].given += 1;
            let found = wanted.iter().position(|&(kind, span)| {
                let as_actor = mention.kind == Kind::Country && kind == 1;
                (kind == class || as_actor) && span == mention.span
            });
            match found {
                Some(at) => {
                    counts[class].right += 1;
                    counts[class].wanted += 1;
                    wanted.swap_remove(at);
                }
                None if shown < bench.errors => {
                    shown += 1;
                    eprintln!(
                        "not marked: {:?} `{}`",
                        mention.kind,
                        mention.span.text(text)
                    );
                }
                None => {}
            }
        }
        for (class, span) in wanted {
            counts[class].wanted += 1;
            if shown < bench.errors {
                shown += 1;
                eprintln!("missed: {} `{}`", names[class], span.text(text));
            }
        }
    }
    Ok(names
        .into_iter()
        .zip(counts)
        .map(|(name, counts)| Figure {
            name,
            value: counts.f1(),
            detail: format!(
                "{} of {} marked, {} given",
                counts.right, counts.wanted, counts.given
            ),
        })
        .collect())
}

const PRONOUNS: &[&str] = &[
    "I", "We", "He", "She", "They", "It", "You", "This", "That", "These", "Those", "Here", "There",
    "Who", "His", "Her", "Their", "Our", "My", "Its", "One", "Some", "Many", "All", "Others",
];

struct Reader {
    encoder: Encoder,
    lexicon: ActorLexicon,
}

impl Reader {
    fn new() -> Result<Reader> {
        Ok(Reader {
            encoder: Encoder::built_in()?,
            lexicon: ActorLexicon::built_in()?,
        })
    }

    fn read(&self, text: &str, on: Option<Date>) -> (Entities, Syntax) {
        let article = reading::article(text, on);
        let words = tokens::split(&article);
        let encoding = self.encoder.encode(&article, &words);
        let syntax = syntax::parse(&article.text, &words, &encoding);
        let entities = entities::find(&article, &words, &encoding, &syntax, &self.lexicon, on);
        (entities, syntax)
    }
}

/// The code of what the phrase is about: the mention at the top of its grammar, else the longest.
fn code_of_phrase(document: &Document) -> ActorCode {
    let (entities, syntax) = (&document.entities, &document.syntax);
    let top = syntax
        .words()
        .iter()
        .position(|word| word.head.is_none())
        .and_then(|root| entities.headed_by(TokenId(root as u32)));
    let longest = || {
        entities
            .ids()
            .max_by_key(|&id| (entities.mention(id).span.len(), std::cmp::Reverse(id)))
    };
    let Some(mention) = top.or_else(longest) else {
        return ActorCode::default();
    };
    places::actor_at(
        &document.text,
        syntax,
        entities,
        &document.toponyms,
        Some(mention),
        entities.mention(mention).head,
    )
}

fn country_meets(code: &ActorCode, wanted: &Value) -> Option<bool> {
    let ours = code.country.as_deref().unwrap_or("");
    let group = code.group.as_deref().unwrap_or("");
    if wanted["none"].as_bool() == Some(true) {
        return Some(ours.is_empty());
    }
    if let Some(not) = wanted["not_country"].as_str() {
        return Some(ours != not);
    }
    let country = wanted["country"].as_str()?;
    // One record has the two codes swapped.
    (country != "LEG").then_some(ours == country || (!country.is_empty() && group == country))
}

fn sector_meets(code: &ActorCode, wanted: &Value) -> Option<bool> {
    if let Some(list) = wanted["in_code_1"].as_array() {
        let ours = &code.sectors;
        let any = |sector: &Value| {
            ours.iter()
                .any(|other| Some(other.as_str()) == sector.as_str())
        };
        return Some(list.iter().any(any));
    }
    match wanted["code_1"].as_str()? {
        // "Not known" in their list, which has no say on what is right.
        "UNK" | "????" | "COL" => None,
        "" => Some(code.sectors.is_empty()),
        sector => Some(code.sectors.iter().any(|other| other == sector)),
    }
}

/// A date as the corpus writes it; other than ISO only its year counts.
fn day_of(written: &str) -> Option<Date> {
    if let Ok(date) = written.parse() {
        return Some(date);
    }
    let year = written
        .split(|character: char| !character.is_ascii_digit())
        .find(|part| part.len() == 4)
        .and_then(|part| part.parse().ok())
        .unwrap_or(2022);
    Date::new(year, 6, 15).ok()
}

/// The names that people marked with some confidence, in bytes, without "the".
fn wanted_spans(record: &Value, text: &str) -> Vec<(usize, Span)> {
    let bytes = reading::byte_offsets(text);
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for entity in record["entities"].as_array().into_iter().flatten() {
        if entity["confidence"].as_f64().is_some_and(|sure| sure < 0.5) {
            continue;
        }
        let class = match entity["label"].as_str() {
            Some("Person") => 0,
            Some("Organisation") => 1,
            Some("Location") => 2,
            _ => continue,
        };
        let at = |field: &str| {
            bytes
                .get(entity[field].as_u64().unwrap_or(0) as usize)
                .copied()
        };
        let (Some(mut start), Some(end)) = (at("start"), at("end")) else {
            continue;
        };
        for article in ["the ", "The ", "a ", "A "] {
            if text[start..end].starts_with(article) {
                start += article.len();
            }
        }
        let span = Span::new(start, end);
        let words = span.text(text);
        let capital = words.chars().next().is_some_and(char::is_uppercase);
        if !capital || PRONOUNS.contains(&words) {
            continue;
        }
        if !spans.contains(&(class, span)) {
            spans.push((class, span));
        }
    }
    spans
}
