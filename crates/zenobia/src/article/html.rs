//! HTML pages: what they say of themselves in markup, and where the body is.

use jiff::civil::Date;
use scraper::{ElementRef, Html, Node, node::Element};

use super::{
    Alternate, Basis, Found, NotAnArticle, body, credits,
    days::{self, NumericOrder},
    draft::{Draft, comparable},
    json_ld::{self, Described},
    plain, prose,
};
use crate::page::markup;

/// Most bytes of markup, scripts and styles gone, that are read.
const MAX_MARKUP: usize = 2 * 1024 * 1024;

/// Most links to other languages kept.
const MAX_ALTERNATES: usize = 200;

/// What kind of page it looks to be, for pages that turn out to hold no article.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) n_links: usize,
    pub(super) is_video: bool,
    pub(super) is_paywalled: bool,
    /// Something says that the page holds one article.
    pub(super) is_article: bool,
}

/// Fewer words than this make no article.
const FEW_WORDS: usize = 20;

/// Fewer words of prose than this, on a page that nothing calls an article, make no article.
const SOME_WORDS: usize = 40;

impl Signs {
    /// What the page is, if not an article.
    pub(super) fn what_instead(&self, draft: &Draft) -> Option<NotAnArticle> {
        let words = draft.count_words();
        let prose: usize = draft
            .blocks
            .iter()
            .filter(|(_, text)| prose::is_sentence_like(text))
            .map(|(_, text)| prose::count_words(text))
            .sum();
        let enough = if self.is_article {
            FEW_WORDS
        } else {
            SOME_WORDS
        };
        if prose >= enough {
            return None;
        }
        Some(if self.is_paywalled {
            NotAnArticle::Paywall { words }
        } else if self.is_video {
            NotAnArticle::Media { words }
        } else if self.n_links >= 20 {
            NotAnArticle::Listing {
                links: self.n_links,
                words: prose,
            }
        } else if prose > 0 && words >= FEW_WORDS {
            return None;
        } else {
            NotAnArticle::Empty { words }
        })
    }
}

/// Reads an HTML page.
pub(super) fn read(html: &str, url: Option<&str>) -> (Draft, Signs) {
    let tidied = markup::tidy(html, MAX_MARKUP);
    let tree = Html::parse_document(&tidied.html);
    let seen = Seen::read(&tree);
    let described = json_ld::read(&seen.json_ld);
    let mut draft = Draft {
        notes: tidied.notes,
        ..Draft::default()
    };
    match body::read(&tidied.html) {
        Ok(blocks) => draft.blocks = blocks,
        Err(note) => draft.notes.push(note),
    }
    let address = url.map(str::to_owned).or_else(|| seen.canonical.clone());
    let locale = seen.locale();
    let order = NumericOrder::of_locale(locale.as_deref().unwrap_or_default());

    draft.headline = headline(&seen, &described);
    draft.other_headlines = seen.h1s.clone();
    draft.other_headlines.extend(described.headline.clone());
    draft.byline = byline(&seen, &described);
    draft.credits.extend(described.authors.iter().cloned());
    draft.credits.extend(seen.bylines.iter().cloned());
    draft.publisher = publisher(&seen, &described, address.as_deref());
    draft.published = published(
        &seen,
        &described,
        address.as_deref(),
        draft.headline.as_deref(),
        order,
    );
    draft.modified = modified(&seen, &described, order);
    draft.language = seen
        .language
        .clone()
        .or(described.language.clone())
        .or(locale);
    draft.alternates = seen.alternates.clone();
    let signs = Signs {
        n_links: seen.n_links,
        is_video: described.is_video
            || seen
                .meta(&["og:type"])
                .is_some_and(|kind| kind.contains("video"))
            || address
                .as_deref()
                .is_some_and(|it| it.contains("/video") || it.contains("/gallery/")),
        is_paywalled: described.is_paywalled,
        is_article: described.is_article
            || seen
                .meta(&["og:type"])
                .is_some_and(|kind| kind == "article"),
    };
    (draft, signs)
}

/// What stands in the markup, gathered in one walk.
#[derive(Debug, Default)]
struct Seen {
    language: Option<String>,
    title: Option<String>,
    metas: Vec<(String, String)>,
    json_ld: Vec<String>,
    canonical: Option<String>,
    alternates: Vec<Alternate>,
    h1s: Vec<String>,
    /// Second-order headings: old pages have no other.
    h2s: Vec<String>,
    bylines: Vec<String>,
    n_links: usize,
    /// Values of `itemprop="datePublished"` and of its like.
    published_marks: Vec<String>,
    modified_marks: Vec<String>,
    /// Short lines in the order in which they are seen.
    lines: Vec<Line>,
}

/// A line that a reader sees, short enough to hold a date.
#[derive(Debug)]
struct Line {
    text: String,
    /// The machine-readable date of a `time` element.
    datetime: Option<String>,
    /// Its element is named for dates.
    is_for_dates: bool,
    /// It stands in a menu, a footer, or beside the article.
    is_aside: bool,
}

impl Seen {
    fn read(tree: &Html) -> Seen {
        let mut seen = Seen::default();
        for node in tree.tree.root().descendants() {
            match node.value() {
                Node::Element(element) => {
                    if let Some(it) = ElementRef::wrap(node) {
                        seen.element(it, element);
                    }
                }
                Node::Text(text) if seen.lines.len() < 5_000 => {
                    let Some(parent) = node.parent().and_then(ElementRef::wrap) else {
                        continue;
                    };
                    if matches!(
                        parent.value().name(),
                        "title" | "script" | "style" | "noscript" | "time"
                    ) {
                        continue;
                    }
                    if text.len() <= 200 && text.chars().any(char::is_alphanumeric) {
                        seen.line(parent, prose::normalize(text), None);
                    }
                }
                _ => {}
            }
        }
        seen
    }

    fn line(&mut self, element: ElementRef<'_>, text: String, datetime: Option<String>) {
        let mut is_for_dates = false;
        let mut is_aside = false;
        for (distance, it) in std::iter::once(element)
            .chain(element.ancestors().filter_map(ElementRef::wrap))
            .take(40)
            .enumerate()
        {
            if distance < 3 {
                is_for_dates |= is_named_for_dates(it.value());
            }
            is_aside |= matches!(
                it.value().name(),
                "nav" | "footer" | "aside" | "li" | "select"
            );
        }
        self.lines.push(Line {
            text,
            datetime,
            is_for_dates,
            is_aside,
        });
    }

    fn element(&mut self, it: ElementRef<'_>, element: &Element) {
        let text = || prose::normalize(&it.text().collect::<String>());
        match element.name() {
            "html" => {
                self.language = element
                    .attr("lang")
                    .or(element.attr("xml:lang"))
                    .map(str::to_owned);
            }
            "title" if self.title.is_none() => {
                self.title = Some(text()).filter(|it| !it.is_empty());
            }
            "meta" => self.meta_element(element),
            "link" => self.link(element),
            "script" => self.json_ld.push(it.text().collect()),
            "a" => self.n_links += usize::from(element.attr("href").is_some()),
            "h1" => self.h1s.extend(Some(text()).filter(|it| !it.is_empty())),
            "h2" => self.h2s.extend(Some(text()).filter(|it| !it.is_empty())),
            "time" => {
                let datetime = element.attr("datetime").map(str::to_owned);
                self.line(it, text(), datetime);
            }
            _ => {}
        }
        if let Some(property) = element
            .attr("itemprop")
            .filter(|_| element.name() != "meta")
        {
            let value = || {
                ["content", "datetime", "title"]
                    .iter()
                    .find_map(|name| element.attr(name))
                    .map_or_else(text, str::to_owned)
            };
            match property {
                "datePublished" | "dateCreated" => self.published_marks.push(value()),
                "dateModified" => self.modified_marks.push(value()),
                _ => {}
            }
        }
        if self.bylines.len() < 8 && is_named_for_authors(element) {
            let line = prose::normalize(&without_times(it));
            if !line.is_empty() && line.len() <= 200 {
                self.bylines.push(line);
            }
        }
    }

    fn meta_element(&mut self, element: &Element) {
        let Some(content) = element.attr("content").filter(|it| !it.trim().is_empty()) else {
            return;
        };
        for name in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(key) = element.attr(name) {
                self.metas
                    .push((key.to_ascii_lowercase(), content.to_owned()));
            }
        }
    }

    fn link(&mut self, element: &Element) {
        let (Some(relation), Some(url)) = (element.attr("rel"), element.attr("href")) else {
            return;
        };
        if relation == "canonical" {
            self.canonical = Some(url.to_owned());
        }
        let language = element
            .attr("hreflang")
            .filter(|it| relation == "alternate" && *it != "x-default");
        if let Some(language) = language
            && self.alternates.len() < MAX_ALTERNATES
        {
            self.alternates.push(Alternate {
                language: language.to_owned(),
                url: url.to_owned(),
            });
        }
    }

    /// The content of the first `meta` element with the first of these names that there is.
    fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self.metas.iter().find(|(key, _)| key == name)?;
            Some(found.1.as_str())
        })
    }

    /// Language and country ("en-US"), where the page tells both.
    fn locale(&self) -> Option<String> {
        let tags = [self.language.as_deref(), self.meta(&["og:locale"])];
        let known = || tags.iter().flatten();
        known()
            .find(|tag| tag.len() >= 5)
            .or_else(|| known().next())
            .map(|tag| (*tag).to_owned())
    }
}

fn is_named(element: &Element, words: &[&str]) -> bool {
    [
        "class",
        "id",
        "itemprop",
        "rel",
        "data-testid",
        "data-component",
    ]
    .iter()
    .filter_map(|name| element.attr(name))
    .any(|value| {
        let lower = value.to_ascii_lowercase();
        words.iter().any(|word| lower.contains(word))
    })
}

fn is_named_for_dates(element: &Element) -> bool {
    is_named(
        element,
        &[
            "date", "time", "publish", "posted", "byline", "fecha", "datum", "tarih", "stamp",
            "meta",
        ],
    )
}

fn is_named_for_authors(element: &Element) -> bool {
    matches!(
        element.name(),
        "p" | "div" | "span" | "a" | "address" | "li" | "cite"
    ) && is_named(element, &["byline", "author"])
}

/// The headline: what the page calls its article, where a reader sees it so.
fn headline(seen: &Seen, described: &Described) -> Option<String> {
    let site = seen.meta(&["og:site_name"]);
    let clean = |title: &str| {
        let title = prose::normalize(&json_ld::unescaped(title));
        Some(without_site(&title, site)).filter(|it| !it.is_empty())
    };
    let candidates: Vec<String> = [
        seen.meta(&["og:title"]),
        described.headline.as_deref(),
        seen.meta(&[
            "twitter:title",
            "dc.title",
            "sailthru.title",
            "parsely-title",
            "headline",
        ]),
        seen.title.as_deref(),
    ]
    .into_iter()
    .flatten()
    .filter_map(clean)
    .collect();
    let heading = candidates.first().and_then(|title| heading_in(seen, title));
    heading
        .or(candidates.first())
        .or(seen.h1s.first())
        .map(|line| prose::normalize(line))
}

/// The words of an element but for those of times in it.
fn without_times(it: ElementRef<'_>) -> String {
    it.descendants()
        .filter_map(|node| {
            let is_time = node
                .ancestors()
                .take_while(|above| above.id() != it.id())
                .any(|above| {
                    above
                        .value()
                        .as_element()
                        .is_some_and(|e| e.name() == "time")
                });
            node.value().as_text().filter(|_| !is_time)
        })
        .map(|text| &**text)
        .collect()
}

/// The heading on the page that the title begins or ends with: the rest is the name of the site or section.
fn heading_in<'a>(seen: &'a Seen, title: &str) -> Option<&'a String> {
    let title = comparable(title);
    seen.h1s.iter().chain(&seen.h2s).find(|heading| {
        let it = comparable(heading);
        it.len() >= 15 && (title.starts_with(&it) || title.ends_with(&it))
    })
}

/// The site's name before the heading in the title of a page that tells it nowhere else.
fn site_in_title(seen: &Seen) -> Option<String> {
    let title = prose::normalize(seen.title.as_deref()?);
    let heading = prose::normalize(heading_in(seen, &title)?);
    let site = title
        .strip_suffix(&heading)?
        .trim_end_matches([' ', '-', '–', '—', '|', ':', '·', '»']);
    let is_name = (1..=5).contains(&prose::count_words(site))
        && site.chars().next().is_some_and(char::is_uppercase);
    is_name.then(|| site.to_owned())
}

/// A title without the site's name at its end or front ("Talks resume | The Dilling Post").
fn without_site(title: &str, site: Option<&str>) -> String {
    const SEPARATORS: &[&str] = &[
        " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « ",
    ];
    let is_site = |part: &str| {
        let part = part.trim();
        credits::outlet(part).is_some()
            || credits::agency(part).is_some()
            || site.is_some_and(|site| comparable(site) == comparable(part))
            || credits::host(part).is_some_and(|host| host == part)
    };
    let mut rest = title.trim();
    while let Some((at, separator)) = SEPARATORS
        .iter()
        .filter_map(|separator| Some((rest.rfind(separator)?, *separator)))
        .max()
    {
        let last = &rest[at + separator.len()..];
        if is_site(last)
            || (separator == " | "
                && prose::count_words(last) <= 4
                && prose::count_words(&rest[..at]) >= 4)
        {
            rest = rest[..at].trim_end();
        } else {
            break;
        }
    }
    for separator in SEPARATORS {
        if let Some((first, others)) = rest.split_once(separator)
            && is_site(first)
        {
            return others.trim().to_owned();
        }
    }
    rest.to_owned()
}

fn byline(seen: &Seen, described: &Described) -> Option<String> {
    let printed = seen.bylines.iter().find(|line| plain::is_byline(line));
    let tidy = |line: &str| prose::normalize(&json_ld::unescaped(line));
    printed
        .cloned()
        .or_else(|| {
            let authors = described
                .authors
                .iter()
                .map(|name| tidy(name))
                .collect::<Vec<_>>();
            Some(authors.join(", ")).filter(|line| !line.is_empty())
        })
        .or_else(|| {
            let named = seen.meta(&[
                "author",
                "byl",
                "dc.creator",
                "sailthru.author",
                "parsely-author",
                "article:author_name",
            ])?;
            Some(tidy(named)).filter(|line| !line.contains("://"))
        })
        .or_else(|| seen.bylines.first().cloned())
}

fn publisher(seen: &Seen, described: &Described, address: Option<&str>) -> Option<String> {
    let site = seen.meta(&["og:site_name"]).map(json_ld::unescaped);
    let known = |name: &String| credits::outlet(name).is_some();
    site.clone()
        .filter(known)
        .or_else(|| address.and_then(credits::outlet_at).map(str::to_owned))
        .or(site)
        .or_else(|| described.publisher.clone())
        .or_else(|| {
            seen.meta(&["application-name", "dc.publisher", "publisher"])
                .map(json_ld::unescaped)
        })
        .filter(|name| !name.contains("://"))
        .or_else(|| address.and_then(credits::host).map(str::to_owned))
        .or_else(|| site_in_title(seen))
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "published_time",
    "published-date",
    "publication_date",
    "publication-date",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "pub_date",
    "originalpublicationdate",
    "rnews:datepublished",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "shareaholic:article_published_time",
    "bt:pubdate",
    "ptime",
    "article.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "date",
    "created",
    "article:create_at",
    "analyticsattributes.articledate",
    "weibo:article:create_at",
    "citation_publication_date",
    "citation_date",
    "displaydate",
    "last-published",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "article:modified",
    "datemodified",
    "date_modified",
    "modified_time",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "utime",
];

fn published(
    seen: &Seen,
    described: &Described,
    address: Option<&str>,
    headline: Option<&str>,
    order: NumericOrder,
) -> Option<Found<Date>> {
    let read = |value: &str| days::read_value(value, order);
    let by_address = address.and_then(day_in_address);
    let marks = seen.published_marks.iter().map(String::as_str);
    let stated = described.published.as_deref().map(|it| (it, Basis::JsonLd));
    let stated = stated
        .into_iter()
        .chain(seen.meta(PUBLISHED).map(|it| (it, Basis::Meta)))
        .chain(marks.map(|it| (it, Basis::Meta)))
        .find_map(|(value, basis)| Some((value, read(value)?, basis)));
    let Some((value, day, basis)) = stated else {
        let found = |basis| move |value| Found { value, basis };
        return by_address
            .map(found(Basis::Url))
            .or_else(|| visible_day(seen, headline, order).map(found(Basis::Visible)));
    };
    if days::is_in_utc(value) {
        // Machines write London's day, the address the outlet's own.
        let is_next_to = |other: &Date| *other != day && days_apart(*other, day) == 1;
        if let Some(value) = by_address.filter(is_next_to) {
            return Some(Found {
                value,
                basis: Basis::Url,
            });
        }
    }
    Some(Found { value: day, basis })
}

fn days_apart(one: Date, other: Date) -> i32 {
    (one - other).get_days().abs()
}

fn modified(seen: &Seen, described: &Described, order: NumericOrder) -> Option<Found<Date>> {
    let found = |basis| move |value| Found { value, basis };
    let read = |value: &str| days::read_value(value, order);
    described
        .modified
        .as_deref()
        .and_then(read)
        .map(found(Basis::JsonLd))
        .or_else(|| seen.meta(MODIFIED).and_then(read).map(found(Basis::Meta)))
        .or_else(|| {
            seen.modified_marks
                .iter()
                .find_map(|it| read(it))
                .map(found(Basis::Meta))
        })
}

/// The day in an address: "/2016/03/25/", "2016-03-25", "20160325".
fn day_in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    days::read_numbers(&path.replace('_', "-"))
}

/// The day that a reader sees by the headline.
fn visible_day(seen: &Seen, headline: Option<&str>, order: NumericOrder) -> Option<Date> {
    let heading = headline.map(comparable).unwrap_or_default();
    let at = seen
        .lines
        .iter()
        .position(|line| !heading.is_empty() && comparable(&line.text) == heading)
        .unwrap_or(0);
    let day = |line: &Line| {
        let value = line
            .datetime
            .as_deref()
            .and_then(|it| days::read_value(it, order));
        value.or_else(|| Some(days::read_words(&line.text, order)?.day))
    };
    let after = || {
        seen.lines[at..]
            .iter()
            .take(80)
            .filter(|line| !line.is_aside)
    };
    let before = || {
        seen.lines[..at]
            .iter()
            .rev()
            .take(12)
            .filter(|line| !line.is_aside)
    };
    let is_update = |line: &&Line| {
        let lower = line.text.to_lowercase();
        lower.contains("updated") || lower.contains("modified")
    };
    let marked = |line: &&Line| line.datetime.is_some() || line.is_for_dates;
    after()
        .filter(marked)
        .filter(|line| !is_update(line))
        .take(40)
        .find_map(day)
        .or_else(|| before().filter(marked).find_map(day))
        .or_else(|| {
            after()
                .take(30)
                .filter(|line| prose::is_date_line(&line.text))
                .find_map(day)
        })
        .or_else(|| {
            before()
                .filter(|line| prose::is_date_line(&line.text))
                .find_map(day)
        })
        .or_else(|| {
            seen.lines
                .iter()
                .filter(|line| line.datetime.is_some())
                .find_map(day)
        })
}
