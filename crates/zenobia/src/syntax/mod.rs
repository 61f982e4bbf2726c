//! Lemma, tags, head and relation of each word (Universal Dependencies).

pub mod conllu;
mod english;
mod lemmas;
mod mends;

use std::sync::Arc;

use crate::{
    encoder::{Casing, Encoding},
    span::Span,
    tokens::{Text, TokenId},
};

/// The grammar of a document: one word a token.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    // Invariant: one entry a token, in order; heads stay inside the sentence and form one tree each.
    words: Vec<Word>,
    // children[i]: the dependents of token i, in order.
    children: Vec<Vec<TokenId>>,
    casing: Casing,
}

/// What the grammar says of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Dictionary form; lower case but for proper names.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features, as UD writes them ("Mood=Ind|Tense=Past"); empty if there are none.
    pub feats: Arc<str>,
    /// The word it depends on; `None` for the root.
    pub head: Option<TokenId>,
    /// The relation to the head.
    pub relation: Relation,
    /// The relation's language-specific part.
    pub subtype: Subtype,
}

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the variants are the labels of Universal Dependencies")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The label as UD writes it.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label),+ }
            }

            /// The value with this label.
            pub fn from_label(label: &str) -> Option<$name> {
                match label { $($label => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

labels! {
    /// Universal parts of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Universal dependency relations.
    Relation {
        Acl = "acl", Advcl = "advcl", Advmod = "advmod", Amod = "amod", Appos = "appos",
        Aux = "aux", Case = "case", Cc = "cc", Ccomp = "ccomp", Clf = "clf",
        Compound = "compound", Conj = "conj", Cop = "cop", Csubj = "csubj", Dep = "dep",
        Det = "det", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
        Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list",
        Mark = "mark", Nmod = "nmod", Nsubj = "nsubj", Nummod = "nummod", Obj = "obj", Obl = "obl",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum",
        Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

labels! {
    /// The part of a relation after the colon, as English treebanks use it.
    Subtype {
        None = "", Agent = "agent", Desc = "desc", Foreign = "foreign", Npmod = "npmod",
        Outer = "outer", Pass = "pass", Poss = "poss", Preconj = "preconj", Predet = "predet",
        Prt = "prt", Relcl = "relcl", Tmod = "tmod", Unmarked = "unmarked", Other = "other",
    }
}

impl Word {
    /// The value of a feature: `feat("Tense")` of "Mood=Ind|Tense=Past" is "Past".
    pub fn feat(&self, name: &str) -> Option<&str> {
        self.feats
            .split('|')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    /// Relation and subtype as UD writes them: "nsubj:pass".
    pub fn deprel(&self) -> String {
        match self.subtype {
            Subtype::None => self.relation.label().to_owned(),
            subtype => format!("{}:{}", self.relation.label(), subtype.label()),
        }
    }

    /// Whether it is a noun, a proper noun or a pronoun.
    pub fn is_nominal(&self) -> bool {
        matches!(self.upos, Upos::Noun | Upos::Propn | Upos::Pron)
    }
}

impl Syntax {
    /// The grammar with these words, one a token.
    pub fn new(words: Vec<Word>) -> Syntax {
        let mut children = vec![Vec::new(); words.len()];
        for (index, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                children[head.index()].push(TokenId(index as u32));
            }
        }
        Syntax {
            words,
            children,
            casing: Casing::default(),
        }
    }

    /// All words, one a token, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// What the grammar says of token `id`.
    pub fn word(&self, id: TokenId) -> &Word {
        &self.words[id.index()]
    }

    /// The word `id` as it would normally be written: as it is printed, but for words in capitals among others.
    pub fn form<'a>(&'a self, article_text: &'a str, text: &Text, id: TokenId) -> &'a str {
        self.casing.form(id, text.span(id).text(article_text))
    }

    /// The direct dependents of `id`, in order.
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        &self.children[id.index()]
    }

    /// The direct dependents of `id` by one relation, whatever the subtype.
    pub fn children_by(&self, id: TokenId, relation: Relation) -> impl Iterator<Item = TokenId> {
        self.children(id)
            .iter()
            .copied()
            .filter(move |&child| self.word(child).relation == relation)
    }

    /// The first direct dependent of `id` by one relation.
    pub fn child(&self, id: TokenId, relation: Relation) -> Option<TokenId> {
        self.children_by(id, relation).next()
    }

    /// The word `id` depends on.
    pub fn head(&self, id: TokenId) -> Option<TokenId> {
        self.word(id).head
    }

    /// Whether a hyphen ties `id` to the word after it: "Moscow" of "Moscow-backed".
    pub fn opens_compound(&self, text: &Text, id: TokenId) -> bool {
        let next = TokenId(id.0 + 1);
        self.words.get(next.index()).is_some_and(|word| {
            matches!(word.lemma.as_str(), "-" | "‐" | "‑" | "–")
                && text.span(next).start == text.span(id).end
        })
    }

    /// `id` and everything below it, in text order.
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The smallest span that covers `id` and everything below it.
    pub fn subtree_span(&self, text: &Text, id: TokenId) -> Span {
        let tokens = self.subtree(id);
        text.span(tokens[0])
            .cover(text.span(tokens[tokens.len() - 1]))
    }

    /// The words above `id`, nearest first.
    pub fn ancestors(&self, id: TokenId) -> impl Iterator<Item = TokenId> {
        std::iter::successors(self.head(id), |&above| self.head(above))
    }

    /// Whether `id` is `above` or stands somewhere below it.
    pub fn is_within(&self, id: TokenId, above: TokenId) -> bool {
        id == above || self.ancestors(id).any(|token| token == above)
    }

    /// The noun that a relative pronoun stands for: the one that its clause hangs on.
    pub fn antecedent(&self, pronoun: TokenId) -> Option<TokenId> {
        let clause = std::iter::once(pronoun)
            .chain(self.ancestors(pronoun))
            .find(|&above| {
                let word = self.word(above);
                word.relation == Relation::Acl && word.subtype == Subtype::Relcl
            })?;
        self.head(clause)
    }

    /// The topmost word among `tokens`: the first whose head lies outside.
    pub fn head_of(&self, tokens: impl IntoIterator<Item = TokenId>) -> Option<TokenId> {
        let tokens: Vec<TokenId> = tokens.into_iter().collect();
        tokens
            .iter()
            .copied()
            .find(|&token| self.head(token).is_none_or(|head| !tokens.contains(&head)))
    }
}

/// Reads the grammar off the encoder's labels: one single-rooted tree a sentence.
pub fn parse(article_text: &str, text: &Text, encoding: &Encoding) -> Syntax {
    let labels = &encoding.labels;
    let upos: Vec<Upos> = labels
        .upos
        .iter()
        .map(|label| Upos::from_label(label).unwrap_or(Upos::X))
        .collect();
    let relations: Vec<(Relation, Subtype)> = labels
        .relation
        .iter()
        .map(|label| read_deprel(label).unwrap_or((Relation::Dep, Subtype::None)))
        .collect();
    let words = text
        .tokens
        .iter()
        .zip(&encoding.tokens)
        .enumerate()
        .map(|(index, (token, best))| {
            let scripts = best
                .lemma
                .iter()
                .map(|&script| labels.lemma[usize::from(script)].as_str());
            let (relation, subtype) = match (relations[usize::from(best.relation)], best.head) {
                // A part of a sentence that was too long for the encoder: it stands beside the first part.
                ((Relation::Root, _), Some(_)) => (Relation::Parataxis, Subtype::None),
                (known, _) => known,
            };
            let printed = token.span.text(article_text);
            let form = encoding.casing.form(TokenId(index as u32), printed);
            let upos = upos[usize::from(best.upos)];
            Word {
                lemma: english::lemma(form, upos, lemmas::lemma(form, scripts)),
                upos,
                feats: Arc::clone(&labels.feats[usize::from(best.feats)]),
                head: best.head,
                relation,
                subtype,
            }
        })
        .collect();
    Syntax {
        casing: encoding.casing.clone(),
        ..Syntax::new(mends::mend(words))
    }
}

/// Relation and subtype of a label as UD writes it; `None` if the relation is not of Universal Dependencies.
fn read_deprel(label: &str) -> Option<(Relation, Subtype)> {
    let (relation, subtype) = label.split_once(':').unwrap_or((label, ""));
    let subtype = Subtype::from_label(subtype).unwrap_or(Subtype::Other);
    Some((Relation::from_label(relation)?, subtype))
}
