//! What each command does.

mod code;
mod annotate;
mod explain;

use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::{Arguments, Command};

/// Does what the command line says.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        Command::Code(arguments) => code::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    }
}
