//! The lexicon of words that plan, demand, deny and doubt.

use std::collections::HashMap;

use crate::{
    lexicon::{self, LexiconError},
    syntax::{Upos, Word},
};

/// Words that say whether what hangs on them is told as a fact.
#[derive(Clone, Debug, Default)]
pub struct ModalityLexicon {
    effects: HashMap<(String, Class), Vec<Rule>>,
}

#[derive(Clone, Debug)]
struct Rule {
    effect: Effect,
    // Empty: whatever the complement.
    complements: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Verb,
    Noun,
    Adjective,
    Adverb,
    Auxiliary,
    Mark,
}

/// What a word does to the status of what hangs on it; lexicons/en/modality.tsv explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Plans,
    Demands,
    Possible,
    Doubts,
    Hypothetical,
    Negates,
    Denies,
    Implies,
    Necessity,
    Fact,
    Reports,
    Light,
}

impl ModalityLexicon {
    /// The lexicon that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When an entry is malformed.
    pub fn built_in() -> Result<ModalityLexicon, LexiconError> {
        ModalityLexicon::parse(
            "modality.tsv",
            include_str!("../../../../../lexicons/en/modality.tsv"),
        )
    }

    fn parse(file: &str, content: &str) -> Result<ModalityLexicon, LexiconError> {
        let mut lexicon = ModalityLexicon::default();
        for entry in lexicon::entries(file, content) {
            let class = match entry.field(1) {
                "verb" => Class::Verb,
                "noun" => Class::Noun,
                "adj" => Class::Adjective,
                "adv" => Class::Adverb,
                "aux" => Class::Auxiliary,
                "mark" => Class::Mark,
                other => return Err(entry.error(format!("unknown part of speech `{other}`"))),
            };
            let effect = match entry.field(2) {
                "plans" => Effect::Plans,
                "demands" => Effect::Demands,
                "possible" => Effect::Possible,
                "doubts" => Effect::Doubts,
                "hypothetical" => Effect::Hypothetical,
                "negates" => Effect::Negates,
                "denies" => Effect::Denies,
                "implies" => Effect::Implies,
                "necessity" => Effect::Necessity,
                "fact" => Effect::Fact,
                "reports" => Effect::Reports,
                "light" => Effect::Light,
                other => return Err(entry.error(format!("unknown effect `{other}`"))),
            };
            lexicon
                .effects
                .entry((entry.field(0).to_owned(), class))
                .or_default()
                .push(Rule {
                    effect,
                    complements: entry.list(3).map(str::to_owned).collect(),
                });
        }
        Ok(lexicon)
    }

    /// What `lemma` does to what stands to it in the relation that `complement` names.
    pub(super) fn effect(&self, lemma: &str, class: Class, complement: &str) -> Option<Effect> {
        let rules = self.effects.get(&(lemma.to_owned(), class))?;
        rules
            .iter()
            .find(|rule| {
                rule.complements.is_empty() || rule.complements.iter().any(|c| c == complement)
            })
            .map(|rule| rule.effect)
    }

    /// What `word` does to what stands to it in the relation that `complement` names.
    pub(super) fn word_effect(&self, word: &Word, complement: &str) -> Option<Effect> {
        let class = match word.upos {
            Upos::Verb | Upos::Aux => Class::Verb,
            Upos::Noun | Upos::Propn => Class::Noun,
            Upos::Adj => Class::Adjective,
            Upos::Adv => Class::Adverb,
            _ => return None,
        };
        let lemma = word.lemma.to_lowercase();
        match class {
            Class::Verb => lexicon::spellings(&lemma)
                .find_map(|spelling| self.effect(&spelling, Class::Verb, complement)),
            // Participles stand in the lexicon as verbs or as adjectives, whichever the tagger took.
            Class::Adjective => self.effect(&lemma, class, complement).or_else(|| {
                let stem = lemma.strip_suffix("ed")?;
                lexicon::spellings(stem)
                    .find_map(|stem| self.effect(&stem, Class::Verb, complement))
            }),
            Class::Adverb => self.effect(&lemma, Class::Adjective, complement),
            Class::Noun | Class::Auxiliary | Class::Mark => self.effect(&lemma, class, complement),
        }
    }
}
