//! `zenobia explain`: why an event was coded as it was.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::{Result, bail};
use unicode_width::UnicodeWidthStr;
use zenobia::{document::Document, events::Field};
use zenobia_record::rows::{EventRow, event};

use crate::{
    arguments::Explain,
    coding, output,
    problem::Problem,
    report::{Paper, Piece, describe, status_words, tree},
};

/// Prints sentence, tree, rule and evidence of one event, of all, or the list of events to choose from.
pub(crate) fn run(arguments: &Explain) -> Result<ExitCode> {
    let reading = &arguments.reading;
    let paper = Paper::of(reading.output.as_deref());
    let mut out = output::open(reading.output.as_deref())?;
    let mut n_explained = 0;
    let mut n_events = 0;
    let code = coding::run(reading, |document| {
        let rows = event::rows(document);
        n_events += rows.len();
        for (number, row) in (1..).zip(&rows) {
            let is_asked_for = match &arguments.event {
                Some(wanted) => *wanted == row.id || *wanted == number.to_string(),
                None => arguments.all || rows.len() == 1,
            };
            if is_asked_for {
                n_explained += 1;
                explain(document, number, row, &paper, &mut out)?;
            } else if arguments.event.is_none() {
                list(number, row, &paper, &mut out)?;
            }
        }
        Ok(out.flush()?)
    })?;
    if let Some(wanted) = &arguments.event
        && n_explained == 0
    {
        bail!(
            Problem::new(format!("there is no event `{wanted}` among {n_events}"))
                .hint("without --event the events are listed with their numbers")
        );
    }
    Ok(code)
}

fn list(number: usize, row: &EventRow, paper: &Paper, out: &mut impl Write) -> io::Result<()> {
    let words = format!(
        "{} “{}” in: {}",
        row.event, row.event_text.text, row.sentence.text
    );
    paper.paragraph(
        &[Piece::plain(format!("{number:>3} "))],
        4,
        &[Piece::plain(words)],
        out,
    )
}

fn explain(
    document: &Document,
    number: usize,
    row: &EventRow,
    paper: &Paper,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = format!("{number} {} “{}”", row.event, row.event_text.text);
    paper.line(
        &[Piece::bold(title), Piece::faint(format!("  {}", row.id))],
        out,
    )?;
    writeln!(out)?;
    paper.paragraph(&[], 2, &[Piece::plain(row.sentence.text.clone())], out)?;
    writeln!(out)?;
    write_tree(document, number, paper, out)?;
    writeln!(out)?;
    let reason = &document.events[number - 1].reason;
    write_field("rule", reason.clone(), paper, out)?;
    let codes = format!(
        "{} {} CAMEO {}, quad {}, contexts {}",
        row.event,
        listed(&row.mode),
        row.cameo,
        row.quad_code,
        listed(&row.context)
    );
    write_field("type", codes, paper, out)?;
    for (label, value) in describe(row) {
        write_field(label, value, paper, out)?;
    }
    let status = status_words(row).map_or("told as a fact", |(words, _)| words);
    write_field("status", status.to_owned(), paper, out)?;
    write_field("says so", holder(row), paper, out)?;
    write_field("sure", format!("{:.2}", row.confidence), paper, out)?;
    writeln!(out)?;
    paper.line(&[Piece::bold("the words behind each field")], out)?;
    for evidence in &document.events[number - 1].evidence {
        let words = document
            .words(evidence.span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        write_field(field(evidence.field), format!("“{words}”"), paper, out)?;
    }
    writeln!(out)
}

fn write_field(label: &str, value: String, paper: &Paper, out: &mut impl Write) -> io::Result<()> {
    paper.paragraph(
        &[Piece::faint(format!("  {label}"))],
        15,
        &[Piece::plain(value)],
        out,
    )
}

fn listed(labels: &[String]) -> String {
    if labels.is_empty() {
        "-".to_owned()
    } else {
        labels.join(", ")
    }
}

fn holder(row: &EventRow) -> String {
    match (&row.claim.source, row.claim.holder.as_str()) {
        (_, "publisher") => "the publisher, in its own voice".to_owned(),
        (Some(source), "named") => source.name.as_ref().unwrap_or(&source.text).clone(),
        (Some(source), _) => format!("“{}”, not named", source.text),
        (None, _) => "somebody, not named".to_owned(),
    }
}

fn write_tree(
    document: &Document,
    number: usize,
    paper: &Paper,
    out: &mut impl Write,
) -> io::Result<()> {
    let event = &document.events[number - 1];
    let rows = tree::draw(
        &document.syntax,
        &document.text.sentences[event.sentence.index()],
    );
    let drawn: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "  {}{}",
                row.branches,
                document.words(document.text.span(row.token))
            )
        })
        .collect();
    let widest = drawn.iter().map(|words| words.width()).max().unwrap_or(0);
    for (row, words) in rows.iter().zip(&drawn) {
        let span = document.text.span(row.token);
        let word = document.syntax.word(row.token);
        let tags = format!("{:<6}{:<13}", word.upos.label(), word.deprel());
        let mut fields: Vec<&str> = Vec::new();
        for evidence in &event.evidence {
            let name = field(evidence.field);
            if evidence.span.contains(span) && !fields.contains(&name) {
                fields.push(name);
            }
        }
        let padding = " ".repeat(widest - words.width());
        let words = if event.trigger.contains(span) {
            Piece::bold(words.clone())
        } else {
            Piece::plain(words.clone())
        };
        let mut pieces = vec![
            words,
            Piece::plain(padding),
            Piece::faint(format!("  {tags}")),
        ];
        if !fields.is_empty() {
            pieces.push(Piece::plain(format!("◀ {}", fields.join(", "))));
        }
        paper.line(&pieces, out)?;
    }
    Ok(())
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Type => "type",
        Field::Actor => "actor",
        Field::Recipient => "recipient",
        Field::Location => "where",
        Field::Date => "when",
        Field::Count => "count",
        Field::Attribution => "says so",
        Field::Modality => "status",
    }
}
