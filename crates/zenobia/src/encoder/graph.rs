//! Runs an ONNX graph.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::{Layout, NdTensor};

use super::half::widen_model;

/// A graph with its inputs and outputs, by name.
#[derive(Debug)]
pub(super) struct Graph<const INPUTS: usize, const OUTPUTS: usize> {
    model: Model,
    inputs: [NodeId; INPUTS],
    outputs: [NodeId; OUTPUTS],
}

/// Scores of a batch: a row of `labels` numbers for each word of each sentence.
#[derive(Debug)]
pub(super) struct Scores {
    numbers: Vec<f32>,
    words: usize,
    labels: usize,
}

impl<const INPUTS: usize, const OUTPUTS: usize> Graph<INPUTS, OUTPUTS> {
    /// The graph in an ONNX file; the error says what is wrong.
    pub(super) fn load(
        onnx: &[u8],
        inputs: [&str; INPUTS],
        outputs: [&str; OUTPUTS],
    ) -> Result<Self, String> {
        let wide = widen_model(onnx).ok_or("not a protobuf")?;
        // A twentieth quicker to run for a hundredth of a second to load.
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(wide)
            .map_err(|error| error.to_string())?;
        let node = |name: &str| model.find_node(name).ok_or(format!("no node `{name}`"));
        let mut input_ids = Vec::new();
        for name in inputs {
            input_ids.push(node(name)?);
        }
        let mut output_ids = Vec::new();
        for name in outputs {
            output_ids.push(node(name)?);
        }
        Ok(Graph {
            inputs: input_ids.try_into().expect("an id a name"),
            outputs: output_ids.try_into().expect("an id a name"),
            model,
        })
    }

    /// One run over a batch; every output has the shape `[batch, words, labels]`.
    pub(super) fn run(
        &self,
        inputs: [Value; INPUTS],
        threads: &Arc<ThreadPool>,
    ) -> Result<[Scores; OUTPUTS], String> {
        let inputs: Vec<(NodeId, ValueOrView<'_>)> = self
            .inputs
            .iter()
            .copied()
            .zip(inputs.into_iter().map(ValueOrView::from))
            .collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(threads)));
        let outputs = self
            .model
            .run_n(inputs, self.outputs, Some(options))
            .map_err(|error| error.to_string())?;
        let mut scores = Vec::with_capacity(OUTPUTS);
        for output in outputs {
            let tensor: NdTensor<f32, 3> = output
                .try_into()
                .map_err(|_| "an output is not of three dimensions in f32".to_owned())?;
            let [_, words, labels] = tensor.shape();
            scores.push(Scores {
                numbers: tensor.into_data(),
                words,
                labels,
            });
        }
        Ok(scores.try_into().expect("an output an id"))
    }
}

impl Scores {
    /// Number of labels.
    pub(super) fn labels(&self) -> usize {
        self.labels
    }

    /// The scores of word `word` of sentence `sentence` of the batch.
    pub(super) fn row(&self, sentence: usize, word: usize) -> &[f32] {
        let start = (sentence * self.words + word) * self.labels;
        &self.numbers[start..start + self.labels]
    }

    /// The label with the highest score, the first of equals.
    pub(super) fn best(&self, sentence: usize, word: usize) -> usize {
        let mut best = 0;
        let row = self.row(sentence, word);
        for (label, score) in row.iter().enumerate() {
            if *score > row[best] {
                best = label;
            }
        }
        best
    }

    /// The labels with the highest scores, best first, the first of equals first.
    pub(super) fn choices<const N: usize>(&self, sentence: usize, word: usize) -> [u16; N] {
        let row = self.row(sentence, word);
        let mut best: [(f32, u16); N] = [(f32::NEG_INFINITY, 0); N];
        for (label, &score) in row.iter().enumerate() {
            if score > best[N - 1].0 {
                let at = best.partition_point(|&(known, _)| known >= score);
                best[at..].rotate_right(1);
                best[at] = (score, label as u16);
            }
        }
        best.map(|(_, label)| label)
    }

    /// All numbers, and so the tensor that they are.
    pub(super) fn into_tensor(self) -> NdTensor<f32, 3> {
        let batch = self.numbers.len() / (self.words * self.labels).max(1);
        NdTensor::from_data([batch, self.words, self.labels], self.numbers)
    }
}
