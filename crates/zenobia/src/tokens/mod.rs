//! Sentences and words, all of them spans of the article's text (UD conventions).

use crate::{article::Article, span::Span};

/// The n-th token of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

/// The n-th sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

/// Sentences and tokens of an article.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// In order; they do not overlap and never cross a block.
    pub sentences: Vec<Sentence>,
    /// All tokens of all sentences, in order.
    pub tokens: Vec<Token>,
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// First token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
}

/// A syntactic word: clitics are tokens of their own ("do" + "n't", "Syria" + "'s").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The sentence it belongs to.
    pub sentence: SentenceId,
}

impl TokenId {
    /// Index into [`Text::tokens`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SentenceId {
    /// Index into [`Text::sentences`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Sentence {
    /// Its tokens, in order.
    pub fn token_ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        (self.first.0..self.end.0).map(TokenId)
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        (self.end.0 - self.first.0) as usize
    }

    /// Whether it has no token.
    pub fn is_empty(&self) -> bool {
        self.first == self.end
    }
}

impl Text {
    /// Where token `id` stands.
    pub fn span(&self, id: TokenId) -> Span {
        self.tokens[id.index()].span
    }

    /// The sentence of token `id`.
    pub fn sentence_of(&self, id: TokenId) -> &Sentence {
        &self.sentences[self.tokens[id.index()].sentence.index()]
    }

    /// The tokens that lie wholly inside `span`, in order.
    pub fn tokens_in(&self, span: Span) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        let first = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        let end = self
            .tokens
            .partition_point(|token| token.span.end <= span.end)
            .max(first);
        (first as u32..end as u32).map(TokenId)
    }

    /// The token that covers byte `at`, if one does.
    pub fn token_at(&self, at: u32) -> Option<TokenId> {
        let index = self.tokens.partition_point(|token| token.span.end <= at);
        let token = self.tokens.get(index)?;
        (token.span.start <= at).then_some(TokenId(index as u32))
    }
}

/// Cuts an article into sentences and tokens.
pub fn split(article: &Article) -> Text {
    let _ = article;
    Text::default()
}
