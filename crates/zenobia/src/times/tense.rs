//! The tense of the clause that a word stands in: whether a weekday lies ahead or behind.

use crate::{
    syntax::{Relation, Syntax, Upos},
    tokens::TokenId,
};

/// When a clause plays, seen from the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

// Verbs and adjectives whose times lie ahead of them: "scheduled for Monday", "due on Friday".
const AHEAD: &[&str] = &[
    "schedule", "plan", "expect", "slate", "due", "intend", "set", "postpone", "delay", "prepare",
    "vow", "promise", "threaten", "expire",
];

/// The tense of the nearest clause around `token`.
pub(super) fn of_clause(syntax: &Syntax, token: TokenId) -> Tense {
    if token.index() >= syntax.words().len() {
        return Tense::Unknown;
    }
    let verb = std::iter::once(token)
        .chain(syntax.ancestors(token))
        .find(|&above| {
            matches!(syntax.word(above).upos, Upos::Verb | Upos::Aux)
                || syntax.child(above, Relation::Cop).is_some()
                || AHEAD.contains(&syntax.word(above).lemma.as_str())
        });
    let Some(verb) = verb else {
        return Tense::Unknown;
    };
    of_verb(syntax, verb, 0)
}

fn of_verb(syntax: &Syntax, verb: TokenId, depth: usize) -> Tense {
    let word = syntax.word(verb);
    let helpers =
        || {
            syntax.children(verb).iter().copied().filter(|&child| {
                matches!(syntax.word(child).relation, Relation::Aux | Relation::Cop)
            })
        };
    let is_due = syntax
        .children_by(verb, Relation::Case)
        .any(|case| syntax.word(case).lemma == "due");
    if is_due && word.upos == Upos::Verb {
        return Tense::Future;
    }
    for helper in helpers() {
        match syntax.word(helper).lemma.as_str() {
            "will" | "shall" | "'ll" | "wo" => return Tense::Future,
            _ => {}
        }
    }
    if AHEAD.contains(&word.lemma.as_str()) && word.feat("VerbForm") != Some("Inf") {
        return Tense::Future;
    }
    let infinitive = syntax
        .children(verb)
        .iter()
        .any(|&child| syntax.word(child).upos == Upos::Part && syntax.word(child).lemma == "to");
    if infinitive {
        return match word.head {
            // A headline's "to visit", "elections to be held".
            None => Tense::Future,
            Some(_) if word.relation == Relation::Acl => Tense::Future,
            // "are due to meet", "vowed to strike"
            Some(head) if AHEAD.contains(&syntax.word(head).lemma.as_str()) => Tense::Future,
            Some(head) if depth < 4 && is_verb(syntax, head) => {
                match syntax.word(head).lemma.as_str() {
                    // "was to hold", "is going to hold", "agreed to meet"
                    "be" | "go" | "agree" | "hope" | "want" | "decide" | "order" | "call"
                    | "urge" | "ask" => Tense::Future,
                    _ => of_verb(syntax, head, depth + 1),
                }
            }
            Some(_) => Tense::Unknown,
        };
    }
    if helpers().any(|helper| is_past(syntax, helper)) || is_past(syntax, verb) {
        return Tense::Past;
    }
    if helpers().any(|helper| syntax.word(helper).lemma == "have") {
        return Tense::Past;
    }
    if let Some(head) = word.head
        && depth < 4
        && matches!(word.feat("VerbForm"), Some("Ger" | "Part"))
        && helpers().next().is_none()
        && is_verb(syntax, head)
    {
        return of_verb(syntax, head, depth + 1);
    }
    match word.feat("VerbForm") {
        Some("Part") if helpers().next().is_none() => Tense::Past,
        _ => Tense::Present,
    }
}

fn is_verb(syntax: &Syntax, token: TokenId) -> bool {
    matches!(syntax.word(token).upos, Upos::Verb | Upos::Aux)
}

fn is_past(syntax: &Syntax, token: TokenId) -> bool {
    let word = syntax.word(token);
    word.feat("Tense") == Some("Past") && word.feat("VerbForm") != Some("Part")
}
