//! The actor lexicon: whom names and common nouns stand for, and when.

mod load;

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
    /// Whom it acts for, and when; never empty.
    pub terms: Vec<Term>,
    /// Of a person.
    pub gender: Option<Gender>,
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
    /// What it refers to.
    pub class: AgentClass,
    /// Whether the sector of a word before it counts more: "rebel commander", "army official".
    pub weak: bool,
    /// The form is a plural.
    pub plural: bool,
    /// Of a person.
    pub gender: Option<Gender>,
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
        let latest = &self.terms[self.terms.len() - 1];
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
                group: None,
            },
            // Not in office yet: nothing is known but the country.
            (Sense::Person, None) => ActorCode {
                country: self.terms[0].code.country.clone(),
                ..ActorCode::default()
            },
            (_, past) => past.unwrap_or(&self.terms[0]).code.clone(),
        }
    }
}

impl Term {
    /// Whether it runs on this day.
    pub(super) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
