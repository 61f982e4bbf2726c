//! Lines of styled words, as wide as the terminal.

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::Path,
};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// Words in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The words.
    pub text: String,
    /// How they look where looks can be had.
    pub style: Style,
}

/// What a report is written on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paper {
    /// Columns.
    pub width: usize,
    /// Whether styles are shown.
    pub is_styled: bool,
}

/// Narrower than this no table fits; wider than this no eye follows a line back.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=96;

impl Piece {
    pub(crate) fn plain(text: impl Into<String>) -> Piece {
        Piece {
            text: text.into(),
            style: Style::new(),
        }
    }

    pub(crate) fn bold(text: impl Into<String>) -> Piece {
        Piece {
            text: text.into(),
            style: Style::new().bold(),
        }
    }

    pub(crate) fn faint(text: impl Into<String>) -> Piece {
        Piece {
            text: text.into(),
            style: Style::new().dimmed(),
        }
    }

    pub(crate) fn colored(text: impl Into<String>, color: AnsiColor) -> Piece {
        Piece {
            text: text.into(),
            style: Style::new().bold().fg_color(Some(color.into())),
        }
    }

    pub(crate) fn marked(text: impl Into<String>) -> Piece {
        Piece {
            text: text.into(),
            style: Style::new().bold().underline(),
        }
    }
}

impl Paper {
    /// The paper for an output file, or for standard output.
    pub(crate) fn of(path: Option<&Path>) -> Paper {
        let is_terminal = path.is_none() && io::stdout().is_terminal();
        let choice = anstream::AutoStream::choice(&io::stdout());
        let columns = env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let measured = is_terminal
            .then(terminal_size::terminal_size)
            .flatten()
            .map(|(width, _)| usize::from(width.0));
        Paper {
            width: measured
                .or(columns)
                .unwrap_or(80)
                .clamp(*WIDTHS.start(), *WIDTHS.end()),
            is_styled: path.is_none() && choice != anstream::ColorChoice::Never,
        }
    }

    /// Writes one line without wrapping it.
    pub(crate) fn line(&self, pieces: &[Piece], out: &mut impl Write) -> io::Result<()> {
        for piece in pieces {
            self.piece(piece, out)?;
        }
        writeln!(out)
    }

    /// Writes a paragraph: `first` opens its first line, `indent` columns of nothing the others.
    pub(crate) fn paragraph(
        &self,
        first: &[Piece],
        indent: usize,
        pieces: &[Piece],
        out: &mut impl Write,
    ) -> io::Result<()> {
        for piece in first {
            self.piece(piece, out)?;
        }
        let opened = first.iter().map(|piece| piece.text.width()).sum::<usize>();
        write!(out, "{:1$}", "", indent.saturating_sub(opened))?;
        let room = self.width.saturating_sub(indent).max(10);
        for (number, line) in wrap(pieces, room).iter().enumerate() {
            if number > 0 {
                write!(out, "{:indent$}", "")?;
            }
            self.line(line, out)?;
        }
        Ok(())
    }

    fn piece(&self, piece: &Piece, out: &mut impl Write) -> io::Result<()> {
        let style = piece.style;
        if self.is_styled && style != Style::new() {
            write!(out, "{style}{}{style:#}", piece.text)
        } else {
            write!(out, "{}", piece.text)
        }
    }
}

/// Breaks styled words into lines of at most `room` columns.
fn wrap(pieces: &[Piece], room: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for word in words(pieces) {
        for part in fitting(word, room) {
            let width = part.iter().map(|piece| piece.text.width()).sum::<usize>();
            let line = lines.last_mut().expect("there is always a line");
            if line.is_empty() {
                line.extend(part);
                used = width;
            } else if used + 1 + width <= room {
                // A blank between two words of one style has it too, so that underlines do not break.
                let style = match (line.last(), part.first()) {
                    (Some(left), Some(right)) if left.style == right.style => left.style,
                    _ => Style::new(),
                };
                line.push(Piece {
                    text: " ".to_owned(),
                    style,
                });
                line.extend(part);
                used += 1 + width;
            } else {
                lines.push(part);
                used = width;
            }
        }
    }
    lines
}

/// Words are parted by blanks; one may consist of pieces in several styles.
fn words(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut words: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        for (number, part) in piece.text.split([' ', '\n', '\t', '\r']).enumerate() {
            if number > 0 {
                words.push(Vec::new());
            }
            if !part.is_empty() {
                let word = words.last_mut().expect("there is always a word");
                word.push(Piece {
                    text: part.to_owned(),
                    style: piece.style,
                });
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The word in parts that fit on a line: an address, or a script without blanks, may be longer.
fn fitting(word: Vec<Piece>, room: usize) -> Vec<Vec<Piece>> {
    if word.iter().map(|piece| piece.text.width()).sum::<usize>() <= room {
        return vec![word];
    }
    let mut parts = vec![Vec::new()];
    let mut used = 0;
    for piece in word {
        for character in piece.text.chars() {
            let text = character.to_string();
            let width = text.width();
            if used + width > room {
                parts.push(Vec::new());
                used = 0;
            }
            used += width;
            let part: &mut Vec<Piece> = parts.last_mut().expect("there is always a part");
            match part.last_mut() {
                Some(last) if last.style == piece.style => last.text.push(character),
                _ => part.push(Piece {
                    text,
                    style: piece.style,
                }),
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pieces: &[Piece], room: usize, expected: &[&str]) {
        let lines: Vec<String> = wrap(pieces, room)
            .iter()
            .map(|line| line.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_at_blanks() {
        check(
            &[Piece::plain("troops left the city")],
            11,
            &["troops left", "the city"],
        );
    }

    #[test]
    fn marks_stay_at_their_word() {
        let pieces = [
            Piece::plain("they ["),
            Piece::marked("blew up"),
            Piece::plain("] it"),
        ];
        check(&pieces, 10, &["they [blew", "up] it"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        check(
            &[Piece::plain("部队离开了城市")],
            8,
            &["部队离开", "了城市"],
        );
    }
}
