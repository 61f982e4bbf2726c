//! How many of what, and how surely: numbers with what they count.

use crate::{
    article::Article,
    span::Span,
    syntax::Syntax,
    tokens::{Text, TokenId},
};

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words of the number, with what qualifies it: "at least 12", "some 15,000".
    pub span: Span,
    /// The word that heads the number ("12" in "at least 12 people").
    pub head: TokenId,
    /// The least it may be.
    pub min: f64,
    /// The most it may be; `None` where no upper end is given ("at least 12", "dozens").
    pub max: Option<f64>,
    /// How surely.
    pub precision: Precision,
    /// What happened to those counted, where the sentence says so.
    pub counts: Counted,
    /// What is counted: the noun ("people", "soldiers").
    pub of: Option<TokenId>,
    /// Whether it is a running total ("bringing the toll to", "so far").
    pub cumulative: bool,
}

/// How surely a number is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// "12".
    Exact,
    /// "about 12", "dozens".
    About,
    /// "at least 12", "more than 12".
    AtLeast,
    /// "at most 12", "up to 12", "fewer than 12".
    AtMost,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// The dead.
    Killed,
    /// The injured.
    Injured,
    /// Those driven from their homes.
    Displaced,
    /// Those detained or arrested.
    Detained,
    /// Those abducted.
    Abducted,
    /// Those missing.
    Missing,
    /// Those who took part.
    Participants,
    /// A length, in metres.
    Metres,
    /// A sum of money.
    Money,
    /// Parts in a hundred.
    Percent,
    /// Anything else.
    Other,
}

/// Reads the quantities of a document, in text order.
pub fn read(article: &Article, text: &Text, syntax: &Syntax) -> Vec<Quantity> {
    let _ = (article, text, syntax);
    Vec::new()
}
