//! What is weighed to code a document, for those who learn the weights (`training/linear.py`).

pub use super::parties::Side;

use crate::{
    events::{
        EventLexicon, EventType, Layers, Status, drafts, fields, grammar::Grammar, parties,
        statuses::Told, telling,
    },
    span::Span,
    tokens::TokenId,
    weights,
};

/// A question that is answered by weighing, and what speaks for and against a yes.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// The words that tell the act.
    pub trigger: Span,
    /// The act's type.
    pub event_type: EventType,
    /// Who takes part in it, by what was learnt of that before.
    pub actors: Vec<Span>,
    /// To whom it is done.
    pub recipients: Vec<Span>,
    /// The question.
    pub question: Question,
    /// What grammar and the lexicon say alone.
    pub ruled: bool,
    /// The features.
    pub features: Vec<String>,
}

/// What is asked of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Does this phrase take part on this side?
    Party(Side, Span),
    /// Is it told in this way?
    Status(Status),
    /// Is there such an act at all?
    Told,
    /// Are type and parties right?
    Whole,
}

/// Everything that is weighed to code a document.
pub fn of(layers: Layers<'_>, lexicon: &EventLexicon) -> Vec<Weighing> {
    let grammar = Grammar::new(layers, lexicon);
    let mut found = Vec::new();
    for sentence in &layers.text.sentences {
        let tokens: Vec<TokenId> = sentence.token_ids().collect();
        let before = drafts::unweighed(&grammar, &tokens);
        let parties = parties::of_sentence(&grammar, &before);
        let drafts = drafts::weighed(&grammar, &tokens);
        for ((before, parties), draft) in before.iter().zip(&parties).zip(drafts) {
            let spans = |tokens: &[TokenId]| -> Vec<Span> {
                let tokens = tokens.iter();
                tokens.map(|&token| grammar.participant(token).span).collect()
            };
            let mut add = |question, ruled, features| {
                found.push(Weighing {
                    trigger: fields::trigger(&layers, &draft),
                    event_type: draft.matched.predicate.event_type,
                    actors: spans(&draft.actors),
                    recipients: spans(&draft.recipients),
                    question,
                    ruled,
                    features,
                });
            };
            for one in &parties.candidates {
                for side in Side::ALL {
                    add(
                        Question::Party(side, grammar.participant(one.token).span),
                        before.side(side).contains(&one.token),
                        weights::names(|give| parties.features(one, side, give)),
                    );
                }
            }
            let ruled = fields::modality(&layers, &grammar, &draft);
            if let Some(told) = Told::of(&grammar, &draft, &ruled) {
                for status in Status::ALL {
                    add(
                        Question::Status(status),
                        status == ruled.status,
                        weights::names(|give| told.features(status, give)),
                    );
                }
            }
            add(
                Question::Told,
                telling::score(&grammar, &draft) > 0.0,
                weights::names(|give| telling::features(&grammar, &draft, give)),
            );
            if telling::score(&grammar, &draft) > 0.0 {
                add(
                    Question::Whole,
                    true,
                    weights::names(|give| fields::confidence_features(&grammar, &draft, give)),
                );
            }
        }
    }
    found
}
