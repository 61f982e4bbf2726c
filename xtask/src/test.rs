//! Everything a change must pass.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::layers;

/// Format, clippy with warnings denied, the order of stages, all tests; stops at the first that fails.
pub(crate) fn run() -> Result<ExitCode> {
    for arguments in [
        &["fmt", "--all", "--check"][..],
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ] {
        if !cargo(arguments)? {
            return Ok(ExitCode::FAILURE);
        }
    }
    if layers::check()? != ExitCode::SUCCESS {
        return Ok(ExitCode::FAILURE);
    }
    Ok(if cargo(&["test", "--workspace"])? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn cargo(arguments: &[&str]) -> Result<bool> {
    eprintln!("cargo {}", arguments.join(" "));
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(crate::score::project_root())
        .status()
        .context("running cargo")?;
    Ok(status.success())
}
