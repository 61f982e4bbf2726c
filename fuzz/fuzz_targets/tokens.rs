//! Any characters as paragraphs: words in order that overlap nowhere, all of them in sentences.
//!
//! `cargo +nightly fuzz run tokens`

#![no_main]

use libfuzzer_sys::fuzz_target;
use zenobia::{
    article,
    page::{MediaType, Page},
    tokens,
};

fuzz_target!(|text: &str| {
    let page = Page {
        media_type: MediaType::Text,
        ..Page::new(text.as_bytes().to_vec())
    };
    let Ok(article) = article::read_any_language(&page) else {
        return;
    };
    let cut = tokens::split(&article);
    let mut end = 0;
    for token in &cut.tokens {
        assert!(end <= token.span.start && !token.span.text(&article.text).is_empty());
        end = token.span.end;
    }
    let mut next = tokens::TokenId(0);
    for sentence in &cut.sentences {
        assert!(sentence.first == next && !sentence.is_empty());
        next = sentence.end;
    }
    assert_eq!(next.index(), cut.tokens.len());
});
