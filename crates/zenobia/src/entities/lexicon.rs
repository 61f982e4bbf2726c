//! The actor lexicon: whom names and common nouns stand for, and when.

mod load;
mod petrarch;

use std::collections::HashMap;

use jiff::civil::Date;

use super::{
    ActorCode, Kind,
    names::{self, Match, NameIndex, Word},
};
use crate::lexicon::LexiconError;

/// Whom names and common nouns stand for, and when: the actor lexicon.
#[derive(Clone, Debug, Default)]
pub struct ActorLexicon {
    records: Vec<Record>,
    index: NameIndex,
    // Leaders by the last word of their names.
    surnames: HashMap<String, Vec<u32>>,
    agents: HashMap<String, Agent>,
    // The most words an agent phrase has.
    longest_agent: usize,
}

/// Somebody or something that the lexicon knows by name.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The name it is listed under.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// In which way the name stands for it.
    pub sense: Sense,
    /// Whom it acts for, and when; empty only where nothing but a list has it.
    pub terms: Vec<Term>,
    /// Of a person.
    pub gender: Option<Gender>,
    /// Whom a user's list says it acts for; of those that cover a day the last counts. Empty where no list has it.
    pub listed: Vec<Term>,
}

/// In which way a name stands for what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A country's own name.
    Country,
    /// The adjective and the people of a country.
    Demonym,
    /// A capital, which in the news also stands for the government that sits there.
    Capital,
    /// A people or faith.
    People,
    /// A group, body, ministry, company.
    Body,
    /// Somebody who holds or held office.
    Person,
}

/// Whom somebody acts for in a stretch of time.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// First day; `None`: since ever.
    pub from: Option<Date>,
    /// Last day; `None`: to this day.
    pub to: Option<Date>,
    /// Whom for.
    pub code: ActorCode,
    /// The office, in words: "foreign minister"; empty where there is none.
    pub role: String,
}

/// He or she.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// A common noun or title for somebody who acts, or an adjective that tells in which capacity.
#[derive(Clone, Debug)]
pub(super) struct Agent {
    /// PLOVER sectors, most telling first.
    pub sectors: Vec<String>,
    /// Whether they stand before the country in a code.
    pub leads: bool,
    /// What it refers to.
    pub class: AgentClass,
    /// Whether the sector of a word before it counts more: "rebel commander", "army official".
    pub weak: bool,
    /// The form is a plural.
    pub plural: bool,
    /// Of a person.
    pub gender: Option<Gender>,
    /// Whether a user's list has it.
    pub is_listed: bool,
}

/// What an agent word refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AgentClass {
    /// Somebody, or several.
    Individual,
    /// Many that act as one: "army", "government", "crowd".
    Collective(Kind),
    /// A vehicle, ship or aircraft, which acts for those who man it.
    Vehicle,
    /// A building or site.
    Facility,
    /// Only tells more of another word: "military", "former".
    Modifier,
}

impl ActorLexicon {
    /// The lexicon that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When an entry is malformed.
    pub fn built_in() -> Result<ActorLexicon, LexiconError> {
        load::built_in()
    }

    /// Record number `id`.
    pub(super) fn record(&self, id: u32) -> &Record {
        &self.records[id as usize]
    }

    /// Every name of the lexicon in the text, also names inside names.
    pub(super) fn find(&self, words: &[Word]) -> Vec<Match> {
        self.index.find(words)
    }

    /// The leaders whose name ends in this word.
    pub(super) fn with_surname(&self, surname: &str) -> &[u32] {
        self.surnames
            .get(&names::fold(surname))
            .map_or(&[], Vec::as_slice)
    }

    /// The agent that these lower-case words, joined by blanks, stand for.
    pub(super) fn agent(&self, words: &str) -> Option<&Agent> {
        self.agents.get(words)
    }

    /// The most words an agent phrase has.
    pub(super) fn longest_agent(&self) -> usize {
        self.longest_agent
    }
}

impl Record {
    /// Whom it acts for on a day; without a day, in its latest term.
    pub(super) fn code_on(&self, on: Option<Date>) -> ActorCode {
        if let Some(code) = self.listed_code_on(on) {
            return code;
        }
        let Some(latest) = self.terms.last() else {
            return ActorCode::default();
        };
        let Some(day) = on else {
            return latest.code.clone();
        };
        if let Some(term) = self.terms.iter().rev().find(|term| term.covers(day)) {
            return term.code.clone();
        }
        let begun = |term: &&Term| term.from.is_none_or(|from| from <= day);
        let last_begun = self.terms.iter().rev().find(begun);
        match (self.sense, last_begun) {
            // Out of office, but known for it: PLOVER's elites.
            (Sense::Person, Some(past)) => ActorCode {
                country: past.code.country.clone(),
                sectors: vec!["ELI".to_owned()],
                ..ActorCode::default()
            },
            // Not in office yet: nothing is known but the country.
            (Sense::Person, None) => ActorCode {
                country: self.terms[0].code.country.clone(),
                ..ActorCode::default()
            },
            (_, past) => past.unwrap_or(&self.terms[0]).code.clone(),
        }
    }

    /// Whom a list says that it acts for on a day; without a day, at last.
    fn listed_code_on(&self, on: Option<Date>) -> Option<ActorCode> {
        let term = match on {
            Some(day) => self.listed.iter().rev().find(|term| term.covers(day)),
            None => {
                let lasting = self.listed.iter().filter(|term| term.to.is_none());
                lasting
                    .max_by_key(|term| term.from)
                    .or_else(|| self.listed.iter().max_by_key(|term| term.to))
            }
        };
        term.map(|term| term.code.clone())
    }

    /// Whether it is known to act for somebody on this day.
    pub(super) fn is_known_on(&self, day: Date) -> bool {
        self.listed
            .iter()
            .chain(&self.terms)
            .any(|term| term.covers(day))
    }

    /// Whether a user's list says whom it acts for.
    pub(super) fn is_listed(&self) -> bool {
        !self.listed.is_empty()
    }

    /// Whether a user's list alone knows it, so that what it is is a guess from its code.
    pub(super) fn is_only_listed(&self) -> bool {
        self.terms.is_empty()
    }
}

impl Term {
    /// Whether it runs on this day.
    pub(super) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
