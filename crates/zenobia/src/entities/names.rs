//! Names as they are compared: words without accents, hyphens, apostrophes and points.
//!
//! "Al-Qaeda", "al Qaeda" and "Al-Qa'eda" are one name, "U.N." and "UN" another.
//! Case is kept apart: a name written with capitals wants them in the text too.

use std::collections::HashMap;

use crate::{
    syntax::Syntax,
    tokens::{Text, TokenId},
};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Case {
    /// No capital at its head: "group", "al", "12".
    Lower,
    /// "Army".
    Capital,
    /// "LeT", "McCain".
    Mixed,
    /// "NATO".
    Upper,
}

/// A word of the text as names are compared.
#[derive(Clone, Debug)]
pub(super) struct Word {
    key: String,
    case: Case,
    token: TokenId,
    opens_token: bool,
    closes_token: bool,
    // A comma, a bracket or the end of a sentence stands before it: no name runs across.
    breaks: bool,
}

// "Is" and "Who" open sentences; longer words in capitals are hardly others' homographs.
const SHORT: usize = 3;

/// Names with what they stand for, found in text by their words.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    by_key: HashMap<String, Vec<Alias>>,
    longest: HashMap<String, u8>,
}

/// One way to write a name.
#[derive(Clone, Debug)]
struct Alias {
    record: u32,
    spelling: Spelling,
    certain: bool,
    standing: Standing,
}

/// Who says that a name is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// The lexicon that comes with zenobia.
    BuiltIn,
    /// A user's list.
    Listed,
    /// Nobody: it is formed from a name of a user's list.
    Formed,
}

/// How a name has to be written in the text.
#[derive(Clone, Debug)]
enum Spelling {
    /// Word for word like this.
    As(Vec<Case>),
    /// With a capital somewhere: a list in capitals does not tell which words have one.
    SomeCapital,
}

/// A name found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// First token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// What it stands for.
    pub record: u32,
    /// Whether the words alone tell it; if not, something else must agree.
    pub certain: bool,
}

impl NameIndex {
    /// Adds a way to write the name of `record`.
    pub(super) fn add(&mut self, name: &str, record: u32, certain: bool) {
        let cases: Vec<Case> = split(name).map(case).collect();
        let is_new = self
            .by_key
            .get(&key_of(name))
            .is_none_or(|aliases| aliases.iter().all(|alias| alias.record != record));
        if is_new {
            let alias = Alias {
                record,
                spelling: Spelling::As(cases),
                certain,
                standing: Standing::BuiltIn,
            };
            self.push(name, alias);
        }
    }

    /// Adds a name of a list that does not tell where it has capitals.
    pub(super) fn add_listed(&mut self, name: &str, record: u32) {
        if let Some(aliases) = self.by_key.get_mut(&key_of(name)) {
            aliases.retain(|alias| alias.standing != Standing::Formed);
        }
        self.add_capitalized(name, record, Standing::Listed);
    }

    /// Adds a name formed from one of a list; a name that is written out takes its place.
    pub(super) fn add_formed(&mut self, name: &str, record: u32) {
        self.add_capitalized(name, record, Standing::Formed);
    }

    fn add_capitalized(&mut self, name: &str, record: u32, standing: Standing) {
        let alias = |spelling, certain| Alias {
            record,
            spelling,
            certain,
            standing,
        };
        let key = key_of(name);
        if key.contains(' ') || key.len() > SHORT {
            self.push(name, alias(Spelling::SomeCapital, true));
        } else {
            // "WHO" is a name, "Who" opens a sentence, and "Abe" is a name again: something else must agree.
            self.push(name, alias(Spelling::As(vec![Case::Upper]), true));
            self.push(name, alias(Spelling::As(vec![Case::Capital]), false));
        }
    }

    fn push(&mut self, name: &str, alias: Alias) {
        let key = key_of(name);
        let Some(first) = key.split(' ').next().filter(|first| !first.is_empty()) else {
            return;
        };
        let longest = self.longest.entry(first.to_owned()).or_default();
        *longest = (*longest).max(key.split(' ').count().min(255) as u8);
        self.by_key.entry(key).or_default().push(alias);
    }

    /// Whether anything is known under a name.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.by_key
            .get(&key_of(name))
            .is_some_and(|aliases| !aliases.is_empty())
    }

    /// What the lexicon that comes with zenobia knows under a name, and whether the words alone tell it.
    pub(super) fn built_in(&self, name: &str) -> Vec<(u32, bool)> {
        self.by_key
            .get(&key_of(name))
            .into_iter()
            .flatten()
            .filter(|alias| alias.standing == Standing::BuiltIn)
            .map(|alias| (alias.record, alias.certain))
            .collect()
    }

    /// Gives the name of `record`, written as it was, to `heir`, as a list has it; others lose it.
    pub(super) fn hand_over(&mut self, name: &str, record: u32, heir: u32) {
        let Some(aliases) = self.by_key.get_mut(&key_of(name)) else {
            return;
        };
        for alias in aliases.iter_mut() {
            if alias.standing == Standing::BuiltIn && alias.record == record {
                alias.record = heir;
                alias.standing = Standing::Listed;
            }
        }
        aliases.retain(|alias| alias.standing == Standing::Listed);
    }

    /// Every name in the text, also names inside names, in text order.
    pub(super) fn find(&self, words: &[Word]) -> Vec<Match> {
        let mut found = Vec::new();
        for (start, word) in words.iter().enumerate() {
            let Some(&longest) = self.longest.get(&word.key).filter(|_| word.opens_token) else {
                continue;
            };
            let mut key = String::new();
            for (length, next) in words[start..].iter().take(longest.into()).enumerate() {
                if length > 0 {
                    if next.breaks {
                        break;
                    }
                    key.push(' ');
                }
                key.push_str(&next.key);
                if !next.closes_token {
                    continue;
                }
                let Some(aliases) = self.by_key.get(&key) else {
                    continue;
                };
                let in_text = &words[start..=start + length];
                for alias in aliases.iter().filter(|alias| alias.fits(in_text)) {
                    found.push(Match {
                        first: word.token,
                        end: TokenId(next.token.0 + 1),
                        record: alias.record,
                        certain: alias.certain,
                    });
                }
            }
        }
        found
    }
}

impl Alias {
    fn fits(&self, words: &[Word]) -> bool {
        let cases = match &self.spelling {
            Spelling::As(cases) => cases,
            Spelling::SomeCapital => return words.iter().any(|word| word.case != Case::Lower),
        };
        cases.iter().zip(words).all(|(&wanted, word)| match wanted {
            Case::Lower => true,
            Case::Capital => word.case != Case::Lower,
            // "LeT" is a name, "Let" opens a sentence.
            Case::Mixed => matches!(word.case, Case::Mixed | Case::Upper),
            // "Nato" and "Unicef" are names; "Is" and "Who" open a sentence.
            Case::Upper => {
                word.case == Case::Upper
                    || (matches!(word.case, Case::Capital | Case::Mixed) && word.key.len() > SHORT)
            }
        })
    }
}

impl Word {
    /// The word without case and marks.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The token it stands in.
    pub(super) fn token(&self) -> TokenId {
        self.token
    }

    /// Whether its token ends with it.
    pub(super) fn closes_token(&self) -> bool {
        self.closes_token
    }

    /// Whether no phrase runs from the word before it to this one.
    pub(super) fn breaks(&self) -> bool {
        self.breaks
    }
}

/// The words of a text.
pub(super) fn words(article_text: &str, text: &Text, syntax: &Syntax) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(text.tokens.len());
    let mut breaks = true;
    let mut sentence = None;
    for (index, token) in text.tokens.iter().enumerate() {
        if sentence != Some(token.sentence) {
            sentence = Some(token.sentence);
            breaks = true;
        }
        let form = syntax.form(article_text, text, TokenId(index as u32));
        let before = found.len();
        for part in split(form) {
            found.push(Word {
                key: fold(part),
                case: case(part),
                token: TokenId(index as u32),
                opens_token: found.len() == before,
                closes_token: false,
                breaks: std::mem::take(&mut breaks),
            });
        }
        if found.len() > before {
            let last = found.len() - 1;
            found[last].closes_token = true;
        } else if !form.chars().all(is_joint) {
            breaks = true;
        }
    }
    found
}

/// A name as it is compared, case and all marks aside.
pub(super) fn key_of(name: &str) -> String {
    split(name).map(fold).collect::<Vec<_>>().join(" ")
}

/// The parts of `name` between hyphens, blanks and the like; apostrophes and points join, but the
/// "'s" of a possessive, which is a token of its own in text, is a part of its own.
fn split(name: &str) -> impl Iterator<Item = &str> {
    name.split(|character: char| {
        !(character.is_alphanumeric() || is_apostrophe(character) || character == '.')
    })
    .flat_map(|part| {
        let stem = part
            .strip_suffix('s')
            .filter(|stem| stem.ends_with(is_apostrophe) && stem.chars().count() > 1);
        match stem {
            Some(stem) => [stem, "s"],
            None => [part, ""],
        }
    })
    .filter(|part| part.chars().any(char::is_alphanumeric))
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʿ' | 'ʾ')
}

fn is_joint(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '–' | '.') || is_apostrophe(character)
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|character| character.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => {
            let (upper, lower): (Vec<char>, Vec<char>) =
                letters.partition(|letter| letter.is_uppercase());
            match (upper.is_empty(), lower.is_empty()) {
                (false, true) => Case::Upper,
                (false, false) => Case::Mixed,
                (true, _) => Case::Capital,
            }
        }
        _ => Case::Lower,
    }
}

/// Lower case, Latin letters without their marks; apostrophes and points fall away.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for character in word.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => folded.push(character),
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' | 'ċ' => folded.push('c'),
            'ď' | 'đ' | 'ð' | 'ḍ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => folded.push('e'),
            'ğ' | 'ģ' | 'ġ' => folded.push('g'),
            'ḥ' | 'ħ' => folded.push('h'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ł' | 'ľ' | 'ļ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => folded.push('s'),
            'ť' | 'ț' | 'ţ' | 'ṭ' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ž' | 'ż' | 'ẓ' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            // Combining marks, as decomposed text has them, and the dot that "İ" leaves behind.
            '\u{300}'..='\u{36f}' => {}
            other if is_apostrophe(other) || other == '.' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{Case, case, key_of};

    #[track_caller]
    fn check_same(one: &str, other: &str) {
        assert_eq!(key_of(one), key_of(other));
    }

    #[test]
    fn marks_and_hyphens_make_no_other_name() {
        check_same("Al-Qa’eda", "al Qaeda");
        check_same("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan");
        check_same("U.N.", "UN");
        check_same("N'Djamena", "N’Djamena");
        check_same("Jean-Bédel", "Jean Bedel");
        check_same("People’s Army", "People 's Army");
    }

    #[test]
    fn a_capital_inside_a_word_is_kept_apart() {
        assert_eq!(case("LeT"), Case::Mixed);
        assert_eq!(case("Let"), Case::Capital);
        assert_eq!(case("NATO"), Case::Upper);
    }
}
