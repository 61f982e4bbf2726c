//! Which record of the gazetteer a toponym stands for, or none.

use std::collections::HashMap;

use super::{
    Candidate, Feature, Gazetteer, Place, Point, Toponym, distance_km, names,
    words::{self, KindWord},
};
use crate::{
    article::Article,
    entities::{Entities, Form, Kind, Mention, MentionId},
    syntax::Syntax,
    tokens::Text,
};

// Below this a toponym is left unplaced. Chosen on geo-lgl and geo-tr-news, 2026-11: a wrong pin costs more
// than a missing one.
const ENOUGH: f32 = 0.5;
// What "none of these" scores: as much as a small town whose country the text never names.
const NONE_OF_THESE: f64 = 4.4;
const MOST_CANDIDATES: usize = 10;

/// Places the toponyms of a document, in text order.
///
/// Inhabitants speak for a record, and that the text names its country, its division or places near it;
/// "Palmyra, Syria" and "Syria's Palmyra" settle it. One name has one reading in an article.
/// Regions and names of which no record is likely enough are named but not placed.
pub fn locate(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    entities: &Entities,
    gazetteer: &Gazetteer,
) -> Vec<Toponym> {
    let names = names_in(article, text, syntax, entities, gazetteer);
    let countries = countries_in(article, entities, gazetteer, &names);
    let mut by_reading: HashMap<(String, Option<KindWord>), Reading> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let reading = by_reading.entry(name.key()).or_insert_with(|| Reading {
            candidates: gazetteer.find(&name.words),
            hints: Vec::new(),
            kind: name.kind,
        });
        reading
            .hints
            .extend(hints(article, entities, gazetteer, &names, index));
    }
    let first: HashMap<_, _> = by_reading
        .iter()
        .map(|(key, reading)| (key.clone(), reading.rank(gazetteer, &countries, &[])))
        .collect();
    let anchors: Vec<(&str, Place)> = by_reading
        .keys()
        .filter_map(|key| {
            let (place, confidence) = first[key].first()?;
            (*confidence > 0.8 && place.feature == Feature::Populated)
                .then(|| (key.0.as_str(), place.clone()))
        })
        .collect();
    names
        .iter()
        .map(|name| {
            let reading = &by_reading[&name.key()];
            let near: Vec<Point> = anchors
                .iter()
                .filter(|(other, _)| *other != name.words)
                .map(|(_, place)| place.point)
                .collect();
            let ranked = reading.rank(gazetteer, &countries, &near);
            let confidence = ranked.first().map_or(0.0, |(_, confidence)| *confidence);
            let place = ranked
                .first()
                .filter(|_| confidence >= ENOUGH)
                .map(|(place, _)| place.clone());
            Toponym {
                mention: name.mention,
                span: entities.mention(name.mention).span,
                candidates: ranked
                    .into_iter()
                    .map(|(place, _)| place)
                    .take(MOST_CANDIDATES)
                    .collect(),
                place,
                confidence,
            }
        })
        .collect()
}

/// A toponym's name as it is looked up.
struct Name {
    mention: MentionId,
    /// Normalized, without words like "province".
    words: String,
    /// What a word beside it says that it is.
    kind: Option<KindWord>,
}

/// What one name may stand for in this article.
struct Reading {
    candidates: Vec<Candidate>,
    hints: Vec<Hint>,
    kind: Option<KindWord>,
}

/// Words beside a name that tell what it lies in.
struct Hint {
    country: String,
    admin1: Option<String>,
    weight: f64,
}

impl Name {
    fn key(&self) -> (String, Option<KindWord>) {
        (self.words.clone(), self.kind)
    }
}

impl Reading {
    /// The candidates with how likely each is, likeliest first.
    fn rank(
        &self,
        gazetteer: &Gazetteer,
        countries: &HashMap<String, f64>,
        near: &[Point],
    ) -> Vec<(Place, f32)> {
        let scores: Vec<f64> = self
            .candidates
            .iter()
            .map(|candidate| self.score(candidate, gazetteer, countries, near))
            .collect();
        let best = scores.iter().copied().fold(NONE_OF_THESE, f64::max);
        let total: f64 = scores
            .iter()
            .chain([&NONE_OF_THESE])
            .map(|score| (score - best).exp())
            .sum();
        let mut ranked: Vec<(Place, f32)> = self
            .candidates
            .iter()
            .zip(scores)
            .map(|(candidate, score)| {
                (
                    candidate.place.clone(),
                    ((score - best).exp() / total) as f32,
                )
            })
            .collect();
        ranked.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        ranked
    }

    fn score(
        &self,
        candidate: &Candidate,
        gazetteer: &Gazetteer,
        countries: &HashMap<String, f64>,
        near: &[Point],
    ) -> f64 {
        let place = &candidate.place;
        let mut score = 0.9 * (place.population as f64 + 300.0).log10();
        if candidate.main_name {
            score += 0.7;
        }
        match (place.feature, self.kind) {
            (Feature::Country, None) => score += 3.0,
            (Feature::Country, Some(_)) => score -= 3.0,
            (Feature::Admin1, Some(KindWord::Admin1)) => score += 4.0,
            (Feature::Admin1, Some(_)) => score -= 2.0,
            // A city that gave its division the name is meant more often than the division.
            (Feature::Admin1, None) => {
                let namesake = self.candidates.iter().any(|other| {
                    other.place.feature == Feature::Populated
                        && other.place.country == place.country
                        && other.place.population > 20_000
                });
                score -= if namesake { 2.0 } else { 0.0 };
            }
            (Feature::Populated, Some(KindWord::Admin1)) => score -= 6.0,
            (Feature::Populated | Feature::Region, _) => {}
        }
        let country = gazetteer.country(&place.country);
        let is_capital = place.feature == Feature::Populated
            && country.is_some_and(|country| {
                names::normalize(&country.capital) == names::normalize(&place.name)
                    && place.population > 50_000
            });
        if is_capital {
            score += 1.5;
        }
        if let Some(weight) = countries.get(&place.country)
            && place.feature != Feature::Country
        {
            score += 1.0 + 2.0 * weight;
        }
        let hint = self
            .hints
            .iter()
            .filter(|hint| {
                hint.country == place.country
                    && place.feature != Feature::Country
                    && hint
                        .admin1
                        .as_ref()
                        .is_none_or(|admin1| place.admin1.as_ref() == Some(admin1))
            })
            .map(|hint| hint.weight)
            .fold(0.0, f64::max);
        score += hint;
        let nearest = near
            .iter()
            .map(|&point| distance_km(point, place.point))
            .fold(f64::INFINITY, f64::min);
        if place.feature == Feature::Populated {
            score += match nearest {
                ..50.0 => 1.2,
                ..200.0 => 0.7,
                _ => 0.0,
            };
        }
        score
    }
}

/// The mentions that may be placed, with their names.
fn names_in(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    entities: &Entities,
    gazetteer: &Gazetteer,
) -> Vec<Name> {
    entities
        .ids()
        .filter(|&id| is_toponym(entities.mention(id)))
        .map(|id| {
            let mention = entities.mention(id);
            let normalized = names::normalize(mention.span.text(&article.text));
            let (words, kind) = bare_name(&normalized, gazetteer);
            let kind = kind.or_else(|| kind_beside(article, text, syntax, mention));
            // A region is no record; an empty name finds none.
            let words = if words::is_region(&words) && kind.is_none() {
                String::new()
            } else {
                words
            };
            Name {
                mention: id,
                words,
                kind,
            }
        })
        .collect()
}

fn is_toponym(mention: &Mention) -> bool {
    mention.form == Form::Named && matches!(mention.kind, Kind::Place | Kind::Country)
}

/// A normalized name without words for what it is ("homs province", "town of azaz"), if it is then known.
fn bare_name(normalized: &str, gazetteer: &Gazetteer) -> (String, Option<KindWord>) {
    let whole = (normalized.to_owned(), None);
    if let Some((rest, last)) = normalized.rsplit_once(' ')
        && let Some(kind) = words::kind(last)
        && gazetteer.find(normalized).is_empty()
    {
        return (rest.to_owned(), Some(kind));
    }
    if let Some((first, rest)) = normalized.split_once(" of ")
        && let Some(kind) = words::kind(first)
    {
        return (rest.to_owned(), Some(kind));
    }
    whole
}

/// What the word before or after a name says that it is: "Homs province", "the province of Homs".
fn kind_beside(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    mention: &Mention,
) -> Option<KindWord> {
    let lower = |index: usize| {
        let token = text.tokens.get(index)?;
        Some(token.span.text(&article.text).to_lowercase())
    };
    let mut tokens = text.tokens_in(mention.span);
    let first = tokens.next()?.index();
    let last = tokens.last().map_or(first, |last| last.index());
    let sentence = text.sentence_of(mention.head);
    if last + 1 < sentence.end.index() {
        let next = lower(last + 1)?;
        if let Some(kind) = words::kind(&next) {
            // "Syria state television": the word must be headed by, or head, nothing else.
            let heads_name = syntax
                .words()
                .get(mention.head.index())
                .is_none_or(|word| word.head.is_none_or(|head| head.index() == last + 1));
            return heads_name.then_some(kind);
        }
    }
    if first >= sentence.first.index() + 2 && lower(first - 1)? == "of" {
        return words::kind(&lower(first - 2)?);
    }
    None
}

/// How much the article speaks of each country, the most named at 1.
fn countries_in(
    article: &Article,
    entities: &Entities,
    gazetteer: &Gazetteer,
    names: &[Name],
) -> HashMap<String, f64> {
    let mut counts: HashMap<String, f64> = HashMap::new();
    for name in names {
        if let Some(country) = country_named(gazetteer, &name.words) {
            *counts.entry(country).or_default() += 1.0;
        }
    }
    for mention in &entities.mentions {
        let entity = entities.entity(mention.entity);
        if let Some(country) = entity.actor.country.as_ref().filter(|code| code.len() == 3)
            && !is_toponym(mention)
        {
            *counts.entry(country.clone()).or_default() += 0.7;
        }
    }
    let dateline = article.dateline.as_ref().and_then(|line| line.place);
    if let Some(place) = dateline {
        let biggest = gazetteer.find(place.text(&article.text)).into_iter().next();
        if let Some(candidate) = biggest.filter(|candidate| candidate.place.population > 100_000) {
            *counts.entry(candidate.place.country).or_default() += 1.0;
        }
    }
    let most = counts.values().copied().fold(0.0, f64::max).max(2.0);
    for count in counts.values_mut() {
        *count /= most;
    }
    counts
}

/// The country with this name, unless it is a division's name as well ("Georgia").
fn country_named(gazetteer: &Gazetteer, name: &str) -> Option<String> {
    let found = gazetteer.find(name);
    let shared = found
        .iter()
        .any(|candidate| candidate.place.feature == Feature::Admin1);
    found
        .into_iter()
        .find(|candidate| candidate.place.feature == Feature::Country && !shared)
        .map(|candidate| candidate.place.country)
}

/// What stands around name number `index` and tells what it lies in.
fn hints(
    article: &Article,
    entities: &Entities,
    gazetteer: &Gazetteer,
    names: &[Name],
    index: usize,
) -> Vec<Hint> {
    let mut found = Vec::new();
    let mention = entities.mention(names[index].mention);
    if let Some(next) = names.get(index + 1) {
        let next_span = entities.mention(next.mention).span;
        let between = article
            .text
            .get(mention.span.end as usize..next_span.start as usize)
            .unwrap_or("");
        if let Some(weight) = containment(between) {
            found.extend(scopes(gazetteer, &next.words, weight));
        }
    }
    // "Paris, Tex.", "Paris, TX"
    let after = article.text.get(mention.span.end as usize..).unwrap_or("");
    if let Some(rest) = after.strip_prefix(", ") {
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')'))
            .unwrap_or(rest.len());
        let state = &rest[..end];
        if state.len() == 2 && state.chars().all(|c| c.is_ascii_uppercase()) {
            found.push(Hint {
                country: "USA".to_owned(),
                admin1: Some(state.to_owned()),
                weight: 6.0,
            });
        } else if state.ends_with('.') {
            found.extend(scopes(gazetteer, state, 6.0));
        }
    }
    // "Syria's ancient city of Palmyra", "the Syrian city of Palmyra"
    let before = entities
        .mentions
        .iter()
        .filter(|other| {
            other.span.end <= mention.span.start && mention.span.start - other.span.end < 40
        })
        .max_by_key(|other| other.span.end);
    if let Some(before) = before {
        let between = article
            .text
            .get(before.span.end as usize..mention.span.start as usize)
            .unwrap_or("");
        let close =
            between.split_whitespace().count() <= 5 && !between.contains(['.', ';', '\n', ',']);
        let possessive = between.starts_with("'s ") || between.starts_with("’s ");
        let country = match before.kind {
            Kind::Nationality => entities.entity(before.entity).actor.country.clone(),
            _ if possessive => country_named(gazetteer, before.span.text(&article.text)),
            _ => None,
        };
        if let (true, Some(country)) = (close, country) {
            found.push(Hint {
                country,
                admin1: None,
                weight: 3.0,
            });
        }
    }
    found
}

/// How strongly the words between two names say that the first lies in the second.
fn containment(between: &str) -> Option<f64> {
    let words: Vec<&str> = between.split_whitespace().collect();
    match words[..] {
        [","] => Some(6.0),
        ["("] => Some(5.0),
        [",", "in"] | ["in"] => Some(4.0),
        [",", "in", _] | ["in", _] | ["in", _, _] => Some(3.0),
        _ => None,
    }
}

/// The countries and divisions of this name.
fn scopes(gazetteer: &Gazetteer, name: &str, weight: f64) -> Vec<Hint> {
    gazetteer
        .find(name)
        .into_iter()
        .filter(|candidate| matches!(candidate.place.feature, Feature::Country | Feature::Admin1))
        .map(|candidate| Hint {
            country: candidate.place.country,
            admin1: candidate.place.admin1,
            weight,
        })
        .collect()
}
