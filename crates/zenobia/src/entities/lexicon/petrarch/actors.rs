//! Actors: names, synonyms, and codes with the days they hold on.

use jiff::{ToSpan, civil::Date};

use super::lines::{self, Line, lines};
use crate::{
    entities::{ActorCode, SECTORS, lexicon::Term},
    lexicon::LexiconError,
};

/// CAMEO's roles that are no sectors of PLOVER's.
const ROLES: &[&str] = &[
    "INS", "SEP", "RAD", "MOD", "DEV", "ENV", "HLH", "HRI", "NGM", "UIS",
];

/// Somebody or something that a list knows.
#[derive(Debug)]
pub(super) struct Actor {
    /// Its name and its synonyms; never empty.
    pub names: Vec<Name>,
    /// Whom it acts for; of those that cover a day the last counts. Never empty.
    pub terms: Vec<Term>,
}

/// A name of a list.
#[derive(Debug)]
pub(super) struct Name {
    /// Its words in lower case, joined by blanks.
    pub words: String,
    /// Whether its other forms are not meant.
    pub is_exact: bool,
}

/// An actor whose lines are being read.
struct Draft<'a> {
    line: Line<'a>,
    names: Vec<Name>,
    // In the order of the list: of those that cover a day the first counts.
    terms: Vec<Term>,
}

/// The actors of a list.
pub(super) fn read(file: &str, content: &str) -> Result<Vec<Actor>, LexiconError> {
    let mut found = Vec::new();
    let mut open: Option<Draft<'_>> = None;
    for line in lines(file, content)? {
        let text = line.text.trim_start();
        if let Some(synonym) = text.strip_prefix('+') {
            let Some(draft) = &mut open else {
                return Err(line.error("a synonym with no name above it"));
            };
            draft.names.push(name(&line, synonym)?);
        } else if line.text.starts_with(char::is_whitespace) || text.starts_with('[') {
            let Some(draft) = &mut open else {
                return Err(line.error("a code with no name above it"));
            };
            draft.terms.extend(terms(&line, text)?);
        } else {
            if let Some(draft) = open.take() {
                found.push(finished(draft)?);
            }
            let (written, codes) = text.split_at(text.find('[').unwrap_or(text.len()));
            open = Some(Draft {
                line,
                names: vec![name(&line, written)?],
                terms: terms(&line, codes)?,
            });
        }
    }
    if let Some(draft) = open {
        found.push(finished(draft)?);
    }
    Ok(found)
}

fn finished(draft: Draft<'_>) -> Result<Actor, LexiconError> {
    let Draft {
        line,
        names,
        mut terms,
    } = draft;
    if terms.is_empty() {
        let problem = format!("no code in brackets for `{}`, here or below", line.text);
        return Err(line.error(problem));
    }
    terms.reverse();
    // A code without days holds on those that no other names.
    terms.sort_by_key(|term| term.from.is_some() || term.to.is_some());
    Ok(Actor { names, terms })
}

fn name(line: &Line<'_>, written: &str) -> Result<Name, LexiconError> {
    let (words, is_exact) = lines::name(line, written)?;
    Ok(Name { words, is_exact })
}

/// "[AFGREB <19920416] [AFGGOV 920416-970501]"
fn terms(line: &Line<'_>, text: &str) -> Result<Vec<Term>, LexiconError> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if !rest.starts_with('[') {
            return Err(line.error(format!("`{rest}` is no code in brackets")));
        }
        let (inside, after) = lines::enclosed(line, rest, '[', ']')?;
        found.push(term(line, inside)?);
        rest = after;
    }
    Ok(found)
}

fn term(line: &Line<'_>, inside: &str) -> Result<Term, LexiconError> {
    let end = inside
        .find(|character: char| character.is_whitespace() || matches!(character, '<' | '>'))
        .unwrap_or(inside.len());
    let (written, days) = inside.split_at(end);
    let days: String = days.split_whitespace().collect();
    let (from, to) = if days.is_empty() {
        (None, None)
    } else if let Some(before) = days.strip_prefix('<') {
        let last = day(line, before)?.checked_sub(1.day());
        let last = last.map_err(|_| line.error(format!("no day before `{before}`")))?;
        (None, Some(last))
    } else if let Some(since) = days.strip_prefix('>') {
        (Some(day(line, since)?), None)
    } else if let Some((first, last)) = days.split_once('-') {
        (Some(day(line, first)?), Some(day(line, last)?))
    } else {
        let problem = format!("`{days}` says no days: `<date`, `>date` or `date-date`");
        return Err(line.error(problem));
    };
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(line.error(format!("`{days}` ends before it begins")));
    }
    Ok(Term {
        from,
        to,
        code: code(line, written)?,
        role: String::new(),
    })
}

/// A day written as YYYYMMDD or YYMMDD.
fn day(line: &Line<'_>, written: &str) -> Result<Date, LexiconError> {
    let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
    let read = || -> Option<Date> {
        let (year, rest) = match (is_number, written.len()) {
            (true, 8) => (written[..4].parse().ok()?, &written[4..]),
            (true, 6) => {
                let short: i16 = written[..2].parse().ok()?;
                // PETRARCH's turn of the century.
                let century = if short <= 30 { 2000 } else { 1900 };
                (century + short, &written[2..])
            }
            _ => return None,
        };
        let number = |digits: &str| digits.parse::<i8>().ok();
        Date::new(year, number(&rest[..2])?, number(&rest[2..])?).ok()
    };
    read().ok_or_else(|| line.error(format!("`{written}` is no day: YYYYMMDD or YYMMDD")))
}

/// "SYRREBISI": country or type, sectors, and what else there is as the group's own code. "---": nobody.
fn code(line: &Line<'_>, written: &str) -> Result<ActorCode, LexiconError> {
    if written == "---" {
        return Ok(ActorCode::default());
    }
    let mut code = ActorCode::default();
    let mut group = String::new();
    for (index, triple) in lines::triples(line, written)?.into_iter().enumerate() {
        let is_sector = SECTORS.contains(&triple.as_str()) || ROLES.contains(&triple.as_str());
        let is_type = matches!(triple.as_str(), "IGO" | "NGO" | "NGM" | "UIS");
        if index == 0 && (!is_sector || is_type) {
            code.country = Some(triple);
        } else if is_sector && group.is_empty() {
            code.sectors.push(triple);
        } else {
            group.push_str(&triple);
        }
    }
    code.group = Some(group).filter(|group| !group.is_empty());
    Ok(code)
}
