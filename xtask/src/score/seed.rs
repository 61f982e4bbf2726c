//! The first page: what an analyst reads in it (`specs/pages/`) against what zenobia prints.

use std::fs;

use anyhow::{Context, Result};
use zenobia::{
    article,
    attributions::{self, Source, SpeechKind},
    coder::Coder,
    document::Document,
    events::{Event, Participant},
    lexicon::{self, Entry},
    page::Page,
    span::Span,
};

use super::{Bench, Counts, Figure, project_root};

/// Events and attributed statements of the first page.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let body =
        fs::read(bench.corpora.join("../seed/palmyra.txt")).context("reading the first page")?;
    let article = article::read(&Page::new(body)).context("the first page")?;
    let document = Coder::built_in()?.code(article);
    let [found, printed] = events(&document, bench.errors)?;
    Ok(vec![found, printed, statements(&document, bench.errors)?])
}

/// The columns of `palmyra.events.tsv`.
struct Expected<'a> {
    entry: Entry<'a>,
    triggers: Vec<Span>,
}

impl<'a> Expected<'a> {
    fn read(entry: Entry<'a>, text: &str) -> Result<Expected<'a>> {
        let anchor = entry.field(1);
        let from = text
            .find(anchor)
            .with_context(|| format!("`{anchor}` does not stand in the page"))?;
        let triggers = entry
            .list(2)
            .filter_map(|word| {
                text[from..]
                    .find(word)
                    .map(|at| Span::new(from + at, from + at + word.len()))
            })
            .collect();
        Ok(Expected { entry, triggers })
    }

    fn is_core(&self) -> bool {
        self.entry.field(0) == "core"
    }

    fn matches(&self, event: &Event) -> bool {
        self.triggers
            .iter()
            .any(|trigger| trigger.overlaps(event.trigger))
            && self
                .entry
                .list(3)
                .any(|label| label == event.event_type.label())
    }

    /// What is wrong with the fields of an event of the right type.
    fn faults(&self, event: &Event, document: &Document) -> Vec<String> {
        let mut faults = Vec::new();
        for (column, name, participants) in [
            (4, "actor", &event.actors),
            (5, "recipient", &event.recipients),
        ] {
            let wanted: Vec<&str> = self.entry.list(column).collect();
            let given: Vec<String> = participants
                .iter()
                .map(|one| full_words(one, document))
                .collect();
            let fits = |words: &String| wanted.iter().any(|one| words.contains(one));
            // Somebody given where the page tells of nobody is as wrong as the wrong one;
            // nobody given is a miss, not a fault.
            if !given.is_empty() && !wanted.contains(&"-") && !given.iter().any(fits) {
                faults.push(format!("{name} {given:?}"));
            }
        }
        let status = event.modality.status.label();
        if !self.entry.list(6).any(|one| one == status) {
            faults.push(format!("status {status}"));
        }
        let holder = holder(event, document);
        if !self.entry.list(7).any(|one| {
            if one == "publisher" {
                holder == one
            } else {
                holder.contains(one)
            }
        }) {
            faults.push(format!("holder `{holder}`"));
        }
        if let (Some((earliest, latest)), Some(date)) = (days(self.entry.field(8)), &event.date) {
            let (given_earliest, given_latest) = (
                date.interval.earliest().to_string(),
                date.interval.latest().to_string(),
            );
            if given_earliest.as_str() > latest || given_latest.as_str() < earliest {
                faults.push(format!("date {given_earliest}..{given_latest}"));
            }
        }
        if let (Some(location), true) = (&event.location, !self.entry.field(9).is_empty()) {
            let toponym = &document.toponyms[location.toponym as usize];
            let words = document.words(toponym.span);
            if !words.contains(self.entry.field(9)) {
                faults.push(format!("place {words}"));
            }
        }
        faults
    }
}

fn days(field: &str) -> Option<(&str, &str)> {
    (!field.is_empty()).then(|| field.split_once("..").unwrap_or((field, field)))
}

/// The words of a participant, and the name of whom a pronoun stands for.
fn full_words(participant: &Participant, document: &Document) -> String {
    let words = document.words(participant.span).to_owned();
    match participant.mention {
        Some(mention) => format!("{words} ({})", document.entities.entity_of(mention).name),
        None => words,
    }
}

fn holder(event: &Event, document: &Document) -> String {
    let Some(attribution) = event.attribution else {
        return "publisher".to_owned();
    };
    source_words(&document.attributions[attribution.0 as usize], document)
}

fn source_words(attribution: &attributions::Attribution, document: &Document) -> String {
    let words = attribution
        .source
        .span()
        .map_or("", |span| document.words(span));
    match attribution.source.mention() {
        Some(mention) => format!("{words} ({})", document.entities.entity_of(mention).name),
        None => words.to_owned(),
    }
}

fn events(document: &Document, errors: usize) -> Result<[Figure; 2]> {
    let path = "specs/pages/palmyra.events.tsv";
    let table = fs::read_to_string(project_root().join(path)).context(path)?;
    let expected: Vec<Expected<'_>> = lexicon::entries(path, &table)
        .map(|entry| Expected::read(entry, &document.article.text))
        .collect::<Result<_>>()?;
    let mut printed = Counts {
        given: document.events.len(),
        ..Counts::default()
    };
    for event in &document.events {
        let row = expected.iter().find(|row| row.matches(event));
        let faults = row.map_or(vec!["not in the story".to_owned()], |row| {
            row.faults(event, document)
        });
        if faults.is_empty() {
            printed.right += 1;
        } else if errors > 0 {
            eprintln!(
                "  printed {} `{}`: {}",
                event.event_type.label(),
                document.words(event.trigger),
                faults.join("; ")
            );
        }
    }
    let core: Vec<&Expected<'_>> = expected.iter().filter(|row| row.is_core()).collect();
    let mut found = 0;
    for row in &core {
        if document.events.iter().any(|event| row.matches(event)) {
            found += 1;
        } else if errors > 0 {
            eprintln!(
                "  missed {} `{}` after `{}`",
                row.entry.field(3),
                row.entry.field(2),
                row.entry.field(1)
            );
        }
    }
    Ok([
        Figure {
            name: "seed.events_found",
            value: found as f64 / core.len() as f64,
            detail: format!("{found} of {} events found with the right type", core.len()),
        },
        Figure {
            name: "seed.events_right",
            value: printed.precision(),
            detail: format!(
                "{} of {} printed are in the story as coded",
                printed.right, printed.given
            ),
        },
    ])
}

fn statements(document: &Document, errors: usize) -> Result<Figure> {
    let path = "specs/pages/palmyra.statements.tsv";
    let table = fs::read_to_string(project_root().join(path)).context(path)?;
    let text = &document.article.text;
    let (mut right, mut wanted) = (0, 0);
    for row in lexicon::entries(path, &table) {
        wanted += 1;
        let anchor = row.field(0);
        let at = text
            .find(anchor)
            .with_context(|| format!("`{anchor}` does not stand in the page"))?;
        let span = Span::new(at, at + anchor.len());
        let given: Vec<String> = document
            .attributions
            .iter()
            .filter(|one| one.content.iter().any(|part| part.contains(span)))
            .map(|one| {
                let unnamed = matches!(one.source, Source::Unnamed { .. });
                let kind = match one.kind {
                    SpeechKind::Direct => "direct",
                    SpeechKind::Indirect => "indirect",
                    SpeechKind::Mixed => "mixed",
                };
                let words = source_words(one, document);
                let fits = words.contains(row.field(1))
                    && words.contains(row.field(2))
                    && row.list(3).any(|wanted| wanted == kind)
                    && unnamed == (row.field(4) == "yes");
                if fits {
                    "right".to_owned()
                } else {
                    format!("{words}, {kind}, unnamed: {unnamed}")
                }
            })
            .collect();
        if given.iter().any(|one| one == "right") {
            right += 1;
        } else if errors > 0 {
            eprintln!(
                "  statement `{anchor}` of `{}`: {}",
                row.field(1),
                given.join(" | ")
            );
        }
    }
    Ok(Figure {
        name: "seed.statements",
        value: f64::from(right) / f64::from(wanted),
        detail: format!("{right} of {wanted} attributed statements right"),
    })
}
