use std::sync::LazyLock;

use super::*;
use crate::tokens;

pub(super) static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::built_in().unwrap());

const SENTENCES: [&str; 5] = [
    "Shells hit the market .",
    "No .",
    "The al - Hadi brigade did not claim responsibility for the attack on the northern gate of the town .",
    "Президент прибув до Львова .",
    "قال الرئيس إن بلاده ستواصل دعم السلام .",
];

fn join(sentences: &[&str]) -> (String, Text) {
    tokens::join(
        sentences
            .iter()
            .map(|sentence| sentence.split(' ').map(|word| (word, true))),
    )
}

fn passages(source: &str, text: &Text) -> Vec<Passage> {
    let casing = Casing::default();
    batches::passages(
        0,
        source,
        text,
        &text.sentences,
        &casing,
        &ENCODER.vocabulary,
    )
}

fn bits(scores: &Scores, sentence: usize, words: usize, labels: usize) -> Vec<u32> {
    (0..words)
        .flat_map(|word| scores.row(sentence, word)[..labels].iter())
        .map(|score| score.to_bits())
        .collect()
}

#[test]
fn scores_do_not_depend_on_the_batch_or_the_threads() {
    let (source, text) = join(&SENTENCES);
    let passages = passages(&source, &text);
    let together: Vec<&Passage> = passages.iter().collect();
    let one_thread = Encoder::built_in().unwrap().with_threads(1);
    let in_batch = ENCODER.forward(&together).unwrap();
    for (number, passage) in passages.iter().enumerate() {
        let words = passage.words();
        for alone in [
            ENCODER.forward(&[passage]).unwrap(),
            one_thread.forward(&[passage]).unwrap(),
        ] {
            let (labels, acts) = &alone;
            let (labels_in_batch, acts_in_batch) = &in_batch;
            let outputs = labels.iter().chain(acts);
            let outputs_in_batch = labels_in_batch.iter().chain(acts_in_batch);
            for (head, (alone, in_batch)) in outputs.zip(outputs_in_batch).enumerate() {
                // Arcs and parties have a column a word; those past the sentence are padding.
                let labels = alone.labels().min(in_batch.labels());
                assert_eq!(
                    bits(alone, 0, words, labels),
                    bits(in_batch, number, words, labels),
                    "output {head} of sentence {number}"
                );
            }
        }
    }
}

#[test]
fn documents_encoded_together_are_as_encoded_alone() {
    let cut: Vec<(String, Text)> = SENTENCES.iter().map(|sentence| join(&[sentence])).collect();
    let documents: Vec<(&str, &Text)> = cut
        .iter()
        .map(|(source, text)| (source.as_str(), text))
        .collect();
    let together = ENCODER.encode_all(&documents);
    for (document, encoding) in documents.iter().zip(&together) {
        let alone = ENCODER.encode_all(&[*document]).pop().unwrap();
        assert_eq!(alone.tokens, encoding.tokens);
        assert_eq!(alone.names, encoding.names);
        assert_eq!(alone.acts, encoding.acts);
    }
}

#[test]
fn a_sentence_too_long_for_the_encoder_keeps_all_its_words_in_one_tree() {
    let sentence = ["Überraschungsangriffe"; 190].join(" ");
    let (source, text) = join(&[&sentence]);
    let passages = passages(&source, &text);
    assert!(passages.len() > 1);
    assert!(passages.iter().all(|passage| passage.pieces.len() <= 512));
    let encoding = ENCODER.encode_all(&[(&source, &text)]).pop().unwrap();
    assert_eq!(encoding.tokens.len(), 190);
    let roots = encoding.tokens.iter().filter(|token| token.head.is_none());
    assert_eq!(roots.count(), 1);
}

#[test]
fn endless_words_and_empty_documents_are_encoded() {
    let word = "x".repeat(100_000);
    let (source, text) = join(&[&word]);
    let (none, nothing) = join(&[]);
    let encodings = ENCODER.encode_all(&[(&source, &text), (&none, &nothing)]);
    assert_eq!(encodings[0].tokens.len(), 1);
    assert!(encodings[1].tokens.is_empty());
}
