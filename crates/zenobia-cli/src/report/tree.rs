//! A sentence's tree, words in text order from top to bottom.

use zenobia::{
    syntax::Syntax,
    tokens::{Sentence, TokenId},
};

/// One row a word: the branches that lead to it, and the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The word.
    pub token: TokenId,
    /// Branches from the root, in box characters, and a dash to the word.
    pub branches: String,
}

/// The rows of a sentence's tree; none if the grammar says nothing of it.
///
/// A word's branches leave its column up and down to its dependents; branches that cross, which is rare, are
/// drawn as if they did not.
pub(crate) fn draw(syntax: &Syntax, sentence: &Sentence) -> Vec<Row> {
    let n_words = syntax.words().len();
    if sentence.token_ids().any(|id| id.index() >= n_words) {
        return Vec::new();
    }
    sentence
        .token_ids()
        .map(|token| {
            // From the root down to the word.
            let mut path: Vec<TokenId> = std::iter::once(token)
                .chain(syntax.ancestors(token))
                .collect();
            path.reverse();
            let mut branches = String::new();
            for pair in path.windows(2) {
                let (above, below) = (pair[0], pair[1]);
                let (first, last) = reach(syntax, above);
                branches.push(if below == token {
                    match (token == first, token == last) {
                        (true, _) => '╭',
                        (_, true) => '╰',
                        _ => '├',
                    }
                } else if first < token && token < last {
                    '│'
                } else {
                    ' '
                });
                branches.push(if below == token { '─' } else { ' ' });
            }
            let (first, last) = reach(syntax, token);
            branches.push_str(match (first < token, token < last) {
                (true, true) => "┤ ",
                (true, false) => "╯ ",
                (false, true) => "╮ ",
                (false, false) => "──",
            });
            Row { token, branches }
        })
        .collect()
}

/// The first and the last word among a word and its direct dependents.
fn reach(syntax: &Syntax, token: TokenId) -> (TokenId, TokenId) {
    let children = syntax.children(token);
    let first = children.first().map_or(token, |&child| child.min(token));
    let last = children.last().map_or(token, |&child| child.max(token));
    (first, last)
}

#[cfg(test)]
mod tests {
    use zenobia::{
        span::Span,
        syntax::{Relation, Subtype, Upos, Word},
    };

    use super::*;

    /// `heads` are numbers of words from 1; 0 marks the root.
    #[track_caller]
    fn check(heads: &[u32], expected: &[&str]) {
        let word = |&head: &u32| Word {
            lemma: String::new(),
            upos: Upos::X,
            feats: "".into(),
            head: head.checked_sub(1).map(TokenId),
            relation: Relation::Dep,
            subtype: Subtype::None,
        };
        let syntax = Syntax::new(heads.iter().map(word).collect());
        let sentence = Sentence {
            span: Span::new(0, 1),
            first: TokenId(0),
            end: TokenId(heads.len() as u32),
        };
        let drawn: Vec<String> = draw(&syntax, &sentence)
            .into_iter()
            .map(|row| row.branches)
            .collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn branches_lead_from_heads_to_words_in_text_order() {
        // "The rebels shelled Zémio on Monday": shelled is the root.
        check(
            &[2, 3, 0, 3, 6, 3],
            &["  ╭───", "╭─╯ ", "┤ ", "├───", "│ ╭───", "╰─╯ "],
        );
    }

    #[test]
    fn a_word_alone_is_its_own_tree() {
        check(&[0], &["──"]);
    }

    #[test]
    fn without_grammar_there_is_no_tree() {
        let sentence = Sentence {
            span: Span::new(0, 1),
            first: TokenId(0),
            end: TokenId(2),
        };
        assert_eq!(draw(&Syntax::default(), &sentence), []);
    }
}
