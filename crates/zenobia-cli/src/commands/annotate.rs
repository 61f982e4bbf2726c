//! `zenobia annotate`: every layer of news pages.

use std::process::ExitCode;

use anyhow::Result;
use zenobia_record::rows::{self, conllu, document};

use crate::{
    arguments::{Annotate, DocumentFormat},
    coding, output,
};

/// Prints every article with its layers, in the order of the inputs.
pub(crate) fn run(arguments: &Annotate) -> Result<ExitCode> {
    let mut out = output::open(arguments.reading.output.as_deref())?;
    coding::run(&arguments.reading, |document| {
        match arguments.format {
            DocumentFormat::Json => rows::write_json_line(&document::row(document), &mut out)?,
            DocumentFormat::Conllu => conllu::write(document, &mut out)?,
        }
        Ok(out.flush()?)
    })
}
