//! Cues whose source and content the grammar gives.

use crate::{
    article::{Article, BlockKind},
    attributions::{Attitude, CueLexicon, lexicon::Frame, quotations::Quotation},
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
pub(super) fn find(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    quotations: &[Quotation],
    lexicon: &CueLexicon,
) -> Vec<Draft> {
    let finder = Finder {
        article,
        text,
        syntax,
        quotations,
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
    article: &'a Article,
    text: &'a Text,
    syntax: &'a Syntax,
    quotations: &'a [Quotation],
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
        if frames.is_empty() || self.is_name(verb) {
            return None;
        }
        let source = self
            .speaker(verb)
            .filter(|&source| can_speak(self.syntax.word(source)));
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
        let speech = frames.iter().find(|(frame, _)| *frame == Frame::Quote);
        if let Some((_, attitude)) = speech {
            if let Some(quoted) = self.quoted_beside(verb, source) {
                let mut found = draft(Vec::new(), *attitude, self.cue_span(verb, verb));
                found.content = quoted;
                return Some(found);
            }
            if let Some(content) = self.before_tail(verb, source, frames) {
                return Some(draft(content, *attitude, self.cue_span(verb, verb)));
            }
        }
        for (frame, attitude) in frames {
            if let Some((content, last)) = self.complement(verb, frame) {
                if source.is_none() && !passive {
                    return None;
                }
                return Some(draft(content, *attitude, self.cue_span(verb, last)));
            }
        }
        let content = self.interrupted(verb, source).unwrap_or_default();
        Some(draft(content, speech?.1, self.cue_span(verb, verb)))
    }

    /// Who does `verb`; not somebody inside a quotation that the verb stands outside of.
    fn speaker(&self, verb: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        let is_passive = is_passive(syntax, verb);
        let subject = syntax
            .children_by(verb, Relation::Nsubj)
            .find(|&child| !is_passive && !self.are_parted(child, verb));
        subject
            .or_else(|| source_of(syntax, verb))
            .filter(|&source| !self.are_parted(source, verb))
            .or_else(|| {
                // "...," said the mayor, read as anything but a subject
                syntax.children(verb).iter().copied().find(|&child| {
                    let word = syntax.word(child);
                    child > verb
                        && word.is_nominal()
                        && matches!(
                            word.relation,
                            Relation::Nsubj | Relation::Obj | Relation::Appos | Relation::Parataxis
                        )
                        && syntax.subtree(child)[0].0 == verb.0 + 1
                        && !self.are_parted(child, verb)
                })
            })
    }

    /// Whether one of two words stands in a quotation and the other does not.
    fn are_parted(&self, one: TokenId, other: TokenId) -> bool {
        let (one, other) = (self.text.span(one), self.text.span(other));
        self.quotations
            .iter()
            .any(|quotation| quotation.contains(one) != quotation.contains(other))
    }

    /// Quotations that end or begin at the cue and its source, read off the marks alone:
    /// "...," he said, "..."
    fn quoted_beside(&self, verb: TokenId, source: Option<TokenId>) -> Option<Vec<Span>> {
        let source = source?;
        let article = &self.article.text;
        let verb_span = self.text.span(verb);
        let source_span = self.syntax.subtree_span(self.text, source);
        let mut group = self.cue_span(verb, verb);
        let between = if source_span.end <= group.start {
            Span {
                start: source_span.end,
                end: group.start,
            }
        } else {
            Span {
                start: group.end,
                end: source_span.start.max(group.end),
            }
        };
        let is_near = source_span.overlaps(group)
            || between
                .text(article)
                .chars()
                .all(|c| !c.is_alphanumeric() && !c.is_control());
        if is_near && !source_span.contains(verb_span) {
            group = group.cover(source_span);
        }
        let outside = |quotation: &&Quotation| !quotation.overlaps(verb_span);
        let before = self.quotations.iter().filter(outside).find(|quotation| {
            let end = quotation.end();
            end <= group.start
                && !self.is_closed(quotation)
                && article[end as usize..group.start as usize]
                    .trim()
                    .trim_matches(',')
                    .is_empty()
                && self.opens_a_sentence(quotation)
        });
        let after = self.quotations.iter().filter(outside).find(|quotation| {
            let start = quotation.start();
            start >= group.end && self.leads_to(verb, group.end, start, before.is_some())
        });
        let mut parts = Vec::new();
        for quotation in before.into_iter().chain(after) {
            parts.extend(quotation.parts.iter().copied());
        }
        (!parts.is_empty()).then_some(parts)
    }

    /// Whether a quotation ends with a full stop: what follows it is another sentence.
    fn is_closed(&self, quotation: &Quotation) -> bool {
        let last = quotation.parts[quotation.parts.len() - 1].text(&self.article.text);
        let inside = last.trim_end_matches(['"', '”', '»', '\'', '’']);
        inside.ends_with('.') && !inside.ends_with("..")
    }

    /// Whether a quotation opens a sentence: it is all that is said, not words taken out of it.
    fn opens_a_sentence(&self, quotation: &Quotation) -> bool {
        let article = &self.article.text;
        let before = article[..quotation.start() as usize].trim_end();
        before.is_empty()
            || before.ends_with(['.', '?', '!', ':', '”', '"', '\'', '’', '—', '–'])
            || article[before.len()..quotation.start() as usize].contains('\n')
    }

    /// Whether only a hearer, an adjunct, a comma or a colon stand between the end of a cue and
    /// the quotation it announces.
    fn leads_to(&self, verb: TokenId, from: u32, to: u32, interrupts: bool) -> bool {
        let gap = self.article.text[from as usize..to as usize].trim();
        if interrupts {
            return gap == ",";
        }
        if !gap.ends_with([',', ':']) && !gap.is_empty() {
            return false;
        }
        let span = Span {
            start: from,
            end: to,
        };
        gap.len() < 80
            && !gap.contains(['.', '?', '!', '\n'])
            && self.text.tokens_in(span).all(|token| {
                let word = self.syntax.word(token);
                word.upos != Upos::Verb
                    && word.upos != Upos::Aux
                    && (word.upos == Upos::Punct
                        || token == verb
                        || self.syntax.is_within(token, verb))
            })
    }

    /// All of the sentence before its last words, if those are "..., X said": whatever the tree
    /// makes of the rest, they end it.
    fn before_tail(
        &self,
        verb: TokenId,
        source: Option<TokenId>,
        frames: &[(Frame, Attitude)],
    ) -> Option<Vec<TokenId>> {
        let syntax = self.syntax;
        let source = source?;
        let sentence = self.text.sentence_of(verb);
        if source < sentence.first || source >= sentence.end {
            return None;
        }
        let stands_free = matches!(
            syntax.word(verb).relation,
            Relation::Root
                | Relation::Parataxis
                | Relation::Conj
                | Relation::Ccomp
                | Relation::Advcl
                | Relation::Dep
                | Relation::Appos
                | Relation::List
        );
        let complete = syntax.child(verb, Relation::Obj).is_some() && !has(frames, &Frame::Hearer);
        if !stands_free || complete {
            return None;
        }
        let own = syntax.subtree(source);
        let words = if own.contains(&verb) {
            &[source][..]
        } else {
            &own[..]
        };
        let first = words.iter().copied().fold(verb.min(source), TokenId::min);
        let is_punct = |token: TokenId| syntax.word(token).upos == Upos::Punct;
        let has_clause_after = syntax.children(verb).iter().any(|&child| {
            child > verb
                && child != source
                && matches!(
                    syntax.word(child).relation,
                    Relation::Ccomp | Relation::Xcomp | Relation::Parataxis
                )
        });
        // What follows the cue and its source: nothing, or an adjunct or hearer of the cue.
        let ends_it = (verb.0 + 1..sentence.end.0).map(TokenId).all(|token| {
            is_punct(token) || words.contains(&token) || syntax.is_within(token, verb)
        });
        let before = first.0.checked_sub(1).map(TokenId)?;
        let quoted_after = self.quotations.iter().any(|quotation| {
            quotation.start() >= self.text.span(verb).end && quotation.start() < sentence.span.end
        });
        if before < sentence.first
            || has_clause_after
            || quoted_after
            || !ends_it
            || !is_punct(before)
        {
            return None;
        }
        let content: Vec<TokenId> = (sentence.first.0..first.0).map(TokenId).collect();
        let is_clause = content
            .iter()
            .any(|&token| matches!(syntax.word(token).upos, Upos::Verb | Upos::Aux));
        (is_clause && content.len() > 3).then_some(content)
    }

    /// A word with a capital inside a sentence is a name ("Hope Hicks") that was read as a verb.
    fn is_name(&self, verb: TokenId) -> bool {
        let words = self.text.span(verb).text(&self.article.text);
        let before = verb.0.checked_sub(1).map(TokenId);
        let follows_word = before.is_some_and(|before| {
            before >= self.text.sentence_of(verb).first
                && self.syntax.word(before).upos != Upos::Punct
        });
        let sentence = self.text.sentence_of(verb).span.text(&self.article.text);
        // Headlines in title case capitalize verbs, too.
        let in_title = sentence
            .split_whitespace()
            .filter(|word| word.starts_with(char::is_uppercase))
            .count()
            * 2
            > sentence.split_whitespace().count();
        words.starts_with(char::is_uppercase) && follows_word && !in_title
    }

    /// The frames of a verb with its particle, else without.
    fn frames(&self, verb: TokenId) -> &[(Frame, Attitude)] {
        let syntax = self.syntax;
        let lemma = syntax.word(verb).lemma.to_lowercase();
        let particle = syntax.children(verb).iter().copied().find(|&child| {
            let child = syntax.word(child);
            child.relation == Relation::Compound && child.subtype == Subtype::Prt
        });
        let particle = particle.map(|particle| syntax.word(particle).lemma.to_lowercase());
        self.lexicon.verb(&lemma, particle.as_deref())
    }

    /// The words that complement `verb` in a frame, and the last word of the cue.
    fn complement(&self, verb: TokenId, frame: &Frame) -> Option<(Vec<TokenId>, TokenId)> {
        let syntax = self.syntax;
        let child = |relation| syntax.child(verb, relation);
        match frame {
            Frame::Clause => {
                // A clause that opens with "that" is the one said, whatever else the tree ties to the cue.
                let after_that = syntax.children_by(verb, Relation::Ccomp).find(|&clause| {
                    clause > verb
                        && syntax
                            .children_by(clause, Relation::Mark)
                            .any(|mark| syntax.word(mark).lemma == "that")
                });
                let clause = after_that
                    .or_else(|| child(Relation::Ccomp))
                    .or_else(|| child(Relation::Xcomp).filter(|&clause| self.is_finite(clause)))
                    // "it was reported that the town had fallen"
                    .or_else(|| child(Relation::Csubj).filter(|&clause| clause > verb))
                    .or_else(|| {
                        // "the town had fallen, he said" with the clause hung on the cue as an aside
                        child(Relation::Parataxis)
                            .filter(|&clause| clause < verb && self.is_finite(clause))
                    })?;
                let mut content = syntax.subtree(clause);
                for other in syntax.children_by(verb, Relation::Ccomp) {
                    if other != clause && (other < verb) == (clause < verb) {
                        content.extend(syntax.subtree(other));
                    }
                }
                content.sort_unstable();
                // "told him that": what stands before the conjunction is no part of the clause.
                let that = syntax.children_by(clause, Relation::Mark).next();
                if let Some(that) = that.filter(|&that| that > verb) {
                    content.retain(|&token| token >= that || token < verb);
                }
                Some((content, verb))
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
                    .or_else(|| syntax.children_by(verb, Relation::Obj).nth(1))
                    .filter(|&predicate| !self.is_infinitive(predicate) && predicate > verb)?;
                Some((self.both(object, predicate), verb))
            }
            Frame::ObjectWith(preposition) => {
                let object = self.object(verb)?;
                let phrase = self
                    .phrase(verb, preposition)
                    .or_else(|| self.phrase(object, preposition))?
                    .0;
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
    fn interrupted(&self, verb: TokenId, source: Option<TokenId>) -> Option<Vec<TokenId>> {
        let syntax = self.syntax;
        let word = syntax.word(verb);
        let as_aside = word.relation == Relation::Parataxis
            || word.relation == Relation::Advcl && self.is_marked(verb, "as");
        let host = word.head.filter(|_| as_aside)?;
        source?;
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
        let apart = syntax.subtree(phrase);
        let mut host = self.clause_above(phrase)?;
        // "..., which saw looting, according to the mayor." vouches for the whole sentence.
        let is_inner = matches!(syntax.word(host).relation, Relation::Acl | Relation::Advcl);
        if is_inner && self.closes_sentence(first, &apart) {
            host = syntax.ancestors(host).last()?;
        }
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

    /// Whether a phrase, with its first word after a comma, is the last of its sentence.
    fn closes_sentence(&self, first: TokenId, phrase: &[TokenId]) -> bool {
        let sentence = self.text.sentence_of(first);
        let is_punct = |token: TokenId| self.syntax.word(token).upos == Upos::Punct;
        let after_comma = first
            .0
            .checked_sub(1)
            .map(TokenId)
            .is_some_and(|before| before >= sentence.first && is_punct(before));
        let last = phrase.iter().copied().max().unwrap_or(first);
        after_comma && (last.0 + 1..sentence.end.0).map(TokenId).all(is_punct)
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
        possessor
            .or_else(agent)
            .or_else(subject)
            .filter(|&holder| can_speak(syntax.word(holder)))
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
        let block = self
            .article
            .blocks
            .iter()
            .find(|block| block.span.start == self.text.span(before[0]).start)?;
        // A heading, or a paragraph as short as one, or a turn in a conversation.
        let is_heading = block.kind != BlockKind::Paragraph || block.span.len() < 160;
        let speaks = |&token: &TokenId| {
            let word = syntax.word(token);
            word.upos == Upos::Propn
                || is_heading && self.lexicon.is_voice(&word.lemma.to_lowercase())
        };
        if !before.iter().all(is_name) || !before.iter().any(speaks) {
            return None;
        }
        let source = syntax.head_of(before)?;
        // "Syria crisis: president rejects ..." names the matter, not who speaks.
        let of_a_name = syntax.children(source).iter().any(|&child| {
            syntax.word(child).upos == Upos::Propn
                && syntax.word(child).relation == Relation::Compound
        });
        if !speaks(&source) && (of_a_name || !syntax.word(source).is_nominal()) {
            return None;
        }
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
                Relation::Obl
                    | Relation::Nmod
                    | Relation::Advcl
                    | Relation::Acl
                    | Relation::Xcomp
                    | Relation::Ccomp
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

/// Whether a word can head a source at all.
fn can_speak(word: &Word) -> bool {
    matches!(
        word.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Num | Upos::Adj | Upos::X
    )
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
            syntax
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
