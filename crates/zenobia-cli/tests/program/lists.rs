//! Lists of actors and agents that the user gives.

use serde_json::Value;

use crate::{folder, stderr, stdout, zenobia, zenobia_reading};

const ACTORS: &str = "\
# Lands that are on no map
VALDORIA_ [VLD]
+VALDORIAN_
TORVIK_ [TVK]
RED_COAST_FRONT_
\t[VLDREBRCF <20200101]
\t[VLDGOVRCF >20200101]
";

const AGENTS: &str = "\
!OFFICE! = TOLLS, GRAIN
HARBOUR_WARDEN [~COP]
SECRETARY_OF_!OFFICE! [~GOV]
";

const TEXT: &str = "Valdorian harbour wardens arrested Torvik's secretary of tolls on Monday. \
    The Red Coast Front attacked Torvik on Tuesday and killed two soldiers.";

fn lists(name: &str) -> [String; 4] {
    let folder = folder(
        name,
        &[
            ("actors.txt", ACTORS.as_bytes()),
            ("agents.txt", AGENTS.as_bytes()),
        ],
    );
    [
        "--actors".to_owned(),
        format!("{folder}/actors.txt"),
        "--agents".to_owned(),
        format!("{folder}/agents.txt"),
    ]
}

/// Events of the text, written on a day, as "TYPE actor > recipient".
fn events(lists: &[String], written_on: &str) -> Vec<String> {
    let mut arguments = vec!["code"];
    arguments.extend(lists.iter().map(String::as_str));
    arguments.push("-");
    let record = format!("{{\"id\": 1, \"text\": \"{TEXT}\", \"published\": \"{written_on}\"}}\n");
    let output = zenobia_reading(&arguments, record.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let codes = |actors: &Value| -> String {
        let actors = actors.as_array().unwrap().iter();
        let codes: Vec<&str> = actors
            .map(|actor| actor["code"].as_str().unwrap_or("?"))
            .collect();
        codes.join(", ")
    };
    stdout(&output)
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).unwrap();
            let (actor, recipient) = (codes(&row["actor"]), codes(&row["recipient"]));
            format!("{} {actor} > {recipient}", row["event"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn lists_tell_whom_names_and_nouns_act_for() {
    let lists = lists("lists_tell");
    let early = events(&lists, "2019-05-08");
    assert!(
        early.contains(&"COERCE VLDCOP > TVKGOV".to_owned()),
        "{early:?}"
    );
    assert!(
        early.contains(&"ASSAULT VLDREBRCF > TVK".to_owned()),
        "{early:?}"
    );
    let late = events(&lists, "2021-05-05");
    assert!(
        late.contains(&"ASSAULT VLDGOVRCF > TVK".to_owned()),
        "{late:?}"
    );
    let without = events(&[], "2019-05-08");
    assert!(
        without.iter().all(|event| !event.contains("VLD")),
        "{without:?}"
    );
}

#[test]
fn a_malformed_list_is_named_by_file_and_line() {
    let folder = folder("bad_list", &[("bad.txt", b"A_ [AAA]\nB_ [BB]\n")]);
    let list = format!("{folder}/bad.txt");
    let output = zenobia(&["annotate", "--actors", &list, "examples/pages"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let expected = format!("error: `{list}`, line 2: `BB` is no code");
    assert!(stderr(&output).contains(&expected), "{}", stderr(&output));

    let output = zenobia(&["code", "--agents", "no-such-list.txt", "examples/pages"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("cannot read `no-such-list.txt`"));
}
