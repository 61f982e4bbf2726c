//! Cuts words into the pieces that the encoder knows (a SentencePiece unigram vocabulary; Kudo 2018).

use rustc_hash::FxHashMap;

/// Row numbers of the pieces that frame a sentence, fill a batch up and stand for what is unknown.
pub(super) const BEGIN: u32 = 0;
pub(super) const END: u32 = 2;
const UNKNOWN: u32 = 3;
const SPECIAL_ROWS: u32 = 4;

/// Stands in a piece for the blank before it.
const BLANK: char = '▁';

/// Longer words keep their beginning: only the first piece's vector stands for the word.
const MOST_CHARS: usize = 160;

/// The pieces with their rows and log probabilities, and how characters are written in them.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pieces: FxHashMap<&'static str, (u32, f64)>,
    longest_chars: usize,
    unknown_score: f64,
    normal: FxHashMap<char, String>,
}

impl Vocabulary {
    /// Reads `pieces.tsv` and `normalization.tsv`; the error names the file and what is wrong in it.
    pub(super) fn read(
        pieces_file: &'static str,
        normalization_file: &str,
    ) -> Result<Vocabulary, (&'static str, String)> {
        let mut vocabulary = Vocabulary {
            pieces: FxHashMap::default(),
            longest_chars: 0,
            unknown_score: 0.0,
            normal: FxHashMap::default(),
        };
        let mut least: f64 = 0.0;
        let lines = pieces_file.split_terminator('\n');
        for (row, line) in lines.enumerate() {
            let error = |problem: &str| ("pieces.tsv", format!("line {}: {problem}", row + 1));
            let (piece, score) = line
                .split_once('\t')
                .ok_or_else(|| error("no tab between piece and score"))?;
            let score: f64 = score.parse().map_err(|_| error("the score is no number"))?;
            if (row as u32) < SPECIAL_ROWS {
                continue;
            }
            least = least.min(score);
            vocabulary.longest_chars = vocabulary.longest_chars.max(piece.chars().count());
            vocabulary.pieces.insert(piece, (row as u32, score));
        }
        // As SentencePiece has it: what is unknown is far less likely than the rarest piece.
        vocabulary.unknown_score = least - 10.0;
        for (index, line) in normalization_file.split_terminator('\n').enumerate() {
            let (from, to) = mapping(line).ok_or_else(|| {
                let problem = format!("line {}: not code points in hexadecimal", index + 1);
                ("normalization.tsv", problem)
            })?;
            vocabulary.normal.insert(from, to);
        }
        Ok(vocabulary)
    }

    /// Number of rows, the special ones included.
    pub(super) fn rows(&self) -> usize {
        self.pieces.len() + SPECIAL_ROWS as usize
    }

    /// Appends the rows of a word's pieces, at least one; `blank`: a blank or the start of the sentence is before it.
    pub(super) fn cut(&self, word: &str, blank: bool, rows: &mut Vec<u32>) {
        let normal = self.normalize(word, blank);
        let before = rows.len();
        self.best(&normal, rows);
        if rows.len() == before {
            rows.push(UNKNOWN);
        }
    }

    /// How likely the likeliest cut of a word after a blank is, as a logarithm.
    pub(super) fn likelihood(&self, word: &str) -> f64 {
        self.best(&self.normalize(word, true), &mut Vec::new())
    }

    fn normalize(&self, word: &str, blank: bool) -> String {
        let mut mapped = String::with_capacity(word.len() + BLANK.len_utf8());
        for character in word.chars().take(MOST_CHARS) {
            match self.normal.get(&character) {
                Some(to) => mapped.push_str(to),
                None => mapped.push(character),
            }
        }
        let mut normal = String::with_capacity(mapped.len() + BLANK.len_utf8());
        if blank {
            normal.push(BLANK);
        }
        let parts = mapped.split(' ').filter(|part| !part.is_empty());
        for (index, part) in parts.enumerate() {
            if index > 0 {
                normal.push(BLANK);
            }
            normal.push_str(part);
        }
        normal
    }

    /// Appends the rows of the likeliest cut (Viterbi) and gives its log probability; neighbouring unknown characters
    /// count as one piece.
    fn best(&self, text: &str, rows: &mut Vec<u32>) -> f64 {
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let count = ends.len() - 1;
        // best[i]: score of the best cut of the first i characters, where its last piece starts, and its row.
        let mut best: Vec<Option<(f64, usize, u32)>> = vec![None; count + 1];
        best[0] = Some((0.0, 0, UNKNOWN));
        for start in 0..count {
            let Some((so_far, _, _)) = best[start] else {
                continue;
            };
            let mut single = false;
            for end in start + 1..=count.min(start + self.longest_chars) {
                let Some(&(row, score)) = self.pieces.get(&text[ends[start]..ends[end]]) else {
                    continue;
                };
                single |= end == start + 1;
                if best[end].is_none_or(|(known, _, _)| so_far + score > known) {
                    best[end] = Some((so_far + score, start, row));
                }
            }
            let score = so_far + self.unknown_score;
            if !single && best[start + 1].is_none_or(|(known, _, _)| score > known) {
                best[start + 1] = Some((score, start, UNKNOWN));
            }
        }
        let first = rows.len();
        let mut end = count;
        while end > 0 {
            let Some((_, start, row)) = best[end] else {
                break;
            };
            if row != UNKNOWN || rows[first..].last() != Some(&UNKNOWN) {
                rows.push(row);
            }
            end = start;
        }
        rows[first..].reverse();
        best[count].map_or(f64::NEG_INFINITY, |(score, _, _)| score)
    }
}

fn mapping(line: &str) -> Option<(char, String)> {
    let character = |code: &str| char::from_u32(u32::from_str_radix(code, 16).ok()?);
    let (from, to) = line.split_once('\t')?;
    let to: Option<String> = to.split_whitespace().map(character).collect();
    Some((character(from)?, to?))
}
