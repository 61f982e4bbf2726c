//! Which record of the gazetteer a toponym stands for, or none.

use std::collections::{HashMap, HashSet};

use super::{
    Candidate, Feature, Gazetteer, Place, Point, Toponym, distance_km, names,
    words::{self, KindWord},
};
use crate::{
    article::Article,
    entities::{Entities, Form, Kind, Mention, MentionId},
    syntax::{Relation, Syntax},
    tokens::Text,
};

// Below this a toponym is left unplaced. Chosen on geo-lgl and geo-tr-news, 2026-11: a wrong pin costs more
// than a missing one.
const ENOUGH: f32 = 0.6;
// What "none of these" scores: as much as a small town whose country the text never names.
const NONE_OF_THESE: f64 = 5.6;
const MOST_CANDIDATES: usize = 10;
// How much less likely a city is whose country the text never names, where it names a division with a
// town of that name, no village. Chosen on geo-lgl and geo-tr-news, 2026-11.
const ABROAD: f64 = 4.0;
const SMALL_TOWN: u64 = 5_000;

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
    let mut by_reading: HashMap<(String, Option<KindWord>), Reading> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let reading = by_reading.entry(name.key()).or_insert_with(|| Reading {
            words: name.words.clone(),
            candidates: gazetteer.find(&name.words),
            hints: Vec::new(),
            kind: name.kind,
        });
        reading
            .hints
            .extend(hints(article, syntax, entities, gazetteer, &names, index));
    }
    let evidence = Evidence::of(article, entities, gazetteer, &names, by_reading.values());
    let first: HashMap<_, _> = by_reading
        .iter()
        .map(|(key, reading)| (key.clone(), reading.rank(gazetteer, &evidence, &[])))
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
            let ranked = reading.rank(gazetteer, &evidence, &near);
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
    words: String,
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
    ///
    /// Each is weighed against the best of the others and against none of them, not against all:
    /// a name that a hundred hamlets share is no less clear for that.
    fn rank(
        &self,
        gazetteer: &Gazetteer,
        evidence: &Evidence,
        near: &[Point],
    ) -> Vec<(Place, f32)> {
        let mut scored: Vec<(&Place, f64)> = self
            .candidates
            .iter()
            .map(|candidate| {
                (
                    &candidate.place,
                    self.score(candidate, gazetteer, evidence, near),
                )
            })
            .collect();
        scored.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let rival = |rank: usize| {
            let other = scored.get(usize::from(rank == 0));
            other.filter(|_| scored.len() > 1).map(|(_, score)| *score)
        };
        scored
            .iter()
            .enumerate()
            .map(|(rank, &(place, score))| {
                let others = rival(rank).map_or(0.0, |other| (other - score).exp());
                let confidence = 1.0 / (1.0 + others + (NONE_OF_THESE - score).exp());
                (place.clone(), confidence as f32)
            })
            .collect()
    }

    /// Whether the text names nothing of the place's country, but a division elsewhere that has a town
    /// of this name: in news of Ohio, Dublin may be Ohio's.
    fn is_abroad(&self, place: &Place, evidence: &Evidence) -> bool {
        place.feature == Feature::Populated
            && !evidence.countries.contains_key(&place.country)
            && self.candidates.iter().any(|other| {
                let town = &other.place;
                let division = (
                    town.country.clone(),
                    town.admin1.clone().unwrap_or_default(),
                );
                other.main_name
                    && town.feature == Feature::Populated
                    && town.population > SMALL_TOWN
                    && evidence.divisions.contains(&division)
            })
    }

    /// Whether no town of the name in the same country has more inhabitants.
    fn is_largest_there(&self, place: &Place) -> bool {
        self.candidates.iter().all(|other| {
            other.place.feature != Feature::Populated
                || other.place.country != place.country
                || other.place.population <= place.population
        })
    }

    /// Whether the name is of one origin with the place's first: they open alike.
    fn resembles(&self, place: &Place) -> bool {
        let main = names::normalize(&place.name);
        let bare = |name: &str| names::without_article(name).unwrap_or(name).to_owned();
        let (one, other) = (bare(&self.words), bare(&main));
        one.chars().take(2).eq(other.chars().take(2))
    }

    fn score(
        &self,
        candidate: &Candidate,
        gazetteer: &Gazetteer,
        evidence: &Evidence,
        near: &[Point],
    ) -> f64 {
        let place = &candidate.place;
        let mut score = 1.25 * (place.population as f64 + 300.0).log10();
        // "Geneva" is Genève's name in English; "Berea" was Aleppo's in another age.
        score += match (candidate.main_name, self.resembles(place)) {
            (true, _) => 1.0,
            (false, true) => 0.5,
            (false, false) => -0.5,
        };
        let of_feature = |feature: Feature| {
            self.candidates
                .iter()
                .any(|other| other.place.feature == feature)
        };
        match (place.feature, self.kind) {
            // A country's name is the country, but for a state of the same name ("Georgia").
            (Feature::Country, None) if of_feature(Feature::Admin1) => score += 2.0,
            (Feature::Country, None) => score += 5.0,
            (Feature::Country, Some(_)) => score -= 3.0,
            (Feature::Admin1, Some(KindWord::Admin1)) => score += 4.0,
            (Feature::Admin1, Some(_)) => score -= 2.0,
            // A city that gave its division the name is meant more often than the division.
            (Feature::Admin1, None) => {
                let namesake = self.candidates.iter().any(|other| {
                    other.place.feature == Feature::Populated
                        && other.place.country == place.country
                        && other.main_name
                        && other.place.population > 50_000
                });
                score += if namesake { -2.5 } else { 1.5 };
            }
            (Feature::Populated, Some(KindWord::Admin1 | KindWord::County)) => score -= 8.0,
            (Feature::Populated | Feature::Region, _) => {}
        }
        let country = gazetteer.country(&place.country);
        let is_capital = place.feature == Feature::Populated
            && country.is_some_and(|country| {
                names::normalize(&country.capital) == names::normalize(&place.name)
                    && place.population > 50_000
            });
        let is_world_city = place.feature == Feature::Populated
            && words::country_of_world_city(&self.words).is_some_and(|iso3| iso3 == place.country)
            && self.is_largest_there(place);
        if is_capital {
            score += 2.0;
        } else if is_world_city {
            score += 1.5;
        }
        if place.feature != Feature::Country {
            if let Some(weight) = evidence.countries.get(&place.country) {
                score += 1.0 + 2.0 * weight;
            }
            let division = (
                place.country.clone(),
                place.admin1.clone().unwrap_or_default(),
            );
            if evidence.divisions.contains(&division) && place.feature == Feature::Populated {
                score += 1.5;
            }
        }
        if self.is_abroad(place, evidence) {
            score -= ABROAD;
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

impl Reading {
    /// The division that the name surely stands for: of candidates the only one that is no small namesake.
    fn division(&self) -> Option<&Place> {
        let division = self
            .candidates
            .iter()
            .map(|candidate| &candidate.place)
            .find(|place| place.feature == Feature::Admin1)?;
        let rival = self.candidates.iter().any(|other| {
            other.place.feature == Feature::Country
                || other.place.feature == Feature::Populated && other.place.population > 100_000
        });
        (self.kind == Some(KindWord::Admin1) || !rival).then_some(division)
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

/// What the article speaks of besides the name at hand.
struct Evidence {
    /// How much of each country, the most named at 1.
    countries: HashMap<String, f64>,
    /// Country and code of the divisions it names.
    divisions: HashSet<(String, String)>,
}

impl Evidence {
    fn of<'a>(
        article: &Article,
        entities: &Entities,
        gazetteer: &Gazetteer,
        names: &[Name],
        readings: impl Iterator<Item = &'a Reading>,
    ) -> Evidence {
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
            if let Some(candidate) =
                biggest.filter(|candidate| candidate.place.population > 100_000)
            {
                *counts.entry(candidate.place.country).or_default() += 1.0;
            }
        }
        let mut divisions = HashSet::new();
        for reading in readings {
            let hinted = reading
                .hints
                .iter()
                .filter(|hint| hint.weight > 4.5)
                .filter_map(|hint| Some((hint.country.clone(), hint.admin1.clone()?)));
            let named = reading
                .division()
                .and_then(|place| Some((place.country.clone(), place.admin1.clone()?)));
            for division in hinted.chain(named) {
                if divisions.insert(division.clone()) {
                    *counts.entry(division.0).or_default() += 1.0;
                }
            }
        }
        let most = counts.values().copied().fold(0.0, f64::max).max(2.0);
        for count in counts.values_mut() {
            *count /= most;
        }
        Evidence {
            countries: counts,
            divisions,
        }
    }
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
    syntax: &Syntax,
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
        // "In Moscow, US diplomats": what only modifies another word holds no city.
        let modifies = syntax
            .words()
            .get(entities.mention(next.mention).head.index())
            .is_some_and(|word| {
                matches!(
                    word.relation,
                    Relation::Compound | Relation::Amod | Relation::Nsubj
                )
            });
        if let Some(weight) = containment(between).filter(|_| !modifies) {
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
