//! Writes what `training/linear.py` learns from: the gaps of the treebanks' train parts.

use std::{
    collections::HashSet,
    fs::File,
    io::{BufWriter, Read, Write},
    path::PathBuf,
};

use anyhow::{Context, Result};
use zenobia::{
    article::{Article, Block, BlockKind},
    span::Span,
    tokens,
};

/// What to write, and where.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the corpora.
    #[arg(long, env = "ZENOBIA_CORPORA")]
    corpora: PathBuf,
    /// File to write, one gap a line.
    out: PathBuf,
}

/// Treebanks that mark paragraphs; they are written a second time with stops left out.
const ALL: usize = usize::MAX;

/// Treebanks: name, file, and the most sentences in a paragraph where the treebank marks none.
const TREEBANKS: &[(&str, &str, usize)] = &[
    ("ewt", "ud-english-ewt/en_ewt-ud-train.conllu.gz", ALL),
    ("gum", "ud-english-gum/en_gum-ud-train.conllu.gz", ALL),
    ("ar", "ud-other/ar-train.conllu.gz", 4),
    ("de", "ud-other/de-train.conllu.gz", 4),
    ("es", "ud-other/es-train.conllu.gz", 4),
    ("fa", "ud-other/fa-train.conllu.gz", 4),
    ("fr", "ud-other/fr-train.conllu.gz", 4),
    ("he", "ud-other/he-train.conllu.gz", 4),
    ("pt", "ud-other/pt-train.conllu.gz", 4),
    ("ru", "ud-other/ru-train.conllu.gz", 4),
    ("tr", "ud-other/tr-train.conllu.gz", 4),
    ("uk", "ud-other/uk-train.conllu.gz", 4),
];

/// Writes treebank, document, label, rule and features of every gap, parted by tabs.
pub(crate) fn write(arguments: &Arguments) -> Result<()> {
    let mut out = BufWriter::new(File::create(&arguments.out)?);
    for &(name, path, most) in TREEBANKS {
        let file =
            File::open(arguments.corpora.join(path)).with_context(|| format!("reading {path}"))?;
        let mut content = String::new();
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut content)?;
        for (number, document) in documents(&content, most).iter().enumerate() {
            write_gaps(&mut out, name, number, document)?;
            if most == ALL {
                write_gaps(
                    &mut out,
                    &format!("{name}+headlines"),
                    number,
                    &document.without_stops(),
                )?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn write_gaps(out: &mut impl Write, name: &str, number: usize, document: &Document) -> Result<()> {
    let (article, ends) = document.article();
    for gap in tokens::gaps(&article) {
        writeln!(
            out,
            "{name}\t{number}\t{}\t{}\t{}",
            u8::from(ends.contains(&gap.at)),
            u8::from(gap.ruled),
            gap.features.join("\t")
        )?;
    }
    Ok(())
}

/// A document of a treebank: sentences, each with whether it opens a paragraph and whether a blank follows it.
#[derive(Default)]
struct Document {
    sentences: Vec<Sentence>,
}

struct Sentence {
    text: String,
    opens_paragraph: bool,
    blank_after: bool,
}

fn documents(content: &str, most: usize) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for block in content.split("\n\n") {
        let Some(text) = block
            .lines()
            .find_map(|line| line.strip_prefix("# text = "))
        else {
            continue;
        };
        let opens = |mark: &str| block.lines().any(|line| line.starts_with(mark));
        let marked = most == ALL;
        let full = documents
            .last()
            .is_none_or(|document| document.sentences.len() == most);
        if full || marked && opens("# newdoc") {
            documents.push(Document::default());
        }
        let Some(document) = documents.last_mut() else {
            continue;
        };
        let opens_paragraph = document.sentences.is_empty() || marked && opens("# newpar");
        let blank_after = !block
            .trim_end()
            .lines()
            .next_back()
            .is_some_and(|last| last.contains("SpaceAfter=No"));
        document.sentences.push(Sentence {
            text: text.trim().to_owned(),
            opens_paragraph,
            blank_after: blank_after || !marked,
        });
    }
    documents
}

impl Document {
    /// The same with one sentence in eight robbed of its full stop, as headlines run into what follows.
    fn without_stops(&self) -> Document {
        let sentences = self.sentences.iter().enumerate().map(|(index, sentence)| {
            let robbed = (index * 7 + self.sentences.len()).is_multiple_of(8);
            let text = match sentence.text.strip_suffix('.') {
                Some(text) if robbed && !text.ends_with('.') => text,
                _ => &sentence.text,
            };
            Sentence {
                text: text.to_owned(),
                ..*sentence
            }
        });
        Document {
            sentences: sentences.collect(),
        }
    }

    /// The paragraphs as an article, and where its sentences end.
    fn article(&self) -> (Article, HashSet<u32>) {
        let mut text = String::new();
        let mut blocks: Vec<Block> = Vec::new();
        let mut ends = HashSet::new();
        for sentence in &self.sentences {
            if sentence.opens_paragraph {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                blocks.push(Block {
                    span: Span::new(text.len(), text.len()),
                    kind: BlockKind::Paragraph,
                });
            }
            let start = text.len();
            text.push_str(&sentence.text);
            let span = Span::new(start, text.len());
            ends.insert(span.end);
            if let Some(block) = blocks.last_mut() {
                block.span = block.span.cover(span);
            }
            if sentence.blank_after {
                text.push(' ');
            }
        }
        let article = Article {
            blocks,
            ..Article::of_text(text)
        };
        (article, ends)
    }
}
