//! An event's fields in words.

use std::io::{self, Write};

use anstyle::AnsiColor;
use zenobia_record::rows::{
    EventRow,
    event::{ActorRow, CountRow, DateRow, PlaceRow},
};

use super::{Paper, Piece};

/// Column the values of fields stand in.
const VALUES: usize = 13;

pub(super) fn write(
    number: usize,
    row: &EventRow,
    paper: &Paper,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut head = vec![Piece::bold(row.event.clone())];
    if !row.mode.is_empty() {
        head.push(Piece::plain(format!(" {}", row.mode.join(", "))));
    }
    if let Some(status) = status(row) {
        head.push(Piece::plain("  "));
        head.push(status);
    }
    paper.paragraph(&[Piece::plain(format!("  {number:>3} "))], 6, &head, out)?;
    for (label, value) in describe(row) {
        let label = Piece::faint(format!("      {label}"));
        paper.paragraph(&[label], VALUES, &[Piece::plain(value)], out)?;
    }
    Ok(())
}

/// The fields of an event with their values, in words.
pub(crate) fn describe(row: &EventRow) -> Vec<(&'static str, String)> {
    let who = match (row.actor.as_slice(), row.recipient.as_slice()) {
        ([], []) => "not told".to_owned(),
        (actor, recipient) => format!("{} → {}", actors(actor), actors(recipient)),
    };
    let mut fields = vec![("who", who)];
    if let Some(place) = &row.event_loc {
        fields.push(("where", place_words(place)));
    }
    if let Some(date) = &row.date {
        fields.push(("when", date_words(date)));
    }
    if !row.counts.is_empty() {
        let counts: Vec<String> = row.counts.iter().map(count_words).collect();
        fields.push(("count", counts.join("; ")));
    }
    if let Some(cue) = &row.claim.cue {
        let how = match row.claim.kind.as_str() {
            "direct" => ", in quotation marks",
            "mixed" => ", partly in quotation marks",
            _ => "",
        };
        let via = row.claim.via.as_ref().map_or_else(String::new, |via| {
            format!(", to {}", via.name.as_ref().unwrap_or(&via.text))
        });
        fields.push(("said", format!("“{}”{how}{via}", cue.text)));
    }
    fields
}

/// Sign, word and meaning of what is not told as a plain fact.
pub(crate) fn status_words(row: &EventRow) -> Option<(&'static str, AnsiColor)> {
    match row.modality.status.as_str() {
        "denied" => Some(("✗ denied: said not to have happened", AnsiColor::Red)),
        "planned" => Some(("▷ planned: not done yet", AnsiColor::Blue)),
        "demanded" => Some(("▷ demanded: asked for, not done", AnsiColor::Blue)),
        "possible" => Some(("? possible: not certain", AnsiColor::Yellow)),
        "hypothetical" => Some(("? hypothetical: only under a condition", AnsiColor::Yellow)),
        _ if row.modality.negated => Some(("✗ negated", AnsiColor::Red)),
        _ if row.modality.historical => Some(("· background", AnsiColor::Cyan)),
        _ => None,
    }
}

fn status(row: &EventRow) -> Option<Piece> {
    let (words, color) = status_words(row)?;
    Some(Piece::colored(words, color))
}

fn actors(actors: &[ActorRow]) -> String {
    if actors.is_empty() {
        return "?".to_owned();
    }
    let shown: Vec<String> = actors
        .iter()
        .map(|actor| {
            let mut words = actor.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(name) = &actor.name
                && *name != words
                && !words.contains(name.as_str())
            {
                words.push_str(&format!(" = {name}"));
            }
            if let Some(code) = &actor.code {
                words.push_str(&format!(" ({code})"));
            }
            words
        })
        .collect();
    shown.join(", ")
}

fn place_words(place: &PlaceRow) -> String {
    let Some(name) = &place.name else {
        return format!("“{}” · named, not placed", place.text);
    };
    let country = place.country.as_deref().unwrap_or("country unknown");
    let precision = match place.precision.as_str() {
        "exact" => "",
        "near" => " · near it",
        "admin1" | "admin2" => " · somewhere in it",
        _ => " · somewhere in the country, no pin",
    };
    let offset = place
        .relation
        .as_ref()
        .and_then(|relation| relation.distance_km)
        .map_or_else(String::new, |distance| format!(" · {distance} km from it"));
    let point = match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => format!(" · {lat:.2}, {lon:.2}"),
        _ => String::new(),
    };
    let words = if place.text == *name {
        String::new()
    } else {
        format!("“{}” = ", place.text)
    };
    format!("{words}{name}, {country}{precision}{offset}{point}")
}

fn date_words(date: &DateRow) -> String {
    let days = if date.earliest == date.latest {
        date.earliest.to_string()
    } else {
        format!("{} to {}", date.earliest, date.latest)
    };
    match (&date.text, date.basis.as_str()) {
        (Some(text), "stated") => format!("{days} · “{text}”"),
        (Some(text), _) => format!("{days} · “{text}”, reckoned from the date of writing"),
        (None, _) => format!("by {} · no day told, published then", date.latest),
    }
}

fn count_words(count: &CountRow) -> String {
    let number = match (count.precision.as_str(), count.max) {
        ("at_least", _) => format!("at least {}", count.min),
        ("at_most", Some(max)) => format!("at most {max}"),
        ("about", Some(max)) if max == count.min => format!("about {max}"),
        ("about", None) => format!("about {}", count.min),
        (_, Some(max)) if max == count.min => count.min.to_string(),
        (_, Some(max)) => format!("{} to {max}", count.min),
        (_, None) => format!("{} or more", count.min),
    };
    let of = count
        .of
        .as_deref()
        .map_or_else(String::new, |of| format!(" {of}"));
    let what = if count.what == "other" {
        String::new()
    } else {
        format!(" {}", count.what)
    };
    let total = if count.cumulative {
        ", a running total"
    } else {
        ""
    };
    format!("{number}{of}{what}{total} · “{}”", count.text)
}
