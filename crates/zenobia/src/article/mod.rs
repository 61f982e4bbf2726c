//! The article on a page: its text, which never changes again, and what stands around it.

mod draft;
mod html;
mod json_ld;
mod body;
mod plain;
mod prose;
mod days;
mod dateline;
mod credits;
mod language;

#[cfg(test)]
mod hostile;

use jiff::civil::Date;

use crate::{
    page::{MediaType, Page},
    span::Span,
};

/// A news article.
///
/// `text` holds the headline and the body, blocks separated by one blank line; every later span points into it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Id of the document: the given id, or [`Page::id`].
    pub id: String,
    /// Id of the page it stands on.
    pub page: String,
    /// Address of the page.
    pub url: Option<String>,
    /// Who printed it, as the outlet calls itself ("Egypt Independent").
    pub publisher: Option<String>,
    /// The news agency whose report it is, or is built on ("AFP").
    pub wire: Option<Wire>,
    /// Language of the body, as BCP 47 ("en").
    pub language: String,
    /// The same article in other languages.
    pub alternates: Vec<Alternate>,
    /// Headline and body.
    pub text: String,
    /// The blocks of `text`, in order, without overlap.
    pub blocks: Vec<Block>,
    /// The headline's span in `text`.
    pub headline: Option<Span>,
    /// The authors' line, as printed ("By Jane Doe in Geneva"); not part of `text`.
    pub byline: Option<String>,
    /// The dateline that opens the body ("DAMASCUS, March 24 -").
    pub dateline: Option<Dateline>,
    /// Day of publication.
    pub published: Option<Found<Date>>,
    /// Day of the last change.
    pub modified: Option<Found<Date>>,
    /// What was cut or given up while reading, in words for a person.
    pub notes: Vec<String>,
}

impl Article {
    /// An article of English words alone, in one paragraph, with nothing known beside them.
    ///
    /// ```
    /// use zenobia::article::Article;
    ///
    /// let article = Article::of_text("Troops entered the city.");
    /// assert_eq!(article.blocks.len(), 1);
    /// ```
    pub fn of_text(text: impl Into<String>) -> Article {
        let text = text.into();
        Article {
            id: String::new(),
            page: String::new(),
            url: None,
            publisher: None,
            wire: None,
            language: "en".to_owned(),
            alternates: Vec::new(),
            blocks: vec![Block {
                span: Span::new(0, text.len()),
                kind: BlockKind::Paragraph,
            }],
            text,
            headline: None,
            byline: None,
            dateline: None,
            published: None,
            modified: None,
            notes: Vec::new(),
        }
    }
}

/// A block of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// The article's headline.
    Headline,
    /// A heading inside the body.
    Heading,
    /// A paragraph.
    #[default]
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A paragraph set off as a quotation.
    Quotation,
}

/// A news agency's credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// The agency, by its usual short name ("AFP", "Reuters", "AP").
    pub agency: String,
    /// Where the credit was found.
    pub basis: WireBasis,
}

/// Where a wire credit was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireBasis {
    /// In the byline or a credit line.
    Credit,
    /// In the dateline: "DAMASCUS (AFP) -".
    Dateline,
    /// The body says that its sources spoke to the agency: "a source told AFP".
    ToldAgency(Span),
}

/// The same article in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternate {
    /// BCP 47, as the page gives it.
    pub language: String,
    /// Where it is.
    pub url: String,
}

/// Where and when a report was written, as it says at its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole of it, up to the dash or the last of its brackets.
    pub span: Span,
    /// Whether it stands apart from the first sentence, as "LIMA, 4 JUN 89 -- [TEXT]" does: then it is not cut into
    /// words.
    pub is_apart: bool,
    /// The place name in it.
    pub place: Option<Span>,
    /// The day in it.
    pub date: Option<Date>,
}

/// A value and where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub basis: Basis,
}

/// Where a date was found on a page, most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It came beside the page.
    Given,
    /// In JSON-LD (schema.org).
    JsonLd,
    /// In a `meta` element or a microdata attribute.
    Meta,
    /// In a `time` element or words that a reader sees.
    Visible,
    /// In the page's address.
    Url,
    /// In the dateline.
    Dateline,
}

/// Why a page gives no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnArticle {
    /// Links to articles rather than an article.
    #[error("a listing: {links} links, {words} words of prose")]
    Listing {
        /// Links on the page.
        links: usize,
        /// Words of prose on the page.
        words: usize,
    },
    /// A video or picture page with hardly a word.
    #[error("a video or picture page: {words} words of prose")]
    Media {
        /// Words of prose on the page.
        words: usize,
    },
    /// The rest is for subscribers.
    #[error("a paywall stub: {words} words before the wall")]
    Paywall {
        /// Words of prose on the page.
        words: usize,
    },
    /// Nothing to read.
    #[error("nothing to read: {words} words of prose")]
    Empty {
        /// Words of prose on the page.
        words: usize,
    },
    /// A language whose lexicons zenobia does not have.
    #[error("in a language that is not read yet: `{language}`")]
    Language {
        /// BCP 47.
        language: String,
    },
}

impl Article {
    /// The day from which relative dates are reckoned: the dateline's, else the day of publication,
    /// else the day of the last change.
    pub fn date_of_writing(&self) -> Option<Found<Date>> {
        let dateline = self.dateline.as_ref().and_then(|line| line.date);
        dateline
            .map(|value| Found {
                value,
                basis: Basis::Dateline,
            })
            .or(self.published)
            .or(self.modified)
    }
}

/// Languages whose articles are read.
const READ: &[&str] = &["en"];

/// Reads the article on a page.
///
/// # Errors
///
/// When the page is no article, or is in a language that is not read yet.
pub fn read(page: &Page) -> Result<Article, NotAnArticle> {
    let article = read_any_language(page)?;
    if READ.contains(&article.language.as_str()) {
        Ok(article)
    } else {
        Err(NotAnArticle::Language {
            language: article.language,
        })
    }
}

/// Reads the article on a page, whatever its language: body and dates are told by markup and shapes.
///
/// # Errors
///
/// When the page is no article.
pub fn read_any_language(page: &Page) -> Result<Article, NotAnArticle> {
    let decoded = page.decoded();
    let mut draft = match page.media_type {
        MediaType::Text => {
            let mut draft = plain::read(&decoded.text);
            draft.clean();
            if draft.blocks.is_empty() {
                return Err(NotAnArticle::Empty { words: 0 });
            }
            draft
        }
        MediaType::Html => {
            let (mut draft, signs) = html::read(&decoded.text, page.url.as_deref());
            draft.clean();
            match signs.what_instead(&draft) {
                Some(reason) => return Err(reason),
                None => draft,
            }
        }
    };
    draft.notes.splice(0..0, decoded.notes);
    Ok(draft.into_article(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The article in a few lines.
    fn read_text(body: &str) -> String {
        let article = match read(&Page::new(body.as_bytes().to_vec())) {
            Ok(article) => article,
            Err(reason) => return format!("no article: {reason}"),
        };
        let words = |span: Option<Span>| span.map_or("-", |span| span.text(&article.text));
        let published = article.published.map_or("-".to_owned(), |found| {
            format!("{} by {:?}", found.value, found.basis)
        });
        let wire = article
            .wire
            .as_ref()
            .map_or("-", |wire| wire.agency.as_str());
        let body: Vec<&str> = article
            .blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Headline)
            .map(|block| block.span.text(&article.text))
            .collect();
        format!(
            "{} | {published} | {} | {wire} | {}",
            words(article.headline),
            article.publisher.as_deref().unwrap_or("-"),
            body.join(" / ")
        )
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(read_text(body), expected);
    }

    const LEAD: &str = "Soldiers entered the town of Dilling on Monday after a week of shelling, \
        residents and a local official said.";
    const SECOND: &str = "\"They came from the north,\" a shopkeeper told AFP by telephone.";

    #[test]
    fn plain_text_loses_what_the_scraper_left_around_it() {
        check(
            &format!(
                "• 11:20\n • Monday ,4 April 2016\nالعربية\n\nSoldiers enter Dilling after week of \
                 shelling\n\nBy-egyptindependent\n\nThe music of the hills\n\n00:03\n\nMonday ,4 April \
                 2016\n\nSoldiers enter Dilling after week of shelling\n\n{LEAD}{LEAD}\n\n{SECOND}\n\n\
                 Share on Facebook\nMore news"
            ),
            &format!(
                "Soldiers enter Dilling after week of shelling | 2016-04-04 by Visible | Egypt \
                 Independent | AFP | {LEAD} / {SECOND}"
            ),
        );
    }

    #[test]
    fn one_sentence_is_an_article() {
        check(
            "Rebels attacked Dilling.",
            "- | - | - | - | Rebels attacked Dilling.",
        );
    }

    #[test]
    fn html_gives_what_its_head_says() {
        check(
            &format!(
                "<html lang=en><head><title>Soldiers enter Dilling | The Hill Post</title>\
                 <meta property=og:site_name content='The Hill Post'>\
                 <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Soldiers \
                 enter Dilling\",\"datePublished\":\"2016-04-04T23:10:00+02:00\"}}</script></head><body>\
                 <nav><a href=/>Home</a></nav><article><h1>Soldiers enter Dilling</h1>\
                 <p>DILLING, April 4 (Reuters) - {LEAD}</p><p>{LEAD} It was the second time.</p>\
                 <p>{SECOND}</p><p>Read more: The hills</p></article></body></html>"
            ),
            &format!(
                "Soldiers enter Dilling | 2016-04-04 by JsonLd | The Hill Post | Reuters | \
                 DILLING, April 4 (Reuters) - {LEAD} / {LEAD} It was the second time. / {SECOND}"
            ),
        );
    }

    #[test]
    fn what_came_beside_the_page_wins() {
        let page = Page {
            given: crate::page::Given {
                title: Some("Given title".to_owned()),
                published: Some(Date::constant(2016, 4, 5)),
                publisher: Some("Given Post".to_owned()),
                ..Default::default()
            },
            ..Page::new(LEAD.as_bytes().to_vec())
        };
        let article = read(&page).expect("it is an article");
        assert_eq!(article.text, format!("Given title\n\n{LEAD}"));
        assert_eq!(article.publisher.as_deref(), Some("Given Post"));
        let published = article.published.map(|found| found.basis);
        assert_eq!(published, Some(Basis::Given));
    }

    #[test]
    fn other_languages_are_named() {
        check(
            "Солдаты вошли в город в понедельник после недели обстрелов, сообщили жители и местный \
             чиновник. По их словам, погибли четыре человека, ещё десять ранены.",
            "no article: in a language that is not read yet: `ru`",
        );
    }

    #[test]
    fn listings_videos_and_empty_pages_are_named() {
        let links = "<li><a href=/x>Some story of the day</a></li>".repeat(40);
        check(
            &format!("<html><body><ul>{links}</ul></body></html>"),
            "no article: a listing: 40 links, 0 words of prose",
        );
        check(
            "<html><head><meta property=og:type content=video.other></head><body><p>Watch.</p></body></html>",
            "no article: a video or picture page: 0 words of prose",
        );
        check(
            "<html><body></body></html>",
            "no article: nothing to read: 0 words of prose",
        );
        check(" \n", "no article: nothing to read: 0 words of prose");
    }
}
