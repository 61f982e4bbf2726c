//! Whether an event is told as a fact.
//!
//! Every word between an event's trigger and the top of its sentence may change the answer: what
//! was "planned", "denied" or "feared" did not happen because it is spoken of. The words are
//! composed from the inside out, after Saurí and Pustejovsky (FactBank, 2009). Reported speech
//! alone changes nothing: what is said is asserted by the one who says it.

mod lexicon;
#[cfg(test)]
mod tests;

pub use lexicon::ModalityLexicon;

use lexicon::{Class, Effect};

use crate::{
    events::{Modality, Status},
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos, Word},
    tokens::{Text, TokenId},
};

/// How an event is told whose trigger is headed by `head`.
///
/// `historical` tells only what tense tells ("had fled"); dates are for the caller to weigh.
pub fn read(text: &Text, syntax: &Syntax, lexicon: &ModalityLexicon, head: TokenId) -> Modality {
    let mut reading = Reading {
        text,
        syntax,
        lexicon,
        modality: Modality {
            status: Status::Asserted,
            negated: false,
            future: false,
            hypothetical: false,
            historical: false,
            evidence: None,
        },
    };
    reading.climb(head);
    reading.finish()
}

struct Reading<'a> {
    text: &'a Text,
    syntax: &'a Syntax,
    lexicon: &'a ModalityLexicon,
    modality: Modality,
}

impl Reading<'_> {
    /// Reads the words around `head`, then those of each word above it that has a say.
    fn climb(&mut self, head: TokenId) {
        let mut at = head;
        self.around(at, true);
        // Heads form a tree, so this ends.
        while let Some(above) = self.syntax.head(at) {
            if !self.step(at, above) {
                return;
            }
            at = above;
        }
        if self.is_question(at) {
            self.weaken(Status::Possible, self.last_of_sentence(at));
        }
    }

    /// Applies what `above` does to its dependent `at`; whether to go on from there.
    fn step(&mut self, at: TokenId, above: TokenId) -> bool {
        let syntax = self.syntax;
        let word = syntax.word(at);
        match word.relation {
            Relation::Conj => {
                self.around_shared(at, above);
                return true;
            }
            Relation::Flat | Relation::Fixed | Relation::Goeswith => return true,
            Relation::Parataxis
            | Relation::Appos
            | Relation::Vocative
            | Relation::Discourse
            | Relation::List
            | Relation::Dislocated
            | Relation::Reparandum => return false,
            Relation::Acl if word.subtype == Subtype::Relcl => return false,
            Relation::Advcl if !self.has_lexical_say(at, above) => {
                self.adverbial(at);
                return false;
            }
            _ => {}
        }
        if let Some(question) = self.question(at) {
            self.weaken(Status::Possible, self.text.span(question));
            return false;
        }
        for complement in self.complements(at, above) {
            let Some(effect) = self.lexicon.word_effect(syntax.word(above), &complement) else {
                continue;
            };
            return self.apply(effect, above);
        }
        self.default_effect(at, above)
    }

    /// What an embedding does that the lexicon does not know.
    fn default_effect(&mut self, at: TokenId, above: TokenId) -> bool {
        let word = self.syntax.word(at);
        let infinitive = self.is_infinitive(at);
        match word.relation {
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Acl if infinitive => {
                self.weaken(Status::Possible, self.mark_span(at));
                true
            }
            Relation::Xcomp => {
                self.around(above, false);
                true
            }
            // "the town's recapture would be a victory"
            Relation::Nsubj
                if word.upos == Upos::Noun && self.syntax.child(above, Relation::Cop).is_some() =>
            {
                let would = self
                    .syntax
                    .children_by(above, Relation::Aux)
                    .find(|&child| self.syntax.word(child).lemma == "would");
                if let Some(would) = would {
                    self.mark_with(Effect::Hypothetical, self.text.span(would));
                }
                false
            }
            _ => false,
        }
    }

    /// Whether the lexicon says what `above` does to its adverbial clause `at`.
    fn has_lexical_say(&self, at: TokenId, above: TokenId) -> bool {
        self.complements(at, above).iter().any(|complement| {
            // A purpose clause hangs on any verb: "fought to retake", "met to plan".
            complement != "that"
                && complement != "ing"
                && self
                    .lexicon
                    .word_effect(self.syntax.word(above), complement)
                    .is_some()
        })
    }

    /// An adverbial clause: a condition, a purpose, something left undone.
    fn adverbial(&mut self, at: TokenId) {
        let marks: Vec<TokenId> = self.marks(at).collect();
        for mark in marks {
            let lemma = self.syntax.word(mark).lemma.to_lowercase();
            let Some(effect) = self.lexicon.effect(&lemma, Class::Mark, "") else {
                continue;
            };
            self.apply(effect, mark);
            return;
        }
        if self.is_infinitive(at) {
            self.plan(self.mark_span(at));
        }
    }

    /// Applies an effect whose word is `by`; whether to go on from `by`.
    fn apply(&mut self, effect: Effect, by: TokenId) -> bool {
        let span = self.text.span(by);
        match effect {
            Effect::Fact | Effect::Reports => return false,
            Effect::Denies => {
                self.negate(span);
                return false;
            }
            Effect::Necessity if self.syntax.word(by).feat("Tense") == Some("Past") => {}
            Effect::Necessity => self.weaken(Status::Demanded, span),
            _ => self.mark_with(effect, span),
        }
        self.around(by, false);
        true
    }

    fn plan(&mut self, span: Span) {
        self.modality.future = true;
        self.weaken(Status::Planned, span);
    }

    /// Takes a fact's status down; what is no fact already stays as it is, but for conditions,
    /// which make a plan or a demand hang in the air.
    fn weaken(&mut self, status: Status, span: Span) {
        let now = self.modality.status;
        if now == Status::Asserted || status == Status::Hypothetical && now != Status::Possible {
            self.modality.status = status;
            self.modality.evidence = Some(span);
        }
    }

    fn negate(&mut self, span: Span) {
        self.modality.negated = !self.modality.negated;
        self.modality.evidence = Some(span);
    }

    /// Reads the auxiliaries, negations, adverbs and adjectives that hang on `at`.
    fn around(&mut self, at: TokenId, is_trigger: bool) {
        let syntax = self.syntax;
        let word = syntax.word(at);
        for &child in syntax.children(at) {
            let dependent = syntax.word(child);
            let lemma = dependent.lemma.to_lowercase();
            let span = self.text.span(child);
            match dependent.relation {
                Relation::Aux | Relation::Cop => self.auxiliary(at, child, &lemma),
                Relation::Advmod | Relation::Discourse | Relation::Cc => {
                    match self.lexicon.effect(&lemma, Class::Adverb, "") {
                        // "not only" and "not yet only" deny nothing.
                        Some(Effect::Negates) if self.is_not_only(child) => {}
                        Some(effect) => self.mark_with(effect, span),
                        None => {}
                    }
                }
                Relation::Det if lemma == "no" || lemma == "neither" => self.negate(span),
                Relation::Nsubj | Relation::Obj if is_nobody(&lemma) => self.negate(span),
                Relation::Nsubj | Relation::Obj => {
                    if let Some(none) = self.none(child) {
                        self.negate(self.text.span(none));
                    }
                }
                Relation::Amod if is_trigger && word.upos != Upos::Verb => {
                    if let Some(effect) = self.lexicon.word_effect(dependent, "obj") {
                        self.mark_with(effect, span);
                    }
                }
                // "are due to meet", with "due to" read as a preposition of "meet"
                Relation::Case if lemma == "due" && word.upos == Upos::Verb => self.plan(span),
                Relation::Case | Relation::Mark if word.relation != Relation::Advcl => {
                    if matches!(lemma.as_str(), "without") {
                        self.negate(span);
                    }
                }
                _ => {}
            }
            if dependent.subtype == Subtype::Preconj && lemma == "either" {
                self.modality.hypothetical = true;
                self.weaken(Status::Hypothetical, span);
            }
        }
        for clause in syntax.children_by(at, Relation::Advcl) {
            self.condition(clause);
        }
        if word.feat("Mood") == Some("Imp") {
            self.weaken(Status::Demanded, self.text.span(at));
        }
    }

    fn auxiliary(&mut self, at: TokenId, child: TokenId, lemma: &str) {
        let syntax = self.syntax;
        let span = self.text.span(child);
        match self.lexicon.effect(lemma, Class::Auxiliary, "") {
            Some(Effect::Hypothetical) if self.is_future_in_the_past(at) => self.plan(span),
            Some(effect) => self.mark_with(effect, span),
            // "was to hold talks"
            None if lemma == "be"
                && self.is_infinitive(at)
                && matches!(
                    syntax.word(at).relation,
                    Relation::Root
                        | Relation::Conj
                        | Relation::Ccomp
                        | Relation::Parataxis
                        | Relation::Advcl
                ) =>
            {
                self.plan(span);
            }
            None if lemma == "have" && syntax.word(child).feat("Tense") == Some("Past") => {
                self.modality.historical |= !self.is_under_report(at);
            }
            None => {}
        }
    }

    /// "would" under a report told in the past is that report's "will".
    fn is_future_in_the_past(&self, at: TokenId) -> bool {
        let perfect = self
            .syntax
            .children_by(at, Relation::Aux)
            .any(|child| self.syntax.word(child).lemma == "have");
        let conditional = self
            .syntax
            .children_by(at, Relation::Advcl)
            .any(|child| self.is_condition(child));
        !perfect && !conditional && self.is_under_report(at)
    }

    fn is_under_report(&self, at: TokenId) -> bool {
        let mut at = at;
        loop {
            let word = self.syntax.word(at);
            let is_parenthesis = |&child: &TokenId| {
                let child = self.syntax.word(child);
                child.relation == Relation::Parataxis && self.is_report(child)
            };
            if self.syntax.children(at).iter().any(is_parenthesis) {
                return true;
            }
            let Some(above) = word.head else { return false };
            match word.relation {
                Relation::Ccomp => return true,
                Relation::Conj | Relation::Xcomp => at = above,
                _ => return false,
            }
        }
    }

    fn is_report(&self, word: &Word) -> bool {
        self.lexicon.word_effect(word, "that") == Some(Effect::Reports)
    }

    fn mark_with(&mut self, effect: Effect, span: Span) {
        match effect {
            Effect::Plans => self.plan(span),
            Effect::Demands => self.weaken(Status::Demanded, span),
            Effect::Possible => self.weaken(Status::Possible, span),
            Effect::Doubts => {
                self.weaken(Status::Possible, span);
                self.negate(span);
            }
            Effect::Hypothetical => {
                self.modality.hypothetical = true;
                self.weaken(Status::Hypothetical, span);
            }
            Effect::Negates | Effect::Denies => self.negate(span),
            Effect::Implies
            | Effect::Necessity
            | Effect::Fact
            | Effect::Reports
            | Effect::Light => {}
        }
    }

    /// A clause that hangs on a condition: "if they attack, we will strike back".
    fn condition(&mut self, clause: TokenId) {
        if self.is_condition(clause) {
            self.modality.hypothetical = true;
            // Past facts have no conditions: "he asked if", "they left, if late".
            let ahead = self.modality.status != Status::Asserted;
            if ahead {
                self.weaken(Status::Hypothetical, self.mark_span(clause));
            }
        }
    }

    fn is_condition(&self, clause: TokenId) -> bool {
        self.marks(clause).any(|mark| {
            let lemma = self.syntax.word(mark).lemma.to_lowercase();
            self.lexicon.effect(&lemma, Class::Mark, "") == Some(Effect::Hypothetical)
        })
    }

    /// For a conjunct, the words that its first conjunct shares with it.
    fn around_shared(&mut self, at: TokenId, first: TokenId) {
        let syntax = self.syntax;
        let (word, head) = (syntax.word(at), syntax.word(first));
        let own = syntax.children(at).iter().any(|&child| {
            matches!(
                syntax.word(child).relation,
                Relation::Nsubj | Relation::Aux | Relation::Det | Relation::Mark
            )
        });
        let same_form = word.upos == head.upos && word.feat("VerbForm") == head.feat("VerbForm");
        // "did not stop or turn back", "no talks or meetings", "will meet and sign".
        if !own && same_form && (word.upos != Upos::Verb || !is_finite(word)) {
            self.around(first, false);
        }
    }

    /// What makes `at` an indirect question: "whether", "if".
    fn question(&self, at: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        if !matches!(
            syntax.word(at).relation,
            Relation::Ccomp | Relation::Csubj | Relation::Acl | Relation::Obj
        ) {
            return None;
        }
        syntax
            .children_by(at, Relation::Mark)
            .find(|&mark| matches!(syntax.word(mark).lemma.as_str(), "whether" | "if"))
    }

    fn marks(&self, at: TokenId) -> impl Iterator<Item = TokenId> {
        self.syntax.children(at).iter().copied().filter(|&child| {
            matches!(
                self.syntax.word(child).relation,
                Relation::Mark | Relation::Case
            )
        })
    }

    fn mark_span(&self, at: TokenId) -> Span {
        let mark = self.marks(at).next().unwrap_or(at);
        self.text.span(mark)
    }

    fn is_infinitive(&self, at: TokenId) -> bool {
        self.marks(at).any(|mark| {
            self.syntax.word(mark).lemma == "to" && self.syntax.word(mark).upos != Upos::Adp
        })
    }

    /// Names of the ways in which `at` complements `above`, as the lexicon writes them.
    fn complements(&self, at: TokenId, above: TokenId) -> Vec<String> {
        let syntax = self.syntax;
        let word = syntax.word(at);
        let prepositions = self
            .marks(at)
            .map(|mark| syntax.word(mark).lemma.to_lowercase())
            .filter(|lemma| lemma != "to" || !self.is_infinitive(at));
        let mut names = Vec::new();
        match word.relation {
            Relation::Xcomp
            | Relation::Ccomp
            | Relation::Csubj
            | Relation::Acl
            | Relation::Advcl => {
                if self.is_infinitive(at) {
                    names.push("to".to_owned());
                } else if is_finite(word)
                    || syntax.child(at, Relation::Cop).is_some()
                    || syntax.child(at, Relation::Aux).is_some()
                {
                    names.push("that".to_owned());
                } else {
                    names.extend(prepositions);
                    names.push("ing".to_owned());
                }
            }
            Relation::Obj => names.push("obj".to_owned()),
            Relation::Nsubj if word.subtype == Subtype::Pass => names.push("obj".to_owned()),
            Relation::Nsubj => names.push("subj".to_owned()),
            Relation::Obl | Relation::Nmod if word.subtype == Subtype::Agent => {}
            Relation::Obl | Relation::Nmod => {
                names.extend(prepositions);
                if names.is_empty() && syntax.word(above).is_nominal() {
                    names.push("of".to_owned());
                }
            }
            Relation::Compound => names.push("of".to_owned()),
            _ => {}
        }
        names
    }

    /// The "no" of "no soldier".
    fn none(&self, noun: TokenId) -> Option<TokenId> {
        self.syntax.children_by(noun, Relation::Det).find(|&child| {
            let lemma = self.syntax.word(child).lemma.to_lowercase();
            matches!(lemma.as_str(), "no" | "neither")
        })
    }

    fn is_not_only(&self, negation: TokenId) -> bool {
        let next = TokenId(negation.0 + 1);
        self.syntax
            .words()
            .get(next.index())
            .is_some_and(|word| matches!(word.lemma.as_str(), "only" | "just" | "merely" | "least"))
    }

    fn last_of_sentence(&self, token: TokenId) -> Span {
        let sentence = self.text.sentence_of(token);
        self.text.span(TokenId(sentence.end.0 - 1))
    }

    /// Whether the sentence of `token` asks; quoted questions have their mark inside the quotation.
    fn is_question(&self, token: TokenId) -> bool {
        let sentence = self.text.sentence_of(token);
        let last = TokenId(sentence.end.0 - 1);
        self.syntax.word(last).lemma.starts_with('?')
    }

    fn finish(self) -> Modality {
        let mut modality = self.modality;
        if modality.negated && matches!(modality.status, Status::Asserted | Status::Planned) {
            modality.status = Status::Denied;
        }
        modality
    }
}

fn is_nobody(lemma: &str) -> bool {
    matches!(lemma, "nobody" | "no-one" | "none" | "nothing")
}

fn is_finite(word: &Word) -> bool {
    word.feat("VerbForm") == Some("Fin")
}
