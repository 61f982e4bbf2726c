//! The lexicon of words that tell that something is said, thought, known or wanted.

use std::collections::{HashMap, HashSet};

use crate::{
    attributions::Attitude,
    lexicon::{self, LexiconError},
};

/// Words that tell that something is said: the cue lexicon.
#[derive(Clone, Debug, Default)]
pub struct CueLexicon {
    verbs: HashMap<String, Vec<(Frame, Attitude)>>,
    nouns: HashMap<String, Vec<(Frame, Attitude)>>,
    prepositions: Vec<(String, String)>,
    adverbs: HashSet<String>,
    anonymity: Vec<String>,
    voices: HashSet<String>,
}

/// Where the content of a cue stands; lexicons/en/cues.tsv explains each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Clause,
    Quote,
    Infinitive,
    Gerund,
    Object,
    ObjectInfinitive,
    ObjectPredicate,
    ObjectWith(String),
    OnInfinitive,
    With(String),
    Possessor,
    Raising,
    Hearer,
}

impl CueLexicon {
    /// The lexicon that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When an entry is malformed.
    pub fn built_in() -> Result<CueLexicon, LexiconError> {
        CueLexicon::parse("cues.tsv", include_str!("../../../../lexicons/en/cues.tsv"))
    }

    fn parse(file: &str, content: &str) -> Result<CueLexicon, LexiconError> {
        let mut lexicon = CueLexicon::default();
        for entry in lexicon::entries(file, content) {
            let words = entry.field(0).to_owned();
            let class = entry.field(1);
            if class == "anonymity" {
                lexicon.anonymity.push(words);
                continue;
            }
            if class == "voice" {
                lexicon.voices.insert(words);
                continue;
            }
            let attitude = match entry.field(2) {
                "assertion" => Attitude::Assertion,
                "belief" => Attitude::Belief,
                "fact" => Attitude::Fact,
                "eventuality" => Attitude::Eventuality,
                other => return Err(entry.error(format!("unknown attitude `{other}`"))),
            };
            let frames = entry.list(3).map(|name| (Frame::named(name), attitude));
            match class {
                "verb" => lexicon.verbs.entry(words).or_default().extend(frames),
                "noun" => lexicon.nouns.entry(words).or_default().extend(frames),
                "adverb" => {
                    lexicon.adverbs.insert(words);
                }
                "prep" => {
                    let (first, second) = words
                        .split_once(' ')
                        .ok_or_else(|| entry.error("a preposition of two words is wanted"))?;
                    let pair = (first.to_owned(), second.to_owned());
                    lexicon.prepositions.push(pair);
                }
                other => return Err(entry.error(format!("unknown part of speech `{other}`"))),
            }
        }
        Ok(lexicon)
    }

    /// The frames of a verb, given by its lemma and particle ("point out"); none if it is no cue.
    pub(super) fn verb(&self, lemma: &str, particle: Option<&str>) -> &[(Frame, Attitude)] {
        lexicon::spellings(lemma)
            .find_map(|lemma| match particle {
                Some(particle) => self.verbs.get(&format!("{lemma} {particle}")),
                None => self.verbs.get(&lemma),
            })
            .map_or(&[], Vec::as_slice)
    }

    /// The frames of a noun; none if it is no cue.
    pub(super) fn noun(&self, lemma: &str) -> &[(Frame, Attitude)] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether these two words, lower case, are a preposition like "according to".
    pub(super) fn is_preposition(&self, first: &str, second: &str) -> bool {
        self.prepositions
            .iter()
            .any(|pair| pair.0 == first && pair.1 == second)
    }

    /// Whether the adverb, lower case, tells hearsay: "reportedly".
    pub(super) fn is_hearsay(&self, adverb: &str) -> bool {
        self.adverbs.contains(adverb)
    }

    /// Whether the noun names somebody or something that speaks in headlines: "Police: ...".
    pub(super) fn is_voice(&self, lemma: &str) -> bool {
        self.voices.contains(lemma)
    }

    /// The phrases, lower case, that say that a name is held back.
    pub(super) fn anonymity(&self) -> impl Iterator<Item = &str> {
        self.anonymity.iter().map(String::as_str)
    }
}

impl Frame {
    fn named(name: &str) -> Frame {
        match name {
            "clause" => Frame::Clause,
            "quote" => Frame::Quote,
            "inf" => Frame::Infinitive,
            "ing" => Frame::Gerund,
            "obj" => Frame::Object,
            "obj+inf" => Frame::ObjectInfinitive,
            "obj+xcomp" => Frame::ObjectPredicate,
            "on+inf" => Frame::OnInfinitive,
            "poss" => Frame::Possessor,
            "raise" => Frame::Raising,
            "hear" => Frame::Hearer,
            _ => match name.strip_prefix("obj+") {
                Some(preposition) => Frame::ObjectWith(preposition.to_owned()),
                None => Frame::With(name.to_owned()),
            },
        }
    }
}
