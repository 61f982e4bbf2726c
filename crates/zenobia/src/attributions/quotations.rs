//! Finds what stands in quotation marks.

use crate::{
    article::{Article, Block},
    span::Span,
};

/// Words in quotation marks, the marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// One part a block: a quotation that is not closed goes on in the next paragraph, if that
    /// opens with a mark again.
    pub parts: Vec<Span>,
}

impl Quotation {
    /// Whether `span` lies inside one of its parts.
    pub(super) fn contains(&self, span: Span) -> bool {
        self.parts.iter().any(|part| part.contains(span))
    }

    /// Whether `span` shares words with it.
    pub(super) fn overlaps(&self, span: Span) -> bool {
        self.parts.iter().any(|part| part.overlaps(span))
    }

    /// First byte.
    pub(super) fn start(&self) -> u32 {
        self.parts[0].start
    }

    /// One past the last byte.
    pub(super) fn end(&self) -> u32 {
        self.parts[self.parts.len() - 1].end
    }
}

/// A mark: where it stands, what it does, and whether it is straight or has a side to it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    turn: Turn,
    straight: bool,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    /// A straight mark with blanks or letters on both sides: whatever is due.
    Either,
}

/// The quotations of an article in text order; they do not overlap.
pub(super) fn find(article: &Article) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<Quotation> = None;
    for block in &article.blocks {
        let opens_block = marks(&article.text, *block)
            .first()
            .is_some_and(|mark| mark.turn != Turn::Closes && mark.span.start == block.span.start);
        if !opens_block {
            found.extend(open.take());
        }
        open = in_block(&article.text, *block, open, &mut found);
    }
    found.extend(open);
    found
}

/// Reads one block, with the quotation that the block before left open; gives the one left open.
fn in_block(
    text: &str,
    block: Block,
    mut before: Option<Quotation>,
    found: &mut Vec<Quotation>,
) -> Option<Quotation> {
    let mut opened: Option<Mark> = None;
    // Whether a quotation of the other kind of marks is open inside.
    let mut nested = false;
    let close = |from: Mark, to: u32, before: &mut Option<Quotation>| {
        let part = Span {
            start: from.span.start,
            end: to,
        };
        let mut quotation = before.take().unwrap_or(Quotation { parts: Vec::new() });
        quotation.parts.push(part);
        quotation
    };
    for mark in marks(text, block) {
        let Some(from) = opened else {
            // A mark that only closes is an apostrophe or inches.
            opened = (mark.turn == Turn::Opens).then_some(mark);
            continue;
        };
        if mark.straight != from.straight && (nested || mark.turn == Turn::Opens) {
            nested = mark.turn == Turn::Opens;
            continue;
        }
        nested = false;
        if mark.turn == Turn::Opens {
            // The closing mark is missing: what stood open is no quotation that can be trusted.
            found.extend(before.take());
            opened = Some(mark);
        } else {
            found.push(close(from, mark.span.end, &mut before));
            opened = None;
        }
    }
    let from = opened?;
    // Left open inside a paragraph, a mark is more often a slip than a long quotation.
    let led_in = text[block.span.start as usize..from.span.start as usize].trim_end();
    let trusted = led_in.is_empty() || led_in.ends_with([':', ',', '.', '?', '!', '”', '"']);
    if !trusted {
        found.extend(before.take());
        return None;
    }
    Some(close(from, block.span.end, &mut before))
}

/// The quotation marks of a block: double ones, straight, curly or angled, and doubled single ones.
fn marks(text: &str, block: Block) -> Vec<Mark> {
    let words = block.span.text(text);
    let offset = block.span.start as usize;
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (at, character) in words.char_indices() {
        if at < skip_to {
            continue;
        }
        let mut length = character.len_utf8();
        let (turn, is_straight) = match character {
            '“' | '«' | '„' | '‟' => (Turn::Opens, false),
            '”' | '»' => (Turn::Closes, false),
            '"' | '＂' => (straight(words, at, length), true),
            '\'' | '’' | '`' | '‘' if words[at + length..].starts_with(character) => {
                length *= 2;
                (straight(words, at, length), true)
            }
            _ => continue,
        };
        skip_to = at + length;
        found.push(Mark {
            span: Span::new(offset + at, offset + at + length),
            turn,
            straight: is_straight,
        });
    }
    found
}

fn straight(words: &str, at: usize, length: usize) -> Turn {
    let before = words[..at].chars().next_back();
    let after = words[at + length..].chars().next();
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–-/‘'".contains(c))
        && after.is_some_and(|c| !c.is_whitespace());
    let closes =
        after.is_none_or(|c| !c.is_alphanumeric()) && before.is_some_and(|c| !c.is_whitespace());
    match (opens, closes) {
        (true, false) => Turn::Opens,
        (false, true) => Turn::Closes,
        _ => Turn::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributions::tests::article;

    /// Quotations joined by ` | `, their parts by ` + `.
    #[track_caller]
    fn check(paragraphs: &[&str], expected: &str) {
        let article = article(paragraphs);
        let given: Vec<String> = find(&article)
            .iter()
            .map(|quotation| {
                let parts: Vec<&str> = quotation
                    .parts
                    .iter()
                    .map(|part| part.text(&article.text))
                    .collect();
                parts.join(" + ")
            })
            .collect();
        assert_eq!(given.join(" | "), expected);
    }

    #[test]
    fn straight_curly_angled_and_doubled_single_marks_are_read() {
        check(&["He said \"no\"."], "\"no\"");
        check(&["“No,” he said, “never.”"], "“No,” | “never.”");
        check(&["«Non», dit-il."], "«Non»");
        check(&["''No,'' he said."], "''No,''");
    }

    #[test]
    fn quotation_left_open_goes_on_in_a_paragraph_that_opens_with_a_mark() {
        check(
            &["\"We leave. ", "\"We come back,\" he said."],
            "\"We leave.  + \"We come back,\"",
        );
        check(&["\"We leave.", "They left."], "\"We leave.");
    }

    #[test]
    fn marks_of_another_kind_inside_a_quotation_are_part_of_it() {
        check(
            &["\"They ask “why?” and leave,\" he said."],
            "\"They ask “why?” and leave,\"",
        );
        check(&["“No evidence\" was found."], "“No evidence\"");
    }

    #[test]
    fn inches_and_apostrophes_open_nothing() {
        check(&["A 12\" shell hit the town's edge."], "");
    }

    #[test]
    fn mark_that_is_never_closed_inside_a_sentence_is_passed_over() {
        check(&["The so-called \"corridor is closed."], "");
    }
}
