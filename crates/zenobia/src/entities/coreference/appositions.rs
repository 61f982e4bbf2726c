//! "Rami Abdel Rahman, the Observatory's director": one person, said twice.

use super::clusters::Clusters;
use crate::{
    entities::{
        Form, Kind,
        mentions::{Draft, Page},
    },
    syntax::Relation,
};

/// Links what the grammar sets side by side.
pub(super) fn link(page: &Page<'_>, drafts: &[Draft], clusters: &mut Clusters) {
    for (index, draft) in drafts.iter().enumerate() {
        let word = page.syntax.word(draft.head);
        let Some(above) = word.head else { continue };
        let beside = match word.relation {
            Relation::Appos => true,
            // "director Rami Abdel Rahman" with the common noun as head.
            Relation::Flat | Relation::Compound | Relation::Nmod => {
                draft.form == Form::Named && draft.kind == Kind::Person && above < draft.first
            }
            _ => false,
        };
        if !beside {
            continue;
        }
        for (other, partner) in drafts.iter().enumerate() {
            if partner.head != above || other == index || !agree(draft, partner) {
                continue;
            }
            let touching = partner.end == draft.first;
            if word.relation == Relation::Appos || touching {
                clusters.join(other, index);
            }
        }
    }
}

fn agree(one: &Draft, other: &Draft) -> bool {
    if one.form == Form::Named && other.form == Form::Named {
        return false;
    }
    let person = |draft: &Draft| draft.kind == Kind::Person;
    let body = |draft: &Draft| {
        matches!(
            draft.kind,
            Kind::Organization | Kind::ArmedGroup | Kind::Government
        )
    };
    let genders = match (one.gender, other.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    (person(one) && person(other) && one.plural == other.plural && genders)
        || (body(one) && body(other))
}
