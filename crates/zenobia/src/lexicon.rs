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

/// The spellings under which a verb may stand in a lexicon whose lemma may have been read off its
/// form a letter too short or too long: "manag", "claime", "denie". The lemma itself comes first.
pub fn spellings(lemma: &str) -> impl Iterator<Item = String> {
    let shorter = lemma.strip_suffix('e').unwrap_or(lemma);
    let with_y = shorter.strip_suffix('i').map(|stem| format!("{stem}y"));
    let undoubled = shorter
        .char_indices()
        .next_back()
        .filter(|&(at, last)| shorter[..at].ends_with(last))
        .map(|(at, _)| shorter[..at].to_owned());
    [lemma.to_owned(), format!("{lemma}e"), shorter.to_owned()]
        .into_iter()
        .chain(with_y)
        .chain(undoubled)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemma_a_letter_off_still_finds_its_verb() {
        for (lemma, verb) in [
            ("manag", "manage"),
            ("claime", "claim"),
            ("denie", "deny"),
            ("stopp", "stop"),
            ("urge", "urge"),
        ] {
            assert!(spellings(lemma).any(|spelling| spelling == verb), "{lemma}");
        }
        assert_eq!(spellings("say").next().as_deref(), Some("say"));
    }
}
