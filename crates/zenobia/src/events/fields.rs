//! The other fields of an event: when, where, how many, by whose word, and the words behind each.

use jiff::ToSpan;

use crate::{
    attributions,
    events::{
        DateBasis, Event, EventDate, EventType, Evidence, Field, Layers, Modality, Status, cameo,
        drafts::Draft, grammar::Grammar, modality, parties::Side, statuses::Told,
    },
    places::{self, Location},
    quantities::Counted,
    span::Span,
    times::{self, Anchor, DateInterval},
    tokens::TokenId,
    weights::{self, Give, grade, rough_grade},
};

// News without a day is about the days before it; PLOVER's coders count a week.
const DAYS_OF_NEWS: i64 = 7;

/// The event that a draft tells.
pub(super) fn complete(layers: &Layers<'_>, grammar: &Grammar<'_>, draft: &Draft<'_>) -> Event {
    let predicate = draft.matched.predicate;
    let ruled = modality(layers, grammar, draft);
    let modality = Told::of(grammar, draft, ruled).map_or(ruled, |told| told.weighed());
    let participants = |tokens: &[TokenId]| {
        tokens
            .iter()
            .map(|&token| grammar.participant(token))
            .collect()
    };
    let mut event = Event {
        trigger: trigger(layers, draft),
        head: draft.head,
        sentence: layers.text.tokens[draft.head.index()].sentence,
        event_type: predicate.event_type,
        own_type: predicate.own_type,
        modes: draft.modes.clone(),
        contexts: draft.contexts.clone(),
        cameo: predicate.cameo.to_owned(),
        actors: participants(&draft.actors),
        recipients: participants(&draft.recipients),
        location: location(layers, draft),
        date: date(layers, draft, &modality),
        counts: counts(layers, draft),
        attribution: attributions::innermost(layers.attributions, layers.text.span(draft.head)),
        modality,
        confidence: 0.0,
        evidence: Vec::new(),
        reason: reason(layers, grammar, draft, [ruled.status, modality.status]),
    };
    if let Some(content) = draft.content {
        add_content(&mut event, content);
    }
    refine_cameo(&mut event);
    event.confidence = confidence(grammar, draft);
    event.evidence = evidence(layers, &event);
    event
}

/// How it is told, as the words above it say.
pub(super) fn modality(layers: &Layers<'_>, grammar: &Grammar<'_>, draft: &Draft<'_>) -> Modality {
    modality::read(
        layers.text,
        layers.syntax,
        &grammar.lexicon.modality,
        draft.head,
    )
}

/// The words from the first to the last that told it, or the head alone where they lie far apart.
pub(super) fn trigger(layers: &Layers<'_>, draft: &Draft<'_>) -> Span {
    const FAR: u32 = 6;
    let mut tokens = draft.matched.used.clone();
    tokens.push(draft.head);
    let first = tokens.iter().copied().min().unwrap_or(draft.head);
    let last = tokens.iter().copied().max().unwrap_or(draft.head);
    if last.0 - first.0 > FAR {
        return layers.text.span(draft.matched.word);
    }
    layers.text.span(first).cover(layers.text.span(last))
}

/// Where it was, as the word itself or the verb it hangs on says.
fn location(layers: &Layers<'_>, draft: &Draft<'_>) -> Option<Location> {
    [draft.matched.word, draft.head]
        .into_iter()
        .find_map(|token| {
            places::location_of(
                layers.article,
                layers.text,
                layers.syntax,
                layers.toponyms,
                token,
            )
        })
}

/// When it was: by the words of its sentence, else some day up to the day of writing, which the
/// text does not say.
fn date(layers: &Layers<'_>, draft: &Draft<'_>, modality: &Modality) -> Option<EventDate> {
    let expression = [draft.matched.word, draft.head]
        .into_iter()
        .find_map(|token| times::date_of(layers.text, layers.syntax, layers.times, token));
    if let Some(expression) = expression {
        let time = &layers.times[expression as usize];
        let basis = match time.anchor {
            Anchor::Stated => DateBasis::Stated,
            Anchor::Writing | Anchor::Expression(_) | Anchor::None => DateBasis::Relative,
        };
        return Some(EventDate {
            interval: time.interval?,
            basis,
            expression: Some(expression),
        });
    }
    let is_news = !modality.future && !modality.historical && modality.status == Status::Asserted;
    let written_on = layers.article.date_of_writing()?.value;
    let earliest = written_on.checked_sub(DAYS_OF_NEWS.days()).ok()?;
    is_news.then_some(EventDate {
        interval: DateInterval::new(earliest, written_on),
        basis: DateBasis::Published,
        expression: None,
    })
}

/// The quantities that count who or what took part, or what came of it.
fn counts(layers: &Layers<'_>, draft: &Draft<'_>) -> Vec<u32> {
    let involved: Vec<TokenId> = draft
        .actors
        .iter()
        .chain(&draft.recipients)
        .chain(&draft.matched.object)
        .copied()
        .collect();
    let sentence = layers.text.sentence_of(draft.head).span;
    let mut found = Vec::new();
    for (index, quantity) in layers.quantities.iter().enumerate() {
        if !sentence.contains(quantity.span) || quantity.counts == Counted::Metres {
            continue;
        }
        let counts_one = involved
            .iter()
            .any(|&token| quantity.of == Some(token) || quantity.head == token);
        // "an attack that left 12 dead": the toll hangs below what told the attack.
        let is_toll = matches!(
            quantity.counts,
            Counted::Killed
                | Counted::Injured
                | Counted::Displaced
                | Counted::Detained
                | Counted::Abducted
        ) && draft.matched.predicate.event_type.is_material()
            && layers.syntax.is_within(quantity.head, draft.head);
        if counts_one || is_toll {
            found.push(index as u32);
        }
    }
    found
}

/// By which words and entry it was found, who found its parties, and whose its status is (by the words above, and as
/// weighed), for a person.
fn reason(
    layers: &Layers<'_>,
    grammar: &Grammar<'_>,
    draft: &Draft<'_>,
    [ruled, status]: [Status; 2],
) -> String {
    let matched = &draft.matched;
    let words: Vec<&str> = matched
        .used
        .iter()
        .map(|&token| layers.syntax.word(token).lemma.as_str())
        .collect();
    let percent = |likelihood: f32| format!("{:.0} %", likelihood * 100.0);
    let mut reason = format!("{}: {}", matched.predicate.entry, words.join(" + "));
    if !matched.told_by.is_empty() {
        let likelihood = percent(matched.likelihood);
        reason.push_str(&format!(", {likelihood} likely by the classifier"));
    }
    let lent = matched.light.filter(|&light| {
        let subjects = grammar.subjects(light);
        draft.actors.iter().any(|token| subjects.contains(token))
    });
    if let Some(light) = lent {
        reason.push_str(", its actor from ");
        reason.push_str(&layers.syntax.word(light).lemma);
    }
    for side in Side::ALL {
        for &token in draft.side(side) {
            let mut by = draft.found.iter();
            let Some(found) = by.find(|one| one.token == token && one.side == side) else {
                continue;
            };
            let name = layers.text.span(token).text(&layers.article.text);
            let mut finders: Vec<String> = Vec::new();
            if found.by_frame {
                let frame = if matched.predicate.is_learned() {
                    "grammar"
                } else {
                    "frame"
                };
                finders.push(frame.to_owned());
            }
            if found.likelihood > 0.0 {
                finders.push(format!("classifier {}", percent(found.likelihood)));
            }
            if found.elsewhere > 0.0 {
                finders.push("another act".to_owned());
            }
            let (side, finders) = (side.label(), finders.join(", "));
            reason.push_str(&format!("; {side} `{name}`: {finders}"));
        }
    }
    if status != ruled {
        let (status, ruled) = (status.label(), ruled.label());
        reason.push_str(&format!(
            "; weighed as {status}, {ruled} by the words above"
        ));
    }
    reason
}

/// What is agreed, asked, refused or threatened gives mode and CAMEO code.
fn add_content(event: &mut Event, content: EventType) {
    let Some((mode, cameo)) = cameo::of_content(event.event_type, content) else {
        return;
    };
    event.cameo = cameo.to_owned();
    if let Some(mode) = mode.filter(|mode| !event.modes.contains(mode)) {
        event.modes.push(mode);
    }
}

/// A mode says more than CAMEO's root.
fn refine_cameo(event: &mut Event) {
    if event.cameo == event.event_type.cameo_root() {
        let finer = event
            .modes
            .iter()
            .find_map(|mode| cameo::of_mode(event.event_type, mode));
        event.cameo = finer.unwrap_or(event.event_type.cameo_root()).to_owned();
    }
}

/// How likely type and parties are right (`models/events/confidence.tsv`).
fn confidence(grammar: &Grammar<'_>, draft: &Draft<'_>) -> f32 {
    if draft.matched.predicate.own_type.is_some() {
        return UNKNOWN;
    }
    let weights = &grammar.lexicon.weights.confidence;
    weights::likelihood(weights.sum(|give| confidence_features(grammar, draft, give)))
}

// Of types of a codebook of one's own nothing was learnt.
const UNKNOWN: f32 = 0.5;

/// What speaks for and against it that type and parties are right.
pub(super) fn confidence_features(grammar: &Grammar<'_>, draft: &Draft<'_>, give: &mut Give<'_>) {
    let predicate = draft.matched.predicate;
    let likely = grade(draft.matched.likelihood);
    let roughly = rough_grade(draft.matched.likelihood);
    let told_as = predicate.told_as();
    let told = grade(weights::likelihood(draft.score));
    let event_type = predicate.event_type.label();
    give("bias", &[told_as]);
    give("likely", &[likely]);
    give("told", &[told]);
    give("type", &[event_type]);
    for side in Side::ALL {
        let support = grade(draft.support[side as usize]);
        let tokens = draft.side(side);
        let who = match tokens {
            [] => "nobody",
            [one] if grammar.is_actor(*one) => "somebody",
            [_] => "something",
            _ => "several",
        };
        give("support", &[side.label(), who, support]);
        give("support.told", &[side.label(), support, told]);
        give("type.who", &[side.label(), event_type, who]);
    }
    let [actors, recipients] = draft.support.map(grade);
    give("supports", &[actors, recipients]);
    give("supports.likely", &[actors, recipients, roughly]);
}

fn evidence(layers: &Layers<'_>, event: &Event) -> Vec<Evidence> {
    let mut found = vec![Evidence {
        field: Field::Type,
        span: event.trigger,
    }];
    let mut add = |field: Field, span: Span| found.push(Evidence { field, span });
    for actor in &event.actors {
        add(Field::Actor, actor.span);
    }
    for recipient in &event.recipients {
        add(Field::Recipient, recipient.span);
    }
    if let Some(location) = &event.location {
        add(Field::Location, location.evidence);
    }
    if let Some(expression) = event.date.and_then(|date| date.expression) {
        add(Field::Date, layers.times[expression as usize].span);
    }
    for &count in &event.counts {
        add(Field::Count, layers.quantities[count as usize].span);
    }
    if let Some(attribution) = event.attribution {
        let attribution = &layers.attributions[attribution.0 as usize];
        if let Some(span) = attribution.source.span() {
            add(Field::Attribution, span);
        }
        if let Some(cue) = attribution.cue {
            add(Field::Attribution, cue);
        }
    }
    if let Some(span) = event.modality.evidence {
        add(Field::Modality, span);
    }
    found
}
