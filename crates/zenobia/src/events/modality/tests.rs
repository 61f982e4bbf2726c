//! Status of triggers in sentences read by the built-in encoder.

use std::sync::OnceLock;

use super::*;
use crate::{
    article::{Article, Block, BlockKind},
    encoder::Encoder,
    syntax, tokens,
};

/// Reads the status of the first `trigger` in a sentence, with the words that say so.
#[track_caller]
fn check(sentence: &str, trigger: &str, status: Status, evidence: &str) -> Modality {
    static LOADED: OnceLock<(Encoder, ModalityLexicon)> = OnceLock::new();
    let (encoder, lexicon) = LOADED.get_or_init(|| {
        (
            Encoder::built_in().unwrap(),
            ModalityLexicon::built_in().unwrap(),
        )
    });
    let article = article(sentence);
    let text = tokens::split(&article);
    let encoding = encoder.encode(&article, &text);
    let syntax = syntax::parse(&article.text, &text, &encoding);
    let at = sentence.find(trigger).unwrap() as u32;
    let modality = read(&text, &syntax, lexicon, text.token_at(at).unwrap());
    let words = modality.evidence.map_or("", |span| span.text(sentence));
    assert_eq!((modality.status, words), (status, evidence), "{sentence}");
    modality
}

fn article(sentence: &str) -> Article {
    Article {
        blocks: vec![Block {
            span: Span::new(0, sentence.len()),
            kind: BlockKind::Paragraph,
        }],
        ..Article::of_text(sentence)
    }
}

#[test]
fn plain_past_is_asserted() {
    check(
        "Rebels shelled the market on Monday.",
        "shelled",
        Status::Asserted,
        "",
    );
}

#[test]
fn negation_denies() {
    check(
        "The army did not shell the market.",
        "shell",
        Status::Denied,
        "not",
    );
    check(
        "They left without firing a shot.",
        "firing",
        Status::Denied,
        "without",
    );
    check(
        "The rebels failed to take the town.",
        "take",
        Status::Denied,
        "failed",
    );
    check("No shells hit the market.", "hit", Status::Denied, "No");
}

#[test]
fn what_somebody_denies_is_denied() {
    check(
        "The army denied that it had shelled the market.",
        "shelled",
        Status::Denied,
        "denied",
    );
}

#[test]
fn what_is_ahead_is_planned() {
    let talks = check(
        "The ministers will meet in Oslo.",
        "meet",
        Status::Planned,
        "will",
    );
    assert!(talks.future);
    check(
        "The envoy is to meet the president.",
        "meet",
        Status::Planned,
        "is",
    );
    check(
        "The army vowed to retake the town.",
        "retake",
        Status::Planned,
        "vowed",
    );
    check(
        "The president announced a withdrawal of troops.",
        "withdrawal",
        Status::Planned,
        "announced",
    );
    check(
        "Rebels tried to retake the town.",
        "retake",
        Status::Planned,
        "tried",
    );
}

#[test]
fn plan_that_is_dropped_is_denied() {
    check(
        "The army will not leave the town.",
        "leave",
        Status::Denied,
        "not",
    );
}

#[test]
fn what_is_asked_for_is_demanded() {
    check(
        "The council called on the rebels to leave the town.",
        "leave",
        Status::Demanded,
        "called",
    );
    check(
        "The envoy urged a ceasefire.",
        "ceasefire",
        Status::Demanded,
        "urged",
    );
}

#[test]
fn what_may_be_is_possible() {
    check(
        "The rebels may attack the town.",
        "attack",
        Status::Possible,
        "may",
    );
    check(
        "Residents feared that the rebels attacked the town.",
        "attacked",
        Status::Possible,
        "feared",
    );
}

#[test]
fn what_hangs_on_a_condition_is_hypothetical() {
    let threat = check(
        "If the rebels attack, the army will strike back.",
        "attack",
        Status::Hypothetical,
        "If",
    );
    assert!(threat.hypothetical);
    check(
        "If the rebels attack, the army will strike back.",
        "strike",
        Status::Hypothetical,
        "If",
    );
}

#[test]
fn reported_speech_alone_changes_nothing() {
    check(
        "The ministry said that rebels shelled the market.",
        "shelled",
        Status::Asserted,
        "",
    );
}

#[test]
fn verbs_that_imply_pass_through_and_light_verbs_carry_their_tense() {
    check(
        "The army managed to retake the town.",
        "retake",
        Status::Asserted,
        "",
    );
    check(
        "The two sides will hold talks.",
        "talks",
        Status::Planned,
        "will",
    );
    check("The two sides held talks.", "talks", Status::Asserted, "");
}
