//! `zenobia code --uncoded`: what the lexicons do not reach.

use crate::{folder, stderr, stdout, zenobia, zenobia_reading};

const TEXTS: [&str; 2] = [
    "Syrian lamplighters attacked the army on Monday, the Quayside Herald said. \
     The lamplighters killed two soldiers. The army is strong, and it repainted the bridge.",
    "The army repainted a school on Tuesday. Lamplighters were arrested by the police. \
     The minister visited Paris and he smiled.",
];

fn uncoded(arguments: &[&str]) -> Vec<String> {
    let records: String = TEXTS
        .iter()
        .map(|text| format!("{{\"text\": \"{text}\", \"published\": \"2019-05-08\"}}\n"))
        .collect();
    let arguments = [&["code", "--uncoded"], arguments, &["-"]].concat();
    let output = zenobia_reading(&arguments, records.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output).lines().map(str::to_owned).collect()
}

#[test]
fn actors_and_verbs_without_a_code_are_counted_with_an_example() {
    let expected = [
        "actor\t3\tlamplighter\tSyrian lamplighters attacked the army on Monday, the Quayside ...",
        "actor\t1\tQuayside Herald\t... attacked the army on Monday, the Quayside Herald said.",
        "verb\t2\trepaint\tThe army is strong, and it repainted the bridge.",
        "verb\t1\tsmile\tThe minister visited Paris and he smiled.",
    ];
    assert_eq!(uncoded(&[]), expected);
    assert_eq!(uncoded(&["--threads", "1"]), expected);
}

#[test]
fn a_list_codes_what_was_missing() {
    let folder = folder("uncoded", &[("agents.txt", b"LAMPLIGHTER [~LAB]\n")]);
    let lines = uncoded(&["--agents", &format!("{folder}/agents.txt")]);
    assert!(
        lines.iter().all(|line| !line.contains("\tlamplighter\t")),
        "{lines:?}"
    );
}

#[test]
fn what_is_uncoded_has_one_format() {
    let output = zenobia(&["code", "--uncoded", "--format", "csv", "examples/pages"]);
    assert_eq!(output.status.code(), Some(2));
}
