//! One row a document with all its layers, as `zenobia annotate` prints it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zenobia::{document::Document, places::Toponym, span::Span};

use super::{
    event::{self, EventRow},
    labels,
    words::{CodePoints, Words},
};

/// A document with all its layers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// The document's id.
    pub document: String,
    /// Headline and body; every `start` and `end` counts its code points.
    pub text: String,
    /// Where the headline stands.
    pub title: Option<Position>,
    /// The authors' line.
    pub byline: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// The news agency whose report it is, or is built on.
    pub wire: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Where that day was found.
    pub published_basis: Option<String>,
    /// BCP 47.
    pub language: String,
    /// Sentences, in order.
    pub sentences: Vec<Position>,
    /// Words with their grammar, in order.
    pub tokens: Vec<TokenRow>,
    /// Words that refer to someone or something.
    pub mentions: Vec<MentionRow>,
    /// What they refer to.
    pub entities: Vec<EntityRow>,
    /// Time expressions.
    pub times: Vec<TimeRow>,
    /// Quantities.
    pub quantities: Vec<QuantityRow>,
    /// Place names.
    pub places: Vec<ToponymRow>,
    /// Who says what.
    pub attributions: Vec<AttributionRow>,
    /// Events.
    pub events: Vec<EventRow>,
    /// What was given up, and why.
    pub notes: Vec<NoteRow>,
}

/// Where something stands, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Code points before the first one.
    pub start: usize,
    /// Code points before the one after the last.
    pub end: usize,
}

/// A word and its grammar (Universal Dependencies).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The word.
    pub form: String,
    /// Dictionary form.
    pub lemma: Option<String>,
    /// Universal part of speech.
    pub upos: Option<String>,
    /// Features as UD writes them.
    pub feats: Option<String>,
    /// Index of the word it depends on; none for a root.
    pub head: Option<u32>,
    /// Relation to that word.
    pub deprel: Option<String>,
    /// Index of its sentence.
    pub sentence: u32,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRow {
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// What is referred to.
    pub kind: String,
    /// "named", "nominal" or "pronoun".
    pub form: String,
    /// Id of the entity.
    pub entity: u32,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRow {
    /// Its number in the document, from 0.
    pub id: u32,
    /// Its fullest name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// ISO 3166-1 alpha-3, or "IGO", "NGO" and the like.
    pub country: Option<String>,
    /// PLOVER sectors, most telling first.
    pub sector: Vec<String>,
    /// Country, sectors and group in one word.
    pub code: Option<String>,
    /// The group's own code.
    pub group: Option<String>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRow {
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// First day, if known.
    pub earliest: Option<Date>,
    /// Last day, if known.
    pub latest: Option<Date>,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuantityRow {
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// What happened to those counted.
    pub what: String,
    /// The noun that is counted.
    pub of: Option<String>,
    /// The least it may be.
    #[serde(serialize_with = "event::number")]
    pub min: f64,
    /// The most it may be.
    #[serde(serialize_with = "event::optional_number")]
    pub max: Option<f64>,
    /// "exact", "about", "at_least" or "at_most".
    pub precision: String,
}

/// A place name and the gazetteer's record for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToponymRow {
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// GeoNames id; none: named but not placed.
    pub geonameid: Option<u32>,
    /// Name in the gazetteer.
    pub name: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// GeoNames code of the first-order division.
    pub admin1: Option<String>,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// An attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributionRow {
    /// Who says so.
    pub source: Option<Words>,
    /// The words that tell that it is said.
    pub cue: Option<Words>,
    /// What is said.
    pub content: Vec<Words>,
    /// "direct", "indirect" or "mixed".
    pub kind: String,
}

/// Something that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRow {
    /// The words concerned, if any.
    pub words: Option<Words>,
    /// What was given up and why.
    pub message: String,
}

/// The row of a document.
pub fn row(document: &Document) -> DocumentRow {
    let article = &document.article;
    let writer = Writer {
        document,
        points: CodePoints::new(&article.text),
    };
    let cite_info = event::cite_info(document);
    DocumentRow {
        document: article.id.clone(),
        text: article.text.clone(),
        title: article.headline.map(|span| writer.position(span)),
        byline: article.byline.clone(),
        publisher: cite_info.publication,
        wire: cite_info.wire,
        published: cite_info.published,
        published_basis: cite_info.published_basis,
        language: cite_info.language,
        sentences: document
            .text
            .sentences
            .iter()
            .map(|sentence| writer.position(sentence.span))
            .collect(),
        tokens: writer.tokens(),
        mentions: writer.mentions(),
        entities: writer.entities(),
        times: writer.times(),
        quantities: writer.quantities(),
        places: document
            .toponyms
            .iter()
            .map(|toponym| writer.toponym(toponym))
            .collect(),
        attributions: writer.attributions(),
        events: event::rows(document),
        notes: writer.notes(),
    }
}

struct Writer<'a> {
    document: &'a Document,
    points: CodePoints<'a>,
}

impl Writer<'_> {
    fn position(&self, span: Span) -> Position {
        Position {
            start: self.points.at(span.start),
            end: self.points.at(span.end),
        }
    }

    fn tokens(&self) -> Vec<TokenRow> {
        let words = self.document.syntax.words();
        let tokens = &self.document.text.tokens;
        (0..tokens.len())
            .map(|index| {
                let Words { text, start, end } = self.points.words(tokens[index].span);
                let word = words.get(index);
                TokenRow {
                    start,
                    end,
                    form: text,
                    lemma: word.map(|word| word.lemma.clone()),
                    upos: word.map(|word| word.upos.label().to_owned()),
                    feats: word
                        .filter(|word| !word.feats.is_empty())
                        .map(|word| word.feats.to_string()),
                    head: word.and_then(|word| word.head).map(|head| head.0),
                    deprel: word.map(|word| word.deprel()),
                    sentence: tokens[index].sentence.0,
                }
            })
            .collect()
    }

    fn mentions(&self) -> Vec<MentionRow> {
        let mentions = &self.document.entities.mentions;
        mentions
            .iter()
            .map(|mention| {
                let Words { text, start, end } = self.points.words(mention.span);
                MentionRow {
                    start,
                    end,
                    text,
                    kind: labels::mention_kind(mention.kind).to_owned(),
                    form: labels::form(mention.form).to_owned(),
                    entity: mention.entity.0,
                }
            })
            .collect()
    }

    fn entities(&self) -> Vec<EntityRow> {
        (0..)
            .zip(&self.document.entities.entities)
            .map(|(id, entity)| EntityRow {
                id,
                name: entity.name.clone(),
                kind: labels::mention_kind(entity.kind).to_owned(),
                country: entity.actor.country.clone(),
                sector: entity.actor.sectors.clone(),
                code: (!entity.actor.is_empty()).then(|| entity.actor.code()),
                group: entity.actor.group.clone(),
            })
            .collect()
    }

    fn times(&self) -> Vec<TimeRow> {
        let times = &self.document.times;
        times
            .iter()
            .map(|time| {
                let Words { text, start, end } = self.points.words(time.span);
                TimeRow {
                    start,
                    end,
                    text,
                    kind: labels::time_kind(time.kind).to_owned(),
                    value: time.value.clone(),
                    earliest: time.interval.map(|interval| interval.earliest()),
                    latest: time.interval.map(|interval| interval.latest()),
                }
            })
            .collect()
    }

    fn quantities(&self) -> Vec<QuantityRow> {
        let document = self.document;
        document
            .quantities
            .iter()
            .map(|quantity| {
                let Words { text, start, end } = self.points.words(quantity.span);
                QuantityRow {
                    start,
                    end,
                    text,
                    what: labels::counted(quantity.counts).to_owned(),
                    of: quantity
                        .of
                        .map(|token| document.words(document.text.span(token)).to_owned()),
                    min: quantity.min,
                    max: quantity.max,
                    precision: labels::precision(quantity.precision).to_owned(),
                }
            })
            .collect()
    }

    fn toponym(&self, toponym: &Toponym) -> ToponymRow {
        let Words { text, start, end } = self.points.words(toponym.span);
        let place = toponym.place.as_ref();
        ToponymRow {
            start,
            end,
            text,
            geonameid: place.map(|place| place.geonameid),
            name: place.map(|place| place.name.clone()),
            lat: place.map(|place| place.point.lat),
            lon: place.map(|place| place.point.lon),
            country: place.map(|place| place.country.clone()),
            admin1: place.and_then(|place| place.admin1.clone()),
            confidence: event::rounded(toponym.confidence),
        }
    }

    fn attributions(&self) -> Vec<AttributionRow> {
        let attributions = &self.document.attributions;
        attributions
            .iter()
            .map(|attribution| AttributionRow {
                source: attribution
                    .source
                    .span()
                    .map(|span| self.points.words(span)),
                cue: attribution.cue.map(|span| self.points.words(span)),
                content: attribution
                    .content
                    .iter()
                    .map(|&span| self.points.words(span))
                    .collect(),
                kind: labels::speech(attribution.kind).to_owned(),
            })
            .collect()
    }

    fn notes(&self) -> Vec<NoteRow> {
        let of_article = self.document.article.notes.iter().map(|message| NoteRow {
            words: None,
            message: message.clone(),
        });
        let of_document = self.document.notes.iter().map(|note| NoteRow {
            words: note.span.map(|span| self.points.words(span)),
            message: note.message.clone(),
        });
        of_article.chain(of_document).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn layers_point_into_the_text_by_code_points() {
        let row = row(&sample::document());
        let text: Vec<char> = row.text.chars().collect();
        for token in &row.tokens {
            let form: String = text[token.start..token.end].iter().collect();
            assert_eq!(form, token.form);
        }
        for place in &row.places {
            let name: String = text[place.start..place.end].iter().collect();
            assert_eq!(name, place.text);
        }
        let title = row.title.unwrap();
        assert_eq!((title.start, title.end), (0, 15));
        assert_eq!(row.tokens[0].head, None);
        assert_eq!(row.tokens[1].head, Some(0));
    }

    #[test]
    fn rows_come_back_from_json_as_they_were() {
        let row = row(&sample::document());
        let line = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<DocumentRow>(&line).unwrap(), row);
    }
}
