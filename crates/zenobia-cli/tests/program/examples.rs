//! The example pages, page to table: one line an event.
//!
//! `INSTA_UPDATE=always cargo test -p zenobia-cli` writes `examples/expected/` anew; read the difference.

use serde_json::Value;

use crate::{stderr, stdout, workspace, zenobia};

#[test]
fn example_pages_give_the_events_they_gave() {
    let pages = workspace().join("examples/pages");
    let mut names: Vec<String> = std::fs::read_dir(pages)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let output = zenobia(&["annotate", "examples/pages"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let documents: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(documents.len(), names.len(), "{}", stderr(&output));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../examples/expected");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, document) in names.iter().zip(&documents) {
            let name = name.split('.').next().unwrap();
            insta::assert_snapshot!(name, table(document));
        }
    });
}

fn table(document: &Value) -> String {
    let mut lines = vec![
        format!("publisher: {}", shown(&document["publisher"])),
        format!("wire: {}", shown(&document["wire"])),
        format!(
            "published: {} ({})",
            shown(&document["published"]),
            shown(&document["published_basis"])
        ),
        String::new(),
        "type | trigger | actor > recipient | count | holder | status | date | place".to_owned(),
    ];
    lines.extend(document["events"].as_array().unwrap().iter().map(line));
    lines.join("\n")
}

fn line(event: &Value) -> String {
    let claim = &event["claim"];
    let holder = match claim["source"]["text"].as_str() {
        Some(source) => format!("{} ({})", one_line(source), shown(&claim["holder"])),
        None => shown(&claim["holder"]),
    };
    let date = match (
        event["date"]["earliest"].as_str(),
        event["date"]["latest"].as_str(),
    ) {
        (Some(earliest), Some(latest)) if earliest != latest => format!("{earliest}/{latest}"),
        (_, Some(latest)) => latest.to_owned(),
        _ => "-".to_owned(),
    };
    let place = match event["event_loc"]["name"].as_str() {
        Some(name) => {
            format!("{name} {}", shown(&event["event_loc"]["precision"]))
        }
        None => "-".to_owned(),
    };
    let counts: Vec<String> = event["counts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|count| format!("{} {}", shown(&count["text"]), shown(&count["what"])))
        .collect();
    let mut kind = vec![shown(&event["event"])];
    kind.extend(event["mode"].as_array().unwrap().iter().map(shown));
    [
        kind.join(" "),
        shown(&event["event_text"]["text"]),
        format!(
            "{} > {}",
            people(&event["actor"]),
            people(&event["recipient"])
        ),
        if counts.is_empty() {
            "-".to_owned()
        } else {
            counts.join(", ")
        },
        holder,
        shown(&event["modality"]["status"]),
        date,
        place,
    ]
    .join(" | ")
}

fn people(actors: &Value) -> String {
    let actors: Vec<String> = actors
        .as_array()
        .unwrap()
        .iter()
        .map(|actor| match actor["code"].as_str() {
            Some(code) => format!("{} {code}", shown(&actor["text"])),
            None => shown(&actor["text"]),
        })
        .collect();
    if actors.is_empty() {
        "?".to_owned()
    } else {
        actors.join(", ")
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| "-".to_owned(), one_line)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
