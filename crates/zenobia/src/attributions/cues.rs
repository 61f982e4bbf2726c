//! Cues whose source and content the grammar gives.

use crate::{
    attributions::{Attitude, CueLexicon, lexicon::Frame},
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos, Word},
    tokens::{Text, TokenId},
};

/// A cue with what hangs on it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The word that heads the cue.
    pub head: TokenId,
    /// All words of the cue.
    pub cue: Span,
    /// The word that heads the source.
    pub source: Option<TokenId>,
    /// What is said; none if the grammar does not give it: a quotation may.
    pub content: Vec<Span>,
    /// How the source stands to it.
    pub attitude: Attitude,
    /// Whether its content may be a quotation.
    pub quotes: bool,
}

/// All cues, in text order, some of them still without content.
pub(super) fn find(text: &Text, syntax: &Syntax, lexicon: &CueLexicon) -> Vec<Draft> {
    let finder = Finder {
        text,
        syntax,
        lexicon,
    };
    let mut found = Vec::new();
    for index in 0..syntax.words().len() {
        let token = TokenId(index as u32);
        let draft = match syntax.word(token).upos {
            Upos::Verb => finder.preposition(token).or_else(|| finder.verb(token)),
            Upos::Noun => finder.noun(token),
            Upos::Adv => finder.hearsay(token),
            Upos::Punct => finder.colon(token),
            _ => None,
        };
        found.extend(draft);
    }
    found
}

struct Finder<'a> {
    text: &'a Text,
    syntax: &'a Syntax,
    lexicon: &'a CueLexicon,
}

impl Finder<'_> {
    fn verb(&self, verb: TokenId) -> Option<Draft> {
        let word = self.syntax.word(verb);
        if matches!(
            word.relation,
            Relation::Amod | Relation::Compound | Relation::Case
        ) {
            return None;
        }
        let frames = self.frames(verb);
        if frames.is_empty() {
            return None;
        }
        let source = source_of(self.syntax, verb);
        let passive = is_passive(self.syntax, verb);
        // "hoping to win" without anybody who hopes; only passives hide who says so.
        if source.is_none() && !passive && !has(frames, &Frame::Quote) {
            return None;
        }
        let draft = |content: Vec<TokenId>, attitude, cue: Span| Draft {
            head: verb,
            cue,
            source,
            content: self.content(content, verb, source),
            attitude,
            quotes: has(frames, &Frame::Quote),
        };
        for (frame, attitude) in frames {
            if let Some((content, last)) = self.complement(verb, frame) {
                if source.is_none() && !passive {
                    return None;
                }
                return Some(draft(content, *attitude, self.cue_span(verb, last)));
            }
        }
        let speech = frames.iter().find(|(frame, _)| *frame == Frame::Quote)?;
        let content = self.interrupted(verb).unwrap_or_default();
        Some(draft(content, speech.1, self.cue_span(verb, verb)))
    }

    /// The frames of a verb with its particle, else without.
    fn frames(&self, verb: TokenId) -> &[(Frame, Attitude)] {
        let lemma = self.syntax.word(verb).lemma.to_lowercase();
        let particle = self.syntax.children(verb).iter().copied().find(|&child| {
            let child = self.syntax.word(child);
            child.relation == Relation::Compound && child.subtype == Subtype::Prt
        });
        match particle {
            Some(particle) => {
                let particle = self.syntax.word(particle).lemma.to_lowercase();
                self.lexicon.verb(&format!("{lemma} {particle}"))
            }
            None => self.lexicon.verb(&lemma),
        }
    }

    /// The words that complement `verb` in a frame, and the last word of the cue.
    fn complement(&self, verb: TokenId, frame: &Frame) -> Option<(Vec<TokenId>, TokenId)> {
        let syntax = self.syntax;
        let child = |relation| syntax.child(verb, relation);
        match frame {
            Frame::Clause => {
                let clause = child(Relation::Ccomp)
                    .or_else(|| child(Relation::Xcomp).filter(|&clause| self.is_finite(clause)))
                    .or_else(|| {
                        // "the town had fallen, he said" with the clause hung on the cue as an aside
                        child(Relation::Parataxis)
                            .filter(|&clause| clause < verb && self.is_finite(clause))
                    })?;
                Some((syntax.subtree(clause), verb))
            }
            Frame::Infinitive => {
                let clause = child(Relation::Xcomp).filter(|&clause| self.is_infinitive(clause))?;
                if child(Relation::Obj).is_some() {
                    return None;
                }
                Some((syntax.subtree(clause), verb))
            }
            Frame::Gerund => {
                let clause = child(Relation::Xcomp)
                    .or(child(Relation::Ccomp))
                    .filter(|&clause| syntax.word(clause).feat("VerbForm") == Some("Ger"))?;
                Some((syntax.subtree(clause), verb))
            }
            Frame::ObjectInfinitive => {
                let object = self.object(verb)?;
                let clause = child(Relation::Xcomp)
                    .or(child(Relation::Ccomp))
                    .filter(|&clause| self.is_infinitive(clause))?;
                Some((self.both(object, clause), verb))
            }
            Frame::ObjectPredicate => {
                let object = self.object(verb)?;
                let predicate = child(Relation::Xcomp)
                    .filter(|&predicate| !self.is_infinitive(predicate) && predicate > verb)?;
                Some((self.both(object, predicate), verb))
            }
            Frame::ObjectWith(preposition) => {
                let object = self.object(verb)?;
                let phrase = self.phrase(verb, preposition)?.0;
                Some((self.both(object, phrase), verb))
            }
            Frame::OnInfinitive => {
                let (object, case) = self.phrase(verb, "on")?;
                let clause = child(Relation::Xcomp)
                    .or(child(Relation::Advcl))
                    .filter(|&clause| self.is_infinitive(clause))?;
                let mut content = self.both(object, clause);
                content.retain(|&token| token != case);
                Some((content, case))
            }
            Frame::With(preposition) => {
                let (object, case) = self.phrase(verb, preposition)?;
                let mut content = syntax.subtree(object);
                content.retain(|&token| token != case);
                Some((content, case))
            }
            Frame::Object => {
                let object = child(Relation::Obj).filter(|&object| {
                    // Relative pronouns and "it" tell nothing.
                    syntax.word(object).upos != Upos::Pron
                })?;
                Some((syntax.subtree(object), verb))
            }
            Frame::Raising => {
                let subject = passive_subject(syntax, verb)?;
                let clause = child(Relation::Xcomp)
                    .or(child(Relation::Ccomp))
                    .filter(|&clause| self.is_infinitive(clause))?;
                Some((self.both(subject, clause), verb))
            }
            Frame::Quote | Frame::Possessor | Frame::Hearer => None,
        }
    }

    /// The sentence or clause that `verb` interrupts or ends: "the town had fallen, he said".
    fn interrupted(&self, verb: TokenId) -> Option<Vec<TokenId>> {
        let syntax = self.syntax;
        let word = syntax.word(verb);
        let as_aside = word.relation == Relation::Parataxis
            || word.relation == Relation::Advcl && self.is_marked(verb, "as");
        let host = word.head.filter(|_| as_aside)?;
        source_of(syntax, verb)?;
        // Only a verb set off by a comma or a mark takes the clause around it.
        let aside = syntax.subtree(verb);
        let before = aside[0].0.checked_sub(1).map(TokenId)?;
        let set_off =
            syntax.word(before).upos == Upos::Punct || syntax.word(aside[0]).upos == Upos::Punct;
        if !set_off {
            return None;
        }
        let mut content = syntax.subtree(host);
        content.retain(|token| aside.binary_search(token).is_err());
        self.drop_conjunction(host, &mut content);
        Some(content)
    }

    fn preposition(&self, first: TokenId) -> Option<Draft> {
        let syntax = self.syntax;
        let second = TokenId(first.0 + 1);
        let lower = |token: TokenId| {
            syntax
                .words()
                .get(token.index())
                .map(|word| word.lemma.to_lowercase())
        };
        let form = self
            .text
            .tokens
            .get(second.index())
            .map(|_| lower(second))??;
        let first_form = if lower(first)? == "accord" {
            "according".to_owned()
        } else {
            lower(first)?
        };
        if !self.lexicon.is_preposition(&first_form, &form) {
            return None;
        }
        // UD hangs "according" on the noun as its case; some trees hang the noun on "according".
        let (source, phrase) = match syntax.word(first).relation {
            Relation::Case | Relation::Mark => {
                let source = syntax.head(first)?;
                (source, source)
            }
            _ => {
                let source = syntax
                    .children_by(first, Relation::Obl)
                    .chain(syntax.children_by(first, Relation::Obj))
                    .next()?;
                (source, first)
            }
        };
        let host = self.clause_above(phrase)?;
        let apart = syntax.subtree(phrase);
        let mut content = syntax.subtree(host);
        content.retain(|token| apart.binary_search(token).is_err());
        self.drop_conjunction(host, &mut content);
        Some(Draft {
            head: first,
            cue: self.text.span(first).cover(self.text.span(second)),
            source: Some(source),
            content: self.content(content, first, Some(source)),
            attitude: Attitude::Assertion,
            quotes: true,
        })
    }

    /// Takes out the "and" that joins a clause to the one before.
    fn drop_conjunction(&self, clause: TokenId, content: &mut Vec<TokenId>) {
        if self.syntax.word(clause).relation == Relation::Conj {
            let conjunction = self.syntax.child(clause, Relation::Cc);
            content.retain(|&token| Some(token) != conjunction);
        }
    }

    /// The head of the clause that a phrase modifies.
    fn clause_above(&self, phrase: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        syntax.ancestors(phrase).find(|&above| {
            let word = syntax.word(above);
            match word.relation {
                Relation::Root | Relation::Ccomp | Relation::Parataxis | Relation::Acl => true,
                Relation::Conj | Relation::Advcl => syntax.child(above, Relation::Nsubj).is_some(),
                _ => false,
            }
        })
    }

    fn hearsay(&self, adverb: TokenId) -> Option<Draft> {
        let syntax = self.syntax;
        let word = syntax.word(adverb);
        if !self.lexicon.is_hearsay(&word.lemma.to_lowercase()) {
            return None;
        }
        let host = word.head?;
        let mut content = syntax.subtree(host);
        content.retain(|&token| token != adverb);
        self.drop_conjunction(host, &mut content);
        Some(Draft {
            head: adverb,
            cue: self.text.span(adverb),
            source: None,
            content: self.content(content, adverb, None),
            attitude: Attitude::Assertion,
            quotes: false,
        })
    }

    fn noun(&self, noun: TokenId) -> Option<Draft> {
        let syntax = self.syntax;
        let frames = self.lexicon.noun(&syntax.word(noun).lemma.to_lowercase());
        if frames.is_empty() {
            return None;
        }
        let source = self.holder(noun);
        for (frame, attitude) in frames {
            let (content, last) = match frame {
                Frame::Clause => {
                    let clause = syntax
                        .children_by(noun, Relation::Acl)
                        .chain(syntax.children_by(noun, Relation::Ccomp))
                        .find(|&clause| self.is_marked(clause, "that"));
                    (clause, noun)
                }
                Frame::Infinitive => {
                    let clause = syntax
                        .children_by(noun, Relation::Acl)
                        .find(|&clause| self.is_infinitive(clause));
                    (clause, noun)
                }
                Frame::With(preposition) => match self.phrase(noun, preposition) {
                    Some((object, case)) => (Some(object), case),
                    None => (None, noun),
                },
                _ => (None, noun),
            };
            let Some(clause) = content else { continue };
            if source.is_none() && *frame != Frame::Clause {
                return None;
            }
            let mut content = syntax.subtree(clause);
            content.retain(|&token| token != last);
            return Some(Draft {
                head: noun,
                cue: self.text.span(noun).cover(self.text.span(last)),
                source,
                content: self.content(content, noun, source),
                attitude: *attitude,
                quotes: false,
            });
        }
        None
    }

    /// Whose claim, plan or fear it is: "the army's claim", "a claim by the army", "the army
    /// made the claim".
    fn holder(&self, noun: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        let possessor = syntax
            .children_by(noun, Relation::Nmod)
            .find(|&child| syntax.word(child).subtype == Subtype::Poss);
        let agent = || {
            self.phrase(noun, "by")
                .or(self.phrase(noun, "from"))
                .map(|found| found.0)
        };
        let subject = || {
            let word = syntax.word(noun);
            let verb = word.head.filter(|_| word.relation == Relation::Obj)?;
            source_of(syntax, verb)
        };
        possessor.or_else(agent).or_else(subject)
    }

    /// "Army: town retaken", at the head of a sentence.
    fn colon(&self, colon: TokenId) -> Option<Draft> {
        let syntax = self.syntax;
        if self
            .text
            .tokens
            .get(colon.index())
            .is_none_or(|_| syntax.word(colon).lemma != ":")
        {
            return None;
        }
        let sentence = self.text.sentence_of(colon);
        let before: Vec<TokenId> = (sentence.first.0..colon.0).map(TokenId).collect();
        let after: Vec<TokenId> = (colon.0 + 1..sentence.end.0).map(TokenId).collect();
        if before.is_empty() || before.len() > 6 || after.len() < 3 {
            return None;
        }
        let is_name = |&token: &TokenId| {
            matches!(
                syntax.word(token).upos,
                Upos::Propn | Upos::Noun | Upos::Adj | Upos::Adp | Upos::Det | Upos::Part
            )
        };
        if !before.iter().all(is_name)
            || !before
                .iter()
                .any(|&token| syntax.word(token).upos == Upos::Propn)
        {
            return None;
        }
        let source = syntax.head_of(before)?;
        Some(Draft {
            head: colon,
            cue: self.text.span(colon),
            source: Some(source),
            content: spans(self.text, syntax, &after),
            attitude: Attitude::Assertion,
            quotes: true,
        })
    }

    fn object(&self, verb: TokenId) -> Option<TokenId> {
        self.syntax
            .child(verb, Relation::Obj)
            .or_else(|| self.syntax.child(verb, Relation::Iobj))
            .or_else(|| passive_subject(self.syntax, verb))
    }

    /// The phrase under `above` that this preposition opens, and the preposition.
    fn phrase(&self, above: TokenId, preposition: &str) -> Option<(TokenId, TokenId)> {
        let syntax = self.syntax;
        syntax.children(above).iter().find_map(|&child| {
            if !matches!(
                syntax.word(child).relation,
                Relation::Obl | Relation::Nmod | Relation::Advcl | Relation::Acl | Relation::Xcomp
            ) {
                return None;
            }
            let case = syntax.children(child).iter().copied().find(|&case| {
                let word = syntax.word(case);
                matches!(word.relation, Relation::Case | Relation::Mark)
                    && word.lemma.eq_ignore_ascii_case(preposition)
            })?;
            (child > above).then_some((child, case))
        })
    }

    fn both(&self, one: TokenId, other: TokenId) -> Vec<TokenId> {
        let mut tokens = self.syntax.subtree(one);
        tokens.extend(self.syntax.subtree(other));
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    /// Spans of the content tokens, without the cue and the source.
    fn content(
        &self,
        mut tokens: Vec<TokenId>,
        cue: TokenId,
        source: Option<TokenId>,
    ) -> Vec<Span> {
        let words = source
            .filter(|&source| !tokens.contains(&source))
            .map(|source| self.syntax.subtree(source))
            .unwrap_or_default();
        tokens.retain(|token| *token != cue && words.binary_search(token).is_err());
        spans(self.text, self.syntax, &tokens)
    }

    /// The verb with its auxiliaries and the adverbs among them, up to `last`.
    fn cue_span(&self, verb: TokenId, last: TokenId) -> Span {
        let syntax = self.syntax;
        let mut first = verb;
        while let Some(before) = first.0.checked_sub(1).map(TokenId) {
            let word = syntax.word(before);
            let belongs = word.head == Some(verb)
                && matches!(word.relation, Relation::Aux | Relation::Advmod)
                && matches!(word.upos, Upos::Aux | Upos::Adv | Upos::Part);
            if !belongs {
                break;
            }
            first = before;
        }
        let particle = syntax
            .children_by(verb, Relation::Compound)
            .find(|&child| child.0 == verb.0 + 1);
        let last = particle.unwrap_or(verb).max(last);
        // A preposition far off is no part of the cue.
        let last = if last.0 - verb.0 <= 2 { last } else { verb };
        self.text.span(first).cover(self.text.span(last))
    }

    fn is_infinitive(&self, clause: TokenId) -> bool {
        self.is_marked(clause, "to")
    }

    fn is_finite(&self, clause: TokenId) -> bool {
        !self.is_infinitive(clause) && self.syntax.child(clause, Relation::Nsubj).is_some()
    }

    fn is_marked(&self, clause: TokenId, mark: &str) -> bool {
        self.syntax
            .children_by(clause, Relation::Mark)
            .any(|child| self.syntax.word(child).lemma.eq_ignore_ascii_case(mark))
    }
}

fn has(frames: &[(Frame, Attitude)], frame: &Frame) -> bool {
    frames.iter().any(|(given, _)| given == frame)
}

fn is_passive(syntax: &Syntax, verb: TokenId) -> bool {
    syntax
        .children(verb)
        .iter()
        .any(|&child| syntax.word(child).subtype == Subtype::Pass)
}

fn passive_subject(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    syntax
        .children_by(verb, Relation::Nsubj)
        .find(|&child| syntax.word(child).subtype == Subtype::Pass)
}

/// The word that heads who does `verb`, own subject or one it inherits.
pub(super) fn source_of(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    if is_passive(syntax, verb) {
        return syntax.children_by(verb, Relation::Obl).find(|&child| {
            syntax.word(child).subtype == Subtype::Agent
                || syntax
                    .children_by(child, Relation::Case)
                    .any(|case| syntax.word(case).lemma == "by")
        });
    }
    let own = syntax
        .children_by(verb, Relation::Nsubj)
        .find(|&child| syntax.word(child).subtype != Subtype::Outer);
    if own.is_some() {
        return own;
    }
    let word = syntax.word(verb);
    let above = word.head?;
    match word.relation {
        Relation::Conj => any_subject(syntax, above).or_else(|| source_of(syntax, above)),
        Relation::Advcl => any_subject(syntax, above).or_else(|| source_of(syntax, above)),
        Relation::Xcomp => syntax
            .child(above, Relation::Obj)
            .or_else(|| any_subject(syntax, above))
            .or_else(|| source_of(syntax, above)),
        Relation::Acl if word.subtype != Subtype::Relcl && is_present_participle(word) => {
            Some(above)
        }
        _ => None,
    }
}

fn any_subject(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    syntax.child(verb, Relation::Nsubj)
}

fn is_present_participle(word: &Word) -> bool {
    match word.feat("VerbForm") {
        Some("Ger") => true,
        Some("Part") => word.feat("Tense") == Some("Pres"),
        _ => false,
    }
}

/// The runs of neighbouring tokens as spans; punctuation at their ends is cut off.
pub(super) fn spans(text: &Text, syntax: &Syntax, tokens: &[TokenId]) -> Vec<Span> {
    let mut runs: Vec<Vec<TokenId>> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            Some(run) if is_near(syntax, run[run.len() - 1], token) => run.push(token),
            _ => runs.push(vec![token]),
        }
    }
    runs.iter()
        .filter_map(|run| {
            let is_word = |token: &&TokenId| syntax.word(**token).upos != Upos::Punct;
            let first = run
                .iter()
                .find(|token| is_word(token) || opens(text, syntax, **token))?;
            let last = run
                .iter()
                .rev()
                .find(|token| is_word(token) || closes(syntax, **token))?;
            (first <= last).then(|| text.span(*first).cover(text.span(*last)))
        })
        .collect()
}

/// Whether only punctuation stands between two tokens.
fn is_near(syntax: &Syntax, one: TokenId, other: TokenId) -> bool {
    (one.0 + 1..other.0).all(|between| syntax.word(TokenId(between)).upos == Upos::Punct)
}

fn opens(_text: &Text, syntax: &Syntax, token: TokenId) -> bool {
    matches!(syntax.word(token).lemma.as_str(), "(" | "[" | "$" | "-lrb-")
}

fn closes(syntax: &Syntax, token: TokenId) -> bool {
    matches!(
        syntax.word(token).lemma.as_str(),
        ")" | "]" | "%" | "?" | "!" | "-rrb-"
    )
}
