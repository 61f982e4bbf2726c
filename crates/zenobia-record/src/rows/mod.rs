//! The rows that zenobia writes: version 1 of the record.
//!
//! Field names, their order and their values are a public format, described in `docs/record.md`.

pub mod event;
pub mod document;
pub mod csv;
pub mod conllu;

mod labels;
mod scale;
mod words;

#[cfg(test)]
mod sample;

pub use document::DocumentRow;
pub use event::EventRow;
pub use words::{CodePoints, Words};

use std::io::{self, Write};

/// The codebook whose names the record uses.
pub const CODEBOOK: &str = "PLOVER 2.0";

/// The version of zenobia that wrote the record.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes one row as one line of JSON.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json_line<R: serde::Serialize>(row: &R, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")
}
