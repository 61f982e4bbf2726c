//! The classes of the encoder's heads.

use std::sync::Arc;

use super::Kind;

/// The labels of each head, in the order of its scores.
#[derive(Debug, Default)]
pub struct Labels {
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Morphological features as UD writes them; empty for none.
    pub feats: Vec<Arc<str>>,
    /// How a lemma is made from a form: `casing|remove|append`.
    pub lemma: Vec<String>,
    /// Relations, with their subtypes.
    pub relation: Vec<String>,
    pub(super) names: Vec<NameTag>,
}

/// Where in a name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameTag {
    Outside,
    Begin(Kind),
    Inside(Kind),
}

impl Labels {
    /// Reads `labels.tsv`; the error says what is wrong.
    pub(super) fn read(file: &str) -> Result<Labels, String> {
        let mut labels = Labels::default();
        for (index, line) in file.split_terminator('\n').enumerate() {
            let error = |problem: &str| format!("line {}: {problem}", index + 1);
            let (head, label) = line
                .split_once('\t')
                .ok_or_else(|| error("no tab between head and label"))?;
            match head {
                "upos" => labels.upos.push(label.to_owned()),
                "feats" if label == "_" => labels.feats.push(Arc::from("")),
                "feats" => labels.feats.push(Arc::from(label)),
                "lemma" => labels.lemma.push(label.to_owned()),
                "relation" => labels.relation.push(label.to_owned()),
                "names" => labels
                    .names
                    .push(name_tag(label).ok_or_else(|| error("no such name label"))?),
                _ => return Err(error("no such head")),
            }
        }
        Ok(labels)
    }
}

fn name_tag(label: &str) -> Option<NameTag> {
    if label == "O" {
        return Some(NameTag::Outside);
    }
    let (place, label) = label.split_once('-')?;
    let kind = match label {
        "person" => Kind::Person,
        "organization" => Kind::Organization,
        "armed_group" => Kind::ArmedGroup,
        "government" => Kind::Government,
        "place" => Kind::Place,
        "country" => Kind::Country,
        "facility" => Kind::Facility,
        "nationality" => Kind::Nationality,
        "event" => Kind::Event,
        "weapon" => Kind::Weapon,
        "vehicle" => Kind::Vehicle,
        "other" => Kind::Other,
        _ => return None,
    };
    match place {
        "B" => Some(NameTag::Begin(kind)),
        "I" => Some(NameTag::Inside(kind)),
        _ => None,
    }
}
