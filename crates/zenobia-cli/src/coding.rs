//! Codes the stream of pages on several threads and gives the documents in its order.

use std::{
    cell::RefCell,
    io::IsTerminal,
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::mpsc::{self, SyncSender},
    thread,
    time::Instant,
};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use zenobia::{
    article::{self, Article},
    coder::{Coder, Stage},
    document::Document,
    encoder::Encoding,
    tokens::{self, Text},
};

use crate::{
    arguments::Reading,
    collect::{Content, Item, Items},
    output::is_terminal,
    problem::Problem,
};
use tally::{Tally, Timings};

mod lists;
mod tally;

/// What became of an item.
enum Outcome {
    Coded(Box<Document>),
    PassedOver(String),
    Failed(Problem),
}

struct Finished {
    name: String,
    outcome: Outcome,
    timings: Timings,
}

/// Codes everything the inputs hold and hands each document to `print`, in the order of the inputs.
///
/// What is no article is named and counted; what cannot be read as well, and then the exit code tells.
pub(crate) fn run(
    reading: &Reading,
    mut print: impl FnMut(&Document) -> Result<()>,
) -> Result<ExitCode> {
    run_with(reading, |_, document| print(document))
}

/// The same; `print` also gets the coder, whose lexicons a document does not hold.
pub(crate) fn run_with(
    reading: &Reading,
    mut print: impl FnMut(&Coder, &Document) -> Result<()>,
) -> Result<ExitCode> {
    let started = Instant::now();
    let threads = reading
        .threads
        .map_or_else(default_threads, NonZeroUsize::get);
    let coder = Coder::built_in()
        .context("what comes with zenobia cannot be loaded")?
        .with_threads(threads);
    let coder = lists::add(reading, coder)?;
    let load = started.elapsed();
    let items = Items::new(&reading.inputs, reading.kind);
    keep_panics_quiet();
    let bar = progress(reading, items.n_files());
    let mut tally = Tally::default();
    // Some room, so that a slow article does not hold up the threads; not much, so that memory stays bounded.
    let (sender, receiver) = mpsc::sync_channel(4 * threads);
    thread::scope(|scope| {
        scope.spawn(|| coder.run(|| code_all(items, &coder, sender)));
        for finished in receiver {
            tally.report(finished, reading, &bar, &mut |document| {
                print(&coder, document)
            })?;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    bar.finish_and_clear();
    if !reading.quiet {
        tally.summarize();
    }
    if reading.timings {
        tally.print_timings(threads, load, started.elapsed());
    }
    Ok(if tally.n_failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn default_threads() -> usize {
    thread::available_parallelism().map_or(2, NonZeroUsize::get)
}

/// Items that are coded together: the encoder wants many sentences of like length.
const TOGETHER: usize = 24;

/// Codes the items in their order, some together at a time; ends early once nobody takes the results.
fn code_all(mut items: Items, coder: &Coder, sender: SyncSender<Finished>) {
    loop {
        let some: Vec<Item> = items.by_ref().take(TOGETHER).collect();
        if some.is_empty() {
            return;
        }
        for finished in code_some(some, coder) {
            // An error here means that the printing side has given up, and has said why.
            if sender.send(finished).is_err() {
                return;
            }
        }
    }
}

/// An item on its way to a document.
struct Started {
    name: String,
    timings: Timings,
    state: Result<(Article, Text), Outcome>,
}

fn code_some(items: Vec<Item>, coder: &Coder) -> Vec<Finished> {
    let started: Vec<Started> = items
        .into_par_iter()
        .map(|Item { name, content }| {
            let mut timings = Timings::default();
            let state = guarded(&name, || read(content, &mut timings)).unwrap_or_else(Err);
            Started {
                name,
                timings,
                state,
            }
        })
        .collect();
    let sources: Vec<(&str, &Text)> = started
        .iter()
        .filter_map(|item| item.state.as_ref().ok())
        .map(|(article, text)| (article.text.as_str(), text))
        .collect();
    let begun = Instant::now();
    let encodings = coder.encoder.encode_all(&sources);
    // As the other stages' times, summed over the threads.
    let encoding_time = begun.elapsed() * rayon::current_num_threads() as u32;
    let n_words: usize = sources.iter().map(|(_, text)| text.tokens.len()).sum();
    let mut encodings = encodings.into_iter();
    let with_encodings: Vec<(Started, Option<Encoding>)> = started
        .into_iter()
        .map(|item| {
            let encoding = item.state.is_ok().then(|| encodings.next()).flatten();
            (item, encoding)
        })
        .collect();
    with_encodings
        .into_par_iter()
        .map(|(item, encoding)| {
            let Started {
                name,
                mut timings,
                state,
            } = item;
            let outcome = match (state, encoding) {
                (Ok((article, text)), Some(encoding)) => {
                    timings.n_words = text.tokens.len();
                    // The encoder worked on all at once: each has its share by its words.
                    let share = timings.n_words as f64 / n_words.max(1) as f64;
                    timings
                        .stages
                        .insert(Stage::Encoder, encoding_time.mul_f64(share));
                    guarded(&name, || {
                        coded(article, text, encoding, coder, &mut timings)
                    })
                    .unwrap_or_else(|failed| failed)
                }
                (Ok(_), None) => unreachable!("what was read was encoded"),
                (Err(outcome), _) => outcome,
            };
            Finished {
                name,
                outcome,
                timings,
            }
        })
        .collect()
}

/// A panic while an item is coded fails that item alone.
fn guarded<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Outcome> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = LAST_PANIC.take();
        Outcome::Failed(
            Problem::new(format!("zenobia broke on `{name}`: {place}"))
                .hint("this is a fault of zenobia: please report it with the page"),
        )
    })
}

fn read(content: Content, timings: &mut Timings) -> Result<(Article, Text), Outcome> {
    let page = match content {
        Content::Page(page) => page,
        Content::Words(words) => return Ok(*words),
        Content::NoPage(reason) => return Err(Outcome::PassedOver(reason)),
        Content::Unreadable(problem) => return Err(Outcome::Failed(problem)),
    };
    let started = Instant::now();
    let article = article::read(&page);
    timings.article = started.elapsed();
    let article = article.map_err(|reason| Outcome::PassedOver(format!("not coded: {reason}")))?;
    let started = Instant::now();
    let text = tokens::split(&article);
    timings.tokens = started.elapsed();
    Ok((article, text))
}

fn coded(
    article: Article,
    text: Text,
    encoding: Encoding,
    coder: &Coder,
    timings: &mut Timings,
) -> Outcome {
    let mut last = Instant::now();
    let document = coder.code_encoded(article, text, encoding, &mut |stage| {
        let now = Instant::now();
        timings.stages.insert(stage, now - last);
        last = now;
    });
    Outcome::Coded(Box::new(document))
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A panic while coding fails one page; it is told with the page's name instead of in the middle of the output.
fn keep_panics_quiet() {
    let default_hook = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if rayon::current_thread_index().is_none() {
            return default_hook(panic);
        }
        let message = panic.payload_as_str().unwrap_or("no message");
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        LAST_PANIC.set(format!("{message} ({place})"));
    }));
}

/// A bar where the inputs are many files; where they are few, each may hold many articles, and a count is all there is.
fn progress(reading: &Reading, n_files: usize) -> ProgressBar {
    // A report on the terminal is its own progress.
    let is_wanted = std::io::stderr().is_terminal()
        && !reading.quiet
        && !is_terminal(reading.output.as_deref());
    if !is_wanted {
        return ProgressBar::hidden();
    }
    let styled = |template| ProgressStyle::with_template(template).expect("it is well-formed");
    if n_files >= 10 {
        ProgressBar::new(n_files as u64).with_style(styled("{bar:30} {pos} of {len}, {eta} left"))
    } else {
        ProgressBar::new_spinner().with_style(styled("{spinner} {pos} read in {elapsed}"))
    }
}
