//! The report for people: an article's claims, sorted by who makes them.

mod paper;
mod head;
mod claims;
mod fields;

pub(crate) mod tree;

pub(crate) use fields::{describe, status_words};
pub(crate) use paper::{Paper, Piece};

use std::io::{self, Write};

use zenobia::document::Document;
use zenobia_record::rows::event;

/// Writes the report of one document.
pub(crate) fn write(document: &Document, paper: &Paper, out: &mut impl Write) -> io::Result<()> {
    head::write(document, paper, out)?;
    let rows = event::rows(document);
    if rows.is_empty() {
        paper.line(&[Piece::faint("no events found")], out)?;
        return Ok(());
    }
    for group in claims::group(document, &rows) {
        claims::write(&group, paper, out)?;
    }
    Ok(())
}
