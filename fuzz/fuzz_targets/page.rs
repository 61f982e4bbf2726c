//! Any bytes as a page: an article or a reason, and spans that can be cut.
//!
//! `cargo +nightly fuzz run page`

#![no_main]

use libfuzzer_sys::fuzz_target;
use zenobia::{
    article,
    page::{MediaType, Page},
};

fuzz_target!(|body: &[u8]| {
    let page = Page {
        media_type: MediaType::Html,
        ..Page::new(body.to_vec())
    };
    let Ok(article) = article::read_any_language(&page) else {
        return;
    };
    for block in &article.blocks {
        assert!(!block.span.text(&article.text).is_empty());
    }
});
