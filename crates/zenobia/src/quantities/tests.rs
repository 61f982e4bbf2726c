//! What is counted in sentences.

use super::*;
use crate::times::tests::tree;

#[track_caller]
fn check(rows: &str, expected: &str) {
    let (article, text, syntax) = tree("2016-03-25", rows);
    let shown: Vec<String> = read(&article, &text, &syntax)
        .iter()
        .map(|quantity| {
            let of = quantity
                .of
                .map_or("", |of| text.span(of).text(&article.text));
            let max = quantity.max.map_or("?".to_owned(), |max| max.to_string());
            let total = if quantity.cumulative { " total" } else { "" };
            format!(
                "{} = {}-{max} {:?} {:?} {of}{total}",
                quantity.span.text(&article.text),
                quantity.min,
                quantity.precision,
                quantity.counts
            )
        })
        .collect();
    assert_eq!(shown.join("; "), expected);
}

#[test]
fn objects_and_passive_subjects_of_killing_are_counted() {
    check(
        "Shells shell NOUN 2 nsubj
        killed kill VERB 0 root Tense=Past
        at at ADP 5 case
        least least ADJ 5 nmod
        12 12 NUM 6 nummod
        people people NOUN 2 obj Number=Plur
        and and CCONJ 8 cc
        wounded wound VERB 2 conj Tense=Past
        30 30 NUM 8 obj",
        "at least 12 = 12-? AtLeast Killed people; 30 = 30-30 Exact Injured ",
    );
    check(
        "Two two NUM 3 nummod
        dozen dozen NUM 1 flat
        fighters fighter NOUN 5 nsubj:pass Number=Plur
        were be AUX 5 aux:pass Tense=Past
        arrested arrest VERB 0 root VerbForm=Part",
        "Two dozen = 24-24 Exact Detained fighters",
    );
}

#[test]
fn the_dead_are_counted_however_they_are_told() {
    check(
        "It it PRON 2 nsubj
        left leave VERB 0 root Tense=Past
        12 12 NUM 2 obj
        dead dead ADJ 2 xcomp",
        "12 = 12-12 Exact Killed ",
    );
    check(
        "The the DET 3 det
        death death NOUN 3 compound
        toll toll NOUN 4 nsubj
        rose rise VERB 0 root Tense=Past
        to to ADP 6 case
        45 45 NUM 4 obl",
        "45 = 45-45 Exact Killed  total",
    );
    check(
        "12 12 NUM 2 nummod
        people people NOUN 3 nsubj Number=Plur
        died die VERB 0 root Tense=Past",
        "12 = 12-12 Exact Killed people",
    );
}

#[test]
fn ranges_measures_and_shares_keep_their_bounds() {
    check(
        "Between between ADP 2 case
        10 10 NUM 5 nummod
        and and CCONJ 4 cc
        20 20 NUM 2 conj
        men man NOUN 6 nsubj Number=Plur
        fled flee VERB 0 root Tense=Past",
        "Between 10 and 20 = 10-20 Exact Displaced men",
    );
    check(
        "They they PRON 4 nsubj
        are be AUX 4 cop
        two two NUM 4 nummod
        kilometers kilometer NOUN 0 root
        away away ADV 4 advmod",
        "two = 2000-2000 Exact Metres kilometers",
    );
}

#[test]
fn numbers_that_count_nothing_are_left_out() {
    check(
        "The the DET 3 det
        81st 81st ADJ 3 amod
        Brigade Brigade PROPN 4 nsubj
        fought fight VERB 0 root Tense=Past
        M23 M23 PROPN 4 obj
        in in ADP 7 case
        2012 2012 NUM 4 obl
        at at ADP 9 case
        5:42 5:42 NUM 4 obl",
        "",
    );
}
