//! Sentences and words, all of them spans of the article's text (UD conventions).

pub mod conllu;
mod lexicon;
mod addresses;
mod words;
mod sentences;
mod boundaries;

use rustc_hash::FxHashSet;

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

impl Text {
    /// Adds a sentence of these words, which must come after those that are there; nothing if there are none.
    fn push_sentence(&mut self, words: &[Span]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let sentence = SentenceId(self.sentences.len() as u32);
        let start = TokenId(self.tokens.len() as u32);
        self.tokens
            .extend(words.iter().map(|&span| Token { span, sentence }));
        self.sentences.push(Sentence {
            span: first.cover(*last),
            first: start,
            end: TokenId(self.tokens.len() as u32),
        });
    }
}

/// Cuts an article into sentences and tokens.
pub fn split(article: &Article) -> Text {
    let mut text = Text::default();
    let blocks = cut(article);
    let seen_small = small_words(&article.text, &blocks);
    for words in &blocks {
        for sentence in sentences::find(&article.text, words, &seen_small) {
            text.push_sentence(&words[sentence]);
        }
    }
    text
}

/// A place where a sentence may end, with what the boundary model looks at.
pub struct Gap {
    /// Where the word before it ends.
    pub at: u32,
    /// Whether a sentence ends here by the rules alone.
    pub ruled: bool,
    /// Names of its features.
    pub features: Vec<String>,
}

/// The gaps of an article that `training/linear.py` learns from, in order.
pub fn gaps(article: &Article) -> Vec<Gap> {
    let blocks = cut(article);
    let seen_small = small_words(&article.text, &blocks);
    let mut gaps = Vec::new();
    for words in &blocks {
        sentences::judge(
            &article.text,
            words,
            &seen_small,
            &mut |before, ruled, features| {
                gaps.push(Gap {
                    at: words[before].end,
                    ruled,
                    features,
                });
            },
        );
    }
    gaps
}

/// The words of each block, without a dateline that stands apart.
fn cut(article: &Article) -> Vec<Vec<Span>> {
    let apart = article.dateline.as_ref().filter(|line| line.is_apart);
    let body_start = apart.map_or(0, |line| line.span.end);
    article
        .blocks
        .iter()
        .map(|block| {
            let is_opening = apart
                .is_some_and(|line| (block.span.start..block.span.end).contains(&line.span.start));
            let start = if is_opening {
                body_start
            } else {
                block.span.start
            };
            let words = Span::new(start as usize, block.span.end as usize);
            words::cut(words.text(&article.text), start as usize)
        })
        .collect()
}

/// The words that begin with a small letter somewhere.
fn small_words<'a>(text: &'a str, blocks: &[Vec<Span>]) -> FxHashSet<&'a str> {
    blocks
        .iter()
        .flatten()
        .map(|span| span.text(text))
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect()
}

/// Puts ready-made words together: a running text and the sentences and tokens in it.
///
/// Each sentence is a list of words, each with whether a blank follows it. Sentences stand on lines of their own.
pub fn join<'a, S>(sentences: impl IntoIterator<Item = S>) -> (String, Text)
where
    S: IntoIterator<Item = (&'a str, bool)>,
{
    let mut source = String::new();
    let mut text = Text::default();
    let mut words = Vec::new();
    for sentence in sentences {
        if !source.is_empty() {
            source.push('\n');
        }
        words.clear();
        for (form, blank_after) in sentence {
            let start = source.len();
            source.push_str(form);
            words.push(Span::new(start, source.len()));
            if blank_after {
                source.push(' ');
            }
        }
        source.truncate(source.trim_end_matches(' ').len());
        text.push_sentence(&words);
    }
    (source, text)
}

#[cfg(test)]
mod tests;
