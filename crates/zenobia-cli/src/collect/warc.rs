//! Pages from web archives (WARC 1.0 and 1.1, ISO 28500).

use std::io::{self, BufRead, Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use jiff::Timestamp;
use zenobia::page::{MediaType, Page};

use super::{Content, Item, LARGEST_PAGE, Source, unreadable};
use crate::problem::Problem;

/// The pages among the responses of a web archive, in order.
pub(super) struct Responses {
    name: String,
    source: Source,
    n_other: usize,
    has_ended: bool,
}

/// Header lines: names in lower case, and values.
type Headers = Vec<(String, String)>;

struct Record {
    headers: Headers,
    body: Vec<u8>,
}

/// What a response was, if not a page.
enum NoPage {
    Other,
    Broken(Problem),
}

impl Responses {
    pub(super) fn new(name: String, source: Source) -> Responses {
        Responses {
            name,
            source,
            n_other: 0,
            has_ended: false,
        }
    }

    fn end(&mut self) -> Option<Item> {
        self.has_ended = true;
        (self.n_other > 0).then(|| Item {
            name: self.name.clone(),
            content: Content::NoPage(format!(
                "{} responses in it are no HTML pages or no pages that were found",
                self.n_other
            )),
        })
    }

    fn broken(&mut self, error: &io::Error) -> Item {
        self.has_ended = true;
        Item {
            name: self.name.clone(),
            content: Content::Unreadable(unreadable(&self.name, error)),
        }
    }
}

impl Iterator for Responses {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.has_ended {
            let record = match read_record(&mut self.source) {
                Ok(Some(record)) => record,
                Ok(None) => return self.end(),
                Err(error) => return Some(self.broken(&error)),
            };
            let kind = value(&record.headers, "warc-type")
                .unwrap_or_default()
                .to_owned();
            if kind != "response" && kind != "resource" {
                continue;
            }
            let url = value(&record.headers, "warc-target-uri")
                .map(|url| url.trim_matches(['<', '>']).to_owned());
            let name = format!("{}: {}", self.name, url.as_deref().unwrap_or("no address"));
            let content = match page_of(record, &kind, url) {
                Ok(content) => content,
                Err(NoPage::Other) => {
                    self.n_other += 1;
                    continue;
                }
                Err(NoPage::Broken(problem)) => Content::Unreadable(Problem {
                    message: format!("`{name}`: {}", problem.message),
                    hint: problem.hint,
                }),
            };
            return Some(Item { name, content });
        }
        None
    }
}

fn read_record(source: &mut Source) -> io::Result<Option<Record>> {
    let mut version = Vec::new();
    loop {
        version.clear();
        if source.take(8192).read_until(b'\n', &mut version)? == 0 {
            return Ok(None);
        }
        if !version.trim_ascii().is_empty() {
            break;
        }
    }
    if !version.starts_with(b"WARC/") {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a WARC record does not begin where the one before it says it ends",
        ));
    }
    let headers = read_headers(source)?;
    let length: u64 = value(&headers, "content-length")
        .and_then(|length| length.parse().ok())
        .ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "a WARC record without length")
        })?;
    let mut body = Vec::new();
    source
        .take(length.min(LARGEST_PAGE))
        .read_to_end(&mut body)?;
    if (body.len() as u64) < length.min(LARGEST_PAGE) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    io::copy(
        &mut source.take(length.saturating_sub(LARGEST_PAGE)),
        &mut io::sink(),
    )?;
    Ok(Some(Record { headers, body }))
}

fn read_headers(source: &mut impl BufRead) -> io::Result<Headers> {
    let mut headers = Headers::new();
    loop {
        let mut line = Vec::new();
        // 64 KiB: cookies make long lines, nothing makes longer ones.
        if source.take(65_536).read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return Ok(headers);
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

fn value<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(header, _)| header == name)
        .map(|(_, value)| value.as_str())
}

fn page_of(record: Record, kind: &str, url: Option<String>) -> Result<Content, NoPage> {
    let fetched_at: Option<Timestamp> =
        value(&record.headers, "warc-date").and_then(|date| date.parse().ok());
    let (headers, body) = if kind == "response" {
        http(&record.body)?
    } else {
        (record.headers, record.body)
    };
    let media_type = value(&headers, "content-type")
        .unwrap_or("text/html")
        .to_ascii_lowercase();
    let media_type = if media_type.contains("html") {
        MediaType::Html
    } else if media_type.starts_with("text/plain") {
        MediaType::Text
    } else {
        return Err(NoPage::Other);
    };
    let body = decoded(&headers, body)
        .map_err(|error| NoPage::Broken(Problem::new(format!("cannot be unpacked: {error}"))))?;
    Ok(Content::Page(Box::new(Page {
        url,
        fetched_at,
        media_type,
        ..Page::new(body)
    })))
}

/// Headers and body of an HTTP response that found something.
fn http(response: &[u8]) -> Result<(Headers, Vec<u8>), NoPage> {
    let mut rest = response;
    let mut status = Vec::new();
    let cut = |_| NoPage::Broken(Problem::new("the response ends in its headers"));
    rest.read_until(b'\n', &mut status).map_err(cut)?;
    let status = String::from_utf8_lossy(&status);
    if status.split_whitespace().nth(1) != Some("200") {
        return Err(NoPage::Other);
    }
    let headers = read_headers(&mut rest).map_err(cut)?;
    Ok((headers, rest.to_vec()))
}

/// The body without transfer and content encodings.
fn decoded(headers: &Headers, body: Vec<u8>) -> io::Result<Vec<u8>> {
    let is_chunked = value(headers, "transfer-encoding")
        .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    // Crawlers often keep the header but store the body joined.
    let body = if is_chunked {
        unchunked(&body).unwrap_or(body)
    } else {
        body
    };
    let coding = value(headers, "content-encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut unpacked = Vec::new();
    match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            MultiGzDecoder::new(&body[..])
                .take(LARGEST_PAGE)
                .read_to_end(&mut unpacked)?;
        }
        "deflate" if body.first() == Some(&0x78) => {
            ZlibDecoder::new(&body[..])
                .take(LARGEST_PAGE)
                .read_to_end(&mut unpacked)?;
        }
        "br" | "zstd" => {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                format!("content encoding `{coding}` is not read"),
            ));
        }
        _ => return Ok(body),
    }
    Ok(unpacked)
}

fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn record(kind: &str, http: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/1\r\n\
             WARC-Date: 2016-03-25T10:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    }

    fn read(archive: &str) -> Vec<Item> {
        let source = Box::new(Cursor::new(archive.to_owned().into_bytes()));
        Responses::new("a.warc".to_owned(), source).collect()
    }

    #[test]
    fn pages_are_taken_and_the_rest_is_counted() {
        let archive = [
            record("warcinfo", "software: x\r\n"),
            record(
                "response",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
            ),
            record(
                "response",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx",
            ),
            record(
                "response",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
                 3\r\n<p>\r\n2\r\nhi\r\n0\r\n\r\n",
            ),
        ]
        .concat();
        let items = read(&archive);
        assert_eq!(items.len(), 2);
        let Content::Page(page) = &items[0].content else {
            panic!("{:?}", items[0]);
        };
        assert_eq!(page.body, b"<p>hi");
        assert_eq!(page.url.as_deref(), Some("https://a.example/1"));
        assert!(page.fetched_at.is_some());
        assert!(matches!(&items[1].content, Content::NoPage(reason) if reason.starts_with("2 ")));
    }

    #[test]
    fn an_archive_that_is_cut_says_so_after_its_pages() {
        let whole = record(
            "response",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>hi",
        );
        let items = read(&format!("{whole}{}", &whole[..whole.len() - 10]));
        assert!(matches!(items[0].content, Content::Page(_)));
        assert!(
            matches!(&items[1].content, Content::Unreadable(problem) if problem.message.contains("middle"))
        );
    }
}
