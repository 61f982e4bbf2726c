//! Who says what, on sentences read by the built-in encoder.

use std::sync::OnceLock;

use super::*;
use crate::{
    article::{Block, BlockKind},
    encoder::Encoder,
    syntax, tokens,
};

fn read_paragraphs(paragraphs: &[&str]) -> (Article, Vec<Attribution>) {
    static LOADED: OnceLock<(Encoder, CueLexicon)> = OnceLock::new();
    let (encoder, lexicon) = LOADED.get_or_init(|| {
        (
            Encoder::built_in().unwrap(),
            CueLexicon::built_in().unwrap(),
        )
    });
    let article = article(paragraphs);
    let text = tokens::split(&article);
    let encoding = encoder.encode(&article, &text);
    let syntax = syntax::parse(&article.text, &text, &encoding);
    let found = read(&article, &text, &syntax, &Entities::default(), lexicon);
    (article, found)
}

pub(super) fn article(paragraphs: &[&str]) -> Article {
    let mut article = Article {
        blocks: Vec::new(),
        ..Article::of_text(String::new())
    };
    for paragraph in paragraphs {
        let start = article.text.len();
        article.text.push_str(paragraph);
        article.blocks.push(Block {
            span: Span::new(start, article.text.len()),
            kind: BlockKind::Paragraph,
        });
        article.text.push_str("\n\n");
    }
    article
}

/// One line an attribution: `source <cue> content + content`; `?` for nobody, `>` before what is
/// within another.
#[track_caller]
fn check(paragraphs: &[&str], expected: &[&str]) {
    let (article, found) = read_paragraphs(paragraphs);
    let given: Vec<String> = found
        .iter()
        .map(|attribution| {
            let words = |span: Span| span.text(&article.text);
            let content: Vec<&str> = attribution
                .content
                .iter()
                .map(|&part| words(part))
                .collect();
            format!(
                "{}{} <{}> {}",
                if attribution.within.is_some() {
                    "> "
                } else {
                    ""
                },
                attribution.source.span().map_or("?", words),
                attribution.cue.map_or("", words),
                content.join(" + ")
            )
        })
        .collect();
    assert_eq!(given, expected);
}

#[test]
fn clause_of_a_cue_verb_is_its_content() {
    check(
        &["The ministry said that two soldiers had died."],
        &["The ministry <said> that two soldiers had died"],
    );
    check(
        &["The town was retaken on Monday, the mayor said."],
        &["the mayor <said> The town was retaken on Monday"],
    );
}

#[test]
fn cue_amid_its_content_leaves_two_parts() {
    check(
        &["“We will leave,” the mayor said, “before winter comes.”"],
        &["the mayor <said> “We will leave,” + “before winter comes.”"],
    );
}

#[test]
fn quotation_runs_over_sentences_and_paragraphs() {
    check(
        &[
            "“The road is closed. Nobody can leave.",
            "“We wait for help,” a resident said.",
        ],
        &["a resident <said> “The road is closed. Nobody can leave. + “We wait for help,”"],
    );
    check(
        &["“The road is closed,” a resident said. “We wait for help.”"],
        &["a resident <said> “The road is closed,” + “We wait for help.”"],
    );
}

#[test]
fn participle_inherits_the_subject() {
    check(
        &["The general rejected the report, saying that his troops had left."],
        &[
            "The general <rejected> the report",
            "The general <saying> that his troops had left",
        ],
    );
}

#[test]
fn preposition_takes_the_clause_around_it() {
    check(
        &["According to the police, the bridge collapsed."],
        &["the police <According to> the bridge collapsed"],
    );
    check(
        &["The bridge collapsed on Friday, according to the police."],
        &["the police <according to> The bridge collapsed on Friday"],
    );
}

#[test]
fn passive_without_agent_has_no_source() {
    check(
        &["It was reported that the minister had resigned."],
        &["? <was reported> that the minister had resigned"],
    );
}

#[test]
fn attribution_inside_another_is_within_it() {
    check(
        &["The ministry said the rebels had claimed that they held the town."],
        &[
            "The ministry <said> the rebels had claimed that they held the town",
            "> the rebels <had claimed> that they held the town",
        ],
    );
}

#[test]
fn call_and_accusation_are_attributed() {
    check(
        &["The rebels called on residents to leave the town."],
        &["The rebels <called on> residents to leave the town"],
    );
    check(
        &["The government accused the rebels of shelling the market."],
        &["The government <accused> the rebels of shelling the market"],
    );
}

#[test]
fn titles_and_words_held_at_arms_length_are_no_attribution() {
    check(
        &["The town, known as the “Pearl of the Hills”, fell in May."],
        &[],
    );
    check(&["The so-called “corridor” is closed."], &[]);
}

#[test]
fn headline_with_a_colon_names_its_source() {
    check(
        &["Army: Town retaken from rebels"],
        &["Army <:> Town retaken from rebels"],
    );
    check(&["Syria crisis: Envoy leaves for talks"], &[]);
}

#[test]
fn name_held_back_is_marked() {
    let (article, found) = read_paragraphs(&[
        "“The army is near,” a military source told Reuters on condition of anonymity.",
    ]);
    let Source::Unnamed {
        span,
        anonymous: Some(anonymous),
        ..
    } = found[0].source
    else {
        panic!("not anonymous: {:?}", found[0].source);
    };
    assert_eq!(span.text(&article.text), "a military source");
    assert_eq!(anonymous.text(&article.text), "on condition of anonymity");
}

#[test]
fn what_is_wanted_holds_no_fact() {
    let (article, found) = read_paragraphs(&["The rebels called on residents to leave the town."]);
    let leave = article.text.find("leave").unwrap();
    assert_eq!(innermost(&found, Span::new(leave, leave + 5)), None);
}
