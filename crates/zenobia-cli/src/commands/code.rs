//! `zenobia code`: the events of news pages.

use std::process::ExitCode;

use anyhow::Result;
use zenobia_record::rows::{self, csv, event};

use crate::{
    arguments::{Code, EventFormat},
    coding, output,
    report::{self, Paper},
};

mod uncoded;

/// Prints the events of every article, in the order of the inputs.
pub(crate) fn run(arguments: &Code) -> Result<ExitCode> {
    let reading = &arguments.reading;
    if arguments.uncoded {
        return uncoded::run(reading);
    }
    let path = reading.output.as_deref();
    let format = arguments.format.unwrap_or(if output::is_terminal(path) {
        EventFormat::Report
    } else {
        EventFormat::Jsonl
    });
    let mut out = output::open(path)?;
    match format {
        EventFormat::Report => {
            let paper = Paper::of(path);
            let mut is_first = true;
            coding::run(reading, |document| {
                if !std::mem::take(&mut is_first) {
                    writeln!(out)?;
                }
                report::write(document, &paper, &mut out)?;
                Ok(out.flush()?)
            })
        }
        EventFormat::Jsonl => coding::run(reading, |document| {
            for row in event::rows(document) {
                rows::write_json_line(&row, &mut out)?;
            }
            Ok(out.flush()?)
        }),
        EventFormat::Csv => {
            let mut lines = csv::Writer::new(out)?;
            let code = coding::run(reading, |document| {
                for row in event::rows(document) {
                    lines.write(&row)?;
                }
                Ok(lines.flush()?)
            })?;
            // Without a single event there is still the line of column names.
            lines.flush()?;
            Ok(code)
        }
    }
}
