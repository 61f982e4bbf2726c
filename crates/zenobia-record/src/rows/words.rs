//! Byte offsets to code point offsets.

use serde::{Deserialize, Serialize};
use zenobia::span::Span;

/// Words of a document and where they stand, in code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words, as the document has them.
    pub text: String,
    /// Code points before the first one.
    pub start: usize,
    /// Code points before the one after the last.
    pub end: usize,
}

/// A text whose byte offsets can be looked up as code point offsets.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    // checkpoints[i]: characters that begin before byte i * STRIDE.
    checkpoints: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts the code points of a text once.
    pub fn new(text: &'a str) -> CodePoints<'a> {
        let mut checkpoints = vec![0];
        let mut total = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            total += beginnings(block);
            checkpoints.push(total);
        }
        CodePoints { text, checkpoints }
    }

    /// Code points before byte `byte`, which lies on a character boundary.
    pub fn at(&self, byte: u32) -> usize {
        let byte = (byte as usize).min(self.text.len());
        let block = byte / STRIDE;
        self.checkpoints[block] + beginnings(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> Words {
        Words {
            text: span.text(self.text).to_owned(),
            start: self.at(span.start),
            end: self.at(span.end),
        }
    }
}

/// Characters that begin in these bytes: continuation bytes of UTF-8 are 0b10xxxxxx.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn offsets_count_characters_not_bytes() {
        let text = "Zémio – حمص";
        let points = CodePoints::new(text);
        let start = text.find('ح').unwrap();
        let words = points.words(Span::new(start, text.len()));
        assert_eq!(
            (words.start, words.end, words.text.as_str()),
            (8, 11, "حمص")
        );
    }

    proptest! {
        #[test]
        fn every_boundary_is_where_chars_count_it(text in "[a-zé–ح🕊 ]{0,900}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32), count);
            }
            prop_assert_eq!(points.at(text.len() as u32), text.chars().count());
        }
    }
}
