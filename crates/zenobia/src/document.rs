//! Everything zenobia reads from one article.

use crate::{
    article::Article,
    attributions::Attribution,
    encoder::ActScores,
    entities::Entities,
    events::{Event, Layers},
    places::Toponym,
    quantities::Quantity,
    span::Span,
    syntax::Syntax,
    times::TimeExpression,
    tokens::Text,
};

/// An article with all its layers. Ids and indices in one layer point into the others.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// Sentences and tokens.
    pub text: Text,
    /// Grammar.
    pub syntax: Syntax,
    /// Mentions and entities.
    pub entities: Entities,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Place names.
    pub toponyms: Vec<Toponym>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// Events.
    pub events: Vec<Event>,
    /// What was given up, and why.
    pub notes: Vec<Note>,
}

/// Something that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words concerned, if any.
    pub span: Option<Span>,
    /// What was given up and why, in words for a person.
    pub message: String,
}

impl Document {
    /// The layers that events are read from; `acts` is what the classifier says of each token, of which a document keeps
    /// nothing but its events.
    pub fn layers<'a>(&'a self, acts: &'a [ActScores]) -> Layers<'a> {
        Layers {
            article: &self.article,
            text: &self.text,
            syntax: &self.syntax,
            entities: &self.entities,
            times: &self.times,
            quantities: &self.quantities,
            toponyms: &self.toponyms,
            attributions: &self.attributions,
            acts,
        }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.text(&self.article.text)
    }
}
