//! Finds what stands without blanks and is one word whatever signs it has: addresses, handles, names of files.

use std::ops::Range;

use super::{lexicon::TokenLexicon, words::is_closing};

/// The address, handle or name of a file in a stretch without blanks, in bytes of it.
pub(super) fn find(chunk: &str, lexicon: &TokenLexicon) -> Option<Range<usize>> {
    address(chunk).or_else(|| file_name(chunk, lexicon))
}

/// The address or handle in a stretch without blanks: web, e-mail, `@name`, `#topic`.
fn address(chunk: &str) -> Option<Range<usize>> {
    let lower = chunk.to_ascii_lowercase();
    let trimmed = |start: usize, end: usize| {
        let body = &chunk[start..end];
        start
            ..start
                + body
                    .trim_end_matches(|c: char| {
                        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…') || is_closing(c)
                    })
                    .len()
    };
    for opening in ["http://", "https://", "www.", "ftp://"] {
        if let Some(start) = lower.find(opening)
            && !chunk[..start].ends_with(char::is_alphanumeric)
        {
            let end = chunk[start..]
                .find(['<', '>', '"', '“', '”'])
                .map_or(chunk.len(), |length| start + length);
            return Some(trimmed(start, end));
        }
    }
    let at = chunk.find(['@', '#'])?;
    let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '+');
    let left = chunk[..at].trim_end_matches(name).len();
    let right = at
        + 1
        + chunk[at + 1..]
            .find(|c| !name(c))
            .unwrap_or(chunk.len() - at - 1);
    let range = trimmed(left, right);
    let (local, domain) = (&chunk[left..at], &chunk[at + 1..range.end.max(at + 1)]);
    if domain.is_empty() {
        return None;
    }
    let mail = chunk[at..].starts_with('@') && !local.is_empty();
    let handle = local.is_empty() && domain.starts_with(char::is_alphabetic);
    (mail || handle).then_some(range)
}

/// The name of a file in a stretch without blanks: "draft-2.doc".
fn file_name(chunk: &str, lexicon: &TokenLexicon) -> Option<Range<usize>> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '#');
    let stop = chunk.rfind('.')?;
    let end = stop
        + 1
        + chunk[stop + 1..]
            .find(|c| !is_name(c))
            .unwrap_or(chunk.len() - stop - 1);
    let extension = chunk[stop + 1..end].to_lowercase();
    lexicon
        .extensions
        .contains(extension.as_str())
        .then(|| chunk[..stop].trim_end_matches(is_name).len()..end)
}
