//! Actors and agents of lists in PETRARCH's format, beside those that come with zenobia.
//!
//! A list tells whom a name acts for and when, and nothing else. Where zenobia's own lexicon knows the
//! name, it goes on telling what the name is and how it is written; the list's codes count, and on days
//! the list says nothing of, zenobia's. What neither tells, the text does.

mod actors;
mod agents;
mod lines;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::{
    actors::{Actor, Name},
    agents::Phrase,
};
use super::{ActorLexicon, Agent, AgentClass, Record, Sense, load};
use crate::{
    entities::{ActorCode, Kind, names},
    lexicon::LexiconError,
};

/// Adjectives and people of a land, formed from its name: "Iraqi", "Iranians", "Sudanese".
const OF_LAND: &[&str] = &[
    "i", "is", "n", "ns", "an", "ans", "ian", "ians", "ese", "ish",
];

/// Codes that stand where a country would, for bodies of none.
const NO_LANDS: &[&str] = &["IGO", "NGO", "NGM", "MNC", "IMG", "IGR", "UIS"];

const FAITHS: &[&str] = &[
    "MOS", "SUN", "SHI", "CHR", "CTH", "JEW", "BUD", "HIN", "SIK",
];

impl ActorLexicon {
    /// Adds the actors of a list in PETRARCH's format; `file` is its name in errors.
    ///
    /// The list counts before what comes with zenobia, and before nothing that was added earlier.
    ///
    /// # Errors
    ///
    /// When a line is malformed; then nothing is added.
    pub fn add_petrarch_actors(&mut self, file: &str, content: &str) -> Result<(), LexiconError> {
        let actors = actors::read(file, content)?;
        let mut stems: Vec<(&str, u32)> = Vec::new();
        for actor in &actors {
            let mut records = Records::default();
            for name in &actor.names {
                let record = self.give(actor, name, &mut records);
                if !name.is_exact {
                    stems.push((&name.words, record));
                }
            }
        }
        // What a list writes out counts before what is formed from its names.
        for (stem, record) in stems {
            self.add_forms(stem, record);
        }
        Ok(())
    }

    /// Adds the agents of a list in PETRARCH's format; `file` is its name in errors.
    ///
    /// The list counts before what comes with zenobia, and before nothing that was added earlier.
    ///
    /// # Errors
    ///
    /// When a line is malformed; then nothing is added.
    pub fn add_petrarch_agents(&mut self, file: &str, content: &str) -> Result<(), LexiconError> {
        let phrases = agents::read(file, content)?;
        let (formed, written): (Vec<Phrase>, Vec<Phrase>) =
            phrases.into_iter().partition(|phrase| phrase.is_formed);
        let mut given: HashMap<String, Agent> = HashMap::new();
        for phrase in written.iter().chain(&formed) {
            // Of two lines with one phrase the first counts.
            let key = names::key_of(&phrase.words);
            let agent = self.agent_like(&key, phrase);
            given.entry(key).or_insert(agent);
        }
        for (key, agent) in given {
            if self.agents.get(&key).is_none_or(|known| !known.is_listed) {
                self.longest_agent = self.longest_agent.max(key.split(' ').count());
                self.agents.insert(key, agent);
            }
        }
        Ok(())
    }

    /// Gives a name to an actor of a list: to whom zenobia's lexicon knows by it, whose code the list then
    /// tells under all its names, or to somebody new.
    fn give(&mut self, actor: &Actor, name: &Name, records: &mut Records) -> u32 {
        let known = self.index.built_in(&name.words);
        // Of several the one of the same country, else the surest.
        let namesake = known.into_iter().max_by_key(|&(record, certain)| {
            let own = self.records[record as usize].code_on(None).country;
            let same = actor.terms.iter().any(|term| term.code.country == own);
            (same, certain, std::cmp::Reverse(record))
        });
        let Some((namesake, _)) = namesake else {
            // A land, its people and its towns are not one and the same.
            let record = match records.listed {
                Some(record) if self.records[record as usize].sense != Sense::Country => record,
                _ => self.add_record(listed(actor)),
            };
            records.listed = Some(record);
            self.index.add_listed(&name.words, record);
            return record;
        };
        let own = &mut self.records[namesake as usize];
        let heir = match records.heirs.get(&namesake) {
            Some(&heir) => heir,
            None if !own.is_listed() => {
                own.listed.clone_from(&actor.terms);
                namesake
            }
            // Another line has it by another name: this name is somebody else's there.
            None => {
                let record = Record {
                    listed: actor.terms.clone(),
                    ..own.clone()
                };
                self.add_record(record)
            }
        };
        records.heirs.insert(namesake, heir);
        self.index.hand_over(&name.words, namesake, heir);
        heir
    }

    /// Adds the other forms of a name that is a stem, where nothing else has them: its plural, and of a land
    /// its adjectives and people.
    fn add_forms(&mut self, stem: &str, record: u32) {
        let mut forms = vec![load::plural(stem)];
        let is_land = self.records[record as usize].sense == Sense::Country;
        if is_land && !stem.contains(' ') {
            forms.extend(OF_LAND.iter().map(|ending| format!("{stem}{ending}")));
        }
        forms.retain(|form| !self.index.is_known(form));
        if forms.is_empty() {
            return;
        }
        let record = if is_land {
            self.add_record(Record {
                kind: Kind::Nationality,
                sense: Sense::Demonym,
                ..self.records[record as usize].clone()
            })
        } else {
            record
        };
        for form in forms {
            self.index.add_formed(&form, record);
        }
    }

    fn add_record(&mut self, record: Record) -> u32 {
        self.records.push(record);
        self.records.len() as u32 - 1
    }

    /// The agent of a list's phrase; what the list does not tell is as of the same phrase, or else of
    /// the noun that heads it.
    fn agent_like(&self, key: &str, phrase: &Phrase) -> Agent {
        let same = self.agents.get(key);
        let core = [" of ", " for ", " to ", " in ", " at "]
            .iter()
            .find_map(|joint| Some(key.split_once(joint)?.0))
            .unwrap_or(key);
        let head = std::iter::successors(Some(core), |words| Some(words.split_once(' ')?.1))
            .find_map(|words| self.agents.get(words))
            .filter(|agent| agent.class != AgentClass::Modifier);
        let like = same.or(head);
        Agent {
            sectors: phrase.sectors.clone(),
            leads: phrase.leads,
            class: like.map_or(AgentClass::Individual, |agent| agent.class),
            weak: same.is_some_and(|agent| agent.weak),
            plural: phrase.is_plural || same.is_some_and(|agent| agent.plural),
            gender: like.and_then(|agent| agent.gender),
            is_listed: true,
        }
    }
}

/// The records of one actor of a list.
#[derive(Default)]
struct Records {
    // Under names that only the list knows.
    listed: Option<u32>,
    // By the record of zenobia's own that has the name.
    heirs: HashMap<u32, u32>,
}

/// An actor under the names that only a list knows.
fn listed(actor: &Actor) -> Record {
    let code = &actor.terms[actor.terms.len() - 1].code;
    let (kind, sense) = guess(code);
    Record {
        name: actor.names[0].words.clone(),
        kind,
        sense,
        terms: Vec::new(),
        gender: None,
        listed: actor.terms.clone(),
    }
}

/// What most likely has such a code.
fn guess(code: &ActorCode) -> (Kind, Sense) {
    let has = |sectors: &[&str]| {
        code.sectors
            .iter()
            .any(|sector| sectors.contains(&sector.as_str()))
    };
    if code.is_empty() {
        return (Kind::Other, Sense::Body);
    }
    let is_bare = code.sectors.is_empty() && code.group.is_none();
    match code.country.as_deref() {
        Some(country) if is_bare && !NO_LANDS.contains(&country) => {
            return (Kind::Country, Sense::Country);
        }
        None if has(FAITHS) => return (Kind::Nationality, Sense::People),
        _ => {}
    }
    let kind = if has(&["REB", "INS", "SEP", "UAF", "PRM", "CRM"]) {
        Kind::ArmedGroup
    } else if has(&["GOV", "MIL", "COP", "JUD", "LEG", "SPY"]) {
        Kind::Government
    } else {
        Kind::Organization
    };
    (kind, Sense::Body)
}
