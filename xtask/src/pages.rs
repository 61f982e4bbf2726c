//! One long run: every page of the corpora and one bad file, through the program as users run it.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, ExitCode},
    time::Instant,
};

use anyhow::{Context, Result, ensure};

use crate::score::project_root;

/// Runs the release program over all page sets, the WARC and a cut archive, and checks that
/// every page is accounted for, the bad file named, and the exit code not zero.
pub(crate) fn run() -> Result<ExitCode> {
    let root = project_root();
    let corpora = root.join("../shared/corpora");
    if !corpora.join("pages-warc").exists() {
        println!("pages: skipped: no corpora in {}", corpora.display());
        return Ok(ExitCode::SUCCESS);
    }
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "zenobia-cli"])
        .current_dir(&root)
        .status()?;
    ensure!(built.success(), "the program does not build");

    let scratch = std::env::temp_dir().join("zenobia-pages");
    fs::create_dir_all(&scratch)?;
    let bad = scratch.join("cut.warc.gz");
    let whole = fs::read(corpora.join("pages-warc/pages-dev.warc.gz"))?;
    fs::write(&bad, &whole[..1000]).context("writing the bad file")?;

    let mut inputs = vec![bad.clone(), corpora.join("pages-warc/pages-dev.warc.gz")];
    let mut n_pages = 310;
    for entry in fs::read_dir(&corpora)? {
        let folder = entry?.path().join("html");
        if folder.is_dir() {
            n_pages += fs::read_dir(&folder)?.count();
            inputs.push(folder);
        }
    }
    inputs.sort();
    let started = Instant::now();
    let output = Command::new(root.join("target/release/zenobia"))
        .args(["code", "--format", "jsonl", "--threads", "2", "--timings"])
        .args(&inputs)
        .output()
        .context("running zenobia")?;
    let seconds = started.elapsed().as_secs_f64();
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    fs::write(scratch.join("stderr.txt"), &talk)?;
    fs::write(scratch.join("events.jsonl"), &output.stdout)?;

    let documents: BTreeSet<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|event| Some(event["document"].as_str()?.to_owned()))
        .collect();
    let n_failed = talk
        .lines()
        .filter(|line| line.starts_with("error"))
        .count();
    println!(
        "{n_pages} pages and 1 bad file in {seconds:.0} s: {} documents with events",
        documents.len()
    );
    println!(
        "{n_failed} failed; the bad file is named: {}",
        names(&talk, &bad)
    );
    println!(
        "exit code {:?}; talk and events are in {}",
        output.status.code(),
        scratch.display()
    );
    for line in talk
        .lines()
        .rev()
        .take(12)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        println!("  {line}");
    }
    let as_wanted = names(&talk, &bad) && n_failed == 1 && output.status.code() == Some(1);
    Ok(if as_wanted {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn names(talk: &str, file: &Path) -> bool {
    talk.lines()
        .any(|line| line.starts_with("error") && line.contains(&*file.to_string_lossy()))
}
