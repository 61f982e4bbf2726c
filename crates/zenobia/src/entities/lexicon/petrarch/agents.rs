//! Agents: common nouns with their codes, plurals, and sets of words that phrases are built with.

use std::collections::HashMap;

use super::lines::{self, Line, lines};
use crate::{entities::lexicon::load, lexicon::LexiconError};

/// A common noun or phrase of a list, in one of its forms.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// In lower case, joined by blanks.
    pub words: String,
    /// Its code, three letters a part.
    pub sectors: Vec<String>,
    /// Whether its code stands before the country.
    pub leads: bool,
    /// Whether it is a plural.
    pub is_plural: bool,
    /// Whether the list does not write it out.
    pub is_formed: bool,
}

/// The agents of a list, in all their forms.
pub(super) fn read(file: &str, content: &str) -> Result<Vec<Phrase>, LexiconError> {
    let lines = lines(file, content)?;
    let mut sets: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut others = Vec::new();
    for line in &lines {
        match set(line)? {
            Some((name, words)) => {
                if sets.insert(name, words).is_some() {
                    return Err(line.error(format!("the set `!{name}!` is already defined")));
                }
            }
            None => others.push(line),
        }
    }
    let mut found = Vec::new();
    for line in others {
        read_agent(line, &sets, &mut found)?;
    }
    Ok(found)
}

/// "!PERSON! = MAN, WOMAN": the set's name and its words.
fn set<'a>(line: &Line<'a>) -> Result<Option<(&'a str, Vec<&'a str>)>, LexiconError> {
    let Some((name, words)) = line.text.split_once('=') else {
        return Ok(None);
    };
    let name = name.trim();
    let Some(name) = name
        .strip_prefix('!')
        .and_then(|name| name.strip_suffix('!'))
        .filter(|name| !name.is_empty() && !name.contains('!'))
    else {
        return Err(line.error(format!("`{name}` is no name of a set: `!NAME!`")));
    };
    let words: Vec<&str> = words.split(',').map(str::trim).collect();
    for word in &words {
        lines::name(line, word)?;
    }
    Ok(Some((name, words)))
}

/// "POLICE_OFFICER {POLICE_OFFICERS} [~COP]"
fn read_agent(
    line: &Line<'_>,
    sets: &HashMap<&str, Vec<&str>>,
    found: &mut Vec<Phrase>,
) -> Result<(), LexiconError> {
    let text = line.text.trim();
    let (written, mut rest) = text.split_at(text.find(['{', '[']).unwrap_or(text.len()));
    let mut plural = None;
    let mut code = None;
    while let Some(open) = rest.chars().next() {
        let (slot, close) = match open {
            '{' => (&mut plural, '}'),
            '[' => (&mut code, ']'),
            _ => return Err(line.error(format!("`{rest}` stands outside the brackets"))),
        };
        let (inside, after) = lines::enclosed(line, rest, open, close)?;
        if slot.replace(inside).is_some() {
            return Err(line.error(format!("`{open}{inside}{close}` is one too many")));
        }
        rest = after;
    }
    let Some(code) = code else {
        return Err(line.error(format!("no code in brackets for `{text}`")));
    };
    let (leads, code) = match (code.strip_prefix('~'), code.strip_suffix('~')) {
        (Some(code), None) => (false, code),
        (None, Some(code)) => (true, code),
        _ => {
            let problem = format!(
                "`[{code}]` does not say where it stands: `[~GOV]` behind the country, `[NGO~]` before it"
            );
            return Err(line.error(problem));
        }
    };
    let model = Phrase {
        words: String::new(),
        sectors: lines::triples(line, code)?,
        leads,
        is_plural: false,
        is_formed: false,
    };
    let built = built(line, written.trim(), sets)?;
    for phrase in &built {
        let (words, is_exact) = lines::name(line, phrase)?;
        // The words of a set are all its forms; a last `_` or `{}` says that there is no plural.
        if plural.is_none() && !is_exact && !written.contains('!') {
            found.push(Phrase {
                words: load::plural(&words),
                is_plural: true,
                is_formed: true,
                ..model.clone()
            });
        }
        found.push(Phrase {
            words,
            ..model.clone()
        });
    }
    if let Some(plural) = plural.filter(|plural| !plural.is_empty()) {
        found.push(Phrase {
            words: lines::name(line, plural)?.0,
            is_plural: true,
            ..model
        });
    }
    Ok(())
}

/// The phrase with every word of the sets it names: "CONGRESS!PERSON!" gives "CONGRESSMAN", "CONGRESSWOMAN".
fn built(
    line: &Line<'_>,
    written: &str,
    sets: &HashMap<&str, Vec<&str>>,
) -> Result<Vec<String>, LexiconError> {
    if written.matches('!').count() % 2 == 1 {
        return Err(line.error(format!("a `!` is missing in `{written}`")));
    }
    let mut found = vec![String::new()];
    for (index, part) in written.split('!').enumerate() {
        let words = if index % 2 == 0 {
            &[part][..]
        } else {
            sets.get(part)
                .ok_or_else(|| line.error(format!("the set `!{part}!` is not defined")))?
        };
        found = found
            .iter()
            .flat_map(|before| words.iter().map(move |word| format!("{before}{word}")))
            .collect();
    }
    Ok(found)
}
