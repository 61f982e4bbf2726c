//! A sentence's tree, words in text order from top to bottom.

use zenobia::{
    document::Document,
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
pub(crate) fn draw(document: &Document, sentence: &Sentence) -> Vec<Row> {
    let syntax = &document.syntax;
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
                let (first, last) = reach(document, above);
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
            let (first, last) = reach(document, token);
            branches.push(match (first < token, token < last) {
                (true, true) => '┤',
                (true, false) => '╯',
                (false, true) => '╮',
                (false, false) => '─',
            });
            Row { token, branches }
        })
        .collect()
}

/// The first and the last word among a word and its direct dependents.
fn reach(document: &Document, token: TokenId) -> (TokenId, TokenId) {
    let children = document.syntax.children(token);
    let first = children.first().map_or(token, |&child| child.min(token));
    let last = children.last().map_or(token, |&child| child.max(token));
    (first, last)
}
