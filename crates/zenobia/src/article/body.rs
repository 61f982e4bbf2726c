//! The body of an HTML article: the foreign extractor behind a fence, and its output as blocks.
//!
//! Measured on the shared part of the article extraction benchmark (78 pages, F1 of 4-word shingles,
//! 2026-11): trafilatura 0.6 favouring precision 0.962, balanced 0.958, without its fallbacks 0.935;
//! dom_smoothie 0.19 0.952; rs-trafilatura 0.2 0.943.

use std::panic::{AssertUnwindSafe, catch_unwind};

use scraper::{ElementRef, Html, Node};
use trafilatura::{ExtractionFocus, Options};

use super::BlockKind;

/// The blocks of the body, not yet cleaned.
///
/// # Errors
///
/// What to note when the extractor gave up.
pub(super) fn read(html: &str) -> Result<Vec<(BlockKind, String)>, String> {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision);
    // The extractor is foreign code over hostile input and holds no state between pages: should it
    // ever panic, that costs its page only.
    match catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options))) {
        Ok(Ok(extracted)) => Ok(blocks(&extracted.content_html)),
        Ok(Err(_)) => Ok(Vec::new()),
        Err(_) => Err("the reader of page bodies failed on this page".to_owned()),
    }
}

/// Markup of a body cut into blocks.
pub(super) fn blocks(html: &str) -> Vec<(BlockKind, String)> {
    let fragment = Html::parse_fragment(html);
    let mut cutter = Cutter::default();
    let mut open: Vec<usize> = Vec::new();
    // Document order without recursion: an element's end is known by the depth of the next node.
    for node in fragment.tree.root().descendants() {
        let depth = node.ancestors().count();
        while open.last().is_some_and(|&it| it >= depth) {
            open.pop();
            cutter.flush();
        }
        match node.value() {
            Node::Text(text) => cutter.text.push_str(text),
            Node::Element(element) => {
                let name = element.name();
                if name == "br" {
                    cutter.text.push('\n');
                } else if is_block(name) {
                    cutter.flush();
                    cutter.kind = kind(node.ancestors().filter_map(ElementRef::wrap), name);
                    open.push(depth);
                }
            }
            _ => {}
        }
    }
    cutter.flush();
    cutter.blocks
}

#[derive(Default)]
struct Cutter {
    blocks: Vec<(BlockKind, String)>,
    text: String,
    kind: BlockKind,
}

impl Cutter {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        // Two line breaks in a row divide paragraphs that no element divides.
        for part in text.split("\n\n") {
            if part.chars().any(|letter| !letter.is_whitespace()) {
                self.blocks.push((self.kind, part.to_owned()));
            }
        }
        self.kind = BlockKind::Paragraph;
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "figure"
            | "figcaption"
            | "pre"
            | "hr"
            | "header"
            | "footer"
            | "aside"
            | "main"
            | "q"
    ) && name != "q"
}

fn kind<'a>(ancestors: impl Iterator<Item = ElementRef<'a>>, name: &str) -> BlockKind {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return BlockKind::Heading,
        "li" | "dt" | "dd" => return BlockKind::ListItem,
        "blockquote" => return BlockKind::Quotation,
        _ => {}
    }
    for ancestor in ancestors {
        match ancestor.value().name() {
            "li" => return BlockKind::ListItem,
            "blockquote" => return BlockKind::Quotation,
            _ => {}
        }
    }
    BlockKind::Paragraph
}
