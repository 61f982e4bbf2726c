//! Who did what to whom: PLOVER events, with evidence for every field.

pub mod lexicon;
pub mod modality;

mod cameo;
mod codebook;
mod drafts;
mod echoes;
mod fields;
mod grammar;
mod learned;
mod matching;
mod participants;
mod parties;
mod paths;
mod phrases;
mod statuses;
mod telling;
pub mod uncoded;
pub mod weighing;
mod weapons;

pub use lexicon::EventLexicon;
pub use modality::ModalityLexicon;
pub use weighing::EventWeights;

use grammar::Grammar;

use crate::{
    article::Article,
    attributions::{Attribution, AttributionId},
    encoder::ActScores,
    entities::{ActorCode, Entities, MentionId},
    places::{Location, Toponym},
    quantities::Quantity,
    span::Span,
    syntax::Syntax,
    times::{DateInterval, TimeExpression},
    tokens::{SentenceId, Text, TokenId},
};

/// PLOVER 2.0 event types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are PLOVER's own names")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Concede,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Something that is told to have happened, or not, or to be going to.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that tell the event: "overran", "bombings".
    pub trigger: Span,
    /// The word that heads the trigger.
    pub head: TokenId,
    /// The sentence.
    pub sentence: SentenceId,
    /// What kind of act.
    pub event_type: EventType,
    /// The type of a codebook of one's own; `event_type` is then what it is a kind of.
    pub own_type: Option<&'static str>,
    /// PLOVER modes: "firearms", "aerial".
    pub modes: Vec<&'static str>,
    /// PLOVER contexts: "military", "diplomatic".
    pub contexts: Vec<&'static str>,
    /// CAMEO code: "190", "036".
    pub cameo: String,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Where.
    pub location: Option<Location>,
    /// When.
    pub date: Option<EventDate>,
    /// How many: indices into the document's quantities.
    pub counts: Vec<u32>,
    /// Who says so; `None`: the publisher in its own voice.
    pub attribution: Option<AttributionId>,
    /// Whether it is told as a fact.
    pub modality: Modality,
    /// How sure zenobia is of type and participants, 0 to 1.
    pub confidence: f32,
    /// The words behind each field.
    pub evidence: Vec<Evidence>,
    /// The lexicon entry or the classifier that gave type, parties and status, in words for a person.
    pub reason: String,
}

/// Somebody or something that took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// All words.
    pub span: Span,
    /// The word that heads them.
    pub head: TokenId,
    /// The mention, where it is one.
    pub mention: Option<MentionId>,
    /// Whom it acts for, or whose it is: its entity's code; a place, and what belongs to one, has the place's country.
    pub actor: ActorCode,
}

/// When an event was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// The days it may have been on.
    pub interval: DateInterval,
    /// How it is known.
    pub basis: DateBasis,
    /// The words that say so: an index into the document's time expressions.
    pub expression: Option<u32>,
}

/// How an event's date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBasis {
    /// The text says the day.
    Stated,
    /// The text says it relative to the date of writing.
    Relative,
    /// The text says nothing; it was no later than publication.
    Published,
}

/// Whether an event is told as a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modality {
    /// The one word for it.
    pub status: Status,
    /// It is said not to have happened.
    pub negated: bool,
    /// It lies ahead.
    pub future: bool,
    /// It hangs on a condition.
    pub hypothetical: bool,
    /// It is background, not today's news.
    pub historical: bool,
    /// The words that say so.
    pub evidence: Option<Span>,
}

/// The status of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Told as having happened.
    Asserted,
    /// Said not to have happened.
    Denied,
    /// Intended or announced.
    Planned,
    /// Asked for.
    Demanded,
    /// It may have happened, or may come.
    Possible,
    /// Only under a condition.
    Hypothetical,
}

impl Status {
    /// All six.
    pub const ALL: [Status; 6] = [
        Status::Asserted,
        Status::Denied,
        Status::Planned,
        Status::Demanded,
        Status::Possible,
        Status::Hypothetical,
    ];

    /// Its name in records.
    pub fn label(self) -> &'static str {
        match self {
            Status::Asserted => "asserted",
            Status::Denied => "denied",
            Status::Planned => "planned",
            Status::Demanded => "demanded",
            Status::Possible => "possible",
            Status::Hypothetical => "hypothetical",
        }
    }
}

/// The words behind a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The field.
    pub field: Field,
    /// The words.
    pub span: Span,
}

/// The fields of an event that come from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are the fields of Event")]
pub enum Field {
    Type,
    Actor,
    Recipient,
    Location,
    Date,
    Count,
    Attribution,
    Modality,
}

impl Event {
    /// Its type by name: the one of a codebook of one's own, or PLOVER's.
    pub fn label(&self) -> &'static str {
        self.own_type.unwrap_or(self.event_type.label())
    }
}

impl EventType {
    /// All sixteen.
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Concede,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// PLOVER's name for it.
    pub fn label(self) -> &'static str {
        match self {
            EventType::Agree => "AGREE",
            EventType::Consult => "CONSULT",
            EventType::Support => "SUPPORT",
            EventType::Cooperate => "COOPERATE",
            EventType::Aid => "AID",
            EventType::Concede => "CONCEDE",
            EventType::Retreat => "RETREAT",
            EventType::Request => "REQUEST",
            EventType::Accuse => "ACCUSE",
            EventType::Reject => "REJECT",
            EventType::Threaten => "THREATEN",
            EventType::Protest => "PROTEST",
            EventType::Sanction => "SANCTION",
            EventType::Mobilize => "MOBILIZE",
            EventType::Coerce => "COERCE",
            EventType::Assault => "ASSAULT",
        }
    }

    /// Whether it is done with more than words.
    pub fn is_material(self) -> bool {
        match self {
            EventType::Cooperate
            | EventType::Aid
            | EventType::Concede
            | EventType::Retreat
            | EventType::Protest
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Coerce
            | EventType::Assault => true,
            EventType::Agree
            | EventType::Consult
            | EventType::Support
            | EventType::Request
            | EventType::Accuse
            | EventType::Reject
            | EventType::Threaten => false,
        }
    }

    /// Its modes, in the order of `models/events/labels.tsv`.
    pub fn modes(self) -> &'static [&'static str] {
        match self {
            EventType::Consult => &["visit", "third-party", "multilateral", "phone"],
            EventType::Retreat => &[
                "withdraw",
                "release",
                "return",
                "disarm",
                "ceasefire",
                "access",
                "resign",
            ],
            EventType::Request => &["assist", "change", "yield", "meet"],
            EventType::Accuse => &["disapprove", "investigate", "allege"],
            EventType::Reject => &["assist", "change", "yield", "meet"],
            EventType::Threaten => &[
                "restrict",
                "ban",
                "arrest",
                "relations",
                "expel",
                "territory",
                "violence",
            ],
            EventType::Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct"],
            EventType::Sanction => &["convict", "expel", "withdraw", "discontinue"],
            EventType::Mobilize => &["troops", "weapons", "police", "militia"],
            EventType::Coerce => &[
                "seize",
                "restrict",
                "ban",
                "censor",
                "martial-law",
                "arrest",
                "deport",
                "withhold",
                "misinformation",
                "cyber",
                "curfew",
            ],
            EventType::Assault => &[
                "beat",
                "torture",
                "execute",
                "sexual",
                "assassinate",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "heavy-weapons",
                "crowd-control",
                "cleansing",
                "massacre",
                "unconventional",
                "abduct",
                "destroy",
                "aerial",
                "drone",
            ],
            EventType::Agree
            | EventType::Support
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Concede => &[],
        }
    }

    /// CAMEO's code for it where no more is known.
    pub fn cameo_root(self) -> &'static str {
        match self {
            EventType::Agree => "030",
            EventType::Consult => "040",
            EventType::Support => "050",
            EventType::Cooperate => "060",
            EventType::Aid => "070",
            EventType::Concede => "080",
            EventType::Retreat => "087",
            EventType::Request => "020",
            EventType::Accuse => "110",
            EventType::Reject => "120",
            EventType::Threaten => "130",
            EventType::Protest => "140",
            EventType::Sanction => "160",
            EventType::Mobilize => "150",
            EventType::Coerce => "170",
            EventType::Assault => "190",
        }
    }

    /// The type with this name.
    pub fn from_label(label: &str) -> Option<EventType> {
        EventType::ALL
            .into_iter()
            .find(|event_type| event_type.label() == label)
    }
}

/// The layers that events are read from.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the fields are the layers")]
pub struct Layers<'a> {
    pub article: &'a Article,
    pub text: &'a Text,
    pub syntax: &'a Syntax,
    pub entities: &'a Entities,
    pub times: &'a [TimeExpression],
    pub quantities: &'a [Quantity],
    pub toponyms: &'a [Toponym],
    pub attributions: &'a [Attribution],
    /// What the classifier says of each token; empty where it was not asked: entries are then taken for certain.
    pub acts: &'a [ActScores],
}

// What is less likely right is not worth a reader's time; chosen on news by cross-validation, 2026-11. PLV's pairs, whose
// recipients are often mere places, would want less.
const LEAST_CONFIDENCE: f32 = 0.15;

/// Codes the events of a document, in text order.
///
/// Each is told once: a word that repeats an event of the same parties gives nothing new.
pub fn code(layers: Layers<'_>, lexicon: &EventLexicon) -> Vec<Event> {
    let grammar = Grammar::new(layers, lexicon);
    let mut events: Vec<Event> = Vec::new();
    for sentence in &layers.text.sentences {
        let tokens: Vec<TokenId> = sentence.token_ids().collect();
        for draft in drafts::of_sentence(&grammar, &tokens) {
            let event = fields::complete(&layers, &grammar, &draft);
            if event.confidence >= LEAST_CONFIDENCE || event.own_type.is_some() {
                events.push(event);
            }
        }
    }
    echoes::drop_echoes(&layers, &mut events);
    events
}

/// The events whose two parties are one and the same entity: coded as written, and most likely a
/// slip of the text. Indices into `events`.
pub fn with_itself(events: &[Event], entities: &Entities) -> Vec<usize> {
    let entity_of = |participant: &Participant| {
        participant
            .mention
            .map(|mention| entities.mention(mention).entity)
    };
    (0..events.len())
        .filter(|&index| {
            let event = &events[index];
            event.actors.iter().any(|actor| {
                let entity = entity_of(actor);
                entity.is_some()
                    && event
                        .recipients
                        .iter()
                        .any(|other| entity_of(other) == entity)
            })
        })
        .collect()
}
