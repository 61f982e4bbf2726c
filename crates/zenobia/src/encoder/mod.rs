//! Label scores for every token, from one forward pass of the encoder.
//!
//! The encoder is a transformer over word pieces with heads for parts of speech, features, lemmas, names, arcs and
//! relations; `models/encoder/` holds its files. Scores of a sentence do not depend on what stands beside it in a
//! batch, nor on the number of threads.

mod acts;
mod batches;
mod casing;
mod embeddings;
mod graph;
mod half;
mod kinds;
mod known_names;
mod labels;
mod names;
mod tree;
mod vocabulary;

use std::sync::Arc;

use rayon::prelude::*;
use rten::{ThreadPool, Value};
use rten_tensor::NdTensor;

pub use self::{
    acts::{ACT_MODES, ACT_STATUSES, ACT_TYPES, ActScores, Role, softmax},
    casing::Casing,
    kinds::Kind,
    labels::Labels,
};
use self::{
    batches::Passage,
    embeddings::{Embeddings, WIDTH},
    graph::{Graph, Scores},
    vocabulary::Vocabulary,
};
use crate::{
    article::Article,
    tokens::{Sentence, Text, TokenId},
};

/// Threads that an encoder uses unless it is told otherwise.
const THREADS: usize = 2;

/// The encoder: word pieces, embeddings, weights and labels. Loaded once, then immutable.
#[derive(Debug)]
pub struct Encoder {
    vocabulary: Vocabulary,
    embeddings: Embeddings,
    encoder: Graph<3, 6>,
    relations: Graph<2, 1>,
    classifier: Graph<3, 5>,
    labels: Arc<Labels>,
    threads: Arc<ThreadPool>,
}

/// Why an encoder cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file of the model is not what it should be.
    #[error("model file `{file}`: {problem}")]
    Malformed {
        /// Name of the file.
        file: String,
        /// What is wrong.
        problem: String,
    },
}

/// What one forward pass says of a document; dropped once the layers are read from it.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// Names found, in text order, without overlap.
    pub names: Vec<Name>,
    /// The best labels of each token, as indices into [`Encoding::labels`].
    pub tokens: Vec<TokenLabels>,
    /// What the event classifier says of each token.
    pub acts: Vec<ActScores>,
    /// How its words would normally be written.
    pub casing: Casing,
    /// The labels.
    pub labels: Arc<Labels>,
}

/// How many lemma classes are kept of a token: not every class applies to every form.
pub const LEMMA_CHOICES: usize = 8;

/// The best labels of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLabels {
    /// Index into [`Labels::upos`].
    pub upos: u16,
    /// Index into [`Labels::feats`].
    pub feats: u16,
    /// Indices into [`Labels::lemma`], best first.
    pub lemma: [u16; LEMMA_CHOICES],
    /// The token it depends on, by the best tree over the arc scores; `None` for the root.
    pub head: Option<TokenId>,
    /// Index into [`Labels::relation`].
    pub relation: u16,
}

/// A name that the encoder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// What is named.
    pub kind: Kind,
}

/// The bytes of a file of the model.
macro_rules! model {
    ($include:ident, $file:literal) => {
        $include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/", $file))
    };
}

impl Encoder {
    /// The encoder that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When a file of the model is malformed.
    pub fn built_in() -> Result<Encoder, LoadError> {
        let malformed = |file: &str, problem: String| LoadError::Malformed {
            file: file.to_owned(),
            problem,
        };
        let labels = Labels::read(model!(include_str, "encoder/labels.tsv"))
            .map_err(|problem| malformed("labels.tsv", problem))?;
        let vocabulary = Vocabulary::read(
            model!(include_str, "encoder/pieces.tsv"),
            model!(include_str, "encoder/normalization.tsv"),
        )
        .map_err(|(file, problem)| malformed(file, problem))?;
        let rows = vocabulary.rows();
        let embeddings = Embeddings::read(model!(include_bytes, "encoder/words.q4"), rows)
            .ok_or_else(|| malformed("words.q4", format!("not of {rows} rows")))?;
        let encoder = Graph::load(
            model!(include_bytes, "encoder/encoder.onnx"),
            ["embeddings", "mask", "first"],
            ["words", "upos", "feats", "lemma", "names", "arcs"],
        )
        .map_err(|problem| malformed("encoder.onnx", problem))?;
        let relations = Graph::load(
            model!(include_bytes, "encoder/relations.onnx"),
            ["words", "heads"],
            ["relations"],
        )
        .map_err(|problem| malformed("relations.onnx", problem))?;
        let classifier = load_classifier(model!(include_bytes, "events/classifier.onnx"))?;
        let encoder = Encoder {
            vocabulary,
            embeddings,
            encoder,
            relations,
            classifier,
            labels: Arc::new(labels),
            threads: Arc::new(ThreadPool::with_num_threads(THREADS)),
        };
        encoder.try_out()?;
        Ok(encoder)
    }

    /// The same encoder with another event classifier, given as its ONNX file: to measure one by cross-validation.
    ///
    /// # Errors
    ///
    /// When it is no such classifier.
    pub fn with_classifier(self, onnx: &[u8]) -> Result<Encoder, LoadError> {
        let encoder = Encoder {
            classifier: load_classifier(onnx)?,
            ..self
        };
        encoder.try_out()?;
        Ok(encoder)
    }

    /// The same encoder on that many threads; what it gives does not depend on their number.
    #[must_use]
    pub fn with_threads(self, threads: usize) -> Encoder {
        Encoder {
            threads: Arc::new(ThreadPool::with_num_threads(threads.max(1))),
            ..self
        }
    }

    /// Does work on the encoder's threads. Work that encodes is best started here, or the threads would wait for each
    /// other.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.run(work)
    }

    /// Scores every token of a document.
    pub fn encode(&self, article: &Article, text: &Text) -> Encoding {
        self.encode_all(&[(&article.text, text)])
            .pop()
            .unwrap_or_default()
    }

    /// Scores every token of many documents, each given as its text and what that was cut into.
    ///
    /// Sentences of like length are scored together, whatever document they are from.
    pub fn encode_all(&self, documents: &[(&str, &Text)]) -> Vec<Encoding> {
        let casings = self.casings(documents);
        let passages: Vec<Passage> = documents
            .iter()
            .zip(&casings)
            .enumerate()
            .flat_map(|(index, ((source, text), casing))| {
                let sentences = &text.sentences;
                batches::passages(index, source, text, sentences, casing, &self.vocabulary)
            })
            .collect();
        let mut encodings = self.read(documents.len(), &passages);
        for ((encoding, (_, text)), casing) in encodings.iter_mut().zip(documents).zip(casings) {
            encoding.join_parts(text);
            encoding.casing = casing;
        }
        encodings
    }

    /// How the words of documents would normally be written; reads what is in capitals in small letters for that.
    fn casings(&self, documents: &[(&str, &Text)]) -> Vec<Casing> {
        let shouted: Vec<Vec<Sentence>> = documents
            .iter()
            .map(|(source, text)| casing::shouted(source, text))
            .collect();
        if shouted.iter().all(Vec::is_empty) {
            return vec![Casing::default(); documents.len()];
        }
        let passages: Vec<Passage> = documents
            .iter()
            .zip(&shouted)
            .enumerate()
            .flat_map(|(index, ((source, text), shouted))| {
                let small = Casing::small(source, text, shouted);
                batches::passages(index, source, text, shouted, &small, &self.vocabulary)
            })
            .collect();
        self.read(documents.len(), &passages)
            .iter()
            .zip(documents)
            .zip(&shouted)
            .map(|((read, (source, text)), shouted)| {
                Casing::normal(source, text, shouted, read, &self.vocabulary)
            })
            .collect()
    }

    /// What the graphs say of the words of these passages, in their order; an encoding a document.
    fn read(&self, n_documents: usize, passages: &[Passage]) -> Vec<Encoding> {
        let originals = batches::originals(passages);
        let batches = batches::batches(passages, &originals);
        let scored: Vec<Vec<Scored>> = self.threads.run(|| {
            batches
                .par_iter()
                .map(|batch| {
                    let batch: Vec<&Passage> =
                        batch.iter().map(|&index| &passages[index]).collect();
                    self.score(&batch)
                        .expect("the graphs ran when they were loaded")
                })
                .collect()
        });
        let mut by_passage: Vec<Option<Scored>> = passages.iter().map(|_| None).collect();
        for (index, scored) in batches
            .into_iter()
            .flatten()
            .zip(scored.into_iter().flatten())
        {
            by_passage[index] = Some(scored);
        }
        let mut encodings: Vec<Encoding> = (0..n_documents)
            .map(|_| Encoding {
                labels: Arc::clone(&self.labels),
                ..Encoding::default()
            })
            .collect();
        // Passages and the tokens in them are in text order.
        for (passage, original) in passages.iter().zip(originals) {
            let scored = by_passage[original]
                .as_ref()
                .expect("every original is in a batch");
            encodings[passage.document].add(passage, scored);
        }
        encodings
    }

    /// Runs the encoder and the event classifier over a batch of passages.
    fn forward(&self, batch: &[&Passage]) -> Result<([Scores; 6], [Scores; 5]), String> {
        let count = batch.len();
        let pieces = most(batch, |passage| passage.pieces.len());
        let words = most(batch, Passage::words);
        let mut embeddings = vec![0.0; count * pieces * WIDTH];
        let mut mask = vec![0.0; count * pieces];
        let mut first = vec![0; count * words];
        for (number, passage) in batch.iter().enumerate() {
            for (at, &row) in passage.pieces.iter().enumerate() {
                let place = number * pieces + at;
                mask[place] = 1.0;
                self.embeddings
                    .write(row, &mut embeddings[place * WIDTH..(place + 1) * WIDTH]);
            }
            for (at, &piece) in passage.first_pieces.iter().enumerate() {
                first[number * words + at] = piece as i32;
            }
        }
        let embeddings = NdTensor::from_data([count, pieces, WIDTH], embeddings);
        let mask = NdTensor::from_data([count, pieces], mask);
        let first = NdTensor::from_data([count, words], first);
        let inputs = [
            Value::from(embeddings.clone()),
            Value::from(mask.clone()),
            Value::from(first.clone()),
        ];
        let labels = self.encoder.run(inputs, &self.threads)?;
        let inputs = [
            Value::from(embeddings),
            Value::from(mask),
            Value::from(first),
        ];
        let acts = self.classifier.run(inputs, &self.threads)?;
        Ok((labels, acts))
    }

    /// Runs the encoder and, once it gave the heads, the relations, and reads the best labels off their scores.
    fn score(&self, batch: &[&Passage]) -> Result<Vec<Scored>, String> {
        let (
            [vectors, upos, feats, lemma, names, arcs],
            [types, statuses, modes, actors, recipients],
        ) = self.forward(batch)?;
        let trees: Vec<Vec<Option<usize>>> = batch
            .iter()
            .enumerate()
            .map(|(number, passage)| {
                let rows: Vec<&[f32]> = (0..passage.words())
                    .map(|word| arcs.row(number, word))
                    .collect();
                tree::best(&rows)
            })
            .collect();
        let (count, words) = (batch.len(), most(batch, Passage::words));
        let mut heads = vec![0; count * words];
        for (number, tree) in trees.iter().enumerate() {
            for (word, head) in tree.iter().enumerate() {
                heads[number * words + word] = head.map_or(0, |head| head as i32 + 1);
            }
        }
        let [relations] = self.relations.run(
            [
                Value::from(vectors.into_tensor()),
                Value::from(NdTensor::from_data([count, words], heads)),
            ],
            &self.threads,
        )?;
        let scores = [&upos, &feats, &lemma, &names, &relations];
        let labels = &self.labels;
        let wanted = [
            labels.upos.len(),
            labels.feats.len(),
            labels.lemma.len(),
            labels.names.len(),
            labels.relation.len(),
        ];
        if scores.map(Scores::labels) != wanted {
            return Err("the labels are not those of the graphs".to_owned());
        }
        let classes = [types.labels(), statuses.labels(), modes.labels()];
        if classes != [ACT_TYPES + 1, ACT_STATUSES, ACT_MODES] {
            return Err("the event classifier has other classes".to_owned());
        }
        Ok(trees
            .into_iter()
            .enumerate()
            .map(|(number, heads)| Scored {
                tokens: (0..heads.len())
                    .map(|word| Word {
                        upos: upos.best(number, word) as u16,
                        feats: feats.best(number, word) as u16,
                        lemma: lemma.choices(number, word),
                        relation: self.relation(relations.row(number, word), heads[word].is_none()),
                    })
                    .collect(),
                names: names::read(&labels.names, &names, number, heads.len()),
                acts: (0..heads.len())
                    .map(|word| {
                        let scores = [&types, &statuses, &modes, &actors, &recipients];
                        acts::read(scores, number, word, heads.len())
                    })
                    .collect(),
                heads,
            })
            .collect())
    }

    /// The best relation: `root` for a root, and for no other word.
    fn relation(&self, scores: &[f32], is_root: bool) -> u16 {
        (0..scores.len())
            .filter(|&label| (self.labels.relation[label] == "root") == is_root)
            .reduce(|best, label| {
                if scores[label] > scores[best] {
                    label
                } else {
                    best
                }
            })
            .unwrap_or(0) as u16
    }

    /// Scores one word, so that a model that does not run is found out when it is loaded.
    fn try_out(&self) -> Result<(), LoadError> {
        let (source, text) = crate::tokens::join([[("zenobia", false)]]);
        let casing = Casing::default();
        let passages = batches::passages(
            0,
            &source,
            &text,
            &text.sentences,
            &casing,
            &self.vocabulary,
        );
        let batch: Vec<&Passage> = passages.iter().collect();
        self.score(&batch)
            .map(|_| ())
            .map_err(|problem| LoadError::Malformed {
                file: "encoder.onnx".to_owned(),
                problem,
            })
    }
}

fn load_classifier(onnx: &[u8]) -> Result<Graph<3, 5>, LoadError> {
    Graph::load(
        onnx,
        ["embeddings", "mask", "first"],
        ["types", "statuses", "modes", "actors", "recipients"],
    )
    .map_err(|problem| LoadError::Malformed {
        file: "classifier.onnx".to_owned(),
        problem,
    })
}

fn most(batch: &[&Passage], size: impl Fn(&Passage) -> usize) -> usize {
    batch.iter().map(|passage| size(passage)).max().unwrap_or(0)
}

/// What is read off the scores of a passage.
struct Scored {
    tokens: Vec<Word>,
    // Numbers of words in the passage; `None` for the root.
    heads: Vec<Option<usize>>,
    // Their tokens are numbers of words in the passage.
    names: Vec<Name>,
    acts: Vec<ActScores>,
}

struct Word {
    upos: u16,
    feats: u16,
    lemma: [u16; LEMMA_CHOICES],
    relation: u16,
}

impl Encoding {
    fn add(&mut self, passage: &Passage, scored: &Scored) {
        let id = |word: usize| TokenId(passage.first_token.0 + word as u32);
        for (labels, head) in scored.tokens.iter().zip(&scored.heads) {
            self.tokens.push(TokenLabels {
                upos: labels.upos,
                feats: labels.feats,
                lemma: labels.lemma,
                head: head.map(id),
                relation: labels.relation,
            });
        }
        self.names.extend(scored.names.iter().map(|name| Name {
            first: id(name.first.index()),
            end: id(name.end.index()),
            kind: name.kind,
        }));
        self.acts.extend(scored.acts.iter().map(|act| {
            ActScores {
                roles: act
                    .roles
                    .iter()
                    .map(|role| Role {
                        token: id(role.token.index()),
                        ..*role
                    })
                    .collect(),
                ..act.clone()
            }
        }));
    }

    /// Makes one tree of the parts of a sentence that was too long: later roots hang on the first.
    fn join_parts(&mut self, text: &Text) {
        for sentence in &text.sentences {
            let mut root = None;
            for id in sentence.token_ids() {
                let token = &mut self.tokens[id.index()];
                if token.head.is_none() {
                    token.head = root;
                    root = root.or(Some(id));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
