//! Runs the examples of the codebook: each sentence in `specs/plover` with the events that it tells.
//!
//! `ZENOBIA_BLESS=1 cargo test -p zenobia --test specs` rewrites the expected part.

use std::{env, fs, path::Path, path::PathBuf};

use zenobia::{
    article::{Article, Basis, Found},
    attributions::Source,
    coder::Coder,
    document::Document,
    events::{DateBasis, Event, Participant, Status},
};

/// A sentence of a page and what stands under it.
struct Example {
    sentence: String,
    // Lines of the page that hold what is expected.
    expected: std::ops::Range<usize>,
}

#[test]
fn every_sentence_of_the_codebook_tells_the_events_it_says() {
    let coder = Coder::built_in().expect("what is built in is well formed");
    let bless = env::var_os("ZENOBIA_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut n_examples = 0;
    for page in pages() {
        let content = fs::read_to_string(&page).expect("a page of the codebook can be read");
        let lines: Vec<&str> = content.lines().collect();
        let mut rewritten: Vec<String> = Vec::new();
        let mut copied = 0;
        for example in examples(&lines) {
            n_examples += 1;
            let found = events_of(&coder, &example.sentence);
            let expected = lines[example.expected.clone()].join("\n");
            if found != expected {
                wrong.push(format!(
                    "{}\n> {}\nexpected:\n{expected}\nfound:\n{found}\n",
                    page.display(),
                    example.sentence
                ));
            }
            rewritten.extend(
                lines[copied..example.expected.start]
                    .iter()
                    .map(|&line| line.to_owned()),
            );
            rewritten.push(found);
            copied = example.expected.end;
        }
        rewritten.extend(lines[copied..].iter().map(|&line| line.to_owned()));
        if bless {
            fs::write(&page, rewritten.join("\n") + "\n")
                .expect("a page of the codebook can be written");
        }
    }
    assert!(n_examples > 0, "the codebook has no examples");
    assert!(
        bless || wrong.is_empty(),
        "{} of {n_examples} examples differ:\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/plover");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the codebook lies in specs/plover")
        .map(|entry| entry.expect("a page of the codebook").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// Quoted lines, each with the paragraph after it.
fn examples(lines: &[&str]) -> Vec<Example> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !lines[at].starts_with("> ") {
            at += 1;
            continue;
        }
        let first = at;
        while at < lines.len() && lines[at].starts_with('>') {
            at += 1;
        }
        let sentence = lines[first..at]
            .iter()
            .map(|line| line.trim_start_matches('>').trim())
            .collect::<Vec<_>>()
            .join(" ");
        while at < lines.len() && lines[at].is_empty() {
            at += 1;
        }
        let start = at;
        while at < lines.len() && !lines[at].is_empty() {
            at += 1;
        }
        found.push(Example {
            sentence,
            expected: start..at,
        });
    }
    found
}

/// The events of a text, one a line.
fn events_of(coder: &Coder, text: &str) -> String {
    let published = jiff::civil::date(2026, 11, 20);
    let document = coder.code(Article {
        published: Some(Found {
            value: published,
            basis: Basis::Given,
        }),
        ..Article::of_text(text)
    });
    if document.events.is_empty() {
        return "no event".to_owned();
    }
    let lines: Vec<String> = document
        .events
        .iter()
        .map(|event| line(&document, event))
        .collect();
    lines.join("\n")
}

/// "ASSAULT  actor: militia  recipient: convoy  mode: firearms".
fn line(document: &Document, event: &Event) -> String {
    let mut fields = vec![event.event_type.label().to_owned()];
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            fields.push(format!("{name}: {value}"));
        }
    };
    add("actor", names(document, &event.actors));
    add("recipient", names(document, &event.recipients));
    add("mode", event.modes.join(", "));
    if event.modality.status != Status::Asserted {
        add(
            "status",
            format!("{:?}", event.modality.status).to_lowercase(),
        );
    }
    if let Some(location) = &event.location {
        let toponym = &document.toponyms[location.toponym as usize];
        let country = toponym
            .place
            .as_ref()
            .map_or("", |place| place.country.as_str());
        add(
            "place",
            format!("{} ({country})", document.words(toponym.span)),
        );
    }
    if let Some(date) = event.date.filter(|date| date.basis != DateBasis::Published) {
        let (earliest, latest) = (date.interval.earliest(), date.interval.latest());
        let shown = if earliest == latest {
            earliest.to_string()
        } else {
            format!("{earliest} to {latest}")
        };
        add("date", shown);
    }
    let counts: Vec<&str> = event
        .counts
        .iter()
        .map(|&count| document.words(document.quantities[count as usize].span))
        .collect();
    add("count", counts.join(", "));
    if let Some(attribution) = event.attribution {
        let source = document.attributions[attribution.0 as usize].source;
        let words = match source {
            Source::Unknown => "not named",
            Source::Named { span, .. } | Source::Unnamed { span, .. } => document.words(span),
        };
        add("says", words.to_owned());
    }
    fields.join("  ")
}

fn names(document: &Document, participants: &[Participant]) -> String {
    let names: Vec<&str> = participants
        .iter()
        .map(|one| document.words(one.span))
        .collect();
    names.join(" + ")
}
