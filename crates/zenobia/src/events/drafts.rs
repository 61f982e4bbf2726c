//! From matched words to events: who takes part, and what is told twice.

use crate::{
    events::{
        EventType,
        grammar::Grammar,
        learned,
        lexicon::{Part, Slot},
        matching::{self, Match},
        parties::{self, Found, Side, Weighed},
        telling, weapons,
    },
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

// How likely those who take part are right where nothing was weighed.
const UNWEIGHED: f32 = 0.5;

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
    /// An event did it: "the raids killed three".
    pub(super) is_of_event: bool,
    /// How sure it is who takes part on each side.
    pub(super) support: [f32; 2],
    /// How surely it tells an event of its type; set by [`telling::judge`].
    pub(super) score: f32,
    /// Who found those who may take part; empty where nothing was weighed.
    pub(super) found: Vec<Found>,
}

impl Draft<'_> {
    /// Those on a side.
    pub(super) fn side(&self, side: Side) -> &[TokenId] {
        match side {
            Side::Actor => &self.actors,
            Side::Recipient => &self.recipients,
        }
    }
}

/// The events a sentence tells, each once.
pub(super) fn of_sentence<'a>(grammar: &Grammar<'a>, tokens: &[TokenId]) -> Vec<Draft<'a>> {
    let mut drafts = weighed(grammar, unweighed(grammar, tokens));
    telling::judge(grammar, &mut drafts);
    for draft in &mut drafts {
        if draft.matched.predicate.own_type.is_none() {
            draft.modes = weapons::modes(grammar, draft);
        }
    }
    // What is no news of its own still says what is agreed, asked or refused, and who did what is.
    merge_contents(grammar, &mut drafts);
    merge_same_acts(grammar, &mut drafts);
    drafts.retain(Draft::is_told);
    drafts
}

/// The drafts with those who take part.
pub(super) fn weighed<'a>(grammar: &Grammar<'a>, mut drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let weighed: Vec<Option<Weighed>> = parties::of_sentence(grammar, &drafts)
        .iter()
        .zip(&drafts)
        // Whoever writes a codebook means its frames.
        .map(|(parties, draft)| {
            let is_own = draft.matched.predicate.own_type.is_some();
            (grammar.learned.was_asked() && !is_own).then(|| parties.weighed())
        })
        .collect();
    for (draft, weighed) in drafts.iter_mut().zip(weighed) {
        if let Some(weighed) = weighed {
            draft.support = weighed.support;
            draft.found = weighed.found;
            [draft.actors, draft.recipients] = weighed.sides;
        }
    }
    drop_idle_actors(grammar, &mut drafts);
    drafts
}

/// What a sentence tells by its words and their frames, before it is weighed who takes part.
pub(super) fn unweighed<'a>(grammar: &Grammar<'a>, tokens: &[TokenId]) -> Vec<Draft<'a>> {
    let matches = learned::revise(grammar, tokens, matching::find(grammar, tokens));
    let mut drafts: Vec<Draft<'a>> = matches
        .into_iter()
        .map(|matched| draft(grammar, matched))
        .collect();
    for draft in &mut drafts {
        let predicate = draft.matched.predicate;
        // Whoever writes a codebook has modes of their own; taking ground has none.
        if predicate.own_type.is_none() && !predicate.takes_ground() {
            let (told_by, own) = (&draft.matched.told_by, std::mem::take(&mut draft.modes));
            draft.modes = grammar.learned.modes(told_by, predicate.event_type, own);
        }
    }
    replace_event_actors(&mut drafts);
    drafts
}

fn draft<'a>(grammar: &Grammar<'a>, matched: Match<'a>) -> Draft<'a> {
    if matched.predicate.is_learned() {
        return learned_draft(grammar, matched);
    }
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
    actors = match sufferers_above(grammar, &matched) {
        Some(sufferers) => sufferers,
        None => grammar.authors(&actors),
    };
    // "Son of minister stabbed to death", "Three arrested in Lagos": nobody is arrested by nobody, so
    // the subject of a headline suffers.
    if !is_noun
        && recipients.is_empty()
        && grammar
            .lexicon
            .is_in("transitive", &matched.predicate.lemma)
        && matched.predicate.particles.is_empty()
        && grammar.syntax.word(matched.word).feat("Tense") == Some("Past")
    {
        std::mem::swap(&mut actors, &mut recipients);
    }
    let names_other_side = recipients.iter().any(|&token| grammar.is_actor(token));
    if frame.reciprocal && !names_other_side && actors.len() > 1 {
        recipients = actors.split_off(1);
    }
    if matched.predicate.event_type.is_material() {
        // A town does nothing to anyone; the parser has tied a clause to the wrong word.
        actors.retain(|&token| !grammar.is_site(token));
    }
    recipients.retain(|token| !actors.contains(token));
    // "Tuesday's bombings": a day takes no part.
    let takes_part =
        |&token: &TokenId| grammar.mentions[token.index()].is_some() || !grammar.is_time(token);
    actors.retain(takes_part);
    recipients.retain(takes_part);
    Draft {
        head: matched.head(grammar),
        actors,
        recipients,
        modes: matched.predicate.modes.clone(),
        contexts: matched.predicate.contexts.clone(),
        content: None,
        is_of_event: false,
        support: [UNWEIGHED; 2],
        score: 0.0,
        found: Vec::new(),
        matched,
    }
}

// What an act that no entry has is done to stands behind these, if it is no object.
const AIMS: &[&str] = &["on", "at", "against", "to", "from", "into", "with", "of"];

/// An act that the classifier alone tells, with those who stand where grammar has who acts and to whom it is done.
fn learned_draft<'a>(grammar: &Grammar<'a>, matched: Match<'a>) -> Draft<'a> {
    let aims = AIMS
        .iter()
        .filter_map(|word| grammar.dependent_with(matched.word, word))
        .flat_map(|token| grammar.resolve(token));
    let (actors, recipients) = if matched.predicate.part == Part::Verb {
        let objects = grammar.objects(matched.word).into_iter();
        (
            grammar.subjects(matched.word),
            objects.chain(aims).collect(),
        )
    } else {
        let actors = match grammar.actor_modifiers(matched.word) {
            found if !found.is_empty() => found,
            // "announced a suspension of aid"
            _ => grammar
                .syntax
                .head(matched.word)
                .filter(|_| grammar.syntax.word(matched.word).relation == Relation::Obj)
                .map(|verb| grammar.subjects(verb))
                .unwrap_or_default(),
        };
        (actors, aims.collect())
    };
    Draft {
        head: matched.head(grammar),
        actors,
        recipients,
        modes: Vec::new(),
        contexts: Vec::new(),
        content: None,
        is_of_event: false,
        support: [UNWEIGHED; 2],
        score: 0.0,
        found: Vec::new(),
        matched,
    }
}

/// "Police killed two students demanding reforms": those who suffer demand, not those who kill.
fn sufferers_above(grammar: &Grammar<'_>, matched: &Match<'_>) -> Option<Vec<TokenId>> {
    let event_type = matched.predicate.event_type;
    if !matches!(event_type, EventType::Request | EventType::Protest) {
        return None;
    }
    let syntax = grammar.syntax;
    let word = syntax.word(matched.word);
    let is_participle = word.relation == Relation::Advcl
        && word.feat("VerbForm") != Some("Fin")
        && syntax.child(matched.word, Relation::Mark).is_none()
        && syntax.child(matched.word, Relation::Nsubj).is_none();
    let above = syntax.head(matched.word).filter(|_| is_participle)?;
    let is_force = grammar
        .lexicon
        .candidates(grammar.lemma(above))
        .any(|predicate| {
            predicate.part == Part::Verb
                && matches!(predicate.event_type, EventType::Assault | EventType::Coerce)
        });
    let sufferers = grammar.objects(above);
    let is_behind = sufferers.iter().any(|&token| token < matched.word);
    (is_force && is_behind).then_some(sufferers)
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
            drafts[index].is_of_event = true;
        }
    }
}

/// "A sentence", "the marathon" hurt nobody: a thing that is no weapon is a slip of the parser or a
/// figure of speech. That somebody was hurt stays told.
fn drop_idle_actors(grammar: &Grammar<'_>, drafts: &mut [Draft<'_>]) {
    for draft in drafts {
        let is_force = matches!(
            draft.matched.predicate.event_type,
            EventType::Assault | EventType::Coerce
        );
        let hurts_somebody = draft
            .recipients
            .iter()
            .any(|&token| grammar.is_actor(token));
        let is_own = draft.matched.predicate.own_type.is_some();
        if is_own || !is_force || draft.actors.is_empty() || !hurts_somebody {
            continue;
        }
        draft
            .actors
            .retain(|&token| grammar.is_actor(token) || grammar.is_armed(token));
        draft.is_of_event |= draft.actors.is_empty();
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
        let inner_found = drafts[index].found.clone();
        let outer = &mut drafts[outer];
        outer.found.extend(inner_found);
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
    // "will not release": the verb is what is refused.
    let refused = drafts.iter().position(|outer| {
        outer.is_told()
            && outer.head == inner.head
            && outer.matched.word != inner.matched.word
            && outer.matched.predicate.is_learned()
            && outer.matched.light.is_some()
    });
    if refused.is_some() && inner.matched.word == inner.head {
        return refused;
    }
    let above = syntax.head(inner.head)?;
    let outer = drafts.iter().position(|outer| {
        outer.is_told() && (outer.matched.used.contains(&above) || outer.head == above)
    })?;
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
            // Who is asked for help is to give it, and whose offer is refused made it.
            let parties = [&drafts[outer].actors[..], &drafts[outer].recipients[..]].concat();
            inner.matched.predicate.part == Part::Noun
                && inner
                    .actors
                    .iter()
                    .all(|actor| grammar.same(&parties, *actor))
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
            other != index
                && !gone[other]
                && drafts[other].is_told()
                && is_same_act(grammar, noun, &drafts[other])
        }) else {
            continue;
        };
        gone[index] = true;
        let noun = drafts[index].clone();
        let verb = &mut drafts[verb];
        verb.matched.likelihood = verb.matched.likelihood.max(noun.matched.likelihood);
        verb.matched.told_by.extend(noun.matched.told_by);
        verb.score = verb.score.max(noun.score);
        verb.found.extend(noun.found);
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
    let (one, other) = (noun.matched.predicate, verb.matched.predicate);
    if one.event_type != other.event_type || one.own_type != other.own_type {
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
