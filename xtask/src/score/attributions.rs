//! Who says so, against PolNeAR.

use anyhow::{Context, Result};
use serde_json::Value;
use zenobia::{
    article::{Article, Block, BlockKind},
    attributions::{self, Attribution, CueLexicon},
    entities::Entities,
    span::Span,
};

use super::{
    Bench, Counts, Figure, ratio,
    reading::{self, Reader},
};

/// An attribution as a person marked it.
struct Marked {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    overlapping: Counts,
    exact: Counts,
    // Of the contents found, those with the exact source.
    sources: (usize, usize),
    // Of the quotations marked, those with a source that touches the right one.
    quotations: (usize, usize),
    shown: usize,
}

/// F1 of attributions whose content overlaps by half and whose source is touched; the share of
/// exact sources among right contents; F1 of attributions exact in every part.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let lexicon = CueLexicon::built_in()?;
    let mut tally = Tally::default();
    for record in bench.records("polnear/dev.jsonl")? {
        let article = article(&record)?;
        let (text, syntax) = reader.grammar(&article);
        let entities = Entities::default();
        let mut given = attributions::read(&article, &text, &syntax, &entities, &lexicon);
        let offsets = reading::byte_offsets(&article.text);
        let discarded = spans(&offsets, &record["discard"])?;
        // Marked tokens take part in one attribution only, so what is nested is not marked.
        given.retain(|attribution| {
            attribution.within.is_none()
                && !discarded
                    .iter()
                    .any(|span| span.overlaps(attribution.content[0]))
        });
        let marked = marked(&offsets, &record["attributions"])?;
        tally.add(bench, &article, &marked, &given);
    }
    Ok(tally.figures())
}

impl Tally {
    fn add(&mut self, bench: &Bench, article: &Article, marked: &[Marked], given: &[Attribution]) {
        self.overlapping.wanted += marked.len();
        self.overlapping.given += given.len();
        self.exact.wanted += marked.len();
        self.exact.given += given.len();
        let pairs = pairs(marked, given);
        for (mark, answer) in marked.iter().enumerate() {
            let pair = pairs
                .iter()
                .find(|pair| pair.0 == mark)
                .map(|pair| &given[pair.1]);
            if is_quotation(article, answer) {
                self.quotations.1 += 1;
                self.quotations.0 += usize::from(pair.is_some_and(|given| touches(answer, given)));
            }
            let Some(given) = pair else {
                self.show(bench, article, "missed", Some(answer), None);
                continue;
            };
            self.sources.1 += 1;
            let source = given.source.span().into_iter().collect::<Vec<_>>();
            let same_source = same(article, &answer.source, &source);
            self.sources.0 += usize::from(same_source);
            if touches(answer, given) {
                self.overlapping.right += 1;
            } else {
                self.show(bench, article, "wrong source", Some(answer), Some(given));
            }
            let cue = given.cue.into_iter().collect::<Vec<_>>();
            if same_source
                && same(article, &answer.cue, &cue)
                && same(article, &answer.content, &given.content)
            {
                self.exact.right += 1;
            } else if touches(answer, given) {
                self.show(bench, article, "inexact", Some(answer), Some(given));
            }
        }
        for (index, extra) in given.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.1 == index) {
                self.show(bench, article, "extra", None, Some(extra));
            }
        }
    }

    fn show(
        &mut self,
        bench: &Bench,
        article: &Article,
        what: &str,
        marked: Option<&Marked>,
        given: Option<&Attribution>,
    ) {
        if self.shown >= bench.errors {
            return;
        }
        self.shown += 1;
        let words = |spans: &[Span]| {
            let words: Vec<&str> = spans.iter().map(|span| span.text(&article.text)).collect();
            words.join(" … ")
        };
        eprintln!("{what}");
        if let Some(marked) = marked {
            eprintln!(
                "  marked [{}] <{}> {}",
                words(&marked.source),
                words(&marked.cue),
                words(&marked.content)
            );
        }
        if let Some(given) = given {
            eprintln!(
                "  given  [{}] <{}> {}",
                words(given.source.span().as_slice()),
                words(given.cue.as_slice()),
                words(&given.content)
            );
        }
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure {
                name: "polnear.f1",
                value: self.overlapping.f1(),
                detail: detail(self.overlapping),
            },
            Figure {
                name: "polnear.source_exact",
                value: ratio(self.sources.0, self.sources.1),
                detail: format!("of {} right contents", self.sources.1),
            },
            Figure {
                name: "polnear.exact_f1",
                value: self.exact.f1(),
                detail: detail(self.exact),
            },
            Figure {
                name: "polnear.quotation_speaker",
                value: ratio(self.quotations.0, self.quotations.1),
                detail: format!("of {} quotations", self.quotations.1),
            },
        ]
    }
}

fn detail(counts: Counts) -> String {
    format!(
        "P {:.3} R {:.3}, {} given, {} marked",
        counts.precision(),
        counts.recall(),
        counts.given,
        counts.wanted
    )
}

/// The article of a record; every line is a paragraph.
fn article(record: &Value) -> Result<Article> {
    let words = record["text"].as_str().context("a record without text")?;
    let mut article = reading::article(words, None);
    article.blocks.clear();
    let mut at = 0;
    for line in words.split('\n') {
        if !line.trim().is_empty() {
            let start = at + line.len() - line.trim_start().len();
            article.blocks.push(Block {
                span: Span::new(start, at + line.trim_end().len()),
                kind: BlockKind::Paragraph,
            });
        }
        at += line.len() + 1;
    }
    Ok(article)
}

fn marked(offsets: &[usize], records: &Value) -> Result<Vec<Marked>> {
    let mut found = Vec::new();
    for record in records.as_array().into_iter().flatten() {
        let content = spans(offsets, &record["content"])?;
        if content.is_empty() {
            continue;
        }
        found.push(Marked {
            source: spans(offsets, &record["source"])?,
            cue: spans(offsets, &record["cue"])?,
            content,
        });
    }
    Ok(found)
}

fn spans(offsets: &[usize], records: &Value) -> Result<Vec<Span>> {
    let records = records.as_array().into_iter().flatten();
    records
        .map(|record| reading::span(offsets, record))
        .collect()
}

/// Pairs of marked and given attributions whose contents overlap by half, best first, each used once.
fn pairs(marked: &[Marked], given: &[Attribution]) -> Vec<(usize, usize)> {
    let mut scored = Vec::new();
    for (mark, marked) in marked.iter().enumerate() {
        for (index, given) in given.iter().enumerate() {
            let overlap = jaccard(&marked.content, &given.content);
            if overlap >= 0.5 {
                // Of equal overlaps, the one with the right source comes first.
                scored.push((overlap, touches(marked, given), mark, index));
            }
        }
    }
    scored.sort_by(|one, other| {
        (other.0, other.1)
            .partial_cmp(&(one.0, one.1))
            .expect("overlaps are numbers")
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, _, mark, index) in scored {
        if !pairs.iter().any(|pair| pair.0 == mark || pair.1 == index) {
            pairs.push((mark, index));
        }
    }
    pairs
}

fn jaccard(one: &[Span], other: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let mut shared = 0;
    for a in one {
        for b in other {
            shared += a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize;
        }
    }
    ratio(shared, length(one) + length(other) - shared)
}

fn touches(marked: &Marked, given: &Attribution) -> bool {
    match given.source.span() {
        Some(span) => marked.source.iter().any(|source| source.overlaps(span)),
        None => marked.source.is_empty(),
    }
}

/// Whether two lists of spans hold the same words; punctuation at their ends does not count.
fn same(article: &Article, one: &[Span], other: &[Span]) -> bool {
    let words = |spans: &[Span]| -> Vec<(usize, usize)> {
        let trimmed = spans.iter().map(|span| {
            let words = span.text(&article.text);
            let is_edge = |c: char| !c.is_alphanumeric();
            let start = span.start as usize + words.len() - words.trim_start_matches(is_edge).len();
            let end = span.start as usize + words.trim_end_matches(is_edge).len();
            (start, end)
        });
        trimmed.filter(|(start, end)| start < end).collect()
    };
    words(one) == words(other)
}

fn is_quotation(article: &Article, marked: &Marked) -> bool {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '\'');
    marked
        .content
        .iter()
        .all(|span| span.text(&article.text).starts_with(is_mark))
}
