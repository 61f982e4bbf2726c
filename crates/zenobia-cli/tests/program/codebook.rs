//! Codebooks that the user gives.

use serde_json::Value;

use crate::{folder, stderr, stdout, zenobia_reading};

const RAIDS: &str =
    "rustle =cattle/herd\tv\tsubj>from,poss\t\t\t181\tHerders rustled cattle from villagers.\n";

const TEXT: &str =
    "Militiamen rustled cattle from villagers on Monday. Police arrested two gunmen in Nairobi.\n";

fn rows(name: &str, types: &str) -> Vec<Value> {
    let codebook = folder(
        name,
        &[
            ("types.tsv", types.as_bytes()),
            ("cattle_raid.tsv", RAIDS.as_bytes()),
        ],
    );
    let output = zenobia_reading(&["code", "--codebook", &codebook, "-"], TEXT.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn events_have_the_types_of_the_codebook() {
    let types = "# own types\nCATTLE_RAID\tASSAULT\tcattle taken by force\n";
    let rows = rows("codebook", types);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["event"], "CATTLE_RAID");
    assert_eq!(rows[0]["actor"][0]["text"], "Militiamen");
    assert_eq!(rows[0]["recipient"][0]["text"], "villagers");
    assert_eq!(rows[0]["cameo"], "181");
}

#[test]
fn plovers_types_stand_beside_where_the_codebook_says_so() {
    let rows = rows("codebook-beside", "PLOVER\nCATTLE_RAID\tASSAULT\n");
    let events: Vec<&str> = rows
        .iter()
        .map(|row| row["event"].as_str().unwrap())
        .collect();
    assert_eq!(events, ["CATTLE_RAID", "COERCE"]);
}

#[test]
fn a_fault_of_the_codebook_is_named() {
    let codebook = folder("codebook-fault", &[("types.tsv", b"RAID\tWAR\n")]);
    let output = zenobia_reading(&["code", "--codebook", &codebook, "-"], TEXT.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("`types.tsv`, line 1: `WAR` is no PLOVER type"),
        "{said}"
    );
    assert!(said.contains("docs/dictionaries.md"), "{said}");
}
