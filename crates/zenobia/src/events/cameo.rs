//! CAMEO codes where no entry of the lexicon gives one: by mode, and by what is agreed, asked, refused or threatened.
//!
//! CAMEO 1.1b3, chapters 3 and 4.

use crate::events::EventType;

/// CAMEO's code for an act of this type and mode.
pub(super) fn of_mode(event_type: EventType, mode: &str) -> Option<&'static str> {
    use EventType::{
        Accuse, Assault, Coerce, Consult, Mobilize, Protest, Reject, Request, Retreat, Sanction,
        Threaten,
    };
    Some(match (event_type, mode) {
        (Consult, "phone") => "041",
        (Consult, "visit") => "042",
        (Consult, "third-party") => "045",
        (Consult, "multilateral") => "046",
        (Retreat, "release" | "return") => "084",
        (Retreat, "access") => "086",
        (Retreat, "resign") => "0831",
        (Retreat, "ceasefire") => "0871",
        (Retreat, "disarm") => "0873",
        (Retreat, "withdraw") => "0874",
        (Request, "assist") => "023",
        (Request, "change") => "024",
        (Request, "yield") => "025",
        (Request, "meet") => "026",
        (Accuse, "investigate") => "090",
        (Accuse, "disapprove") => "111",
        (Accuse, "allege") => "112",
        (Reject, "assist") => "122",
        (Reject, "change") => "123",
        (Reject, "yield") => "124",
        (Reject, "meet") => "125",
        (Threaten, "relations") => "131",
        (Threaten, "arrest") => "132",
        (Threaten, "restrict") => "1321",
        (Threaten, "ban") => "1322",
        (Threaten, "expel") => "136",
        (Threaten, "violence") => "138",
        (Threaten, "territory") => "1382",
        (Protest, "demo") => "141",
        (Protest, "hunger") => "142",
        (Protest, "strike" | "boycott") => "143",
        (Protest, "obstruct") => "144",
        (Protest, "riot") => "145",
        (Mobilize, "police") => "153",
        (Mobilize, "troops" | "militia") => "154",
        (Sanction, "convict") => "116",
        (Sanction, "expel" | "withdraw") => "166",
        (Coerce, "seize") => "171",
        (Coerce, "restrict" | "withhold") => "172",
        (Coerce, "censor") => "1721",
        (Coerce, "ban") => "1722",
        (Coerce, "curfew") => "1723",
        (Coerce, "martial-law") => "1724",
        (Coerce, "arrest") => "173",
        (Coerce, "deport") => "174",
        (Coerce, "cyber") => "176",
        (Assault, "destroy") => "1712",
        (Assault, "crowd-control") => "175",
        (Assault, "abduct") => "181",
        (Assault, "beat" | "primitive") => "182",
        (Assault, "sexual") => "1821",
        (Assault, "torture") => "1822",
        (Assault, "execute") => "1823",
        (Assault, "explosives") => "183",
        (Assault, "suicide-attack") => "1831",
        (Assault, "assassinate") => "186",
        (Assault, "firearms") => "193",
        (Assault, "heavy-weapons") => "194",
        (Assault, "aerial" | "drone") => "195",
        (Assault, "massacre") => "202",
        (Assault, "cleansing") => "203",
        (Assault, "unconventional") => "204",
        _ => return None,
    })
}

/// Mode and CAMEO code of an act of words, by the type of what its words are about.
pub(super) fn of_content(
    event_type: EventType,
    content: EventType,
) -> Option<(Option<&'static str>, &'static str)> {
    use EventType::{
        Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject,
        Request, Retreat, Sanction, Support, Threaten,
    };
    Some(match (event_type, content) {
        (Request, Aid | Cooperate) => (Some("assist"), "023"),
        (Request, Retreat | Concede) => (Some("yield"), "025"),
        (Request, Consult) => (Some("meet"), "026"),
        (Request, Agree) => (Some("meet"), "027"),
        (Request, Support) => (None, "022"),
        (Reject, Aid | Cooperate) => (Some("assist"), "122"),
        (Reject, Retreat | Concede) => (Some("yield"), "124"),
        (Reject, Consult) => (Some("meet"), "125"),
        (Threaten, Assault) => (Some("violence"), "138"),
        (Threaten, Sanction) => (Some("relations"), "131"),
        (Threaten, Coerce) => (Some("restrict"), "132"),
        (Threaten, Protest) => (None, "133"),
        (Threaten, Mobilize) => (None, "138"),
        (Agree, Aid) => (None, "033"),
        (Agree, Cooperate) => (None, "031"),
        (Agree, Support) => (None, "032"),
        (Agree, Concede | Retreat) => (None, "035"),
        (Agree, Consult) => (None, "036"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_but_weapons_and_those_of_many_codes_has_one() {
        let without: Vec<(EventType, &str)> = EventType::ALL
            .into_iter()
            .flat_map(|event_type| {
                event_type
                    .modes()
                    .iter()
                    .map(move |&mode| (event_type, mode))
            })
            .filter(|&(event_type, mode)| of_mode(event_type, mode).is_none())
            .collect();
        assert_eq!(
            without,
            [
                (EventType::Sanction, "discontinue"),
                (EventType::Mobilize, "weapons"),
                (EventType::Coerce, "misinformation"),
            ]
        );
    }
}
