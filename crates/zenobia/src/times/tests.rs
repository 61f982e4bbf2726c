//! What is read from sentences, and what dates an event.

use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::{
    article::{Basis, Found},
    syntax::conllu,
    tokens::{self, TokenId},
};

/// An article of one paragraph, written on a day.
pub(crate) fn article(text: &str, written_on: &str) -> Article {
    let written: Option<Date> = written_on.parse().ok();
    Article {
        published: written.map(|value| Found {
            value,
            basis: Basis::Given,
        }),
        ..Article::of_text(text)
    }
}

/// Words with their grammar: a line each of form, lemma, part of speech, head, relation and features.
#[track_caller]
pub(crate) fn tree(written_on: &str, rows: &str) -> (Article, Text, Syntax) {
    let mut content = String::new();
    for (index, row) in rows
        .lines()
        .map(str::trim)
        .filter(|row| !row.is_empty())
        .enumerate()
    {
        let fields: Vec<&str> = row.split(' ').collect();
        let feats = fields.get(5).unwrap_or(&"_");
        content += &format!(
            "{}\t{}\t{}\t{}\t_\t{feats}\t{}\t{}\t_\t_\n",
            index + 1,
            fields[0],
            fields[1],
            fields[2],
            fields[3],
            fields[4]
        );
    }
    let (source, text, syntax) = conllu::read(&content).expect("the rows are CoNLL-U");
    (article(&source, written_on), text, syntax)
}

fn shown(article: &Article, times: &[TimeExpression]) -> String {
    let shown: Vec<String> = times
        .iter()
        .map(|time| format!("{} = {}", time.span.text(&article.text), time.value))
        .collect();
    shown.join("; ")
}

/// Without grammar, so without tense.
#[track_caller]
fn check(text: &str, written_on: &str, expected: &str) {
    let article = article(text, written_on);
    let text = tokens::split(&article);
    let times = read(&article, &text, &Syntax::default());
    assert_eq!(shown(&article, &times), expected);
}

#[track_caller]
fn check_tree(rows: &str, written_on: &str, expected: &str) {
    let (article, text, syntax) = tree(written_on, rows);
    let times = read(&article, &text, &syntax);
    assert_eq!(shown(&article, &times), expected);
}

#[test]
fn weekday_without_a_date_is_the_last_one_before_writing() {
    check(
        "Shells hit the market on Tuesday.",
        "2026-11-20",
        "Tuesday = 2026-11-17",
    );
    check(
        "Shells hit the market on Friday.",
        "2026-11-20",
        "Friday = 2026-11-20",
    );
    check(
        "They fled on Monday night.",
        "2026-11-20",
        "Monday night = 2026-11-16TNI",
    );
    check(
        "They fled last Friday.",
        "2026-11-20",
        "last Friday = 2026-11-13",
    );
    check(
        "Tuesday's strike killed two.",
        "2026-11-20",
        "Tuesday = 2026-11-17",
    );
}

#[test]
fn weekday_in_a_future_clause_is_the_next_one() {
    let rows = "Envoys envoy NOUN 3 nsubj
        will will AUX 3 aux
        meet meet VERB 0 root VerbForm=Inf
        Thursday Thursday PROPN 3 obl:tmod";
    check_tree(rows, "2026-11-20", "Thursday = 2026-11-26");
    let rows = "Envoys envoy NOUN 2 nsubj
        met meet VERB 0 root Tense=Past|VerbForm=Fin
        Thursday Thursday PROPN 2 obl:tmod";
    check_tree(rows, "2026-11-20", "Thursday = 2026-11-19");
}

#[test]
fn dates_are_read_in_every_usual_order() {
    check(
        "On 25 March 2016 it fell.",
        "2026-11-20",
        "25 March 2016 = 2016-03-25",
    );
    check(
        "On Friday, March 25, 2016, it fell.",
        "2026-11-20",
        "Friday, March 25, 2016 = 2016-03-25",
    );
    check(
        "Written 2016-03-25 or 25/03/2016.",
        "2026-11-20",
        "2016-03-25 = 2016-03-25; 25/03/2016 = 2016-03-25",
    );
    check(
        "Talks on Sept. 3 failed.",
        "2026-11-20",
        "Sept. 3 = 2026-09-03",
    );
    check(
        "Fighting on March 24-26.",
        "2026-04-20",
        "March 24-26 = 2026-03-24",
    );
    check(
        "From 26 June to 4 August 1952.",
        "2026-04-20",
        "26 June = 1952-06-26; 4 August 1952 = 1952-08-04",
    );
}

#[test]
fn months_and_years_without_more() {
    check("It fell last May.", "2016-03-25", "last May = 2015-05");
    check("It fell last March.", "2016-03-25", "last March = 2015-03");
    check(
        "A truce since late February held.",
        "2016-03-25",
        "late February = 2016-02",
    );
    check(
        "In 2012 and the 1980s.",
        "2016-03-25",
        "2012 = 2012; the 1980s = 198",
    );
    check(
        "The war of the 19th century.",
        "2016-03-25",
        "the 19th century = 18",
    );
    check(
        "In the first half of 2015.",
        "2016-03-25",
        "the first half of 2015 = 2015-H1",
    );
}

#[test]
fn times_told_from_the_day_of_writing() {
    check("Last week it fell.", "2016-03-25", "Last week = 2016-W11");
    check(
        "This month, this year.",
        "2016-03-25",
        "This month = 2016-03; this year = 2016",
    );
    check(
        "Two days ago it fell.",
        "2016-03-25",
        "Two days ago = 2016-03-23",
    );
    check(
        "Yesterday and the day before yesterday.",
        "2016-03-25",
        "Yesterday = 2016-03-24; the day before yesterday = 2016-03-23",
    );
    check("It is quiet now.", "2016-03-25", "now = PRESENT_REF");
}

#[test]
fn times_told_from_the_expression_before() {
    check(
        "On 3 March 2015 it fell. The next day they fled.",
        "2016-03-25",
        "3 March 2015 = 2015-03-03; The next day = 2015-03-04",
    );
    check(
        "On 3 March 2015 it fell. Three weeks later they fled.",
        "2016-03-25",
        "3 March 2015 = 2015-03-03; Three weeks later = 2015-W13",
    );
}

#[test]
fn durations_sets_and_clocks() {
    check(
        "For three weeks and nearly two years.",
        "2016-03-25",
        "three weeks = P3W; nearly two years = P2Y",
    );
    check(
        "Every day and each Friday.",
        "2016-03-25",
        "Every day = P1D; each Friday = XXXX-WXX-5",
    );
    check(
        "At 5:42 p.m. Tuesday.",
        "2016-03-25",
        "5:42 p.m. Tuesday = 2016-03-22T17:42",
    );
    check(
        "The past two years.",
        "2016-03-25",
        "The past two years = P2Y",
    );
}

#[test]
fn words_that_only_look_like_times_are_none() {
    check(
        "Troops may march on; Theresa May said so.",
        "2016-03-25",
        "",
    );
    check(
        "The Sun reported 2000 soldiers and a second man.",
        "2016-03-25",
        "",
    );
    check("A 25-year-old man.", "2016-03-25", "");
}

#[test]
fn without_a_day_of_writing_nothing_is_invented() {
    let article = article("Shells hit it on Tuesday, March 3.", "");
    let text = tokens::split(&article);
    let times = read(&article, &text, &Syntax::default());
    assert_eq!(times[0].value, "XXXX-03-03");
    assert_eq!(times[0].interval, None);
}

#[track_caller]
fn check_date(rows: &str, trigger: &str, expected: Option<&str>) {
    let (article, text, syntax) = tree("2016-03-25", rows);
    let times = read(&article, &text, &syntax);
    let head = (0..text.tokens.len() as u32)
        .map(TokenId)
        .find(|&token| text.span(token).text(&article.text) == trigger)
        .expect("the trigger is in the sentence");
    let found = date_of(&text, &syntax, &times, head);
    let found = found.map(|index| times[index as usize].span.text(&article.text));
    assert_eq!(found, expected);
}

#[test]
fn an_event_is_dated_by_its_own_clause() {
    let rows = "Tuesday Tuesday PROPN 3 nmod:poss
        's 's PART 1 case
        bombings bombing NOUN 6 nsubj
        in in ADP 5 case
        Lorn Lorn PROPN 3 nmod
        underscore underscore VERB 0 root Tense=Pres|VerbForm=Fin
        it it PRON 6 obj";
    check_date(rows, "bombings", Some("Tuesday"));
    let rows = "Police police NOUN 2 nsubj
        said say VERB 0 root Tense=Past|VerbForm=Fin
        Friday Friday PROPN 2 obl:tmod
        rebels rebel NOUN 5 nsubj
        attacked attack VERB 2 ccomp Tense=Past|VerbForm=Fin
        Monday Monday PROPN 5 obl:tmod
        and and CCONJ 8 cc
        fled flee VERB 5 conj Tense=Past|VerbForm=Fin";
    check_date(rows, "attacked", Some("Monday"));
    check_date(rows, "fled", Some("Monday"));
    check_date(rows, "said", Some("Friday"));
    let rows = "Police police NOUN 2 nsubj
        said say VERB 0 root Tense=Past|VerbForm=Fin
        Friday Friday PROPN 2 obl:tmod
        rebels rebel NOUN 5 nsubj
        fled flee VERB 2 ccomp Tense=Past|VerbForm=Fin";
    check_date(rows, "fled", None);
}

#[test]
fn what_goes_on_meanwhile_is_of_the_same_day() {
    let rows = "Rebels rebel NOUN 2 nsubj
        fled flee VERB 0 root Tense=Past|VerbForm=Fin
        Monday Monday PROPN 2 obl:tmod
        as as SCONJ 6 mark
        shells shell NOUN 6 nsubj
        fell fall VERB 2 advcl Tense=Past|VerbForm=Fin";
    check_date(rows, "fell", Some("Monday"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "[ -~é–’]{0,80}", day in "20[0-9]{2}-0[1-9]-1[0-9]") {
        let article = article(&text, &day);
        let text = tokens::split(&article);
        let times = read(&article, &text, &Syntax::default());
        for (one, next) in times.iter().zip(times.iter().skip(1)) {
            prop_assert!(one.span.end <= next.span.start);
        }
        for time in &times {
            prop_assert!(time.interval.is_none_or(|days| days.earliest() <= days.latest()));
        }
    }

    #[test]
    fn numbers_and_units_never_overflow(
        number in "[0-9]{1,12}", unit in "(days?|weeks|years|centuries|months|millennia)", how in "(ago|later|earlier|)"
    ) {
        let article = article(&format!("It was {number} {unit} {how} in {number}."), "2016-03-25");
        let text = tokens::split(&article);
        read(&article, &text, &Syntax::default());
    }
}

#[test]
fn a_modifier_that_ends_a_sentence_is_no_time() {
    check("They met later", "2026-11-20", "");
    check("It was still early", "2026-11-20", "");
}
