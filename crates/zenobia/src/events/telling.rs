//! Which matched words tell an event worth a record.
//!
//! A word of conflict or politics tells one only of somebody: news is what public actors do, or what
//! is done to people. Private life ("she asked him"), figures of speech ("the senator attacked the
//! plan"), games ("the team crushed its rival") and wars named in passing tell none. All this is
//! weighed (`models/events/telling.tsv`) together with what the classifier finds.

use crate::{
    entities::{Form, Kind},
    events::{
        EventType,
        drafts::Draft,
        grammar::Grammar,
        lexicon::{ObjectTest, Part, Slot},
        parties::Side,
    },
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
    weights::{Give, grade, rough_grade},
};

// Sectors of those whose words and deeds are their own affair.
const PRIVATE: &[&str] = &["CVL", "EDU", "BUS", "MED", "AGR"];

// What a draft that is told scores more than.
const LEAST: f32 = 0.0;

impl Draft<'_> {
    /// Whether it is an event worth a record.
    pub(super) fn is_told(&self) -> bool {
        self.score > LEAST
    }
}

/// Scores the drafts, and of those told by the same word keeps the likeliest.
pub(super) fn judge(grammar: &Grammar<'_>, drafts: &mut Vec<Draft<'_>>) {
    for draft in drafts.iter_mut() {
        draft.score = score(grammar, draft);
    }
    // "Met the demands": an entry of several words means what it says, whatever one of them alone may tell.
    let is_sure = |draft: &Draft<'_>| {
        draft.is_told() && !draft.matched.predicate.is_learned() && draft.matched.used.len() > 1
    };
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by(|&one, &other| {
        let sure = is_sure(&drafts[other]).cmp(&is_sure(&drafts[one]));
        let scores = drafts[other].score.total_cmp(&drafts[one].score);
        sure.then(scores).then(one.cmp(&other))
    });
    let mut is_kept = vec![false; drafts.len()];
    for (rank, &index) in order.iter().enumerate() {
        let used = &drafts[index].matched.used;
        let mut likelier = order[..rank].iter().filter(|&&other| is_kept[other]);
        is_kept[index] = !likelier.any(|&other| {
            let taken = &drafts[other].matched;
            used.iter().any(|&word| taken.has_word(word))
        });
    }
    let mut is_kept = is_kept.into_iter();
    drafts.retain(|_| is_kept.next().unwrap_or(false));
}

/// How surely a draft tells an event of its type: above 0, more likely than not.
fn score(grammar: &Grammar<'_>, draft: &Draft<'_>) -> f32 {
    if draft.matched.predicate.own_type.is_some() {
        // Whoever writes a codebook means it.
        let names_nobody = draft.actors.is_empty() && draft.recipients.is_empty();
        return if names_nobody {
            f32::NEG_INFINITY
        } else {
            f32::INFINITY
        };
    }
    // "The attack": of whom, on whom and where, nobody says; it is spoken of, and told elsewhere.
    let names_nobody = draft.actors.is_empty() && draft.recipients.is_empty();
    if names_nobody && !has_place_or_day(grammar, draft.matched.word) {
        return f32::NEG_INFINITY;
    }
    let weights = &grammar.lexicon.weights.telling;
    weights.sum(|give| features(grammar, draft, give))
}

/// What speaks for and against it that a draft tells an event of its type.
pub(super) fn features(grammar: &Grammar<'_>, draft: &Draft<'_>, give: &mut Give<'_>) {
    let matched = &draft.matched;
    let predicate = matched.predicate;
    let event_type = predicate.event_type.label();
    let likely = grade(matched.likelihood);
    let roughly = rough_grade(matched.likelihood);
    let told_as = predicate.told_as();
    let words = match matched.used.len() {
        0 | 1 => "word",
        _ => "words",
    };
    let rival = grammar
        .learned
        .rival(&matched.told_by, predicate.event_type);
    let [actor, recipient] = Side::ALL.map(|side| those(grammar, draft.side(side)));
    let [actor_support, recipient_support] = draft.support.map(rough_grade);
    give("bias", &[told_as, words]);
    give("likely", &[likely]);
    give("likely.as", &[likely, told_as, words]);
    give("type", &[event_type, told_as]);
    give("type.likely", &[event_type, likely]);
    give("rival", &[rough_grade(rival), roughly]);
    give("sides", &[actor, recipient]);
    give("sides.likely", &[actor, recipient, roughly]);
    give("sides.as", &[actor, recipient, told_as]);
    give("actor.type", &[actor, event_type]);
    give("recipient.type", &[recipient, event_type]);
    give(
        "support",
        &[actor, actor_support, recipient, recipient_support],
    );
    give("lemma", &[grammar.lemma(matched.word), event_type]);
    for (sign, holds) in signs(grammar, draft) {
        if holds {
            give("sign", &[sign]);
            give("sign.likely", &[sign, roughly]);
            give("sign.type", &[sign, event_type]);
            give("sign.as", &[sign, told_as]);
        }
    }
}

/// What can be said of a draft that tells acts of public life from other things.
fn signs(grammar: &Grammar<'_>, draft: &Draft<'_>) -> [(&'static str, bool); 16] {
    let word = draft.matched.word;
    let is_noun = draft.matched.predicate.part == Part::Noun;
    [
        ("sport", grammar.is_sport),
        ("anyone", is_anyone(grammar, draft)),
        ("notion", !is_noun && is_notion(grammar, draft)),
        ("only named", is_noun && !is_more_than_named(grammar, draft)),
        ("somebody", has_somebody(grammar, draft)),
        ("place or day", has_place_or_day(grammar, word)),
        ("everyday", is_everyday(grammar, draft)),
        ("figurative", !is_literal(grammar, draft)),
        ("another sense", is_another_sense(grammar, draft)),
        ("public matter", is_public_matter(grammar, draft)),
        ("public name", names_public(grammar, draft)),
        (
            "one-sided",
            needs_other_side(draft) && draft.recipients.is_empty(),
        ),
        ("of an event", draft.is_of_event),
        ("passive", !is_noun && grammar.is_passive(word)),
        ("light verb", draft.matched.light.is_some()),
        ("ground", draft.matched.predicate.takes_ground()),
    ]
}

/// Who stands on a side, from the most public to the least.
fn those(grammar: &Grammar<'_>, tokens: &[TokenId]) -> &'static str {
    let any = |holds: &dyn Fn(TokenId) -> bool| tokens.iter().any(|&token| holds(token));
    if tokens.is_empty() {
        "nobody"
    } else if any(&|token| is_state(grammar, token)) {
        "state"
    } else if any(&|token| is_public(grammar, token)) {
        "public"
    } else if any(&|token| grammar.is_actor(token)) {
        if any(&|token| is_nameless(grammar, token)) {
            "nameless"
        } else {
            "somebody"
        }
    } else if any(&|token| grammar.is_place(token)) {
        "place"
    } else {
        "thing"
    }
}

/// Whether one of those who take part is a public actor.
fn names_public(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let mut parties = draft.actors.iter().chain(&draft.recipients);
    parties.any(|&token| is_public(grammar, token))
}

/// "You attack one, you attack all": whoever may do it.
fn is_anyone(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    !draft.actors.is_empty()
        && draft
            .actors
            .iter()
            .all(|&token| matches!(grammar.syntax.word(token).lemma.as_str(), "you" | "one"))
}

/// Whether the act is nothing without those it is done to: help, praise and talks.
fn needs_other_side(draft: &Draft<'_>) -> bool {
    let predicate = draft.matched.predicate;
    let is_visit = draft.modes.contains(&"visit");
    match predicate.event_type {
        EventType::Aid | EventType::Support => true,
        EventType::Consult => !is_visit,
        _ => false,
    }
}

/// "the urgency of fighting the group": a notion, unless something happens of itself.
fn is_notion(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let word = grammar.syntax.word(draft.matched.word);
    draft.actors.is_empty()
        && !draft.is_of_event
        && !grammar.is_passive(draft.matched.word)
        && (!draft.matched.predicate.frame.actors.is_empty()
            || word.feat("VerbForm") != Some("Fin"))
}

/// Whether somebody who can act takes part.
fn has_somebody(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let mut parties = draft.actors.iter().chain(&draft.recipients);
    parties.any(|&token| grammar.is_actor(token))
}

/// Whether a place smaller than a country or a day is named beside a word or the one it hangs on.
fn has_place_or_day(grammar: &Grammar<'_>, word: TokenId) -> bool {
    let syntax = grammar.syntax;
    let mut hosts = std::iter::once(word).chain(syntax.head(word));
    hosts.any(|host| {
        syntax.children(host).iter().any(|&child| {
            let word = syntax.word(child);
            let beside = matches!(word.relation, Relation::Obl | Relation::Nmod);
            let place = word.subtype != Subtype::Poss && grammar.is_site(child);
            beside && (place || is_day(grammar, child))
        })
    })
}

/// Whether `token` names a day, a month or a year: "Friday", "Saturday night", "yesterday"; not "days later".
fn is_day(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let is_name = |token: TokenId| {
        grammar.is_time(token)
            && (matches!(grammar.syntax.word(token).upos, Upos::Propn | Upos::Num)
                || matches!(grammar.lemma(token), "today" | "yesterday" | "tomorrow"))
    };
    let below = grammar.syntax.children(token).iter().copied();
    grammar.is_time(token) && std::iter::once(token).chain(below).any(is_name)
}

/// Whether a noun tells what happened, and does not only name it.
///
/// "The war", "the threat", "a deal" are spoken of in any text; they are news where both sides are
/// told, or a verb tells that they came about ("launched a war on").
fn is_more_than_named(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let known = |tokens: &[TokenId]| {
        tokens
            .iter()
            .any(|&token| grammar.is_actor(token) || grammar.is_place(token))
    };
    let (actor, recipient) = (known(&draft.actors), known(&draft.recipients));
    let predicate = draft.matched.predicate;
    let is_background = grammar
        .lexicon
        .is_in("background", grammar.lemma(draft.matched.word));
    if !is_background && predicate.event_type.is_material() {
        return true;
    }
    let told_by_verb = draft.matched.light.is_some() || draft.matched.object.is_some();
    actor && recipient || told_by_verb && (actor || recipient)
}

/// Whether public actors are at it, in more than words of everyday life.
fn is_public_matter(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let public = |tokens: &[TokenId]| tokens.iter().any(|&token| is_public(grammar, token));
    // A thing asks, agrees and accuses only in a figure of speech.
    let acts = |&token: &TokenId| {
        grammar.is_actor(token) || is_public(grammar, token) || !grammar.owner(token, 1).is_empty()
    };
    if !draft.actors.is_empty() && !draft.actors.iter().any(acts) {
        return false;
    }
    let (actor, recipient) = (public(&draft.actors), public(&draft.recipients));
    if !is_everyday(grammar, draft) {
        let freed = draft.matched.predicate.event_type == EventType::Retreat
            && draft
                .recipients
                .iter()
                .any(|&token| grammar.lexicon.is_in("captive", grammar.lemma(token)));
        return actor || recipient || freed && !grammar.is_sport;
    }
    let is_actor = |&token: &TokenId| grammar.is_actor(token);
    // "The kingdom allowed women to drive", "Ukraine asked for help"
    let by_state = draft.actors.iter().any(|&token| is_state(grammar, token))
        && !grammar.is_sport
        && (draft.recipients.iter().any(is_actor)
            || draft.matched.predicate.event_type == EventType::Request
                && !draft.recipients.is_empty());
    let at_place = draft
        .recipients
        .iter()
        .any(|&token| grammar.is_place(token));
    let reaches = by_state || recipient || at_place;
    actor && (reaches || draft.content.is_some())
}

/// Whether the words that tell it are words of everyday life too: "want", "ask", "help", "let".
fn is_everyday(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let predicate = draft.matched.predicate;
    // "hold talks", "open an investigation": the noun is of public life.
    let is_plain = predicate.particles.is_empty()
        && predicate
            .object
            .iter()
            .all(|test| matches!(test, ObjectTest::Kind(_)));
    is_plain
        && grammar
            .lexicon
            .is_in("everyday", grammar.lemma(draft.matched.word))
}

/// Whether `token` refers to someone whose words and deeds are public: a state, its organs, those
/// who fight it, parties, courts, bodies, the press.
fn is_public(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let Some(code) = grammar.code(token) else {
        return false;
    };
    if code.sectors.is_empty() {
        // On a page of sports a country is its team.
        return code.country.is_some() && !grammar.is_sport;
    }
    // The Red Cross is medical, and no private matter.
    let is_body = matches!(code.country.as_deref(), Some("IGO" | "NGO"));
    is_body
        || code
            .sectors
            .iter()
            .any(|sector| !PRIVATE.contains(&sector.as_str()))
}

/// "demonstrated that the ice melts", "rallied support": no crowd is meant.
fn is_another_sense(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    if grammar.is_sport && !is_public_matter(grammar, draft) {
        return true;
    }
    let predicate = draft.matched.predicate;
    // Of what no entry has, nobody knows whether it takes an object.
    if predicate.part == Part::Noun || predicate.is_learned() {
        return false;
    }
    let takes_object = draft
        .matched
        .predicate
        .frame
        .recipients
        .contains(&Slot::Object)
        || draft.matched.object.is_some();
    let word = draft.matched.word;
    !takes_object
        && (grammar.syntax.child(word, Relation::Ccomp).is_some()
            || grammar.syntax.child(word, Relation::Obj).is_some())
}

/// Whether force is meant, and not a figure of speech or a game.
///
/// Words such as "kill", "shell" or "behead" mean what they say. "Attack", "beat", "battle" or "hit"
/// do where arms are at hand: one side carries them, a state or a crowd turns on a place or on
/// people, or somebody is hurt in the same sentence.
fn is_literal(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    if !grammar
        .lexicon
        .is_in("figurative", grammar.lemma(draft.matched.word))
    {
        return true;
    }
    let is_armed = draft
        .actors
        .iter()
        .chain(&draft.recipients)
        .any(|&token| grammar.is_armed(token));
    let is_bloody = draws_blood(grammar, draft);
    if grammar.is_sport {
        return is_armed && is_bloody;
    }
    if is_armed || is_bloody {
        return true;
    }
    let fought = |&token: &TokenId| is_state(grammar, token) || is_nameless(grammar, token);
    let suffers = |&token: &TokenId| {
        is_state(grammar, token) || grammar.is_place(token) || is_nameless(grammar, token)
    };
    let by_state = draft.actors.iter().any(|&token| is_state(grammar, token));
    let fights = draft.actors.iter().all(fought);
    let is_suffered = draft.recipients.iter().any(suffers);
    if draft.matched.predicate.part == Part::Noun {
        // "the city's recapture"
        if draft.recipients.is_empty() || draft.matched.predicate.takes_ground() {
            return by_state || draft.actors.is_empty();
        }
    }
    fights && is_suffered || by_state && draft.recipients.is_empty()
}

/// Whether `token` stands for a state: a country, a nation, a government as a whole.
fn is_state(grammar: &Grammar<'_>, token: TokenId) -> bool {
    match grammar.kind(token) {
        Some(Kind::Country | Kind::Nationality | Kind::Government) => true,
        // "Moscow said": the capital for the state.
        Some(Kind::Place) => grammar
            .code(token)
            .is_some_and(|code| code.sectors.iter().any(|sector| sector == "GOV")),
        _ => false,
    }
}

/// Whether `token` is somebody without a name and an office: "a man", "the marchers", "them".
fn is_nameless(grammar: &Grammar<'_>, token: TokenId) -> bool {
    let Some(mention) = grammar.mentions[token.index()] else {
        return grammar.syntax.word(token).upos == Upos::Pron;
    };
    let mention = grammar.entities.mention(mention);
    let entity = grammar.entities.entity(mention.entity);
    let is_named = entity
        .mentions
        .iter()
        .any(|&other| grammar.entities.mention(other).form == Form::Named);
    let holds_office = entity.actor.sectors.iter().any(|sector| {
        matches!(
            sector.as_str(),
            "GOV" | "PTY" | "LEG" | "ELI" | "BUS" | "JUD"
        )
    });
    mention.kind == Kind::Person && !is_named && !holds_office
}

/// Whether the sentence tells of people hurt or of weapons used.
fn draws_blood(grammar: &Grammar<'_>, draft: &Draft<'_>) -> bool {
    let word = draft.matched.word;
    let sentence = grammar.text.sentence_of(word);
    (sentence.first.0..sentence.end.0)
        .map(TokenId)
        .any(|token| token != word && grammar.lexicon.is_in("bloodshed", grammar.lemma(token)))
}
