//! Mends trees that no grammar allows: a verb with two subjects, a name that is a compound of a verb.
//!
//! In "The army shelled the town, activists have said" the encoder at times ties both subjects to
//! "said". Whoever reads that tree takes the activists for those who shelled.

use super::{Relation, Subtype, Upos, Word};
use crate::tokens::TokenId;

// Words further off belong to another sentence more often than to the same clause.
const REACH: usize = 60;

/// All mendings, in order.
pub(super) fn mend(words: Vec<Word>) -> Vec<Word> {
    let words = before_conjunctions(before_verbs(title_and_name(titles(words))));
    one_subject(open_clauses(give_back(words)))
}

/// Where a verb has a subject before it, a second one after it is its object ("which blamed the rebels"), or where a
/// preposition stands before it no object either ("held talks with the envoy").
fn one_subject(mut words: Vec<Word>) -> Vec<Word> {
    let mut with_subject = vec![false; words.len()];
    let mut with_object = vec![false; words.len()];
    let mut with_preposition = vec![false; words.len()];
    for (index, word) in words.iter().enumerate() {
        let Some(head) = word.head else { continue };
        with_subject[head.index()] |= word.relation == Relation::Nsubj
            && index < head.index()
            && word.subtype == Subtype::None;
        with_object[head.index()] |= word.relation == Relation::Obj;
        with_preposition[head.index()] |=
            word.relation == Relation::Case && word.upos == Upos::Adp && index < head.index();
    }
    for index in 0..words.len() {
        let word = &words[index];
        let Some(verb) = word.head.map(TokenId::index) else {
            continue;
        };
        let is_second = word.relation == Relation::Nsubj
            && word.subtype == Subtype::None
            && verb < index
            && words[verb].upos == Upos::Verb;
        if is_second && with_subject[verb] && with_preposition[index] {
            words[index].relation = Relation::Obl;
        } else if is_second && with_subject[verb] && !with_object[verb] {
            words[index].relation = Relation::Obj;
            with_object[verb] = true;
        }
    }
    words
}

/// Where a word has two subjects and a clause without one stands between them, the first is that clause's.
fn give_back(mut words: Vec<Word>) -> Vec<Word> {
    let mut subjects: Vec<(TokenId, usize)> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if is_subject(word) {
            subjects.extend(word.head.map(|head| (head, index)));
        }
    }
    // Stable: the subjects of one head stay in text order.
    subjects.sort_by_key(|&(head, _)| head);
    for pair in subjects.windows(2) {
        let [(head, first), (other_head, second)] = *pair else {
            continue;
        };
        if head != other_head {
            continue;
        }
        let clause = (first + 1..second).find(|&between| {
            let word = &words[between];
            let is_clause = matches!(
                word.relation,
                Relation::Ccomp | Relation::Advcl | Relation::Parataxis
            );
            is_clause && word.upos == Upos::Verb && word.head == Some(head)
        });
        let Some(clause) = clause else { continue };
        let clause_id = TokenId(clause as u32);
        let has_own = words
            .iter()
            .any(|word| is_subject(word) && word.head == Some(clause_id));
        if !has_own {
            words[first].head = Some(clause_id);
            words[clause].relation = Relation::Ccomp;
        }
    }
    words
}

/// Where a noun phrase after "as", "since", "after" and the like is tied to the verb above and a clause
/// without a subject follows at once, the phrase is that clause's subject: "as the envoy met the rebels".
fn open_clauses(mut words: Vec<Word>) -> Vec<Word> {
    for verb in 1..words.len() {
        let Some((subject, link)) = subject_before(&words, verb) else {
            continue;
        };
        let verb_id = TokenId(verb as u32);
        let above = words[verb].head;
        words[subject].relation = Relation::Nsubj;
        words[subject].subtype = Subtype::None;
        words[subject].head = Some(verb_id);
        words[link].relation = Relation::Mark;
        words[link].head = Some(verb_id);
        words[verb].relation = Relation::Advcl;
        words[verb].head = above;
    }
    words
}

/// A name right before a finite verb without a subject is its subject, and no part of a compound with it:
/// "IS overran the city".
fn before_verbs(mut words: Vec<Word>) -> Vec<Word> {
    for verb in 1..words.len() {
        let id = TokenId(verb as u32);
        let name = &words[verb - 1];
        let is_part = name.upos == Upos::Propn
            && name.head == Some(id)
            && matches!(
                name.relation,
                Relation::Compound | Relation::Nmod | Relation::Flat | Relation::Amod
            );
        let is_clause = words[verb].upos == Upos::Verb
            && !matches!(words[verb].relation, Relation::Amod | Relation::Compound);
        if !is_part || !is_clause {
            continue;
        }
        let around = &words[verb.saturating_sub(REACH)..words.len().min(verb + REACH)];
        if around
            .iter()
            .any(|word| is_subject(word) && word.head == Some(id))
        {
            continue;
        }
        words[verb - 1].relation = Relation::Nsubj;
        words[verb - 1].subtype = Subtype::None;
    }
    words
}

/// What stands before the conjunction belongs to the first of two joined: "overran the city last May and held it".
fn before_conjunctions(mut words: Vec<Word>) -> Vec<Word> {
    for conjunction in 1..words.len() {
        if words[conjunction].relation != Relation::Cc {
            continue;
        }
        let joined = words[conjunction].head;
        // "and it held": the conjunction may hang on the second clause's subject.
        let clause = joined.filter(|head| is_subject(&words[head.index()]));
        let second = clause.map_or(joined, |subject| words[subject.index()].head);
        let Some(second) = second.filter(|second| {
            words[second.index()].relation == Relation::Conj && second.index() > conjunction
        }) else {
            continue;
        };
        let Some(first) = words[second.index()]
            .head
            .filter(|first| first.index() < conjunction)
        else {
            continue;
        };
        for before in &mut words[first.index() + 1..conjunction] {
            let is_adjunct = matches!(before.relation, Relation::Obl | Relation::Advmod);
            if is_adjunct && before.head == Some(second) {
                before.head = Some(first);
            }
        }
    }
    words
}

/// Where a verb has two subjects side by side, a noun and then a name, they are one: "the negotiator at the talks
/// Omar Haddad insisted". The name is in apposition to the noun.
fn title_and_name(mut words: Vec<Word>) -> Vec<Word> {
    let mut noun: Option<usize> = None;
    for index in 0..words.len() {
        if !is_subject(&words[index]) {
            // Whatever parts them makes two clauses of them, or a list.
            let parts = matches!(
                words[index].upos,
                Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Verb | Upos::Aux
            );
            if parts {
                noun = None;
            }
            continue;
        }
        let of_one_verb = |first: usize| words[first].head == words[index].head;
        match noun.filter(|&first| of_one_verb(first)) {
            Some(first) if words[index].upos == Upos::Propn => {
                words[index].head = Some(TokenId(first as u32));
                words[index].relation = Relation::Appos;
                words[index].subtype = Subtype::None;
            }
            _ => noun = (words[index].upos == Upos::Noun).then_some(index),
        }
    }
    words
}

/// What opens the phrase of a title and a name hangs on the name, which heads it: "according to director Omar Haddad".
fn titles(mut words: Vec<Word>) -> Vec<Word> {
    for index in 0..words.len() {
        let Some(title) = words[index].head else {
            continue;
        };
        let above = &words[title.index()];
        let is_title = above.relation == Relation::Nmod && above.subtype == Subtype::Desc;
        let opens = matches!(words[index].relation, Relation::Case | Relation::Mark);
        if let (true, true, Some(name)) = (is_title, opens, above.head)
            && index < title.index()
            && title < name
        {
            words[index].head = Some(name);
        }
    }
    words
}

/// The noun before `verb` that is its subject though it is tied elsewhere, and the word that opens the clause.
fn subject_before(words: &[Word], verb: usize) -> Option<(usize, usize)> {
    let word = &words[verb];
    let opens = matches!(
        word.relation,
        Relation::Parataxis | Relation::Conj | Relation::Advcl
    );
    if word.upos != Upos::Verb || !opens || word.feat("VerbForm") != Some("Fin") {
        return None;
    }
    let verb_id = TokenId(verb as u32);
    let around = &words[verb.saturating_sub(REACH)..words.len().min(verb + REACH)];
    let has_own = around.iter().any(|other| {
        other.head == Some(verb_id)
            && (is_subject(other) || matches!(other.relation, Relation::Cc | Relation::Mark))
    });
    if has_own {
        return None;
    }
    let first = verb.saturating_sub(REACH);
    let (subject, link) = (first..verb).rev().find_map(|at| {
        let tied_above =
            words[at].head == word.head && word.head.is_some_and(|head| head.index() < at);
        let tied = tied_above || words[at].head == Some(verb_id);
        if words[at].relation != Relation::Obl || !tied {
            return None;
        }
        let link = (first..at).find(|&link| {
            words[link].head == Some(TokenId(at as u32))
                && words[link].relation == Relation::Case
                && matches!(
                    words[link].lemma.as_str(),
                    "as" | "since" | "after" | "before" | "while" | "until" | "once"
                )
        })?;
        Some((at, link))
    })?;
    // Nothing of another clause stands between.
    let touches = (subject + 1..verb)
        .all(|between| is_below(words, between, subject) || is_below(words, between, verb));
    touches.then_some((subject, link))
}

fn is_below(words: &[Word], token: usize, above: usize) -> bool {
    let mut at = token;
    // Heads form a tree, so this ends.
    while let Some(head) = words[at].head {
        if head.index() == above {
            return true;
        }
        at = head.index();
    }
    false
}

fn is_subject(word: &Word) -> bool {
    matches!(word.relation, Relation::Nsubj | Relation::Csubj) && word.subtype != Subtype::Outer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as "form/UPOS/relation/head", heads from 1.
    #[track_caller]
    fn check(tree: &str, expected_heads: &[u32]) {
        let heads: Vec<u32> = give_back(words(tree))
            .iter()
            .map(|word| word.head.map_or(0, |head| head.0 + 1))
            .collect();
        assert_eq!(heads, expected_heads);
    }

    fn words(tree: &str) -> Vec<Word> {
        tree.split(' ')
            .map(|word| {
                let fields: Vec<&str> = word.split('/').collect();
                let head: u32 = fields[3].parse().expect("a number");
                Word {
                    lemma: fields[0].to_owned(),
                    upos: Upos::from_label(fields[1]).expect("a part of speech"),
                    feats: if fields[1] == "VERB" {
                        "VerbForm=Fin"
                    } else {
                        ""
                    }
                    .into(),
                    head: head.checked_sub(1).map(TokenId),
                    relation: Relation::from_label(fields[2]).expect("a relation"),
                    subtype: Subtype::None,
                }
            })
            .collect()
    }

    #[test]
    fn a_second_subject_behind_a_preposition_is_an_oblique() {
        let mended = one_subject(words(
            "envoy/NOUN/nsubj/2 held/VERB/root/0 talks/NOUN/obj/2 with/ADP/case/5 minister/NOUN/nsubj/2",
        ));
        assert_eq!(mended[0].relation, Relation::Nsubj);
        assert_eq!(mended[4].relation, Relation::Obl);
    }

    #[test]
    fn the_first_of_two_subjects_is_of_the_clause_before_the_second() {
        check(
            "army/NOUN/nsubj/5 shelled/VERB/advcl/5 town/NOUN/obj/2 activists/NOUN/nsubj/5 said/VERB/root/0",
            &[2, 5, 2, 5, 0],
        );
    }

    #[test]
    fn a_clause_with_its_own_subject_keeps_it() {
        check(
            "army/NOUN/nsubj/2 shelled/VERB/ccomp/4 activists/NOUN/nsubj/4 said/VERB/root/0",
            &[2, 4, 4, 0],
        );
    }

    #[test]
    fn a_noun_after_as_is_the_subject_of_the_verb_that_follows() {
        let tree = "came/VERB/root/0 as/ADP/case/3 envoy/NOUN/obl/1 met/VERB/parataxis/1 rebels/NOUN/obj/4";
        let words = open_clauses(words(tree));
        assert_eq!(words[2].head, Some(TokenId(3)));
        assert_eq!(words[2].relation, Relation::Nsubj);
        assert_eq!(words[3].relation, Relation::Advcl);
    }

    #[test]
    fn a_name_before_a_verb_without_a_subject_is_its_subject() {
        let tree = "IS/PROPN/compound/2 overran/VERB/root/0 city/NOUN/obj/2";
        assert_eq!(before_verbs(words(tree))[0].relation, Relation::Nsubj);
        let tree = "IS/PROPN/compound/3 held/VERB/amod/3 city/NOUN/root/0";
        assert_eq!(before_verbs(words(tree))[0].relation, Relation::Compound);
    }

    #[test]
    fn a_name_beside_a_noun_that_is_subject_too_is_in_apposition() {
        let tree = "negotiator/NOUN/nsubj/5 at/ADP/case/3 talks/NOUN/obl/5 Omar/PROPN/nsubj/5 insisted/VERB/root/0";
        let words = title_and_name(words(tree));
        assert_eq!(words[3].relation, Relation::Appos);
        assert_eq!(words[3].head, Some(TokenId(0)));
    }

    #[test]
    fn a_time_before_the_conjunction_is_the_first_verbs() {
        let tree =
            "overran/VERB/root/0 May/PROPN/obl/5 and/CCONJ/cc/4 it/PRON/nsubj/5 held/VERB/conj/1";
        assert_eq!(before_conjunctions(words(tree))[1].head, Some(TokenId(0)));
        let tree = "fell/VERB/root/0 and/CCONJ/cc/4 soon/ADV/advmod/4 burned/VERB/conj/1";
        assert_eq!(before_conjunctions(words(tree))[2].head, Some(TokenId(3)));
    }

    #[test]
    fn a_second_subject_after_the_verb_is_its_object() {
        let tree = "which/PRON/nsubj/2 blamed/VERB/root/0 rebels/NOUN/nsubj/2";
        let words = one_subject(words(tree));
        assert_eq!(words[0].relation, Relation::Nsubj);
        assert_eq!(words[2].relation, Relation::Obj);
    }

    #[test]
    fn a_verb_joined_by_and_keeps_its_subject() {
        let tree =
            "fell/VERB/root/0 after/ADP/case/3 siege/NOUN/obl/1 and/CCONJ/cc/5 burned/VERB/conj/1";
        let words = open_clauses(words(tree));
        assert_eq!(words[2].relation, Relation::Obl);
    }
}
