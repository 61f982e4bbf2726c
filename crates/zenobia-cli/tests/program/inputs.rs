//! What is read, in what order, and what is said of what cannot be read.

use serde_json::Value;

use crate::{ARTICLE, folder, stderr, stdout, zenobia, zenobia_reading};

#[test]
fn one_bad_file_is_named_and_the_rest_goes_on() {
    let folder = folder(
        "one_bad_file",
        &[
            ("a.html", ARTICLE.as_bytes()),
            ("b.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            ("c/d.html", ARTICLE.as_bytes()),
            ("e.txt", b""),
            (".hidden", b"\0"),
        ],
    );
    let output = zenobia(&["annotate", &folder]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("b.jpg` is a JPEG picture, not a page"));
    assert!(stderr(&output).contains("e.txt`: not coded: nothing to read"));
    assert!(stderr(&output).contains("coded 2 articles"));
    assert!(stderr(&output).contains("passed over 1, failed 1"));
}

#[test]
fn pages_that_are_no_articles_are_named_and_counted() {
    let input = "{\"id\": \"short\", \"html\": \"<!doctype html><p>Weather</p>\"}\n{\"id\": \"german\", \"text\": \
        \"Die Regierung hat am Montag die Soldaten in die Stadt geschickt, um die Kämpfe zu beenden. \
        Die Rebellen haben die Stadt in der vergangenen Woche eingenommen und viele Menschen vertrieben. \
        Die Vereinten Nationen haben beide Seiten aufgerufen, die Waffen niederzulegen.\"}\n";
    let output = zenobia_reading(&["code", "-"], input.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    assert!(said.contains("passed over `standard input:1`"), "{said}");
    assert!(said.contains("passed over `standard input:2`"), "{said}");
    assert!(said.contains("passed over 2"), "{said}");

    let output = zenobia_reading(&["code", "--quiet", "-"], input.as_bytes());
    assert_eq!(stderr(&output), "");
}

#[test]
fn records_come_out_in_the_order_they_went_in() {
    let lines: String = (0..8)
        .map(|number| {
            let html = Value::from(ARTICLE);
            format!(
                "{{\"id\": \"{number}\", \"html\": {html}, \"published\": \"2026-11-1{number}\"}}\n"
            )
        })
        .collect();
    let output = zenobia_reading(&["annotate", "--threads", "2", "-"], lines.as_bytes());
    let ids: Vec<String> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["document"].to_string())
        .collect();
    let expected: Vec<String> = (0..8).map(|number| format!("\"{number}\"")).collect();
    assert_eq!(ids, expected, "{}", stderr(&output));
}

#[test]
fn broken_records_are_named_by_their_line() {
    let input = b"{\"id\": 1, \"text\": \"x\", \"published\": \"Monday\"}\n\n{\"id\": 2}\n{oops\n";
    let output = zenobia_reading(&["code", "-"], input);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("`standard input`, line 1: `published` is not a date"),
        "{said}"
    );
    assert!(
        said.contains("`standard input`, line 3: has neither `text` nor `html`"),
        "{said}"
    );
    assert!(
        said.contains("`standard input`, line 4: not a JSON object"),
        "{said}"
    );
}

#[test]
fn archives_cut_short_say_so() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(ARTICLE.repeat(50).as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let folder = folder("cut_archive", &[("a.html.gz", &packed[..packed.len() / 2])]);
    let output = zenobia(&["code", &folder]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("a.html.gz` ends in the middle"),
        "{}",
        stderr(&output)
    );
    assert!(stderr(&output).contains("hint: "));
}

#[test]
fn a_file_that_is_not_there_fails_the_run() {
    let output = zenobia(&["code", "no-such-file.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("error: there is no file `no-such-file.html`"));
}

#[test]
fn a_wrong_command_line_is_a_usage_error() {
    assert_eq!(zenobia(&["code"]).status.code(), Some(2));
    assert_eq!(
        zenobia(&["code", "--format", "xml", "a"]).status.code(),
        Some(2)
    );
}
