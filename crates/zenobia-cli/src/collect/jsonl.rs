//! Articles as JSON Lines, one object a line.

use std::io::{BufRead, Read};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use zenobia::page::{Given, MediaType, Page};

use super::{Content, Item, LARGEST_PAGE, Source, unreadable};
use crate::problem::Problem;

/// A line, as whoever wrote it may write it.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
}

/// The articles of a JSON Lines file, in order.
pub(super) struct Records {
    name: String,
    source: Source,
    line_number: usize,
    has_ended: bool,
}

impl Records {
    pub(super) fn new(name: String, source: Source) -> Records {
        Records {
            name,
            source,
            line_number: 0,
            has_ended: false,
        }
    }
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.has_ended {
            let mut line = Vec::new();
            self.line_number += 1;
            let read = self
                .source
                .by_ref()
                .take(LARGEST_PAGE)
                .read_until(b'\n', &mut line);
            let content = match read {
                Ok(0) => {
                    self.has_ended = true;
                    break;
                }
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => content(&line).unwrap_or_else(|problem| {
                    Content::Unreadable(Problem {
                        message: format!(
                            "`{}`, line {}: {}",
                            self.name, self.line_number, problem.message
                        ),
                        hint: problem.hint,
                    })
                }),
                Err(error) => {
                    self.has_ended = true;
                    Content::Unreadable(unreadable(&self.name, &error))
                }
            };
            return Some(Item {
                name: format!("{}:{}", self.name, self.line_number),
                content,
            });
        }
        None
    }
}

fn content(line: &[u8]) -> Result<Content, Problem> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    // What is no UTF-8 is marked, and the page notes the marks.
    let line: Line = serde_json::from_str(&String::from_utf8_lossy(line)).map_err(|error| {
        // The error counts lines as well, and sees only one.
        let error = error
            .to_string()
            .replace(" at line 1 column ", ", character ");
        Problem::new(format!("not a JSON object of the right form: {error}"))
    })?;
    let (body, media_type) = match (line.html, line.text) {
        (Some(html), _) => (html, MediaType::Html),
        (None, Some(text)) => (text, MediaType::Text),
        (None, None) => return Err(Problem::new("has neither `text` nor `html`")),
    };
    let given = Given {
        id: line.id.map(|id| match id {
            Value::String(id) => id,
            other => other.to_string(),
        }),
        title: line.title,
        published: line.published.as_deref().map(day).transpose()?,
        publisher: line.publisher,
        language: line.language,
    };
    Ok(Content::Page(Box::new(Page {
        url: line.url,
        media_type,
        given,
        ..Page::new(body.into_bytes())
    })))
}

/// The day of "2016-03-25" or "2016-03-25T10:00:00Z".
fn day(published: &str) -> Result<Date, Problem> {
    published
        .trim()
        .get(..10)
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| {
            Problem::new(format!("`published` is not a date: `{published}`"))
                .hint("write it as 2016-03-25")
        })
}
