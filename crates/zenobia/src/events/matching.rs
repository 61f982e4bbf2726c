//! Finds the words that tell events: which entry of the lexicon a word and its companions meet.

use crate::{
    events::{
        grammar::Grammar,
        lexicon::{Complement, Part, Predicate},
    },
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

/// A word that meets an entry of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Match<'a> {
    pub(super) predicate: &'a Predicate,
    /// The word that was looked up.
    pub(super) word: TokenId,
    /// The noun the entry asks for as object.
    pub(super) object: Option<TokenId>,
    /// The verb that lends a noun its subject: "launched" in "launched an attack".
    pub(super) light: Option<TokenId>,
    /// All words the entry was met by.
    pub(super) used: Vec<TokenId>,
    /// How likely the classifier finds it; 1 where none was asked.
    pub(super) likelihood: f32,
    /// The words by which the classifier tells it.
    pub(super) told_by: Vec<TokenId>,
    pub(super) score: u32,
}

impl Match<'_> {
    /// Whether it is told by `token`, among others.
    pub(super) fn has_word(&self, token: TokenId) -> bool {
        self.used.contains(&token) || self.told_by.contains(&token)
    }

    /// The word at the top of what tells the event.
    pub(super) fn head(&self, grammar: &Grammar<'_>) -> TokenId {
        match self.light {
            Some(light) if grammar.syntax.head(self.word) == Some(light) => light,
            _ => self.word,
        }
    }
}

/// The best entry for each word of a sentence, in text order. Words that belong to another's entry
/// ("talks" in "held talks") tell nothing on their own.
pub(super) fn find<'a>(grammar: &Grammar<'a>, tokens: &[TokenId]) -> Vec<Match<'a>> {
    let mut found: Vec<Match<'a>> = tokens
        .iter()
        .filter_map(|&token| best(grammar, token))
        .collect();
    let taken: Vec<(TokenId, TokenId)> = found
        .iter()
        .flat_map(|found| found.used.iter().map(|&token| (found.word, token)))
        .collect();
    found.retain(|found| {
        !taken
            .iter()
            .any(|&(word, token)| token == found.word && word != found.word)
    });
    found
}

fn best<'a>(grammar: &Grammar<'a>, token: TokenId) -> Option<Match<'a>> {
    let lemma = grammar.lemma(token);
    let mut best: Option<Match<'a>> = None;
    for predicate in grammar.lexicon.candidates(lemma) {
        if !stands_as(grammar, token, predicate.part) {
            continue;
        }
        let Some(found) = meets(grammar, token, predicate) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| best.score < found.score) {
            best = Some(found);
        }
    }
    best
}

/// Whether `token` is used as that part of speech, where it can tell an event.
fn stands_as(grammar: &Grammar<'_>, token: TokenId, part: Part) -> bool {
    let word = grammar.syntax.word(token);
    match part {
        Part::Verb => {
            // "the detained leaders", "a wounded soldier": no act is told, only a state.
            word.upos == Upos::Verb
                && word.relation != Relation::Amod
                && word.relation != Relation::Compound
        }
        Part::Noun => {
            word.upos == Upos::Noun
                && !matches!(
                    word.relation,
                    Relation::Compound | Relation::Amod | Relation::Flat
                )
                && word.subtype != Subtype::Tmod
        }
        Part::Adjective => {
            // "is set to leave", not "set up a camp to train them"
            let is_state = word.upos == Upos::Adj
                || word.upos == Upos::Verb && grammar.syntax.child(token, Relation::Obj).is_none();
            is_state
                && matches!(
                    word.relation,
                    Relation::Root
                        | Relation::Conj
                        | Relation::Ccomp
                        | Relation::Xcomp
                        | Relation::Advcl
                        | Relation::Acl
                        | Relation::Parataxis
                )
        }
    }
}

/// Whether `token` and what stands around it meet all conditions of an entry.
fn meets<'a>(grammar: &Grammar<'a>, token: TokenId, predicate: &'a Predicate) -> Option<Match<'a>> {
    let mut used = vec![token];
    // A codebook of one's own comes first.
    let mut score = if predicate.own_type.is_some() { 100 } else { 1 };
    if !predicate.modifiers.is_empty() {
        for wanted in &predicate.modifiers {
            used.push(modifier(grammar, token, wanted)?);
        }
        score += 4;
    }
    if !predicate.particles.is_empty() {
        let particle = predicate
            .particles
            .iter()
            .find_map(|wanted| particle(grammar, token, wanted))?;
        used.push(particle);
        score += 4;
    }
    if !predicate.complements.is_empty() {
        let complement = predicate
            .complements
            .iter()
            .find_map(|wanted| complement(grammar, token, wanted))?;
        used.extend(complement);
        score += 3;
    }
    let mut object = None;
    if !predicate.object.is_empty() || !predicate.not_object.is_empty() {
        let objects: Vec<TokenId> = grammar
            .objects(token)
            .into_iter()
            .map(|object| counted(grammar, object))
            .collect();
        if objects
            .iter()
            .any(|&object| grammar.passes(&predicate.not_object, object))
        {
            return None;
        }
        if !predicate.object.is_empty() {
            let found = objects
                .into_iter()
                .find(|&object| grammar.passes(&predicate.object, object))?;
            object = Some(found);
            score += 5;
            if grammar.is_actor(found) {
                score -= 1;
            } else {
                used.push(found);
            }
        }
    }
    let light = match predicate.part {
        Part::Noun => light_verb(grammar, token),
        Part::Verb | Part::Adjective => None,
    };
    Some(Match {
        predicate,
        word: token,
        object,
        light,
        used,
        likelihood: 1.0,
        told_by: Vec::new(),
        score,
    })
}

/// "round of talks", "$2 million in aid": the noun that is measured.
fn counted(grammar: &Grammar<'_>, noun: TokenId) -> TokenId {
    let word = grammar.syntax.word(noun);
    let measures = matches!(word.upos, Upos::Num | Upos::Sym)
        || grammar.lexicon.is_in("partitive", grammar.lemma(noun));
    if !measures {
        return noun;
    }
    grammar
        .dependent_with(noun, "of")
        .or_else(|| grammar.dependent_with(noun, "in"))
        .filter(|&inner| !grammar.is_place(inner))
        .unwrap_or(noun)
}

fn modifier(grammar: &Grammar<'_>, noun: TokenId, wanted: &str) -> Option<TokenId> {
    grammar
        .syntax
        .children(noun)
        .iter()
        .copied()
        .find(|&child| {
            let word = grammar.syntax.word(child);
            matches!(
                word.relation,
                Relation::Compound | Relation::Amod | Relation::Nmod
            ) && grammar.lemma(child) == wanted
        })
}

/// The particle itself, or the same word before another preposition ("pulled out of the pact").
fn particle(grammar: &Grammar<'_>, verb: TokenId, wanted: &str) -> Option<TokenId> {
    let syntax = grammar.syntax;
    let own = syntax.children(verb).iter().copied().find(|&child| {
        let word = syntax.word(child);
        matches!(
            word.relation,
            Relation::Compound
                | Relation::Advmod
                | Relation::Xcomp
                | Relation::Case
                | Relation::Fixed
        ) && grammar.lemma(child) == wanted
    });
    own.or_else(|| {
        syntax
            .children_by(verb, Relation::Obl)
            .flat_map(|oblique| syntax.children_by(oblique, Relation::Case))
            .find(|&case| syntax.word(case).lemma == wanted && case.0 == verb.0 + 1)
    })
}

/// The words that meet a complement: a preposition with the right noun, a clause's mark, an adverb.
fn complement(grammar: &Grammar<'_>, verb: TokenId, wanted: &Complement) -> Option<Vec<TokenId>> {
    let syntax = grammar.syntax;
    for &child in syntax.children(verb) {
        let word = syntax.word(child);
        match word.relation {
            Relation::Nsubj
            | Relation::Csubj
            | Relation::Conj
            | Relation::Parataxis
            | Relation::Punct => continue,
            _ if grammar.is_time(child) => continue,
            _ => {}
        }
        let link = syntax.children(child).iter().copied().find(|&link| {
            matches!(syntax.word(link).relation, Relation::Case | Relation::Mark)
                && syntax.word(link).lemma == wanted.word
        });
        match (&wanted.noun, link) {
            (Some(noun), Some(link)) if grammar.lemma(child) == noun => {
                return Some(vec![link, child]);
            }
            (None, Some(link)) => return Some(vec![link]),
            (None, None) if grammar.lemma(child) == wanted.word => return Some(vec![child]),
            _ => {}
        }
    }
    None
}

/// The verb that lends its subject to the event noun `noun`.
fn light_verb(grammar: &Grammar<'_>, noun: TokenId) -> Option<TokenId> {
    let syntax = grammar.syntax;
    let word = syntax.word(noun);
    let above = syntax.head(noun).filter(|_| match word.relation {
        Relation::Obj => true,
        Relation::Nsubj => word.subtype == Subtype::Pass,
        Relation::Obl => grammar.has_case(noun, "in"),
        _ => false,
    });
    let below = syntax.children_by(noun, Relation::Acl).find(|&clause| {
        syntax.word(clause).subtype != Subtype::Relcl && grammar.is_passive(clause)
    });
    above
        .into_iter()
        .chain(below)
        .find(|&verb| is_light(grammar, verb))
}

fn is_light(grammar: &Grammar<'_>, verb: TokenId) -> bool {
    let syntax = grammar.syntax;
    let lemma = grammar.lemma(verb);
    let with_companion = syntax.children(verb).iter().any(|&child| {
        let word = syntax.word(child);
        matches!(
            word.relation,
            Relation::Compound | Relation::Advmod | Relation::Obj
        ) && grammar
            .lexicon
            .is_in("light", &format!("{lemma}_{}", grammar.lemma(child)))
    });
    with_companion || grammar.lexicon.is_in("light", lemma)
}
