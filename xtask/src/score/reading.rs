//! Corpus records as articles, and the grammar of their words.

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde_json::Value;
use zenobia::{
    article::{Article, Basis, Block, BlockKind, Found},
    encoder::Encoder,
    span::Span,
    syntax::{self, Syntax},
    tokens::{self, Text},
};

/// What reads the grammar of corpus texts.
pub(crate) struct Reader {
    encoder: Encoder,
}

impl Reader {
    pub(crate) fn new() -> Result<Reader> {
        Ok(Reader {
            encoder: Encoder::built_in()?,
        })
    }

    /// Tokens and grammar of an article.
    pub(crate) fn grammar(&self, article: &Article) -> (Text, Syntax) {
        let text = tokens::split(article);
        let encoding = self.encoder.encode(article, &text);
        let syntax = syntax::parse(&article.text, &text, &encoding);
        (text, syntax)
    }
}

/// An article of paragraphs parted by blank lines, written on a day.
pub(crate) fn article(text: &str, written: Option<Date>) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let start = at + (paragraph.len() - paragraph.trim_start().len());
        let end = (at + paragraph.trim_end().len()).max(start);
        if start < end {
            blocks.push(Block {
                span: Span::new(start, end),
                kind: BlockKind::Paragraph,
            });
        }
        at += paragraph.len() + 2;
    }
    Article {
        id: String::new(),
        page: String::new(),
        url: None,
        publisher: None,
        wire: None,
        language: "en".to_owned(),
        alternates: Vec::new(),
        text: text.to_owned(),
        blocks,
        headline: None,
        byline: None,
        dateline: None,
        published: written.map(|value| Found {
            value,
            basis: Basis::Given,
        }),
        modified: None,
        notes: Vec::new(),
    }
}

/// Where each code point of `text` starts, in bytes, and where the text ends.
pub(crate) fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}

/// The span that a record's `start` and `end`, in code points, stand for.
pub(crate) fn span(offsets: &[usize], record: &Value) -> Result<Span> {
    let at = |key: &str| {
        let index = record[key]
            .as_u64()
            .with_context(|| format!("a span without {key}"))?;
        offsets
            .get(index as usize)
            .copied()
            .context("a span past the end of its text")
    };
    Ok(Span::new(at("start")?, at("end")?))
}
