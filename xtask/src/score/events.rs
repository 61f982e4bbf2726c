//! Events: who did what to whom, against sentences with marked parties (PLV) and class labels.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use zenobia::{
    article::Article,
    document::Document,
    encoder::{Encoding, Role},
    events::{Event, EventType, Participant, Status},
    span::Span,
    syntax::Relation,
    tokens::{self, Text, TokenId},
};

use super::{
    Bench, Counts, Figure,
    folds::{self, Fold},
};

/// PLV: the root of the event between the two marked parties, end to end from the raw sentence.
///
/// The classifier was trained on the train part: that is measured by cross-validation, or not at all.
pub(crate) fn plv(bench: &Bench) -> Result<Vec<Figure>> {
    let (train, dev) = train_and_dev(bench, plv_part)?;
    let mut figures = Vec::new();
    if train.end_to_end.wanted() > 0 {
        figures.extend(train.figures("plv.macro_f1", "plv.marked_macro_f1"));
    }
    figures.extend(dev.figures("plv.dev_macro_f1", "plv.dev_marked_macro_f1"));
    Ok(figures)
}

/// Measures the train part of a corpus, each classifier of `--folds` on what it has not seen (nothing without them), and
/// the dev part with what is shipped.
fn train_and_dev<T: Default>(
    bench: &Bench,
    measure: fn(&Bench, &Fold, &str, &mut T) -> Result<()>,
) -> Result<(T, T)> {
    let (mut train, mut dev) = (T::default(), T::default());
    for fold in folds::read(bench)? {
        measure(bench, &fold, "train", &mut train)?;
    }
    measure(bench, &Fold::shipped()?, "dev", &mut dev)?;
    Ok((train, dev))
}

/// Answers for marked pairs: of the whole program, and of the classifier where it is told the pair.
#[derive(Default)]
struct Pairs {
    end_to_end: Classes,
    marked: Classes,
}

impl Pairs {
    fn figures(&self, end_to_end: &'static str, marked: &'static str) -> [Figure; 2] {
        [
            self.end_to_end.figure(end_to_end),
            self.marked.figure(marked),
        ]
    }
}

/// A sentence of PLV with its two parties.
pub(crate) struct Pair {
    /// Its record.
    pub(crate) id: String,
    /// The sentence.
    pub(crate) text: String,
    /// What the one does to the other.
    pub(crate) root: String,
    /// Who does it.
    pub(crate) source: Vec<Span>,
    /// To whom.
    pub(crate) target: Vec<Span>,
}

/// The sentences of a part of PLV.
pub(crate) fn read_pairs(bench: &Bench, part: &str) -> Result<Vec<Pair>> {
    bench
        .records(&format!("plv_dyads/{part}.jsonl"))?
        .iter()
        .map(|record| {
            let text = string(record, "text")?;
            Ok(Pair {
                id: string(record, "id")?,
                root: string(record, "event")?,
                source: marks(record, &text, "S")?,
                target: marks(record, &text, "T")?,
                text,
            })
        })
        .collect()
}

fn plv_part(bench: &Bench, fold: &Fold, part: &str, pairs: &mut Pairs) -> Result<()> {
    let mut printed = 0;
    for pair in read_pairs(bench, part)? {
        if !fold.measures(&pair.id) {
            continue;
        }
        let Pair {
            text,
            root: wanted,
            source,
            target,
            ..
        } = pair;
        let article = sentence(&text);
        let words = tokens::split(&article);
        let encoding = fold.coder.encoder.encode(&article, &words);
        let marked = marked_root(&words, &encoding, &source, &target);
        pairs.marked.add(&wanted, marked);
        let document = fold
            .coder
            .code_encoded(article, words, encoding, &mut |_| ());
        let answer = best_match(&document, &source, &target).map(plv_root);
        pairs.end_to_end.add(&wanted, answer);
        if answer != Some(wanted.as_str()) && printed < bench.errors {
            printed += 1;
            eprintln!(
                "{wanted} <- {}, marked {} {text}",
                answer.unwrap_or("nothing"),
                marked.unwrap_or("nothing")
            );
            let names = |marks: &[Span]| {
                let names: Vec<&str> = marks.iter().map(|mark| mark.text(&text)).collect();
                names.join(" ")
            };
            eprintln!("    S {} | T {}", names(&source), names(&target));
            for event in &document.events {
                eprintln!("    {}", shown(&document, event));
            }
        }
    }
    Ok(())
}

/// The root that the classifier gives an event between two marked parties: of every word, how likely it tells an act of
/// that root between them, summed.
fn marked_root(
    words: &Text,
    encoding: &Encoding,
    source: &[Span],
    target: &[Span],
) -> Option<&'static str> {
    let mut sums: BTreeMap<&'static str, f32> = BTreeMap::new();
    let among = |token: TokenId, marks: &[Span]| {
        let span = words.span(token);
        marks.iter().any(|mark| mark.overlaps(span))
    };
    for scores in &encoding.acts {
        let best = |of: &dyn Fn(&Role) -> f32, marks: &[Span]| {
            scores
                .roles
                .iter()
                .filter(|role| among(role.token, marks))
                .map(of)
                .fold(0.0001, f32::max)
        };
        let sides = best(&|role| role.actor, source) * best(&|role| role.recipient, target);
        for (event_type, likely) in EventType::ALL.into_iter().zip(scores.types) {
            for (status, told) in Status::ALL.into_iter().zip(scores.statuses) {
                *sums.entry(root(event_type, status)).or_default() += likely * told * sides;
            }
        }
    }
    sums.into_iter()
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(root, _)| root)
}

/// The root PLV files an act under: words about an act go under the word (its README).
pub(crate) fn root(event_type: EventType, status: Status) -> &'static str {
    use EventType::{
        Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject,
        Retreat, Sanction, Support, Threaten,
    };
    let event_type = match (event_type, status) {
        (Agree | Consult | Support, Status::Denied) => Reject,
        (Cooperate | Aid | Concede | Retreat, Status::Denied) => Sanction,
        (Consult | Support | Cooperate | Aid | Concede | Retreat, Status::Planned) => Agree,
        (Protest | Mobilize | Sanction | Coerce | Assault, Status::Planned) => Threaten,
        (other, _) => other,
    };
    match event_type {
        Concede | Retreat => "YIELD",
        other => other.label(),
    }
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

/// The root PLV files an event under.
fn plv_root(event: &Event) -> &'static str {
    let modality = &event.modality;
    // PLV keeps court verdicts where CAMEO has lawsuits; PLOVER 2.0 made them a mode of SANCTION.
    if event.event_type == EventType::Sanction && event.modes.contains(&"convict") {
        return root(EventType::Accuse, modality.status);
    }
    let status = if modality.negated {
        Status::Denied
    } else if modality.future {
        Status::Planned
    } else {
        modality.status
    };
    root(event.event_type, status)
}

/// cameo_class: one of five coarse classes a sentence, from its first event.
pub(crate) fn cameo_class(bench: &Bench) -> Result<Vec<Figure>> {
    let (train, dev) = train_and_dev(bench, class_part)?;
    let mut figures = Vec::new();
    if train.wanted() > 0 {
        figures.push(train.figure("cameo_class.macro_f1"));
    }
    figures.push(dev.figure("cameo_class.dev_macro_f1"));
    Ok(figures)
}

fn class_part(bench: &Bench, fold: &Fold, part: &str, classes: &mut Classes) -> Result<()> {
    let mut printed = 0;
    for record in bench.records(&format!("cameo_class/{part}.jsonl"))? {
        if !fold.measures(&string(&record, "id")?) {
            continue;
        }
        let text = string(&record, "text")?;
        let wanted = record["label"].as_u64().context("a label")?.to_string();
        let document = fold.coder.code(sentence(&text));
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
        if answer != wanted && printed < bench.errors {
            printed += 1;
            eprintln!("{wanted} <- {answer} {text}");
            for event in &document.events {
                eprintln!("    {} {:.2}", shown(&document, event), event.confidence);
            }
        }
    }
    if bench.errors > 0 {
        eprint!("{}", classes.table());
    }
    Ok(())
}

/// cameo_ner: the spans of the actor and the recipient of a sentence's event.
///
/// The corpus marks whole phrases, where zenobia gives the words that name who: for exact spans each is widened to its
/// phrase, and articles do not count on either side.
pub(crate) fn cameo_ner(bench: &Bench) -> Result<Vec<Figure>> {
    let (train, dev) = train_and_dev(bench, party_part)?;
    let mut figures = Vec::new();
    if train.overlap.wanted > 0 {
        figures.extend(train.figures("cameo_ner.overlap_f1", "cameo_ner.exact_f1"));
    }
    figures.extend(dev.figures("cameo_ner.dev_overlap_f1", "cameo_ner.dev_exact_f1"));
    Ok(figures)
}

#[derive(Default)]
struct PartySpans {
    overlap: Counts,
    exact: Counts,
}

impl PartySpans {
    fn figures(&self, overlap: &'static str, exact: &'static str) -> [Figure; 2] {
        let figure = |name, counts: Counts| Figure {
            name,
            value: counts.f1(),
            detail: format!("P {:.3} R {:.3}", counts.precision(), counts.recall()),
        };
        [figure(overlap, self.overlap), figure(exact, self.exact)]
    }
}

fn party_part(bench: &Bench, fold: &Fold, part: &str, spans: &mut PartySpans) -> Result<()> {
    let mut printed = 0;
    for record in bench.records(&format!("cameo_ner/{part}.jsonl"))? {
        if !fold.measures(&string(&record, "id")?) {
            continue;
        }
        let text = string(&record, "text")?;
        let document = fold.coder.code(sentence(&text));
        let is_whole = |event: &&Event| !event.actors.is_empty() && !event.recipients.is_empty();
        let surest = |events: &mut dyn Iterator<Item = &Event>| -> Option<Event> {
            events
                .max_by(|one, other| one.confidence.total_cmp(&other.confidence))
                .cloned()
        };
        let event = surest(&mut document.events.iter().filter(is_whole))
            .or_else(|| surest(&mut document.events.iter()));
        let mut is_right = true;
        for label in ["S", "T"] {
            let marked: Vec<Span> = marks(&record, &text, label)?
                .into_iter()
                .map(|span| bare(&text, span))
                .collect();
            let found: Vec<Span> = event
                .iter()
                .flat_map(|event| match label {
                    "S" => &event.actors,
                    _ => &event.recipients,
                })
                .map(|one| bare(&text, phrase(&document, one)))
                .collect();
            for (counts, agrees) in [
                (&mut spans.overlap, Span::overlaps as fn(Span, Span) -> bool),
                (&mut spans.exact, |one, other| one == other),
            ] {
                counts.given += found.len();
                counts.wanted += marked.len();
                let right = marked
                    .iter()
                    .filter(|mark| found.iter().any(|span| agrees(*span, **mark)))
                    .count();
                counts.right += right.min(found.len());
                is_right &= right == marked.len();
            }
        }
        if !is_right && printed < bench.errors {
            printed += 1;
            eprintln!("{text}");
            for label in ["S", "T"] {
                for mark in marks(&record, &text, label)? {
                    eprintln!("  - {label} {}", mark.text(&text));
                }
            }
            for event in &document.events {
                eprintln!("  + {} {:.2}", shown(&document, event), event.confidence);
            }
        }
    }
    Ok(())
}

/// The whole phrase of a participant: without relative clauses, with everything else below its head.
fn phrase(document: &Document, one: &Participant) -> Span {
    let syntax = &document.syntax;
    let mut span = one.span;
    let mut open = vec![one.head];
    while let Some(token) = open.pop() {
        for &child in syntax.children(token) {
            let word = syntax.word(child);
            let is_outside = matches!(
                word.relation,
                Relation::Punct | Relation::Acl | Relation::Parataxis | Relation::Cop
            ) || token == one.head
                && matches!(
                    word.relation,
                    Relation::Case | Relation::Nsubj | Relation::Conj | Relation::Cc
                );
            if !is_outside {
                span = span.cover(document.text.span(child));
                open.push(child);
            }
        }
    }
    span
}

/// A span without the article it begins with.
fn bare(text: &str, span: Span) -> Span {
    let words = span.text(text);
    let article = ["the ", "a ", "an "].into_iter().find(|article| {
        words
            .get(..article.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(article))
    });
    let start = span.start as usize + article.map_or(0, str::len);
    Span::new(start, span.end as usize)
}

/// ngec_headlines: type and mode of a headline pattern's event.
pub(crate) fn headlines(bench: &Bench) -> Result<Vec<Figure>> {
    let (train, dev) = train_and_dev(bench, headline_part)?;
    let mut figures = Vec::new();
    if train.types.wanted > 0 {
        figures.extend(train.figures("ngec_headlines.type_f1", "ngec_headlines.mode_recall"));
    }
    figures.extend(dev.figures(
        "ngec_headlines.dev_type_f1",
        "ngec_headlines.dev_mode_recall",
    ));
    Ok(figures)
}

#[derive(Default)]
struct HeadlineCounts {
    types: Counts,
    modes: Counts,
}

impl HeadlineCounts {
    fn figures(&self, types: &'static str, modes: &'static str) -> [Figure; 2] {
        [
            Figure {
                name: types,
                value: self.types.f1(),
                detail: format!(
                    "P {:.3} R {:.3}",
                    self.types.precision(),
                    self.types.recall()
                ),
            },
            Figure {
                name: modes,
                value: self.modes.recall(),
                detail: format!("of {}", self.modes.wanted),
            },
        ]
    }
}

fn headline_part(
    bench: &Bench,
    fold: &Fold,
    part: &str,
    counts: &mut HeadlineCounts,
) -> Result<()> {
    let mut printed = 0;
    for record in bench.records(&format!("ngec_headlines/{part}.jsonl"))? {
        if !fold.measures(&string(&record, "id")?) {
            continue;
        }
        let text = string(&record, "text")?
            .replace("{country_1}", "Poland")
            .replace("{country_2}", "Turkey")
            .replace("{country_3}", "Peru")
            .replace("{city}", "Lagos");
        let wanted = string(&record, "event")?;
        let mode = record["mode"].as_str().unwrap_or_default().to_lowercase();
        let document = fold.coder.code(sentence(&text));
        counts.types.wanted += 1;
        let right = document
            .events
            .iter()
            .find(|event| event.event_type.label() == wanted);
        counts.types.given += document.events.len();
        counts.types.right += usize::from(right.is_some());
        let has_mode = right.is_some_and(|event| event.modes.iter().any(|one| *one == mode));
        if !mode.is_empty() {
            counts.modes.wanted += 1;
            counts.modes.right += usize::from(has_mode);
        }
        if !(has_mode || right.is_some() && mode.is_empty()) && printed < bench.errors {
            printed += 1;
            eprintln!("{wanted} {mode}: {text}");
            for event in &document.events {
                eprintln!("    {:?} {}", event.modes, shown(&document, event));
            }
        }
    }
    Ok(())
}

/// An article of one sentence.
pub(super) fn sentence(text: &str) -> Article {
    Article {
        ..Article::of_text(text)
    }
}

pub(super) fn string(record: &Value, field: &str) -> Result<String> {
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

pub(super) fn shown(document: &Document, event: &Event) -> String {
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
pub(super) struct Classes {
    counts: BTreeMap<String, Counts>,
    nothing: usize,
}

impl Classes {
    pub(super) fn add(&mut self, wanted: &str, answer: Option<&str>) {
        self.counts.entry(wanted.to_owned()).or_default().wanted += 1;
        let Some(answer) = answer else {
            self.nothing += 1;
            return;
        };
        let counts = self.counts.entry(answer.to_owned()).or_default();
        counts.given += 1;
        counts.right += usize::from(answer == wanted);
    }

    /// How many answers are wanted.
    fn wanted(&self) -> usize {
        self.counts.values().map(|counts| counts.wanted).sum()
    }

    pub(super) fn figure(&self, name: &'static str) -> Figure {
        Figure {
            name,
            value: self.macro_f1(),
            detail: self.to_string(),
        }
    }

    pub(super) fn accuracy(&self, name: &'static str) -> Figure {
        let right: usize = self.counts.values().map(|counts| counts.right).sum();
        Figure {
            name,
            value: right as f64 / self.wanted().max(1) as f64,
            detail: format!("of {}", self.wanted()),
        }
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
        let wanted = self.wanted();
        write!(
            formatter,
            "{right} of {wanted} right, {} unanswered",
            self.nothing
        )
    }
}
