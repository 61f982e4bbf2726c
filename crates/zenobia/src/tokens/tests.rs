use super::*;
use crate::article::{Article, Block, BlockKind};

fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        blocks.push(Block {
            span: Span::new(start, start + part.len()),
            kind: BlockKind::Paragraph,
        });
        start += part.len() + 2;
    }
    Article {
        id: String::new(),
        page: String::new(),
        url: None,
        publisher: None,
        wire: None,
        language: "en".to_owned(),
        alternates: Vec::new(),
        text: text.to_owned(),
        blocks,
        headline: None,
        byline: None,
        dateline: None,
        published: None,
        modified: None,
        notes: Vec::new(),
    }
}

/// Sentences are parted by ` | `, words by blanks.
#[track_caller]
fn check(text: &str, expected: &str) {
    let article = article(text);
    let cut = split(&article);
    let sentences: Vec<String> = cut
        .sentences
        .iter()
        .map(|sentence| {
            let words: Vec<&str> = sentence
                .token_ids()
                .map(|id| cut.span(id).text(&article.text))
                .collect();
            words.join(" ")
        })
        .collect();
    assert_eq!(sentences.join(" | "), expected);
}

#[test]
fn clitics_are_words() {
    check("They didn't go.", "They did n't go .");
    check(
        "Syria’s army can’t, they've said",
        "Syria ’s army ca n’t , they 've said",
    );
    check(
        "The troops' camp cannot hold",
        "The troops ' camp can not hold",
    );
}

#[test]
fn hyphens_part_words_but_not_affixes() {
    check("a well-known al-Hadi aide", "a well - known al - Hadi aide");
    check(
        "pro-government and non-state forces",
        "pro-government and non-state forces",
    );
}

#[test]
fn numbers_with_their_signs() {
    check("$5.5 and US$15,000 at 5:30", "$ 5.5 and US$ 15,000 at 5:30");
    check("50% of 11/28/2000", "50 % of 11/28/2000");
    check("5km by 10am in the 1990s", "5 km by 10 am in the 1990s");
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "Gen. J. Okoro of the U.S. Army met Mr. Lund at 5 p.m. on Jan. 5.",
        "Gen. J. Okoro of the U.S. Army met Mr. Lund at 5 p.m. on Jan. 5 .",
    );
    check(
        "He left the U.S. The army stayed.",
        "He left the U.S. | The army stayed .",
    );
    check(
        "Resolution No. 5 passed. No. They left.",
        "Resolution No. 5 passed . | No . | They left .",
    );
}

#[test]
fn a_lost_blank_still_parts_sentences() {
    check(
        "the peace process.Rebel forces left.",
        "the peace process . | Rebel forces left .",
    );
    check(
        "It rose in 2015.The rest fell.",
        "It rose in 2015 . | The rest fell .",
    );
    check("at amazon.com today", "at amazon.com today");
}

#[test]
fn a_closing_quotation_mark_belongs_to_its_sentence() {
    check(
        "\"We won.\" The mayor left. \"Go!\" she said. \"Why?\" Lund asked. “No.” He left.",
        "\" We won . \" | The mayor left . | \" Go ! \" she said . | \" Why ? \" Lund asked . | “ No . ” | He left .",
    );
}

#[test]
fn a_writer_without_capitals_still_ends_sentences() {
    check(
        "call them. they are late? yes.",
        "call them . | they are late ? | yes .",
    );
    check(
        "It rose approx. five metres. It fell",
        "It rose approx. five metres . | It fell",
    );
    check(
        "It was a start . . . They left",
        "It was a start . . . | They left",
    );
}

#[test]
fn blocks_end_sentences() {
    check("Army takes town\n\nThe army", "Army takes town | The army");
}

#[test]
fn addresses_stay_whole() {
    check(
        "See https://example.org/a?b=c. Mail a.b@example.org, @zen_1 #Aleppo!",
        "See https://example.org/a?b=c . | Mail a.b@example.org , @zen_1 #Aleppo !",
    );
}

#[test]
fn dashes_and_ellipses() {
    check(
        "the town—long held—fell... then",
        "the town — long held — fell ... then",
    );
    check("It fell -- again", "It fell -- again");
}

#[test]
fn other_scripts_are_cut_without_loss() {
    check("Войска ушли. Город пуст!", "Войска ушли . | Город пуст !");
    check("قال الرئيس؟ نعم.", "قال الرئيس ؟ | نعم .");
}

#[test]
fn endless_sentences_are_cut_at_their_punctuation() {
    let text = "word, ".repeat(1000);
    let article = article(text.trim());
    let cut = split(&article);
    assert!(cut.sentences.iter().all(|sentence| sentence.len() <= 200));
    assert_eq!(cut.tokens.len(), 2000);
    let first = cut.sentences[0];
    assert_eq!(cut.span(TokenId(first.end.0 - 1)).text(&article.text), ",");
}
