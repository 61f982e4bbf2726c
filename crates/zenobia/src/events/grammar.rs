//! The logical subjects and objects of predicates.
//!
//! Passives, relative clauses, infinitives and participles are undone, so that "the town shelled by
//! the army", "the army, which shelled the town" and "the army agreed to shell the town" all give
//! the same subject and object.

use std::collections::HashSet;

use crate::{
    attributions::Attribution,
    entities::{ActorCode, Entities, Kind, MentionId},
    events::{EventLexicon, Layers, Participant, learned::Learned},
    places::{self, Toponym},
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos},
    tokens::{Text, TokenId},
};

// Deep chains of clauses are slips of the parser more often than English.
pub(super) const MAX_DEPTH: usize = 6;

// Sectors of those who carry arms.
const ARMED: &[&str] = &[
    "MIL", "REB", "COP", "UAF", "PRM", "SPY", "CRM", "INS", "SEP", "MOS",
];

/// Finds those who take part in what a word tells.
pub(super) struct Grammar<'a> {
    pub(super) text: &'a Text,
    pub(super) syntax: &'a Syntax,
    pub(super) entities: &'a Entities,
    pub(super) toponyms: &'a [Toponym],
    pub(super) attributions: &'a [Attribution],
    pub(super) lexicon: &'a EventLexicon,
    pub(super) learned: Learned<'a>,
    // The longest mention each token heads.
    pub(super) mentions: Vec<Option<MentionId>>,
    /// Whether the page is about games, where teams beat, crush and attack each other.
    pub(super) is_sport: bool,
    // The lemma of each token as the lexicon knows it.
    lemmas: Vec<String>,
}

impl<'a> Grammar<'a> {
    pub(super) fn new(layers: Layers<'a>, lexicon: &'a EventLexicon) -> Grammar<'a> {
        let Layers {
            article,
            text,
            syntax,
            entities,
            toponyms,
            attributions,
            acts,
            ..
        } = layers;
        let mut mentions: Vec<Option<MentionId>> = vec![None; syntax.words().len()];
        for id in entities.ids() {
            let mention = entities.mention(id);
            let Some(slot) = mentions.get_mut(mention.head.index()) else {
                continue;
            };
            if slot.is_none_or(|other| entities.mention(other).span.len() < mention.span.len()) {
                *slot = Some(id);
            }
        }
        let lemmas: Vec<String> = syntax
            .words()
            .iter()
            .zip(&text.tokens)
            .map(|(word, token)| match word.upos {
                Upos::Verb | Upos::Noun | Upos::Adj | Upos::Propn => {
                    lexicon.known_lemma(&word.lemma, token.span.text(&article.text))
                }
                _ => word.lemma.to_lowercase(),
            })
            .collect();
        let is_sport = is_sport(&lemmas, lexicon);
        Grammar {
            is_sport,
            lemmas,
            text,
            syntax,
            entities,
            toponyms,
            attributions,
            learned: Learned(acts),
            lexicon,
            mentions,
        }
    }

    /// The lemma of `token` in lower case, as the lexicon knows it.
    pub(super) fn lemma(&self, token: TokenId) -> &str {
        self.lemmas.get(token.index()).map_or("", String::as_str)
    }

    /// The participant that `token` heads.
    pub(super) fn participant(&self, token: TokenId) -> Participant {
        let mention = self.mentions[token.index()];
        let span = match mention {
            Some(id) => self.entities.mention(id).span,
            None => self.noun_phrase(token),
        };
        Participant {
            span,
            head: token,
            mention,
            actor: places::actor_at(
                self.text,
                self.syntax,
                self.entities,
                self.toponyms,
                mention,
                token,
            ),
        }
    }

    /// What kind of thing `token` refers to, where it is a mention.
    pub(super) fn kind(&self, token: TokenId) -> Option<Kind> {
        let mention = self.mentions[token.index()]?;
        Some(self.entities.entity_of(mention).kind)
    }

    /// Whom `token` acts for, where it is a mention.
    pub(super) fn code(&self, token: TokenId) -> Option<&'a ActorCode> {
        let mention = self.mentions[token.index()]?;
        Some(&self.entities.entity_of(mention).actor)
    }

    /// Whether `token` carries arms, or is one.
    pub(super) fn is_armed(&self, token: TokenId) -> bool {
        let kind = self.kind(token);
        if matches!(kind, Some(Kind::ArmedGroup | Kind::Weapon | Kind::Vehicle)) {
            return true;
        }
        let lemma = self.lemma(token);
        let is_arm = ["force", "weapon", "missile", "bomb"]
            .iter()
            .any(|class| self.lexicon.is_in(class, lemma));
        is_arm
            || self.code(token).is_some_and(|code| {
                code.sectors
                    .iter()
                    .any(|sector| ARMED.contains(&sector.as_str()))
            })
    }

    /// Whether `token` refers to someone who can act.
    pub(super) fn is_actor(&self, token: TokenId) -> bool {
        match self.kind(token) {
            Some(
                Kind::Person
                | Kind::Organization
                | Kind::ArmedGroup
                | Kind::Government
                | Kind::Country
                | Kind::Nationality,
            ) => true,
            Some(
                Kind::Place
                | Kind::Facility
                | Kind::Weapon
                | Kind::Vehicle
                | Kind::Event
                | Kind::Other,
            ) => false,
            None => {
                let word = self.syntax.word(token);
                // "dozens of militants"
                if self.is_number(token) {
                    let counted = self.dependent_with(token, "of");
                    return counted.is_some_and(|counted| self.is_actor(counted));
                }
                word.upos == Upos::Propn
                    || matches!(
                        word.lemma.as_str(),
                        "he" | "she" | "they" | "we" | "I" | "i" | "you" | "who"
                    )
            }
        }
    }

    /// Whether `token` is a mention of a place.
    pub(super) fn is_place(&self, token: TokenId) -> bool {
        self.kind(token).is_some_and(Kind::is_location)
    }

    /// Whether `token` is a place that stands for nobody: no country.
    pub(super) fn is_site(&self, token: TokenId) -> bool {
        matches!(self.kind(token), Some(Kind::Place | Kind::Facility))
    }

    /// The words of a noun phrase: without determiner, clauses and appositions.
    fn noun_phrase(&self, head: TokenId) -> Span {
        let mut first = head;
        let mut last = head;
        let mut open = vec![head];
        while let Some(token) = open.pop() {
            for &child in self.syntax.children(token) {
                let word = self.syntax.word(child);
                let outside = matches!(
                    word.relation,
                    Relation::Acl
                        | Relation::Appos
                        | Relation::Parataxis
                        | Relation::Conj
                        | Relation::Cc
                        | Relation::Punct
                        | Relation::Case
                        | Relation::Mark
                        | Relation::Cop
                        | Relation::Nsubj
                        | Relation::Advcl
                        | Relation::Discourse
                        | Relation::Orphan
                );
                let determiner = token == head && word.relation == Relation::Det && child < head;
                // The clitic of a possessor belongs to it, that of the phrase itself does not.
                let clitic = token != head && word.relation == Relation::Case;
                if (outside && !clitic) || determiner {
                    continue;
                }
                first = first.min(child);
                last = last.max(child);
                open.push(child);
            }
        }
        self.text.span(first).cover(self.text.span(last))
    }

    /// `token` and what is coordinated with it.
    pub(super) fn coordinated(&self, token: TokenId) -> Vec<TokenId> {
        let mut found = vec![token];
        found.extend(
            self.syntax
                .children_by(token, Relation::Conj)
                .filter(|&other| self.syntax.word(other).is_nominal() || self.is_number(other)),
        );
        found
    }

    fn is_number(&self, token: TokenId) -> bool {
        matches!(self.syntax.word(token).upos, Upos::Num | Upos::Sym)
    }

    /// The word a relative pronoun stands for, else the word itself.
    pub(super) fn referent(&self, token: TokenId) -> TokenId {
        let word = self.syntax.word(token);
        let relative = word.feat("PronType") == Some("Rel")
            || (matches!(word.upos, Upos::Pron | Upos::Det)
                && matches!(word.lemma.as_str(), "who" | "which" | "that" | "whom"));
        if !relative {
            return token;
        }
        self.syntax.antecedent(token).unwrap_or(token)
    }

    pub(super) fn resolve(&self, token: TokenId) -> Vec<TokenId> {
        self.coordinated(token)
            .into_iter()
            .map(|token| self.referent(token))
            .collect()
    }

    /// Whether `verb` is passive: its subject, or the noun it modifies, is what it is done to.
    pub(super) fn is_passive(&self, verb: TokenId) -> bool {
        let word = self.syntax.word(verb);
        let marked = self.syntax.children(verb).iter().any(|&child| {
            let child = self.syntax.word(child);
            child.subtype == Subtype::Pass
                && matches!(
                    child.relation,
                    Relation::Nsubj | Relation::Aux | Relation::Csubj
                )
        });
        if marked {
            return true;
        }
        if word.upos != Upos::Verb && word.upos != Upos::Adj {
            return false;
        }
        let participle =
            word.feat("VerbForm") == Some("Part") && word.feat("Tense") == Some("Past");
        let perfect = self.syntax.child(verb, Relation::Aux).is_some();
        let subject = self.syntax.child(verb, Relation::Nsubj).is_some();
        match word.relation {
            Relation::Acl if word.subtype == Subtype::Relcl => false,
            Relation::Acl | Relation::Advcl => participle && !perfect && !subject,
            Relation::Amod => participle,
            Relation::Conj => {
                // "was arrested and charged"
                participle
                    && !perfect
                    && !subject
                    && self
                        .syntax
                        .head(verb)
                        .is_some_and(|head| self.is_passive(head))
            }
            _ => false,
        }
    }

    /// Those who do what `verb` tells.
    pub(super) fn subjects(&self, verb: TokenId) -> Vec<TokenId> {
        self.subjects_within(verb, MAX_DEPTH)
    }

    fn subjects_within(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
        if depth == 0 {
            return Vec::new();
        }
        if self.is_passive(verb) {
            return self.agents(verb);
        }
        let own = self
            .syntax
            .children_by(verb, Relation::Nsubj)
            .filter(|&child| self.syntax.word(child).subtype != Subtype::Pass)
            .last();
        if let Some(subject) = own {
            return self.resolve(subject);
        }
        self.inherited_subjects(verb, depth)
    }

    fn agents(&self, verb: TokenId) -> Vec<TokenId> {
        self.syntax
            .children_by(verb, Relation::Obl)
            .filter(|&child| {
                // A gerund or a time after "by" is no agent, nor is a noun without "by".
                let word = self.syntax.word(child);
                self.has_case(child, "by")
                    && (word.subtype == Subtype::Agent
                        || word.subtype == Subtype::None && word.is_nominal())
            })
            .flat_map(|child| self.resolve(child))
            .collect()
    }

    /// The subject of a clause that has none of its own.
    fn inherited_subjects(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
        let syntax = self.syntax;
        let word = syntax.word(verb);
        let Some(head) = syntax.head(verb) else {
            return Vec::new();
        };
        match word.relation {
            Relation::Conj => self.clause_subjects(head, depth),
            Relation::Xcomp => self.controller(head, depth),
            Relation::Advcl | Relation::Obl => {
                let gerund = syntax.children(verb).iter().any(|&child| {
                    matches!(syntax.word(child).relation, Relation::Mark | Relation::Case)
                        && matches!(
                            syntax.word(child).lemma.as_str(),
                            "of" | "for" | "from" | "into"
                        )
                });
                if gerund && !self.is_passive(head) {
                    // "accused the militia of shelling": the militia shelled.
                    let objects: Vec<TokenId> = self.active_objects(head);
                    if !objects.is_empty() {
                        return objects;
                    }
                }
                self.clause_subjects(head, depth)
            }
            // "attacks which officials say killed three": the attacks killed.
            Relation::Ccomp
                if word.feat("VerbForm") == Some("Fin")
                    && syntax.word(head).relation == Relation::Acl
                    && syntax.word(head).subtype == Subtype::Relcl =>
            {
                syntax.head(head).into_iter().collect()
            }
            Relation::Ccomp => self.clause_subjects(head, depth),
            Relation::Acl if word.subtype == Subtype::Relcl => vec![head],
            Relation::Acl => {
                let infinitive = syntax
                    .children_by(verb, Relation::Mark)
                    .any(|mark| syntax.word(mark).lemma == "to");
                if !infinitive {
                    // "rebels fighting the army", and "accused the rebels of bombing a market",
                    // where the gerund is tied to those it is about.
                    let is_theirs = self.mark(verb).is_none() || self.is_actor(head);
                    return if syntax.word(head).is_nominal() && is_theirs {
                        vec![head]
                    } else {
                        self.holders(head, depth)
                    };
                }
                let holders = self.holders(head, depth);
                if holders.is_empty() && self.is_actor(head) {
                    return vec![head];
                }
                holders
            }
            _ => Vec::new(),
        }
    }

    /// The one word that links a clause to what it hangs on.
    fn mark(&self, clause: TokenId) -> Option<TokenId> {
        self.syntax.child(clause, Relation::Mark)
    }

    /// The subject of the clause above: of a passive, what it is done to.
    pub(super) fn clause_subjects(&self, head: TokenId, depth: usize) -> Vec<TokenId> {
        if self.is_passive(head) {
            return self.objects_within(head, depth - 1);
        }
        if self.syntax.word(head).is_nominal() && self.syntax.child(head, Relation::Nsubj).is_none()
        {
            return self.holders(head, depth);
        }
        self.subjects_within(head, depth - 1)
    }

    /// Who does what an infinitive under `head` tells.
    pub(super) fn controller(&self, head: TokenId, depth: usize) -> Vec<TokenId> {
        let lemma = self.lemma(head);
        if self.is_passive(head) {
            return self.objects_within(head, depth - 1);
        }
        // "called on the rebels to leave"
        if matches!(lemma, "call" | "appeal" | "plead" | "prevail" | "count") {
            let addressee = self.syntax.children_by(head, Relation::Obl).find(|&child| {
                self.has_case(child, "on")
                    || self.has_case(child, "upon")
                    || self.has_case(child, "to")
            });
            if let Some(addressee) = addressee {
                return self.resolve(addressee);
            }
        }
        // "promised the villagers to return"
        if !matches!(lemma, "promise" | "vow" | "threaten" | "pledge") {
            let objects = self.active_objects(head);
            if !objects.is_empty() {
                return objects;
            }
        }
        self.clause_subjects(head, depth)
    }

    /// Whose plan, bid or promise the noun `head` is.
    fn holders(&self, head: TokenId, depth: usize) -> Vec<TokenId> {
        if let Some(possessor) = self.possessor(head) {
            return self.resolve(possessor);
        }
        if let Some(by) = self.dependent_with(head, "by") {
            return self.resolve(by);
        }
        let modifiers = self.actor_modifiers(head);
        if !modifiers.is_empty() {
            return modifiers;
        }
        let Some(verb) = self.syntax.head(head) else {
            return Vec::new();
        };
        match self.syntax.word(head).relation {
            Relation::Obj | Relation::Obl | Relation::Xcomp if depth > 1 => {
                self.clause_subjects(verb, depth - 1)
            }
            _ => Vec::new(),
        }
    }

    /// What is done to whom `verb` tells.
    pub(super) fn objects(&self, verb: TokenId) -> Vec<TokenId> {
        self.objects_within(verb, MAX_DEPTH)
    }

    fn objects_within(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
        if depth == 0 {
            return Vec::new();
        }
        let own = self.active_objects(verb);
        if !own.is_empty() {
            return own;
        }
        if !self.is_passive(verb) {
            return self.missing_object(verb, depth);
        }
        let subject = self
            .syntax
            .children_by(verb, Relation::Nsubj)
            .find(|&child| self.syntax.word(child).subtype == Subtype::Pass)
            .or_else(|| self.syntax.child(verb, Relation::Nsubj));
        if let Some(subject) = subject {
            return self.resolve(subject);
        }
        let Some(head) = self.syntax.head(verb) else {
            return Vec::new();
        };
        match self.syntax.word(verb).relation {
            Relation::Acl | Relation::Amod => vec![head],
            Relation::Conj | Relation::Advcl | Relation::Ccomp => self.clause_subjects(head, depth),
            Relation::Xcomp => self.controller(head, depth),
            _ => Vec::new(),
        }
    }

    /// The object of a passive with two: "were given an ultimatum" has the ultimatum as object.
    pub(super) fn active_objects(&self, verb: TokenId) -> Vec<TokenId> {
        match self.syntax.child(verb, Relation::Obj) {
            Some(object) => self.resolve(object),
            None => Vec::new(),
        }
    }

    /// The object that stands elsewhere: the antecedent of a relative clause, or the object that
    /// two coordinated verbs share.
    fn missing_object(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
        let word = self.syntax.word(verb);
        match (word.relation, self.syntax.head(verb)) {
            (Relation::Acl, Some(head)) if word.subtype == Subtype::Relcl => {
                let subject = self.syntax.child(verb, Relation::Nsubj);
                // "the town that the army shelled", not "the army that shelled".
                match subject {
                    Some(subject) if self.referent(subject) == subject => vec![head],
                    _ => Vec::new(),
                }
            }
            (Relation::Conj, Some(head)) if self.syntax.child(verb, Relation::Nsubj).is_none() => {
                self.objects_within(head, depth - 1)
                    .into_iter()
                    .filter(|&object| object > verb)
                    .collect()
            }
            _ => {
                let shared = self
                    .syntax
                    .children_by(verb, Relation::Conj)
                    .find(|&other| {
                        self.syntax.word(other).upos == Upos::Verb
                            && self.syntax.child(other, Relation::Nsubj).is_none()
                            && other > verb
                            && other.0 - verb.0 <= 2
                    });
                shared.map_or_else(Vec::new, |other| self.active_objects(other))
            }
        }
    }

    /// Whether `token` follows the preposition `word`.
    pub(super) fn has_case(&self, token: TokenId, word: &str) -> bool {
        self.syntax
            .children_by(token, Relation::Case)
            .any(|case| self.syntax.word(case).lemma == word)
    }

    /// The dependent of `token` that follows the preposition `word` and is no time.
    pub(super) fn dependent_with(&self, token: TokenId, word: &str) -> Option<TokenId> {
        let children = self.syntax.children(token);
        let phrase = children.iter().copied().find(|&child| {
            matches!(
                self.syntax.word(child).relation,
                Relation::Obl | Relation::Nmod | Relation::Obj | Relation::Iobj | Relation::Advcl
            ) && self.syntax.word(child).subtype != Subtype::Poss
                && self.has_case(child, word)
                && !self.is_time(child)
        });
        // "calls for the president to step down": the president is a clause's subject there.
        phrase.or_else(|| {
            children.iter().copied().find_map(|child| {
                let opens = self.syntax.word(child).relation == Relation::Acl
                    && self
                        .syntax
                        .children_by(child, Relation::Mark)
                        .any(|mark| self.syntax.word(mark).lemma == word);
                let subject = opens.then(|| self.syntax.child(child, Relation::Nsubj))?;
                subject.filter(|&subject| !self.is_time(subject))
            })
        })
    }

    /// Whether `token` is a day, a month or another word for a time.
    pub(super) fn is_time(&self, token: TokenId) -> bool {
        let lemma = self.lemma(token);
        // "in 2007"
        let is_year = lemma.len() == 4
            && lemma.bytes().all(|byte| byte.is_ascii_digit())
            && self.syntax.word(token).upos == Upos::Num
            && matches!(lemma.as_bytes()[0], b'1' | b'2');
        is_year || self.lexicon.is_in("time", lemma)
    }

    /// The possessor of `noun`.
    pub(super) fn possessor(&self, noun: TokenId) -> Option<TokenId> {
        self.syntax.children(noun).iter().copied().find(|&child| {
            let word = self.syntax.word(child);
            word.relation == Relation::Nmod && word.subtype == Subtype::Poss
        })
    }

    /// Whether `token` is the first half of a word like "UNESCO-listed", which says what is done and not whose it is.
    fn is_half_of_compound(&self, token: TokenId) -> bool {
        let after = |n: u32| {
            let next = TokenId(token.0 + n);
            (next.index() < self.text.tokens.len()).then_some(next)
        };
        let (Some(hyphen), Some(second)) = (after(1), after(2)) else {
            return false;
        };
        self.lemma(hyphen) == "-" && self.syntax.word(second).upos == Upos::Verb
    }

    /// Actors that modify a noun: "Russian strikes", "a police raid", "US and British jets".
    pub(super) fn actor_modifiers(&self, noun: TokenId) -> Vec<TokenId> {
        self.syntax
            .children(noun)
            .iter()
            .copied()
            .filter(|&child| {
                let word = self.syntax.word(child);
                if self.is_half_of_compound(child) {
                    return false;
                }
                match word.relation {
                    Relation::Compound => {
                        self.mentions[child.index()].is_some() && self.is_actor(child)
                    }
                    Relation::Amod => {
                        self.mentions[child.index()].is_some() && self.is_actor(child)
                    }
                    Relation::Nmod => {
                        word.subtype != Subtype::Poss
                            && self.syntax.child(child, Relation::Case).is_none()
                            && self.is_actor(child)
                    }
                    _ => false,
                }
            })
            .flat_map(|child| self.coordinated(child))
            .collect()
    }
}

/// Whether words of sports are so many and so various that the page is about games.
fn is_sport(lemmas: &[String], lexicon: &EventLexicon) -> bool {
    // Chosen on pages-aeb, pages-fundus and polnear, 2026-11: no report of war or politics among them meets it.
    const SHORT: usize = 120;
    const WORDS_FOR_ONE: usize = 70;
    let found: Vec<&String> = lemmas
        .iter()
        .filter(|lemma| lexicon.is_in("sport", lemma))
        .collect();
    let various: HashSet<&String> = found.iter().copied().collect();
    let enough = if lemmas.len() < SHORT { 2 } else { 4 };
    various.len() >= enough && found.len() * WORDS_FOR_ONE >= lemmas.len()
}
