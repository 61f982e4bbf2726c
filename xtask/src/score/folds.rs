//! Event classifiers that each leave a part of the marked sentences out.

use std::{collections::HashSet, fs, io::ErrorKind, path::Path};

use anyhow::Result;
use zenobia::{coder::Coder, events::EventWeights, weights::Weights};

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

/// The classifiers of `train_events.py --fold all` with the weights of `linear.py --by-fold`, each with the sentences it was
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
        coder.predicates.weights = EventWeights {
            parties: read_weights(&fold.join("parties.tsv"))?,
            statuses: read_weights(&fold.join("statuses.tsv"))?,
            telling: read_weights(&fold.join("telling.tsv"))?,
            confidence: read_weights(&fold.join("confidence.tsv"))?,
        };
        found.push(Fold {
            coder,
            left_out: Some(left_out.lines().map(str::to_owned).collect()),
        });
    }
    Ok(found)
}

/// Weights that were learnt without a fold's sentences; none where none were learnt yet.
fn read_weights(path: &Path) -> Result<Weights> {
    match fs::read_to_string(path) {
        Ok(content) => Ok(Weights::read(&path.display().to_string(), &content)?),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(Weights::default()),
        Err(fault) => Err(fault.into()),
    }
}
