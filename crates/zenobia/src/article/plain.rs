//! Plain text as a scraper leaves it: menus, clocks and dates above the prose, links below it.

use super::{
    Basis, BlockKind, Found, credits,
    days::{self, NumericOrder},
    draft::{Draft, comparable},
    prose,
};

/// Reads the article in a text.
pub(super) fn read(text: &str) -> Draft {
    let lines = unwrapped(text);
    let mut draft = Draft::default();
    let Some(opening) = lines.iter().position(|line| is_opening(line)) else {
        // Too short to tell prose from furniture: all of it is the text.
        draft.blocks = lines
            .into_iter()
            .filter(|line| !prose::is_furniture(line))
            .map(|line| (BlockKind::Paragraph, line))
            .collect();
        return draft;
    };
    let last = lines
        .iter()
        .rposition(|line| prose::is_sentence_like(line))
        .unwrap_or(opening);
    read_head(&lines[..opening], &lines[opening..=last], &mut draft);
    for line in &lines[opening..=last] {
        let is_heading = !prose::ends_as_sentence(line) && prose::count_words(line) <= 12;
        let kind = if is_heading {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        draft.blocks.push((kind, line.clone()));
    }
    draft.credits.extend(lines[last + 1..].iter().cloned());
    draft
}

/// The first line of the prose.
fn is_opening(line: &str) -> bool {
    prose::is_sentence_like(line)
        && prose::count_words(line) >= 8
        && !prose::is_furniture(line)
        && !is_byline(line)
}

/// The lines, normalized, those that a fixed width broke put together again.
fn unwrapped(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(prose::normalize).collect();
    let full: Vec<&String> = lines.iter().filter(|line| !line.is_empty()).collect();
    // Prose broken at a width: most lines that another follows directly end inside a sentence.
    let followed = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let (mut n_followed, mut n_inside) = (0, 0);
    for pair in followed {
        n_followed += 1;
        let length = pair[0].chars().count();
        let goes_on = (40..=120).contains(&length) && !prose::ends_as_sentence(&pair[0]);
        n_inside += usize::from(goes_on);
    }
    let is_wrapped = n_followed >= 3 && n_inside * 2 > n_followed;
    if !is_wrapped {
        return full.into_iter().cloned().collect();
    }
    lines
        .split(|line| line.is_empty())
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| paragraph.join(" "))
        .collect()
}

/// Headline, byline, day and publisher from the lines above the prose.
fn read_head(head: &[String], body: &[String], draft: &mut Draft) {
    for line in head {
        if draft.byline.is_none() && is_byline(line) {
            let name = line[2..].trim_matches(|letter: char| !letter.is_alphanumeric());
            draft.publisher = credits::outlet(name).map(str::to_owned);
            draft.byline = Some(line.clone());
        }
        if draft.published.is_none() && prose::is_date_line(line) {
            draft.published = days::read_words(line, NumericOrder::DayFirst).map(|found| Found {
                value: found.day,
                basis: Basis::Visible,
            });
        }
    }
    if draft.publisher.is_none() {
        let named = head.iter().find_map(|line| credits::outlet(line));
        draft.publisher = named.map(str::to_owned);
    }
    draft.headline = headline(head, body);
    draft.credits.extend(head.iter().cloned());
}

/// "By Jane Doe", "By-egyptindependent", "BY JANE DOE IN GENEVA".
pub(super) fn is_byline(line: &str) -> bool {
    let Some(opening) = line.get(..2) else {
        return false;
    };
    let rest = &line[2..];
    let after = rest.trim_start_matches([' ', '-', ':', '–', '—']);
    opening.eq_ignore_ascii_case("by")
        && after.len() < rest.len()
        && after.starts_with(char::is_alphabetic)
        && prose::count_words(line) <= 15
        && !prose::ends_as_sentence(line)
}

/// The line above the prose that heads it: it shares words with the prose, and is often printed
/// twice; titles of other pages are not.
fn headline(head: &[String], body: &[String]) -> Option<String> {
    let body_words: std::collections::HashSet<String> =
        body.iter().flat_map(|line| content_words(line)).collect();
    let mut best: Option<(f64, &String)> = None;
    for (index, line) in head.iter().enumerate() {
        let words = content_words(line);
        let n_words = prose::count_words(line);
        if !(2..=40).contains(&n_words)
            || prose::is_furniture(line)
            || is_byline(line)
            || credits::outlet(line).is_some()
        {
            continue;
        }
        let shared = words
            .iter()
            .filter(|word| body_words.contains(*word))
            .count();
        let share = shared as f64 / words.len().max(1) as f64;
        let is_repeated = head[..index]
            .iter()
            .chain(&head[index + 1..])
            .any(|other| comparable(other) == comparable(line));
        // Of two lines that fit alike the longer says more, and the first comes before the standfirst.
        let score =
            share + 0.5 * f64::from(u8::from(is_repeated)) + 0.02 * (n_words.min(12) as f64);
        if best.is_none_or(|(highest, _)| score > highest + 0.05) {
            best = Some((score, line));
        }
    }
    best.filter(|(score, _)| *score > 0.3)
        .map(|(_, line)| line.clone())
}

/// Words that mean something by themselves, cut to their stems by a rough rule.
fn content_words(line: &str) -> Vec<String> {
    line.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(|word| word.to_lowercase().chars().take(6).collect())
        .collect()
}
