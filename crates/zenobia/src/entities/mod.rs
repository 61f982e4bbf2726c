//! Who and what is named: mentions, the entities they refer to, and actor codes.

mod actors;
mod coreference;
mod lexicon;
mod mentions;
mod names;
mod phrases;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use crate::encoder::Kind;
pub use lexicon::ActorLexicon;

use crate::{
    article::Article,
    encoder::Encoding,
    span::Span,
    syntax::Syntax,
    tokens::{Text, TokenId},
};

/// The sectors that a code may name: PLOVER 2.0's, and CAMEO's faiths.
pub const SECTORS: &[&str] = &[
    "GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "LEG", "SPY", "PRM", "UAF", "PRE", "CRM",
    "CVL", "ELI", "REF", "MED", "EDU", "BUS", "LAB", "AGR", "JRN", "REL", "NGO", "IGO", "UNK",
    "MOS", "SUN", "SHI", "CHR", "CTH", "JEW", "BUD", "HIN", "SIK",
];

/// The n-th mention of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// The n-th entity of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// Words that refer to someone or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words, without determiner and without clauses that hang on them.
    pub span: Span,
    /// The word that heads them.
    pub head: TokenId,
    /// What is referred to.
    pub kind: Kind,
    /// How it is referred to.
    pub form: Form,
    /// What it refers to.
    pub entity: EntityId,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// By name.
    Named,
    /// By a common noun: "the rebels".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// Someone or something a document speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// Its fullest name in the text, or the lexicon's name for it.
    pub name: String,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionId>,
    /// Whom it acts for.
    pub actor: ActorCode,
}

/// An actor's code: country, sectors, group (PLOVER 2.0).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorCode {
    /// ISO 3166-1 alpha-3; "IGO", "NGO" and the like where there is no country.
    pub country: Option<String>,
    /// PLOVER's sectors, most telling first: "GOV", "MIL", "REB", "CVL".
    pub sectors: Vec<String>,
    /// The group's own code, from the lexicon: "ISIS".
    pub group: Option<String>,
    /// Those of the sectors that stand before the country in the code.
    pub leading: Vec<String>,
}

/// Mentions and entities of a document.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// In text order; they may nest.
    pub mentions: Vec<Mention>,
    /// In order of first mention.
    pub entities: Vec<Entity>,
    // Every mention under its head: sorted by head, the longest first.
    by_head: Vec<(TokenId, MentionId)>,
}

impl ActorCode {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.country.is_none() && self.sectors.is_empty() && self.group.is_none()
    }

    /// Country, sectors and group in one word, as event data writes it: "SYRMIL", "IRQREB".
    pub fn code(&self) -> String {
        let leads = |sector: &&String| self.leading.contains(sector);
        let before = self.sectors.iter().filter(leads);
        let behind = self.sectors.iter().filter(|sector| !leads(sector));
        before
            .chain(&self.country)
            .chain(behind)
            .chain(&self.group)
            .map(String::as_str)
            .collect()
    }
}

impl MentionId {
    /// Index into [`Entities::mentions`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl EntityId {
    /// Index into [`Entities::entities`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Entities {
    /// These mentions and entities.
    pub fn new(mentions: Vec<Mention>, entities: Vec<Entity>) -> Entities {
        let mut by_head: Vec<(TokenId, MentionId)> = mentions
            .iter()
            .enumerate()
            .map(|(index, mention)| (mention.head, MentionId(index as u32)))
            .collect();
        by_head.sort_by_key(|&(head, id)| {
            (head, std::cmp::Reverse(mentions[id.index()].span.len()), id)
        });
        Entities {
            mentions,
            entities,
            by_head,
        }
    }

    /// Mention number `id`.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.index()]
    }

    /// Entity number `id`.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// The entity that mention `id` refers to.
    pub fn entity_of(&self, id: MentionId) -> &Entity {
        self.entity(self.mention(id).entity)
    }

    /// The longest mention that `token` heads.
    pub fn headed_by(&self, token: TokenId) -> Option<MentionId> {
        let at = self.by_head.partition_point(|&(head, _)| head < token);
        let &(head, mention) = self.by_head.get(at)?;
        (head == token).then_some(mention)
    }

    /// The ids of all mentions, in text order.
    pub fn ids(&self) -> impl Iterator<Item = MentionId> + use<> {
        (0..self.mentions.len() as u32).map(MentionId)
    }
}

/// Finds mentions and what they refer to; `on` is the day whose offices and alliances count.
pub fn find(
    article: &Article,
    text: &Text,
    encoding: &Encoding,
    syntax: &Syntax,
    lexicon: &ActorLexicon,
    on: Option<Date>,
) -> Entities {
    // Without grammar there is no telling what heads what.
    if syntax.words().len() != text.tokens.len() {
        return Entities::default();
    }
    let page = mentions::Page {
        words: names::words(&article.text, text, syntax),
        article,
        text,
        syntax,
        lexicon,
        on,
    };
    let drafts = mentions::find(&page, encoding);
    coreference::resolve(&page, drafts)
}
