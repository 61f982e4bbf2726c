//! case2021_task2: ACLED's sub-event types, read off PLOVER's types and modes.

use anyhow::Result;
use zenobia::{
    coder::Coder,
    document::Document,
    events::{Event, EventType, Participant, Status},
};

use super::{
    Bench, Figure,
    events::{Classes, sentence, shown, string},
};

/// The sub-type of a snippet is that of its likeliest event, of those with a mode if there are any; a snippet without an
/// event is counted wrong.
pub(crate) fn sub_types(bench: &Bench) -> Result<Vec<Figure>> {
    let coder = Coder::built_in()?;
    let mut classes = Classes::default();
    let mut printed = 0;
    for record in bench.records("case2021_task2/dev.jsonl")? {
        let text = string(&record, "text")?;
        let wanted = string(&record, "label")?;
        let document = coder.code(sentence(&text));
        let answer = document
            .events
            .iter()
            .max_by(|one, other| {
                let rank = |event: &Event| (!event.modes.is_empty(), event.confidence);
                let (one, other) = (rank(one), rank(other));
                one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
            })
            .map(|event| sub_type(&document, event));
        classes.add(&wanted, answer);
        if answer != Some(wanted.as_str()) && printed < bench.errors {
            printed += 1;
            eprintln!("{wanted} <- {} {text}", answer.unwrap_or("nothing"));
            for event in &document.events {
                eprintln!("    {:?} {}", event.modes, shown(&document, event));
            }
        }
    }
    Ok(vec![
        classes.figure("case2021_task2.dev_macro_f1"),
        classes.accuracy("case2021_task2.dev_accuracy"),
    ])
}

/// ACLED's sub-event type of an event (codebook of 2021, table 2, in the names of the corpus).
fn sub_type(document: &Document, event: &Event) -> &'static str {
    let has = |mode: &str| event.modes.contains(&mode);
    let words = document.words(event.trigger).to_lowercase();
    let by_crowd = sectors(&event.actors)
        .iter()
        .any(|sector| matches!(*sector, "CVL" | "OPP"));
    match event.event_type {
        EventType::Assault if has("suicide-attack") => "SUIC_BOMB",
        EventType::Assault if has("aerial") || has("drone") => "AIR_STRIKE",
        EventType::Assault if words.contains("grenade") => "GRENADE",
        EventType::Assault if has("heavy-weapons") => "ART_MISS_ATTACK",
        EventType::Assault if has("explosives") => "REM_EXPLOS",
        EventType::Assault if has("unconventional") => "CHEM_WEAP",
        EventType::Assault if has("sexual") => "SEX_VIOL",
        EventType::Assault if has("abduct") => "ABDUCT_DISSAP",
        EventType::Assault if has("crowd-control") => "FORCE_AGAINST_PROTEST",
        EventType::Assault if event.cameo == "192" => takes_ground(event),
        EventType::Assault if by_crowd => "MOB_VIOL",
        EventType::Assault if has("destroy") => "PROPERTY_DISTRUCT",
        EventType::Assault if is_between_forces(event) => "ARMED_CLASH",
        EventType::Assault => "ATTACK",
        EventType::Protest if has("riot") => "VIOL_DEMONSTR",
        EventType::Protest => "PEACE_PROTEST",
        EventType::Coerce if has("arrest") => "ARREST",
        EventType::Coerce if has("seize") => "DISR_WEAP",
        EventType::Retreat if has("ceasefire") => "AGREEMENT",
        EventType::Retreat if has("withdraw") => "NON_VIOL_TERRIT_TRANSFER",
        EventType::Agree if event.modality.status == Status::Asserted => "AGREEMENT",
        EventType::Mobilize => "HQ_ESTABLISHED",
        EventType::Accuse if words.contains("claim") => "ATTRIB",
        _ => "DIPLO",
    }
}

/// Whose hands ground falls into: a state's or another's.
fn takes_ground(event: &Event) -> &'static str {
    let is_rebel = sectors(&event.actors)
        .iter()
        .any(|sector| matches!(*sector, "REB" | "UAF" | "OPP"));
    if is_rebel {
        "NON_STATE_ACTOR_OVERTAKES_TER"
    } else {
        "GOV_REGAINS_TERIT"
    }
}

/// Whether both sides bear arms.
fn is_between_forces(event: &Event) -> bool {
    let is_armed = |participants: &[Participant]| {
        sectors(participants)
            .iter()
            .any(|sector| matches!(*sector, "REB" | "UAF" | "MIL" | "COP" | "PRM"))
    };
    is_armed(&event.actors) && is_armed(&event.recipients)
}

fn sectors(participants: &[Participant]) -> Vec<&str> {
    participants
        .iter()
        .flat_map(|one| &one.actor.sectors)
        .map(String::as_str)
        .collect()
}
