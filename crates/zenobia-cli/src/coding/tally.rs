//! What is counted, timed and said over a run.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Result;
use indicatif::ProgressBar;
use zenobia::{coder::Stage, document::Document};

use super::{Finished, Outcome};
use crate::{arguments::Reading, problem::say};

/// What is counted over a run.
#[derive(Debug, Default)]
pub(super) struct Tally {
    n_coded: usize,
    n_events: usize,
    n_passed_over: usize,
    pub(super) n_failed: usize,
    timings: Timings,
}

/// How much was read and how long it took.
#[derive(Clone, Debug, Default)]
pub(super) struct Timings {
    /// From bytes to article.
    pub(super) article: Duration,
    /// From article to words.
    pub(super) tokens: Duration,
    /// From words to document.
    pub(super) stages: BTreeMap<Stage, Duration>,
    pub(super) n_words: usize,
}

impl Tally {
    pub(super) fn n_items(&self) -> usize {
        self.n_coded + self.n_passed_over + self.n_failed
    }

    pub(super) fn report(
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
                // What was cut from a page is told even where the output has no room for it.
                for note in &document.article.notes {
                    if !reading.quiet {
                        bar.suspend(|| say(&format!("note on `{name}`: {note}")));
                    }
                }
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
        // A file may hold many articles.
        if bar.length().is_some_and(|length| length < bar.position()) {
            bar.set_length(bar.position());
        }
        Ok(())
    }

    pub(super) fn summarize(&self) {
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

    pub(super) fn print_timings(&self, threads: usize, load: Duration, total: Duration) {
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
