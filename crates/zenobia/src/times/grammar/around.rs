//! Questions about atoms and words that all rules ask.

use super::Parser;
use crate::{
    numerals::AtomKind,
    syntax::{Relation, Upos, Word},
    times::lexicon,
};

impl Parser<'_> {
    pub(super) fn lower(&self, at: usize) -> Option<&str> {
        self.atoms.get(at).map(|atom| atom.lower.as_str())
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is(word))
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    pub(super) fn starts(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.is(at + offset, word))
    }

    pub(super) fn number(&self, at: usize) -> Option<&str> {
        self.atoms
            .get(at)
            .filter(|atom| atom.kind == AtomKind::Number)
            .map(|atom| atom.lower.as_str())
    }

    pub(super) fn is_ordinal_suffix(&self, at: usize) -> bool {
        self.glued(at) && matches!(self.lower(at), Some("st" | "nd" | "rd" | "th"))
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word> {
        self.syntax.words().get(self.atoms.get(at)?.token.index())
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.word(at)
            .is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
    }

    /// Whether a month's name is the second part of a person's.
    pub(super) fn is_surname(&self, at: usize) -> bool {
        let flat = self
            .word(at)
            .is_some_and(|word| word.relation == Relation::Flat);
        let before = at.checked_sub(1).and_then(|before| self.atoms.get(before));
        flat && before.is_some_and(|atom| {
            atom.capital && atom.kind == AtomKind::Word && lexicon::meanings(&atom.lower).is_empty()
        })
    }

    /// Whether the atom before is one after which a time is no surprise.
    pub(super) fn follows_time_word(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.lower(before)) else {
            return false;
        };
        matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "to"
                | "of"
                | "during"
                | "before"
                | "after"
                | "for"
                | "through"
                | "throughout"
                | "and"
                | "late"
                | "early"
                | "mid"
                | "at"
                | "last"
                | "next"
                | "this"
                | "every"
                | "-"
        ) || lexicon::month(before).is_some()
    }

    /// Whether what stands at `at` makes the number before it a share, a sum or a measure.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        matches!(
            self.lower(at),
            Some(
                "%" | "percent"
                    | "per"
                    | "pc"
                    | "million"
                    | "billion"
                    | "hundred"
                    | "thousand"
                    | "km"
                    | "kg"
                    | "miles"
                    | "meters"
                    | "metres"
            )
        )
    }

    /// Whether a noun in the plural, which the number before it counts, stands at `at`.
    pub(super) fn is_counted_noun(&self, at: usize) -> bool {
        let Some(atom) = self.atoms.get(at) else {
            return false;
        };
        if atom.kind != AtomKind::Word || atom.capital {
            return false;
        }
        match self.word(at) {
            Some(word) => {
                word.feat("Number") == Some("Plur") && word.upos == Upos::Noun
                    || word.upos == Upos::Adj
                        && self.word(at + 1).is_some_and(|next| {
                            next.upos == Upos::Noun && next.feat("Number") == Some("Plur")
                        })
            }
            None => atom.lower.ends_with('s') && atom.lower.len() > 3,
        }
    }

    /// Whether "old" stands behind the unit at `at`.
    pub(super) fn is_age(&self, at: usize) -> bool {
        let old = if self.is(at + 1, "-") { at + 2 } else { at + 1 };
        matches!(self.lower(old), Some("old" | "olds"))
    }

    /// Whether nothing that could be an object stands at `at`.
    pub(super) fn is_clause_end(&self, at: usize) -> bool {
        match self.atoms.get(at) {
            None => true,
            Some(atom) if atom.kind == AtomKind::Sign => {
                !matches!(atom.lower.as_str(), "\"" | "“" | "$")
            }
            Some(atom) => matches!(
                atom.lower.as_str(),
                "and" | "but" | "when" | "in" | "at" | "by" | "that" | "with" | "as" | "on"
            ),
        }
    }
}
