//! Claims of an article, those of one holder together.

use std::io::{self, Write};

use anstyle::AnsiColor;
use unicode_width::UnicodeWidthStr;
use zenobia::document::Document;
use zenobia_record::rows::{
    EventRow,
    event::{ActorRow, ClaimRow},
};

use super::{Paper, Piece, fields};

/// Everything one holder says.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// Who: tells groups apart.
    key: String,
    title: Vec<Piece>,
    /// Number of the event in the article, from 1, and the event.
    events: Vec<(usize, &'a EventRow)>,
}

/// Groups events by who says so: the publisher first, then as they come.
pub(super) fn group<'a>(document: &Document, rows: &'a [EventRow]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (number, row) in (1..).zip(rows) {
        let key = key(&row.claim);
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => group.events.push((number, row)),
            None => groups.push(Group {
                key,
                title: title(document, &row.claim),
                events: vec![(number, row)],
            }),
        }
    }
    groups.sort_by_key(|group| !group.key.is_empty());
    groups
}

/// Named holders are one by their name, unnamed ones by their words; the publisher's key is empty.
fn key(claim: &ClaimRow) -> String {
    let own = match &claim.source {
        _ if claim.holder == "publisher" => return String::new(),
        None => "?".to_owned(),
        Some(source) if claim.holder == "named" => shown_name(source).to_lowercase(),
        Some(source) => format!("? {}", source.text.to_lowercase()),
    };
    match &claim.within {
        Some(outer) => format!("{own} < {}", key(outer)),
        None => own,
    }
}

fn shown_name(source: &ActorRow) -> &str {
    source.name.as_deref().unwrap_or(&source.text)
}

fn title(document: &Document, claim: &ClaimRow) -> Vec<Piece> {
    if claim.holder == "publisher" {
        let publisher = document
            .article
            .publisher
            .as_deref()
            .unwrap_or("the publisher");
        return vec![Piece::bold(publisher), Piece::plain(", in its own voice")];
    }
    let mut pieces = Vec::new();
    match &claim.source {
        None => {
            pieces.push(Piece::bold("Somebody"));
            pieces.push(Piece::colored(" ? not named", AnsiColor::Yellow));
        }
        Some(source) if claim.holder == "named" => {
            pieces.push(Piece::bold(shown_name(source)));
            if let Some(code) = &source.code {
                pieces.push(Piece::plain(format!(" {code}")));
            }
        }
        Some(source) => {
            pieces.push(Piece::bold(format!("“{}”", source.text)));
            if let Some(code) = &source.code {
                pieces.push(Piece::plain(format!(" {code}")));
            }
            pieces.push(Piece::colored(" ? not named", AnsiColor::Yellow));
        }
    }
    if let Some(outer) = &claim.within {
        let by = match &outer.source {
            Some(source) if outer.holder == "named" => shown_name(source).to_owned(),
            Some(source) => format!("“{}” (not named)", source.text),
            None => "somebody".to_owned(),
        };
        pieces.push(Piece::plain(format!(", as told by {by}")));
    }
    pieces
}

/// Writes a group: its head, then sentence by sentence the events told in it.
pub(super) fn write(group: &Group<'_>, paper: &Paper, out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    write_title(group, paper, out)?;
    for told_together in group.events.chunk_by(|(_, left), (_, right)| {
        left.sentence.index == right.sentence.index && left.claim == right.claim
    }) {
        writeln!(out)?;
        paper.paragraph(&[], 2, &sentence(told_together), out)?;
        for &(number, row) in told_together {
            fields::write(number, row, paper, out)?;
        }
    }
    Ok(())
}

fn write_title(group: &Group<'_>, paper: &Paper, out: &mut impl Write) -> io::Result<()> {
    let n_events = group.events.len();
    let count = if n_events == 1 {
        " 1 event".to_owned()
    } else {
        format!(" {n_events} events")
    };
    let mut pieces = vec![Piece::plain("── ")];
    pieces.extend(group.title.iter().cloned());
    let used: usize = pieces.iter().map(|piece| piece.text.width()).sum();
    let rule = paper.width.saturating_sub(used + 1 + count.width());
    if rule < 2 {
        return paper.paragraph(&[], 3, &pieces, out);
    }
    pieces.push(Piece::faint(format!(" {}", "─".repeat(rule))));
    pieces.push(Piece::plain(count));
    paper.line(&pieces, out)
}

/// The sentence with the words of each event marked: `[overran]¹`.
fn sentence(told_together: &[(usize, &EventRow)]) -> Vec<Piece> {
    let Some((_, first)) = told_together.first() else {
        return Vec::new();
    };
    let letters: Vec<char> = first.sentence.text.chars().collect();
    let mut marks: Vec<(usize, usize, usize)> = told_together
        .iter()
        .map(|(number, row)| {
            let from = row.event_text.start.saturating_sub(row.sentence.start);
            let to = row.event_text.end.saturating_sub(row.sentence.start);
            (from.min(letters.len()), to.min(letters.len()), *number)
        })
        .collect();
    marks.sort_unstable();
    let words = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let mut pieces = Vec::new();
    let mut done = 0;
    for same_words in marks.chunk_by(|left, right| left.0 == right.0 && left.1 == right.1) {
        let (from, to, _) = same_words[0];
        let numbers: Vec<String> = same_words.iter().map(|mark| raised(mark.2)).collect();
        // Words that lie inside words marked before get only their number.
        if from >= done {
            pieces.push(Piece::plain(format!("{}[", words(done, from))));
            pieces.push(Piece::marked(words(from, to)));
            pieces.push(Piece::plain("]"));
            done = to;
        }
        pieces.push(Piece::plain(numbers.join("˒")));
    }
    pieces.push(Piece::plain(words(done, letters.len())));
    pieces
}

/// The number in raised digits.
fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number
        .to_string()
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .map(|digit| DIGITS[digit as usize])
        .collect()
}
