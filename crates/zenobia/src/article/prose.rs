//! What is prose and what is furniture: clocks, share bars, captions, prompts, links to other pages.
//!
//! The rules for words are English; the shapes (clocks, dates, lines without letters) are anybody's.

use std::sync::LazyLock;

use regex::Regex;

use super::days::{self, NumericOrder};

/// One line of text: runs of blanks of any kind become one space, control and invisible formatting
/// characters go.
pub(super) fn normalize(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut pending_blank = false;
    for letter in text.chars() {
        if letter.is_whitespace() || letter.is_control() {
            pending_blank = true;
        } else if !is_invisible(letter) {
            if pending_blank && !line.is_empty() {
                line.push(' ');
            }
            pending_blank = false;
            line.push(letter);
        }
    }
    line
}

/// Characters that change how others are drawn, not what is said; the joiners that Persian and
/// Indic spelling needs are not among them.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e000}'..='\u{f8ff}'
    )
}

/// Words as blanks separate them; in scripts that do not, two characters count as one.
pub(super) fn count_words(text: &str) -> usize {
    let unspaced = text.chars().filter(|&letter| is_unspaced(letter)).count();
    let blanks = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    blanks + unspaced / 2
}

/// Thai, Lao, Burmese, Khmer, Japanese and Chinese letters.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Whether the line ends as a sentence does.
pub(super) fn ends_as_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '“', ' ']);
    bare.ends_with(['.', '!', '?', '…', '。', '।', '؟', '！', '？', '۔', ':'])
}

/// Whether the line is long enough to be told from a heading or a link, and ends as a sentence.
pub(super) fn is_sentence_like(line: &str) -> bool {
    let words = count_words(line);
    words >= 30 || (words >= 6 && ends_as_sentence(line))
}

/// Whether the line belongs to the page rather than to the article.
pub(super) fn is_furniture(line: &str) -> bool {
    if !line.chars().any(char::is_alphabetic) {
        return true;
    }
    let words = count_words(line);
    if words <= 40 && FURNITURE.is_match(line) {
        return true;
    }
    (words <= 12 && (is_share_bar(line) || is_date_line(line)))
        || (words <= 60 && CAPTION.is_match(line))
        || (words <= 60 && CREDIT_TAIL.is_match(line))
}

static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        ^\W*(?:
            read\s+(?:more|also|next|on|the\s+full|full\s+(?:story|article))\b
          | (?:also\s+read|see\s+also|see\s+more|don.t\s+miss|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested))\b
          | (?:watch|listen|video|gallery|photos|in\s+pictures|live|explainer|analysis|related|recommended|opinion|must\s+read|more|also|full\s+story)\s*(?:now|live|here)?\s*:\s
          | (?:watch|listen|play|related|recommended|trending|menu|search|home|topics|tags|comments?|advertisement|sponsored|promoted|ads?\s+by.*|story\s+continues.*|article\s+continues.*|continue\s+reading.*|skip\s+to.*|back\s+to\s+top|top\s+stories|up\s+next|most\s+(?:read|popular|viewed)|newsletters?|subscribe|log\s*in|sign\s+in|sign\s+up|register|loading.*|more\s+(?:on\s+this(?:\s+story)?|from.*|stories|news)|related\s+(?:articles?|stories|news|content|topics|links|coverage)|share\s+this.*|print\s+this.*|editor.s\s+(?:picks?|choice)|what\s+you\s+need\s+to\s+know|latest(?:\s+news)?|breaking(?:\s+news)?|close|next|previous|image\s+caption|media\s+caption|caption|copy\s+link|link\s+copied)\W*$
          | (?:click|tap)\s+(?:here|on\s+the|to)\b
          | (?:sign\s+up|subscribe|register)\s+(?:for|to|now|here|today|and|with)\b
          | follow\s+(?:us|me|\S+\s+on|.{0,40}\s+on\s+(?:twitter|facebook|instagram|x|telegram))\b
          | (?:download|get)\s+(?:the|our)\s+(?:\S+\s+){0,3}(?:app|newsletter)\b
          | (?:join|like)\s+(?:us|our)\b.*(?:facebook|whatsapp|telegram|twitter|channel|group)
          | (?:please\s+)?(?:enable|turn\s+on)\s+javascript
          | (?:support|donate)\s+(?:us|our|now)\b
          | (?:©|\(c\)|copyright\b)
          | (?:this\s+)?(?:article|story|video|content)\s+(?:was|is)\s+(?:originally\s+)?(?:published|produced|provided|available)\b
          | the\s+(?:post|article)\s.*\sappeared\s+first\s+on\b
          | have\s+a\s+(?:news\s+tip|story)\b
          | \d+\s+(?:comments?|shares?|views?|likes?|min(?:ute)?s?\s+read)\b
          | e-?mail\s+(?:address|us|the\s+(?:author|reporter))\b
          | by\s+(?:signing\s+up|clicking|subscribing|submitting)\b
          )
        | all\s+rights\s+reserved | cookie\s+policy | privacy\s+policy | terms\s+(?:of\s+(?:use|service)|and\s+conditions)
        | (?:our|free|daily|weekly|morning|email)\s+newsletter
        ",
    )
    .expect("the pattern is well-formed")
});

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        ^\W*(?:(?i:(?:file\s+)?(?:photos?|photograph|image|picture|pic|video|graphic|map|illustration)(?:\s+(?:by|credit|credits|caption|source|courtesy(?:\s+of)?))?\s*[:/|©]))
        | ^\W*(?i:file\s+(?:photo|picture|image)|image\s+(?:caption|source|copyright)|photo\s+(?:by|credit)|picture\s+alliance)\b
        | (?:Getty\s+Images|AFP\s*/\s*Getty|REUTERS\s*/\s*\S|AP\s+Photo|/\s*(?:AFP|AP|Reuters|EPA|Getty|Shutterstock)\W*$)
        | [\[(](?:File(?:\s+photo)?\W*)?[^\])]*\b(?:Getty|AFP|AP|Reuters|REUTERS|EPA|Anadolu|Al\ Jazeera|Shutterstock|File|Handout)[^\])]*[\])]\W*$
        ",
    )
    .expect("the pattern is well-formed")
});

/// "Reporting by A in B; Editing by C".
static CREDIT_TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:(?:Additional |With )?[Rr]eporting by|Writing by|Editing by|Compiled by|Edited by|Translated by|Written by)\b")
        .expect("the pattern is well-formed")
});

/// Names of places to share on and the words around them, and nothing else.
fn is_share_bar(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "share",
        "tweet",
        "facebook",
        "twitter",
        "whatsapp",
        "email",
        "e-mail",
        "mail",
        "print",
        "linkedin",
        "reddit",
        "telegram",
        "pinterest",
        "copy",
        "link",
        "save",
        "comment",
        "comments",
        "follow",
        "us",
        "on",
        "this",
        "article",
        "story",
        "page",
        "messenger",
        "flipboard",
        "x",
        "via",
        "by",
        "to",
        "a",
        "friend",
        "send",
        "post",
        "tumblr",
        "pocket",
        "google",
        "google+",
        "vk",
        "bookmark",
        "listen",
        "more",
        "options",
        "close",
        "text",
        "size",
        "instagram",
        "youtube",
        "like",
        "0",
        "1",
        "viber",
        "line",
        "threads",
        "bluesky",
    ];
    let mut words = line
        .split(|letter: char| letter.is_whitespace() || ",|/·•:".contains(letter))
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// A line that gives a day and little else ("Published: 25 March 2016, 12:03 GMT").
pub(super) fn is_date_line(line: &str) -> bool {
    let Some(found) = days::read_words(line, NumericOrder::DayFirst) else {
        return false;
    };
    let around = [&line[..found.start], &line[found.end..]];
    let words: usize = around
        .iter()
        .map(|part| {
            part.split(|letter: char| !letter.is_alphabetic())
                .filter(|word| word.chars().count() > 3)
                .count()
        })
        .sum();
    words <= 4 && !ends_as_sentence(line)
}

/// The text without a first part that is printed twice over ("It began.It began. It ended.").
pub(super) fn once(text: &str) -> &str {
    // Shorter repetitions are rhetoric.
    const SHORTEST: usize = 40;
    let Some(opening_end) = text.char_indices().nth(SHORTEST).map(|(index, _)| index) else {
        return text;
    };
    let opening = &text[..opening_end];
    for (again, _) in text[opening_end..].match_indices(opening) {
        let second = opening_end + again;
        let first = text[..second].trim_end();
        if text[second..].starts_with(first) {
            return &text[second..];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let kind = if is_furniture(line) {
            "furniture"
        } else if is_sentence_like(line) {
            "prose"
        } else {
            "neither"
        };
        assert_eq!(kind, expected, "{line}");
    }

    #[test]
    fn furniture_is_told_from_prose() {
        check("• 05:42", "furniture");
        check("Friday ,25 March 2016", "furniture");
        check("Share on Facebook | Twitter | WhatsApp", "furniture");
        check("Read more: What the truce means for Dilling", "furniture");
        check("Sign up for our daily briefing", "furniture");
        check(
            "Residents flee the town on Monday. [Amal Daher/AFP]",
            "furniture",
        );
        check(
            "(Reporting by Amal Daher in Dilling; Editing by Jo Roe)",
            "furniture",
        );
        check("Advertisement", "furniture");
    }

    #[test]
    fn prose_is_kept() {
        check(
            "Police said on 25 March 2016 that four people had been killed.",
            "prose",
        );
        check(
            "Share prices fell after the attack, traders in Dilling said.",
            "prose",
        );
        check("He told Reuters that the army had left the town.", "prose");
        check(
            "More: the film that divided critics was shown again on Friday night.",
            "furniture",
        );
        check("What comes next", "neither");
    }

    #[test]
    fn blanks_and_invisible_characters_become_plain() {
        assert_eq!(
            normalize(" a\u{a0}\u{200b}b\r\n\tc\u{0}d\u{ad}e "),
            "a b c de"
        );
    }

    #[test]
    fn opening_printed_twice_is_kept_once() {
        let lead = "Rebels entered the town of Dilling on Monday, residents said.";
        assert_eq!(once(&format!("{lead}{lead}")), lead);
        assert_eq!(
            once(&format!("{lead} {lead} More followed.")),
            format!("{lead} More followed.")
        );
        assert_eq!(once(lead), lead);
        assert_eq!(once("No, no, no. No, no, no."), "No, no, no. No, no, no.");
    }
}
