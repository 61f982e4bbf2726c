//! What is printed can be read by those it is printed for.

use serde_json::Value;

use crate::{stderr, stdout, zenobia, zenobia_reading};

const PAGE: &str = "examples/pages/01-orontes-courier.html";

#[test]
fn json_lines_quote_the_text_at_their_offsets() {
    let output = zenobia(&["annotate", PAGE]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document: Value = serde_json::from_str(stdout(&output)).unwrap();
    let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let mut n_checked = 0;
    check_words(&document, &text, &mut n_checked);
    assert!(n_checked > 100, "{n_checked}");
}

/// Every object with `start`, `end` and `text` or `form` quotes the document.
fn check_words(value: &Value, text: &[char], n_checked: &mut usize) {
    match value {
        Value::Array(values) => {
            for value in values {
                check_words(value, text, n_checked);
            }
        }
        Value::Object(fields) => {
            let place = |field: &str| fields.get(field).and_then(Value::as_u64);
            let words = fields
                .get("text")
                .or(fields.get("form"))
                .and_then(Value::as_str);
            if let (Some(start), Some(end), Some(words)) = (place("start"), place("end"), words) {
                let quoted: String = text[start as usize..end as usize].iter().collect();
                assert_eq!(quoted, words);
                *n_checked += 1;
            }
            for value in fields.values() {
                check_words(value, text, n_checked);
            }
        }
        _ => {}
    }
}

#[test]
fn csv_has_the_events_of_json_lines() {
    let rows = zenobia(&["code", PAGE]);
    let rows: Vec<Value> = stdout(&rows)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let table = zenobia(&["code", "--format", "csv", PAGE]);
    let mut table = csv::Reader::from_reader(stdout(&table).as_bytes());
    let ids: Vec<String> = table
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    let expected: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, expected);
    assert!(!ids.is_empty());
}

#[test]
fn conllu_is_read_back_with_the_same_words() {
    let first = zenobia(&["annotate", "--format", "conllu", PAGE]);
    let second = zenobia_reading(&["annotate", "--format", "conllu", "-"], &first.stdout);
    let forms = |conllu: &str| -> Vec<String> {
        conllu
            .lines()
            .filter_map(|line| Some(line.split('\t').nth(1)?.to_owned()))
            .collect()
    };
    assert!(forms(stdout(&first)).len() > 100, "{}", stderr(&first));
    assert_eq!(forms(stdout(&first)), forms(stdout(&second)));
}

#[test]
fn a_report_names_the_article_and_marks_words_without_colour() {
    let output = zenobia(&["code", "--format", "report", PAGE]);
    let report = stdout(&output);
    assert!(
        report.starts_with("Army and allies close in on Palmyra"),
        "{report}"
    );
    assert!(report.contains("The Orontes Courier · "), "{report}");
    assert!(report.contains("]¹"), "{report}");
    assert!(!report.contains('\u{1b}'), "{report}");
}

#[test]
fn explaining_an_event_shows_its_tree_and_its_rule() {
    let output = zenobia(&["explain", "--event", "1", PAGE]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("root"), "{}", stdout(&output));
    assert!(stdout(&output).contains("\n  rule"), "{}", stdout(&output));

    let output = zenobia(&["explain", "--event", "999", PAGE]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("there is no event `999`"));
}
