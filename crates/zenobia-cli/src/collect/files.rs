//! Files of folders, in order.

use std::{
    fs::{self, File},
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use super::Source;
use crate::problem::Problem;

/// The file itself, or every file in and below a folder, sorted by path; hidden ones are left out.
pub(super) fn expand(input: &Path) -> Vec<Result<PathBuf, (PathBuf, Problem)>> {
    if !input.is_dir() {
        return vec![Ok(input.to_owned())];
    }
    let mut found = Vec::new();
    walk(input, &mut found);
    if found.is_empty() {
        let problem = Problem::new(format!("folder `{}` holds no file", input.display()));
        found.push(Err((input.to_owned(), problem)));
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<Result<PathBuf, (PathBuf, Problem)>>) {
    let mut entries: Vec<PathBuf> = match read(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let problem = Problem::new(format!(
                "cannot read folder `{}`: {error}",
                folder.display()
            ));
            found.push(Err((folder.to_owned(), problem)));
            return;
        }
    };
    entries.sort();
    for path in entries {
        if path.is_dir() {
            // A link to a folder above would be walked for ever.
            if !path.is_symlink() {
                walk(&path, found);
            }
        } else {
            found.push(Ok(path));
        }
    }
}

fn read(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

/// Opens a file, or standard input for `-`.
pub(super) fn open(path: &Path) -> Result<Source, Problem> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(BufReader::with_capacity(64 * 1024, file))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Problem::new(format!(
            "there is no file `{}`",
            path.display()
        ))),
        Err(error) => Err(Problem::new(format!(
            "cannot open `{}`: {error}",
            path.display()
        ))),
    }
}
