//! Events: who did what to whom, against sentences with marked parties (PLV) and class labels.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use zenobia::{
    article::Article,
    coder::Coder,
    document::Document,
    events::{Event, EventType, Participant, Status},
    span::Span,
};

use super::{Bench, Counts, Figure};

/// PLV: the root of the event between the two marked parties, end to end from the raw sentence.
pub(crate) fn plv(bench: &Bench) -> Result<Vec<Figure>> {
    let coder = Coder::built_in()?;
    let train = plv_part(bench, &coder, "train")?;
    let dev = plv_part(bench, &coder, "dev")?;
    Ok(vec![
        Figure {
            name: "plv.macro_f1",
            value: train.macro_f1(),
            detail: train.to_string(),
        },
        Figure {
            name: "plv.dev_macro_f1",
            value: dev.macro_f1(),
            detail: dev.to_string(),
        },
    ])
}

fn plv_part(bench: &Bench, coder: &Coder, part: &str) -> Result<Classes> {
    let mut classes = Classes::default();
    let mut printed = 0;
    for record in bench.records(&format!("plv_dyads/{part}.jsonl"))? {
        let text = string(&record, "text")?;
        let wanted = string(&record, "event")?;
        let document = coder.code(sentence(&text));
        let source = marks(&record, &text, "S")?;
        let target = marks(&record, &text, "T")?;
        let answer = best_match(&document, &source, &target).map(plv_root);
        classes.add(&wanted, answer);
        if part == "train" && answer != Some(wanted.as_str()) && printed < bench.errors {
            printed += 1;
            eprintln!("{wanted} <- {} {text}", answer.unwrap_or("nothing"));
            eprintln!(
                "    S {} | T {}",
                string(&record, "source_text")?,
                string(&record, "target_text")?
            );
            for event in &document.events {
                eprintln!("    {}", shown(&document, event));
            }
        }
    }
    if bench.errors > 0 {
        eprint!("{}", classes.table());
    }
    Ok(classes)
}

/// The event whose actor and recipient cover the two marks best.
fn best_match<'a>(document: &'a Document, source: &[Span], target: &[Span]) -> Option<&'a Event> {
    let mut best: Option<(f64, &Event)> = None;
    for event in &document.events {
        let actor = overlap(document, &event.actors, source);
        let recipient = overlap(document, &event.recipients, target);
        if actor == 0.0 || recipient == 0.0 {
            continue;
        }
        let score = actor + recipient;
        if best.is_none_or(|(other, _)| other < score) {
            best = Some((score, event));
        }
    }
    best.map(|(_, event)| event)
}

/// How well the best of `participants` covers the marks: the share of words they have in common.
/// Other mentions of the same entity count a little less.
fn overlap(document: &Document, participants: &[Participant], marks: &[Span]) -> f64 {
    let mut best: f64 = 0.0;
    for participant in participants {
        best = best.max(common(participant.span, marks));
        let Some(mention) = participant.mention else {
            continue;
        };
        for &other in &document.entities.entity_of(mention).mentions {
            let span = document.entities.mention(other).span;
            best = best.max(0.9 * common(span, marks));
        }
    }
    best
}

fn common(span: Span, marks: &[Span]) -> f64 {
    let shared: u32 = marks
        .iter()
        .filter(|mark| mark.overlaps(span))
        .map(|mark| mark.end.min(span.end) - mark.start.max(span.start))
        .sum();
    let all: usize = marks.iter().map(|mark| mark.len()).sum();
    2.0 * f64::from(shared) / (all + span.len()).max(1) as f64
}

/// The root PLV files an event under: words about an act go under the word (its README).
fn plv_root(event: &Event) -> &'static str {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
        Reject, Retreat, Sanction, Support, Threaten,
    };
    let modality = &event.modality;
    let is_planned = modality.status == Status::Planned || modality.future;
    let event_type = match event.event_type {
        Agree | Consult | Support if modality.negated => Reject,
        Cooperate | Aid | Concede | Retreat if modality.negated => Sanction,
        Consult | Support | Cooperate | Aid | Concede | Retreat if is_planned => Agree,
        Protest | Mobilize | Sanction | Coerce | Assault if is_planned => Threaten,
        // PLV keeps court verdicts where CAMEO has lawsuits; PLOVER 2.0 made them a mode of SANCTION.
        Sanction if event.modes.contains(&"convict") => Accuse,
        other => other,
    };
    match event_type {
        Concede | Retreat => "YIELD",
        other => other.label(),
    }
}

/// cameo_class: one of five coarse classes a sentence, from its first event.
pub(crate) fn cameo_class(bench: &Bench) -> Result<Vec<Figure>> {
    let coder = Coder::built_in()?;
    let mut classes = Classes::default();
    for record in bench.records("cameo_class/train.jsonl")? {
        let text = string(&record, "text")?;
        let wanted = record["label"].as_u64().context("a label")?.to_string();
        let document = coder.code(sentence(&text));
        let answer = document.events.iter().max_by(|one, two| {
            (one.confidence, two.head)
                .partial_cmp(&(two.confidence, one.head))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let answer = match answer.map(plv_root) {
            None => "0",
            Some("AGREE" | "SUPPORT" | "CONSULT") => "1",
            Some("AID" | "YIELD" | "COOPERATE") => "2",
            Some("REJECT" | "ACCUSE" | "REQUEST" | "THREATEN" | "SANCTION") => "3",
            Some(_) => "4",
        };
        classes.add(&wanted, Some(answer));
    }
    Ok(vec![Figure {
        name: "cameo_class.macro_f1",
        value: classes.macro_f1(),
        detail: classes.to_string(),
    }])
}

/// ngec_headlines: type of the first event of a headline pattern.
pub(crate) fn headlines(bench: &Bench) -> Result<Vec<Figure>> {
    let coder = Coder::built_in()?;
    let mut types = Counts::default();
    let mut modes = Counts::default();
    let mut printed = 0;
    for record in bench.records("ngec_headlines/train.jsonl")? {
        let text = string(&record, "text")?
            .replace("{country_1}", "Poland")
            .replace("{country_2}", "Turkey")
            .replace("{country_3}", "Peru")
            .replace("{city}", "Lagos");
        let wanted = string(&record, "event")?;
        let mode = record["mode"].as_str().unwrap_or_default().to_lowercase();
        let document = coder.code(sentence(&text));
        types.wanted += 1;
        let right = document
            .events
            .iter()
            .find(|event| event.event_type.label() == wanted);
        types.given += document.events.len();
        types.right += usize::from(right.is_some());
        if !mode.is_empty() {
            modes.wanted += 1;
            modes.given += usize::from(right.is_some_and(|event| !event.modes.is_empty()));
            modes.right +=
                usize::from(right.is_some_and(|event| event.modes.iter().any(|one| *one == mode)));
        }
        if right.is_none() && printed < bench.errors {
            printed += 1;
            eprintln!("{wanted} {mode}: {text}");
            for event in &document.events {
                eprintln!("    {}", shown(&document, event));
            }
        }
    }
    Ok(vec![
        Figure {
            name: "ngec_headlines.type_f1",
            value: types.f1(),
            detail: format!("P {:.3} R {:.3}", types.precision(), types.recall()),
        },
        Figure {
            name: "ngec_headlines.mode_recall",
            value: modes.recall(),
            detail: format!("of {}", modes.wanted),
        },
    ])
}

/// An article of one sentence.
fn sentence(text: &str) -> Article {
    Article {
        ..Article::of_text(text)
    }
}

fn string(record: &Value, field: &str) -> Result<String> {
    let value = record[field].as_str();
    Ok(value
        .with_context(|| format!("a string `{field}`"))?
        .to_owned())
}

/// The byte spans of the marks with a label, from code points.
fn marks(record: &Value, text: &str, label: &str) -> Result<Vec<Span>> {
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut found = Vec::new();
    for span in record["spans"].as_array().context("spans")? {
        if span["label"].as_str() != Some(label) {
            continue;
        }
        let at = |field: &str| span[field].as_u64().map(|at| at as usize);
        let (Some(start), Some(end)) = (at("start"), at("end")) else {
            bail!("a span without offsets");
        };
        found.push(Span::new(offsets[start], offsets[end]));
    }
    Ok(found)
}

fn shown(document: &Document, event: &Event) -> String {
    let names = |participants: &[Participant]| {
        let names: Vec<&str> = participants
            .iter()
            .map(|one| document.words(one.span))
            .collect();
        names.join(" + ")
    };
    format!(
        "{} {:?} [{}] {} > {} ({})",
        event.event_type.label(),
        event.modality.status,
        document.words(event.trigger),
        names(&event.actors),
        names(&event.recipients),
        event.reason,
    )
}

/// Right and wrong answers by class.
#[derive(Default)]
struct Classes {
    counts: BTreeMap<String, Counts>,
    nothing: usize,
}

impl Classes {
    fn add(&mut self, wanted: &str, answer: Option<&str>) {
        self.counts.entry(wanted.to_owned()).or_default().wanted += 1;
        let Some(answer) = answer else {
            self.nothing += 1;
            return;
        };
        let counts = self.counts.entry(answer.to_owned()).or_default();
        counts.given += 1;
        counts.right += usize::from(answer == wanted);
    }

    /// Mean F1 over the classes that are wanted.
    fn macro_f1(&self) -> f64 {
        let wanted: Vec<&Counts> = self
            .counts
            .values()
            .filter(|counts| counts.wanted > 0)
            .collect();
        wanted.iter().map(|counts| counts.f1()).sum::<f64>() / wanted.len().max(1) as f64
    }

    fn table(&self) -> String {
        self.counts
            .iter()
            .map(|(class, counts)| {
                format!(
                    "{class:<10} P {:.2} R {:.2} F {:.2} of {}\n",
                    counts.precision(),
                    counts.recall(),
                    counts.f1(),
                    counts.wanted
                )
            })
            .collect()
    }
}

impl std::fmt::Display for Classes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let right: usize = self.counts.values().map(|counts| counts.right).sum();
        let wanted: usize = self.counts.values().map(|counts| counts.wanted).sum();
        write!(
            formatter,
            "{right} of {wanted} right, {} unanswered",
            self.nothing
        )
    }
}
