//! The program `zenobia`.

mod problem;
mod arguments;
mod collect;
mod coding;
mod output;
mod report;
mod commands;

use std::process::ExitCode;

use clap::Parser;

use crate::{arguments::Arguments, problem::Problem};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match commands::run(arguments) {
        Ok(code) => code,
        Err(error) if problem::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            Problem::from(error).print();
            ExitCode::FAILURE
        }
    }
}
