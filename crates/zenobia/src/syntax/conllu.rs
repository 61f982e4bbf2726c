//! The grammar that a CoNLL-U file gives.

use std::{collections::HashMap, sync::Arc};

use super::{Relation, Subtype, Syntax, Upos, Word, read_deprel};
use crate::tokens::{
    Text, TokenId,
    conllu::{self, ConlluError, Table},
};

/// The words of a CoNLL-U file in running text, and their grammar as the file gives it.
///
/// # Errors
///
/// When the file is malformed.
pub fn read(content: &str) -> Result<(String, Text, Syntax), ConlluError> {
    let table = conllu::read(content)?;
    let syntax = syntax(&table);
    Ok((table.source, table.text, syntax))
}

/// The grammar in a table. Labels that are not of Universal Dependencies are read as `X` and `dep`.
pub fn syntax(table: &Table<'_>) -> Syntax {
    let mut known: HashMap<&str, Arc<str>> = HashMap::new();
    let mut words = Vec::with_capacity(table.rows.len());
    for (token, row) in table.text.tokens.iter().zip(&table.rows) {
        let sentence = table.text.sentences[token.sentence.index()];
        let head = row.head.and_then(|number| number.checked_sub(1));
        let (relation, subtype) = read_deprel(row.deprel).unwrap_or(match head {
            Some(_) => (Relation::Dep, Subtype::None),
            None => (Relation::Root, Subtype::None),
        });
        let feats = if row.feats == "_" { "" } else { row.feats };
        words.push(Word {
            lemma: row.lemma.to_owned(),
            upos: Upos::from_label(row.upos).unwrap_or(Upos::X),
            feats: Arc::clone(known.entry(feats).or_insert_with(|| Arc::from(feats))),
            head: head.map(|number| TokenId(sentence.first.0 + number)),
            relation,
            subtype,
        });
    }
    Syntax::new(words)
}
