//! What is weighed to code a document, and the weights (`training/linear.py` learns them).

pub use super::parties::Side;

use crate::{
    events::{
        EventLexicon, EventType, Layers, Status,
        drafts::{self, Draft},
        fields,
        grammar::Grammar,
        parties,
        statuses::Told,
        telling,
    },
    lexicon::LexiconError,
    span::Span,
    tokens::TokenId,
    weights::{self, Weights},
};

/// How far to believe the lexicon's entries, grammar and the classifier.
#[derive(Clone, Debug, Default)]
pub struct EventWeights {
    /// Does this phrase take part on this side?
    pub parties: Weights,
    /// Is it told in this way?
    pub statuses: Weights,
    /// Do these words tell an act of this type?
    pub telling: Weights,
    /// Are type and parties right?
    pub confidence: Weights,
}

macro_rules! file {
    ($name:literal) => {
        Weights::read(
            concat!($name, ".tsv"),
            include_str!(concat!("../../../../models/events/", $name, ".tsv")),
        )?
    };
}

impl EventWeights {
    /// The weights that come with zenobia.
    ///
    /// # Errors
    ///
    /// When a file is malformed.
    pub fn built_in() -> Result<EventWeights, LexiconError> {
        Ok(EventWeights {
            parties: file!("parties"),
            statuses: file!("statuses"),
            telling: file!("telling"),
            confidence: file!("confidence"),
        })
    }
}

/// A question that is answered by weighing, and what speaks for and against a yes.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// The words that tell it, not what stands between them.
    pub words: Vec<Span>,
    /// The act's type.
    pub event_type: EventType,
    /// The question.
    pub question: Question,
    /// What grammar and the lexicon say alone; of whether there is an act, and whether it is right, a yes.
    pub ruled: bool,
    /// The features.
    pub features: Vec<String>,
}

/// What is asked of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Does this phrase take part on this side?
    Party(Side, Span),
    /// Is it told in this way?
    Status(Status),
    /// Is there such an act at all?
    Told,
    /// Are type and parties right?
    Whole {
        /// Who does it.
        actors: Vec<Span>,
        /// To whom.
        recipients: Vec<Span>,
    },
}

/// Everything that is weighed to code a document.
pub fn of(layers: Layers<'_>, lexicon: &EventLexicon) -> Vec<Weighing> {
    let grammar = Grammar::new(layers, lexicon);
    let mut found = Vec::new();
    for sentence in &layers.text.sentences {
        let tokens: Vec<TokenId> = sentence.token_ids().collect();
        let words = |draft: &Draft<'_>| -> Vec<Span> {
            let used = draft.matched.used.iter();
            used.map(|&token| layers.text.span(token)).collect()
        };
        let mut add = |draft: &Draft<'_>, question, ruled, features| {
            found.push(Weighing {
                words: words(draft),
                event_type: draft.matched.predicate.event_type,
                question,
                ruled,
                features,
            });
        };
        let span = |token: TokenId| grammar.participant(token).span;
        let unweighed = drafts::unweighed(&grammar, &tokens);
        for (draft, parties) in unweighed
            .iter()
            .zip(parties::of_sentence(&grammar, &unweighed))
        {
            for one in &parties.candidates {
                for side in Side::ALL {
                    let ruled = draft.side(side).contains(&one.token);
                    let names = weights::names(|give| parties.features(one, side, give));
                    add(draft, Question::Party(side, span(one.token)), ruled, names);
                }
            }
        }
        for draft in &drafts::weighed(&grammar, unweighed) {
            let names = weights::names(|give| telling::features(&grammar, draft, give));
            add(draft, Question::Told, true, names);
        }
        for draft in &drafts::of_sentence(&grammar, &tokens) {
            let ruled = fields::modality(&layers, &grammar, draft);
            if let Some(told) = Told::of(&grammar, draft, ruled) {
                for status in Status::ALL {
                    let names = weights::names(|give| told.features(status, give));
                    add(
                        draft,
                        Question::Status(status),
                        status == ruled.status,
                        names,
                    );
                }
            }
            let whole = Question::Whole {
                actors: draft.actors.iter().map(|&token| span(token)).collect(),
                recipients: draft.recipients.iter().map(|&token| span(token)).collect(),
            };
            let names = weights::names(|give| fields::confidence_features(&grammar, draft, give));
            add(draft, whole, true, names);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_read() {
        let weights = EventWeights::built_in().expect("four files");
        for weights in [
            weights.parties,
            weights.statuses,
            weights.telling,
            weights.confidence,
        ] {
            assert!(!weights.is_empty());
        }
    }
}
