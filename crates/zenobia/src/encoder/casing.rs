//! Words in capitals as they would normally be written.
//!
//! Old wire copy is in capitals throughout, and so are some headlines and leads. What is "shouted" is read in small
//! letters first: the parts of speech and the names found so tell which of its words have capitals. What the article
//! prints in normal case elsewhere, and names that the lexicons know, are surer than that and go before it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Encoding, known_names, vocabulary::Vocabulary};
use crate::tokens::{Sentence, Text, TokenId};

/// Fewer words in capitals say nothing: an acronym, "BREAKING", a headline of two words.
const FEWEST_WORDS: usize = 4;

/// Letters of a hundred that have to be capitals; the others are those of "McALLEN" and "al-HASAKAH".
const LEAST_CAPITALS: usize = 90;

/// Letters of the longest acronym.
const LONGEST_ACRONYM: usize = 8;

/// How the words of a document would normally be written, where that is not as they are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Casing {
    forms: FxHashMap<TokenId, Box<str>>,
}

impl Casing {
    /// The word as it would normally be written: `printed`, unless it is in capitals among others that are.
    pub fn form<'a>(&'a self, token: TokenId, printed: &'a str) -> &'a str {
        self.forms.get(&token).map_or(printed, |form| form)
    }

    /// The words in capitals of these sentences in small letters.
    pub(super) fn small(source: &str, text: &Text, shouted: &[Sentence]) -> Casing {
        let forms = capitals(source, text, shouted)
            .map(|(token, word)| (token, word.to_lowercase().into_boxed_str()))
            .collect();
        Casing { forms }
    }

    /// The words in capitals of these sentences as they would normally be written, where `read` is what the encoder
    /// read of them in small letters.
    pub(super) fn normal(
        source: &str,
        text: &Text,
        shouted: &[Sentence],
        read: &Encoding,
        vocabulary: &Vocabulary,
    ) -> Casing {
        let words = Words::new(source, text, shouted, read);
        let elsewhere = printed_elsewhere(source, text, shouted);
        let acronyms = words.acronyms();
        let mut forms = FxHashMap::default();
        for sentence in shouted {
            let known = words.known(sentence);
            let mut is_first = true;
            for token in sentence.token_ids() {
                let printed = text.span(token).text(source);
                if !is_in_capitals(printed) {
                    continue;
                }
                let lower = printed.to_lowercase();
                let form = if let Some(form) = elsewhere.get(lower.as_str()) {
                    (*form).to_owned()
                } else if let Some(form) = known.get(&token) {
                    (*form).to_owned()
                } else if is_spelt(printed)
                    || words.is_acronym_in_brackets(token)
                    || words.is_name(token) && acronyms.contains(&lower)
                {
                    printed.to_owned()
                } else {
                    words.spell(token, printed, lower, vocabulary)
                };
                let form = if is_first { capitalized(&form) } else { form };
                is_first = false;
                if form != printed {
                    forms.insert(token, form.into_boxed_str());
                }
            }
        }
        Casing { forms }
    }
}

/// The sentences in capitals. One of too few words goes with its line, and a line of too few with the document.
pub(super) fn shouted(source: &str, text: &Text) -> Vec<Sentence> {
    let counts: Vec<Letters> = text
        .sentences
        .iter()
        .map(|sentence| Letters::of(source, text, sentence))
        .collect();
    let mut lines: Vec<(Letters, usize)> = Vec::new();
    for (index, sentence) in text.sentences.iter().enumerate() {
        let goes_on = index > 0 && {
            let before = text.sentences[index - 1].span.end as usize;
            !source[before..sentence.span.start as usize].contains('\n')
        };
        match lines.last_mut() {
            Some((letters, count)) if goes_on => {
                *letters = letters.and(counts[index]);
                *count += 1;
            }
            _ => lines.push((counts[index], 1)),
        }
    }
    let all = counts
        .iter()
        .fold(Letters::default(), |sum, &letters| sum.and(letters));
    let lines = lines
        .into_iter()
        .flat_map(|(letters, count)| std::iter::repeat_n(letters, count));
    text.sentences
        .iter()
        .zip(&counts)
        .zip(lines)
        .filter(|((_, own), line)| {
            let passages = [**own, *line, all];
            let telling = passages
                .into_iter()
                .find(|letters| letters.words >= FEWEST_WORDS);
            telling.is_some_and(Letters::are_capitals)
        })
        .map(|((sentence, _), _)| *sentence)
        .collect()
}

/// The letters of a passage that are large or small, and its words of two and more of them.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    capital: usize,
    small: usize,
    words: usize,
}

impl Letters {
    fn of(source: &str, text: &Text, sentence: &Sentence) -> Letters {
        let mut letters = Letters::default();
        for token in sentence.token_ids() {
            let word = text.span(token).text(source);
            let capital = word.chars().filter(|letter| letter.is_uppercase()).count();
            let small = word.chars().filter(|letter| letter.is_lowercase()).count();
            letters.capital += capital;
            letters.small += small;
            letters.words += usize::from(capital + small > 1);
        }
        letters
    }

    fn and(self, other: Letters) -> Letters {
        Letters {
            capital: self.capital + other.capital,
            small: self.small + other.small,
            words: self.words + other.words,
        }
    }

    fn are_capitals(self) -> bool {
        self.capital > 0 && self.capital * 100 >= (self.capital + self.small) * LEAST_CAPITALS
    }
}

/// What a reading in small letters says of the words of a document.
struct Words<'a> {
    source: &'a str,
    text: &'a Text,
    told: FxHashMap<TokenId, Told<'a>>,
}

/// What it says of a word.
#[derive(Clone, Copy)]
struct Told<'a> {
    upos: &'a str,
    in_name: bool,
    opens_name: bool,
}

impl<'a> Words<'a> {
    fn new(source: &'a str, text: &'a Text, shouted: &[Sentence], read: &'a Encoding) -> Self {
        let tokens = shouted.iter().flat_map(Sentence::token_ids);
        let mut told: FxHashMap<TokenId, Told<'_>> = tokens
            .zip(&read.tokens)
            .map(|(token, labels)| {
                let told = Told {
                    upos: &read.labels.upos[usize::from(labels.upos)],
                    in_name: false,
                    opens_name: false,
                };
                (token, told)
            })
            .collect();
        for name in &read.names {
            for token in (name.first.0..name.end.0).map(TokenId) {
                if let Some(told) = told.get_mut(&token) {
                    told.in_name = true;
                    told.opens_name = token == name.first;
                }
            }
        }
        Words { source, text, told }
    }

    fn lower(&self, token: TokenId) -> String {
        self.text.span(token).text(self.source).to_lowercase()
    }

    fn is_name(&self, token: TokenId) -> bool {
        self.told
            .get(&token)
            .is_some_and(|told| told.upos == "PROPN" || told.in_name && !told.is_joint())
    }

    /// Words of names that the lexicons know, as they have them.
    fn known(&self, sentence: &Sentence) -> FxHashMap<TokenId, &'static str> {
        let tokens: Vec<TokenId> = sentence.token_ids().collect();
        let lower: Vec<String> = tokens.iter().map(|&token| self.lower(token)).collect();
        let mut found = FxHashMap::default();
        let mut at = 0;
        while at < tokens.len() {
            let upos = self.told.get(&tokens[at]).map_or("", |told| told.upos);
            let name = known_names::longest(&lower[at..], |n_words, certain| {
                let mut words = tokens[at..at + n_words].iter();
                // "Syrian Army" is one whatever its words are; "Trend" may be a noun.
                words.any(|&token| self.is_name(token))
                    || certain && (n_words > 1 || matches!(upos, "ADJ" | "NOUN"))
            });
            found.extend(tokens[at..].iter().copied().zip(name.iter().copied()));
            at += name.len().max(1);
        }
        found
    }

    /// Whether letters stand in brackets behind a name: "Front [FMLN]", "Union (UP)".
    fn is_acronym_in_brackets(&self, token: TokenId) -> bool {
        let word = |token: u32| {
            let span = self.text.tokens.get(token as usize)?.span;
            Some(span.text(self.source))
        };
        let form = self.text.span(token).text(self.source);
        token.0 >= 2
            && matches!(word(token.0 - 1), Some("(" | "["))
            && matches!(word(token.0 + 1), Some(")" | "]" | ","))
            && self.is_name(TokenId(token.0 - 2))
            && (2..=LONGEST_ACRONYM).contains(&form.chars().count())
            && form.chars().all(char::is_uppercase)
    }

    /// The acronyms that stand in brackets somewhere, in small letters.
    fn acronyms(&self) -> FxHashSet<String> {
        let tokens = self.told.keys().copied();
        tokens
            .filter(|&token| self.is_acronym_in_brackets(token))
            .map(|token| self.lower(token))
            .collect()
    }

    /// The word as its part of speech and the name it stands in have it.
    fn spell(
        &self,
        token: TokenId,
        printed: &str,
        lower: String,
        vocabulary: &Vocabulary,
    ) -> String {
        let Some(told) = self.told.get(&token) else {
            return lower;
        };
        if lower == "i" && told.upos == "PRON" {
            return printed.to_owned();
        }
        // "San Luis de la Reina", but "La Union".
        let opens = told.opens_name && lower != "the";
        let is_particle = !told.opens_name && PARTICLES.contains(&lower.as_str());
        if !opens && !self.is_name(token) || is_particle {
            return lower;
        }
        let title = title(&lower);
        let is_short = (2..=LONGEST_ACRONYM).contains(&printed.chars().count())
            && !known_names::is_title(&lower);
        let has_vowel = lower.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let likelier = vocabulary.likelihood(printed) > vocabulary.likelihood(&title);
        if is_short && printed.is_ascii() && (!has_vowel || likelier) {
            printed.to_owned()
        } else {
            title
        }
    }
}

/// Words inside the names of people and places that stay small.
const PARTICLES: &[&str] = &[
    "of", "the", "and", "for", "in", "on", "de", "del", "la", "las", "los", "el", "y", "e", "da",
    "do", "dos", "van", "von", "der", "den", "di", "bin", "ibn", "s", "'s", "’s",
];

impl Told<'_> {
    /// Whether it only joins the words of a name.
    fn is_joint(self) -> bool {
        !matches!(
            self.upos,
            "PROPN" | "NOUN" | "ADJ" | "VERB" | "ADV" | "NUM" | "X" | "INTJ"
        )
    }
}

/// The words in capitals of these sentences.
fn capitals<'a>(
    source: &'a str,
    text: &'a Text,
    shouted: &'a [Sentence],
) -> impl Iterator<Item = (TokenId, &'a str)> {
    shouted
        .iter()
        .flat_map(Sentence::token_ids)
        .map(|token| (token, text.span(token).text(source)))
        .filter(|(_, word)| is_in_capitals(word))
}

fn is_in_capitals(word: &str) -> bool {
    word.contains(char::is_uppercase) && !word.contains(char::is_lowercase)
}

/// Whether letters are no word: "U.S.", "M-16".
fn is_spelt(word: &str) -> bool {
    let mut characters = word.chars();
    let initials = characters.next().is_some_and(char::is_uppercase)
        && characters.next() == Some('.')
        && characters.next().is_some_and(char::is_uppercase);
    initials || word.contains(|character: char| character.is_ascii_digit())
}

/// Words of the sentences that are not shouted, in small letters, to how they are printed there most often; the first of
/// a sentence does not count.
fn printed_elsewhere<'a>(
    source: &'a str,
    text: &Text,
    shouted: &[Sentence],
) -> FxHashMap<String, &'a str> {
    let mut counts: FxHashMap<String, Vec<(&str, usize)>> = FxHashMap::default();
    let is_shouted = |sentence: &&Sentence| {
        let found = shouted.binary_search_by_key(&sentence.first, |other| other.first);
        found.is_ok()
    };
    let normal: Vec<&Sentence> = text
        .sentences
        .iter()
        .filter(|sentence| !is_shouted(sentence))
        .collect();
    // A headline over shouted prose, every word of it with a capital, tells nothing.
    let count = |sentences: &mut dyn Iterator<Item = &Sentence>| sentences.map(Sentence::len).sum();
    let (n_normal, n_shouted): (usize, usize) = (
        count(&mut normal.iter().copied()),
        count(&mut shouted.iter()),
    );
    if n_normal < n_shouted {
        return FxHashMap::default();
    }
    for token in normal
        .into_iter()
        .flat_map(|sentence| sentence.token_ids().skip(1))
    {
        let word = text.span(token).text(source);
        if !word.contains(char::is_alphabetic) {
            continue;
        }
        let forms = counts.entry(word.to_lowercase()).or_default();
        match forms.iter_mut().find(|(form, _)| *form == word) {
            Some((_, count)) => *count += 1,
            None => forms.push((word, 1)),
        }
    }
    let usual = |forms: Vec<(&'a str, usize)>| {
        let mut best = forms[0];
        for form in forms {
            if form.1 > best.1 {
                best = form;
            }
        }
        best.0
    };
    counts
        .into_iter()
        .map(|(lower, forms)| (lower, usual(forms)))
        .collect()
}

/// "Garcia", "O'Brien", "Al-Hadi".
fn title(lower: &str) -> String {
    let mut form = String::with_capacity(lower.len());
    let mut opens = true;
    for (at, letter) in lower.char_indices() {
        if opens {
            form.extend(letter.to_uppercase());
        } else {
            form.push(letter);
        }
        // "O'Brien", but "Ma'an".
        let is_initial = at == 1 && matches!(letter, '\'' | '’');
        opens = letter == '-' || is_initial;
    }
    form
}

fn capitalized(form: &str) -> String {
    let mut letters = form.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests;
