//! Corpus records as articles, and the grammar of their words.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
};

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde_json::Value;
use zenobia::{
    article::{Article, Basis, Block, BlockKind, Found},
    encoder::Encoder,
    span::Span,
    syntax::{self, Relation, Subtype, Syntax, Upos, Word},
    tokens::{self, Sentence, SentenceId, Text, Token, TokenId},
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
    ///
    /// With `ZENOBIA_PARSES` set to a folder they are kept there, and taken from there the next time:
    /// for work on rules, while tokens and encoder stay as they are.
    pub(crate) fn grammar(&self, article: &Article) -> (Text, Syntax) {
        let Some(folder) = std::env::var_os("ZENOBIA_PARSES") else {
            return self.parse(article);
        };
        let mut hasher = DefaultHasher::new();
        article.text.hash(&mut hasher);
        let path = PathBuf::from(folder).join(format!("{:016x}", hasher.finish()));
        if let Some(kept) = fs::read_to_string(&path)
            .ok()
            .and_then(|lines| from_lines(&lines))
        {
            return kept;
        }
        let (text, syntax) = self.parse(article);
        // A parse that cannot be kept is made again.
        let _ = fs::write(&path, to_lines(&text, &syntax));
        (text, syntax)
    }

    fn parse(&self, article: &Article) -> (Text, Syntax) {
        let text = tokens::split(article);
        let encoding = self.encoder.encode(article, &text);
        let syntax = syntax::parse(&article.text, &text, &encoding);
        (text, syntax)
    }
}

/// One line a sentence (its span) and one a token.
fn to_lines(text: &Text, syntax: &Syntax) -> String {
    let mut lines = String::new();
    for sentence in &text.sentences {
        lines += &format!("{}\t{}\n", sentence.span.start, sentence.span.end);
        for token in sentence.token_ids() {
            let (span, word) = (text.span(token), syntax.word(token));
            let head = word.head.map_or(-1, |head| i64::from(head.0));
            lines += &format!(
                "{}\t{}\t{}\t{}\t{}\t{head}\t{}\t{}\n",
                span.start,
                span.end,
                word.lemma,
                word.upos.label(),
                word.feats,
                word.relation.label(),
                word.subtype.label(),
            );
        }
    }
    lines
}

fn from_lines(lines: &str) -> Option<(Text, Syntax)> {
    let mut text = Text::default();
    let mut words = Vec::new();
    for line in lines.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let span = Span::new(fields[0].parse().ok()?, fields[1].parse().ok()?);
        let next = TokenId(text.tokens.len() as u32);
        if fields.len() == 2 {
            text.sentences.push(Sentence {
                span,
                first: next,
                end: next,
            });
            continue;
        }
        let sentence = SentenceId(text.sentences.len().checked_sub(1)? as u32);
        text.tokens.push(Token { span, sentence });
        text.sentences.last_mut()?.end = TokenId(next.0 + 1);
        let head: i64 = fields[5].parse().ok()?;
        words.push(Word {
            lemma: fields[2].to_owned(),
            upos: Upos::from_label(fields[3])?,
            feats: fields[4].into(),
            head: u32::try_from(head).ok().map(TokenId),
            relation: Relation::from_label(fields[6])?,
            subtype: Subtype::from_label(fields[7])?,
        });
    }
    Some((text, Syntax::new(words)))
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
        blocks,
        published: written.map(|value| Found {
            value,
            basis: Basis::Given,
        }),
        ..Article::of_text(text)
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
