//! Gets pages: files, folders and standard input to one stream of pages.

mod files;
mod kind;
mod jsonl;
mod conllu;
mod warc;

use std::{
    collections::VecDeque,
    fmt,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
};

use flate2::bufread::MultiGzDecoder;
use zenobia::{
    article::Article,
    page::{MediaType, Page},
    tokens::Text,
};

pub(crate) use kind::Kind;

use crate::problem::Problem;

/// Bytes an input is read from.
type Source = Box<dyn BufRead + Send>;

/// Bytes looked at to tell what an input is.
const HEAD: usize = 16 * 1024;

/// The largest single page that is read; beyond it lies no news article but a mistake.
const LARGEST_PAGE: u64 = 256 * 1024 * 1024;

/// Something to code, or what became of it.
#[derive(Debug)]
pub(crate) struct Item {
    /// Name for people: path, and line or address inside it.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

/// What an input holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// A page.
    Page(Box<Page>),
    /// Text already cut into words.
    Words(Box<(Article, Text)>),
    /// It is no page.
    NoPage(String),
    /// It cannot be read.
    Unreadable(Problem),
}

/// The stream of everything that the inputs hold, in order.
pub(crate) struct Items {
    files: VecDeque<Result<PathBuf, (PathBuf, Problem)>>,
    kind: Option<Kind>,
    current: Option<Records>,
}

/// The records of an input that holds many.
enum Records {
    Jsonl(jsonl::Records),
    Conllu(conllu::Documents),
    Warc(warc::Responses),
}

impl Items {
    /// Opens files, folders and `-`.
    pub(crate) fn new(inputs: &[PathBuf], kind: Option<Kind>) -> Items {
        Items {
            files: inputs
                .iter()
                .flat_map(|input| files::expand(input))
                .collect(),
            kind,
            current: None,
        }
    }

    /// Files that are still to be opened.
    pub(crate) fn n_files(&self) -> usize {
        self.files.len()
    }

    fn open(&mut self, path: &Path) -> Option<Item> {
        let name = name_of(path);
        let content = match self.read(path, &name) {
            Ok(Some(page)) => Content::Page(Box::new(page)),
            Ok(None) => return None,
            Err(problem) => Content::Unreadable(problem),
        };
        Some(Item { name, content })
    }

    /// The page, or none where many records were opened.
    fn read(&mut self, path: &Path, name: &str) -> Result<Option<Page>, Problem> {
        let source = files::open(path)?;
        let (head, source) = unpacked(source).map_err(|error| unreadable(name, &error))?;
        let kind = match self.kind {
            Some(kind) => Some(kind),
            None => kind::tell(&head).map_err(|reason| reason.problem(name))?,
        };
        let name = name.to_owned();
        let media_type = match kind {
            None => None,
            Some(Kind::Html) => Some(MediaType::Html),
            Some(Kind::Text) => Some(MediaType::Text),
            Some(Kind::Jsonl) => {
                self.current = Some(Records::Jsonl(jsonl::Records::new(name, source)));
                return Ok(None);
            }
            Some(Kind::Conllu) => {
                self.current = Some(Records::Conllu(conllu::Documents::new(name, source)));
                return Ok(None);
            }
            Some(Kind::Warc) => {
                self.current = Some(Records::Warc(warc::Responses::new(name, source)));
                return Ok(None);
            }
        };
        let mut body = Vec::new();
        source
            .take(LARGEST_PAGE + 1)
            .read_to_end(&mut body)
            .map_err(|error| unreadable(&name, &error))?;
        if body.len() as u64 > LARGEST_PAGE {
            let largest = LARGEST_PAGE / (1024 * 1024);
            return Err(Problem::new(format!(
                "`{name}` is too large for one page: over {largest} MB"
            ))
            .hint("many articles in one file are read as JSON Lines or WARC"));
        }
        let page = Page::new(body);
        Ok(Some(Page {
            media_type: media_type.unwrap_or(page.media_type),
            ..page
        }))
    }
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(records) = &mut self.current {
                let item = match records {
                    Records::Jsonl(records) => records.next(),
                    Records::Conllu(documents) => documents.next(),
                    Records::Warc(responses) => responses.next(),
                };
                if item.is_some() {
                    return item;
                }
                self.current = None;
            }
            let item = match self.files.pop_front()? {
                Ok(path) => self.open(&path),
                Err((path, problem)) => Some(Item {
                    name: name_of(&path),
                    content: Content::Unreadable(problem),
                }),
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

impl fmt::Debug for Items {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Items")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

/// The first bytes and all bytes of a source, out of gzip if it is packed.
fn unpacked(source: Source) -> io::Result<(Vec<u8>, Source)> {
    let (head, source) = with_head(source)?;
    if head.starts_with(&[0x1f, 0x8b]) {
        return with_head(Box::new(BufReader::new(MultiGzDecoder::new(source))));
    }
    Ok((head, source))
}

/// The first bytes, and a source that gives them again.
fn with_head(mut source: Source) -> io::Result<(Vec<u8>, Source)> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(source))))
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".to_owned();
    }
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// What a failed read means to a person.
fn unreadable(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Problem::new(format!("`{name}` ends in the middle"))
            .hint("the file was cut while it was copied or written: get it again"),
        _ => Problem::new(format!("cannot read `{name}`: {error}")),
    }
}
