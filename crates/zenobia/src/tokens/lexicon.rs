//! What the tokenizer knows of English words.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{self, LexiconError};

/// How the stop of an abbreviation is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Something follows it: the sentence goes on.
    Title,
    /// An abbreviation only where a number follows.
    Number,
    /// It may end a sentence.
    Open,
}

impl Abbreviation {
    pub(super) fn label(self) -> &'static str {
        match self {
            Abbreviation::Title => "title",
            Abbreviation::Number => "number",
            Abbreviation::Open => "open",
        }
    }
}

/// The tokenizer's words.
#[derive(Debug, Default)]
pub(super) struct TokenLexicon {
    pub(super) abbreviations: FxHashMap<&'static str, Abbreviation>,
    pub(super) openers: FxHashSet<&'static str>,
    pub(super) prefixes: FxHashSet<&'static str>,
    pub(super) fused: FxHashMap<&'static str, usize>,
    pub(super) units: FxHashSet<&'static str>,
    pub(super) elided: FxHashSet<&'static str>,
    pub(super) speech: FxHashSet<&'static str>,
    pub(super) wholes: FxHashSet<&'static str>,
    pub(super) extensions: FxHashSet<&'static str>,
    pub(super) clitics: FxHashSet<&'static str>,
}

static ENGLISH: LazyLock<TokenLexicon> = LazyLock::new(|| {
    TokenLexicon::read(
        "tokens.tsv",
        include_str!("../../../../lexicons/en/tokens.tsv"),
    )
    .expect("a test reads the built-in lexicon")
});

/// The words that come with zenobia.
pub(super) fn english() -> &'static TokenLexicon {
    &ENGLISH
}

impl TokenLexicon {
    /// How the stop of `form` is to be read, if it is an abbreviation; a title may stand in capitals, and what a number
    /// has to follow.
    pub(super) fn abbreviation(&self, form: &str) -> Option<Abbreviation> {
        if let Some(&kind) = self.abbreviations.get(form) {
            return Some(kind);
        }
        let mut letters = form.chars();
        let first = letters.next()?;
        if form.len() < 3 || form.chars().any(char::is_lowercase) {
            return None;
        }
        let title: String = std::iter::once(first)
            .chain(letters.flat_map(char::to_lowercase))
            .collect();
        self.abbreviations
            .get(title.as_str())
            .copied()
            .filter(|&kind| kind != Abbreviation::Open)
    }

    fn read(file: &'static str, content: &'static str) -> Result<TokenLexicon, LexiconError> {
        let mut lexicon = TokenLexicon::default();
        for entry in lexicon::entries(file, content) {
            let form = entry.field(0);
            match entry.field(1) {
                "title" => {
                    lexicon.abbreviations.insert(form, Abbreviation::Title);
                }
                "number" => {
                    lexicon.abbreviations.insert(form, Abbreviation::Number);
                }
                "abbreviation" => {
                    lexicon.abbreviations.insert(form, Abbreviation::Open);
                }
                "fused" => {
                    let first = entry
                        .field(2)
                        .parse()
                        .ok()
                        .filter(|&at: &usize| form.is_char_boundary(at))
                        .ok_or_else(|| {
                            entry.error("the third column is not a place in the word")
                        })?;
                    lexicon.fused.insert(form, first);
                }
                kind => {
                    let set = match kind {
                        "opener" => &mut lexicon.openers,
                        "prefix" => &mut lexicon.prefixes,
                        "unit" => &mut lexicon.units,
                        "elided" => &mut lexicon.elided,
                        "speech" => &mut lexicon.speech,
                        "whole" => &mut lexicon.wholes,
                        "extension" => &mut lexicon.extensions,
                        "clitic" => &mut lexicon.clitics,
                        _ => return Err(entry.error(format!("no such kind: `{kind}`"))),
                    };
                    set.insert(form);
                }
            }
        }
        Ok(lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lexicon_reads() {
        assert!(english().abbreviations.contains_key("Gen."));
    }
}
