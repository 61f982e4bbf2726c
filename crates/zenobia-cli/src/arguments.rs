//! The command line.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::collect::Kind;

/// Reads news pages and keeps the record: who did what to whom, where, when, how many, and according to whom.
#[derive(Debug, Parser)]
#[command(name = "zenobia", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the events of news pages, each with the one who says so.
    Code(Code),
    /// Print every layer of news pages: words, grammar, names, times, places, quotations, events.
    Annotate(Annotate),
    /// Show the sentence, the tree, and the rule and words behind each field of an event.
    Explain(Explain),
}

/// Where pages come from and how they are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// A file, a folder, or - for standard input: HTML, plain text, JSON Lines, CoNLL-U or WARC, also in gzip.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Take every input for this kind instead of telling by its content.
    #[arg(long = "input", value_name = "KIND", value_enum)]
    pub kind: Option<Kind>,
    /// A list of actors in PETRARCH's format, to count before zenobia's own; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,
    /// A list of agents in PETRARCH's format, to count before zenobia's own; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub agents: Vec<PathBuf>,
    /// A folder with event types and lexicons of your own, to code instead of PLOVER's or beside them.
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<PathBuf>,
    /// Write here instead of to standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Articles coded at the same time [default: one a core].
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Say only what went wrong: no summary, no names of pages that are no articles.
    #[arg(long, short)]
    pub quiet: bool,
    /// Print on stderr how long each stage took.
    #[arg(long)]
    pub timings: bool,
}

/// Arguments of `zenobia code`.
#[derive(Debug, Args)]
pub(crate) struct Code {
    #[command(flatten)]
    pub reading: Reading,
    /// How to print events [default: report on a terminal, jsonl elsewhere].
    #[arg(long, short, value_enum)]
    pub format: Option<EventFormat>,
    /// Print no events, but the actors and verbs that could not be coded, the most frequent first.
    ///
    /// One a line, its fields parted by tabs: `actor` or `verb`, how often, the words as a lexicon would list
    /// them, an example. An actor takes part in what is told or said and has neither country nor sector. A
    /// verb has an actor for its subject and meets no entry of the event lexicon.
    #[arg(long, conflicts_with = "format")]
    pub uncoded: bool,
}

/// Arguments of `zenobia annotate`.
#[derive(Debug, Args)]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub reading: Reading,
    /// How to print documents.
    #[arg(long, short, value_enum, default_value = "json")]
    pub format: DocumentFormat,
}

/// Arguments of `zenobia explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub reading: Reading,
    /// Number of the event in its article, from 1, or its id.
    #[arg(long, short, value_name = "N", conflicts_with = "all")]
    pub event: Option<String>,
    /// Explain every event.
    #[arg(long)]
    pub all: bool,
}

/// How events are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EventFormat {
    /// For people.
    Report,
    /// One JSON object an event.
    #[value(alias = "json")]
    Jsonl,
    /// One line an event, for spreadsheets.
    Csv,
}

/// How documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentFormat {
    /// One JSON object a document.
    #[value(alias = "jsonl")]
    Json,
    /// Words and grammar, as Universal Dependencies has them.
    Conllu,
}
