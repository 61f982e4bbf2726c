//! Where an event was: the toponym that its clause ties to it.

use super::{
    Feature, GeoPrecision, Location, Offset, Toponym,
    words::{self, Case, KindWord},
};
use crate::{
    article::Article,
    numerals,
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos},
    tokens::{Text, TokenId},
};

/// Where the event whose trigger is headed by `head` was, if its clause says so.
///
/// Read from the tree: what hangs on the trigger ("bombings in Brussels", "overran Palmyra",
/// "the Geneva talks"), then what hangs on the verb that it shares a clause with. A place in another
/// clause, a subject's or a speaker's place and the dateline say nothing of where an event was.
pub fn location_of(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    toponyms: &[Toponym],
    head: TokenId,
) -> Option<Location> {
    let sentence = text.sentence_of(head);
    let here: Vec<(u32, TokenId)> = toponyms
        .iter()
        .enumerate()
        .filter(|(_, toponym)| sentence.span.contains(toponym.span))
        .filter_map(|(index, toponym)| {
            Some((index as u32, syntax.head_of(text.tokens_in(toponym.span))?))
        })
        .collect();
    let mut trigger = head;
    loop {
        let best = here
            .iter()
            .filter_map(|&(index, token)| {
                let toponym = &toponyms[index as usize];
                let tie = tie(article, text, syntax, toponym, token, trigger)?;
                let country = is_country(toponym);
                Some(((country, tie.rank, token), index, tie))
            })
            .min_by_key(|(key, ..)| *key);
        if let Some((_, index, tie)) = best {
            return Some(location(
                article,
                text,
                &toponyms[index as usize],
                index,
                tie,
            ));
        }
        trigger = clause_above(syntax, trigger)?;
    }
}

/// How a toponym hangs on a trigger.
struct Tie {
    /// Lower is closer.
    rank: usize,
    near: bool,
    offset: Option<Offset>,
    /// First byte of the words that tie it.
    from: u32,
}

fn location(article: &Article, text: &Text, toponym: &Toponym, index: u32, tie: Tie) -> Location {
    let feature = toponym.place.as_ref().map(|place| place.feature);
    let after = text
        .tokens_in(Span {
            start: toponym.span.end,
            end: (toponym.span.end + 40).min(article.text.len() as u32),
        })
        .next()
        .map(|token| text.span(token).text(&article.text).to_lowercase());
    let kind = after.and_then(|word| words::kind(&word));
    let precision = match (feature, kind) {
        (Some(Feature::Country), _) => GeoPrecision::Country,
        (Some(Feature::Admin1), _) | (None, Some(KindWord::Admin1)) => GeoPrecision::Admin1,
        (_, Some(KindWord::Admin2 | KindWord::County)) => GeoPrecision::Admin2,
        _ if tie.near || tie.offset.is_some() => GeoPrecision::Near,
        _ => GeoPrecision::Exact,
    };
    Location {
        toponym: index,
        precision,
        relation: tie.offset,
        evidence: Span {
            start: tie.from.min(toponym.span.start),
            end: toponym.span.end,
        },
    }
}

fn is_country(toponym: &Toponym) -> bool {
    toponym
        .place
        .as_ref()
        .is_some_and(|place| place.feature == Feature::Country)
}

/// How `token`, which heads a toponym, hangs on `trigger`, if it says where that was.
fn tie(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    toponym: &Toponym,
    token: TokenId,
    trigger: TokenId,
) -> Option<Tie> {
    if token == trigger {
        return None;
    }
    let mut carrier = token;
    let mut rank = 0;
    let mut near = false;
    let mut offset: Option<Offset> = None;
    // The nearest preposition above the toponym, and where it stands.
    let mut case = case_of(article, text, syntax, carrier);
    let mut from = case.map_or(toponym.span.start, |(_, at)| at);
    while let Some(above) = syntax.head(carrier)
        && above != trigger
    {
        let word = syntax.word(carrier);
        let through = match word.relation {
            Relation::Nmod
            | Relation::Compound
            | Relation::Appos
            | Relation::Flat
            | Relation::Conj => true,
            Relation::Obl | Relation::Advmod => {
                !matches!(syntax.word(above).upos, Upos::Verb | Upos::Aux)
            }
            _ => false,
        };
        let through = through && !matches!(syntax.word(above).upos, Upos::Verb | Upos::Aux);
        // A place of someone's is not where they act: "rebels from Idlib".
        let of_someone = matches!(case, Some((Case::From | Case::To, _)))
            && !is_measure(article, text, syntax, above);
        if !through || of_someone {
            return None;
        }
        near |= matches!(case, Some((Case::Near, _)));
        if let Some(measured) = measure(article, text, syntax, above) {
            let known = offset.get_or_insert(Offset {
                distance_km: None,
                bearing: None,
            });
            known.distance_km = known.distance_km.or(measured.distance_km);
            known.bearing = known.bearing.or(measured.bearing);
            from = from.min(syntax.subtree_span(text, above).start);
        }
        carrier = above;
        rank += 1;
        // "a withdrawal amid talks in Geneva": the place of what went on beside it.
        let beside = syntax.children_by(carrier, Relation::Case).any(|case| {
            matches!(
                syntax.word(case).lemma.as_str(),
                "amid" | "after" | "before" | "despite" | "since" | "about" | "over" | "ahead"
            )
        });
        if beside {
            return None;
        }
        if let Some(outer) = case_of(article, text, syntax, carrier) {
            case = Some(outer);
            from = from.min(outer.1);
        }
    }
    if syntax.head(carrier) != Some(trigger) {
        return None;
    }
    if let Some(measured) = measure(article, text, syntax, trigger)
        && matches!(case, Some((Case::From | Case::Of, _)))
    {
        // "is 300 meters from the entrance": the measure heads the clause.
        let start = measure_start(text, syntax, trigger);
        return Some(Tie {
            rank,
            near: true,
            offset: Some(measured),
            from: from.min(start),
        });
    }
    let word = syntax.word(carrier);
    let trigger_lemma = syntax.word(trigger).lemma.to_lowercase();
    let object_counts = words::happens_at_object(&trigger_lemma) && !is_country(toponym);
    let passive = word.subtype == Subtype::Pass;
    let accepted = match (word.relation, case) {
        (Relation::Obl | Relation::Nmod | Relation::Advmod, Some((case, _))) => match case {
            Case::In => Some(0),
            Case::Near => {
                near = true;
                Some(0)
            }
            Case::On => (!is_country(toponym)).then_some(1),
            Case::To => (!is_country(toponym) && is_going(&trigger_lemma)).then_some(2),
            Case::From => offset.is_some().then_some(1),
            Case::Of | Case::For => (object_counts || rank > 0 && offset.is_some()).then_some(1),
        },
        (Relation::Nmod, None) if word.subtype == Subtype::Poss => object_counts.then_some(2),
        (Relation::Compound, None) => (!is_country(toponym) && rank == 0).then_some(2),
        (Relation::Obj, None) => (object_counts && rank == 0).then_some(1),
        // "killed 12 people in Raqqa" may be read with the place on "people".
        (Relation::Obj | Relation::Nsubj, Some((Case::In | Case::Near, _)))
            if rank > 0 && (word.relation == Relation::Obj || passive) =>
        {
            Some(1)
        }
        (Relation::Obj, Some((Case::Of, _))) if rank > 0 => object_counts.then_some(2),
        (Relation::Nsubj, None) if passive => (object_counts && rank == 0).then_some(1),
        _ => None,
    }?;
    Some(Tie {
        rank: rank + 2 * accepted,
        near,
        offset,
        from,
    })
}

/// The preposition of a nominal, and where it starts.
fn case_of(article: &Article, text: &Text, syntax: &Syntax, token: TokenId) -> Option<(Case, u32)> {
    let marker = syntax.child(token, Relation::Case)?;
    let lower = text.span(marker).text(&article.text).to_lowercase();
    // "close to", "next to", "west of" come with the last word as the case.
    let case = words::case(&lower)?;
    Some((case, text.span(marker).start))
}

/// A distance or a direction that a word gives: "300 meters", "north".
fn measure(article: &Article, text: &Text, syntax: &Syntax, token: TokenId) -> Option<Offset> {
    let word = syntax.word(token);
    if let Some(unit) = words::kilometres(&word.lemma.to_lowercase()) {
        let number = syntax.child(token, Relation::Nummod)?;
        let sentence = text.sentence_of(token);
        let atoms = numerals::atoms(&article.text, text, syntax, sentence);
        let at = atoms.iter().position(|atom| atom.token == number)?;
        // The whole number: "twenty-five" hangs on its last word.
        let start = (at.saturating_sub(3)..=at).find(|&start| {
            numerals::read(&atoms[start..]).is_some_and(|numeral| start + numeral.len > at)
        })?;
        let numeral = numerals::read(&atoms[start..])?;
        return Some(Offset {
            distance_km: Some(numeral.value * unit),
            bearing: None,
        });
    }
    let bearing = words::bearing(&text.span(token).text(&article.text).to_lowercase())?;
    let distance = syntax
        .children(token)
        .iter()
        .find_map(|&child| measure(article, text, syntax, child)?.distance_km);
    Some(Offset {
        distance_km: distance,
        bearing: Some(bearing),
    })
}

fn is_measure(article: &Article, text: &Text, syntax: &Syntax, token: TokenId) -> bool {
    measure(article, text, syntax, token).is_some()
}

/// Where the number of a measure starts.
fn measure_start(text: &Text, syntax: &Syntax, token: TokenId) -> u32 {
    syntax
        .child(token, Relation::Nummod)
        .map_or(text.span(token).start, |number| {
            syntax.subtree_span(text, number).start
        })
}

fn is_going(lemma: &str) -> bool {
    matches!(
        lemma,
        "go" | "travel"
            | "fly"
            | "move"
            | "deploy"
            | "send"
            | "arrive"
            | "advance"
            | "push"
            | "enter"
            | "cross"
            | "withdraw"
            | "retreat"
            | "flee"
            | "march"
            | "visit"
            | "trip"
            | "deployment"
            | "return"
            | "head"
            | "come"
    )
}

/// The word whose places are also those of what `at` tells.
fn clause_above(syntax: &Syntax, at: TokenId) -> Option<TokenId> {
    let word = syntax.word(at);
    let above = word.head?;
    match word.relation {
        Relation::Obj | Relation::Xcomp | Relation::Compound | Relation::Amod => Some(above),
        Relation::Obl | Relation::Nmod | Relation::Nsubj if word.upos == Upos::Noun => Some(above),
        Relation::Advcl | Relation::Acl
            if matches!(word.feat("VerbForm"), Some("Ger" | "Part"))
                && syntax.child(at, Relation::Nsubj).is_none() =>
        {
            Some(above)
        }
        Relation::Conj if syntax.child(at, Relation::Nsubj).is_none() => Some(above),
        _ => None,
    }
}
