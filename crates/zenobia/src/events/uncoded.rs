//! What the lexicons do not reach: actors without a code, and verbs of actors that tell nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    attributions::Attitude,
    entities::{Form, Kind},
    events::{Event, EventLexicon, Layers, grammar::Grammar, lexicon::Part, matching},
    span::Span,
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

/// Words that could not be coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncoded {
    /// What is missing.
    pub gap: Gap,
    /// What a lexicon would list: a name as the text has it in full, a noun with those joined to it, or
    /// the lemma of a verb with its particle.
    pub words: String,
    /// Where they stand.
    pub span: Span,
    /// The word that heads them.
    pub head: TokenId,
}

/// What could not be coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Somebody who takes part, with neither country nor sector.
    Actor,
    /// A verb whose subject is an actor, that meets no entry of the event lexicon.
    Verb,
}

/// Verbs that only link or help others, or say that something is said.
const SAY_NOTHING: &[&str] = &[
    "be", "become", "seem", "appear", "remain", "stay", "look", "sound", "feel", "have", "do",
    "will", "can", "may", "must", "shall", "get", "say", "tell",
];

/// Classes of the event lexicon whose words are nobody.
const THINGS: &[&str] = &[
    "restriction",
    "protest",
    "agreement",
    "ceasefire",
    "talk",
    "aid",
    "money",
    "support",
    "goodwill",
    "anger",
    "weapon",
    "missile",
    "bomb",
    "goods",
    "stolen",
    "tie",
    "coop",
    "charge",
    "probe",
    "demand",
    "office",
    "accuse_noun",
    "order",
    "plan",
    "partitive",
    "document",
    "time",
];

/// Finds what could not be coded, in text order; `events` are those of the same document.
///
/// Actors are those who take part in events, and the subjects and objects of verbs that tell events, that
/// tell who says so, or that stand in what is said. Of these last only names and what the actor lexicon knows
/// count: any noun may be the object of what somebody says.
pub fn find(layers: Layers<'_>, events: &[Event], lexicon: &EventLexicon) -> Vec<Uncoded> {
    let grammar = Grammar::new(layers, lexicon);
    let finder = Finder {
        layers,
        events,
        grammar,
    };
    let mut found: Vec<Uncoded> = finder
        .participants()
        .into_iter()
        .filter_map(|(token, takes_part)| finder.actor(token, takes_part))
        .collect();
    found.extend(finder.verbs());
    found.sort_by_key(|uncoded| (uncoded.head, uncoded.gap));
    found
}

struct Finder<'a> {
    layers: Layers<'a>,
    events: &'a [Event],
    grammar: Grammar<'a>,
}

impl Finder<'_> {
    /// The words that head those spoken of, and whether they take part in an event or say something.
    fn participants(&self) -> BTreeMap<TokenId, bool> {
        let mut found: BTreeMap<TokenId, bool> = BTreeMap::new();
        let mut add = |tokens: Vec<TokenId>, takes_part: bool| {
            for token in tokens {
                *found.entry(token).or_default() |= takes_part;
            }
        };
        for event in self.events {
            let participants = event.actors.iter().chain(&event.recipients);
            add(participants.map(|one| one.head).collect(), true);
        }
        for verb in self.all_verbs() {
            let is_coded = self.events.iter().any(|event| event.head == verb);
            if is_coded || self.tells(verb, |_| true) {
                add(self.grammar.subjects(verb), true);
                add(self.grammar.objects(verb), is_coded);
            } else if self.is_said(verb) {
                add(self.grammar.subjects(verb), false);
                add(self.grammar.objects(verb), false);
            }
        }
        found
    }

    /// Who is spoken of at `token`, if it is somebody whom no lexicon codes.
    fn actor(&self, token: TokenId, takes_part: bool) -> Option<Uncoded> {
        let Layers {
            article, entities, ..
        } = self.layers;
        if self.is_coded(token) {
            return None;
        }
        let participant = self.grammar.participant(token);
        let words = match participant.mention.map(|id| entities.entity_of(id)) {
            Some(entity) => {
                let is_nobody = matches!(
                    entity.kind,
                    Kind::Facility | Kind::Weapon | Kind::Vehicle | Kind::Event | Kind::Other
                );
                if is_nobody {
                    return None;
                }
                let mentions = || entity.mentions.iter().map(|&id| entities.mention(id));
                if mentions().any(|mention| mention.form == Form::Named) {
                    entity.name.clone()
                } else {
                    let nominal = mentions().find(|mention| mention.form == Form::Nominal)?;
                    self.noun(nominal.head)
                }
            }
            None => match self.layers.syntax.word(token).upos {
                Upos::Propn => {
                    let name = participant.span.text(&article.text);
                    // "al" of a name that the parser has torn
                    name.chars()
                        .any(char::is_uppercase)
                        .then(|| name.to_owned())?
                }
                Upos::Noun if takes_part && !self.is_thing(token) => self.noun(token),
                _ => return None,
            },
        };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_word = words.chars().any(char::is_alphabetic);
        is_word.then_some(Uncoded {
            gap: Gap::Actor,
            words,
            span: participant.span,
            head: token,
        })
    }

    /// A noun as an agent is listed: its lemma, behind the nouns that are joined to it.
    fn noun(&self, head: TokenId) -> String {
        let syntax = self.layers.syntax;
        let mut words: Vec<&str> = syntax
            .children_by(head, Relation::Compound)
            .filter(|&child| child < head && syntax.word(child).upos == Upos::Noun)
            .map(|child| self.grammar.lemma(child))
            .collect();
        words.push(self.grammar.lemma(head));
        words.join(" ")
    }

    /// Whether a common noun names an act, a time or a thing.
    fn is_thing(&self, noun: TokenId) -> bool {
        let lexicon = self.grammar.lexicon;
        let lemma = self.grammar.lemma(noun);
        lexicon
            .candidates(lemma)
            .any(|predicate| predicate.part == Part::Noun)
            || THINGS.iter().any(|class| lexicon.is_in(class, lemma))
    }

    /// The verbs of actors that no entry of the event lexicon knows here.
    fn verbs(&self) -> Vec<Uncoded> {
        let mut met: BTreeSet<TokenId> = self.events.iter().map(|event| event.head).collect();
        for sentence in &self.layers.text.sentences {
            let tokens: Vec<TokenId> = sentence.token_ids().collect();
            for matched in matching::find(&self.grammar, &tokens) {
                met.extend(matched.used.iter().chain(&matched.light));
            }
        }
        let is_assertion = |attitude| attitude == Attitude::Assertion;
        self.all_verbs()
            .filter(|verb| !met.contains(verb))
            .filter(|&verb| !self.tells(verb, is_assertion))
            .filter(|&verb| {
                let subjects = self.grammar.subjects(verb);
                subjects.iter().any(|&subject| self.is_coded(subject))
            })
            .map(|verb| Uncoded {
                gap: Gap::Verb,
                words: self.verb(verb),
                span: self.layers.text.span(verb),
                head: verb,
            })
            .filter(|uncoded| !SAY_NOTHING.contains(&uncoded.words.as_str()))
            .collect()
    }

    /// Whether a lexicon knows whom the one at `token` acts for.
    fn is_coded(&self, token: TokenId) -> bool {
        self.grammar
            .code(token)
            .is_some_and(|code| code.country.is_some() || !code.sectors.is_empty())
    }

    /// The verbs of the document that can tell what somebody does.
    fn all_verbs(&self) -> impl Iterator<Item = TokenId> {
        let words = self.layers.syntax.words().iter().enumerate();
        words
            .filter(|(_, word)| {
                word.upos == Upos::Verb
                    && !matches!(
                        word.relation,
                        Relation::Amod | Relation::Compound | Relation::Case | Relation::Mark
                    )
            })
            .map(|(index, _)| TokenId(index as u32))
    }

    /// The lemma of a verb with its particle: "carry out".
    fn verb(&self, verb: TokenId) -> String {
        let syntax = self.layers.syntax;
        let particle = syntax
            .children_by(verb, Relation::Compound)
            .find(|&child| syntax.word(child).subtype == Subtype::Prt);
        let lemma = self.grammar.lemma(verb);
        match particle {
            Some(particle) => format!("{lemma} {}", self.grammar.lemma(particle)),
            None => lemma.to_owned(),
        }
    }

    /// Whether `verb` tells who says something, thinks it or wants it.
    fn tells(&self, verb: TokenId, wanted: impl Fn(Attitude) -> bool) -> bool {
        let span = self.layers.text.span(verb);
        self.layers.attributions.iter().any(|attribution| {
            wanted(attribution.attitude) && attribution.cue.is_some_and(|cue| cue.contains(span))
        })
    }

    /// Whether `verb` stands in what somebody says.
    fn is_said(&self, verb: TokenId) -> bool {
        let span = self.layers.text.span(verb);
        let contents = self.layers.attributions.iter();
        contents
            .flat_map(|attribution| &attribution.content)
            .any(|part| part.contains(span))
    }
}
