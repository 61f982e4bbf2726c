//! Who says so: source, cue and content (PARC 3, Pareti 2016).

use crate::{
    article::Article,
    entities::{Entities, MentionId},
    lexicon::LexiconError,
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

/// The innermost attribution whose content covers `span`, if one does.
pub fn innermost(attributions: &[Attribution], span: Span) -> Option<AttributionId> {
    let length = |content: &[Span]| content.iter().map(|part| part.len()).sum::<usize>();
    (0..attributions.len())
        .filter(|&index| {
            attributions[index]
                .content
                .iter()
                .any(|part| part.contains(span))
        })
        .min_by_key(|&index| length(&attributions[index].content))
        .map(|index| AttributionId(index as u32))
}

/// Words that tell that something is said: the cue lexicon.
#[derive(Clone, Debug, Default)]
pub struct CueLexicon {}

impl CueLexicon {
    /// The lexicon that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When an entry is malformed.
    pub fn built_in() -> Result<CueLexicon, LexiconError> {
        Ok(CueLexicon {})
    }
}

/// Finds who is said to have said what, in the text order of the contents.
pub fn read(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    entities: &Entities,
    lexicon: &CueLexicon,
) -> Vec<Attribution> {
    let _ = (article, text, syntax, entities, lexicon);
    Vec::new()
}
