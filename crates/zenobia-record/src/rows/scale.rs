//! What follows from an event's type and CAMEO code alone.

use zenobia::events::EventType;

/// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
pub(super) fn quad_code(event_type: EventType) -> u8 {
    match event_type {
        EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => 1,
        EventType::Cooperate | EventType::Aid | EventType::Retreat => 2,
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => 3,
        EventType::Protest
        | EventType::Sanction
        | EventType::Mobilize
        | EventType::Coerce
        | EventType::Assault => 4,
    }
}

/// Goldstein's conflict-cooperation scale, -10 to 10, as CAMEO gives it for each of its 20 roots.
pub(super) fn event_scale(cameo: &str) -> Option<f64> {
    let scale = match cameo.get(..2)? {
        "01" => 0.0,
        "02" => 3.0,
        "03" => 4.0,
        "04" => 1.0,
        "05" => 3.5,
        "06" => 6.0,
        "07" => 7.0,
        "08" => 5.0,
        "09" => -2.0,
        "10" => -5.0,
        "11" => -2.0,
        "12" => -4.0,
        "13" => -6.0,
        "14" => -6.5,
        "15" => -7.2,
        "16" => -4.0,
        "17" => -7.0,
        "18" => -9.0,
        "19" | "20" => -10.0,
        _ => return None,
    };
    Some(scale)
}
