//! Ways through the tree, as features.

use crate::{
    syntax::{Relation, Syntax},
    tokens::TokenId,
};

// A longer way tells nothing.
const LONGEST: usize = 6;

/// The way from one word to another: up to what both stand under, then down.
pub(super) fn between(syntax: &Syntax, from: TokenId, to: TokenId) -> String {
    let above: Vec<TokenId> = std::iter::once(from)
        .chain(syntax.ancestors(from))
        .collect();
    let mut down = Vec::new();
    let mut at = to;
    let up = loop {
        if let Some(steps) = above.iter().position(|&other| other == at) {
            break steps;
        }
        down.push(at);
        match syntax.head(at) {
            Some(head) => at = head,
            None => return "none".to_owned(),
        }
    };
    if up + down.len() == 0 {
        return "self".to_owned();
    }
    if up + down.len() > LONGEST {
        return "far".to_owned();
    }
    let ups = above[..up].iter().map(|&step| ('<', step));
    let downs = down.iter().rev().map(|&step| ('>', step));
    let mut path = String::new();
    for (sign, step) in ups.chain(downs) {
        path.push(sign);
        path.push_str(&relation(syntax, step));
    }
    path
}

/// The preposition or subordinator of a word.
pub(super) fn preposition(syntax: &Syntax, token: TokenId) -> Option<&str> {
    syntax
        .child(token, Relation::Case)
        .or_else(|| syntax.child(token, Relation::Mark))
        .map(|case| syntax.word(case).lemma.as_str())
}

/// A word's relation, with its preposition.
fn relation(syntax: &Syntax, token: TokenId) -> String {
    let word = syntax.word(token);
    let mut relation = word.deprel();
    let has_case = matches!(
        word.relation,
        Relation::Obl | Relation::Nmod | Relation::Acl | Relation::Advcl
    );
    if let Some(case) = preposition(syntax, token).filter(|_| has_case) {
        relation.push('=');
        relation.push_str(case);
    }
    relation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::conllu;

    #[test]
    fn the_way_goes_up_and_down() {
        let content = "1\tTroops\ttroop\tNOUN\t_\t_\t2\tnsubj\t_\t_\n\
                       2\tlaunched\tlaunch\tVERB\t_\t_\t0\troot\t_\t_\n\
                       3\tattacks\tattack\tNOUN\t_\t_\t2\tobj\t_\t_\n\
                       4\ton\ton\tADP\t_\t_\t5\tcase\t_\t_\n\
                       5\ttowns\ttown\tNOUN\t_\t_\t3\tnmod\t_\t_\n\n";
        let (_, _, syntax) = conllu::read(content).expect("a sentence");
        let way = |to| between(&syntax, TokenId(2), TokenId(to));
        assert_eq!(way(0), "<obj>nsubj");
        assert_eq!(way(4), ">nmod=on");
        assert_eq!(way(2), "self");
    }
}
