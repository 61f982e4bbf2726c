//! Pages: body, title and day of publication against what people marked.

use std::{collections::HashMap, fs};

use anyhow::{Context, Result};
use serde_json::Value;
use zenobia::{
    article::{self, Article, BlockKind, NotAnArticle, WireBasis},
    page::Page,
};

use super::{Bench, Counts, Figure};

/// Body text on the article extraction benchmark: F1 of 4-word shingles, averaged over pages.
pub(super) fn bodies(bench: &Bench) -> Result<Vec<Figure>> {
    let mut f1_sum = 0.0;
    let (mut precision, mut recall) = (0.0, 0.0);
    let mut worst = Vec::new();
    let records = bench.records("pages-aeb/gold.jsonl.gz")?;
    for record in &records {
        let body = match read(bench, "pages-aeb", record)? {
            Ok(article) => body(&article),
            Err(_) => String::new(),
        };
        let wanted = shingles(text(record, "text"));
        let given = shingles(&body);
        let right: usize = wanted
            .iter()
            .map(|(shingle, n)| n.min(given.get(shingle).unwrap_or(&0)))
            .sum();
        let counts = Counts {
            right,
            given: given.values().sum(),
            wanted: wanted.values().sum(),
        };
        f1_sum += counts.f1();
        precision += counts.precision();
        recall += counts.recall();
        let missed = lines_missing(text(record, "text"), &body);
        let surplus = lines_missing(&body, text(record, "text"));
        worst.push((counts, text(record, "url").to_owned(), missed, surplus));
    }
    worst.sort_by(|(one, ..), (other, ..)| one.f1().total_cmp(&other.f1()));
    for (counts, url, missed, surplus) in worst.iter().take(bench.errors) {
        eprintln!(
            "{:.3}  precision {:.3} recall {:.3}  {url}",
            counts.f1(),
            counts.precision(),
            counts.recall()
        );
        for line in missed {
            eprintln!("    missed:  {line}");
        }
        for line in surplus {
            eprintln!("    surplus: {line}");
        }
    }
    let n = records.len() as f64;
    Ok(vec![Figure {
        name: "pages-aeb.body_f1",
        value: f1_sum / n,
        detail: format!(
            "{} pages, precision {:.3}, recall {:.3}",
            records.len(),
            precision / n,
            recall / n
        ),
    }])
}

/// Titles and days of publication on news sites of 41 countries.
pub(super) fn fundus(bench: &Bench) -> Result<Vec<Figure>> {
    let records = bench.records("pages-fundus/gold.jsonl.gz")?;
    let mut titles = Counts::default();
    let mut days = Counts::default();
    let mut errors = Errors::new(bench);
    for record in &records {
        let article = read(bench, "pages-fundus", record)?;
        count_title(&article, record, &mut titles, &mut errors);
        let wanted = text(record, "date").get(..10);
        count_day(&article, wanted, record, &mut days, &mut errors);
    }
    Ok(vec![
        figure("pages-fundus.title", titles),
        figure("pages-fundus.date_f1", days),
    ])
}

/// Days of publication on news sites of 2020.
pub(super) fn mediacloud(bench: &Bench) -> Result<Vec<Figure>> {
    let mut days = Counts::default();
    let mut errors = Errors::new(bench);
    // Some records have a bare NaN for what is not known, which JSON has not.
    let records = bench
        .read("pages-mediacloud/gold.jsonl.gz")?
        .replace(": NaN", ": null");
    for record in records.lines() {
        let record = &serde_json::from_str(record)?;
        let article = read(bench, "pages-mediacloud", record)?;
        let wanted = text(record, "date").get(..10);
        count_day(&article, wanted, record, &mut days, &mut errors);
    }
    Ok(vec![figure("pages-mediacloud.date_f1", days)])
}

/// Titles on the pages that a reader mode is tested with.
pub(super) fn readability(bench: &Bench) -> Result<Vec<Figure>> {
    let mut titles = Counts::default();
    let mut errors = Errors::new(bench);
    for record in &bench.records("pages-readability/gold.jsonl.gz")? {
        let article = read(bench, "pages-readability", record)?;
        count_title(&article, record, &mut titles, &mut errors);
    }
    Ok(vec![figure("pages-readability.title", titles)])
}

/// What the first page must give: headline, day, publisher, agency, and its lead once.
pub(super) fn seed(bench: &Bench) -> Result<Vec<Figure>> {
    let body = fs::read(bench.corpora.join("../seed/palmyra.txt")).context("reading the page")?;
    let article = article::read(&Page::new(body))?;
    let headline = article.headline.map(|span| span.text(&article.text));
    let published = article.published.map(|found| found.value.to_string());
    let wire = article.wire.as_ref();
    let fields = [
        (
            "title",
            headline == Some("Syrian forces fight Islamic State at gates of Palmyra"),
        ),
        ("published", published.as_deref() == Some("2016-03-25")),
        (
            "publisher",
            article.publisher.as_deref() == Some("Egypt Independent"),
        ),
        (
            "wire",
            wire.is_some_and(|wire| {
                wire.agency == "AFP" && matches!(wire.basis, WireBasis::ToldAgency(_))
            }),
        ),
        (
            "lead once",
            article.text.matches("Pro-government forces pushed").count() == 1,
        ),
    ];
    let wrong: Vec<&str> = fields
        .iter()
        .filter(|(_, is_right)| !is_right)
        .map(|(name, _)| *name)
        .collect();
    Ok(vec![Figure {
        name: "seed.page_fields",
        value: (fields.len() - wrong.len()) as f64 / fields.len() as f64,
        detail: format!("{} fields, wrong: {wrong:?}", fields.len()),
    }])
}

fn read(bench: &Bench, corpus: &str, record: &Value) -> Result<Result<Article, NotAnArticle>> {
    let body = bench.bytes(&format!("{corpus}/{}", text(record, "file")))?;
    let page = Page {
        url: record["url"].as_str().map(str::to_owned),
        ..Page::new(body)
    };
    Ok(article::read_any_language(&page))
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

/// The body, without the headline that a person did not mark as part of it.
fn body(article: &Article) -> String {
    let blocks = article
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Headline);
    let lines: Vec<&str> = blocks.map(|block| block.span.text(&article.text)).collect();
    lines.join("\n")
}

/// Openings of up to five lines of `text` that are not in `other`.
fn lines_missing(text: &str, other: &str) -> Vec<String> {
    let other = plain(other);
    text.lines()
        .filter(|line| !plain(line).is_empty() && !other.contains(&plain(line)))
        .take(5)
        .map(|line| line.trim().chars().take(100).collect())
        .collect()
}

/// How often each run of four words occurs.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let mut counts = HashMap::new();
    for shingle in words.windows(words.len().clamp(1, 4)) {
        *counts.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    counts
}

fn count_title(
    article: &Result<Article, NotAnArticle>,
    record: &Value,
    counts: &mut Counts,
    errors: &mut Errors,
) {
    let Some(wanted) = record["title"].as_str() else {
        return;
    };
    counts.wanted += 1;
    let Ok(article) = article else {
        errors.print(record, &format!("no article, title {wanted:?}"));
        return;
    };
    let Some(headline) = article.headline else {
        errors.print(record, &format!("no title, wanted {wanted:?}"));
        return;
    };
    counts.given += 1;
    let given = headline.text(&article.text);
    if plain(given) == plain(wanted) {
        counts.right += 1;
    } else {
        errors.print(record, &format!("title {given:?}, wanted {wanted:?}"));
    }
}

/// A title without what differs between two typists.
fn plain(title: &str) -> String {
    title
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn count_day(
    article: &Result<Article, NotAnArticle>,
    wanted: Option<&str>,
    record: &Value,
    counts: &mut Counts,
    errors: &mut Errors,
) {
    let Some(wanted) = wanted else { return };
    counts.wanted += 1;
    let article = match article {
        Ok(article) => article,
        Err(reason) => {
            errors.print(
                record,
                &format!("no article ({reason}), published {wanted}"),
            );
            return;
        }
    };
    let Some(found) = article.published else {
        errors.print(record, &format!("no day, wanted {wanted}"));
        return;
    };
    counts.given += 1;
    if found.value.to_string() == wanted {
        counts.right += 1;
    } else {
        let given = format!("{} by {:?}, wanted {wanted}", found.value, found.basis);
        errors.print(record, &given);
    }
}

fn figure(name: &'static str, counts: Counts) -> Figure {
    Figure {
        name,
        value: counts.f1(),
        detail: format!(
            "{} right of {} given, {} wanted",
            counts.right, counts.given, counts.wanted
        ),
    }
}

/// Prints wrong answers up to the number asked for.
struct Errors {
    left: usize,
}

impl Errors {
    fn new(bench: &Bench) -> Errors {
        Errors { left: bench.errors }
    }

    fn print(&mut self, record: &Value, message: &str) {
        if self.left > 0 {
            self.left -= 1;
            let page = record["url"].as_str().unwrap_or(text(record, "file"));
            eprintln!("{message}  {page}  {}", text(record, "file"));
        }
    }
}
