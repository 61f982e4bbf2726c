//! Events judged by two readers (`specs/reading/`): how many are right, and how far the readers agree.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Bench, Figure, project_root};

/// What the readers were asked of an event.
const QUESTIONS: usize = 4;

/// Means over both readers, and Cohen's kappa of their answers on whole events.
pub(crate) fn sheet(_: &Bench) -> Result<Vec<Figure>> {
    let path = project_root().join("specs/reading/sheet.tsv");
    let content = fs::read_to_string(&path).context("the readers' sheet")?;
    let mut rows: Vec<[[bool; QUESTIONS]; 2]> = Vec::new();
    for line in content.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, _, _, one, other] = fields[..] else {
            bail!("not five columns: {line}");
        };
        rows.push([answers(one)?, answers(other)?]);
    }
    let share = |is_right: &dyn Fn(&[bool; QUESTIONS]) -> bool| {
        let right = rows.iter().flatten().filter(|one| is_right(one)).count();
        right as f64 / (2 * rows.len()).max(1) as f64
    };
    let is_whole = |answers: &[bool; QUESTIONS]| answers.iter().all(|&answer| answer);
    let both = rows.iter().filter(|row| row.iter().all(is_whole)).count();
    let figure = |name, value, detail| Figure {
        name,
        value,
        detail,
    };
    Ok(vec![
        figure(
            "reading.type",
            share(&|answers| answers[0]),
            format!("of {} events, mean of two readers", rows.len()),
        ),
        figure("reading.actor", share(&|answers| answers[1]), String::new()),
        figure(
            "reading.recipient",
            share(&|answers| answers[2]),
            String::new(),
        ),
        figure(
            "reading.status",
            share(&|answers| answers[3]),
            String::new(),
        ),
        figure(
            "reading.whole",
            share(&is_whole),
            format!(
                "{both} by both readers; kappa {:.2}",
                kappa(
                    &rows
                        .iter()
                        .map(|row| row.map(|one| is_whole(&one)))
                        .collect::<Vec<_>>()
                )
            ),
        ),
    ])
}

fn answers(written: &str) -> Result<[bool; QUESTIONS]> {
    let letters: Option<Vec<bool>> = written
        .chars()
        .map(|letter| match letter {
            'y' => Some(true),
            'n' => Some(false),
            _ => None,
        })
        .collect();
    letters
        .and_then(|letters| letters.try_into().ok())
        .with_context(|| format!("not {QUESTIONS} answers, `y` or `n`: {written}"))
}

/// Cohen's kappa of two readers' answers.
fn kappa(pairs: &[[bool; 2]]) -> f64 {
    let n = pairs.len().max(1) as f64;
    let share = |count: usize| count as f64 / n;
    let agreed = share(pairs.iter().filter(|[one, other]| one == other).count());
    let yes = [0, 1].map(|reader| share(pairs.iter().filter(|pair| pair[reader]).count()));
    let by_chance = yes[0] * yes[1] + (1.0 - yes[0]) * (1.0 - yes[1]);
    (agreed - by_chance) / (1.0 - by_chance).max(f64::EPSILON)
}
