//! Names: the encoder's, refined by the lexicon, and the lexicon's that the encoder missed.

use std::collections::HashMap;

use super::{Draft, Page};
use crate::{
    encoder::{Encoding, Name},
    entities::{
        ActorCode, Form, Kind,
        lexicon::{AgentClass, Sense},
        names::Match,
        phrases::Phrase,
    },
    syntax::Upos,
    tokens::TokenId,
};

/// Nouns that a name may wear without meaning something else: "the Islamic State group".
const WRAPPERS: &[&str] = &[
    "group",
    "organization",
    "organisation",
    "movement",
    "militia",
    "party",
    "network",
    "faction",
    "coalition",
    "alliance",
    "agency",
    "newspaper",
    "daily",
    "cartel",
    "gang",
    "newswire",
    "broadcaster",
];

/// All names, without codes.
pub(super) fn find(page: &Page<'_>, encoding: &Encoding, phrases: &[Phrase<'_>]) -> Vec<Draft> {
    let trimmed: Vec<Name> = encoding
        .names
        .iter()
        .map(|name| trimmed(page, name))
        .collect();
    let labelled: Vec<&Name> = trimmed
        .iter()
        .filter(|name| name.first < name.end && name.end.index() <= page.text.tokens.len())
        .filter(|name| is_written_as_name(page, name) && !is_office(page, name, phrases))
        .collect();
    let matches = chosen(page, &labelled);
    let mut drafts: Vec<Draft> = Vec::new();
    for name in &labelled {
        // What the lexicon knows at full length, it names better.
        let covered = matches
            .iter()
            .any(|known| known.first <= name.first && name.end <= known.end);
        if !covered {
            let kind = usual_kind(page, &labelled, name);
            drafts.push(draft(page, name.first, name.end, kind, None));
        }
    }
    for known in &matches {
        let kind = kind_of_match(page, &labelled, known);
        drafts.push(draft(
            page,
            known.first,
            known.end,
            kind,
            Some(known.record),
        ));
    }
    for index in 0..drafts.len() {
        if let Some(wrapped) = wrapped(page, &drafts[index]) {
            drafts.push(wrapped);
        }
    }
    drafts.sort_by_key(|draft| (draft.first, std::cmp::Reverse(draft.end)));
    drafts
}

/// What the lexicon's name stands for: as it says, or where it is a list that does not, as the label says.
fn kind_of_match(page: &Page<'_>, labelled: &[&Name], found: &Match) -> Kind {
    let record = page.lexicon.record(found.record);
    if !record.is_only_listed() {
        return record.kind;
    }
    let same = |name: &&&Name| name.first == found.first && name.end == found.end;
    let label = labelled.iter().find(same).map(|name| name.kind);
    match (label, record.sense) {
        // Encoders take strange names of lands for people's.
        (Some(Kind::Person), Sense::Country | Sense::Demonym) => record.kind,
        (Some(Kind::Person), _) => Kind::Person,
        (Some(Kind::Nationality), Sense::Country) => Kind::Nationality,
        _ => record.kind,
    }
}

/// A name without the "of" or "the" before it.
fn trimmed(page: &Page<'_>, name: &Name) -> Name {
    let mut name = name.clone();
    while name.first.index() < page.text.tokens.len()
        && name.first < name.end
        && matches!(
            page.syntax.word(name.first).upos,
            Upos::Adp | Upos::Det | Upos::Cconj
        )
        && page.form(name.first).starts_with(char::is_lowercase)
    {
        name.first = TokenId(name.first.0 + 1);
    }
    name
}

/// Whether a name has a capital, a figure, or letters of a script without capitals.
fn is_written_as_name(page: &Page<'_>, name: &Name) -> bool {
    (name.first.0..name.end.0)
        .flat_map(|token| page.form(TokenId(token)).chars())
        .any(|character| character.is_alphanumeric() && !character.is_lowercase())
}

/// "the Mongolian President", "Prime Minister of Estonia": an office with capitals, and nobody's name.
fn is_office(page: &Page<'_>, name: &Name, phrases: &[Phrase<'_>]) -> bool {
    let is_of_office = |token: TokenId| {
        phrases
            .iter()
            .any(|phrase| phrase.agent.class == AgentClass::Individual && phrase.covers(token))
    };
    let mut tokens = (name.first.0..name.end.0).map(TokenId);
    name.kind == Kind::Person
        && tokens.clone().any(is_of_office)
        && tokens.all(|token| {
            let upos = page.syntax.word(token).upos;
            is_of_office(token) || matches!(upos, Upos::Adj | Upos::Adp | Upos::Det)
        })
}

/// The matches of the lexicon that hold here, without doubles.
fn chosen(page: &Page<'_>, labelled: &[&Name]) -> Vec<Match> {
    let mut matches: Vec<Match> = page
        .lexicon
        .find(&page.words)
        .into_iter()
        .filter(|found| holds(page, labelled, found))
        .collect();
    // How often each country is named: tells apart those who share an acronym.
    let mut countries: HashMap<String, usize> = HashMap::new();
    // Countries by the token after their names and adjectives.
    let mut lands: HashMap<TokenId, String> = HashMap::new();
    for found in &matches {
        let record = page.lexicon.record(found.record);
        if matches!(
            record.sense,
            Sense::Country | Sense::Demonym | Sense::Capital
        ) && let Some(country) = record.code_on(page.on).country
        {
            *countries.entry(country.clone()).or_default() += 1;
            if record.sense != Sense::Capital {
                lands.insert(found.end, country);
            }
        }
    }
    let fit = |found: &Match| {
        let record = page.lexicon.record(found.record);
        let code = record.code_on(page.on);
        let named = code.country.and_then(|country| countries.get(&country));
        // What the user lists needs no such help.
        let named = if record.is_listed() {
            usize::MAX
        } else {
            named.copied().unwrap_or(0)
        };
        let in_time = page.on.is_none_or(|day| record.is_known_on(day));
        (named, in_time, found.certain)
    };
    matches.sort_by(|one, other| {
        let length = |found: &Match| found.end.0 - found.first.0;
        length(other)
            .cmp(&length(one))
            .then_with(|| one.first.cmp(&other.first))
            .then_with(|| fit(other).cmp(&fit(one)))
            .then_with(|| one.record.cmp(&other.record))
    });
    let mut kept: Vec<Match> = Vec::new();
    // Of each token, the kept matches that cover it.
    let mut covering: HashMap<TokenId, Vec<usize>> = HashMap::new();
    for found in matches {
        let tokens = || (found.first.0..found.end.0).map(TokenId);
        let near = tokens().filter_map(|token| covering.get(&token)).flatten();
        let clashes = near.map(|&index| &kept[index]).any(|longer| {
            let overlaps = longer.first < found.end && found.first < longer.end;
            let nested = longer.first <= found.first && found.end <= longer.end;
            let same = longer.first == found.first && longer.end == found.end;
            overlaps && (!nested || same || !stands_inside(page, longer, &found))
        });
        if !clashes && !is_of_another_country(page, &lands, &found) {
            for token in tokens() {
                covering.entry(token).or_default().push(kept.len());
            }
            kept.push(found);
        }
    }
    kept
}

/// "Chile's Defense Department" is not the one that "Defense Department" stands for elsewhere.
fn is_of_another_country(page: &Page<'_>, lands: &HashMap<TokenId, String>, found: &Match) -> bool {
    let record = page.lexicon.record(found.record);
    let Some(own) = record.code_on(page.on).country else {
        return false;
    };
    if record.sense != Sense::Body
        || record.kind == Kind::ArmedGroup
        || matches!(own.as_str(), "IGO" | "NGO" | "MNC")
    {
        return false;
    }
    let mut before = found.first;
    if let Some(clitic) = before.0.checked_sub(1).map(TokenId)
        && page.syntax.word(clitic).upos == Upos::Part
    {
        before = clitic;
    }
    lands.get(&before).is_some_and(|country| *country != own)
}

/// Whether a name inside a longer name is a mention of its own: "Syrian" in "Syrian Army".
fn stands_inside(page: &Page<'_>, longer: &Match, inner: &Match) -> bool {
    let sense = |found: &Match| page.lexicon.record(found.record).sense;
    match (sense(longer), sense(inner)) {
        (Sense::Body, Sense::Country | Sense::Demonym) => true,
        // "Washington" in "Washington Post" is no one's mention.
        _ => false,
    }
}

/// Whether the text bears the match out.
fn holds(page: &Page<'_>, labelled: &[&Name], found: &Match) -> bool {
    let sense = page.lexicon.record(found.record).sense;
    let mut borne_out = false;
    let from = labelled.partition_point(|name| name.end <= found.first);
    for name in &labelled[from..] {
        if found.end <= name.first {
            break;
        }
        let same = name.first == found.first && name.end == found.end;
        let inside = name.first <= found.first && found.end <= name.end;
        let around = found.first <= name.first && name.end <= found.end;
        let fits = match (name.kind, sense) {
            (Kind::Person, Sense::Person) => same || around,
            // Encoders take strange names for people; names that also mean others are marked.
            (Kind::Person, Sense::Body) => around && found.certain,
            // "Paris" the woman is named in full somewhere.
            (Kind::Person, _) => {
                around && found.certain && !(same && is_part_of_person(page, labelled, name))
            }
            // A full name of the lexicon's is surer than a label: to an encoder "Bashar al-Jaafari" may be a group.
            (_, Sense::Person) => {
                around && (!same || found.certain && found.end.0 - found.first.0 > 1)
            }
            (kind, Sense::Country | Sense::Demonym) if kind.is_body() => true,
            _ => inside || around,
        };
        if !fits {
            return false;
        }
        borne_out = true;
    }
    if sense == Sense::Person && !found.certain {
        return borne_out && is_known_by_surname(page, labelled, found);
    }
    borne_out || found.certain
}

/// Whether a longer person's name in the text has this name for a part.
fn is_part_of_person(page: &Page<'_>, labelled: &[&Name], part: &Name) -> bool {
    let form = page.form(part.first);
    labelled.iter().any(|name| {
        name.kind == Kind::Person
            && name.end.0 - name.first.0 > part.end.0 - part.first.0
            && (name.first.0..name.end.0).any(|token| page.form(TokenId(token)) == form)
    })
}

/// Whether a surname alone tells who it is: the leader is in office, and the text names nobody
/// else in full by it.
fn is_known_by_surname(page: &Page<'_>, labelled: &[&Name], found: &Match) -> bool {
    let in_office = page
        .on
        .is_none_or(|day| page.lexicon.record(found.record).is_known_on(day));
    let surname = page.form(TokenId(found.end.0 - 1));
    let named_in_full = labelled.iter().any(|name| {
        name.kind == Kind::Person
            && name.end.0 - name.first.0 > found.end.0 - found.first.0
            && page.form(TokenId(name.end.0 - 1)) == surname
    });
    in_office && !named_in_full
}

fn draft(page: &Page<'_>, first: TokenId, end: TokenId, kind: Kind, record: Option<u32>) -> Draft {
    let head = page.head(first, end);
    Draft {
        first,
        end,
        head,
        kind,
        form: Form::Named,
        record,
        code: ActorCode::default(),
        gender: record.and_then(|record| page.lexicon.record(record).gender),
        plural: kind == Kind::Nationality && page.syntax.word(head).feat("Number") == Some("Plur"),
        noun: None,
    }
}

/// The name with the noun it wears: "Islamic State group".
fn wrapped(page: &Page<'_>, name: &Draft) -> Option<Draft> {
    if !name.kind.is_body() {
        return None;
    }
    let after = name.end;
    if after.index() >= page.text.tokens.len() || !page.is_noun(after) {
        return None;
    }
    let same_phrase =
        page.syntax.is_within(name.head, after) || page.syntax.head(after) == Some(name.head);
    if !same_phrase || !WRAPPERS.contains(&page.lower(after).as_str()) {
        return None;
    }
    Some(Draft {
        end: TokenId(after.0 + 1),
        head: page.head(name.first, TokenId(after.0 + 1)),
        ..name.clone()
    })
}

/// The kind that this name mostly has in the text: one name, one sense.
fn usual_kind(page: &Page<'_>, labelled: &[&Name], name: &Name) -> Kind {
    let words = |name: &Name| page.span(name.first, name.end).text(&page.article.text);
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for other in labelled.iter().filter(|other| words(other) == words(name)) {
        match counts.iter_mut().find(|(kind, _)| *kind == other.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((other.kind, 1)),
        }
    }
    let own = counts
        .iter()
        .find(|(kind, _)| *kind == name.kind)
        .map_or(0, |&(_, count)| count);
    let usual = counts.iter().find(|&&(kind, count)| {
        count > 2 * own && (kind == Kind::Person || kind.is_body() || kind.is_location())
    });
    usual.map_or(name.kind, |&(kind, _)| kind)
}
