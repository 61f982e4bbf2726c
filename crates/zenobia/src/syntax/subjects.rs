//! One clause, one subject: gives a subject back to the clause it was taken from.
//!
//! In "The army shelled the town, activists have said" the encoder at times ties both subjects to
//! "said". Whoever reads that tree takes the activists for those who shelled.

use super::{Relation, Subtype, Upos, Word};
use crate::tokens::TokenId;

// Words further off belong to another sentence more often than to the same clause.
const REACH: usize = 60;

/// Where a word has two subjects and a clause without one stands between them, the first is that clause's.
pub(super) fn give_back(mut words: Vec<Word>) -> Vec<Word> {
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
pub(super) fn open_clauses(mut words: Vec<Word>) -> Vec<Word> {
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
    let subject = (first..verb).rev().find(|&at| {
        let tied_above =
            words[at].head == word.head && word.head.is_some_and(|head| head.index() < at);
        words[at].relation == Relation::Obl && (tied_above || words[at].head == Some(verb_id))
    })?;
    let link = (first..subject).find(|&at| {
        words[at].head == Some(TokenId(subject as u32))
            && words[at].relation == Relation::Case
            && matches!(
                words[at].lemma.as_str(),
                "as" | "since" | "after" | "before" | "while" | "until" | "once"
            )
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
    fn a_verb_joined_by_and_keeps_its_subject() {
        let tree =
            "fell/VERB/root/0 after/ADP/case/3 siege/NOUN/obl/1 and/CCONJ/cc/5 burned/VERB/conj/1";
        let words = open_clauses(words(tree));
        assert_eq!(words[2].relation, Relation::Obl);
    }
}
