//! What was read from a page, before it is put together as one text.

use jiff::civil::Date;

use super::{
    Alternate, Article, Basis, Block, BlockKind, Dateline, Found, Wire, WireBasis, credits,
    dateline, language, prose,
};
use crate::{
    page::{Given, Page, markup::floor_char_boundary},
    span::Span,
};

/// Longest text an article may have; 40,000 words are a short book.
const MAX_TEXT: usize = 256 * 1024;

/// An article in pieces.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) headline: Option<String>,
    /// What else the page calls its article.
    pub(super) other_headlines: Vec<String>,
    /// The body in reading order, not yet cleaned.
    pub(super) blocks: Vec<(BlockKind, String)>,
    pub(super) byline: Option<String>,
    /// Lines in which an agency may be credited, the byline aside.
    pub(super) credits: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<Found<Date>>,
    pub(super) modified: Option<Found<Date>>,
    /// The language the page declares.
    pub(super) language: Option<String>,
    pub(super) alternates: Vec<Alternate>,
    pub(super) notes: Vec<String>,
}

impl Draft {
    /// Cleans the blocks: furniture goes, and what is printed twice is kept once.
    pub(super) fn clean(&mut self) {
        let headlines: Vec<String> = self
            .headline
            .iter()
            .chain(&self.other_headlines)
            .map(|line| comparable(line))
            .filter(|line| !line.is_empty())
            .collect();
        let mut kept: Vec<(BlockKind, String)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (kind, text) in self.blocks.drain(..) {
            let text = prose::normalize(&text);
            if text.is_empty() {
                continue;
            }
            if prose::is_furniture(&text) {
                self.credits.push(text);
                continue;
            }
            let text = prose::once(&text).to_owned();
            let comparable = comparable(&text);
            let is_printed_again = headlines.contains(&comparable);
            // Short lines before the headline are the site's menu.
            if is_printed_again && kept.len() < 20 && kept.iter().all(|(_, it)| is_menu(it)) {
                kept.clear();
            }
            let is_headline = is_printed_again && kept.len() < 3;
            // Short blocks may repeat for a reason: questions, refrains, list items.
            let is_repeated = !seen.insert(comparable.clone()) && comparable.len() >= 40;
            if is_headline || is_repeated || comparable.is_empty() {
                continue;
            }
            kept.push((kind, text));
        }
        drop_repeated_standfirst(&mut kept);
        // A heading with nothing under it heads what was cut away.
        while kept
            .last()
            .is_some_and(|(kind, _)| *kind == BlockKind::Heading)
        {
            kept.pop();
        }
        self.blocks = kept;
    }

    /// Words in the body.
    pub(super) fn count_words(&self) -> usize {
        self.blocks
            .iter()
            .map(|(_, text)| prose::count_words(text))
            .sum()
    }

    /// Puts the pieces together. What came beside the page wins.
    pub(super) fn into_article(mut self, page: &Page) -> Article {
        let Given {
            id,
            title,
            published,
            publisher,
            language: given_language,
        } = &page.given;
        if let Some(title) = title {
            self.headline = Some(prose::normalize(title)).filter(|title| !title.is_empty());
            self.clean();
        }
        if let Some(value) = *published {
            self.published = Some(Found {
                value,
                basis: Basis::Given,
            });
        }
        let by_address = || page.url.as_deref().and_then(credits::outlet_at);
        let publisher = publisher
            .clone()
            .or(self.publisher.take())
            .map(|name| prose::normalize(&name))
            .filter(|name| !name.is_empty())
            .map(|name| credits::outlet(&name).map_or(name, str::to_owned))
            .or_else(|| by_address().map(str::to_owned));

        let mut text = String::new();
        let mut blocks = Vec::new();
        let headline = self.headline.take().filter(|line| !line.is_empty());
        let headline_block = headline.map(|line| (BlockKind::Headline, line));
        for (kind, block) in headline_block.into_iter().chain(self.blocks.drain(..)) {
            if text.len() + block.len() + 2 > MAX_TEXT {
                let room = MAX_TEXT.saturating_sub(text.len() + 2);
                self.notes
                    .push(format!("the text was cut after {} KB", MAX_TEXT / 1024));
                append(
                    &mut text,
                    &mut blocks,
                    kind,
                    &block[..floor_char_boundary(&block, room)],
                );
                break;
            }
            append(&mut text, &mut blocks, kind, &block);
        }
        let headline = blocks
            .first()
            .filter(|block| block.kind == BlockKind::Headline)
            .map(|block| block.span);
        let body = blocks
            .iter()
            .find(|block| block.kind != BlockKind::Headline);
        let opening = body.map(|block| block.span);
        let (dateline, dateline_agency) = read_dateline(&text, opening, self.published);
        let wire = wire(
            &text,
            self.byline.as_deref(),
            &self.credits,
            dateline_agency,
            opening,
        );
        let language = match given_language.as_deref().and_then(language::primary) {
            Some(given) => given,
            None => {
                let start = opening.map_or(0, |span| span.start as usize);
                language::of(&text[start..], self.language.as_deref())
            }
        };
        Article {
            id: id.clone().unwrap_or_else(|| page.id.clone()),
            page: page.id.clone(),
            url: page.url.clone(),
            publisher,
            wire,
            language,
            alternates: self.alternates,
            text,
            blocks,
            headline,
            byline: self.byline,
            dateline,
            published: self.published,
            modified: self.modified,
            notes: self.notes,
        }
    }
}

fn append(text: &mut String, blocks: &mut Vec<Block>, kind: BlockKind, block: &str) {
    if block.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.len();
    text.push_str(block);
    blocks.push(Block {
        span: Span::new(start, text.len()),
        kind,
    });
}

/// Letters and digits, lower case: what must agree for two lines to be the same.
pub(super) fn comparable(line: &str) -> String {
    line.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_menu(line: &str) -> bool {
    prose::count_words(line) <= 4 && !line.ends_with(['.', '!', '?', '"', '”'])
}

/// A standfirst that a later paragraph repeats whole is not kept.
fn drop_repeated_standfirst(blocks: &mut Vec<(BlockKind, String)>) {
    let openings: Vec<String> = blocks
        .iter()
        .take(5)
        .map(|(_, text)| comparable(text))
        .collect();
    for index in (0..openings.len().min(3)).rev() {
        let repeated = openings[index + 1..]
            .iter()
            .any(|later| openings[index].len() >= 40 && later.contains(&openings[index]));
        if repeated {
            blocks.remove(index);
        }
    }
}

fn read_dateline(
    text: &str,
    opening: Option<Span>,
    published: Option<Found<Date>>,
) -> (Option<Dateline>, Option<String>) {
    let Some(opening) = opening else {
        return (None, None);
    };
    let Some(found) = dateline::read(opening.text(text), published.map(|found| found.value)) else {
        return (None, None);
    };
    let start = opening.start as usize;
    let shifted = |range: std::ops::Range<usize>| Span::new(start + range.start, start + range.end);
    let dateline = Dateline {
        span: shifted(found.whole),
        is_apart: found.is_apart,
        place: found.place.map(shifted),
        date: found.date,
    };
    (Some(dateline), found.agency)
}

/// Whose report it is: the byline and the credit lines say so first, then the dateline, then the
/// people who spoke to the agency.
fn wire(
    text: &str,
    byline: Option<&str>,
    credit_lines: &[String],
    dateline_agency: Option<String>,
    opening: Option<Span>,
) -> Option<Wire> {
    let credited = |agency: &str, basis| {
        Some(Wire {
            agency: agency.to_owned(),
            basis,
        })
    };
    if let Some(agency) = byline.and_then(credits::agency_in_credit) {
        return credited(agency, WireBasis::Credit);
    }
    if let Some(agency) = dateline_agency {
        return credited(&agency, WireBasis::Dateline);
    }
    let in_line = credit_lines
        .iter()
        .find_map(|line| credits::agency_in_source_line(line));
    if let Some(agency) = in_line {
        return credited(agency, WireBasis::Credit);
    }
    let start = opening.map_or(0, |span| span.start as usize);
    let (agency, at) = credits::agency_spoken_to(&text[start..])?;
    credited(
        agency,
        WireBasis::ToldAgency(Span::new(start + at.start, start + at.end)),
    )
}
