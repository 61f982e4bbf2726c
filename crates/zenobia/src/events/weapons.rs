//! The mode of an attack by what it is carried out with: "killed in a mortar attack", "jets bombed", "suicide bombers".

use crate::{
    events::{EventType, drafts::Draft, grammar::Grammar},
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

// What follows these is a means; what follows others is hit more often: "the attack on the tanks".
const MEANS: &[&str] = &["with", "by", "using", "in", "from", "via", "through"];

/// The modes of a draft, given those that its entry or the classifier gives.
pub(super) fn modes(grammar: &Grammar<'_>, draft: &Draft<'_>) -> Vec<&'static str> {
    let predicate = draft.matched.predicate;
    let modes = draft.modes.clone();
    // Who comes with tanks to take a town has not shelled it yet.
    if predicate.event_type != EventType::Assault || predicate.takes_ground() {
        return modes;
    }
    let Some(mode) = mode(grammar, draft) else {
        return modes;
    };
    // "jets bombed", "the bomber blew himself up": how the bomb came says more.
    let says_more = modes.contains(&"explosives")
        && matches!(
            mode,
            "suicide-attack" | "drone" | "aerial" | "heavy-weapons"
        );
    if modes.is_empty() || says_more {
        vec![mode]
    } else {
        modes
    }
}

fn mode(grammar: &Grammar<'_>, draft: &Draft<'_>) -> Option<&'static str> {
    let words = means(grammar, draft);
    let met = |lemma: &str| words.iter().any(|&word| grammar.lemma(word) == lemma);
    grammar
        .lexicon
        .weapons
        .iter()
        .find(|(_, lemmas)| lemmas.iter().any(|lemma| met(lemma)))
        .map(|(mode, _)| *mode)
}

/// The words that may name what an attack is carried out with.
fn means(grammar: &Grammar<'_>, draft: &Draft<'_>) -> Vec<TokenId> {
    let syntax = grammar.syntax;
    let mut found: Vec<TokenId> = Vec::new();
    let mut hosts = vec![draft.matched.word, draft.head];
    hosts.extend(draft.matched.light);
    for host in hosts {
        let is_noun = syntax.word(host).upos == Upos::Noun;
        // "rockets were fired", "dropped bombs": what is done with a weapon is no harm to it.
        let uses = grammar.lexicon.is_in("wields", grammar.lemma(host));
        if is_noun {
            found.push(host);
        }
        for &child in syntax.children(host) {
            let is_means = match syntax.word(child).relation {
                Relation::Compound | Relation::Amod => true,
                Relation::Nsubj => uses || syntax.word(child).subtype != Subtype::Pass,
                Relation::Obj => uses,
                Relation::Obl | Relation::Nmod => {
                    syntax.word(child).subtype == Subtype::Agent
                        || MEANS.iter().any(|word| grammar.has_case(child, word))
                }
                _ => false,
            };
            if is_means {
                found.push(child);
            }
            // "using machetes"
            if syntax.word(child).relation == Relation::Advcl && grammar.lemma(child) == "use" {
                found.extend(syntax.child(child, Relation::Obj));
            }
        }
    }
    found.extend(&draft.actors);
    let modifiers: Vec<TokenId> = found
        .iter()
        .flat_map(|&token| syntax.children(token))
        .copied()
        .filter(|&child| {
            matches!(
                syntax.word(child).relation,
                Relation::Compound | Relation::Amod
            )
        })
        .collect();
    found.extend(modifiers);
    found
}
