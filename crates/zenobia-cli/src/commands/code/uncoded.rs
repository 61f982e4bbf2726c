//! `zenobia code --uncoded`: what the lexicons do not reach, by frequency.

use std::{cmp::Reverse, collections::HashMap, process::ExitCode};

use anyhow::Result;
use zenobia::{
    document::Document,
    events::uncoded::{self, Gap, Uncoded},
    syntax::Upos,
    tokens::TokenId,
};

use crate::{arguments::Reading, coding, output};

/// How often something stands uncoded, and where it does first in so many words.
struct Count {
    n_times: usize,
    example: String,
    // The example says "he": one by name is better.
    is_pronoun: bool,
}

/// Prints actors, then verbs, of all articles together.
pub(super) fn run(reading: &Reading) -> Result<ExitCode> {
    let mut out = output::open(reading.output.as_deref())?;
    let mut counts: HashMap<(Gap, String), Count> = HashMap::new();
    let code = coding::run_with(reading, |coder, document| {
        for found in uncoded::find(document.layers(&[]), &document.events, &coder.predicates) {
            let example = example(document, &found);
            let is_pronoun = document.syntax.word(found.head).upos == Upos::Pron;
            let count = counts.entry((found.gap, found.words)).or_insert(Count {
                n_times: 0,
                example: example.clone(),
                is_pronoun,
            });
            if count.is_pronoun && !is_pronoun {
                count.example = example;
                count.is_pronoun = false;
            }
            count.n_times += 1;
        }
        Ok(())
    })?;
    let mut lines: Vec<((Gap, String), Count)> = counts.into_iter().collect();
    lines.sort_by(|((gap, words), count), ((other_gap, other_words), other)| {
        (gap, Reverse(count.n_times), words).cmp(&(other_gap, Reverse(other.n_times), other_words))
    });
    for ((gap, words), count) in lines {
        let kind = match gap {
            Gap::Actor => "actor",
            Gap::Verb => "verb",
        };
        writeln!(out, "{kind}\t{}\t{words}\t{}", count.n_times, count.example)?;
    }
    out.flush()?;
    Ok(code)
}

/// The words around it in its sentence.
fn example(document: &Document, found: &Uncoded) -> String {
    const AROUND: u32 = 8;
    let sentence = document.text.sentence_of(found.head);
    let first = TokenId(found.head.0.saturating_sub(AROUND)).max(sentence.first);
    let last = TokenId((found.head.0 + AROUND).min(sentence.end.0 - 1));
    let span = document.text.span(first).cover(document.text.span(last));
    let words = document
        .words(span)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let before = if first > sentence.first { "... " } else { "" };
    let after = if last.0 + 1 < sentence.end.0 {
        " ..."
    } else {
        ""
    };
    format!("{before}{words}{after}")
}
