//! Leaves out what a text tells again.

use crate::{
    entities::EntityId,
    events::{DateBasis, Event, Layers, Participant},
};

/// Drops each event that an earlier one tells already: the same act by the same word between the
/// same parties, from the same mouth and told as surely, unless it has a day or parties of its own.
pub(super) fn drop_echoes(layers: &Layers<'_>, events: &mut Vec<Event>) {
    let mut kept: Vec<Event> = Vec::new();
    for event in events.drain(..) {
        if !kept.iter().any(|earlier| echoes(layers, earlier, &event)) {
            kept.push(event);
        }
    }
    *events = kept;
}

/// Whether `later` tells nothing that `earlier` does not.
fn echoes(layers: &Layers<'_>, earlier: &Event, later: &Event) -> bool {
    if earlier.event_type != later.event_type
        || earlier.modality.status != later.modality.status
        || speaker(layers, earlier) != speaker(layers, later)
    {
        return false;
    }
    let parties = |event: &Event| {
        (
            entities(layers, &event.actors),
            entities(layers, &event.recipients),
        )
    };
    let (actors, recipients) = parties(later);
    let (earlier_actors, earlier_recipients) = parties(earlier);
    let (Some(actors), Some(recipients)) = (actors, recipients) else {
        return false;
    };
    let (Some(earlier_actors), Some(earlier_recipients)) = (earlier_actors, earlier_recipients)
    else {
        return false;
    };
    if actors.is_empty() && recipients.is_empty() {
        return false;
    }
    let lemma = |event: &Event| layers.syntax.word(event.head).lemma.to_lowercase();
    let both = !recipients.is_empty() && !actors.is_empty();
    let same_word = lemma(earlier) == lemma(later);
    let within = |part: &[EntityId], whole: &[EntityId]| part.iter().all(|one| whole.contains(one));
    (same_word || both && earlier.modes == later.modes)
        && within(&actors, &earlier_actors)
        && within(&recipients, &earlier_recipients)
        && dates_agree(earlier, later)
}

/// Who says so, as an entity.
fn speaker(layers: &Layers<'_>, event: &Event) -> Option<EntityId> {
    let attribution = event.attribution?;
    let mention = layers.attributions[attribution.0 as usize]
        .source
        .mention()?;
    Some(layers.entities.mention(mention).entity)
}

/// The entities of participants; `None` if one of them is no mention and so cannot be told again.
fn entities(layers: &Layers<'_>, participants: &[Participant]) -> Option<Vec<EntityId>> {
    participants
        .iter()
        .map(|one| {
            one.mention
                .map(|mention| layers.entities.mention(mention).entity)
        })
        .collect()
}

fn dates_agree(earlier: &Event, later: &Event) -> bool {
    match (earlier.date, later.date) {
        (Some(one), Some(two)) => {
            one.interval == two.interval
                || one.basis == DateBasis::Published
                || two.basis == DateBasis::Published
        }
        _ => true,
    }
}
