//! JSON-LD: what a page says of its article in schema.org's words.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;
use serde_json::{Map, Value};

/// What is read from the object that describes the article.
#[derive(Debug, Default)]
pub(super) struct Described {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    /// Whether it is described as an article rather than as a page or a video.
    pub(super) is_article: bool,
    pub(super) is_video: bool,
    /// `isAccessibleForFree` is false.
    pub(super) is_paywalled: bool,
}

/// Reads all the JSON-LD of a page; the object that is most an article speaks first.
pub(super) fn read(scripts: &[String]) -> Described {
    let mut objects: Vec<(u8, Map<String, Value>)> = Vec::new();
    let mut described = Described::default();
    let mut broken = Vec::new();
    for script in scripts {
        match parse(script) {
            Some(value) => collect(value, &mut objects),
            None => broken.push(script),
        }
    }
    objects.sort_by_key(|(rank, _)| *rank);
    for (rank, object) in &objects {
        described.is_article |= *rank <= RANK_ARTICLE;
        described.is_video |= *rank == RANK_VIDEO;
        described.add(object, *rank);
    }
    for script in broken {
        let field = |name: &str| {
            BROKEN_FIELDS
                .captures_iter(script)
                .find(|captures| &captures[1] == name)
                .map(|captures| captures[2].to_owned())
        };
        described.published = described
            .published
            .take()
            .or_else(|| field("datePublished"));
        described.modified = described.modified.take().or_else(|| field("dateModified"));
        described.headline = described
            .headline
            .take()
            .or_else(|| field("headline").map(|it| unescaped(&it)));
    }
    described
}

/// A field of JSON that does not parse.
static BROKEN_FIELDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""(datePublished|dateModified|headline)"\s*:\s*"([^"\\\n]{4,300})""#)
        .expect("the pattern is well-formed")
});

fn parse(script: &str) -> Option<Value> {
    let bare = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("/*<![CDATA[*/")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        // Raw line breaks inside strings are the commonest fault.
        let spaced: String = bare
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect();
        serde_json::from_str(&spaced).ok()
    })
}

const RANK_ARTICLE: u8 = 2;
const RANK_VIDEO: u8 = 4;

/// How much an object of a type describes the page's article; smaller is more.
fn rank(object: &Map<String, Value>) -> Option<u8> {
    let types: Vec<&str> = match object.get("@type")? {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    types
        .iter()
        .filter_map(|name| {
            let name = name.rsplit(['/', ':']).next().unwrap_or(name);
            Some(match name {
                "NewsArticle"
                | "ReportageNewsArticle"
                | "AnalysisNewsArticle"
                | "BackgroundNewsArticle"
                | "OpinionNewsArticle"
                | "AskPublicNewsArticle" => 0,
                "Article" | "LiveBlogPosting" | "Report" => 1,
                "BlogPosting" | "SocialMediaPosting" | "ScholarlyArticle" | "TechArticle" => {
                    RANK_ARTICLE
                }
                "WebPage" | "ItemPage" | "CreativeWork" => 3,
                "VideoObject" => RANK_VIDEO,
                _ => return None,
            })
        })
        .min()
}

fn collect(value: Value, objects: &mut Vec<(u8, Map<String, Value>)>) {
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(values) => pending.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.remove(key) {
                        pending.push(inner);
                    }
                }
                if let Some(rank) = rank(&object) {
                    objects.push((rank, object));
                }
            }
            _ => {}
        }
    }
}

impl Described {
    /// Takes what is not known yet.
    fn add(&mut self, object: &Map<String, Value>, rank: u8) {
        let text = |key: &str| words(object.get(key)?);
        if rank <= RANK_ARTICLE {
            self.headline = self
                .headline
                .take()
                .or_else(|| text("headline").or_else(|| text("name")));
            if self.authors.is_empty() {
                self.authors = names(object.get("author"));
            }
            let free = object.get("isAccessibleForFree");
            self.is_paywalled |= free.is_some_and(|value| {
                value == &Value::Bool(false)
                    || value
                        .as_str()
                        .is_some_and(|it| it.eq_ignore_ascii_case("false"))
            });
        }
        if rank != RANK_VIDEO {
            self.published = self.published.take().or_else(|| {
                text("datePublished")
                    .or_else(|| text("dateCreated"))
                    .or_else(|| text("uploadDate"))
            });
            self.modified = self.modified.take().or_else(|| text("dateModified"));
            self.publisher = self
                .publisher
                .take()
                .or_else(|| names(object.get("publisher")).into_iter().next());
            self.language = self.language.take().or_else(|| text("inLanguage"));
        }
    }
}

/// The words of a value: a string, the first of several, or an object's name.
fn words(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(values) => values.first()?,
        other => other,
    };
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => object
            .get("@value")
            .or(object.get("name"))?
            .as_str()?
            .to_owned(),
        _ => return None,
    };
    Some(unescaped(&text)).filter(|text| !text.trim().is_empty())
}

fn names(value: Option<&Value>) -> Vec<String> {
    let values = match value {
        None => return Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    };
    values.into_iter().filter_map(words).collect()
}

/// Text without the entities and elements of HTML that strings of JSON-LD often hold.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    // Twice: `&amp;#039;` is common.
    let once: String = Html::parse_fragment(text).root_element().text().collect();
    if !once.contains('&') {
        return once;
    }
    Html::parse_fragment(&once).root_element().text().collect()
}
