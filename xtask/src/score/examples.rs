//! Events against sentences in which every event is marked (`training/events/README.md`): the project's own, and news.
//!
//! The classifier is trained on them, so they are measured by cross-validation only.

use std::{collections::HashMap, fs};

use anyhow::{Context, Result, bail};
use zenobia::{
    article::Article,
    document::Document,
    events::{Event, Participant},
    span::Span,
};

use super::{Bench, Counts, Figure, folds, project_root};

/// A sentence in which every event is marked.
pub(crate) struct Example {
    /// What the training calls it.
    pub(crate) id: String,
    /// The sentence.
    pub(crate) text: String,
    /// Its events.
    pub(crate) acts: Vec<Act>,
}

/// An event as it is marked.
pub(crate) struct Act {
    /// PLOVER's name of its type.
    pub(crate) event_type: String,
    /// Empty where none fits; `None` where it is not marked.
    pub(crate) mode: Option<String>,
    /// asserted, denied, planned ...
    pub(crate) status: String,
    /// The word that tells it.
    pub(crate) trigger: Span,
    /// Who does it; where both sides do the same, all of them, as the recipients.
    pub(crate) actors: Vec<Span>,
    /// To whom.
    pub(crate) recipients: Vec<Span>,
}

/// The project's own sentences.
pub(crate) fn own(bench: &Bench) -> Result<Vec<Figure>> {
    let names = [
        "examples.type_f1",
        "examples.parties_f1",
        "examples.whole_f1",
        "examples.mode_f1",
        "examples.calibration",
    ];
    measure(bench, &read()?, names)
}

/// Sentences of news, most of which tell no event.
pub(crate) fn news(bench: &Bench) -> Result<Vec<Figure>> {
    let names = [
        "news.type_f1",
        "news.parties_f1",
        "news.whole_f1",
        "news.mode_f1",
        "news.calibration",
    ];
    measure(bench, &read_news(bench)?, names)
}

/// Type and trigger right; and with both parties; and with the status; and of those of the right type the mode.
fn measure(bench: &Bench, examples: &[Example], names: [&'static str; 5]) -> Result<Vec<Figure>> {
    let folds = folds::read(bench)?;
    if folds.is_empty() {
        return Ok(Vec::new());
    }
    let (mut types, mut parties, mut whole) =
        (Counts::default(), Counts::default(), Counts::default());
    let mut modes = Counts::default();
    let mut answers = Vec::new();
    let mut printed = 0;
    for fold in folds {
        for example in examples.iter().filter(|one| fold.measures(&one.id)) {
            let document = fold.coder.code(Article::of_text(&example.text));
            let before = whole.right;
            let pairs = pairs(&document, example);
            for event in &document.events {
                let is_right = pairs
                    .iter()
                    .any(|(other, act)| std::ptr::eq(*other, event) && sides_agree(event, act));
                answers.push((event.confidence, is_right));
            }
            for &(event, act) in &pairs {
                types.right += 1;
                let agree = sides_agree(event, act);
                parties.right += usize::from(agree);
                whole.right += usize::from(agree && event.modality.status.label() == act.status);
                if let Some(mode) = &act.mode {
                    modes.wanted += usize::from(!mode.is_empty());
                    modes.given += usize::from(!event.modes.is_empty());
                    modes.right += usize::from(event.modes.iter().any(|one| one == mode));
                }
            }
            // What is only asked for, planned or denied is told by the word that says so: no event of its own is missed.
            let matched = |act: &Act| pairs.iter().any(|(_, other)| std::ptr::eq(*other, act));
            let is_wanted = |act: &&Act| act.status == "asserted" || matched(act);
            let wanted = example.acts.iter().filter(is_wanted).count();
            let given = document.events.len();
            for counts in [&mut types, &mut parties, &mut whole] {
                counts.given += given;
                counts.wanted += wanted;
            }
            let right = whole.right - before;
            if (right < wanted || right < given) && printed < bench.errors {
                printed += 1;
                show(example, &document);
            }
        }
    }
    let figure = |name, counts: Counts| Figure {
        name,
        value: counts.f1(),
        detail: format!("P {:.3} R {:.3}", counts.precision(), counts.recall()),
    };
    Ok(vec![
        figure(names[0], types),
        figure(names[1], parties),
        figure(names[2], whole),
        figure(names[3], modes),
        calibration(names[4], &answers),
    ])
}

/// How far confidence is from the share of events that are right: 1 less the mean gap over tenths of confidence.
fn calibration(name: &'static str, answers: &[(f32, bool)]) -> Figure {
    let mut gap = 0.0;
    let mut detail = String::new();
    for tenth in 0..10 {
        let range = tenth as f32 / 10.0..(tenth + 1) as f32 / 10.0;
        let inside: Vec<_> = answers
            .iter()
            .filter(|(confidence, _)| range.contains(&confidence.min(0.999)))
            .collect();
        if inside.is_empty() {
            continue;
        }
        let n = inside.len() as f64;
        let said: f64 = inside.iter().map(|(said, _)| f64::from(*said)).sum();
        let right = inside.iter().filter(|(_, right)| *right).count() as f64;
        gap += (said - right).abs();
        detail.push_str(&format!("{:.2}:{:.2} ({n}) ", said / n, right / n));
    }
    Figure {
        name,
        value: 1.0 - gap / answers.len().max(1) as f64,
        detail: format!("said:right {detail}"),
    }
}

/// Events and acts of one type told by one word.
fn pairs<'a>(document: &'a Document, example: &'a Example) -> Vec<(&'a Event, &'a Act)> {
    let mut taken = vec![false; document.events.len()];
    let mut found = Vec::new();
    for act in &example.acts {
        let event = document.events.iter().enumerate().find(|(index, event)| {
            !taken[*index]
                && event.event_type.label() == act.event_type
                && event.trigger.overlaps(act.trigger)
        });
        if let Some((index, event)) = event {
            taken[index] = true;
            found.push((event, act));
        }
    }
    found
}

fn sides_agree(event: &Event, act: &Act) -> bool {
    let spans = |side: &[Participant]| -> Vec<Span> { side.iter().map(|one| one.span).collect() };
    act.sides_agree(&spans(&event.actors), &spans(&event.recipients))
}

impl Act {
    /// Whether those found are those that are marked; of two sides that do the same it does not matter who is which.
    pub(crate) fn sides_agree(&self, actors: &[Span], recipients: &[Span]) -> bool {
        let same = |found: &[Span], marked: &[Span]| {
            marked
                .iter()
                .all(|mark| found.iter().any(|one| one.overlaps(*mark)))
                && found
                    .iter()
                    .all(|one| marked.iter().any(|mark| mark.overlaps(*one)))
        };
        if self.actors == self.recipients {
            return same(&[actors, recipients].concat(), &self.actors);
        }
        same(actors, &self.actors) && same(recipients, &self.recipients)
    }
}

fn show(example: &Example, document: &Document) {
    let words = |span: Span| span.text(&example.text);
    let names = |spans: &[Span]| spans.iter().map(|&span| words(span)).collect::<Vec<_>>();
    eprintln!("{}", example.text);
    for act in &example.acts {
        eprintln!(
            "  - {} {} [{}] {} > {}",
            act.event_type,
            act.status,
            words(act.trigger),
            names(&act.actors).join(" + "),
            names(&act.recipients).join(" + ")
        );
    }
    for event in &document.events {
        eprintln!("  + {}", super::events::shown(document, event));
    }
}

/// The marked sentences of news: their text lies in the corpora.
pub(crate) fn read_news(bench: &Bench) -> Result<Vec<Example>> {
    let path = project_root().join("training/events/news.tsv");
    let content = fs::read_to_string(&path).context("the marks of news")?;
    let mut texts: HashMap<String, HashMap<String, String>> = HashMap::new();
    let mut found = Vec::new();
    for line in content.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [corpus, record, start, end, told] = fields[..] else {
            bail!("not five columns: {line}");
        };
        if !texts.contains_key(corpus) {
            let plain = format!("{corpus}.jsonl");
            let records = if bench.corpora.join(&plain).exists() {
                bench.records(&plain)?
            } else {
                bench.records(&format!("{plain}.gz"))?
            };
            let by_id = records
                .into_iter()
                .map(|record| {
                    let id = record["id"].to_string().trim_matches('"').to_owned();
                    let text = record["text"].as_str().unwrap_or_default().to_owned();
                    (id, text)
                })
                .collect();
            texts.insert(corpus.to_owned(), by_id);
        }
        let (start, end): (usize, usize) = (start.parse()?, end.parse()?);
        let text: String = texts[corpus]
            .get(record)
            .with_context(|| format!("record {record} of {corpus}"))?
            .chars()
            .skip(start)
            .take(end - start)
            .map(|letter| match letter {
                '\n' | '\t' => ' ',
                other => other,
            })
            .collect();
        let acts = told
            .split(" ; ")
            .filter(|act| *act != "-")
            .map(|act| news_act(act, &text))
            .collect::<Result<_>>()?;
        found.push(Example {
            id: format!("{corpus}#{record}#{start}"),
            text,
            acts,
        });
    }
    Ok(found)
}

/// "ASSAULT:firearms asserted 4-9 0-3>10-15".
fn news_act(act: &str, text: &str) -> Result<Act> {
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let span = |written: &str| -> Result<Span> {
        let (start, end) = written.split_once('-').context("a span")?;
        let at = |point: &str| -> Result<usize> {
            let point: usize = point.parse()?;
            offsets
                .get(point)
                .copied()
                .context("a span in the sentence")
        };
        Ok(Span::new(at(start)?, at(end)?))
    };
    let side = |written: &str| -> Result<Vec<Span>> {
        written
            .split(',')
            .filter(|one| !one.is_empty())
            .map(span)
            .collect()
    };
    let fields: Vec<&str> = act.split_whitespace().collect();
    let [event_type, status, trigger, sides] = fields[..] else {
        bail!("not an event: {act}");
    };
    let (actors, recipients) = sides.split_once('>').context("sides")?;
    let (event_type, mode) = match event_type.split_once(':') {
        Some((event_type, mode)) => (event_type, Some(mode.to_owned())),
        None => (event_type, None),
    };
    Ok(Act {
        event_type: event_type.to_owned(),
        mode,
        status: status.to_owned(),
        trigger: span(trigger)?,
        actors: side(actors)?,
        recipients: side(recipients)?,
    })
}

/// The project's own sentences.
pub(crate) fn read() -> Result<Vec<Example>> {
    let folder = project_root().join("training/events/examples");
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).context("the example sentences")? {
        let path = entry?.path();
        for line in fs::read_to_string(&path)?.lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            found.push(parse(line).with_context(|| format!("{}: {line}", path.display()))?);
        }
    }
    Ok(found)
}

fn parse(line: &str) -> Result<Example> {
    let (marked, told) = line.split_once('\t').context("a tab")?;
    let mut text = String::new();
    let mut spans: HashMap<&str, Span> = HashMap::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (number, after) = after.split_once(' ').context("a mark's number")?;
        let (words, after) = after.split_once(']').context("a mark's end")?;
        spans.insert(number, Span::new(text.len(), text.len() + words.len()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    let of = |numbers: &str| -> Result<Vec<Span>> {
        numbers
            .split(',')
            .filter(|number| !number.is_empty())
            .map(|number| spans.get(number).copied().context("a mark"))
            .collect()
    };
    let mut acts = Vec::new();
    for act in told.split(" ; ").filter(|act| act.trim() != "-") {
        let fields: Vec<&str> = act.split_whitespace().collect();
        let [event_type, status, trigger, sides] = fields[..] else {
            bail!("not an event: {act}");
        };
        let (actors, recipients) = match sides.split_once('~') {
            Some((one, other)) => {
                let both = [of(one)?, of(other)?].concat();
                (both.clone(), both)
            }
            None => {
                let (actors, recipients) = sides.split_once('>').context("sides")?;
                (of(actors)?, of(recipients)?)
            }
        };
        let (event_type, mode) = event_type.split_once(':').unwrap_or((event_type, ""));
        acts.push(Act {
            event_type: event_type.to_owned(),
            mode: Some(mode.to_owned()),
            status: status.to_owned(),
            trigger: *of(trigger)?.first().context("a trigger")?,
            actors,
            recipients,
        });
    }
    Ok(Example {
        id: text.clone(),
        text,
        acts,
    })
}
