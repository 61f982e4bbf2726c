//! Pages that nobody wrote for readers: whatever the bytes, an article or a reason, and spans that
//! can be cut.

use proptest::prelude::*;

use super::{Article, NotAnArticle, read_any_language};
use crate::page::{MediaType, Page};

/// Reads the bytes as HTML and as text, and cuts every span.
fn read_both_ways(body: &[u8]) -> [Result<Article, NotAnArticle>; 2] {
    [MediaType::Html, MediaType::Text].map(|media_type| {
        let page = Page {
            media_type,
            ..Page::new(body.to_vec())
        };
        let article = read_any_language(&page)?;
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start >= end, "blocks are in order");
            end = block.span.end;
            let text = block.span.text(&article.text);
            assert!(!text.is_empty() && !text.contains(char::is_control));
        }
        if let Some(dateline) = &article.dateline {
            dateline.span.text(&article.text);
            dateline.place.map(|place| place.text(&article.text));
        }
        Ok(article)
    })
}

/// Notes of the HTML reading, whether there was an article or not.
fn check_survives(body: &[u8]) {
    for article in read_both_ways(body).into_iter().flatten() {
        assert!(article.text.len() <= 2 << 20);
    }
}

#[test]
fn nested_tags() {
    for tag in [
        "div",
        "b",
        "span",
        "table",
        "ul",
        "blockquote",
        "font size=1",
    ] {
        let mut body = format!("<{tag}>").repeat(20_000);
        body.push_str(&"<p>Four people were killed in the town on Monday. ".repeat(10));
        check_survives(body.as_bytes());
    }
}

#[test]
fn endless_line() {
    check_survives(&b"word ".repeat(100_000));
    check_survives(&vec![b'a'; 1 << 20]);
    check_survives(&vec![b'<'; 1 << 18]);
    check_survives(&b"<a href=".repeat(1 << 15));
    check_survives(&b"<a \"".repeat(1 << 15));
    check_survives(&b"&amp".repeat(1 << 15));
}

#[test]
fn overlong_text_is_cut_and_says_so() {
    let body = "Four people were killed in Dilling on Monday, the police said. ".repeat(30_000);
    let [_, article] = read_both_ways(body.as_bytes());
    let article = article.expect("it is prose");
    assert!(article.text.len() <= 1 << 20);
    assert_eq!(article.notes.len(), 1, "{:?}", article.notes);
}

#[test]
fn random_bytes() {
    // A fixed sequence of bytes without a pattern (xorshift).
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let body: Vec<u8> = (0..1 << 18)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect();
    check_survives(&body);
}

/// Pieces that pages are made of, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    let pieces = &[
        "<p>",
        "</p>",
        "<div class=\"byline date\">",
        "</div>",
        "<h1>",
        "</h1>",
        "<title>",
        "</title>",
        "<b>",
        "</i>",
        "<time datetime=\"2016-03-25T1\">",
        "<table><tr><td>",
        "<li>",
        "<blockquote>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<meta property=og:title content='",
        "'>",
        "<script type=application/ld+json>",
        "</script>",
        "{\"@type\":\"NewsArticle\",\"datePublished\":\"",
        "\"}",
        "&amp;#x",
        "&nbsp;",
        "<a href=x>",
        "By Jane Doe",
        "25 марта 2016",
        "BEIRUT, March 3 (AFP) —",
        "DILLING (Reuters) -",
        "a source told AFP ",
        "Four people were killed in the town on Monday, residents said. ",
        "\u{a0}",
        "\u{feff}",
        "é",
        "🙂",
        "ا٢٥",
        "\n",
        "\n\n",
        " ",
        "Read more: ",
        "\u{0}",
        "\u{ad}",
        "İ",
        "ß",
        "的",
    ];
    prop_oneof![
        8 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_markup_and_text(pieces in prop::collection::vec(piece(), 0..60)) {
        check_survives(pieces.concat().as_bytes());
    }

    #[test]
    fn any_bytes(body in prop::collection::vec(any::<u8>(), 0..400)) {
        check_survives(&body);
    }
}
