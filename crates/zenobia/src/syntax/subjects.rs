//! One clause, one subject: gives a subject back to the clause it was taken from.
//!
//! In "The army shelled the town, activists have said" the encoder at times ties both subjects to
//! "said". Whoever reads that tree takes the activists for those who shelled.

use super::{Relation, Subtype, Upos, Word};
use crate::tokens::TokenId;

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

fn is_subject(word: &Word) -> bool {
    matches!(word.relation, Relation::Nsubj | Relation::Csubj) && word.subtype != Subtype::Outer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as "form/UPOS/relation/head", heads from 1.
    #[track_caller]
    fn check(tree: &str, expected_heads: &[u32]) {
        let words = tree
            .split(' ')
            .map(|word| {
                let fields: Vec<&str> = word.split('/').collect();
                let head: u32 = fields[3].parse().expect("a number");
                Word {
                    lemma: fields[0].to_owned(),
                    upos: Upos::from_label(fields[1]).expect("a part of speech"),
                    feats: "".into(),
                    head: head.checked_sub(1).map(TokenId),
                    relation: Relation::from_label(fields[2]).expect("a relation"),
                    subtype: Subtype::None,
                }
            })
            .collect();
        let heads: Vec<u32> = give_back(words)
            .iter()
            .map(|word| word.head.map_or(0, |head| head.0 + 1))
            .collect();
        assert_eq!(heads, expected_heads);
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
}
