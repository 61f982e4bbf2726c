//! What was got: the bytes of a page, and where and when they were got.

use jiff::{Timestamp, civil::Date};

/// A page as it came, before anything is read from it.
#[derive(Clone, Debug)]
pub struct Page {
    /// SHA-256 of the body, in lower-case hexadecimal.
    pub id: String,
    /// Where it was got, if known.
    pub url: Option<String>,
    /// When it was got, if known.
    pub fetched_at: Option<Timestamp>,
    /// What kind of bytes the body holds.
    pub media_type: MediaType,
    /// The bytes as they came; HTML in any charset, or text.
    pub body: Vec<u8>,
    /// What whoever handed the page over says of it; trusted over what the page says.
    pub given: Given,
}

/// The kinds of body that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// An HTML page.
    Html,
    /// Plain text, as a scraper leaves it.
    Text,
}

/// Facts about an article that came beside it (the fields of a JSON Lines record).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Identifier of the record; becomes the document's id.
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// Language, as BCP 47.
    pub language: Option<String>,
}
