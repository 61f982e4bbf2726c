//! Whether an act is told as a fact: what the words above it say (`modality`) and what the classifier finds, weighed
//! against each other.
//!
//! The weights (`models/events/statuses.tsv`) are learnt from sentences whose events are marked.

use crate::{
    encoder::ACT_STATUSES,
    events::{Modality, Status, drafts::Draft, grammar::Grammar, lexicon::Part},
    span::Span,
    weights::{Give, grade},
};

/// What is known of how an act is told.
pub(super) struct Told<'g, 'a> {
    grammar: &'g Grammar<'a>,
    draft: &'g Draft<'a>,
    ruled: Modality,
    // How likely the classifier finds each status.
    likely: &'a [f32; ACT_STATUSES],
    best: Status,
    // The word by which the classifier tells the act.
    told_by: Span,
    // The word that says so, by the rules: "would".
    word: &'a str,
}

impl<'g, 'a> Told<'g, 'a> {
    /// `ruled` is what the words above say; `None` where the classifier was not asked.
    pub(super) fn of(
        grammar: &'g Grammar<'a>,
        draft: &'g Draft<'a>,
        ruled: Modality,
    ) -> Option<Told<'g, 'a>> {
        let predicate = draft.matched.predicate;
        let (token, likely) = grammar
            .learned
            .statuses(&draft.matched.told_by, predicate.event_type)?;
        let best = Status::ALL
            .into_iter()
            .max_by(|&one, &other| likely[one as usize].total_cmp(&likely[other as usize]))?;
        let word = ruled.evidence.and_then(|span| {
            let tokens = &grammar.text.tokens;
            let at = tokens.partition_point(|token| token.span.start < span.start);
            Some(grammar.syntax.words().get(at)?.lemma.as_str())
        });
        Some(Told {
            grammar,
            draft,
            ruled,
            likely,
            best,
            told_by: grammar.text.span(token),
            word: word.unwrap_or("none"),
        })
    }

    /// The modality with the status that the weights find.
    pub(super) fn weighed(&self) -> Modality {
        let weights = &self.grammar.lexicon.weights.statuses;
        let score = |status| weights.sum(|give| self.features(status, give));
        let mut best = (self.ruled.status, score(self.ruled.status));
        for status in Status::ALL {
            if status != self.ruled.status && score(status) > best.1 {
                best = (status, score(status));
            }
        }
        with_status(self.ruled, best.0, self.told_by)
    }

    /// What speaks for and against a status.
    pub(super) fn features(&self, status: Status, give: &mut Give<'_>) {
        let s = status.label();
        let ruled = self.ruled.status.label();
        let likely = grade(self.likely[status as usize]);
        let (best, much) = (self.best.label(), grade(self.likely[self.best as usize]));
        let predicate = self.draft.matched.predicate;
        let part = match predicate.part {
            Part::Verb => "verb",
            Part::Noun => "noun",
            Part::Adjective => "adjective",
        };
        let event_type = predicate.event_type.label();
        give("bias", &[s]);
        give("ruled", &[s, ruled]);
        give("likely", &[s, likely]);
        give("ruled.likely", &[s, ruled, likely]);
        give("ruled.best", &[s, ruled, best, much]);
        give("ruled.part", &[s, ruled, part]);
        give("part.likely", &[s, part, likely]);
        give("type.ruled", &[s, event_type, ruled]);
        give("type.best", &[s, event_type, best]);
        give("word", &[s, self.word, ruled]);
        give("word.best", &[s, self.word, best]);
    }
}

/// The same told with another status, which the words at `told_by` have.
fn with_status(ruled: Modality, status: Status, told_by: Span) -> Modality {
    if status == ruled.status {
        return ruled;
    }
    let is_fact = status == Status::Asserted;
    Modality {
        status,
        negated: status == Status::Denied || ruled.negated && !is_fact && status != Status::Planned,
        future: status == Status::Planned || ruled.future && !is_fact && status != Status::Denied,
        hypothetical: status == Status::Hypothetical || ruled.hypothetical && !is_fact,
        historical: ruled.historical && is_fact,
        evidence: (!is_fact).then_some(told_by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_words_said_stays_where_it_agrees_with_the_status() {
        let ruled = Modality {
            status: Status::Possible,
            negated: true,
            future: true,
            hypothetical: false,
            historical: false,
            evidence: None,
        };
        let here = Span::new(3, 8);
        let of = |status| {
            let told = with_status(ruled, status, here);
            (told.negated, told.future, told.evidence)
        };
        assert_eq!(of(Status::Possible), (true, true, None));
        assert_eq!(of(Status::Asserted), (false, false, None));
        assert_eq!(of(Status::Denied), (true, false, Some(here)));
        assert_eq!(of(Status::Planned), (false, true, Some(here)));
        assert_eq!(of(Status::Demanded), (true, true, Some(here)));
    }
}
