//! Words per second of each stage and of the whole way, over the example pages in three sizes.
//!
//! `cargo bench -p zenobia --bench stages -- syntax` measures one stage.

use std::{fs, hint::black_box, path::Path};

use criterion::{BenchmarkId, Criterion, Throughput};
use zenobia::{
    article, attributions, coder::Coder, document::Document, encoder::Encoding, entities, events,
    page::Page, places, quantities, syntax, times, tokens,
};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/pages");

/// A page with what every stage makes of it, so that each can be run on its own.
struct Coded {
    body: Vec<u8>,
    encoding: Encoding,
    document: Document,
}

/// How much is read at once.
struct Size<'a> {
    name: &'static str,
    pages: &'a [Coded],
}

impl Size<'_> {
    fn words(&self) -> u64 {
        let words = self
            .pages
            .iter()
            .map(|page| page.document.text.tokens.len());
        words.sum::<usize>() as u64
    }
}

fn main() {
    // The other stages run on one thread: so does the encoder here, or its share would depend on the machine.
    let coder = Coder::built_in()
        .expect("what is built in can be loaded")
        .with_threads(1);
    let pages = coded_pages(&coder);
    let sizes = [
        Size {
            name: "one page",
            pages: &pages[..1],
        },
        Size {
            name: "four pages",
            pages: &pages[..4],
        },
        Size {
            name: "all pages",
            pages: &pages,
        },
    ];
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    stages(&mut criterion, &coder, &sizes);
    criterion.final_summary();
}

/// The example pages in the order of their names.
fn coded_pages(coder: &Coder) -> Vec<Coded> {
    let mut paths: Vec<_> = Path::new(PAGES)
        .read_dir()
        .expect("the examples are in the repository")
        .map(|entry| entry.expect("their folder can be read").path())
        .collect();
    paths.sort();
    let coded = |path| {
        let body = fs::read(path).expect("an example can be read");
        let article = article::read(&Page::new(body.clone())).expect("an example is an article");
        let text = tokens::split(&article);
        Coded {
            body,
            encoding: coder.encoder.encode(&article, &text),
            document: coder.code_words(article, text),
        }
    };
    paths.into_iter().map(coded).collect()
}

fn stages(criterion: &mut Criterion, coder: &Coder, sizes: &[Size<'_>]) {
    let mut measure = |stage: &str, work: &dyn Fn(&Coded)| {
        let mut group = criterion.benchmark_group(stage);
        for size in sizes {
            group.throughput(Throughput::Elements(size.words()));
            group.bench_with_input(
                BenchmarkId::from_parameter(size.name),
                size.pages,
                |bencher, pages| bencher.iter(|| pages.iter().for_each(work)),
            );
        }
        group.finish();
    };
    measure("article", &|page| {
        let page = Page::new(page.body.clone());
        let _ = black_box(article::read(&page));
    });
    measure("tokens", &|page| {
        black_box(tokens::split(&page.document.article));
    });
    measure("encoder", &|Coded { document, .. }| {
        black_box(coder.encoder.encode(&document.article, &document.text));
    });
    measure("syntax", &|page| {
        let Document { article, text, .. } = &page.document;
        black_box(syntax::parse(&article.text, text, &page.encoding));
    });
    measure("entities", &|page| {
        let Document {
            article,
            text,
            syntax,
            ..
        } = &page.document;
        let written_on = article.date_of_writing().map(|found| found.value);
        black_box(entities::find(
            article,
            text,
            &page.encoding,
            syntax,
            &coder.actors,
            written_on,
        ));
    });
    measure("times", &|Coded { document, .. }| {
        black_box(times::read(
            &document.article,
            &document.text,
            &document.syntax,
        ));
    });
    measure("quantities", &|Coded { document, .. }| {
        black_box(quantities::read(
            &document.article,
            &document.text,
            &document.syntax,
        ));
    });
    measure("places", &|Coded { document, .. }| {
        black_box(places::locate(
            &document.article,
            &document.text,
            &document.syntax,
            &document.entities,
            &coder.gazetteer,
        ));
    });
    measure("attributions", &|Coded { document, .. }| {
        black_box(attributions::read(
            &document.article,
            &document.text,
            &document.syntax,
            &document.entities,
            &coder.cues,
        ));
    });
    measure("events", &|Coded {
                            document, encoding, ..
                        }| {
        black_box(events::code(
            document.layers(&encoding.acts),
            &coder.predicates,
        ));
    });
    // From an article to its document: everything above but the reading of the page.
    measure("code", &|Coded { document, .. }| {
        black_box(coder.code(document.article.clone()));
    });
}
