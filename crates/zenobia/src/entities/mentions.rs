//! Mentions: names from encoder and lexicon, common nouns for those who act, and pronouns.

mod named;
mod nominal;

use jiff::civil::Date;

use super::{
    ActorCode, Form, Kind,
    actors::{self, Parts},
    lexicon::{ActorLexicon, AgentClass, Gender, Sense},
    names::Word,
    phrases,
};
use crate::{
    article::Article,
    encoder::Encoding,
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos},
    tokens::{Text, TokenId},
};

/// What mentions are found from.
pub(super) struct Page<'a> {
    pub article: &'a Article,
    pub text: &'a Text,
    pub syntax: &'a Syntax,
    pub lexicon: &'a ActorLexicon,
    pub on: Option<Date>,
    pub words: Vec<Word>,
}

/// A mention before it is known what it refers to.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// First token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// The word that heads it.
    pub head: TokenId,
    /// What it is.
    pub kind: Kind,
    /// How it refers.
    pub form: Form,
    /// What the lexicon knows under this name.
    pub record: Option<u32>,
    /// Whom it acts for, as far as its own words and those beside it tell.
    pub code: ActorCode,
    /// Of a person, where the words tell.
    pub gender: Option<Gender>,
    /// Whether it refers to several.
    pub plural: bool,
    /// Of a common noun: what it is compared by.
    pub noun: Option<Noun>,
}

/// What a nominal mention is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// The head: "source".
    pub head: String,
    /// The words of the lexicon's phrase: "military source".
    pub phrase: String,
    /// The words before the head, numbers and quantifiers aside, sorted.
    pub modifiers: Vec<String>,
    /// Whether there is nothing but the phrase.
    pub plain: bool,
    /// How it is determined.
    pub article: Determination,
}

/// How a noun phrase is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determination {
    /// "the", "this", "their".
    Definite,
    /// "a", "another", "two", "several".
    Indefinite,
    /// No word for it.
    Bare,
}

/// Every mention but pronouns, in text order; of two at one place the longer first.
pub(super) fn find(page: &Page<'_>, encoding: &Encoding) -> Vec<Draft> {
    let mut phrases = phrases::find(&page.words, page.lexicon);
    // "major donors": no officer.
    phrases.retain(|phrase| {
        let is_rank = phrase.agent.class == AgentClass::Individual
            && phrase.agent.sectors.iter().any(|sector| sector == "MIL");
        let is_one_word = phrase.first.0 + 1 == phrase.end.0;
        !(is_rank && is_one_word && page.syntax.word(phrase.first).upos == Upos::Adj)
    });
    let mut drafts = named::find(page, encoding, &phrases);
    let parts = Parts::new(page, &phrases, &drafts);
    let codes: Vec<ActorCode> = drafts
        .iter()
        .map(|draft| actors::code_of_name(&parts, draft))
        .collect();
    let nominals = nominal::find(&parts);
    let titles: Vec<Option<Gender>> = drafts
        .iter()
        .map(|draft| actors::gender_of_title(&parts, draft))
        .collect();
    for ((draft, code), gender) in drafts.iter_mut().zip(codes).zip(titles) {
        draft.code = code;
        draft.gender = draft.gender.or(gender);
    }
    drafts.extend(nominals);
    drafts.sort_by_key(|draft| (draft.first, std::cmp::Reverse(draft.end)));
    drafts
}

impl Page<'_> {
    /// The form of a token, as it would normally be written.
    pub(super) fn form(&self, token: TokenId) -> &str {
        self.syntax.form(&self.article.text, self.text, token)
    }

    /// The form of a token, in lower case.
    pub(super) fn lower(&self, token: TokenId) -> String {
        self.form(token).to_lowercase()
    }

    /// The span of tokens `first` to before `end`; `end` lies after `first`.
    pub(super) fn span(&self, first: TokenId, end: TokenId) -> Span {
        self.text
            .span(first)
            .cover(self.text.span(TokenId(end.0 - 1)))
    }

    /// The word that heads tokens `first` to before `end`.
    pub(super) fn head(&self, first: TokenId, end: TokenId) -> TokenId {
        self.syntax
            .head_of((first.0..end.0).map(TokenId))
            .unwrap_or(first)
    }

    /// Whether `token` only tells more of a noun after it: "army" in "army units".
    pub(super) fn is_premodifier(&self, token: TokenId) -> bool {
        let word = self.syntax.word(token);
        let Some(head) = word.head else { return false };
        match word.relation {
            Relation::Compound | Relation::Amod => head > token,
            Relation::Nmod => head > token && word.subtype == Subtype::Desc,
            Relation::Flat => false,
            _ => false,
        }
    }

    /// Whether the token is a noun, common or proper.
    pub(super) fn is_noun(&self, token: TokenId) -> bool {
        matches!(self.syntax.word(token).upos, Upos::Noun | Upos::Propn)
    }
}

impl Draft {
    /// Whether `other` lies inside.
    pub(super) fn contains(&self, first: TokenId, end: TokenId) -> bool {
        self.first <= first && end <= self.end
    }

    /// Whether it names a body of people.
    pub(super) fn is_named_body(&self) -> bool {
        self.form == Form::Named && self.kind.is_body()
    }

    /// In which way the lexicon's name stands for what it names.
    pub(super) fn sense(&self, lexicon: &ActorLexicon) -> Option<Sense> {
        self.record.map(|record| lexicon.record(record).sense)
    }
}
