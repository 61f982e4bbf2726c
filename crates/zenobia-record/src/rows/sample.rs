//! A document made by hand: two events, one quoted, one denied, in a text where bytes and characters differ.

use jiff::civil::date;
use zenobia::{
    article::{Article, Basis, Block, BlockKind, Found, Wire, WireBasis},
    attributions::{Attitude, Attribution, AttributionId, Source, SpeechKind},
    document::{Document, Note},
    entities::{ActorCode, Entities, Entity, EntityId, Form, Kind, Mention, MentionId},
    events::{
        DateBasis, Event, EventDate, EventType, Evidence, Field, Modality, Participant, Status,
    },
    places::{Feature, GeoPrecision, Location, Place, Point, Toponym},
    quantities::{Counted, Precision, Quantity},
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos, Word},
    times::{Anchor, DateInterval, TimeExpression, TimeKind},
    tokens::{Sentence, SentenceId, Text, Token, TokenId},
};

const HEADLINE: &str = "Zémio — shelled";
const BODY: &str =
    "“Rebels shelled Zémio on Monday, killing at least 12 civilians,” Maïga told AFP.";

pub(super) fn document() -> Document {
    let text = format!("{HEADLINE}\n\n{BODY}");
    let body = Span::new(HEADLINE.len() + 2, text.len());
    let headline = Span::new(0, HEADLINE.len());
    let words = split(&text, &[headline, body]);
    let find = |needle: &str| {
        let start = body.start as usize + BODY.find(needle).expect("the words are in the body");
        Span::new(start, start + needle.len())
    };
    let head = |span: Span| words.token_at(span.start).expect("a token starts here");
    let mention = |needle: &str, entity: u32, kind: Kind| Mention {
        span: find(needle),
        head: head(find(needle)),
        kind,
        form: Form::Named,
        entity: EntityId(entity),
    };
    let entity = |name: &str, mention: u32, kind: Kind, country: &str, sector: &str| Entity {
        kind,
        name: name.to_owned(),
        mentions: vec![MentionId(mention)],
        actor: ActorCode {
            country: (!country.is_empty()).then(|| country.to_owned()),
            sectors: if sector.is_empty() {
                Vec::new()
            } else {
                vec![sector.to_owned()]
            },
            ..ActorCode::default()
        },
    };
    let rebels = ActorCode {
        country: Some("CAF".to_owned()),
        sectors: vec!["REB".to_owned()],
        ..ActorCode::default()
    };
    let participant = |needle: &str, mention: Option<u32>| Participant {
        span: find(needle),
        head: head(find(needle)),
        mention: mention.map(MentionId),
        actor: mention.map_or_else(ActorCode::default, |_| rebels.clone()),
    };
    let shelling = Event {
        trigger: find("shelled"),
        head: head(find("shelled")),
        sentence: SentenceId(1),
        event_type: EventType::Assault,
        own_type: None,
        modes: vec!["artillery"],
        contexts: vec!["military"],
        cameo: "194".to_owned(),
        actors: vec![participant("Rebels", Some(0)), participant("“Rebels", None)],
        recipients: vec![participant("civilians", None)],
        location: Some(Location {
            toponym: 0,
            precision: GeoPrecision::Exact,
            relation: None,
            evidence: find("Zémio"),
        }),
        date: Some(EventDate {
            interval: DateInterval::day(date(2026, 11, 16)),
            basis: DateBasis::Relative,
            expression: Some(0),
        }),
        counts: vec![0],
        attribution: Some(AttributionId(0)),
        modality: modality(Status::Asserted),
        confidence: 0.8,
        evidence: vec![Evidence {
            field: Field::Type,
            span: find("shelled"),
        }],
        reason: "shell, verb".to_owned(),
    };
    let killing = Event {
        trigger: find("killing"),
        head: head(find("killing")),
        attribution: None,
        modality: modality(Status::Denied),
        date: Some(EventDate {
            interval: DateInterval::day(date(2026, 11, 18)),
            basis: DateBasis::Published,
            expression: None,
        }),
        location: None,
        ..shelling.clone()
    };
    Document {
        syntax: syntax(&text, &words),
        entities: Entities::new(
            vec![
                mention("Rebels", 0, Kind::ArmedGroup),
                mention("Zémio", 1, Kind::Place),
                mention("Maïga", 2, Kind::Person),
                mention("AFP", 3, Kind::Organization),
            ],
            vec![
                entity("Rebels", 0, Kind::ArmedGroup, "CAF", "REB"),
                entity("Zémio", 1, Kind::Place, "", ""),
                entity("Aïssatou Maïga", 2, Kind::Person, "CAF", "GOV"),
                entity("AFP", 3, Kind::Organization, "", "MED"),
            ],
        ),
        times: vec![TimeExpression {
            span: find("Monday"),
            kind: TimeKind::Date,
            value: "2026-11-16".to_owned(),
            interval: Some(DateInterval::day(date(2026, 11, 16))),
            anchor: Anchor::Writing,
        }],
        quantities: vec![Quantity {
            span: find("at least 12"),
            head: head(find("12")),
            min: 12.0,
            max: None,
            precision: Precision::AtLeast,
            counts: Counted::Killed,
            of: Some(head(find("civilians"))),
            cumulative: false,
        }],
        toponyms: vec![toponym(find("Zémio"))],
        attributions: vec![Attribution {
            source: Source::Named {
                mention: MentionId(2),
                span: find("Maïga"),
            },
            cue: Some(find("told")),
            content: vec![find(
                "“Rebels shelled Zémio on Monday, killing at least 12 civilians,”",
            )],
            kind: SpeechKind::Direct,
            via: Some(MentionId(3)),
            within: None,
            attitude: Attitude::Assertion,
        }],
        events: vec![shelling, killing],
        notes: vec![Note {
            span: None,
            message: "nothing was given up".to_owned(),
        }],
        article: article(&text, headline, body),
        text: words,
    }
}

fn article(text: &str, headline: Span, body: Span) -> Article {
    Article {
        id: "zémio".to_owned(),
        page: "00".to_owned(),
        publisher: Some("The Mbomou Post".to_owned()),
        wire: Some(Wire {
            agency: "AFP".to_owned(),
            basis: WireBasis::Credit,
        }),
        blocks: vec![
            Block {
                span: headline,
                kind: BlockKind::Headline,
            },
            Block {
                span: body,
                kind: BlockKind::Paragraph,
            },
        ],
        headline: Some(headline),
        published: Some(Found {
            value: date(2026, 11, 18),
            basis: Basis::JsonLd,
        }),
        ..Article::of_text(text)
    }
}

fn modality(status: Status) -> Modality {
    Modality {
        status,
        negated: status == Status::Denied,
        future: false,
        hypothetical: false,
        historical: false,
        evidence: None,
    }
}

fn toponym(span: Span) -> Toponym {
    let place = Place {
        geonameid: 2_383_119,
        name: "Zemio".to_owned(),
        point: Point {
            lat: 5.03,
            lon: 25.13,
        },
        country: "CAF".to_owned(),
        admin1: Some("05".to_owned()),
        population: 14_000,
        feature: Feature::Populated,
    };
    Toponym {
        mention: MentionId(1),
        span,
        candidates: vec![place.clone()],
        place: Some(place),
        confidence: 0.9,
    }
}

/// One sentence a block; runs of letters and digits are words, everything else that is not blank stands alone.
fn split(text: &str, blocks: &[Span]) -> Text {
    let mut split = Text::default();
    for (number, &block) in blocks.iter().enumerate() {
        let first = split.tokens.len();
        let mut touching = false;
        for (at, character) in block.text(text).char_indices() {
            let start = block.start as usize + at;
            let span = Span::new(start, start + character.len_utf8());
            match split.tokens.last_mut() {
                Some(token) if touching && character.is_alphanumeric() => {
                    token.span = token.span.cover(span);
                }
                _ if !character.is_whitespace() => split.tokens.push(Token {
                    span,
                    sentence: SentenceId(number as u32),
                }),
                _ => {}
            }
            touching = character.is_alphanumeric();
        }
        split.sentences.push(Sentence {
            span: block,
            first: TokenId(first as u32),
            end: TokenId(split.tokens.len() as u32),
        });
    }
    split
}

/// Every word a noun that hangs on the first of its sentence.
fn syntax(text: &str, words: &Text) -> Syntax {
    let word = |id: TokenId| {
        let first = words.sentence_of(id).first;
        Word {
            lemma: words.span(id).text(text).to_lowercase(),
            upos: Upos::Noun,
            feats: "".into(),
            head: (id != first).then_some(first),
            relation: if id == first {
                Relation::Root
            } else {
                Relation::Dep
            },
            subtype: Subtype::None,
        }
    };
    Syntax::new(
        (0..words.tokens.len() as u32)
            .map(|id| word(TokenId(id)))
            .collect(),
    )
}
