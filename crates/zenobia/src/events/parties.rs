//! Who takes part in an act: what grammar and frames say and what the classifier finds, weighed against each other.
//!
//! The weights (`models/events/parties.tsv`) are learnt from sentences whose events are marked.

use crate::{
    attributions,
    entities::Kind,
    events::{
        EventType,
        drafts::Draft,
        grammar::Grammar,
        lexicon::Part,
        paths,
        phrases::{chosen, phrase_head},
    },
    syntax::Upos,
    tokens::TokenId,
    weights::{self, Give, grade, rough_grade},
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

/// Those who may take part in an act, and what speaks for each.
pub(super) struct Parties<'g, 'a> {
    grammar: &'g Grammar<'a>,
    draft: &'g Draft<'a>,
    pub(super) candidates: Vec<Candidate<'a>>,
    // Who says what the act is told in: who reports a killing has no part in it.
    speaker: Option<TokenId>,
}

/// Who may take part.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) token: TokenId,
    // How likely the classifier finds it on each side.
    likely: [f32; 2],
    // Whether the entry's frame, or grammar where there is no entry, has it on each side.
    framed: [bool; 2],
    // How likely it takes part, on each side, in another act of the same type in the sentence.
    elsewhere: [f32; 2],
    kind: &'static str,
    path: String,
    case: &'a str,
}

// Who takes part in another act as likely as this may take part in this one.
const ELSEWHERE: f32 = 0.3;
// One who acts and is as likely as this to be the other side is on both.
const LIKELY_BOTH: f32 = 0.5;
// So likely is counted who stands in the frame of another act, whatever the classifier says.
const FRAMED_ELSEWHERE: f32 = 0.3;

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
    let own: Vec<Vec<Candidate<'a>>> = all.iter().map(|one| one.candidates.clone()).collect();
    for (index, parties) in all.iter_mut().enumerate() {
        let own_predicate = parties.draft.matched.predicate;
        // Two verbs tell two acts, each with its own people: "killed twelve after they took the city".
        let others = (0..drafts.len()).filter(|&other| {
            let predicate = drafts[other].matched.predicate;
            let has_noun = own_predicate.part == Part::Noun || predicate.part == Part::Noun;
            other != index && predicate.event_type == own_predicate.event_type && has_noun
        });
        for one in others.flat_map(|other| &own[other]) {
            parties.notice(one);
        }
    }
    all
}

impl<'g, 'a> Parties<'g, 'a> {
    fn of(grammar: &'g Grammar<'a>, draft: &'g Draft<'a>) -> Parties<'g, 'a> {
        let trigger = grammar.text.span(draft.matched.word);
        let speaker = attributions::innermost(grammar.attributions, trigger)
            .and_then(|id| grammar.attributions[id.0 as usize].source.mention())
            .map(|mention| grammar.entities.mention(mention).head);
        let mut parties = Parties {
            grammar,
            draft,
            candidates: Vec::new(),
            speaker,
        };
        for &token in draft.actors.iter().chain(&draft.recipients) {
            let at = parties.at(token);
            let framed = &mut parties.candidates[at].framed;
            framed[0] |= draft.actors.contains(&token);
            framed[1] |= draft.recipients.contains(&token);
        }
        for role in grammar.learned.roles(&draft.matched.told_by) {
            let phrase = parties.phrase(role.token);
            if !draft.matched.has_word(phrase) {
                parties.add(phrase, [role.actor, role.recipient]);
            }
        }
        parties
    }

    /// Takes notice of who takes part in another act of the same type.
    fn notice(&mut self, one: &Candidate<'a>) {
        let likely = [0, 1].map(|side| {
            let by_frame = if one.framed[side] {
                FRAMED_ELSEWHERE
            } else {
                0.0
            };
            one.likely[side].max(by_frame)
        });
        if likely[0].max(likely[1]) < ELSEWHERE || self.draft.matched.has_word(one.token) {
            return;
        }
        let at = self.at(one.token);
        for (side, likely) in likely.into_iter().enumerate() {
            let elsewhere = &mut self.candidates[at].elsewhere[side];
            *elsewhere = elsewhere.max(likely);
        }
    }

    /// The classifier finds the phrase that `phrase` heads likely to take part. "President Trump": the frame may name it by
    /// one word and the classifier by the other.
    fn add(&mut self, phrase: TokenId, likely: [f32; 2]) {
        let mut known: Vec<usize> = (0..self.candidates.len())
            .filter(|&at| {
                let token = self.candidates[at].token;
                token == phrase || self.phrase(token) == phrase
            })
            .collect();
        if known.is_empty() {
            known.push(self.at(phrase));
        }
        for at in known {
            let most = &mut self.candidates[at].likely;
            *most = [most[0].max(likely[0]), most[1].max(likely[1])];
        }
    }

    /// Where the candidate with this head stands, which comes new if there is none.
    fn at(&mut self, token: TokenId) -> usize {
        let known = self.candidates.iter().position(|one| one.token == token);
        known.unwrap_or_else(|| {
            let grammar = self.grammar;
            self.candidates.push(Candidate {
                token,
                likely: [0.0; 2],
                framed: [false; 2],
                elsewhere: [0.0; 2],
                kind: kind(grammar, token),
                path: paths::between(grammar.syntax, self.draft.matched.word, token),
                case: paths::preposition(grammar.syntax, token).unwrap_or("none"),
            });
            self.candidates.len() - 1
        })
    }

    /// The word that stands for the phrase of `token`.
    fn phrase(&self, token: TokenId) -> TokenId {
        let tells = |token: TokenId| self.draft.matched.has_word(token);
        self.grammar
            .referent(phrase_head(self.grammar, token, &tells))
    }

    /// Those whom the weights find on each side.
    pub(super) fn weighed(&self) -> Weighed {
        let grammar = self.grammar;
        let weights = &grammar.lexicon.weights.parties;
        let scored = Side::ALL.map(|side| -> Vec<(TokenId, f32)> {
            let score = |one| weights.sum(|give| self.features(one, side, give));
            let candidates = self.candidates.iter();
            candidates.map(|one| (one.token, score(one))).collect()
        });
        // A side is as sure as the least sure decision on it.
        let support = [0, 1].map(|side| {
            let scores = scored[side].iter().map(|(_, score)| *score);
            weights::likelihood(scores.map(f32::abs).fold(f32::INFINITY, f32::min))
        });
        let score_of = |side: usize, token: TokenId| {
            let mut scores = scored[side].iter();
            let found = scores.find(|(other, _)| *other == token);
            found.map_or(f32::NEG_INFINITY, |(_, score)| *score)
        };
        let [mut actors, mut recipients] = [0, 1].map(|side| chosen(grammar, scored[side].clone()));
        // "Lavrov met his counterpart Lavrov" stays as it is written.
        let is_one = |one: TokenId, other: TokenId| {
            let is_pronoun = |token| grammar.syntax.word(token).upos == Upos::Pron;
            one == other || (is_pronoun(one) || is_pronoun(other)) && grammar.same(&[one], other)
        };
        let both: Vec<TokenId> = actors
            .iter()
            .copied()
            .filter(|&token| recipients.iter().any(|&other| is_one(token, other)))
            .collect();
        if both.len() > 1 {
            // Those who do it to each other are on both sides.
            recipients.retain(|&token| !is_one(both[0], token));
            actors.retain(|token| !both[1..].contains(token));
        } else if let &[one] = &both[..] {
            if score_of(0, one) >= score_of(1, one) {
                recipients.retain(|&token| !is_one(one, token));
            } else {
                actors.retain(|token| *token != one);
            }
        }
        if recipients.is_empty() && actors.len() > 1 {
            recipients = actors.split_off(1);
            recipients.retain(|&token| {
                let stays = !self.is_other_side(token);
                if stays {
                    actors.push(token);
                }
                !stays
            });
        }
        let found = self.candidates.iter().flat_map(|one| {
            Side::ALL.map(|side| Found {
                token: one.token,
                side,
                by_frame: one.framed[side as usize],
                likelihood: one.likely[side as usize],
                elsewhere: one.elsewhere[side as usize],
            })
        });
        Weighed {
            found: found.collect(),
            sides: [actors, recipients],
            support,
        }
    }

    /// Whether one of several who act, where nobody else is there to whom it is done, is the other side: "Moscow hosted
    /// Kerry", "France and Chad agreed".
    fn is_other_side(&self, token: TokenId) -> bool {
        let predicate = self.draft.matched.predicate;
        let mut candidates = self.candidates.iter();
        let is_likely = candidates
            .any(|one| one.token == token && (one.framed[1] || one.likely[1] > LIKELY_BOTH));
        predicate.frame.reciprocal || predicate.event_type == EventType::Consult || is_likely
    }

    /// What speaks for and against a candidate on a side.
    pub(super) fn features(&self, one: &Candidate<'a>, side: Side, give: &mut Give<'_>) {
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
        let together = if predicate.frame.reciprocal {
            "reciprocal"
        } else {
            "directed"
        };
        let speaks = if self.speaker == Some(one.token) {
            "speaks"
        } else {
            "silent"
        };
        let (kind, path, case) = (one.kind, one.path.as_str(), one.case);
        let told_as = predicate.told_as();
        let event_type = predicate.event_type.label();
        let rank = self.rank(one, own);
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
        give("path", &[s, path]);
        give("path.likely", &[s, path, roughly]);
        give("path.frame", &[s, path, frame]);
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
    fn rank(&self, one: &Candidate<'a>, side: usize) -> &'static str {
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
}

/// What kind of thing a candidate is.
fn kind(grammar: &Grammar<'_>, token: TokenId) -> &'static str {
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

/// Those who take part on each side, in text order, how sure that is, and who found them.
pub(super) struct Weighed {
    pub(super) sides: [Vec<TokenId>; 2],
    pub(super) support: [f32; 2],
    pub(super) found: Vec<Found>,
}

/// By whom somebody was found to take part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) token: TokenId,
    pub(super) side: Side,
    /// The entry's frame, or grammar where there is no entry.
    pub(super) by_frame: bool,
    /// How likely the classifier finds it.
    pub(super) likelihood: f32,
    /// How likely it takes part in another act of the same type in the sentence.
    pub(super) elsewhere: f32,
}
