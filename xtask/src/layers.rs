//! The order of stages: a module of `zenobia` uses only modules declared above it in lib.rs.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, Result};

/// Reads every source file of `zenobia` and names each path that points down.
pub(crate) fn check() -> Result<ExitCode> {
    let source = crate::score::project_root().join("crates/zenobia/src");
    let lib = fs::read_to_string(source.join("lib.rs")).context("reading lib.rs")?;
    let order: Vec<&str> = lib
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub mod ")
                .or(line.strip_prefix("mod "))?
                .strip_suffix(';')
        })
        .collect();
    let mut violations = Vec::new();
    for (rank, module) in order.iter().enumerate() {
        for file in files_of(&source, module)? {
            let content = fs::read_to_string(&file)?;
            for used in used_modules(&content) {
                if order[rank + 1..].contains(&used.as_str()) {
                    violations.push(format!(
                        "{}: `{module}` uses `{used}`, which comes after it",
                        file.display()
                    ));
                }
            }
        }
    }
    for violation in &violations {
        eprintln!("{violation}");
    }
    eprintln!(
        "layers: {} modules, {} uses that point down",
        order.len(),
        violations.len()
    );
    Ok(if violations.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn files_of(source: &Path, module: &str) -> Result<Vec<std::path::PathBuf>> {
    let single = source.join(format!("{module}.rs"));
    let mut found = if single.exists() {
        vec![single]
    } else {
        Vec::new()
    };
    let mut folders = vec![source.join(module)];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// The modules that follow `crate::`, also inside braces: `use crate::{span::Span, tokens}`.
fn used_modules(content: &str) -> Vec<String> {
    let code: String = content
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            let mut fresh = true;
            for character in group.chars() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.push(std::mem::take(&mut name));
                        fresh = true;
                    }
                    _ if depth == 0
                        && fresh
                        && (character.is_alphanumeric() || character == '_') =>
                    {
                        name.push(character);
                    }
                    ':' if depth == 0 => fresh = false,
                    _ => {}
                }
            }
            found.push(name);
        } else {
            found.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_in_groups_and_paths() {
        let code = "use crate::{span::Span, tokens::{Text, TokenId}, syntax};\nlet x = crate::events::code;";
        assert_eq!(used_modules(code), ["span", "tokens", "syntax", "events"]);
    }
}
