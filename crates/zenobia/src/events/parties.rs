//! Who takes part in an act: what grammar and frames say and what the classifier finds, weighed against each other.
//!
//! The weights (`models/events/parties.tsv`) are learnt from sentences whose events are marked.

use crate::{
    attributions,
    events::{
        drafts::Draft,
        grammar::Grammar,
        learned::{grade, rough_grade},
        lexicon::{Part, Predicate},
    },
    syntax::{Relation, Upos},
    tokens::TokenId,
    weights::Give,
};

/// The two sides of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
}

impl Side {
    /// Both.
    pub const ALL: [Side; 2] = [Side::Actor, Side::Recipient];

    /// Its name in files.
    pub fn label(self) -> &'static str {
        match self {
            Side::Actor => "actor",
            Side::Recipient => "recipient",
        }
    }

    fn other(self) -> Side {
        match self {
            Side::Actor => Side::Recipient,
            Side::Recipient => Side::Actor,
        }
    }
}

// Of the way from the word that tells an act to who takes part; a longer one tells nothing.
const LONGEST_PATH: usize = 6;

/// Those who may take part in an act, and what speaks for each.
pub(super) struct Parties<'g, 'a> {
    grammar: &'g Grammar<'a>,
    draft: &'g Draft<'a>,
    pub(super) candidates: Vec<Candidate>,
}

/// Who may take part.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) token: TokenId,
    // How likely the classifier finds it on each side.
    likely: [f32; 2],
    // Whether the entry's frame, or grammar where there is no entry, has it on each side.
    framed: [bool; 2],
    // How likely the classifier finds it on each side of another act of the same type in the sentence, at most.
    elsewhere: [f32; 2],
}

// Who takes part in another act as likely as this may take part in this one.
const ELSEWHERE: f32 = 0.3;

/// Of each draft of a sentence those whom its frame names, those whom the classifier does, and those whom either names
/// with another act of the same type: "in the strikes by the army twelve were killed".
pub(super) fn of_sentence<'g, 'a>(
    grammar: &'g Grammar<'a>,
    drafts: &'g [Draft<'a>],
) -> Vec<Parties<'g, 'a>> {
    let mut all: Vec<Parties<'g, 'a>> = drafts
        .iter()
        .map(|draft| Parties::of(grammar, draft))
        .collect();
    let own: Vec<Vec<Candidate>> = all.iter().map(|one| one.candidates.clone()).collect();
    for (index, parties) in all.iter_mut().enumerate() {
        let event_type = parties.draft.matched.predicate.event_type;
        let others = (0..drafts.len()).filter(|&other| {
            other != index && drafts[other].matched.predicate.event_type == event_type
        });
        for one in others.flat_map(|other| &own[other]) {
            parties.notice(one);
        }
    }
    all
}

impl<'g, 'a> Parties<'g, 'a> {
    fn of(grammar: &'g Grammar<'a>, draft: &'g Draft<'a>) -> Parties<'g, 'a> {
        let told_by = &draft.matched.told_by;
        let tells = |token: TokenId| draft.matched.has_word(token);
        let named: Vec<(TokenId, [f32; 2])> = grammar
            .learned
            .roles(told_by)
            .map(|role| {
                let head = phrase_head(grammar, role.token, &tells);
                (grammar.referent(head), [role.actor, role.recipient])
            })
            .filter(|(token, _)| !tells(*token))
            .collect();
        let framed: Vec<TokenId> = draft
            .actors
            .iter()
            .chain(&draft.recipients)
            .copied()
            .collect();
        let phrase = |token: TokenId| grammar.referent(phrase_head(grammar, token, &tells));
        let mut tokens = framed.clone();
        tokens.extend(
            named
                .iter()
                .map(|(token, _)| *token)
                // "President Trump": the frame may name it by one word and the classifier by the other.
                .filter(|token| !framed.iter().any(|&other| phrase(other) == *token)),
        );
        tokens.sort();
        tokens.dedup();
        let candidates = tokens
            .into_iter()
            .map(|token| Candidate {
                token,
                likely: named
                    .iter()
                    .filter(|(other, _)| *other == token || *other == phrase(token))
                    .fold([0.0_f32; 2], |most, (_, likely)| {
                        [most[0].max(likely[0]), most[1].max(likely[1])]
                    }),
                framed: [
                    draft.actors.contains(&token),
                    draft.recipients.contains(&token),
                ],
                elsewhere: [0.0; 2],
            })
            .collect();
        Parties {
            grammar,
            draft,
            candidates,
        }
    }

    /// Takes notice of who takes part in another act of the same type.
    fn notice(&mut self, one: &Candidate) {
        let likely = [0, 1].map(|side| {
            let by_frame = if one.framed[side] { ELSEWHERE } else { 0.0 };
            one.likely[side].max(by_frame)
        });
        if likely[0].max(likely[1]) < ELSEWHERE || self.draft.matched.has_word(one.token) {
            return;
        }
        let known = self
            .candidates
            .iter()
            .position(|other| other.token == one.token);
        let known = known.unwrap_or_else(|| {
            self.candidates.push(Candidate {
                likely: [0.0; 2],
                framed: [false; 2],
                ..one.clone()
            });
            self.candidates.len() - 1
        });
        for (side, likely) in likely.into_iter().enumerate() {
            let elsewhere = &mut self.candidates[known].elsewhere[side];
            *elsewhere = elsewhere.max(likely);
        }
    }

    /// Those whom the weights find on each side.
    pub(super) fn weighed(&self) -> Weighed {
        let weights = &self.grammar.lexicon.parties;
        let scored = Side::ALL.map(|side| -> Vec<(TokenId, f32)> {
            let score = |one| weights.sum(|give| self.features(one, side, give));
            let candidates = self.candidates.iter();
            candidates.map(|one| (one.token, score(one))).collect()
        });
        let support = [0, 1].map(|side| {
            let scores = scored[side].iter().map(|(_, score)| *score);
            // As sure as the least sure decision.
            let nearest = scores.map(f32::abs).fold(f32::INFINITY, f32::min);
            1.0 / (1.0 + (-nearest).exp())
        });
        let [mut actors, mut recipients] =
            scored.map(|side| chosen(self.grammar, side));
        // Those who do it to each other are on both sides.
        let both: Vec<TokenId> = actors
            .iter()
            .copied()
            .filter(|token| recipients.contains(token))
            .collect();
        if both.len() > 1 {
            recipients.retain(|token| *token != both[0]);
            actors.retain(|token| !both[1..].contains(token));
        } else {
            recipients.retain(|token| !both.contains(token));
        }
        Weighed {
            sides: [actors, recipients],
            support,
        }
    }

    /// What speaks for and against a candidate on a side.
    pub(super) fn features(&self, one: &Candidate, side: Side, give: &mut Give<'_>) {
        let predicate = self.draft.matched.predicate;
        let s = side.label();
        let (own, other) = (side as usize, side.other() as usize);
        let likely = grade(one.likely[own]);
        let roughly = rough_grade(one.likely[own]);
        let other_side = rough_grade(one.likely[other]);
        let elsewhere = rough_grade(one.elsewhere[own]);
        let other_side_elsewhere = rough_grade(one.elsewhere[other]);
        let frame = match (one.framed[own], one.framed[other]) {
            (true, _) => "own",
            (false, true) => "other",
            (false, false) => "none",
        };
        let filled = match self.draft.side(side) {
            [] => "empty",
            _ => "filled",
        };
        let told_as = told_as(predicate);
        let kind = self.kind(one.token);
        let path = self.path(one.token);
        let event_type = predicate.event_type.label();
        let together = if predicate.frame.reciprocal { "reciprocal" } else { "directed" };
        let rank = self.rank(one, own);
        let case = self.case(one.token);
        let speaks = if self.speaks(one.token) { "speaks" } else { "silent" };
        give("bias", &[s, told_as]);
        give("likely", &[s, likely]);
        give("likely.frame", &[s, likely, frame, told_as]);
        give("likely.other", &[s, roughly, other_side]);
        give("likely.filled", &[s, roughly, frame, filled]);
        give("frame", &[s, frame, filled, together]);
        give("kind", &[s, kind]);
        give("kind.likely", &[s, kind, roughly]);
        give("kind.frame", &[s, kind, frame]);
        give("kind.type", &[s, kind, event_type]);
        give("path", &[s, &path]);
        give("path.likely", &[s, &path, roughly]);
        give("path.frame", &[s, &path, frame]);
        give("type", &[s, event_type, frame]);
        give("type.likely", &[s, event_type, roughly]);
        give("type.other", &[s, event_type, other_side]);
        give("rank", &[s, rank, roughly]);
        give("elsewhere", &[s, elsewhere, roughly]);
        give("elsewhere.frame", &[s, elsewhere, frame, filled, told_as]);
        give("elsewhere.other", &[s, elsewhere, other_side_elsewhere]);
        give("case", &[s, case, roughly]);
        give("case.kind", &[s, case, kind]);
        give("speaks", &[s, speaks, roughly, frame]);
    }

    /// Whether the classifier finds others likelier on the side.
    fn rank(&self, one: &Candidate, side: usize) -> &'static str {
        let likelier = self
            .candidates
            .iter()
            .filter(|other| other.token != one.token && other.likely[side] > one.likely[side])
            .map(|other| other.likely[side])
            .fold(0.0, f32::max);
        match likelier {
            0.0 => "first",
            much if much > 0.5 && one.likely[side] < 0.5 * much => "far behind",
            _ => "behind",
        }
    }

    /// What kind of thing a candidate is.
    fn kind(&self, token: TokenId) -> &'static str {
        use crate::entities::Kind;
        let grammar = self.grammar;
        let word = grammar.syntax.word(token);
        match grammar.kind(token) {
            _ if word.upos == Upos::Pron => "pronoun",
            Some(Kind::Person) => "person",
            Some(Kind::Organization) => "organization",
            Some(Kind::ArmedGroup) => "armed group",
            Some(Kind::Government) => "government",
            Some(Kind::Country) => "country",
            Some(Kind::Nationality) => "nationality",
            Some(Kind::Place) => "place",
            Some(Kind::Facility) => "facility",
            Some(Kind::Weapon | Kind::Vehicle) => "weapon",
            Some(Kind::Event | Kind::Other) => "other",
            None if grammar.is_time(token) => "time",
            None if grammar.is_actor(token) => "actor",
            None if word.upos == Upos::Verb => "verb",
            None => "thing",
        }
    }

    /// The way through the tree from the word that tells the act: up to what both stand under, then down.
    fn path(&self, token: TokenId) -> String {
        let syntax = self.grammar.syntax;
        let above: Vec<TokenId> = std::iter::once(self.draft.matched.word)
            .chain(syntax.ancestors(self.draft.matched.word))
            .collect();
        let mut down = Vec::new();
        let mut at = token;
        let up = loop {
            if let Some(steps) = above.iter().position(|&other| other == at) {
                break steps;
            }
            down.push(at);
            match syntax.head(at) {
                Some(head) => at = head,
                None => return "none".to_owned(),
            }
        };
        if up + down.len() > LONGEST_PATH {
            return "far".to_owned();
        }
        let ups = above[..up].iter().map(|&step| format!("<{}", self.relation(step)));
        let downs = down.iter().rev().map(|&step| format!(">{}", self.relation(step)));
        ups.chain(downs).collect()
    }

    /// A word's relation, with its preposition.
    fn relation(&self, token: TokenId) -> String {
        let word = self.grammar.syntax.word(token);
        let mut relation = word.deprel();
        if matches!(word.relation, Relation::Obl | Relation::Nmod | Relation::Acl | Relation::Advcl) {
            if let Some(case) = self.preposition(token) {
                relation.push('=');
                relation.push_str(case);
            }
        }
        relation
    }

    fn preposition(&self, token: TokenId) -> Option<&'a str> {
        let syntax = self.grammar.syntax;
        syntax
            .child(token, Relation::Case)
            .or_else(|| syntax.child(token, Relation::Mark))
            .map(|case| syntax.word(case).lemma.as_str())
    }

    fn case(&self, token: TokenId) -> &'a str {
        self.preposition(token).unwrap_or("none")
    }

    /// Whether a candidate says what the act is told in: who reports a killing has no part in it.
    fn speaks(&self, token: TokenId) -> bool {
        let grammar = self.grammar;
        let trigger = grammar.text.span(self.draft.matched.word);
        attributions::innermost(grammar.attributions, trigger)
            .and_then(|id| grammar.attributions[id.0 as usize].source.mention())
            .is_some_and(|mention| grammar.entities.mention(mention).head == token)
    }
}

/// By what an act is told: a verb, a noun or an adjective, of the lexicon or not.
pub(super) fn told_as(predicate: &Predicate) -> &'static str {
    match (predicate.part, predicate.is_learned()) {
        (Part::Verb, true) => "verb",
        (Part::Noun, true) => "noun",
        (Part::Adjective, true) => "adjective",
        (Part::Verb, false) => "verb-entry",
        (Part::Noun, false) => "noun-entry",
        (Part::Adjective, false) => "adjective-entry",
    }
}

/// Those who take part on each side, in text order, and how sure that is.
pub(super) struct Weighed {
    pub(super) sides: [Vec<TokenId>; 2],
    pub(super) support: [f32; 2],
}

/// Those phrases that are likely at all, and of those that lie in one another or name the same the likelier, in text order.
fn chosen(grammar: &Grammar<'_>, mut phrases: Vec<(TokenId, f32)>) -> Vec<TokenId> {
    phrases.retain(|(_, score)| *score > 0.0);
    phrases.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let mut found: Vec<TokenId> = Vec::new();
    for (token, _) in phrases {
        let is_hidden = found.iter().any(|&other| {
            is_part_of(grammar, token, other)
                || is_part_of(grammar, other, token)
                || grammar.same(&[other], token)
        });
        if !is_hidden {
            found.push(token);
        }
    }
    found.sort();
    found
}

/// Whether `inner` lies in the phrase of `outer`, and is not coordinated with it.
fn is_part_of(grammar: &Grammar<'_>, inner: TokenId, outer: TokenId) -> bool {
    let mut token = inner;
    while let Some(head) = grammar.syntax.head(token) {
        if grammar.syntax.word(token).relation == Relation::Conj {
            return false;
        }
        if head == outer {
            return true;
        }
        token = head;
    }
    false
}

/// The head of the name or phrase that `token` is a word of: "Trump" of "President"; never a word that tells the act.
fn phrase_head(grammar: &Grammar<'_>, token: TokenId, tells: &impl Fn(TokenId) -> bool) -> TokenId {
    let mut token = token;
    loop {
        let word = grammar.syntax.word(token);
        let climbs = matches!(
            word.relation,
            Relation::Compound
                | Relation::Flat
                | Relation::Nummod
                | Relation::Det
                | Relation::Case
                | Relation::Fixed
        ) || word.relation == Relation::Amod
            && grammar.mentions[token.index()].is_none();
        match grammar.syntax.head(token).filter(|&head| climbs && !tells(head)) {
            Some(head) => token = head,
            None => return token,
        }
    }
}
