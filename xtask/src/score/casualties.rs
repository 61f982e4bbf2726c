//! Casualty and detention counts against ISAF press releases.

use anyhow::{Context, Result};
use zenobia::quantities::{self, Counted, Quantity};

use super::{Bench, Counts, Figure, reading::Reader};

/// Killed and detained: the number that the coder read as the least, document by document.
pub(crate) fn isaf(bench: &Bench) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut killed = Counts::default();
    let mut detained = Counts::default();
    let mut printed = 0;
    for part in ["train", "dev"] {
        for record in bench.records(&format!("isaf/{part}.jsonl"))? {
            let text = record["text"].as_str().context("a record without text")?;
            let article = super::reading::article(text, None);
            let (tokens, syntax) = reader.grammar(&article);
            let found = quantities::read(&article, &tokens, &syntax);
            for (key, counted, counts) in [
                ("min_killed", Counted::Killed, &mut killed),
                ("min_captured", Counted::Detained, &mut detained),
            ] {
                let wanted = record[key].as_f64().unwrap_or(0.0);
                let given = most(&found, counted);
                counts.wanted += usize::from(wanted > 0.0);
                counts.given += usize::from(given > 0.0);
                counts.right += usize::from(given > 0.0 && given == wanted);
                if given != wanted && printed < bench.errors {
                    printed += 1;
                    eprintln!("{key}\t{given}\tnot {wanted}\t{}", text.replace('\n', " "));
                }
            }
        }
    }
    Ok(vec![
        killed.figure("isaf.killed_f1"),
        detained.figure("isaf.detained_f1"),
    ])
}

/// The largest number counted so: releases repeat one count, rarely add.
fn most(quantities: &[Quantity], counted: Counted) -> f64 {
    quantities
        .iter()
        .filter(|quantity| quantity.counts == counted)
        .map(|quantity| quantity.min)
        .fold(0.0, f64::max)
}
