//! Checks and measurements of the project: `cargo xtask COMMAND`.

mod boundaries;
mod fuzz;
mod gazetteer;
mod layers;
mod pages;
mod picture;
mod score;
mod test;
mod weights;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Checks and measurements of zenobia")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fails on the first `use` that points down the order of stages in lib.rs.
    Layers,
    /// Writes what training/linear.py learns sentence boundaries from.
    Boundaries(boundaries::Arguments),
    /// Writes what training/linear.py learns from who takes part in events, and how they are told.
    Weights(weights::Arguments),
    /// Builds the gazetteer file from GeoNames data.
    Gazetteer(gazetteer::Arguments),
    /// Prints quality figures measured on the corpora, against scores.toml.
    Score(score::Arguments),
    /// Draws the README's picture from an example page.
    Picture,
    /// Runs every page of the corpora and one bad file through the program.
    Pages,
    /// Sends arbitrary input through the whole way, page to rows.
    Fuzz(fuzz::Arguments),
    /// Runs everything a change must pass: format, clippy, layers, tests.
    Test,
}

fn main() -> anyhow::Result<ExitCode> {
    match Arguments::parse().command {
        Command::Layers => layers::check(),
        Command::Boundaries(arguments) => {
            boundaries::write(&arguments)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Weights(arguments) => {
            weights::write(&arguments)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Gazetteer(arguments) => {
            gazetteer::build(&arguments)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Score(arguments) => score::run(&arguments),
        Command::Picture => picture::draw(),
        Command::Pages => pages::run(),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Test => test::run(),
    }
}
