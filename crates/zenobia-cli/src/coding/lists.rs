//! Lists of actors and agents that the user gives.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use zenobia::{entities::ActorLexicon, lexicon::LexiconError};

use crate::{arguments::Reading, problem::Problem};

/// Adds the lists that the command line names, in its order.
pub(super) fn add(reading: &Reading, lexicon: &mut ActorLexicon) -> Result<()> {
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
    Ok(())
}

fn add_list(path: &Path, add: impl FnOnce(&str, &str) -> Result<(), LexiconError>) -> Result<()> {
    let file = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("cannot read `{file}`"))?;
    let content = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Problem::new(format!("`{file}`, line {line}: not UTF-8")).hint(format!(
            "iconv -f LATIN1 -t UTF-8 {file} makes it so, if it is Latin-1"
        ))
    })?;
    add(&file, &content).map_err(|error| {
        let problem = Problem::new(error.to_string());
        problem
            .hint("docs/dictionaries.md shows the format of the lists")
            .into()
    })
}
