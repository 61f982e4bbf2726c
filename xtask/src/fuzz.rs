//! Arbitrary input through the whole way, page to rows: nothing panics, every span lies in the text.
//!
//! `fuzz/` is for cargo-fuzz, which needs a nightly compiler; this runs with the stable one and is seeded.

use std::{
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    time::Instant,
};

use anyhow::Result;
use zenobia::{
    article::{self, Article},
    coder::Coder,
    document::Document,
    page::Page,
    tokens::{self, Text},
};
use zenobia_record::rows;

/// How much, and which.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Bytes in all.
    #[arg(long, default_value_t = 10_000_000)]
    bytes: usize,
    /// Seed: the same seed gives the same input.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Bytes of one input.
const INPUT: usize = 4096;

/// Inputs that are coded together.
const TOGETHER: usize = 32;

/// What news is made of, to be shuffled.
const FRAGMENTS: &[&str] = &[
    "BEIRUT, March 24 (Reuters) - ",
    "“We will not leave,” ",
    "he said on Tuesday. ",
    "at least 12 people were killed",
    "300 meters from the entrance of the city",
    "last May",
    " the Syrian army ",
    "IS overran Palmyra ",
    "according to the Observatory, ",
    "did not attack",
    " said it would withdraw ",
    "U.S.-led",
    "...",
    "\n\n",
    "\u{200f}قال الرئيس ",
    "\u{1f1fa}\u{1f1e6}",
    "e\u{301}",
    "<p>",
    "</div>",
    "<script>",
    "&amp;#x1F;",
    "\u{0}",
    "(",
    "\"",
    "’s ",
];

/// Runs it and counts.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let coder = Coder::built_in()?;
    let mut random = Random(arguments.seed);
    let (mut bytes, mut words, mut events, mut pages) = (0, 0, 0, 0);
    let started = Instant::now();
    while bytes < arguments.bytes {
        let inputs: Vec<Vec<u8>> = (0..TOGETHER).map(|_| random.input()).collect();
        bytes += inputs.iter().map(Vec::len).sum::<usize>();
        let result = panic::catch_unwind(AssertUnwindSafe(|| code(&coder, &inputs)));
        let Ok(documents) = result else {
            let at = std::env::temp_dir().join("zenobia-fuzz");
            std::fs::create_dir_all(&at)?;
            for (number, input) in inputs.iter().enumerate() {
                std::fs::write(at.join(format!("{number}.txt")), input)?;
            }
            println!("a panic on one of the inputs in {}", at.display());
            return Ok(ExitCode::FAILURE);
        };
        pages += documents.len();
        for document in &documents {
            words += document.text.tokens.len();
            events += document.events.len();
        }
    }
    println!(
        "{bytes} bytes as {pages} documents: {words} words, {events} events, no panic, every span valid; {:.0} s",
        started.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}

/// Each input as the text of an article, and once more as a page, where that makes an article.
fn code(coder: &Coder, inputs: &[Vec<u8>]) -> Vec<Document> {
    let mut articles: Vec<(Article, Text)> = Vec::new();
    for input in inputs {
        let page = Page::new(input.clone());
        let as_text = Article::of_text(page.decoded().text);
        for article in [Some(as_text), article::read(&page).ok()]
            .into_iter()
            .flatten()
        {
            let text = tokens::split(&article);
            check(&article, &text);
            articles.push((article, text));
        }
    }
    let documents = coder.code_all(articles);
    for document in &documents {
        // Rows quote the words of every span, and so slice the text at each of its ends.
        let row = rows::document::row(document);
        serde_json::to_string(&row).expect("a row is JSON");
        rows::event::rows(document);
        rows::conllu::write(document, &mut std::io::sink()).expect("a sink takes all");
    }
    documents
}

fn check(article: &Article, text: &Text) {
    let mut end = 0;
    for token in &text.tokens {
        assert!(end <= token.span.start && token.span.start < token.span.end);
        assert!(!token.span.text(&article.text).is_empty());
        end = token.span.end;
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn input(&mut self) -> Vec<u8> {
        let kind = self.below(4);
        let mut input = Vec::with_capacity(INPUT);
        while input.len() < INPUT {
            match kind {
                0 => input.push(self.next() as u8),
                1 => {
                    // Every plane, the lower ones more often.
                    let ceiling = [0x80, 0x800, 0x1_0000, 0x11_0000][self.below(4) as usize];
                    let letter = char::from_u32(self.below(ceiling) as u32).unwrap_or('\u{fffd}');
                    input.extend(letter.to_string().bytes());
                }
                2 => {
                    let length = self.below(9) + 1;
                    input.extend((0..length).map(|_| b'a' + self.below(26) as u8));
                    input.push(b" .,'-\n\t"[self.below(7) as usize]);
                }
                _ => {
                    let fragment = FRAGMENTS[self.below(FRAGMENTS.len() as u64) as usize];
                    input.extend(fragment.bytes());
                }
            }
        }
        input
    }
}
