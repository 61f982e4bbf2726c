//! Reads the files of the actor lexicon.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{ActorLexicon, Agent, AgentClass, Gender, Record, Sense, Term};
use crate::{
    entities::{ActorCode, Kind, names},
    lexicon::{Entry, LexiconError, entries},
};

macro_rules! file {
    ($name:literal) => {
        (
            concat!("actors/", $name),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../lexicons/en/actors/",
                $name
            )),
        )
    };
}

/// A lexicon under construction.
#[derive(Default)]
struct Builder {
    lexicon: ActorLexicon,
    // Records by kind of file and name: several lines of one name are its terms.
    by_name: HashMap<(&'static str, String), u32>,
}

/// Reads the lexicon that comes with zenobia.
pub(super) fn built_in() -> Result<ActorLexicon, LexiconError> {
    let mut builder = Builder::default();
    builder.countries(file!("countries.tsv"))?;
    builder.peoples(file!("peoples.tsv"))?;
    builder.bodies(file!("governments.tsv"), Kind::Government)?;
    builder.bodies(file!("armed_groups.tsv"), Kind::ArmedGroup)?;
    builder.bodies(file!("organizations.tsv"), Kind::Organization)?;
    builder.leaders(file!("leaders.tsv"))?;
    builder.agents(file!("agents.tsv"))?;
    builder.agents(file!("titles.tsv"))?;
    for record in &mut builder.lexicon.records {
        record.terms.sort_by_key(|term| term.from);
    }
    Ok(builder.lexicon)
}

impl Builder {
    /// Code, names, demonyms, capitals.
    fn countries(&mut self, (file, content): (&'static str, &str)) -> Result<(), LexiconError> {
        for entry in entries(file, content) {
            let country = country(&entry, 0)?;
            let Some(name) = entry.list(1).next() else {
                return Err(entry.error("a country needs a name"));
            };
            let name = name.trim_start_matches('?');
            let code = ActorCode {
                country: Some(country),
                ..ActorCode::default()
            };
            let by_name = self.add(record(name, Kind::Country, Sense::Country, code.clone()));
            for alias in entry.list(1) {
                self.alias(alias, by_name);
            }
            let by_people = self.add(record(
                name,
                Kind::Nationality,
                Sense::Demonym,
                code.clone(),
            ));
            for demonym in entry.list(2) {
                self.alias(demonym, by_people);
                if !["sh", "ch", "se", "ss", "s", "men"]
                    .iter()
                    .any(|end| demonym.ends_with(end))
                    // "USS" is a ship.
                    && demonym.ends_with(char::is_lowercase)
                {
                    self.alias(&format!("{demonym}s"), by_people);
                }
            }
            for capital in entry.list(3) {
                let name = capital.trim_start_matches('?');
                let government = ActorCode {
                    sectors: vec!["GOV".to_owned()],
                    ..code.clone()
                };
                let by_capital = self.add(record(name, Kind::Place, Sense::Capital, government));
                self.alias(capital, by_capital);
            }
        }
        Ok(())
    }

    /// Names (singular, plural, adjective), country, sectors.
    fn peoples(&mut self, (file, content): (&'static str, &str)) -> Result<(), LexiconError> {
        for entry in entries(file, content) {
            let code = ActorCode {
                country: some(entry.field(1)),
                sectors: sectors(&entry, 2)?,
                ..ActorCode::default()
            };
            let Some(name) = entry.list(0).next() else {
                return Err(entry.error("a people needs a name"));
            };
            let people = self.add(record(
                name.trim_start_matches('?'),
                Kind::Nationality,
                Sense::People,
                code,
            ));
            for alias in entry.list(0) {
                self.alias(alias, people);
            }
        }
        Ok(())
    }

    /// Name, aliases, country, sectors, group, from, to, kind.
    fn bodies(
        &mut self,
        (file, content): (&'static str, &str),
        usual: Kind,
    ) -> Result<(), LexiconError> {
        for entry in entries(file, content) {
            let name = entry.field(0);
            let kind = match entry.field(7) {
                "" => usual,
                "government" => Kind::Government,
                "organization" => Kind::Organization,
                "armed group" => Kind::ArmedGroup,
                "facility" => Kind::Facility,
                "place" => Kind::Place,
                other => return Err(entry.error(format!("`{other}` is no kind of body"))),
            };
            let code = ActorCode {
                country: some(entry.field(2)),
                sectors: sectors(&entry, 3)?,
                group: some(entry.field(4)),
                leading: Vec::new(),
            };
            let term = term(&entry, 5, code, "")?;
            let plain = name.trim_start_matches('?');
            let body = self.named(file, plain, |terms| Record {
                name: plain.to_owned(),
                kind,
                sense: Sense::Body,
                terms,
                gender: None,
                listed: Vec::new(),
            });
            self.lexicon.records[body as usize].terms.push(term);
            for alias in std::iter::once(name).chain(entry.list(1)) {
                self.alias(alias, body);
            }
        }
        Ok(())
    }

    /// Country, role, name and aliases, gender, from, to, sectors (where the role does not tell).
    fn leaders(&mut self, (file, content): (&'static str, &str)) -> Result<(), LexiconError> {
        for entry in entries(file, content) {
            let role = entry.field(1);
            let Some(name) = entry.list(2).next() else {
                return Err(entry.error("a leader needs a name"));
            };
            let gender = match entry.field(3) {
                "m" => Some(Gender::Male),
                "f" => Some(Gender::Female),
                other => return Err(entry.error(format!("`{other}` is no gender: m or f"))),
            };
            let mut given = sectors(&entry, 6)?;
            if given.is_empty() && entry.field(0) != "IGO" {
                given.push("GOV".to_owned());
                if role == "defence minister" {
                    given.push("MIL".to_owned());
                }
            }
            let code = ActorCode {
                country: some(entry.field(0)),
                sectors: given,
                ..ActorCode::default()
            };
            let term = term(&entry, 4, code, role)?;
            let leader = self.named(file, name, |terms| Record {
                name: name.to_owned(),
                kind: Kind::Person,
                sense: Sense::Person,
                terms,
                gender,
                listed: Vec::new(),
            });
            self.lexicon.records[leader as usize].terms.push(term);
            for alias in entry.list(2) {
                // "Blair" and "Modi" are also other people's names; "Kofi Annan" is nobody else's.
                let certain = names::key_of(alias).contains(' ');
                self.lexicon.index.add(alias, leader, certain);
                if let Some(last) = names::key_of(alias).split(' ').next_back() {
                    let same = self.lexicon.surnames.entry(last.to_owned()).or_default();
                    if !same.contains(&leader) {
                        same.push(leader);
                    }
                }
            }
        }
        Ok(())
    }

    /// Phrases, sectors, class, remarks (`weak`, `m`, `f`, `plural`).
    fn agents(&mut self, (file, content): (&'static str, &str)) -> Result<(), LexiconError> {
        for entry in entries(file, content) {
            let class = match entry.field(2) {
                "" | "person" => AgentClass::Individual,
                "body" => AgentClass::Collective(Kind::Organization),
                "government" => AgentClass::Collective(Kind::Government),
                "armed group" => AgentClass::Collective(Kind::ArmedGroup),
                "people" => AgentClass::Collective(Kind::Person),
                "vehicle" => AgentClass::Vehicle,
                "facility" => AgentClass::Facility,
                "modifier" => AgentClass::Modifier,
                other => return Err(entry.error(format!("`{other}` is no class of agent"))),
            };
            let remarks: Vec<&str> = entry.list(3).collect();
            let agent = Agent {
                sectors: sectors(&entry, 1)?,
                leads: false,
                class,
                weak: remarks.contains(&"weak"),
                plural: remarks.contains(&"plural"),
                gender: match () {
                    () if remarks.contains(&"m") => Some(Gender::Male),
                    () if remarks.contains(&"f") => Some(Gender::Female),
                    () => None,
                },
                is_listed: false,
            };
            for phrase in entry.list(0) {
                self.agent(phrase, &agent);
                if !agent.plural && class != AgentClass::Modifier {
                    let many = Agent {
                        plural: true,
                        ..agent.clone()
                    };
                    self.agent(&plural(phrase), &many);
                }
            }
        }
        Ok(())
    }

    fn agent(&mut self, phrase: &str, agent: &Agent) {
        let key = names::key_of(phrase);
        let words = key.split(' ').count();
        self.lexicon.longest_agent = self.lexicon.longest_agent.max(words);
        self.lexicon
            .agents
            .entry(key)
            .or_insert_with(|| agent.clone());
    }

    fn add(&mut self, record: Record) -> u32 {
        self.lexicon.records.push(record);
        self.lexicon.records.len() as u32 - 1
    }

    fn named(
        &mut self,
        file: &'static str,
        name: &str,
        record: impl FnOnce(Vec<Term>) -> Record,
    ) -> u32 {
        if let Some(&known) = self.by_name.get(&(file, name.to_owned())) {
            return known;
        }
        let id = self.add(record(Vec::new()));
        self.by_name.insert((file, name.to_owned()), id);
        id
    }

    /// Adds an alias; `?` before it marks one that also means other things.
    fn alias(&mut self, alias: &str, record: u32) {
        match alias.strip_prefix('?') {
            Some(ambiguous) => self.lexicon.index.add(ambiguous, record, false),
            None => self.lexicon.index.add(alias, record, true),
        }
    }
}

fn record(name: &str, kind: Kind, sense: Sense, code: ActorCode) -> Record {
    Record {
        name: name.to_owned(),
        kind,
        sense,
        terms: vec![Term {
            from: None,
            to: None,
            code,
            role: String::new(),
        }],
        gender: None,
        listed: Vec::new(),
    }
}

fn term(entry: &Entry<'_>, from: usize, code: ActorCode, role: &str) -> Result<Term, LexiconError> {
    let term = Term {
        from: day(entry, from, End::First)?,
        to: day(entry, from + 1, End::Last)?,
        code,
        role: role.to_owned(),
    };
    match (term.from, term.to) {
        (Some(from), Some(to)) if from > to => Err(entry.error("it ends before it begins")),
        _ => Ok(term),
    }
}

fn country(entry: &Entry<'_>, field: usize) -> Result<String, LexiconError> {
    let code = entry.field(field);
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code.to_owned())
    } else {
        Err(entry.error(format!("`{code}` is no alpha-3 code")))
    }
}

fn sectors(entry: &Entry<'_>, field: usize) -> Result<Vec<String>, LexiconError> {
    entry
        .list(field)
        .map(|sector| {
            if super::super::SECTORS.contains(&sector) {
                Ok(sector.to_owned())
            } else {
                Err(entry.error(format!("`{sector}` is no sector")))
            }
        })
        .collect()
}

fn some(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

/// Which day of a year or month is meant.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// A day written as `2016`, `2016-03` or `2016-03-24`; empty: open.
fn day(entry: &Entry<'_>, field: usize, end: End) -> Result<Option<Date>, LexiconError> {
    let written = entry.field(field);
    if written.is_empty() {
        return Ok(None);
    }
    let mut parts = written.split('-').map(str::parse::<i16>);
    let read = || -> Option<Date> {
        let year = parts.next()?.ok()?;
        let month = parts.next().transpose().ok()?;
        let day = parts.next().transpose().ok()?;
        match (month, day, end) {
            (Some(month), Some(day), _) => Date::new(year, month as i8, day as i8).ok(),
            (Some(month), None, End::First) => Date::new(year, month as i8, 1).ok(),
            (Some(month), None, End::Last) => {
                Some(Date::new(year, month as i8, 1).ok()?.last_of_month())
            }
            (None, _, End::First) => Date::new(year, 1, 1).ok(),
            (None, _, End::Last) => Date::new(year, 12, 31).ok(),
        }
    };
    let mut read = read;
    match read() {
        Some(date) => Ok(Some(date)),
        None => Err(entry.error(format!("`{written}` is no day, month or year"))),
    }
}

/// The plural of a phrase: of its last word, or of the word before "of" and the like.
pub(super) fn plural(phrase: &str) -> String {
    for joint in [" of ", " for ", " to ", " in ", " at "] {
        if let Some((head, rest)) = phrase.split_once(joint) {
            return format!("{}{joint}{rest}", plural(head));
        }
    }
    let ends = |endings: &[&str]| endings.iter().any(|end| phrase.ends_with(end));
    if let Some(stem) = phrase
        .strip_suffix("man")
        .filter(|_| !ends(&["human", "german", "shaman"]))
    {
        format!("{stem}men")
    } else if let Some(stem) = phrase.strip_suffix("person") {
        format!("{stem}people")
    } else if let Some(stem) = phrase.strip_suffix("child") {
        format!("{stem}children")
    } else if let Some(stem) = phrase
        .strip_suffix('y')
        .filter(|_| !ends(&["ay", "ey", "oy"]))
    {
        format!("{stem}ies")
    } else if let Some(stem) = phrase.strip_suffix("thief") {
        format!("{stem}thieves")
    } else if ends(&["s", "x", "ch", "sh"]) {
        format!("{phrase}es")
    } else {
        format!("{phrase}s")
    }
}
