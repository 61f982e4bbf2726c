//! Cuts text into words, by the conventions of the English UD treebanks.
//!
//! The base is the word boundaries of Unicode (UAX 29), which hold in any script; English rules join some of its
//! pieces ("pro" "-" "government") and part others ("don't").

use unicode_segmentation::UnicodeSegmentation;

use super::{
    addresses,
    lexicon::{Abbreviation, TokenLexicon, english},
};
use crate::span::Span;

/// The words of `text`, in order; `offset` is added to their spans.
pub(super) fn cut(text: &str, offset: usize) -> Vec<Span> {
    let mut cutter = Cutter {
        text,
        lexicon: english(),
        spans: Vec::with_capacity(text.len() / 5),
    };
    let mut start = None;
    for (at, character) in text.char_indices() {
        match (is_blank(character), start) {
            (true, Some(from)) => {
                cutter.chunk(from, at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        cutter.chunk(from, text.len());
    }
    cutter
        .spans
        .into_iter()
        .map(|(start, end)| Span::new(offset + start, offset + end))
        .collect()
}

/// Whether a character parts words and belongs to none: blanks, controls, invisible marks.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}'
            // Marks of writing direction.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

struct Cutter<'a> {
    text: &'a str,
    lexicon: &'static TokenLexicon,
    // Byte ranges of `text`.
    spans: Vec<(usize, usize)>,
}

impl Cutter<'_> {
    /// Cuts a stretch without blanks.
    fn chunk(&mut self, start: usize, end: usize) {
        let chunk = &self.text[start..end];
        if let Some(address) = addresses::find(chunk, self.lexicon) {
            self.words_of(start, start + address.start);
            self.spans
                .push((start + address.start, start + address.end));
            self.words_of(start + address.end, end);
            return;
        }
        self.words_of(start, end);
    }

    fn words_of(&mut self, start: usize, end: usize) {
        let chunk = &self.text[start..end];
        let atoms: Vec<(usize, &str)> = chunk
            .split_word_bound_indices()
            .map(|(at, atom)| (start + at, atom))
            .collect();
        let mut next = 0;
        while next < atoms.len() {
            let taken = self.token(&atoms[next..], end);
            next += taken;
        }
    }

    /// Takes the token that `atoms` begin with; gives the number of atoms it took.
    fn token(&mut self, atoms: &[(usize, &str)], chunk_end: usize) -> usize {
        let (start, first) = atoms[0];
        let atom = |index: usize| atoms.get(index).map_or("", |&(_, atom)| atom);
        let end_of = |index: usize| atoms[index].0 + atoms[index].1.len();
        if !is_word(first) {
            if let Some(taken) = self.smiley(atoms, chunk_end) {
                self.spans.push((start, end_of(taken - 1)));
                return taken;
            }
            let taken = match first {
                "." if atom(1).starts_with(|c: char| c.is_ascii_digit()) => 2,
                // A line drawn with several signs: "---+--->".
                _ if is_drawn(first) && run(atoms, is_drawn) > 3 => run(atoms, is_drawn),
                "." | "-" | "*" | "=" | "~" | "_" | "+" | "<" | ">" | "$" | "#" | "^" => {
                    run(atoms, |next| next == first)
                }
                "!" | "?" => run(atoms, |next| matches!(next, "!" | "?")),
                // Two apostrophes for a quotation mark.
                "'" | "’" if atom(1) == first => 2,
                "‘" if atom(1) == "’" => 2,
                "'" | "’" if self.is_elided(start, atom(1)) => 2,
                _ => 1,
            };
            self.spans.push((start, end_of(taken - 1)));
            return taken;
        }
        // "th-": a word broken off.
        if atom(1) == "-" && end_of(1) == chunk_end && is_fragment(first) {
            self.spans.push((start, end_of(1)));
            return 2;
        }
        // "7:30pm".
        if atom(1) == ":"
            && is_number(first)
            && let Some(unit) = atom(2).find(|c: char| !c.is_ascii_digit())
            && unit > 0
            && self.lexicon.units.contains(&atom(2)[unit..])
        {
            self.spans.push((start, atoms[2].0 + unit));
            self.spans.push((atoms[2].0 + unit, end_of(2)));
            return 3;
        }
        if atom(1) == "/"
            && let Some(end) = atoms.get(2).map(|&(at, atom)| at + atom.len())
            && self
                .lexicon
                .wholes
                .contains(self.text[start..end].to_lowercase().as_str())
        {
            self.spans.push((start, end));
            return 3;
        }
        if atom(1) == "." && atom(2) != "." {
            let end = end_of(1);
            if self.is_abbreviation(start, end, chunk_end) {
                self.spans.push((start, end));
                return 2;
            }
        }
        let taken = self.compound(atoms);
        if taken > 1 {
            self.spans.push((start, end_of(taken - 1)));
        } else {
            self.word(start, start + first.len());
        }
        taken
    }

    /// How many atoms a word of several takes.
    fn compound(&self, atoms: &[(usize, &str)]) -> usize {
        let atom = |index: usize| atoms.get(index).map_or("", |&(_, atom)| atom);
        // "pro-government", "non-pro-government": affixes and what follows them; not inside "year-over-year".
        let mut affixes = 0;
        if atoms[0].0 > 0 && self.text[..atoms[0].0].ends_with('-') {
            return self.number_or_name(atoms);
        }
        while atom(affixes + 1) == "-"
            && is_word(atom(affixes + 2))
            && self
                .lexicon
                .prefixes
                .contains(atom(affixes).to_lowercase().as_str())
            // "UN-backed": no affix but an abbreviation.
            && (!is_capitals(atom(affixes)) || is_capitals(atom(affixes + 2)))
        {
            affixes += 2;
        }
        affixes + self.number_or_name(&atoms[affixes..])
    }

    /// How many atoms a number, a date, a time or a name with signs in it takes.
    fn number_or_name(&self, atoms: &[(usize, &str)]) -> usize {
        let atom = |index: usize| atoms.get(index).map_or("", |&(_, atom)| atom);
        let first = atom(0);
        match atom(1) {
            // "02-05-02", "1-800-555-0134", "555-0134".
            "-" if is_number(first) && is_number(atom(2)) => {
                let mut parts = 2;
                while atom(2 * parts - 1) == "-" && is_number(atom(2 * parts)) {
                    parts += 1;
                }
                let telephone = first.len() == 3 && atom(2).len() == 4;
                if parts > 2 || telephone {
                    2 * parts - 1
                } else {
                    1
                }
            }
            sign @ (":" | "/") if is_number(first) && is_number(atom(2)) => {
                if atom(3) == sign && is_number(atom(4)) {
                    5
                } else {
                    3
                }
            }
            // "the 60's".
            "'" | "’" if is_number(first) && first.ends_with('0') && atom(2) == "s" => 3,
            "&" if is_short_capitals(first) && is_short_capitals(atom(2)) => 3,
            "$" if matches!(first, "US" | "U" | "A" | "C" | "HK" | "NZ" | "S" | "R") => 2,
            _ => 1,
        }
    }

    /// How many atoms a face drawn with signs takes, if `atoms` begin with one that nothing is written on.
    fn smiley(&self, atoms: &[(usize, &str)], chunk_end: usize) -> Option<usize> {
        let start = atoms[0].0;
        let rest = &self.text[start..chunk_end];
        let mut signs = rest.chars();
        let eyes = signs.next()?;
        let mut mouth = signs.next()?;
        let face = match eyes {
            ':' | ';' | '=' => {
                if matches!(mouth, '-' | '^') {
                    mouth = signs.next()?;
                }
                let glad = matches!(mouth, ')' | '(');
                let drawn = matches!(mouth, 'D' | 'P' | 'p' | 'O' | 'o' | '/' | '\\' | '|' | '*');
                let free = !self.text[..start].ends_with(char::is_alphanumeric);
                glad && (free || eyes != '=') || drawn && free
            }
            '(' => matches!(mouth, ':' | ';' | '='),
            '^' => mouth == '_' && signs.next() == Some('^'),
            '<' => mouth == '3',
            _ => false,
        };
        if !face {
            return None;
        }
        let after = signs.as_str().trim_start_matches([')', '(']);
        // Two or three marks of a sentence may follow.
        if after.len() > 6
            || !after
                .trim_matches(['.', ',', '!', '?', '"', '”'])
                .is_empty()
        {
            return None;
        }
        let end = chunk_end - after.len();
        Some(atoms.iter().take_while(|&&(at, _)| at < end).count())
    }

    fn is_elided(&self, start: usize, rest: &str) -> bool {
        let before = self.text[..start].chars().next_back();
        let follows_word = before.is_some_and(|c| !is_blank(c));
        if follows_word {
            // A possessive that does not touch a letter: `the "Post"'s`.
            return matches!(rest, "s" | "S");
        }
        self.lexicon.elided.contains(rest)
            || start > 0 && self.lexicon.clitics.contains(rest.to_lowercase().as_str())
            || rest.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the word from `start` to `end`, which ends in a stop, is an abbreviation.
    fn is_abbreviation(&self, start: usize, end: usize, chunk_end: usize) -> bool {
        let form = &self.text[start..end];
        let rest = self.text[end..].trim_start_matches(|c: char| is_blank(c) || is_closing(c));
        // The treebanks give a stop that also ends the text to the sentence.
        if rest.is_empty() {
            return false;
        }
        match self.lexicon.abbreviation(form) {
            Some(Abbreviation::Number) => rest.starts_with(|c: char| c.is_ascii_digit()),
            Some(Abbreviation::Title | Abbreviation::Open) => true,
            None => {
                let body = &form[..form.len() - 1];
                let single = |part: &str| {
                    let mut letters = part.chars();
                    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
                };
                if body.contains('.') {
                    return body.split('.').all(single);
                }
                // "J. Smith", "J.R. Smith"; a lower-case letter is no initial.
                single(body)
                    && body.chars().all(char::is_uppercase)
                    && (end == chunk_end || rest.starts_with(char::is_uppercase))
            }
        }
    }

    /// Parts a word that Unicode takes as one.
    fn word(&mut self, start: usize, end: usize) {
        let text = self.text;
        let mut from = start;
        for (at, colon) in text[start..end].match_indices(':') {
            let at = start + at;
            self.sentence_ends(from, at);
            from = at + colon.len();
            self.spans.push((at, from));
        }
        self.sentence_ends(from, end);
    }

    /// Parts a word where a blank was lost after a stop: "process.Pro".
    fn sentence_ends(&mut self, start: usize, end: usize) {
        let mut from = start;
        while let Some(at) = self.missing_blank(&self.text[from..end]) {
            let left = &self.text[from..from + at];
            let stop = from + at;
            if self.is_abbreviation(from, stop + 1, stop + 1)
                || left.contains('.') && left.split('.').all(|part| part.chars().count() == 1)
            {
                self.spans.push((from, stop + 1));
            } else {
                self.clitics(from, stop);
                self.spans.push((stop, stop + 1));
            }
            from = stop + 1;
        }
        self.clitics(from, end);
    }

    /// Parts a word that is two: "do|n't".
    fn clitics(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        if let Some(at) = self.second_part(&self.text[start..end]) {
            self.spans.push((start, start + at));
            self.spans.push((start + at, end));
            return;
        }
        self.spans.push((start, end));
    }

    /// The stop inside a word where a blank was lost: "process.Pro" is two words, "amazon.com" and "U.S" are one.
    fn missing_blank(&self, word: &str) -> Option<usize> {
        word.match_indices('.').map(|(at, _)| at).find(|&at| {
            let (left, right) = (&word[..at], &word[at + 1..]);
            let mut after = right.chars();
            let capital = after.next().is_some_and(char::is_uppercase);
            let second = after.next();
            let new_word = capital
                && second.is_none_or(|c| c.is_lowercase() || c == '\'' || c == '’')
                && (second.is_some() || matches!(right, "A" | "I"));
            let last = left.rsplit('.').next().unwrap_or(left);
            new_word
                && (last.chars().count() > 1 && last.chars().all(char::is_alphanumeric)
                    || left.contains('.'))
        })
    }

    /// Where the second word begins in a word that is two: "do|n't", "Syria|'s", "can|not", "5|km".
    fn second_part(&self, word: &str) -> Option<usize> {
        let lower = word.to_lowercase();
        // Lower-casing may change lengths; the rules below count bytes from the ends.
        if lower.len() != word.len() {
            return None;
        }
        if let Some(&at) = self.lexicon.fused.get(lower.as_str()) {
            return Some(at);
        }
        if let Some((at, mark)) = word
            .char_indices()
            .rev()
            .find(|&(_, c)| matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`'))
        {
            let after = &lower[at + mark.len_utf8()..];
            if self.lexicon.clitics.contains(after) && at > 0 {
                return Some(at);
            }
            if after == "t" && lower[..at].ends_with('n') && at > 1 {
                return Some(at - 1);
            }
        }
        let digits = word
            .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .filter(|&at| at > 0)?;
        self.lexicon
            .units
            .contains(&word[digits..])
            .then_some(digits)
    }
}

fn run(atoms: &[(usize, &str)], same: impl Fn(&str) -> bool) -> usize {
    atoms
        .iter()
        .skip(1)
        .take_while(|(_, atom)| same(atom))
        .count()
        + 1
}

fn is_capitals(atom: &str) -> bool {
    atom.len() > 1 && atom.chars().all(char::is_uppercase)
}

/// Whether a sign serves to draw lines.
fn is_drawn(atom: &str) -> bool {
    matches!(atom, "-" | "=" | "<" | ">" | "+" | "|" | "~" | "*" | "_")
}

/// Whether a word that breaks off is so short that it is none.
fn is_fragment(atom: &str) -> bool {
    atom.chars().count() < 3 && atom.chars().all(char::is_alphabetic)
}

fn is_word(atom: &str) -> bool {
    atom.starts_with(char::is_alphanumeric)
}

fn is_number(atom: &str) -> bool {
    !atom.is_empty() && atom.chars().all(|c| c.is_ascii_digit())
}

fn is_short_capitals(atom: &str) -> bool {
    (1..=4).contains(&atom.len()) && atom.chars().all(|c| c.is_ascii_alphabetic())
}

/// Whether a character closes a quotation or a bracket.
pub(super) fn is_closing(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '>' | '」' | '』' | '）'
    )
}
