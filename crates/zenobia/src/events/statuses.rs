//! Whether an act is told as a fact: what the words above it say (`modality`) and what the classifier finds, weighed
//! against each other.
//!
//! The weights (`models/events/statuses.tsv`) are learnt from sentences whose events are marked.

use crate::{
    events::{
        Modality, Status,
        drafts::Draft,
        grammar::Grammar,
        learned::grade,
        lexicon::Part,
    },
    weights::Give,
};

/// What is known of how an act is told.
pub(super) struct Told<'g, 'a> {
    grammar: &'g Grammar<'a>,
    draft: &'g Draft<'a>,
    ruled: &'g Modality,
    // How likely the classifier finds each status.
    likely: &'a [f32],
}

impl<'g, 'a> Told<'g, 'a> {
    /// `ruled` is what the words above say; `None` where the classifier was not asked or finds no such act.
    pub(super) fn of(
        grammar: &'g Grammar<'a>,
        draft: &'g Draft<'a>,
        ruled: &'g Modality,
    ) -> Option<Told<'g, 'a>> {
        let predicate = draft.matched.predicate;
        let likely = grammar
            .learned
            .statuses(&draft.matched.told_by, predicate.event_type)?;
        Some(Told {
            grammar,
            draft,
            ruled,
            likely,
        })
    }

    /// The modality with the status that the weights find.
    pub(super) fn weighed(&self) -> Modality {
        let weights = &self.grammar.lexicon.statuses;
        let score = |status| weights.sum(|give| self.features(status, give));
        let mut best = (self.ruled.status, score(self.ruled.status));
        for status in Status::ALL {
            let score = score(status);
            if score > best.1 {
                best = (status, score);
            }
        }
        self.ruled.with_status(best.0)
    }

    /// What speaks for and against a status.
    pub(super) fn features(&self, status: Status, give: &mut Give<'_>) {
        let s = status.label();
        let ruled = self.ruled.status.label();
        let likely = grade(self.likely[status as usize]);
        let mut best = 0;
        for (index, &likelihood) in self.likely.iter().enumerate() {
            if likelihood > self.likely[best] {
                best = index;
            }
        }
        let (best, much) = (Status::ALL[best].label(), grade(self.likely[best]));
        let predicate = self.draft.matched.predicate;
        let part = match predicate.part {
            Part::Verb => "verb",
            Part::Noun => "noun",
            Part::Adjective => "adjective",
        };
        // The word that says so, by the rules: "would".
        let word = self.ruled.evidence.and_then(|span| {
            let tokens = &self.grammar.text.tokens;
            let at = tokens.iter().position(|token| token.span.start == span.start)?;
            Some(self.grammar.syntax.words()[at].lemma.as_str())
        });
        give("bias", &[s]);
        give("ruled", &[s, ruled]);
        give("likely", &[s, likely]);
        give("ruled.likely", &[s, ruled, likely]);
        give("ruled.best", &[s, ruled, best, much]);
        give("ruled.part", &[s, ruled, part]);
        give("part.likely", &[s, part, likely]);
        give("type.ruled", &[s, predicate.event_type.label(), ruled]);
        give("type.best", &[s, predicate.event_type.label(), best]);
        give("word", &[s, word.unwrap_or("none"), ruled]);
        give("word.best", &[s, word.unwrap_or("none"), best]);
    }
}

impl Modality {
    /// The same told with another status; without the words that said the first.
    fn with_status(self, status: Status) -> Modality {
        if status == self.status {
            return self;
        }
        Modality {
            status,
            negated: status == Status::Denied,
            future: status == Status::Planned,
            hypothetical: status == Status::Hypothetical,
            historical: self.historical && status == Status::Asserted,
            evidence: None,
        }
    }
}
