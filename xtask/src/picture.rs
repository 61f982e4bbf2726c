//! The README's picture: the report of an example page, as a terminal shows it.

use std::{
    fs,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, ensure};

use crate::score::project_root;

/// The page whose report is shown.
const PAGE: &str = "examples/pages/01-orontes-courier.html";

/// Writes `docs/report.svg`.
pub(crate) fn draw() -> Result<ExitCode> {
    let root = project_root();
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--package",
            "zenobia-cli",
            "--",
            "code",
            "--format",
            "report",
            PAGE,
        ])
        .env("CLICOLOR_FORCE", "1")
        .env("COLUMNS", "100")
        .current_dir(&root)
        .output()
        .context("running zenobia")?;
    ensure!(
        output.status.success(),
        "zenobia failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report = String::from_utf8(output.stdout).context("the report is not UTF-8")?;
    let picture = anstyle_svg::Term::new().render_svg(&report);
    fs::create_dir_all(root.join("docs"))?;
    fs::write(root.join("docs/report.svg"), picture).context("writing docs/report.svg")?;
    Ok(ExitCode::SUCCESS)
}
