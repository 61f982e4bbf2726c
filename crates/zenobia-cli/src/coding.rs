//! Codes the stream of pages on several threads and gives the documents in its order.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::IsTerminal,
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::mpsc::{self, SyncSender},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{ParallelBridge, ParallelIterator};
use zenobia::{
    article::{self, Article},
    coder::{Coder, Stage},
    document::Document,
    tokens::{self, Text},
};

use crate::{
    arguments::Reading,
    collect::{Content, Item, Items},
    output::is_terminal,
    problem::{Problem, say},
};

/// What became of an item.
enum Outcome {
    Coded(Box<Document>),
    PassedOver(String),
    Failed(Problem),
}

/// How much was read and how long it took.
#[derive(Clone, Debug, Default)]
struct Timings {
    /// From bytes to article.
    article: Duration,
    /// From article to words.
    tokens: Duration,
    /// From words to document.
    stages: BTreeMap<Stage, Duration>,
    n_words: usize,
}

struct Finished {
    number: usize,
    name: String,
    outcome: Outcome,
    timings: Timings,
}

/// What is counted over a run.
#[derive(Debug, Default)]
struct Tally {
    n_coded: usize,
    n_events: usize,
    n_passed_over: usize,
    n_failed: usize,
    timings: Timings,
}

/// Codes everything the inputs hold and hands each document to `print`, in the order of the inputs.
///
/// What is no article is named and counted; what cannot be read as well, and then the exit code tells.
pub(crate) fn run(
    reading: &Reading,
    mut print: impl FnMut(&Document) -> Result<()>,
) -> Result<ExitCode> {
    let started = Instant::now();
    let threads = reading
        .threads
        .map_or_else(default_threads, NonZeroUsize::get);
    let coder = Coder::built_in()
        .context("what comes with zenobia cannot be loaded")?
        .with_threads(threads);
    let load = started.elapsed();
    let items = Items::new(&reading.inputs, reading.kind);
    keep_panics_quiet();
    let bar = progress(reading, items.n_files());
    let mut tally = Tally::default();
    // Some room, so that a slow article does not hold up the threads; not much, so that memory stays bounded.
    let (sender, receiver) = mpsc::sync_channel(4 * threads);
    thread::scope(|scope| {
        scope.spawn(|| coder.run(|| code_all(items, &coder, sender)));
        let mut waiting = BTreeMap::new();
        for finished in receiver {
            waiting.insert(finished.number, finished);
            while let Some(finished) = waiting.remove(&tally.n_items()) {
                tally.report(finished, reading, &bar, &mut print)?;
            }
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

/// Codes item after item; ends early once nobody takes the results.
fn code_all(items: Items, coder: &Coder, sender: SyncSender<Finished>) {
    // An error here means that the printing side has given up, and has said why.
    let _ = items
        .enumerate()
        .par_bridge()
        .try_for_each_with(sender, |sender, (number, item)| {
            sender.send(code(number, item, coder)).map_err(|_| ())
        });
}

fn code(number: usize, item: Item, coder: &Coder) -> Finished {
    let Item { name, content } = item;
    let mut timings = Timings::default();
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| read(content, coder, &mut timings)))
        .unwrap_or_else(|_| {
            let place = LAST_PANIC.take();
            Outcome::Failed(
                Problem::new(format!("zenobia broke on `{name}`: {place}"))
                    .hint("this is a fault of zenobia: please report it with the page"),
            )
        });
    Finished {
        number,
        name,
        outcome,
        timings,
    }
}

fn read(content: Content, coder: &Coder, timings: &mut Timings) -> Outcome {
    let page = match content {
        Content::Page(page) => page,
        Content::Words(words) => {
            let (article, text) = *words;
            return coded(article, text, coder, timings);
        }
        Content::NoPage(reason) => return Outcome::PassedOver(reason),
        Content::Unreadable(problem) => return Outcome::Failed(problem),
    };
    let started = Instant::now();
    let article = article::read(&page);
    timings.article = started.elapsed();
    match article {
        Ok(article) => {
            let started = Instant::now();
            let text = tokens::split(&article);
            timings.tokens = started.elapsed();
            coded(article, text, coder, timings)
        }
        Err(reason) => Outcome::PassedOver(format!("not coded: {reason}")),
    }
}

fn coded(article: Article, text: Text, coder: &Coder, timings: &mut Timings) -> Outcome {
    let mut last = Instant::now();
    let document = coder.code_watched(article, text, &mut |stage| {
        let now = Instant::now();
        timings.stages.insert(stage, now - last);
        last = now;
    });
    timings.n_words = document.text.tokens.len();
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

fn progress(reading: &Reading, n_files: usize) -> ProgressBar {
    // A report on the terminal is its own progress; a handful of files is soon done.
    let is_wanted = std::io::stderr().is_terminal()
        && !reading.quiet
        && !is_terminal(reading.output.as_deref())
        && n_files >= 10;
    if !is_wanted {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} left")
        .expect("the template is well-formed");
    ProgressBar::new(n_files as u64).with_style(style)
}

impl Tally {
    fn n_items(&self) -> usize {
        self.n_coded + self.n_passed_over + self.n_failed
    }

    fn report(
        &mut self,
        finished: Finished,
        reading: &Reading,
        bar: &ProgressBar,
        print: &mut impl FnMut(&Document) -> Result<()>,
    ) -> Result<()> {
        let Finished {
            name,
            outcome,
            timings,
            ..
        } = finished;
        match outcome {
            Outcome::Coded(document) => {
                self.n_coded += 1;
                self.n_events += document.events.len();
                print(&document)?;
            }
            Outcome::PassedOver(reason) => {
                self.n_passed_over += 1;
                if !reading.quiet {
                    bar.suspend(|| say(&format!("passed over `{name}`: {reason}")));
                }
            }
            Outcome::Failed(problem) => {
                self.n_failed += 1;
                bar.suspend(|| problem.print());
            }
        }
        self.timings.article += timings.article;
        self.timings.tokens += timings.tokens;
        for (stage, time) in timings.stages {
            *self.timings.stages.entry(stage).or_default() += time;
        }
        self.timings.n_words += timings.n_words;
        bar.inc(1);
        Ok(())
    }

    fn summarize(&self) {
        if self.n_items() == 1 && self.n_coded == 1 {
            return;
        }
        let mut line = format!(
            "coded {}: {}",
            counted(self.n_coded, "article"),
            counted(self.n_events, "event")
        );
        if self.n_passed_over > 0 {
            line.push_str(&format!(", passed over {}", self.n_passed_over));
        }
        if self.n_failed > 0 {
            line.push_str(&format!(", failed {}", self.n_failed));
        }
        say(&line);
    }

    fn print_timings(&self, threads: usize, load: Duration, total: Duration) {
        let Timings {
            article,
            tokens,
            stages,
            n_words,
        } = &self.timings;
        let per_second = |time: Duration| *n_words as f64 / time.as_secs_f64().max(1e-9);
        let line = |stage: &str, time: Duration| {
            let seconds = time.as_secs_f64();
            say(&format!(
                "{stage:<14}{seconds:>9.3} s {:>10.0} words/s",
                per_second(time)
            ));
        };
        say(&format!("{:<14}{:>9.3} s", "loading", load.as_secs_f64()));
        // Summed over the threads.
        line("article", *article);
        line("tokens", *tokens);
        for (stage, time) in stages {
            line(stage.name(), *time);
        }
        say(&format!("{:<14}{:>9.3} s", "in all", total.as_secs_f64()));
        let rate = per_second(total - load);
        say(&format!(
            "{} on {}: {rate:.0} words/s",
            counted(*n_words, "word"),
            counted(threads, "thread")
        ));
    }
}

fn counted(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{ending}")
}
