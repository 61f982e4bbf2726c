//! What the slots of a predicate's frame hold, and what conditions on its object mean.

use crate::{
    attributions,
    entities::Kind,
    events::{
        grammar::{Grammar, MAX_DEPTH},
        lexicon::{ObjectKind, ObjectTest, Slot},
    },
    syntax::{Relation, Subtype, Upos},
    tokens::TokenId,
};

impl Grammar<'_> {
    /// Those who fill `slot` of `word`; `object` is the noun the entry asks for, `light` a verb whose object `word` is.
    pub(super) fn fill(
        &self,
        slot: &Slot,
        word: TokenId,
        object: Option<TokenId>,
        light: Option<TokenId>,
    ) -> Vec<TokenId> {
        match slot {
            Slot::Subject => {
                if self.syntax.word(word).upos == Upos::Adj
                    || self.syntax.child(word, Relation::Cop).is_some()
                {
                    return self.adjective_subjects(word);
                }
                self.subjects(word)
            }
            Slot::Object => {
                let objects = match object {
                    Some(object) => self.coordinated(object),
                    None => self.objects(word),
                };
                self.owners(&objects, object.is_some())
            }
            Slot::IndirectObject => self.indirect_objects(word, object),
            Slot::Clause => self.clause_participants(word),
            Slot::Possessor => {
                let noun = object.unwrap_or(word);
                match self.possessor(noun) {
                    Some(possessor) => self.resolve(possessor),
                    None => self.actor_modifiers(noun),
                }
            }
            Slot::Between => [Some(word), object, light]
                .into_iter()
                .flatten()
                .find_map(|token| {
                    self.dependent_with(token, "between")
                        .or(self.dependent_with(token, "among"))
                })
                .map(|first| self.resolve(first))
                .unwrap_or_default(),
            Slot::Speaker => self.speaker(word),
            Slot::Preposition(preposition) => {
                let hosts = [Some(word), object, light];
                let found = hosts
                    .into_iter()
                    .flatten()
                    .find_map(|token| self.dependent_with(token, preposition))
                    .or_else(|| self.nested_with(object, preposition));
                match found {
                    Some(found) => self.owners(&self.resolve(found), false),
                    None => Vec::new(),
                }
            }
        }
    }

    /// "a series of attacks on the town", "a package of aid for the town": one level further down.
    fn nested_with(&self, object: Option<TokenId>, preposition: &str) -> Option<TokenId> {
        self.syntax
            .children(object?)
            .iter()
            .filter(|&&child| {
                matches!(
                    self.syntax.word(child).relation,
                    Relation::Nmod | Relation::Conj | Relation::Acl
                )
            })
            .find_map(|&child| self.dependent_with(child, preposition))
    }

    fn adjective_subjects(&self, adjective: TokenId) -> Vec<TokenId> {
        let own = self.syntax.children_by(adjective, Relation::Nsubj).last();
        match (
            own,
            self.syntax.word(adjective).relation,
            self.syntax.head(adjective),
        ) {
            (Some(subject), _, _) => self.resolve(subject),
            (None, Relation::Xcomp, Some(head)) => self.controller(head, MAX_DEPTH),
            (None, Relation::Conj, Some(head)) => self.clause_subjects(head, MAX_DEPTH),
            _ => Vec::new(),
        }
    }

    fn indirect_objects(&self, verb: TokenId, object: Option<TokenId>) -> Vec<TokenId> {
        if let Some(indirect) = self.syntax.child(verb, Relation::Iobj) {
            return self.resolve(indirect);
        }
        // "the villagers were given food": the subject of the passive receives.
        let subject = self
            .syntax
            .children_by(verb, Relation::Nsubj)
            .find(|&child| self.syntax.word(child).subtype == Subtype::Pass);
        match (subject, object) {
            (Some(subject), Some(object)) if self.referent(subject) != object => {
                self.resolve(subject)
            }
            _ => Vec::new(),
        }
    }

    /// Those in the complement clause: its own subject, else whom its act is directed at.
    fn clause_participants(&self, word: TokenId) -> Vec<TokenId> {
        let actors = self.subjects(word);
        let clause = self.syntax.children(word).iter().copied().find(|&child| {
            matches!(
                self.syntax.word(child).relation,
                Relation::Xcomp | Relation::Ccomp | Relation::Advcl
            ) && (self.syntax.word(child).upos == Upos::Verb
                || self.syntax.child(child, Relation::Nsubj).is_some())
        });
        let Some(clause) = clause else {
            return Vec::new();
        };
        let own = self.syntax.children_by(clause, Relation::Nsubj).next();
        if let Some(own) = own {
            let named: Vec<TokenId> = self
                .resolve(own)
                .into_iter()
                .filter(|&token| {
                    self.syntax.word(token).upos != Upos::Pron && !self.same(&actors, token)
                })
                .collect();
            if !named.is_empty() {
                return self.owners(&named, false);
            }
        }
        self.clause_targets(clause, 3)
            .into_iter()
            .filter(|token| !self.same(&actors, *token))
            .collect()
    }

    /// Whom the act of a clause is directed at: actors first, then things.
    fn clause_targets(&self, clause: TokenId, depth: usize) -> Vec<TokenId> {
        let mut found = self.indirect_objects(clause, self.syntax.child(clause, Relation::Obj));
        let objects = self.objects(clause);
        for preposition in [
            "to", "with", "against", "on", "for", "from", "in", "of", "into", "between",
        ] {
            let hosts = std::iter::once(clause).chain(objects.iter().copied());
            for host in hosts {
                if !found.is_empty() {
                    break;
                }
                let target = self
                    .dependent_with(host, preposition)
                    .filter(|&target| self.is_actor(target));
                if let Some(target) = target {
                    found = self.resolve(target);
                }
            }
        }
        let owners = self.owners(&objects, false);
        if owners.iter().any(|&token| self.is_actor(token)) || found.is_empty() {
            found = owners;
        }
        if found.is_empty() && depth > 0 {
            let inner = self.syntax.children(clause).iter().copied().find(|&child| {
                matches!(
                    self.syntax.word(child).relation,
                    Relation::Xcomp | Relation::Ccomp
                ) && self.syntax.word(child).upos == Upos::Verb
            });
            if let Some(inner) = inner {
                return self.clause_targets(inner, depth - 1);
            }
        }
        found
    }

    /// Whether `token` refers to one of `others`.
    pub(super) fn same(&self, others: &[TokenId], token: TokenId) -> bool {
        others.iter().any(|&other| {
            other == token
                || match (self.mentions[other.index()], self.mentions[token.index()]) {
                    (Some(one), Some(two)) => {
                        self.entities.mention(one).entity == self.entities.mention(two).entity
                    }
                    _ => false,
                }
        })
    }

    /// Someone who acts stays; of a thing ("the union's decision", "relations with the bank") those
    /// it belongs to or concerns are taken, and where there are none the thing itself, unless it is
    /// the noun the entry asks for.
    fn owners(&self, tokens: &[TokenId], is_asked_for: bool) -> Vec<TokenId> {
        let mut found = Vec::new();
        for &token in tokens {
            if !is_asked_for && (self.is_actor(token) || self.is_place(token)) {
                found.push(token);
                continue;
            }
            let owners = self.owner(token, 2);
            if owners.is_empty() && (!is_asked_for || self.is_tangible(token)) {
                found.push(token);
            }
            found.extend(owners);
        }
        found.dedup();
        found
    }

    /// Whether `token` is something that can be held in hands, or someone.
    fn is_tangible(&self, token: TokenId) -> bool {
        if let Some(kind) = self.kind(token) {
            return !matches!(kind, Kind::Event | Kind::Other);
        }
        let lemma = self.lemma(token);
        ["goods", "captive", "stolen", "force", "diplomat"]
            .iter()
            .any(|class| self.lexicon.is_in(class, lemma))
    }

    /// "The agency's report accused the bank": those whose report it is.
    pub(super) fn authors(&self, tokens: &[TokenId]) -> Vec<TokenId> {
        let mut found = Vec::new();
        for &token in tokens {
            let lemma = self.lemma(token);
            let owners = if self.lexicon.is_in("document", lemma) && !self.is_actor(token) {
                self.owner(token, 1)
            } else {
                Vec::new()
            };
            if owners.is_empty() {
                found.push(token);
            }
            found.extend(owners);
        }
        found
    }

    /// Those whom a thing belongs to or concerns, `depth` steps down at most.
    pub(super) fn owner(&self, thing: TokenId, depth: usize) -> Vec<TokenId> {
        if depth == 0 {
            return Vec::new();
        }
        let possessor = self
            .possessor(thing)
            .filter(|&possessor| self.is_actor(possessor) || self.is_place(possessor));
        if let Some(possessor) = possessor {
            return self.resolve(possessor);
        }
        let modifiers = self.actor_modifiers(thing);
        if !modifiers.is_empty() {
            return modifiers;
        }
        for preposition in [
            "by", "of", "against", "from", "with", "between", "on", "to", "for", "in",
        ] {
            let Some(dependent) = self.dependent_with(thing, preposition) else {
                continue;
            };
            if self.is_actor(dependent) {
                return self.resolve(dependent);
            }
            let deeper = self.owner(dependent, depth - 1);
            if !deeper.is_empty() {
                return deeper;
            }
        }
        Vec::new()
    }

    /// The source of the attribution that `word` stands in.
    fn speaker(&self, word: TokenId) -> Vec<TokenId> {
        let attribution = attributions::innermost(self.attributions, self.text.span(word));
        let source = attribution.map(|id| self.attributions[id.0 as usize].source);
        let mention = source.and_then(|source| source.mention());
        match mention {
            Some(mention) => vec![self.entities.mention(mention).head],
            None => Vec::new(),
        }
    }

    /// Whether one of `tests` holds for `token`.
    pub(super) fn passes(&self, tests: &[ObjectTest], token: TokenId) -> bool {
        tests.iter().any(|test| match test {
            ObjectTest::Lemma(lemma) => self.lemma(token) == lemma,
            ObjectTest::Class(class) => self.lexicon.is_in(class, self.lemma(token)),
            ObjectTest::Kind(kind) => self.is_kind(*kind, token),
        })
    }

    fn is_kind(&self, wanted: ObjectKind, token: TokenId) -> bool {
        let kind = self.kind(token);
        match wanted {
            ObjectKind::Actor => self.is_actor(token),
            ObjectKind::Person => match kind {
                Some(kind) => kind == Kind::Person,
                None => self.is_actor(token) && self.syntax.word(token).upos == Upos::Pron,
            },
            ObjectKind::Organization => matches!(
                kind,
                Some(Kind::Organization | Kind::ArmedGroup | Kind::Government | Kind::Country)
            ),
            ObjectKind::Armed => kind == Some(Kind::ArmedGroup),
            ObjectKind::Place => self.is_place(token),
            ObjectKind::Target => match kind {
                Some(Kind::Event | Kind::Other) => false,
                Some(_) => true,
                None => {
                    self.lexicon.is_in("force", self.lemma(token))
                        || self.lexicon.is_in("goods", self.lemma(token))
                }
            },
            ObjectKind::Thing => !self.is_actor(token),
            ObjectKind::Reflexive => self.syntax.word(token).feat("Reflex") == Some("Yes"),
        }
    }
}
