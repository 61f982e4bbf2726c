//! Bytes to characters: which charset a body is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page a declaration of its charset is looked for; browsers stop at 1,024 bytes,
/// but pages put scripts before it.
const DECLARED_WITHIN: usize = 8 * 1024;

/// How much of a body the statistical guess reads.
const GUESSED_FROM: usize = 256 * 1024;

/// The characters of a body.
///
/// A byte order mark decides, then well-formed UTF-8 (other charsets make it only by accident, and
/// saved pages often keep a declaration that is no longer true), then what the page declares, then
/// what its bytes look like. Bytes that mean nothing become U+FFFD.
pub(super) fn decode(body: &[u8]) -> String {
    let (encoding, skip) = charset(body);
    let (text, _) = encoding.decode_without_bom_handling(&body[skip..]);
    text.into_owned()
}

/// The charset of a body and the length of its byte order mark.
fn charset(body: &[u8]) -> (&'static Encoding, usize) {
    if let Some(marked) = Encoding::for_bom(body) {
        return marked;
    }
    if let Some(wide) = unmarked_utf16(body) {
        return (wide, 0);
    }
    let declared = declared(&body[..body.len().min(DECLARED_WITHIN)]);
    if (is_utf8(body) || declared.is_none() && is_mostly_utf8(body))
        && declared != Some(ISO_2022_JP)
    {
        return (UTF_8, 0);
    }
    (declared.unwrap_or_else(|| guess(body)), 0)
}

/// Well-formed, but for a character cut at the end.
fn is_utf8(body: &[u8]) -> bool {
    match std::str::from_utf8(body) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Letters of several bytes that are well-formed, more than twice as many as faults: other charsets make hardly any.
fn is_mostly_utf8(body: &[u8]) -> bool {
    let (mut letters, mut faults) = (0, 0);
    for chunk in body.utf8_chunks() {
        letters += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    letters > 2 * faults
}

/// UTF-16 without its mark: markup whose every second byte is zero.
fn unmarked_utf16(body: &[u8]) -> Option<&'static Encoding> {
    match body.get(..4)? {
        [b'<', 0, _, 0] => Some(UTF_16LE),
        [0, b'<', 0, _] => Some(UTF_16BE),
        _ => None,
    }
}

/// The charset that markup names: `charset=...` in a `meta` element, `encoding=...` in an XML line.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let xml = lower
        .starts_with(b"<?xml")
        .then(|| value_after(&lower[..lower.len().min(200)], b"encoding"))
        .flatten();
    let in_meta = || tags(&lower, b"<meta").find_map(|tag| value_after(tag, b"charset"));
    let label = xml.or_else(in_meta)?;
    let encoding = Encoding::for_label(label)?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        // The declaration was read as single bytes, so it cannot be true (HTML standard, 13.2.3.2).
        return Some(UTF_8);
    }
    (encoding != REPLACEMENT).then_some(encoding)
}

/// The inside of each tag that starts with `open`.
fn tags<'a>(markup: &'a [u8], open: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        let start = rest.windows(open.len()).position(|window| window == open)?;
        let tag = &rest[start + open.len()..];
        let end = tag
            .iter()
            .position(|&byte| byte == b'>')
            .unwrap_or(tag.len());
        rest = &tag[end..];
        Some(&tag[..end])
    })
}

/// What follows `name =` in a tag, without quotation marks.
fn value_after<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let at = tag.windows(name.len()).position(|window| window == name)?;
    let value = tag[at + name.len()..]
        .trim_ascii_start()
        .strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or(value.strip_prefix(b"'"))
        .unwrap_or(value);
    let end = value
        .iter()
        .position(|byte| b"\"'>;/ \t\r\n?".contains(byte))
        .unwrap_or(value.len());
    (end > 0).then(|| &value[..end])
}

fn guess(body: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let sample = &body[..body.len().min(GUESSED_FROM)];
    if !detector.feed(sample, true) {
        return WINDOWS_1252;
    }
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expected: &str) {
        assert_eq!(decode(body), expected);
    }

    #[test]
    fn byte_order_mark_decides_and_is_dropped() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", "café");
        check(b"\xff\xfec\0a\0f\0\xe9\0", "café");
    }

    #[test]
    fn declared_charset_is_used() {
        check(
            b"<meta charset=\"windows-1251\"><p>\xcc\xe8\xf0</p>",
            "<meta charset=\"windows-1251\"><p>Мир</p>",
        );
        check(
            b"<META http-equiv=Content-Type content='text/html; charset=iso-8859-7'>\xea\xe1\xe9",
            "<META http-equiv=Content-Type content='text/html; charset=iso-8859-7'>και",
        );
    }

    #[test]
    fn utf8_that_calls_itself_something_else_is_utf8() {
        check(
            "<meta charset=iso-8859-1>naïve".as_bytes(),
            "<meta charset=iso-8859-1>naïve",
        );
    }

    #[test]
    fn undeclared_charset_is_guessed() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("Жители города вернулись домой после окончания обстрела, сообщили власти.");
        check(
            &bytes,
            "Жители города вернулись домой после окончания обстрела, сообщили власти.",
        );
    }

    #[test]
    fn character_cut_at_the_end_does_not_hide_utf8() {
        check(b"\xd9\x85\xd8", "م\u{fffd}");
    }

    #[test]
    fn utf16_without_its_mark_is_read() {
        check(b"<\0p\0>\0", "<p>");
    }
}
