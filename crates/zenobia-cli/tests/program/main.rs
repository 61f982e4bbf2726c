//! The program from outside: what it prints, where, and how it exits.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod inputs;
mod formats;
mod codebook;
mod lists;
mod uncoded;
mod examples;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// An article that is long enough to be one.
const ARTICLE: &str = "<!doctype html><html lang=\"en\"><head><title>Rebels shell Zémio</title></head><body>\
    <article><h1>Rebels shell Zémio</h1>\
    <p>Rebels shelled the town of Zémio on Monday and killed at least 12 civilians, the army said in a statement.</p>\
    <p>The government condemned the attack and sent soldiers to the town. A rebel commander denied that his men had \
    attacked civilians. He said that the soldiers had opened fire first and that the rebels would answer.</p>\
    <p>Aid workers said hundreds of people had fled across the river since Sunday. The United Nations called on both \
    sides to stop the fighting and plans to send a team to the town next week.</p></article></body></html>";

/// Runs the program in the folder of the workspace.
fn zenobia(arguments: &[&str]) -> Output {
    zenobia_reading(arguments, b"")
}

fn zenobia_reading(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zenobia"))
        .args(arguments)
        .current_dir(workspace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

/// A fresh folder with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (file, content) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}
