//! Reads CoNLL-U: text that is already cut into words.

use super::{Text, join};

/// A CoNLL-U file: its words as text, and what its other columns say.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// The words in running text, a sentence a line.
    pub source: String,
    /// The words.
    pub text: Text,
    /// The columns, one row a token.
    pub rows: Vec<Row<'a>>,
    /// The sentences that open a paragraph (`# newpar`), by their number from 0.
    pub paragraphs: Vec<usize>,
}

/// The columns of one word, as they are written; `_` stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The word.
    pub form: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
    /// Universal part of speech.
    pub upos: &'a str,
    /// Morphological features.
    pub feats: &'a str,
    /// Number of the head in its sentence, from 1; 0 for a root; `None` where it is not given.
    pub head: Option<u32>,
    /// Relation to the head.
    pub deprel: &'a str,
    /// Whether a blank follows.
    pub blank_after: bool,
}

/// What is wrong with a CoNLL-U file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// Reads a file's words and columns. Empty nodes are left out; of a multiword token its words are read.
///
/// # Errors
///
/// When a line is neither a comment nor a row of ten columns, or a head lies outside its sentence.
pub fn read(content: &str) -> Result<Table<'_>, ConlluError> {
    let mut sentences: Vec<Vec<Row<'_>>> = Vec::new();
    let mut sentence: Vec<Row<'_>> = Vec::new();
    let mut paragraphs = Vec::new();
    // The last word of the multiword token that is being read, and whether a blank follows it.
    let mut multiword: Option<(u32, bool)> = None;
    for (index, line) in content.lines().chain([""]).enumerate() {
        let error = |problem: &str| ConlluError {
            line: index + 1,
            problem: problem.to_owned(),
        };
        if line.starts_with('#') {
            if line.starts_with("# newpar") {
                paragraphs.push(sentences.len());
            }
            continue;
        }
        if line.trim().is_empty() {
            let length = sentence.len() as u32;
            if sentence.iter().any(|row| row.head > Some(length)) {
                return Err(error("a head lies outside the sentence that ends here"));
            }
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            multiword = None;
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(error("not ten columns parted by tabs"));
        };
        let blank_after = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            let last = last
                .parse()
                .map_err(|_| error("a range of words is malformed"))?;
            multiword = Some((last, blank_after));
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let id: u32 = id
            .parse()
            .map_err(|_| error("the number of a word is malformed"))?;
        if id as usize != sentence.len() + 1 {
            return Err(error("words are not numbered in order"));
        }
        if form.is_empty() {
            return Err(error("a word is empty"));
        }
        let head = match head {
            "_" => None,
            number => Some(
                number
                    .parse()
                    .map_err(|_| error("the number of a head is malformed"))?,
            ),
        };
        sentence.push(Row {
            form,
            lemma,
            upos,
            feats,
            head,
            deprel,
            blank_after: match multiword {
                Some((last, _)) if id < last => false,
                Some((last, blank)) if id == last => blank,
                _ => blank_after,
            },
        });
    }
    let (source, text) = join(
        sentences
            .iter()
            .map(|sentence| sentence.iter().map(|row| (row.form, row.blank_after))),
    );
    Ok(Table {
        source,
        text,
        rows: sentences.into_iter().flatten().collect(),
        paragraphs,
    })
}
