//! Event classifiers that each leave a part of the marked sentences out.

use std::{collections::HashSet, fs, path::Path};

use anyhow::Result;
use zenobia::{coder::Coder, weights::Weights};

use super::Bench;

/// A coder and the sentences it has not been trained on; `None`: all that are asked.
pub(crate) struct Fold {
    /// The coder.
    pub(crate) coder: Coder,
    left_out: Option<HashSet<String>>,
}

impl Fold {
    /// What is shipped, to be measured on sentences that no training has seen.
    pub(crate) fn shipped() -> Result<Fold> {
        Ok(Fold {
            coder: Coder::built_in()?,
            left_out: None,
        })
    }

    /// Whether the sentence is one that it can be measured on.
    pub(crate) fn measures(&self, id: &str) -> bool {
        self.left_out.as_ref().is_none_or(|ids| ids.contains(id))
    }
}

/// The classifiers of `train_events.py --fold all` with the weights of `linear.py --folds`, each with the sentences it was
/// not trained on.
pub(crate) fn read(bench: &Bench) -> Result<Vec<Fold>> {
    let Some(folder) = &bench.folds else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for number in 0.. {
        let fold = folder.join(format!("fold{number}"));
        let Ok(onnx) = fs::read(fold.join("classifier.onnx")) else {
            break;
        };
        let left_out = fs::read_to_string(fold.join("left-out.txt"))?;
        let mut coder = Coder::built_in()?;
        coder.encoder = coder.encoder.with_classifier(&onnx)?;
        for (file, weights) in [
            ("parties.tsv", &mut coder.predicates.parties),
            ("statuses.tsv", &mut coder.predicates.statuses),
            ("telling.tsv", &mut coder.predicates.telling),
            ("confidence.tsv", &mut coder.predicates.confidence),
        ] {
            read_weights(&fold.join(file), weights)?;
        }
        found.push(Fold {
            coder,
            left_out: Some(left_out.lines().map(str::to_owned).collect()),
        });
    }
    Ok(found)
}

/// Weights that were learnt without a fold's sentences, where there are such.
fn read_weights(path: &Path, weights: &mut Weights) -> Result<()> {
    if path.exists() {
        *weights = Weights::read(&path.display().to_string(), &fs::read_to_string(path)?)?;
    }
    Ok(())
}
