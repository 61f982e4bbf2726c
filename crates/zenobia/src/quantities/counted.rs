//! What happened to those that a number counts, read from the tree around it.

use super::{Counted, lexicon};
use crate::{
    syntax::{Relation, Subtype, Syntax, Upos},
    tokens::TokenId,
};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Count {
    pub counts: Counted,
    pub of: Option<TokenId>,
    pub cumulative: bool,
}

/// What the number headed by `number` counts, and what happened to it.
pub(super) fn count(syntax: &Syntax, number: TokenId) -> Count {
    let of = counted_noun(syntax, number);
    let counted = of
        .filter(|&noun| syntax.word(number).head == Some(noun))
        .unwrap_or(number);
    let lemma = |token: TokenId| syntax.word(token).lemma.to_lowercase();
    let mut cumulative = is_total(syntax, counted);
    let found = of
        .and_then(|noun| {
            let lemma = lemma(noun);
            lexicon::metres(&lemma)
                .map(|_| Counted::Metres)
                .or_else(|| lexicon::counts_as("money", &lemma))
                .or_else(|| lexicon::counts_as("percent", &lemma))
        })
        .or_else(|| {
            let toll = toll(syntax, counted)?;
            cumulative = true;
            Some(toll)
        })
        .or_else(|| fate(syntax, counted))
        .or_else(|| of.and_then(|noun| lexicon::counts_as("noun", &lemma(noun))));
    Count {
        counts: found.unwrap_or(Counted::Other),
        of,
        cumulative,
    }
}

/// The noun that a number counts: its head, or what hangs on it by "of" ("dozens of people").
fn counted_noun(syntax: &Syntax, number: TokenId) -> Option<TokenId> {
    let word = syntax.word(number);
    if matches!(
        word.relation,
        Relation::Nummod | Relation::Det | Relation::Compound | Relation::Amod
    ) && let Some(head) = word.head
        && matches!(
            syntax.word(head).upos,
            Upos::Noun | Upos::Propn | Upos::Sym | Upos::Adj
        )
    {
        return Some(head);
    }
    syntax
        .children_by(number, Relation::Nmod)
        .find(|&child| has_case(syntax, child, "of") && syntax.word(child).upos == Upos::Noun)
}

/// What is told of the counted ones by the verb, participle or adjective that they belong to.
fn fate(syntax: &Syntax, counted: TokenId) -> Option<Counted> {
    let lemma = |token: TokenId| syntax.word(token).lemma.to_lowercase();
    // "12 people killed in the raid", "30 who were wounded", "12 dead"
    for &child in syntax.children(counted) {
        let word = syntax.word(child);
        let told = match word.relation {
            Relation::Acl if word.upos == Upos::Verb => {
                let active_subject = syntax
                    .children_by(child, Relation::Nsubj)
                    .any(|subject| syntax.word(subject).subtype != Subtype::Pass);
                let kind = if active_subject { "subject" } else { "object" };
                lexicon::counts_as(kind, &lemma(child))
                    .or_else(|| lexicon::counts_as("subject", &lemma(child)))
                    .or_else(|| lexicon::counts_as("adjective", &lemma(child)))
            }
            Relation::Amod | Relation::Acl | Relation::Appos => {
                lexicon::counts_as("adjective", &lemma(child))
            }
            _ => None,
        };
        if told.is_some() {
            return told;
        }
    }
    // The first of a list stands for all: "12 soldiers and 5 civilians were killed".
    let mut first = counted;
    while syntax.word(first).relation == Relation::Conj
        && let Some(head) = syntax.head(first)
        && syntax.word(head).is_nominal() | (syntax.word(head).upos == Upos::Num)
    {
        first = head;
    }
    let word = syntax.word(first);
    let above = word.head?;
    let verb = lemma(above);
    let passive = word.subtype == Subtype::Pass;
    match word.relation {
        Relation::Nsubj if passive => lexicon::counts_as("object", &verb),
        Relation::Nsubj => lexicon::counts_as("subject", &verb)
            // "12 are dead", "12 remain missing", "12 wounded" without an auxiliary
            .or_else(|| lexicon::counts_as("adjective", &verb))
            .or_else(|| {
                let complement = syntax.child(above, Relation::Xcomp)?;
                lexicon::counts_as("adjective", &lemma(complement))
            })
            .or_else(|| bare_participle(syntax, above)),
        Relation::Obj => lexicon::counts_as("object", &verb).or_else(|| {
            // "left 12 dead"
            let complement = syntax.child(above, Relation::Xcomp)?;
            lexicon::counts_as("adjective", &lemma(complement))
                .or_else(|| lexicon::counts_as("object", &lemma(complement)))
        }),
        // "12 dead" read as an adjective with a number on it
        Relation::Nummod | Relation::Advmod => lexicon::counts_as("adjective", &verb),
        // "the killing of 12 men", "the deaths of 12", "the arrest of 12"
        Relation::Nmod if has_case(syntax, first, "of") => lexicon::counts_as("noun", &verb)
            .or_else(|| {
                let stem = verb.strip_suffix("ing")?;
                lexicon::counts_as("object", stem)
            }),
        _ => None,
    }
}

/// "Twelve killed, 30 wounded": a participle that stands for a passive.
fn bare_participle(syntax: &Syntax, verb: TokenId) -> Option<Counted> {
    let word = syntax.word(verb);
    let participle = word.feat("VerbForm") == Some("Part") || word.feat("Voice") == Some("Pass");
    (participle && syntax.child(verb, Relation::Obj).is_none())
        .then(|| lexicon::counts_as("object", &word.lemma.to_lowercase()))
        .flatten()
}

/// "the death toll rose to 45", "a toll of 45".
fn toll(syntax: &Syntax, counted: TokenId) -> Option<Counted> {
    let word = syntax.word(counted);
    let above = word.head?;
    let as_toll =
        |token: TokenId| lexicon::counts_as("toll", &syntax.word(token).lemma.to_lowercase());
    match word.relation {
        Relation::Nmod | Relation::Appos => as_toll(above),
        Relation::Obl | Relation::Obj | Relation::Xcomp | Relation::Nsubj => syntax
            .children(above)
            .iter()
            .copied()
            .filter(|&child| matches!(syntax.word(child).relation, Relation::Nsubj | Relation::Obj))
            .find_map(as_toll),
        Relation::Root => None,
        _ => syntax
            .children_by(counted, Relation::Nsubj)
            .find_map(as_toll),
    }
    .or_else(|| {
        syntax
            .children_by(counted, Relation::Nsubj)
            .find_map(as_toll)
    })
}

/// Whether a running total is given: "so far", "bringing to".
fn is_total(syntax: &Syntax, counted: TokenId) -> bool {
    let Some(above) = syntax.head(counted) else {
        return false;
    };
    let bringing =
        syntax.word(above).lemma.eq_ignore_ascii_case("bring") && has_case(syntax, counted, "to");
    let so_far = syntax.children(above).iter().any(|&child| {
        let word = syntax.word(child);
        word.lemma.eq_ignore_ascii_case("far")
            && syntax
                .children(child)
                .iter()
                .any(|&so| syntax.word(so).lemma.eq_ignore_ascii_case("so"))
    });
    bringing || so_far
}

fn has_case(syntax: &Syntax, token: TokenId, preposition: &str) -> bool {
    syntax
        .children_by(token, Relation::Case)
        .any(|case| syntax.word(case).lemma.eq_ignore_ascii_case(preposition))
}
