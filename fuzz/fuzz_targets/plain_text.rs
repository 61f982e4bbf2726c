//! Any characters as a text: an article or a reason, and spans that can be cut.
//!
//! `cargo +nightly fuzz run plain_text`

#![no_main]

use libfuzzer_sys::fuzz_target;
use zenobia::{
    article,
    page::{MediaType, Page},
};

fuzz_target!(|text: &str| {
    let page = Page {
        media_type: MediaType::Text,
        ..Page::new(text.as_bytes().to_vec())
    };
    let Ok(article) = article::read_any_language(&page) else {
        return;
    };
    for block in &article.blocks {
        assert!(!block.span.text(&article.text).is_empty());
    }
    if let Some(dateline) = &article.dateline {
        dateline.span.text(&article.text);
    }
});
