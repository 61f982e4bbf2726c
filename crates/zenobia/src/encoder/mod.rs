//! Label scores for every token, from one forward pass of the encoder.

use crate::{
    article::Article,
    tokens::{Text, TokenId},
};

/// The encoder: word pieces, embeddings, weights and labels. Loaded once, then immutable.
#[derive(Debug)]
pub struct Encoder {}

/// Why an encoder cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file of the model is not what it should be.
    #[error("model file `{file}`: {problem}")]
    Malformed {
        /// Name of the file.
        file: String,
        /// What is wrong.
        problem: String,
    },
}

/// What one forward pass says of a document; dropped once the layers are read from it.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// Names found, in text order, without overlap.
    pub names: Vec<Name>,
}

/// A name that the encoder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// What is named.
    pub label: NameLabel,
}

/// The labels of the encoder's name head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum NameLabel {
    Person,
    Organization,
    Location,
    Nationality,
    Event,
    Weapon,
    Vehicle,
    Other,
}

impl Encoder {
    /// The encoder that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When a file of the model is malformed.
    pub fn built_in() -> Result<Encoder, LoadError> {
        Ok(Encoder {})
    }

    /// Scores every token of a document.
    pub fn encode(&self, article: &Article, text: &Text) -> Encoding {
        let _ = (article, text);
        Encoding::default()
    }
}
