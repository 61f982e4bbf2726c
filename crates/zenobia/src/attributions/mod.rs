//! Who says so: source, cue and content (PARC 3, Pareti 2016).

mod cues;
mod lexicon;
mod quotations;
mod sources;
mod speech;
#[cfg(test)]
mod tests;

pub use lexicon::CueLexicon;

use crate::{
    article::Article,
    entities::{Entities, MentionId},
    span::Span,
    syntax::Syntax,
    tokens::Text,
};

/// The n-th attribution of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributionId(pub u32);

/// Something that someone is said to have said, written or thought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who says so.
    pub source: Source,
    /// The words that tell that it is said: "said", "according to".
    pub cue: Option<Span>,
    /// What is said, in text order; quotation marks included.
    pub content: Vec<Span>,
    /// In whose words.
    pub kind: SpeechKind,
    /// The outlet it was said to: "told AFP".
    pub via: Option<MentionId>,
    /// The attribution it is part of: "the Observatory said that IS had called on civilians to ...".
    pub within: Option<AttributionId>,
    /// How the source stands to it.
    pub attitude: Attitude,
}

/// How a source stands to what is attributed to it: the types of PARC 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attitude {
    /// It is said or written: "said", "claims".
    Assertion,
    /// It is thought, hoped or feared: "believes".
    Belief,
    /// It is known: "learned", "showed".
    Fact,
    /// It is wanted, intended, ordered or valued: "vowed to", "urged", "condemned".
    Eventuality,
}

/// Who is said to have said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Somebody who can be told apart by name, here or elsewhere in the text.
    Named {
        /// The mention in this place.
        mention: MentionId,
        /// All words of the source.
        span: Span,
    },
    /// Somebody who is not named: "a military source", "officials", "reports".
    Unnamed {
        /// The mention in this place, if it is one.
        mention: Option<MentionId>,
        /// All words of the source.
        span: Span,
        /// Whether the text says that the name is held back ("on condition of anonymity").
        anonymous: Option<Span>,
    },
    /// Nobody is said to have said it ("it was reported that", a quotation without speaker).
    Unknown,
}

/// In whose words something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechKind {
    /// All of it in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

impl Source {
    /// All words of the source.
    pub fn span(self) -> Option<Span> {
        match self {
            Source::Named { span, .. } | Source::Unnamed { span, .. } => Some(span),
            Source::Unknown => None,
        }
    }

    /// The mention of the source.
    pub fn mention(self) -> Option<MentionId> {
        match self {
            Source::Named { mention, .. } => Some(mention),
            Source::Unnamed { mention, .. } => mention,
            Source::Unknown => None,
        }
    }
}

/// The innermost attribution that holds what `span` tells to be so, if one does.
///
/// Wanting, ordering or praising something is not telling that it is so: eventualities are passed over.
pub fn innermost(attributions: &[Attribution], span: Span) -> Option<AttributionId> {
    covering(attributions, span, |attribution| {
        attribution.attitude != Attitude::Eventuality
    })
}

fn covering(
    attributions: &[Attribution],
    span: Span,
    counts: impl Fn(&Attribution) -> bool,
) -> Option<AttributionId> {
    let length = |content: &[Span]| content.iter().map(|part| part.len()).sum::<usize>();
    (0..attributions.len())
        .filter(|&index| {
            let attribution = &attributions[index];
            counts(attribution) && attribution.content.iter().any(|part| part.contains(span))
        })
        .min_by_key(|&index| length(&attributions[index].content))
        .map(|index| AttributionId(index as u32))
}

/// Finds who is said to have said what, in the text order of the contents.
pub fn read(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    entities: &Entities,
    lexicon: &CueLexicon,
) -> Vec<Attribution> {
    let quotations = quotations::find(article);
    let mut drafts = cues::find(article, text, syntax, &quotations, lexicon);
    speech::join(article, text, syntax, &quotations, &mut drafts);
    let mut found: Vec<Attribution> = drafts
        .into_iter()
        .filter(|draft| !draft.content.is_empty())
        .filter(|draft| !speech::is_speaker_on_themselves(syntax, &quotations, draft))
        .map(|draft| Attribution {
            source: sources::source(text, syntax, entities, lexicon, &article.text, &draft),
            cue: Some(draft.cue),
            kind: speech::kind(text, syntax, &quotations, &draft.content),
            via: sources::outlet(syntax, entities, &draft),
            within: None,
            attitude: draft.attitude,
            content: draft.content,
        })
        .collect();
    found.sort_by_key(|attribution| (attribution.content[0].start, attribution.cue));
    for index in 0..found.len() {
        found[index].within = found[index]
            .cue
            .and_then(|cue| covering(&found, cue, |_| true));
    }
    found
}
