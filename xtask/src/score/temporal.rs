//! Time expressions against TempEval-3 and WikiWars.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;
use zenobia::{span::Span, times};

use super::{Bench, Counts, Figure, reading::Reader};

/// One marked time expression.
struct Gold {
    span: Span,
    kind: Option<String>,
    value: Option<String>,
}

#[derive(Default)]
struct Tally {
    relaxed: Counts,
    strict: Counts,
    kind: Counts,
    value: Counts,
    wrong: Vec<String>,
}

/// TimeBank and AQUAINT: relaxed and strict spans, values.
pub(crate) fn tempeval3(bench: &Bench) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut tally = Tally::default();
    for file in ["timebank", "aquaint"] {
        for record in bench.records(&format!("temporal-tempeval3/{file}.jsonl.gz"))? {
            tally.add(&reader, &record, "dct", |time| Gold {
                span: Span::default(),
                kind: string(time, "type"),
                value: string(time, "value"),
            })?;
        }
    }
    tally.print(bench);
    Ok(vec![
        tally.relaxed.figure("tempeval3.relaxed_f1"),
        tally.strict.figure("tempeval3.strict_f1"),
        tally.kind.figure("tempeval3.type_f1"),
        tally.value.figure("tempeval3.value_f1"),
    ])
}

/// WikiWars: histories, whose dates follow one another.
pub(crate) fn wikiwars(bench: &Bench) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut tally = Tally::default();
    for record in bench.records("temporal-wikiwars/wikiwars.dev.jsonl.gz")? {
        tally.add(&reader, &record, "dct", |time| Gold {
            span: Span::default(),
            kind: string(time, "timex3_type"),
            value: string(time, "timex3_value").or_else(|| string(time, "val")),
        })?;
    }
    tally.print(bench);
    Ok(vec![
        tally.relaxed.figure("wikiwars.relaxed_f1"),
        tally.value.figure("wikiwars.value_f1"),
    ])
}

impl Tally {
    fn add(
        &mut self,
        reader: &Reader,
        record: &Value,
        written: &str,
        gold: impl Fn(&Value) -> Gold,
    ) -> Result<()> {
        let text = record["text"].as_str().context("a record without text")?;
        let written = record[written]
            .as_str()
            .and_then(|day| day.get(..10)?.parse().ok());
        let bytes = super::reading::byte_offsets(text);
        let mut marked: Vec<Gold> = Vec::new();
        for time in record["timexes"]
            .as_array()
            .context("a record without timexes")?
        {
            let mut one = gold(time);
            one.span = super::reading::span(&bytes, time)?;
            marked.push(one);
        }
        let article = super::reading::article(text, written);
        let (tokens, syntax) = reader.grammar(&article);
        let found = times::read(&article, &tokens, &syntax);
        let mut taken: BTreeMap<usize, ()> = BTreeMap::new();
        for counts in [
            &mut self.relaxed,
            &mut self.strict,
            &mut self.kind,
            &mut self.value,
        ] {
            counts.given += found.len();
            counts.wanted += marked.len();
        }
        let id = record["id"].as_str().unwrap_or("");
        for time in &found {
            let partner = marked
                .iter()
                .enumerate()
                .filter(|(index, gold)| gold.span.overlaps(time.span) && !taken.contains_key(index))
                .max_by_key(|(_, gold)| gold.span == time.span);
            let words = time.span.text(text);
            let Some((index, gold)) = partner else {
                self.wrong.push(format!(
                    "extra\t{words}\t{}\t{id}\t{}",
                    time.value,
                    around(text, time.span)
                ));
                continue;
            };
            taken.insert(index, ());
            self.relaxed.right += 1;
            if gold.span == time.span {
                self.strict.right += 1;
            } else {
                self.wrong
                    .push(format!("span\t{words}\t{}\t{id}", gold.span.text(text)));
            }
            let kind = format!("{:?}", time.kind).to_uppercase();
            if gold.kind.as_ref().is_none_or(|wanted| *wanted == kind) {
                self.kind.right += 1;
            }
            if gold
                .value
                .as_ref()
                .is_none_or(|wanted| *wanted == time.value)
            {
                self.value.right += 1;
            } else {
                let wanted = gold.value.as_deref().unwrap_or("");
                self.wrong.push(format!(
                    "value\t{words}\t{}\tnot {wanted}\t{id}\t{}",
                    time.value,
                    around(text, time.span)
                ));
            }
        }
        for (index, gold) in marked.iter().enumerate() {
            if !taken.contains_key(&index) {
                let words = gold.span.text(text);
                let value = gold.value.as_deref().unwrap_or("");
                self.wrong.push(format!(
                    "missed\t{words}\t{value}\t{id}\t{}",
                    around(text, gold.span)
                ));
            }
        }
        Ok(())
    }

    fn print(&self, bench: &Bench) {
        for line in self.wrong.iter().take(bench.errors) {
            eprintln!("{}", line.replace('\n', " "));
        }
    }
}

impl Counts {
    /// F1 with the counts behind it.
    pub(crate) fn figure(self, name: &'static str) -> Figure {
        Figure {
            name,
            value: self.f1(),
            detail: format!(
                "P {:.3} R {:.3}, {} right of {} given, {} wanted",
                self.precision(),
                self.recall(),
                self.right,
                self.given,
                self.wanted
            ),
        }
    }
}

fn string(record: &Value, key: &str) -> Option<String> {
    Some(record[key].as_str()?.to_owned())
}

/// Some words around a span, for a person who reads wrong answers.
fn around(text: &str, span: Span) -> &str {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor((span.start as usize).saturating_sub(40));
    let end = floor((span.end as usize + 30).min(text.len()));
    &text[start..end]
}
