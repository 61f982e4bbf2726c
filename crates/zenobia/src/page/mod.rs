//! What was got: the bytes of a page, and where and when they were got.

pub(crate) mod markup;
mod charset;

use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};

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

/// Most bytes of a body that are read. The longest news pages, pictures in them, stay below half of it.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// How far into a body markup is looked for.
const SNIFFED: usize = 4 * 1024;

/// What is read from a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Its characters; bytes that mean nothing in its charset are U+FFFD.
    pub text: String,
    /// What was cut or could not be read, in words for a person.
    pub notes: Vec<String>,
}

impl Page {
    /// A page with this body, its kind told by its content, and nothing known beside it.
    ///
    /// ```
    /// use zenobia::page::{MediaType, Page};
    ///
    /// let page = Page {
    ///     url: Some("https://example.org/2016/03/25/palmyra".to_owned()),
    ///     ..Page::new(b"<!doctype html><p>Troops entered the city.".to_vec())
    /// };
    /// assert_eq!(page.media_type, MediaType::Html);
    /// ```
    pub fn new(body: Vec<u8>) -> Page {
        Page {
            id: hexadecimal(&Sha256::digest(&body)),
            url: None,
            fetched_at: None,
            media_type: media_type(&body),
            body,
            given: Given::default(),
        }
    }

    /// The characters of the body, in whatever charset it is; cut if it is overlong.
    pub fn decoded(&self) -> Decoded {
        let mut notes = Vec::new();
        if self.body.len() > MAX_BODY {
            notes.push(format!(
                "the page was cut: only the first {} of its {} MB were read",
                MAX_BODY >> 20,
                self.body.len() >> 20
            ));
        }
        let text = charset::decode(&self.body[..self.body.len().min(MAX_BODY)]);
        let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
        if lost > 0 {
            let characters = if lost == 1 { "character" } else { "characters" };
            notes.push(format!(
                "{lost} {characters} of the page could not be read and stand as \u{fffd}"
            ));
        }
        Decoded { text, notes }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// HTML if it opens as HTML does, or holds a few of its tags near the start.
fn media_type(body: &[u8]) -> MediaType {
    const OPENINGS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<article",
        "<main",
        "<h1",
        "<section",
    ];
    const TAGS: &[&str] = &[
        "<p>", "<p ", "</p>", "<div", "</div>", "<br", "<a href", "</a>", "</h1>", "<li>",
    ];
    let zeros_out = body.iter().take(SNIFFED).filter(|&&byte| byte != 0);
    let head: String = zeros_out
        .map(|&byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let opens = OPENINGS.iter().any(|tag| head.contains(tag));
    let n_tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    if opens || n_tags >= 2 {
        MediaType::Html
    } else {
        MediaType::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_mean_nothing_are_marked_and_noted() {
        let stray =
            b"Caf\xc3\xa9 owners in Bogot\xc3\xa1 and M\xc3\xa1laga said so. \xff Nothing more.";
        let decoded = Page::new(stray.to_vec()).decoded();
        assert!(
            decoded.text.contains("Caf\u{e9} owners"),
            "{}",
            decoded.text
        );
        assert_eq!(
            decoded.notes,
            ["1 character of the page could not be read and stand as \u{fffd}"]
        );
    }

    #[track_caller]
    fn check(body: &str, expected: MediaType) {
        assert_eq!(Page::new(body.as_bytes().to_vec()).media_type, expected);
    }

    #[test]
    fn kind_is_told_by_content() {
        check("<!DOCTYPE html><title>x</title>", MediaType::Html);
        check("\u{feff}  <HTML lang=en>", MediaType::Html);
        check("<p>One.</p><p>Two.</p>", MediaType::Html);
        check("Talks resumed on Monday.\n\nThey last.", MediaType::Text);
        check("Prices rose by <5 per cent.", MediaType::Text);
        check("", MediaType::Text);
    }

    #[test]
    fn id_is_the_digest_of_the_body() {
        assert_eq!(
            Page::new(b"abc".to_vec()).id,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn overlong_body_is_cut_and_says_so() {
        let decoded = Page::new(vec![b'a'; MAX_BODY + 1]).decoded();
        assert_eq!(decoded.text.len(), MAX_BODY);
        assert_eq!(decoded.notes.len(), 1);
    }
}
