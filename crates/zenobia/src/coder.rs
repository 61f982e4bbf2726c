//! The whole way from article to document.

use crate::{
    article::Article,
    attributions::{self, CueLexicon},
    document::Document,
    encoder::{self, Encoder},
    entities::{self, ActorLexicon},
    events::{self, EventLexicon, Layers},
    lexicon::LexiconError,
    places::{self, Gazetteer, GazetteerError},
    quantities, syntax, times,
    tokens::{self, Text},
};

/// What is loaded once to code any number of articles; immutable, shared between threads.
#[derive(Debug)]
pub struct Coder {
    /// The encoder.
    pub encoder: Encoder,
    /// Who acts for whom.
    pub actors: ActorLexicon,
    /// Where places are.
    pub gazetteer: Gazetteer,
    /// Words that tell that something is said.
    pub cues: CueLexicon,
    /// Words that tell events.
    pub predicates: EventLexicon,
}

/// Why a coder cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the variants name what could not be loaded")]
pub enum LoadError {
    #[error(transparent)]
    Encoder(#[from] encoder::LoadError),
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
}

impl Coder {
    /// The coder with everything that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When a file that is built in is malformed.
    pub fn built_in() -> Result<Coder, LoadError> {
        Ok(Coder {
            encoder: Encoder::built_in()?,
            actors: ActorLexicon::built_in()?,
            gazetteer: Gazetteer::built_in()?,
            cues: CueLexicon::built_in()?,
            predicates: EventLexicon::built_in()?,
        })
    }

    /// Reads everything there is to read from an article.
    pub fn code(&self, article: Article) -> Document {
        let text = tokens::split(&article);
        self.code_words(article, text)
    }

    /// Reads everything there is to read from an article that is already cut into words.
    pub fn code_words(&self, article: Article, text: Text) -> Document {
        let written_on = article.date_of_writing().map(|found| found.value);
        let encoding = self.encoder.encode(&article, &text);
        let syntax = syntax::parse(&article.text, &text, &encoding);
        let entities = entities::find(
            &article,
            &text,
            &encoding,
            &syntax,
            &self.actors,
            written_on,
        );
        let times = times::read(&article, &text, &syntax);
        let quantities = quantities::read(&article, &text, &syntax);
        let toponyms = places::locate(&article, &text, &syntax, &entities, &self.gazetteer);
        let attributions = attributions::read(&article, &text, &syntax, &entities, &self.cues);
        let events = events::code(
            Layers {
                article: &article,
                text: &text,
                syntax: &syntax,
                entities: &entities,
                times: &times,
                quantities: &quantities,
                toponyms: &toponyms,
                attributions: &attributions,
            },
            &self.predicates,
        );
        Document {
            article,
            text,
            syntax,
            entities,
            times,
            quantities,
            toponyms,
            attributions,
            events,
            notes: Vec::new(),
        }
    }
}
