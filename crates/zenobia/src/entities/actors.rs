//! Actor codes by composition: "a Syrian military source" is Syria and its military.

use super::{
    ActorCode, Form, Kind,
    lexicon::{AgentClass, Gender, Sense},
    mentions::{Draft, Page},
    names,
    phrases::Phrase,
};
use crate::{
    syntax::{Relation, Upos},
    tokens::TokenId,
};

/// After a country's name: somebody else acts, with that country's help or in its land.
const NOT_BY_WHOM_IS_NAMED: &[&str] = &[
    "backed",
    "supported",
    "allied",
    "aligned",
    "funded",
    "financed",
    "trained",
    "armed",
    "sponsored",
    "supplied",
    "made",
    "built",
    "held",
    "controlled",
    "occupied",
    "administered",
    "run",
    "born",
    "speaking",
    "educated",
    "brokered",
    "mediated",
    "listed",
    "facing",
    "dominated",
    "majority",
    "style",
    "era",
    "bound",
    "linked",
    "affiliated",
    "inspired",
    "engineered",
    "supplied",
    "friendly",
    "leaning",
];

/// What codes are composed of.
pub(super) struct Parts<'a> {
    pub page: &'a Page<'a>,
    pub phrases: &'a [Phrase<'a>],
    pub names: &'a [Draft],
}

impl<'a> Parts<'a> {
    pub(super) fn new(page: &'a Page<'a>, phrases: &'a [Phrase<'a>], names: &'a [Draft]) -> Self {
        Parts {
            page,
            phrases,
            names,
        }
    }

    /// The names in a stretch of tokens that stand in no longer name, from right to left.
    fn names_in(&self, first: TokenId, end: TokenId) -> Vec<&'a Draft> {
        // Names stand in text order.
        let from = self.names.partition_point(|name| name.first < first);
        let mut found: Vec<&Draft> = self.names[from..]
            .iter()
            .take_while(|name| name.first < end)
            .filter(|name| name.end <= end)
            .collect();
        let all = found.clone();
        found.retain(|name| {
            !all.iter()
                .any(|other| other.contains(name.first, name.end) && length(other) > length(name))
        });
        found.sort_by_key(|name| std::cmp::Reverse(name.first));
        found
    }

    /// The phrases in a stretch of tokens that stand in no name, from right to left.
    fn phrases_in(&self, first: TokenId, end: TokenId, outside: &[&Draft]) -> Vec<&'a Phrase<'a>> {
        let from = self.phrases.partition_point(|phrase| phrase.first < first);
        let until = self.phrases.partition_point(|phrase| phrase.first < end);
        self.phrases[from..until.max(from)]
            .iter()
            .rev()
            .filter(|phrase| phrase.end <= end)
            .filter(|phrase| {
                !outside
                    .iter()
                    .any(|name| name.contains(phrase.first, phrase.end))
            })
            .collect()
    }

    /// Whether the words at these tokens say whom somebody is with or against, not who acts:
    /// "Turkish-backed", "pro-Russian", "government-held".
    fn is_set_aside(&self, first: TokenId, end: TokenId) -> bool {
        let page = self.page;
        let near = |token: u32| -> String {
            if (token as usize) < page.text.tokens.len() {
                page.lower(TokenId(token))
            } else {
                String::new()
            }
        };
        let hyphen = |token: u32| matches!(near(token).as_str(), "-" | "‐" | "‑" | "–");
        let after = if hyphen(end.0) { end.0 + 1 } else { end.0 };
        let last = near(end.0 - 1);
        let tail = last.rsplit('-').next().unwrap_or("");
        if NOT_BY_WHOM_IS_NAMED.contains(&near(after).as_str())
            || (last.contains('-') && NOT_BY_WHOM_IS_NAMED.contains(&tail))
        {
            return true;
        }
        let stance = |word: &str| matches!(word, "pro" | "anti" | "non" | "ex" | "pro-" | "anti-");
        (first.0 >= 2 && hyphen(first.0 - 1) && stance(&near(first.0 - 2)))
            || (first.0 >= 1 && stance(&near(first.0 - 1)))
    }
}

/// Whom a nominal mention acts for.
pub(super) fn code_of_phrase(
    parts: &Parts<'_>,
    first: TokenId,
    end: TokenId,
    head: TokenId,
) -> ActorCode {
    let mut code = compose(parts, first, end, head);
    add_complements(parts, head, &mut code);
    code
}

/// Whom a named mention acts for, as far as the lexicon, its own words and its titles tell.
pub(super) fn code_of_name(parts: &Parts<'_>, name: &Draft) -> ActorCode {
    let page = parts.page;
    if let Some(record) = name.record {
        let known = page.lexicon.record(record);
        let mut code = known.code_on(page.on);
        // "Supreme Court", "National Assembly": many countries have one.
        if known.sense == Sense::Body && code.country.is_none() && !known.is_listed() {
            let (first, _) = title_window(parts, name);
            code.country = compose(parts, first, name.end, name.head).country;
            add_complements(parts, name.head, &mut code);
        }
        return code;
    }
    match name.kind {
        Kind::Person => {
            let (first, _) = title_window(parts, name);
            code_of_surname(parts, name, first)
                .unwrap_or_else(|| compose(parts, first, name.first, name.head))
        }
        Kind::Organization | Kind::Government | Kind::ArmedGroup => code_of_own_words(parts, name),
        _ => ActorCode::default(),
    }
}

/// The gender that a person's title tells: "Mrs", "Queen".
pub(super) fn gender_of_title(parts: &Parts<'_>, name: &Draft) -> Option<Gender> {
    if name.kind != Kind::Person {
        return None;
    }
    let (first, _) = title_window(parts, name);
    parts
        .phrases
        .iter()
        .filter(|phrase| first <= phrase.first && phrase.end <= name.end)
        .find_map(|phrase| phrase.agent.gender)
}

/// A name that tells itself whom it stands for: "Madras High Court", "Kano State government".
fn code_of_own_words(parts: &Parts<'_>, name: &Draft) -> ActorCode {
    let nested: Vec<&Draft> = parts
        .names
        .iter()
        .filter(|inner| name.contains(inner.first, inner.end) && length(inner) < length(name))
        .collect();
    // "Shin Bet Security Service": what it opens with, the lexicon knows.
    let opening = nested.iter().find(|inner| {
        inner.first == name.first && inner.sense(parts.page.lexicon) == Some(Sense::Body)
    });
    if let Some(opening) = opening {
        return known_code(parts, opening);
    }
    let mut code = ActorCode::default();
    let (first, _) = title_window(parts, name);
    let before = compose(parts, first, name.first, name.head);
    code.country = nested
        .iter()
        .rev()
        .find_map(|inner| country_of(parts, inner))
        .or(before.country);
    // The name's own head: its last noun before "of" or "for", else its last word.
    let joint = (name.first.0..name.end.0)
        .map(TokenId)
        .find(|&token| parts.page.syntax.word(token).upos == Upos::Adp);
    let core_end = joint
        .filter(|&joint| joint > name.first)
        .unwrap_or(name.end);
    let phrases = parts.phrases_in(name.first, name.end, &[]);
    let head = phrases
        .iter()
        .find(|phrase| phrase.end <= core_end)
        .or(phrases.first());
    if let Some(head) = head {
        code.sectors = head.agent.sectors.clone();
        code.leading = leading(&[head]);
        if head.agent.weak || head.agent.sectors.is_empty() {
            let others: Vec<String> = phrases
                .iter()
                .filter(|phrase| phrase.first != head.first)
                .flat_map(|phrase| phrase.agent.sectors.iter().cloned())
                .collect();
            if !others.is_empty() {
                code.sectors = others;
            }
        }
        code.sectors.dedup();
    }
    code
}

/// The titles before a name: from which token on, and whether there are any.
fn title_window(parts: &Parts<'_>, name: &Draft) -> (TokenId, bool) {
    let page = parts.page;
    let sentence = page.text.sentence_of(name.first);
    let mut first = name.first;
    // Of "UN envoy Stellan Mistra" the common noun may be the head.
    let above = page.syntax.head(name.head).filter(|&above| {
        let relation = page.syntax.word(name.head).relation;
        above < name.first
            && matches!(
                relation,
                Relation::Appos | Relation::Flat | Relation::Compound | Relation::Nmod
            )
    });
    let top = above.unwrap_or(name.head);
    let belongs = |token: TokenId| {
        page.syntax.is_within(token, top) || page.syntax.is_within(name.head, token)
    };
    while first > sentence.first && name.first.0 - first.0 < 10 {
        let before = TokenId(first.0 - 1);
        let word = page.syntax.word(before);
        let after = parts
            .phrases
            .partition_point(|phrase| phrase.first <= before);
        let in_phrase = parts.phrases[..after]
            .last()
            .is_some_and(|phrase| phrase.covers(before) && phrase.end <= name.first);
        let titles = match word.upos {
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Part | Upos::X => true,
            Upos::Adp | Upos::Verb => in_phrase,
            Upos::Punct => {
                in_phrase || matches!(page.form(before), "-" | "‐" | "‑" | "–" | "." | "'" | "’")
            }
            _ => false,
        };
        let earlier = parts.names.partition_point(|other| other.first <= before);
        let other_person = parts.names[..earlier]
            .iter()
            .rev()
            .take(4)
            .any(|other| other.kind == Kind::Person && before < other.end);
        // "Syria's President Assad" is Syria's; "Assad's envoy Mekdad" is Assad's.
        if !titles || (other_person && !followed_by_possessive(page, before)) || !belongs(before) {
            break;
        }
        first = before;
    }
    (first, first < name.first)
}

fn followed_by_possessive(page: &Page<'_>, token: TokenId) -> bool {
    let next = TokenId(token.0 + 1);
    next.index() < page.text.tokens.len() && page.syntax.word(next).upos == Upos::Part
}

/// A leader known by a surname and the title before it: "Prime Minister May".
fn code_of_surname(parts: &Parts<'_>, name: &Draft, titles: TokenId) -> Option<ActorCode> {
    let page = parts.page;
    if titles == name.first {
        return None;
    }
    let key = names::key_of(page.span(name.first, name.end).text(&page.article.text));
    if key.contains(' ') {
        return None;
    }
    let title = names::key_of(page.span(titles, name.first).text(&page.article.text));
    let country = compose(parts, titles, name.first, name.head).country;
    let mut held = page
        .lexicon
        .with_surname(&key)
        .iter()
        .filter_map(|&record| {
            let record = page.lexicon.record(record);
            let term = record.terms.iter().rev().find(|term| {
                page.on.is_none_or(|day| term.covers(day))
                    && !term.role.is_empty()
                    && title.contains(&names::key_of(&term.role))
            })?;
            let same = country.is_none() || country == term.code.country;
            if !same {
                return None;
            }
            if record.is_listed() {
                return Some(record.code_on(page.on));
            }
            Some(term.code.clone())
        });
    let code = held.next()?;
    held.all(|other| other.country == code.country)
        .then_some(code)
}

/// The code of the words from `first` to before `end`, of which `head` (or the last phrase) acts.
fn compose(parts: &Parts<'_>, first: TokenId, end: TokenId, head: TokenId) -> ActorCode {
    let names = parts.names_in(first, end);
    let phrases = parts.phrases_in(first, end, &names);
    let acting = phrases
        .iter()
        .find(|phrase| phrase.covers(head))
        .or_else(|| {
            phrases
                .iter()
                .find(|phrase| phrase.agent.class != AgentClass::Modifier)
        });
    let mut code = ActorCode::default();
    let mut telling: Vec<String> = Vec::new();
    let mut faiths: Vec<String> = Vec::new();
    let mut body: Option<ActorCode> = None;
    for phrase in &phrases {
        let is_head = acting.is_some_and(|acting| acting.first == phrase.first);
        if !is_head && !parts.is_set_aside(phrase.first, phrase.end) {
            telling.extend(phrase.agent.sectors.iter().cloned());
        }
    }
    for name in names {
        if parts.is_set_aside(name.first, name.end) || is_second_of_two(parts.page, name, first) {
            continue;
        }
        let known = known_code(parts, name);
        match name.sense(parts.page.lexicon) {
            Some(Sense::Country | Sense::Demonym | Sense::Capital) => {
                code.country = code.country.or(known.country);
            }
            Some(Sense::People) => {
                code.country = code.country.or(known.country);
                faiths.extend(known.sectors);
            }
            Some(Sense::Body | Sense::Person) | None => {
                code.country = code.country.or(known.country.clone());
                if body.is_none() && !known.is_empty() {
                    body = Some(known);
                }
            }
        }
    }
    let former = telling.iter().any(|sector| sector == "ELI");
    telling.retain(|sector| sector != "ELI");
    match acting {
        Some(acting) => {
            let own = &acting.agent.sectors;
            if acting.agent.weak {
                if let Some(body) = &body {
                    telling.splice(0..0, body.sectors.iter().cloned());
                    code.group = body.group.clone();
                }
                let between_states = body.as_ref().is_some_and(is_of_no_country);
                // "Government forces" are forces: the government is the least telling.
                let only_government = telling.iter().all(|sector| sector == "GOV");
                code.sectors = if telling.is_empty() && between_states {
                    Vec::new()
                } else if only_government && !own.is_empty() {
                    own.clone()
                } else {
                    telling
                };
            } else {
                code.sectors = own.iter().cloned().chain(telling).collect();
            }
        }
        None => {
            code.sectors = telling;
            if let Some(body) = body {
                code.sectors.extend(body.sectors);
                code.group = body.group;
            }
        }
    }
    code.sectors.extend(faiths);
    code.leading = leading(&phrases);
    if former {
        let offices = ["GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY"];
        if code.sectors.is_empty()
            || code
                .sectors
                .iter()
                .any(|sector| offices.contains(&sector.as_str()))
        {
            code.sectors = vec!["ELI".to_owned()];
        }
    }
    without_doubles(&mut code.sectors);
    code
}

/// The sectors of phrases that stand before the country in a code.
fn leading(phrases: &[&Phrase<'_>]) -> Vec<String> {
    phrases
        .iter()
        .filter(|phrase| phrase.agent.leads)
        .flat_map(|phrase| phrase.agent.sectors.iter().cloned())
        .collect()
}

/// "Russian and Syrian warplanes": a code has one country, the one named first.
fn is_second_of_two(page: &Page<'_>, name: &Draft, first: TokenId) -> bool {
    let word = page.syntax.word(name.head);
    word.relation == Relation::Conj && word.head.is_some_and(|head| first <= head)
}

/// Adds what hangs on a noun by a preposition: "spokesman for the Taliban", "army of Syria".
fn add_complements(parts: &Parts<'_>, head: TokenId, code: &mut ActorCode) {
    let page = parts.page;
    let weak = parts
        .phrases
        .iter()
        .find(|phrase| phrase.covers(head))
        .is_none_or(|phrase| phrase.agent.weak);
    for child in page.syntax.children_by(head, Relation::Nmod) {
        if child < head {
            continue;
        }
        let joint = page.syntax.child(child, Relation::Case);
        let joint = joint.map(|token| page.lower(token)).unwrap_or_default();
        if !["of", "in", "from", "for", "at", "with"].contains(&joint.as_str()) {
            continue;
        }
        let name = parts
            .names
            .iter()
            .filter(|name| name.form == Form::Named && name.head == child)
            .max_by_key(|name| length(name));
        let known = match name {
            Some(name) => known_code(parts, name),
            None => {
                let first = page.syntax.subtree(child)[0].max(TokenId(head.0 + 1));
                let end = TokenId(child.0 + 1);
                let acts = parts.phrases.iter().any(|phrase| phrase.covers(child));
                if matches!(joint.as_str(), "of" | "for" | "from") && first < end && acts {
                    compose(parts, first, end, child)
                } else {
                    continue;
                }
            }
        };
        let sense = name.and_then(|name| name.sense(page.lexicon));
        let is_land = matches!(
            sense,
            Some(Sense::Country | Sense::Demonym | Sense::Capital)
        );
        if joint == "with" && is_land {
            continue;
        }
        if code.country.is_none() {
            code.country = known.country.clone();
        }
        let only_government = code.sectors.iter().all(|sector| sector == "GOV");
        // "the president of the Knesset" presides over a parliament.
        let presides = joint == "of" && only_government && known.sectors == ["LEG"];
        if !is_land && (weak || presides) && joint != "in" && sense != Some(Sense::Person) {
            if code.sectors.is_empty() || (only_government && !known.sectors.is_empty()) {
                code.sectors = known.sectors.clone();
            } else if only_government && is_of_no_country(&known) {
                code.sectors.clear();
            }
            code.group = code.group.take().or(known.group);
        }
    }
    without_doubles(&mut code.sectors);
}

/// What a name inside a phrase gives it.
fn known_code(parts: &Parts<'_>, name: &Draft) -> ActorCode {
    match name.record {
        Some(record) => parts.page.lexicon.record(record).code_on(parts.page.on),
        None if matches!(name.kind, Kind::Organization | Kind::Government) => {
            code_of_own_words(parts, name)
        }
        None => ActorCode::default(),
    }
}

fn country_of(parts: &Parts<'_>, name: &Draft) -> Option<String> {
    let record = name.record?;
    parts
        .page
        .lexicon
        .record(record)
        .code_on(parts.page.on)
        .country
}

fn is_of_no_country(code: &ActorCode) -> bool {
    matches!(code.country.as_deref(), Some("IGO" | "NGO" | "MNC"))
}

fn without_doubles(sectors: &mut Vec<String>) {
    let mut seen: Vec<String> = Vec::new();
    sectors.retain(|sector| {
        let fresh = !seen.contains(sector);
        if fresh {
            seen.push(sector.clone());
        }
        fresh
    });
}

fn length(name: &Draft) -> u32 {
    name.end.0 - name.first.0
}
