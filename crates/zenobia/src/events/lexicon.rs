//! The event lexicon: predicates, the conditions under which they tell an event, and who does what in it.

use std::collections::{HashMap, HashSet};

use crate::{
    events::{EventType, EventWeights, ModalityLexicon},
    lexicon::{Entry, LexiconError, entries},
};

/// Predicates and the event types they tell.
#[derive(Clone, Debug, Default)]
pub struct EventLexicon {
    /// All entries, in the order of the files.
    pub entries: Vec<Predicate>,
    /// Words that tell whether something is told as a fact.
    pub modality: ModalityLexicon,
    by_lemma: HashMap<String, Vec<u32>>,
    // What an act is that no entry has, by type and part of speech; none where only a codebook's own types count.
    learned: Vec<Predicate>,
    classes: HashMap<String, HashSet<String>>,
    // Every lemma that an entry or a class names.
    vocabulary: HashSet<String>,
    // What attacks are carried out with: a mode and the lemmas that give it, the most telling mode first.
    pub(super) weapons: Vec<(&'static str, Vec<&'static str>)>,
    // Irregular forms and their lemmas.
    irregular: HashMap<String, String>,
    /// What is learnt of how far to believe entries, grammar and classifier.
    pub weights: EventWeights,
}

/// A word, or a word with its companions, that tells an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Lemma of the word that is looked up.
    pub lemma: String,
    /// What kind of word.
    pub part: Part,
    /// What kind of act.
    pub event_type: EventType,
    /// The type of a codebook of one's own that the entry belongs to; its PLOVER type is then what it is a kind of.
    pub own_type: Option<&'static str>,
    /// PLOVER modes.
    pub modes: Vec<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// CAMEO code.
    pub cameo: &'static str,
    /// Words that must modify a noun ("drone" in "drone strike").
    pub modifiers: Vec<String>,
    /// Particles, one of which must stand with a verb ("out" in "walk out").
    pub particles: Vec<String>,
    /// Complements, one of which must stand with the word: prepositions, or a preposition and its noun.
    pub complements: Vec<Complement>,
    /// What the object must be, one of them.
    pub object: Vec<ObjectTest>,
    /// What the object must not be, none of them.
    pub not_object: Vec<ObjectTest>,
    /// Where those who take part are found.
    pub frame: Frame,
    /// Where the entry stands: "assault.tsv:12".
    pub entry: String,
}

/// Parts of speech of predicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are parts of speech")]
pub enum Part {
    Verb,
    Noun,
    Adjective,
}

/// A complement that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complement {
    /// The preposition, subordinator or adverb ("on", "that", "free").
    pub word: String,
    /// The noun after it ("custody" in "take into custody").
    pub noun: Option<String>,
}

/// A condition on an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectTest {
    /// This lemma.
    Lemma(String),
    /// A lemma of this class.
    Class(String),
    /// A mention of this kind.
    Kind(ObjectKind),
}

/// Kinds of objects that conditions name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// Someone who can act.
    Actor,
    /// A person.
    Person,
    /// A body, a government or a country.
    Organization,
    /// Those who fight.
    Armed,
    /// A place or building.
    Place,
    /// Someone or something that can be hit.
    Target,
    /// Nobody who can act.
    Thing,
    /// "himself".
    Reflexive,
}

/// Where those who take part are found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Slots of those who act; the first that is filled counts.
    pub actors: Vec<Slot>,
    /// Slots of those it is done to; the first that is filled counts.
    pub recipients: Vec<Slot>,
    /// Both sides do the same ("met", "clashed").
    pub reciprocal: bool,
}

/// A place in the sentence for a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The logical subject.
    Subject,
    /// The logical object, or the one it belongs to.
    Object,
    /// The indirect object.
    IndirectObject,
    /// Those in the clause that is the complement.
    Clause,
    /// The possessor.
    Possessor,
    /// The parties after "between".
    Between,
    /// The source of the attribution the words stand in.
    Speaker,
    /// After this preposition.
    Preposition(String),
}

impl Predicate {
    /// An act of which no more than the type is known.
    fn learned(event_type: EventType, part: Part) -> Predicate {
        Predicate {
            lemma: String::new(),
            part,
            event_type,
            own_type: None,
            modes: Vec::new(),
            contexts: Vec::new(),
            cameo: event_type.cameo_root(),
            modifiers: Vec::new(),
            particles: Vec::new(),
            complements: Vec::new(),
            object: Vec::new(),
            not_object: Vec::new(),
            frame: Frame::default(),
            entry: CLASSIFIER.to_owned(),
        }
    }

    /// Whether ground changes hands: towns, hills, borders.
    pub fn takes_ground(&self) -> bool {
        self.contexts.contains(&"territory")
    }

    /// By what it is told, as the value of a feature: a verb, a noun or an adjective, of the lexicon or not.
    pub(super) fn told_as(&self) -> &'static str {
        match (self.part, self.is_learned()) {
            (Part::Verb, true) => "verb",
            (Part::Noun, true) => "noun",
            (Part::Adjective, true) => "adjective",
            (Part::Verb, false) => "verb-entry",
            (Part::Noun, false) => "noun-entry",
            (Part::Adjective, false) => "adjective-entry",
        }
    }

    /// Whether the classifier alone tells it.
    pub fn is_learned(&self) -> bool {
        self.entry == CLASSIFIER
    }
}

// Where an act stands that no entry has.
const CLASSIFIER: &str = "classifier";

macro_rules! files {
    ($($event_type:ident $name:literal),+ $(,)?) => {
        &[$((EventType::$event_type, concat!($name, ".tsv"),
            include_str!(concat!("../../../../lexicons/en/events/", $name, ".tsv")))),+]
    };
}

const FILES: &[(EventType, &str, &str)] = files! {
    Agree "agree", Consult "consult", Support "support", Cooperate "cooperate", Aid "aid",
    Concede "concede", Retreat "retreat", Request "request", Accuse "accuse", Reject "reject",
    Threaten "threaten", Protest "protest", Sanction "sanction", Mobilize "mobilize",
    Coerce "coerce", Assault "assault",
};

const FORMS: &str = include_str!("../../../../lexicons/en/events/forms.tsv");

const WEAPONS: &str = include_str!("../../../../lexicons/en/events/weapons.tsv");

const CLASSES: &str = include_str!("../../../../lexicons/en/events/classes.tsv");

impl EventLexicon {
    /// The lexicon that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When an entry is malformed.
    pub fn built_in() -> Result<EventLexicon, LexiconError> {
        let mut lexicon = EventLexicon {
            modality: ModalityLexicon::built_in()?,
            weights: EventWeights::built_in()?,
            ..EventLexicon::default()
        };
        for entry in entries("classes.tsv", CLASSES) {
            lexicon.add_class(entry.field(0), entry.field(1));
        }
        for entry in entries("weapons.tsv", WEAPONS) {
            let mode = entry.field(0);
            if !EventType::Assault.modes().contains(&mode) {
                return Err(entry.error(format!("`{mode}` is no mode of ASSAULT")));
            }
            let lemmas = entry.field(1).split_whitespace().collect();
            lexicon.weapons.push((mode, lemmas));
        }
        for entry in entries("forms.tsv", FORMS) {
            for form in entry.field(1).split_whitespace() {
                lexicon
                    .irregular
                    .insert(form.to_owned(), entry.field(0).to_owned());
            }
        }
        for &(event_type, file, content) in FILES {
            for entry in entries(file, content) {
                lexicon.add(event_type, &entry)?;
            }
        }
        for event_type in EventType::ALL {
            for part in [Part::Verb, Part::Noun, Part::Adjective] {
                lexicon.learned.push(Predicate::learned(event_type, part));
            }
        }
        lexicon.update_vocabulary();
        Ok(lexicon)
    }

    /// Forgets all types but keeps the classes of words.
    pub(super) fn forget_predicates(&mut self) {
        self.entries.clear();
        self.by_lemma.clear();
        self.learned.clear();
    }

    /// Adds lemmas, separated by blanks, to a class.
    pub(super) fn add_class(&mut self, class: &str, lemmas: &str) {
        let members = lemmas.split_whitespace().map(str::to_owned);
        self.classes
            .entry(class.to_owned())
            .or_default()
            .extend(members);
    }

    /// Adds the lexicon of a codebook's type. Its name and words live as long as the program: a codebook is read once.
    pub(super) fn add_type(
        &mut self,
        base: EventType,
        name: &str,
        file: &str,
        content: &str,
    ) -> Result<(), LexiconError> {
        let name: &'static str = name.to_owned().leak();
        let content: &'static str = content.to_owned().leak();
        let file: &'static str = file.to_owned().leak();
        let first = self.entries.len();
        for entry in entries(file, content) {
            self.add(base, &entry)?;
        }
        for predicate in &mut self.entries[first..] {
            predicate.own_type = Some(name);
        }
        Ok(())
    }

    /// Takes notice of the lemmas that have come.
    pub(super) fn update_vocabulary(&mut self) {
        self.vocabulary = self.all_lemmas();
    }

    fn all_lemmas(&self) -> HashSet<String> {
        let mut lemmas: HashSet<String> = self.classes.values().flatten().cloned().collect();
        let weapons = self.weapons.iter().flat_map(|(_, lemmas)| lemmas);
        lemmas.extend(weapons.map(|&lemma| lemma.to_owned()));
        for predicate in &self.entries {
            lemmas.insert(predicate.lemma.clone());
            lemmas.extend(predicate.modifiers.iter().cloned());
            for test in predicate.object.iter().chain(&predicate.not_object) {
                if let ObjectTest::Lemma(lemma) = test {
                    lemmas.insert(lemma.clone());
                }
            }
        }
        lemmas
    }

    /// The lemma under which the lexicon may know a word: the one the tagger gives, or where the
    /// lexicon does not know that one, a lemma it knows that the form can be a form of.
    pub(super) fn known_lemma(&self, lemma: &str, form: &str) -> String {
        let lemma = lemma.to_lowercase();
        if self.vocabulary.contains(&lemma) {
            return lemma;
        }
        let form = form.to_lowercase();
        if let Some(irregular) = self.irregular.get(&form) {
            return irregular.clone();
        }
        let mut stems: Vec<String> = Vec::new();
        for (suffix, endings) in [
            ("ies", &["y"][..]),
            ("ied", &["y"]),
            ("es", &["", "e"]),
            ("s", &[""]),
            ("ed", &["", "e"]),
            ("ing", &["", "e"]),
        ] {
            let Some(stem) = form.strip_suffix(suffix) else {
                continue;
            };
            stems.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
            // "planned", "stabbing"
            let mut letters = stem.chars().rev();
            let (last, before) = (letters.next(), letters.next());
            if let Some(last) = last.filter(|_| last == before) {
                stems.push(stem[..stem.len() - last.len_utf8()].to_owned());
            }
        }
        let known = stems
            .into_iter()
            .find(|stem| self.vocabulary.contains(stem));
        known.unwrap_or(lemma)
    }

    /// The entries for a lemma, in the order of the files.
    pub fn candidates(&self, lemma: &str) -> impl Iterator<Item = &Predicate> {
        self.by_lemma
            .get(lemma)
            .into_iter()
            .flatten()
            .map(|&index| &self.entries[index as usize])
    }

    /// The predicate of an act that no entry has.
    pub(super) fn learned(&self, event_type: EventType, part: Part) -> Option<&Predicate> {
        self.learned
            .iter()
            .find(|predicate| predicate.event_type == event_type && predicate.part == part)
    }

    /// Whether `lemma` belongs to a class.
    pub fn is_in(&self, class: &str, lemma: &str) -> bool {
        self.classes
            .get(class)
            .is_some_and(|members| members.contains(lemma))
    }

    fn add(&mut self, event_type: EventType, entry: &Entry<'static>) -> Result<(), LexiconError> {
        let part = match entry.field(1) {
            "v" => Part::Verb,
            "n" => Part::Noun,
            "a" => Part::Adjective,
            other => return Err(entry.error(format!("`{other}` is no part of speech (v, n, a)"))),
        };
        let mut words = entry.field(0).split_whitespace();
        let lemmas = words
            .next()
            .ok_or_else(|| entry.error("no predicate"))?
            .split('/');
        let mut model = Predicate {
            lemma: String::new(),
            part,
            event_type,
            own_type: None,
            modes: entry.list(3).collect(),
            contexts: entry.list(4).collect(),
            cameo: entry.field(5),
            modifiers: Vec::new(),
            particles: Vec::new(),
            complements: Vec::new(),
            object: Vec::new(),
            not_object: Vec::new(),
            frame: frame(entry)?,
            entry: entry.place(),
        };
        for word in words {
            self.condition(word, &mut model, entry)?;
        }
        for lemma in lemmas {
            let mut predicate = model.clone();
            match (part, lemma.split_once('_')) {
                (Part::Verb, Some((verb, particle))) => {
                    predicate.lemma = verb.to_owned();
                    predicate.particles = vec![particle.to_owned()];
                }
                (Part::Noun, Some(_)) => {
                    let mut parts: Vec<&str> = lemma.split('_').collect();
                    predicate.lemma = parts.pop().unwrap_or_default().to_owned();
                    predicate.modifiers = parts.into_iter().map(str::to_owned).collect();
                }
                _ => predicate.lemma = lemma.to_owned(),
            }
            self.by_lemma
                .entry(predicate.lemma.clone())
                .or_default()
                .push(self.entries.len() as u32);
            self.entries.push(predicate);
        }
        Ok(())
    }

    /// Reads one condition of a predicate: "~out", "+on/upon", "=@weapon/%person", "=!demand".
    fn condition(
        &self,
        word: &str,
        predicate: &mut Predicate,
        entry: &Entry<'_>,
    ) -> Result<(), LexiconError> {
        if let Some(particles) = word.strip_prefix('~') {
            predicate.particles = particles.split('/').map(str::to_owned).collect();
        } else if let Some(complements) = word.strip_prefix('+') {
            predicate.complements = complements.split('/').map(complement).collect();
        } else if let Some(tests) = word.strip_prefix("=!") {
            for test in tests.split('/') {
                predicate.not_object.push(self.test(test, entry)?);
            }
        } else if let Some(tests) = word.strip_prefix('=') {
            for test in tests.split('/') {
                predicate.object.push(self.test(test, entry)?);
            }
        } else {
            return Err(entry.error(format!(
                "`{word}` is no condition (~particle, +preposition, =object)"
            )));
        }
        Ok(())
    }

    fn test(&self, test: &str, entry: &Entry<'_>) -> Result<ObjectTest, LexiconError> {
        if let Some(class) = test.strip_prefix('@') {
            if !self.classes.contains_key(class) {
                return Err(entry.error(format!("no class `@{class}`")));
            }
            return Ok(ObjectTest::Class(class.to_owned()));
        }
        let Some(kind) = test.strip_prefix('%') else {
            return Ok(ObjectTest::Lemma(test.to_owned()));
        };
        let kind = match kind {
            "actor" => ObjectKind::Actor,
            "person" => ObjectKind::Person,
            "org" => ObjectKind::Organization,
            "armed" => ObjectKind::Armed,
            "place" => ObjectKind::Place,
            "target" => ObjectKind::Target,
            "thing" => ObjectKind::Thing,
            "self" | "reflexive" => ObjectKind::Reflexive,
            other => return Err(entry.error(format!("no kind `%{other}`"))),
        };
        Ok(ObjectTest::Kind(kind))
    }
}

fn complement(written: &str) -> Complement {
    // "into_custody": the preposition and the last word of what follows it.
    match written.split_once('_') {
        Some((word, rest)) => Complement {
            word: word.to_owned(),
            noun: rest.rsplit('_').next().map(str::to_owned),
        },
        None => Complement {
            word: written.to_owned(),
            noun: None,
        },
    }
}

fn frame(entry: &Entry<'_>) -> Result<Frame, LexiconError> {
    let written = entry.field(2);
    let reciprocal = written.contains('~');
    let Some((actors, recipients)) = written.split_once(['>', '~']) else {
        return Err(entry.error(format!("`{written}` is no frame (actors>recipients)")));
    };
    Ok(Frame {
        actors: slots(actors),
        recipients: slots(recipients),
        reciprocal,
    })
}

fn slots(written: &str) -> Vec<Slot> {
    written
        .split(',')
        .map(str::trim)
        .filter(|slot| !slot.is_empty())
        .map(|slot| match slot {
            "subj" => Slot::Subject,
            "obj" => Slot::Object,
            "iobj" => Slot::IndirectObject,
            "comp" => Slot::Clause,
            "poss" => Slot::Possessor,
            "between" => Slot::Between,
            "speaker" => Slot::Speaker,
            "of_actor" => Slot::Preposition("of".to_owned()),
            preposition => Slot::Preposition(preposition.to_owned()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_predicates() {
        let lexicon = EventLexicon::built_in().expect("the built-in lexicon is well formed");
        for event_type in EventType::ALL {
            let n_entries = lexicon
                .entries
                .iter()
                .filter(|entry| entry.event_type == event_type)
                .count();
            assert!(n_entries >= 15, "{}: {n_entries}", event_type.label());
        }
        assert!(lexicon.entries.len() > 1500, "{}", lexicon.entries.len());
    }

    #[test]
    fn no_entry_hides_behind_another() {
        let lexicon = EventLexicon::built_in().expect("the built-in lexicon is well formed");
        let mut seen: HashMap<String, &str> = HashMap::new();
        let mut twice = Vec::new();
        for entry in &lexicon.entries {
            let key = format!(
                "{} {:?} {:?} {:?} {:?} {:?} {:?}",
                entry.lemma,
                entry.part,
                entry.modifiers,
                entry.particles,
                entry.complements,
                entry.object,
                entry.not_object
            );
            if let Some(first) = seen.insert(key, &entry.entry) {
                twice.push(format!("{} in {first} and {}", entry.lemma, entry.entry));
            }
        }
        assert!(twice.is_empty(), "{}", twice.join("\n"));
    }
}
