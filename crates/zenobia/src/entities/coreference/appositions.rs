//! "Rami Abdel Rahman, the Observatory's director": one person, said twice.

use super::clusters::Clusters;
use crate::{
    entities::{
        Form, Kind,
        mentions::{Draft, Page},
    },
    syntax::{Relation, Subtype},
    tokens::TokenId,
};

/// Links what the grammar sets side by side, and a common noun with the name right after it.
pub(super) fn link(page: &Page<'_>, drafts: &[Draft], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        if page.syntax.word(draft.head).relation == Relation::Appos {
            let above = page.syntax.head(draft.head);
            for (other, partner) in drafts.iter().enumerate() {
                if Some(partner.head) == above && agree(draft, partner) {
                    clusters.join(other, index);
                }
            }
        }
        // "an activist from Palmyra" is not called Palmyra.
        let is_apart = page
            .syntax
            .children_by(draft.head, Relation::Case)
            .any(|case| {
                matches!(
                    page.syntax.word(case).lemma.as_str(),
                    "from" | "in" | "at" | "near" | "with" | "for"
                )
            });
        if draft.form == Form::Named
            && draft.kind == Kind::Person
            && !is_apart
            && !is_possessor(page, draft)
        {
            for (other, partner) in drafts[..index].iter().enumerate() {
                if agree(draft, partner) && reaches(page, partner, draft.first) {
                    clusters.join(other, index);
                }
            }
        }
    }
}

/// Whether the noun phrase ends right before `token`, or what hangs on it does:
/// "lead negotiator at the talks" before a name.
///
/// Parsers disagree on what heads what there, so only the order of words is asked.
fn reaches(page: &Page<'_>, noun: &Draft, token: TokenId) -> bool {
    if noun.form != Form::Nominal || noun.head >= token {
        return false;
    }
    let sentence = |token: TokenId| page.text.tokens[token.index()].sentence;
    if sentence(noun.head) != sentence(token) {
        return false;
    }
    let below = page.syntax.subtree(noun.head);
    let last = below.iter().rev().find(|&&other| other < token);
    let complements_only = page
        .syntax
        .children(noun.head)
        .iter()
        .filter(|&&child| noun.end <= child && child < token)
        .all(|&child| page.syntax.word(child).relation == Relation::Nmod);
    noun.end == token || (complements_only && last.is_some_and(|last| last.0 + 1 == token.0))
}

fn is_possessor(page: &Page<'_>, name: &Draft) -> bool {
    let word = page.syntax.word(name.head);
    word.relation == Relation::Nmod && word.subtype == Subtype::Poss
}

fn agree(one: &Draft, other: &Draft) -> bool {
    if one.form == Form::Named && other.form == Form::Named {
        return false;
    }
    let person = |draft: &Draft| draft.kind == Kind::Person;
    let body = |draft: &Draft| draft.kind.is_body();
    let genders = match (one.gender, other.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    (person(one) && person(other) && one.plural == other.plural && genders)
        || (body(one) && body(other))
}
