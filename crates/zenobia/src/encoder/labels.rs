//! The classes of the encoder's heads.

use std::sync::Arc;

use super::NameLabel;

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
    Begin(NameLabel),
    Inside(NameLabel),
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
    let label = match label {
        "person" => NameLabel::Person,
        "organization" => NameLabel::Organization,
        "armed_group" => NameLabel::ArmedGroup,
        "government" => NameLabel::Government,
        "place" => NameLabel::Place,
        "country" => NameLabel::Country,
        "facility" => NameLabel::Facility,
        "nationality" => NameLabel::Nationality,
        "event" => NameLabel::Event,
        "weapon" => NameLabel::Weapon,
        "vehicle" => NameLabel::Vehicle,
        "other" => NameLabel::Other,
        _ => return None,
    };
    match place {
        "B" => Some(NameTag::Begin(label)),
        "I" => Some(NameTag::Inside(label)),
        _ => None,
    }
}
