//! A codebook of one's own: types and their lexicons, in the formats of zenobia's.

use std::collections::HashMap;

use super::{EventLexicon, EventType};
use crate::lexicon::{LexiconError, entries};

/// The file that names a codebook's types.
const TYPES: &str = "types.tsv";

/// The file that names its classes of words.
const CLASSES: &str = "classes.tsv";

/// The type that stands for all of PLOVER's.
const PLOVER: &str = "PLOVER";

impl EventLexicon {
    /// The lexicon with a codebook's types, given as the names and contents of the files of its folder.
    ///
    /// `types.tsv` has a type a line: its name, the PLOVER type that it is a kind of, what it means. The lexicon of a type
    /// is the file of its name in small letters, `cattle_raid.tsv` of `CATTLE_RAID`; `classes.tsv` may define classes of
    /// words for them. Where a line of `types.tsv` is `PLOVER`, PLOVER's own types are coded too, and an entry of the
    /// codebook comes before one of PLOVER's; else none but the codebook's types are.
    ///
    /// # Errors
    ///
    /// When a file or an entry is malformed, a type has no lexicon, or a lexicon no type.
    pub fn with_codebook(
        mut self,
        files: &HashMap<String, String>,
    ) -> Result<EventLexicon, LexiconError> {
        let Some(types) = files.get(TYPES) else {
            return Err(problem(TYPES, "is not in the folder"));
        };
        let keeps_plover = entries(TYPES, types).any(|entry| entry.field(0) == PLOVER);
        if !keeps_plover {
            self.forget_predicates();
        }
        if let Some(classes) = files.get(CLASSES) {
            for entry in entries(CLASSES, classes) {
                self.add_class(entry.field(0), entry.field(1));
            }
        }
        let mut lexicons: Vec<String> = Vec::new();
        for entry in entries(TYPES, types).filter(|entry| entry.field(0) != PLOVER) {
            let name = entry.field(0);
            let is_name = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit();
            if name.is_empty() || !name.chars().all(|letter| is_name(letter) || letter == '_') {
                return Err(
                    entry.error(format!("`{name}` is no name of a type: write CATTLE_RAID"))
                );
            }
            let Some(base) = EventType::from_label(entry.field(1)) else {
                return Err(entry.error(format!(
                    "`{}` is no PLOVER type, which `{name}` must be a kind of",
                    entry.field(1)
                )));
            };
            let file = format!("{}.tsv", name.to_lowercase());
            let Some(content) = files.get(&file) else {
                return Err(entry.error(format!(
                    "`{name}` has no lexicon: `{file}` is not in the folder"
                )));
            };
            self.add_type(base, name, &file, content)?;
            lexicons.push(file);
        }
        let mut unknown: Vec<&String> = files
            .keys()
            .filter(|file| file.ends_with(".tsv") && *file != TYPES && *file != CLASSES)
            .filter(|file| !lexicons.contains(file))
            .collect();
        unknown.sort();
        if let Some(file) = unknown.first() {
            return Err(problem(file, "no type of `types.tsv` has this lexicon"));
        }
        self.update_vocabulary();
        Ok(self)
    }
}

fn problem(file: &str, problem: &str) -> LexiconError {
    LexiconError {
        file: file.to_owned(),
        line: 1,
        problem: problem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAID: &str =
        "rustle/raid =cattle/herd\tv\tsubj>from,poss\t\t\t181\tHerders rustled cattle.\n";

    fn files(types: &str) -> HashMap<String, String> {
        [("types.tsv", types), ("cattle_raid.tsv", RAID)]
            .into_iter()
            .map(|(name, content)| (name.to_owned(), content.to_owned()))
            .collect()
    }

    #[test]
    fn own_types_stand_alone_or_beside_plovers() {
        let types_of = |types: &str| {
            let lexicon = EventLexicon::built_in().unwrap();
            let lexicon = lexicon.with_codebook(&files(types)).unwrap();
            let own = |own: bool| {
                let entries = lexicon.entries.iter();
                entries
                    .filter(|entry| entry.own_type.is_some() == own)
                    .count()
            };
            (own(true), own(false) > 0)
        };
        // "rustle" and "raid" are an entry each.
        let own = "CATTLE_RAID\tASSAULT\tcattle taken by force";
        assert_eq!(types_of(own), (2, false));
        assert_eq!(types_of(&format!("PLOVER\n{own}")), (2, true));
    }

    #[test]
    fn faults_name_file_and_line() {
        let error = |types: &str| {
            let lexicon = EventLexicon::built_in().unwrap();
            lexicon
                .with_codebook(&files(types))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            error("# types\nCATTLE_RAID\tRAID"),
            "`types.tsv`, line 2: `RAID` is no PLOVER type, which `CATTLE_RAID` must be a kind of"
        );
        assert!(error("LAND_GRAB\tCOERCE").contains("`land_grab.tsv` is not in the folder"));
        assert!(error("PLOVER").contains("no type of `types.tsv` has this lexicon"));
    }
}
