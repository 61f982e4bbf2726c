//! Lists of actors and agents, and codebooks, that the user gives.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result};
use zenobia::{coder::Coder, events::EventLexicon, lexicon::LexiconError};

use crate::{arguments::Reading, problem::Problem};

/// Adds what the command line names, lists in its order.
pub(super) fn add(reading: &Reading, coder: Coder) -> Result<Coder> {
    let mut coder = coder;
    let lexicon = &mut coder.actors;
    for path in &reading.actors {
        add_list(path, |file, content| {
            lexicon.add_petrarch_actors(file, content)
        })?;
    }
    for path in &reading.agents {
        add_list(path, |file, content| {
            lexicon.add_petrarch_agents(file, content)
        })?;
    }
    Ok(match &reading.codebook {
        Some(folder) => Coder {
            predicates: with_codebook(folder, coder.predicates)?,
            ..coder
        },
        None => coder,
    })
}

fn with_codebook(folder: &Path, lexicon: EventLexicon) -> Result<EventLexicon> {
    let mut files: HashMap<String, String> = HashMap::new();
    let shown = folder.display();
    let listed = fs::read_dir(folder).with_context(|| format!("cannot read `{shown}`"))?;
    for entry in listed {
        let path = entry
            .with_context(|| format!("cannot read `{shown}`"))?
            .path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.insert(name.into_owned(), text(&path)?);
        }
    }
    lexicon.with_codebook(&files).map_err(|error| {
        Problem::new(format!("codebook `{shown}`: {error}"))
            .hint("docs/dictionaries.md shows the format of a codebook")
            .into()
    })
}

fn add_list(path: &Path, add: impl FnOnce(&str, &str) -> Result<(), LexiconError>) -> Result<()> {
    add(&path.display().to_string(), &text(path)?).map_err(|error| {
        let problem = Problem::new(error.to_string());
        problem
            .hint("docs/dictionaries.md shows the format of the lists")
            .into()
    })
}

fn text(path: &Path) -> Result<String> {
    let file = path.display();
    let bytes = fs::read(path).with_context(|| format!("cannot read `{file}`"))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Problem::new(format!("`{file}`, line {line}: not UTF-8"))
            .hint(format!(
                "iconv -f LATIN1 -t UTF-8 {file} makes it so, if it is Latin-1"
            ))
            .into()
    })
}
