//! The country of someone or something that is named by a place: "Aleppo", "Shanghai police", "the villagers of Kunduz".

use super::Toponym;
use crate::{
    entities::{ActorCode, Entities, MentionId},
    syntax::{Relation, Subtype, Syntax},
    tokens::{Text, TokenId},
};

/// The country (ISO 3166-1 alpha-3) of the noun phrase that `head` heads, by the placed names in it.
///
/// Only a name that tells whose it is counts: the head itself, what stands before it, an owner, "of" a place. Where
/// someone merely is ("Turkish soldiers in Idlib") says nothing of whose they are.
fn country_of<'a>(
    text: &Text,
    syntax: &Syntax,
    toponyms: &'a [Toponym],
    head: TokenId,
) -> Option<&'a str> {
    let placed = |token: TokenId| {
        let span = text.span(token);
        toponyms
            .iter()
            .find(|toponym| toponym.span.contains(span))
            .and_then(|toponym| toponym.place.as_ref())
            .map(|place| place.country.as_str())
            .filter(|country| !country.is_empty())
    };
    let tells_whose = |&token: &TokenId| {
        let word = syntax.word(token);
        match word.relation {
            // "Moscow-backed rebels": the one is not the other's.
            Relation::Compound | Relation::Amod | Relation::Flat => {
                !syntax.opens_compound(text, token)
            }
            Relation::Nmod => {
                word.subtype == Subtype::Poss
                    || syntax
                        .children_by(token, Relation::Case)
                        .any(|case| syntax.word(case).lemma == "of")
            }
            _ => false,
        }
    };
    // "Kano State government": the place hangs two below.
    let below = |token: TokenId| {
        let children = syntax.children(token).iter().copied();
        children.filter(tells_whose)
    };
    let found = placed(head).or_else(|| below(head).find_map(placed));
    found.or_else(|| below(head).flat_map(below).find_map(placed))
}

/// Whom the mention `id` acts for, `head` being the word that heads it: its entity's code, with the country of the place
/// that it is or is named by where the entity has none; of what is no mention the country alone.
pub fn actor_at(
    text: &Text,
    syntax: &Syntax,
    entities: &Entities,
    toponyms: &[Toponym],
    id: Option<MentionId>,
    head: TokenId,
) -> ActorCode {
    let mut actor = id
        .map(|id| entities.entity_of(id).actor.clone())
        .unwrap_or_default();
    if actor.country.is_none() {
        actor.country = country_of(text, syntax, toponyms, head).map(str::to_owned);
    }
    actor
}
