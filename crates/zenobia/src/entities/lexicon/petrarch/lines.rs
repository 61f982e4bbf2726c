//! The lines of a list in PETRARCH's format, without comments.

use crate::lexicon::LexiconError;

/// A line that holds something; blanks before it are kept, for they mean something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    file: &'a str,
    number: usize,
    pub(super) text: &'a str,
}

impl Line<'_> {
    /// An error that names this line.
    pub(super) fn error(&self, problem: impl Into<String>) -> LexiconError {
        LexiconError {
            file: self.file.to_owned(),
            line: self.number,
            problem: problem.into(),
        }
    }
}

/// The lines of a list. `#` and `;` open comments to the end of the line, `<!--` one that `-->` ends.
pub(super) fn lines<'a>(file: &'a str, content: &'a str) -> Result<Vec<Line<'a>>, LexiconError> {
    let mut found = Vec::new();
    let mut opened: Option<Line<'a>> = None;
    for (index, text) in content.trim_start_matches('\u{feff}').lines().enumerate() {
        let number = index + 1;
        let line = Line { file, number, text };
        let mut rest = text;
        if opened.is_some() {
            let Some((_, after)) = text.split_once("-->") else {
                continue;
            };
            rest = after;
            opened = None;
        }
        let end = rest.find(['#', ';']).unwrap_or(rest.len());
        let mut held = &rest[..end];
        if let Some((before, _)) = held.split_once("<!--") {
            held = before;
            let comment = &rest[before.len()..];
            match comment.split_once("-->") {
                None => opened = Some(line),
                Some((_, after)) if after.trim_start().is_empty() => {}
                Some((_, after)) if after.trim_start().starts_with(['#', ';']) => {}
                Some(_) => return Err(line.error("something follows a comment")),
            }
        }
        if !held.trim().is_empty() {
            let text = held.trim_end();
            found.push(Line { text, ..line });
        }
    }
    match opened {
        Some(line) => Err(line.error("no `-->` ends this comment")),
        None => Ok(found),
    }
}

/// The words of a name that `_` or blanks join, in lower case, and whether a last `_` forbids other forms.
pub(super) fn name(line: &Line<'_>, written: &str) -> Result<(String, bool), LexiconError> {
    let written = written.trim();
    if let Some(strange) = written
        .chars()
        .find(|character| "[]{}!<>=~+|\t".contains(*character))
    {
        return Err(line.error(format!("`{strange}` in the name `{written}`")));
    }
    let words: Vec<String> = written
        .split(|character: char| character == '_' || character.is_whitespace())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if !written.chars().any(char::is_alphanumeric) {
        return Err(line.error(format!("`{written}` is no name")));
    }
    Ok((words.join(" "), written.ends_with('_')))
}

/// What stands between `open` and `close` at the head of `text`, and what follows.
pub(super) fn enclosed<'a>(
    line: &Line<'_>,
    text: &'a str,
    open: char,
    close: char,
) -> Result<(&'a str, &'a str), LexiconError> {
    let inside = text
        .strip_prefix(open)
        .and_then(|inside| inside.split_once(close));
    let Some((inside, rest)) = inside else {
        return Err(line.error(format!("`{text}` has no closing `{close}`")));
    };
    if inside.contains(open) {
        return Err(line.error(format!("`{open}{inside}` has no closing `{close}`")));
    }
    Ok((inside.trim(), rest.trim_start()))
}

/// The parts of a code, three letters each.
pub(super) fn triples(line: &Line<'_>, code: &str) -> Result<Vec<String>, LexiconError> {
    let is_code = !code.is_empty()
        && code.len().is_multiple_of(3)
        && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_code {
        return Err(line.error(format!("`{code}` is no code: three capitals for each part")));
    }
    // All are ASCII.
    Ok((0..code.len())
        .step_by(3)
        .map(|at| code[at..at + 3].to_owned())
        .collect())
}
