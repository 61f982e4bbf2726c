//! Tells by its first bytes what an input is.

use clap::ValueEnum;

use crate::problem::Problem;

/// The kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// An HTML page.
    Html,
    /// Plain text, one article.
    Text,
    /// One JSON object a line: `text` or `html`, and `id`, `title`, `url`, `published`, `publisher`, `language`.
    Jsonl,
    /// Text already cut into words.
    Conllu,
    /// A web archive.
    Warc,
}

/// Why an input is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Binary(&'static str),
    Json,
}

impl Unknown {
    pub(super) fn problem(self, name: &str) -> Problem {
        match self {
            Unknown::Binary(what) => Problem::new(format!("`{name}` is {what}, not a page")),
            Unknown::Json => Problem::new(format!("`{name}` is JSON, but not one object a line"))
                .hint("write it as JSON Lines: `jq -c '.[]'` makes lines of an array"),
        }
    }
}

const MAGICS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (a WebP picture, sound or film)"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (or an office document)"),
    (b"\x7fELF", "a program"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
];

/// The kind of an input that begins with these bytes; none for a single page, HTML or text.
pub(super) fn tell(head: &[u8]) -> Result<Option<Kind>, Unknown> {
    for (magic, what) in MAGICS {
        if head.starts_with(magic) {
            return Err(Unknown::Binary(what));
        }
    }
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let readable: Vec<u8> = if is_utf16 {
        head[2..]
            .iter()
            .copied()
            .filter(|&byte| byte != 0)
            .collect()
    } else {
        head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).to_vec()
    };
    if readable.contains(&0) {
        return Err(Unknown::Binary("binary"));
    }
    let start = readable.trim_ascii_start();
    // An empty file is a page without words, and what reads pages says so.
    if start.is_empty() {
        return Ok(None);
    }
    if start.starts_with(b"WARC/") {
        return Ok(Some(Kind::Warc));
    }
    if let Some(kind) = json(start) {
        return kind.map(Some);
    }
    if is_conllu(start) {
        return Ok(Some(Kind::Conllu));
    }
    let controls = start
        .iter()
        .filter(|&&byte| byte < 0x20 && !byte.is_ascii_whitespace());
    // Text has hardly a control character; one in a hundred leaves room for a stray one.
    if controls.count() * 100 > start.len() {
        return Err(Unknown::Binary("binary"));
    }
    Ok(None)
}

fn json(start: &[u8]) -> Option<Result<Kind, Unknown>> {
    let inside = match start.strip_prefix(b"{") {
        Some(inside) => inside.trim_ascii_start(),
        // "[1] A list" is text, "[{" is an array of objects.
        None => {
            let inside = start.strip_prefix(b"[")?.trim_ascii_start();
            return inside.starts_with(b"{").then_some(Err(Unknown::Json));
        }
    };
    if !inside.starts_with(b"\"") {
        return None;
    }
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
    let is_cut = line.len() == start.len();
    let is_object = serde_json::from_slice::<serde_json::Map<_, _>>(line).is_ok();
    // A line that fills all we looked at may go on.
    Some(if is_object || is_cut {
        Ok(Kind::Jsonl)
    } else {
        json_that_is_broken(start)
    })
}

/// A first line that is no object: the next one tells a broken line from an object over several lines.
fn json_that_is_broken(start: &[u8]) -> Result<Kind, Unknown> {
    let second = start
        .split(|&byte| byte == b'\n')
        .nth(1)
        .unwrap_or_default();
    if second.trim_ascii_start().starts_with(b"{") {
        return Ok(Kind::Jsonl);
    }
    Err(Unknown::Json)
}

fn is_conllu(start: &[u8]) -> bool {
    let lines = start.split(|&byte| byte == b'\n');
    let mut after_comments = lines.skip_while(|line| line.starts_with(b"#"));
    let Some(first) = after_comments.next() else {
        return false;
    };
    let columns: Vec<&[u8]> = first
        .trim_ascii_end()
        .split(|&byte| byte == b'\t')
        .collect();
    columns.len() == 10 && columns[0].first().is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &[u8], expected: Result<Option<Kind>, Unknown>) {
        assert_eq!(tell(head), expected);
    }

    #[test]
    fn pages_of_any_charset_are_pages() {
        check(b"\n<!DOCTYPE html><html>", Ok(None));
        check(b"\xff\xfe<\0h\0t\0m\0l\0>\0", Ok(None));
        check(b"Skip to content <p>Troops left.</p>", Ok(None));
        check(b"He wrote <3 and left.", Ok(None));
        check("Zémio\n\nTroops left.".as_bytes(), Ok(None));
    }

    #[test]
    fn records_are_told_by_their_first_line() {
        check(
            b"{\"id\": 1, \"text\": \"Troops left.\"}\n",
            Ok(Some(Kind::Jsonl)),
        );
        check(
            b"{\"id\": 1, \"text\": broken}\n{\"id\": 2}\n",
            Ok(Some(Kind::Jsonl)),
        );
        check(b"{\n  \"id\": 1\n}\n", Err(Unknown::Json));
        check(b"[{\"id\": 1}]", Err(Unknown::Json));
        check(b"[1] Troops left.", Ok(None));
        check(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", Ok(Some(Kind::Warc)));
        check(
            b"# sent_id = 1\n1\tTroops\ttroop\tNOUN\t_\t_\t2\tnsubj\t_\t_\n",
            Ok(Some(Kind::Conllu)),
        );
        check(b"# A heading\n\nTroops left.", Ok(None));
    }

    #[test]
    fn what_is_no_text_is_named() {
        check(b"", Ok(None));
        check(b" \n", Ok(None));
        check(
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            Err(Unknown::Binary("a JPEG picture")),
        );
        check(b"ab\0\0\x01", Err(Unknown::Binary("binary")));
    }
}
