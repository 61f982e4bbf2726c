//! Did it happen? Modality against people's scores of predicates, from -3 to +3.

use anyhow::{Context, Result};
use zenobia::{
    events::{
        Status,
        modality::{self, ModalityLexicon},
    },
    tokens::TokenId,
};

use super::{
    Bench, Counts, Figure,
    reading::{self, Reader},
};

/// From here up a predicate counts as having happened: between "possibly" (1) and "probably" (2).
const HAPPENED: f64 = 1.5;

/// Macro-F1 of "happened" and "did not, or not surely".
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let lexicon = ModalityLexicon::built_in()?;
    let mut happened = Counts::default();
    let mut not = Counts::default();
    let mut shown = 0;
    for record in bench.records("factuality/dev.jsonl")? {
        let words = record["text"].as_str().context("a record without text")?;
        let article = reading::article(words, None);
        let (text, syntax) = reader.grammar(&article);
        let offsets = reading::byte_offsets(words);
        for predicate in record["predicates"].as_array().into_iter().flatten() {
            let score = predicate["score"].as_f64().context("no score")?;
            let span = reading::span(&offsets, predicate)?;
            let inside: Vec<TokenId> = text.tokens_in(span).collect();
            let head = syntax
                .head_of(inside)
                .or_else(|| text.token_at(span.start))
                .context("a predicate outside all tokens")?;
            let modality = modality::read(&text, &syntax, &lexicon, head);
            let wanted = score >= HAPPENED;
            let given = modality.status == Status::Asserted;
            for (class, counts) in [(true, &mut happened), (false, &mut not)] {
                counts.wanted += usize::from(wanted == class);
                counts.given += usize::from(given == class);
                counts.right += usize::from(wanted == class && given == class);
            }
            if wanted != given && shown < bench.errors {
                shown += 1;
                let evidence = modality.evidence.map(|span| span.text(words));
                eprintln!(
                    "{} {score} given {:?} by {evidence:?}: {words}",
                    predicate["text"], modality.status
                );
            }
        }
    }
    Ok(vec![Figure {
        name: "factuality.macro_f1",
        value: (happened.f1() + not.f1()) / 2.0,
        detail: format!(
            "happened P {:.3} R {:.3} of {}, not P {:.3} R {:.3} of {}",
            happened.precision(),
            happened.recall(),
            happened.wanted,
            not.precision(),
            not.recall(),
            not.wanted
        ),
    }])
}
