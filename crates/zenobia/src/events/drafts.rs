//! From matched words to events: who takes part, and what is told twice.

use crate::{
    events::{
        EventType,
        grammar::Grammar,
        lexicon::{Part, Slot},
        matching::{self, Match},
    },
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

/// A matched predicate with those who take part.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) matched: Match<'a>,
    /// The word at the top of what tells the event.
    pub(super) head: TokenId,
    pub(super) actors: Vec<TokenId>,
    pub(super) recipients: Vec<TokenId>,
    pub(super) modes: Vec<&'static str>,
    pub(super) contexts: Vec<&'static str>,
    /// An act that is only the content of this one: "withdraw" in "agreed to withdraw".
    pub(super) content: Option<EventType>,
}

/// The events a sentence tells, each once.
pub(super) fn of_sentence<'a>(grammar: &Grammar<'a>, tokens: &[TokenId]) -> Vec<Draft<'a>> {
    let matches = matching::find(grammar, tokens);
    let mut drafts: Vec<Draft<'a>> = matches
        .into_iter()
        .map(|matched| draft(grammar, matched))
        .collect();
    replace_event_actors(&mut drafts);
    merge_contents(grammar, &mut drafts);
    merge_same_acts(grammar, &mut drafts);
    drafts.retain(|draft| is_told(grammar, draft));
    drafts
}

fn draft<'a>(grammar: &Grammar<'a>, matched: Match<'a>) -> Draft<'a> {
    let frame = &matched.predicate.frame;
    let is_noun = matched.predicate.part == Part::Noun;
    let fill = |slot: &Slot| grammar.fill(slot, matched.word, matched.object, matched.light);
    let mut actors = match matched.light {
        Some(light) => grammar.subjects(light),
        None => Vec::new(),
    };
    for slot in &frame.actors {
        if actors.is_empty() {
            actors = fill(slot);
        }
    }
    let mut recipients = Vec::new();
    for slot in &frame.recipients {
        if !recipients.is_empty() {
            break;
        }
        let found = match (is_noun, slot) {
            // "the minister's arrest": only a true possessor suffers it.
            (true, Slot::Possessor) => grammar.possessor(matched.word).into_iter().collect(),
            _ => fill(slot),
        };
        recipients = found
            .into_iter()
            .filter(|&token| !actors.contains(&token) && !is_reflexive(grammar, token))
            .collect();
    }
    if is_noun && actors.is_empty() {
        actors = grammar
            .actor_modifiers(matched.word)
            .into_iter()
            .filter(|token| !recipients.contains(token))
            .collect();
    }
    actors = grammar.authors(&actors);
    let names_other_side = recipients.iter().any(|&token| grammar.is_actor(token));
    if frame.reciprocal && !names_other_side && actors.len() > 1 {
        recipients = actors.split_off(1);
    }
    if matched.predicate.event_type.is_material() {
        // A town does nothing to anyone; the parser has tied a clause to the wrong word.
        actors.retain(|&token| !grammar.is_site(token));
    }
    recipients.retain(|token| !actors.contains(token));
    Draft {
        head: matched.head(grammar),
        actors,
        recipients,
        modes: matched.predicate.modes.clone(),
        contexts: matched.predicate.contexts.clone(),
        content: None,
        matched,
    }
}

fn is_reflexive(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let word = grammar.syntax.word(token);
    word.feat("Reflex") == Some("Yes")
        || (word.upos == Upos::Pron
            && (word.lemma.ends_with("self") || word.lemma.ends_with("selves")))
}

/// "The attack killed three": whoever attacked killed, not the attack.
fn replace_event_actors(drafts: &mut [Draft<'_>]) {
    for index in 0..drafts.len() {
        let Some(&actor) = drafts[index].actors.first() else {
            continue;
        };
        let source = drafts.iter().position(|other| {
            other.matched.predicate.part == Part::Noun && other.matched.word == actor
        });
        if let Some(source) = source.filter(|&source| source != index) {
            drafts[index].actors = drafts[source].actors.clone();
        }
    }
}

/// What someone agrees, asks, refuses or threatens to do is told by that word: one event.
fn merge_contents(grammar: &Grammar<'_>, drafts: &mut Vec<Draft<'_>>) {
    let mut gone = vec![false; drafts.len()];
    for index in 0..drafts.len() {
        let Some(outer) = outer_of(grammar, drafts, index) else {
            continue;
        };
        gone[index] = true;
        let inner_type = drafts[index].matched.predicate.event_type;
        let inner_recipients = drafts[index].recipients.clone();
        let outer = &mut drafts[outer];
        outer.content = outer.content.or(Some(inner_type));
        if outer.recipients.is_empty() {
            outer.recipients = inner_recipients
                .into_iter()
                .filter(|token| !outer.actors.contains(token))
                .collect();
        }
    }
    let mut gone = gone.into_iter();
    drafts.retain(|_| !gone.next().unwrap_or(false));
}

/// The event whose content draft `index` is.
fn outer_of(grammar: &Grammar<'_>, drafts: &[Draft<'_>], index: usize) -> Option<usize> {
    let syntax = grammar.syntax;
    let inner = &drafts[index];
    let word = syntax.word(inner.head);
    let above = syntax.head(inner.head)?;
    let outer = drafts
        .iter()
        .position(|outer| outer.matched.used.contains(&above) || outer.head == above)?;
    if outer == index {
        return None;
    }
    let outer_type = drafts[outer].matched.predicate.event_type;
    let takes_contents = matches!(
        outer_type,
        EventType::Agree | EventType::Request | EventType::Threaten | EventType::Reject
    );
    if !takes_contents {
        return None;
    }
    let is_content = match word.relation {
        Relation::Xcomp => true,
        Relation::Ccomp => outer_type != EventType::Reject,
        Relation::Advcl | Relation::Acl => syntax
            .children_by(inner.head, Relation::Mark)
            .any(|mark| matches!(syntax.word(mark).lemma.as_str(), "to" | "for" | "of")),
        // "called for talks", "rejected the offer": nobody is said to have done it.
        Relation::Obj | Relation::Obl | Relation::Nmod => {
            inner.matched.predicate.part == Part::Noun
                && inner
                    .actors
                    .iter()
                    .all(|actor| drafts[outer].actors.contains(actor))
        }
        Relation::Nsubj => {
            word.subtype == Subtype::Pass
                && inner.matched.predicate.part == Part::Noun
                && inner.actors.is_empty()
        }
        _ => false,
    };
    is_content.then_some(outer)
}

/// A noun under a verb of the same type tells the same event: "the attack killed three",
/// "hosted the envoy for talks".
fn merge_same_acts(grammar: &Grammar<'_>, drafts: &mut Vec<Draft<'_>>) {
    let mut gone = vec![false; drafts.len()];
    for index in 0..drafts.len() {
        let noun = &drafts[index];
        if noun.matched.predicate.part != Part::Noun {
            continue;
        }
        let Some(verb) = (0..drafts.len()).find(|&other| {
            other != index && !gone[other] && is_same_act(grammar, noun, &drafts[other])
        }) else {
            continue;
        };
        gone[index] = true;
        let noun = drafts[index].clone();
        let verb = &mut drafts[verb];
        if verb.actors.is_empty() || verb.actors.contains(&noun.matched.word) {
            verb.actors = noun.actors;
        }
        verb.recipients.retain(|&token| token != noun.matched.word);
        if verb.recipients.is_empty() {
            let actors = &verb.actors;
            verb.recipients = noun
                .recipients
                .into_iter()
                .filter(|token| !actors.contains(token))
                .collect();
        }
        for mode in noun.modes {
            if !verb.modes.contains(&mode) {
                verb.modes.push(mode);
            }
        }
    }
    let mut gone = gone.into_iter();
    drafts.retain(|_| !gone.next().unwrap_or(false));
}

fn is_same_act(grammar: &Grammar<'_>, noun: &Draft<'_>, verb: &Draft<'_>) -> bool {
    let syntax = grammar.syntax;
    if noun.matched.predicate.event_type != verb.matched.predicate.event_type {
        return false;
    }
    let word = syntax.word(noun.matched.word);
    let under = syntax.head(noun.matched.word) == Some(verb.head)
        && matches!(
            word.relation,
            Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Xcomp
        );
    // "an attack that killed three", "the shelling, which wounded a child"
    let above = syntax.head(verb.head) == Some(noun.matched.word)
        && syntax.word(verb.head).relation == Relation::Acl;
    let told_by = verb.matched.predicate.part != Part::Noun || verb.matched.used.len() > 1;
    (under || above) && (told_by || under && word.relation == Relation::Nmod)
}

/// Whether what is left tells an event: somebody takes part, and it is more than a notion.
fn is_told(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let known = |tokens: &[TokenId]| tokens.iter().any(|&token| grammar.is_actor(token));
    let has_actor = known(&draft.actors);
    let has_recipient = known(&draft.recipients);
    let is_verb = draft.matched.predicate.part != Part::Noun;
    let word = grammar.syntax.word(draft.matched.word);
    if is_verb && draft.actors.is_empty() && !grammar.is_passive(draft.matched.word) {
        // "the urgency of fighting the group": a notion, unless something happens of itself.
        if !draft.matched.predicate.frame.actors.is_empty() || word.feat("VerbForm") != Some("Fin")
        {
            return false;
        }
    }
    if has_actor || has_recipient {
        return true;
    }
    if !draft.matched.predicate.event_type.is_material() {
        return false;
    }
    // "Two mosques were destroyed" is told of nobody; "a brochure killed time" tells of no act.
    let suffered = is_verb && draft.actors.is_empty() && !draft.recipients.is_empty();
    suffered || has_place_or_day(grammar, draft.matched.word)
}

/// Whether a place or a day is named beside the word itself.
fn has_place_or_day(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let syntax = grammar.syntax;
    let hosts = [Some(token), syntax.head(token)];
    hosts.into_iter().flatten().any(|host| {
        syntax.children(host).iter().any(|&child| {
            let word = syntax.word(child);
            let beside = matches!(word.relation, Relation::Obl | Relation::Nmod);
            beside && word.subtype != Subtype::Poss && grammar.is_place(child)
        })
    })
}
