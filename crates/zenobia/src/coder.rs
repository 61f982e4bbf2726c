//! The whole way from article to document.

use crate::{
    article::Article,
    attributions::{self, CueLexicon},
    document::{Document, Note},
    encoder::{self, Encoder, Encoding},
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

/// A stage of coding that can be timed from outside: the library knows no clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "the variants are named for the stages' folders"
)]
pub enum Stage {
    Encoder,
    Syntax,
    Entities,
    Times,
    Quantities,
    Places,
    Attributions,
    Events,
}

impl Stage {
    /// Its folder.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Encoder => "encoder",
            Stage::Syntax => "syntax",
            Stage::Entities => "entities",
            Stage::Times => "times",
            Stage::Quantities => "quantities",
            Stage::Places => "places",
            Stage::Attributions => "attributions",
            Stage::Events => "events",
        }
    }
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

    /// The same coder on that many threads; what it gives does not depend on their number.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Coder {
        self.encoder = self.encoder.with_threads(threads);
        self
    }

    /// Does work on the coder's own threads: what codes many articles at once shares them with the encoder.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.encoder.run(work)
    }

    /// Reads everything there is to read from an article that is already cut into words.
    pub fn code_words(&self, article: Article, text: Text) -> Document {
        let encoding = self.encoder.encode(&article, &text);
        self.code_encoded(article, text, encoding, &mut |_| ())
    }

    /// Reads everything there is to read from many articles, in their order, as [`Coder::code_words`] reads each; the
    /// encoder reads their sentences together, which is quicker.
    pub fn code_all(&self, articles: Vec<(Article, Text)>) -> Vec<Document> {
        let sources: Vec<(&str, &Text)> = articles
            .iter()
            .map(|(article, text)| (article.text.as_str(), text))
            .collect();
        let encodings = self.encoder.encode_all(&sources);
        articles
            .into_iter()
            .zip(encodings)
            .map(|((article, text), encoding)| {
                self.code_encoded(article, text, encoding, &mut |_| ())
            })
            .collect()
    }

    /// The stages after the encoder; `done` is told of each when it has ended.
    pub fn code_encoded(
        &self,
        article: Article,
        text: Text,
        encoding: Encoding,
        done: &mut dyn FnMut(Stage),
    ) -> Document {
        let written_on = article.date_of_writing().map(|found| found.value);
        let syntax = syntax::parse(&article.text, &text, &encoding);
        done(Stage::Syntax);
        let entities = entities::find(
            &article,
            &text,
            &encoding,
            &syntax,
            &self.actors,
            written_on,
        );
        done(Stage::Entities);
        let times = times::read(&article, &text, &syntax);
        done(Stage::Times);
        let quantities = quantities::read(&article, &text, &syntax);
        done(Stage::Quantities);
        let toponyms = places::locate(&article, &text, &syntax, &entities, &self.gazetteer);
        done(Stage::Places);
        let attributions = attributions::read(&article, &text, &syntax, &entities, &self.cues);
        done(Stage::Attributions);
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
                acts: &encoding.acts,
            },
            &self.predicates,
        );
        let notes = events::with_itself(&events, &entities)
            .into_iter()
            .map(|index| Note {
                span: Some(events[index].trigger),
                message: format!(
                    "both parties of `{}` are one and the same: coded as written",
                    events[index].trigger.text(&article.text)
                ),
            })
            .collect();
        done(Stage::Events);
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
            notes,
        }
    }
}
