//! Tab-separated lexicon files: one entry a line, `#` opens a comment line.

/// What is wrong with a lexicon file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{file}`, line {line}: {problem}")]
pub struct LexiconError {
    /// Name of the file.
    pub file: String,
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// One entry of a lexicon file.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    file: &'a str,
    line: usize,
    fields: Vec<&'a str>,
}

impl<'a> Entry<'a> {
    /// Field number `index`, trimmed; empty if the line ends before it.
    pub fn field(&self, index: usize) -> &'a str {
        self.fields.get(index).copied().unwrap_or("").trim()
    }

    /// The parts of field number `index`, separated by `|`; none if it is empty.
    pub fn list(&self, index: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.field(index)
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }

    /// Where the entry stands: "assault.tsv:12".
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// An error that names this line.
    pub fn error(&self, problem: impl Into<String>) -> LexiconError {
        LexiconError {
            file: self.file.to_owned(),
            line: self.line,
            problem: problem.into(),
        }
    }
}

/// The entries of a lexicon file, in order.
pub fn entries<'a>(file: &'a str, content: &'a str) -> impl Iterator<Item = Entry<'a>> {
    content
        .lines()
        .enumerate()
        .filter_map(move |(index, line)| {
            let line_text = line.trim_end();
            if line_text.is_empty() || line_text.starts_with('#') {
                return None;
            }
            Some(Entry {
                file,
                line: index + 1,
                fields: line_text.split('\t').collect(),
            })
        })
}
