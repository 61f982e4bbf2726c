//! One row an event, as `zenobia code` prints it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};
use zenobia::{
    attributions::{AttributionId, Source},
    document::Document,
    entities::{ActorCode, MentionId},
    events::{Event, EventDate, Participant},
    places::{Feature, GeoPrecision, Location},
    quantities::Quantity,
    span::Span,
};

use super::{
    CODEBOOK, VERSION, labels, scale,
    words::{CodePoints, Words},
};

/// An event and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// The document's id, a hyphen and the event's number in it, from 1.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// PLOVER type: "ASSAULT".
    pub event: String,
    /// PLOVER modes.
    pub mode: Vec<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_code: u8,
    /// Goldstein's scale for the root of the CAMEO code, -10 to 10.
    pub event_scale: Option<f64>,
    /// The words that tell the event.
    pub event_text: Words,
    /// Who did it.
    pub actor: Vec<ActorRow>,
    /// To whom.
    pub recipient: Vec<ActorRow>,
    /// When.
    pub date: Option<DateRow>,
    /// Where.
    pub event_loc: Option<PlaceRow>,
    /// How many.
    pub counts: Vec<CountRow>,
    /// Who says so.
    pub claim: ClaimRow,
    /// Whether it is told as a fact.
    pub modality: ModalityRow,
    /// The sentence.
    pub sentence: SentenceRow,
    /// How sure zenobia is of type and participants, 0 to 1.
    pub confidence: f64,
    /// The article.
    pub cite_info: CiteRow,
}

/// Somebody or something that took part, or who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorRow {
    /// All words.
    pub text: String,
    /// Where they start, in code points.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// Name of the entity, if the words refer to one.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3, or "IGO", "NGO" and the like.
    pub country: Option<String>,
    /// PLOVER sectors, most telling first.
    pub sector: Vec<String>,
    /// Country, sectors and group in one word: "SYRMIL".
    pub code: Option<String>,
    /// The group's own code.
    pub group: Option<String>,
}

/// The days an event may have been on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRow {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
    /// The words that tell it; none where only the day of publication is known.
    pub text: Option<String>,
    /// Where they start, in code points.
    pub start: Option<usize>,
    /// Where they end.
    pub end: Option<usize>,
    /// "stated", "relative" or "published".
    pub basis: String,
}

/// Where an event was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// The place name in the text.
    pub text: String,
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Name in the gazetteer; none: named but not placed.
    pub name: Option<String>,
    /// GeoNames id.
    pub geonameid: Option<u32>,
    /// Degrees north; none for a country or a region, which is no place for a pin.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// GeoNames code of the first-order division.
    pub admin1: Option<String>,
    /// "exact", "near", "admin2", "admin1" or "country".
    pub precision: String,
    /// Distance and direction from the place, where the text gives them.
    pub relation: Option<OffsetRow>,
}

/// A distance and direction from a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OffsetRow {
    /// Kilometres.
    pub distance_km: Option<f64>,
    /// Degrees clockwise from north.
    pub bearing: Option<f64>,
}

/// How many of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountRow {
    /// What happened to those counted: "killed", "injured", ...
    pub what: String,
    /// The noun that is counted.
    pub of: Option<String>,
    /// The least it may be.
    #[serde(serialize_with = "number")]
    pub min: f64,
    /// The most it may be; none where no upper end is given.
    #[serde(serialize_with = "optional_number")]
    pub max: Option<f64>,
    /// "exact", "about", "at_least" or "at_most".
    pub precision: String,
    /// Whether it is a running total.
    pub cumulative: bool,
    /// The words of the number.
    pub text: String,
    /// Where they start, in code points.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// "named", "unnamed" or "publisher".
    pub holder: String,
    /// Who; none for the publisher, and where the text does not say who.
    pub source: Option<ActorRow>,
    /// The words that tell that it is said.
    pub cue: Option<Words>,
    /// "direct", "indirect" or "mixed"; "narrated" in the publisher's own voice.
    pub kind: String,
    /// The outlet it was said to.
    pub via: Option<ActorRow>,
    /// Who is said to have said that it was said.
    pub within: Option<Box<ClaimRow>>,
}

/// Whether an event is told as a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModalityRow {
    /// "asserted", "denied", "planned", "demanded", "possible" or "hypothetical".
    pub status: String,
    /// It is said not to have happened.
    pub negated: bool,
    /// It lies ahead.
    pub future: bool,
    /// It hangs on a condition.
    pub hypothetical: bool,
    /// It is background, not today's news.
    pub historical: bool,
}

/// The sentence an event is told in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceRow {
    /// Its number in the document, from 0.
    pub index: u32,
    /// Its words.
    pub text: String,
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What a reference to the article needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CiteRow {
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Who printed it.
    pub publication: Option<String>,
    /// The news agency whose report it is, or is built on.
    pub wire: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Where that day was found: "given", "json_ld", "meta", "visible", "url" or "dateline".
    pub published_basis: Option<String>,
    /// BCP 47.
    pub language: String,
    /// The codebook.
    pub codebook: String,
    /// The version of zenobia.
    pub version: String,
}

/// The rows of a document's events, in text order.
pub fn rows(document: &Document) -> Vec<EventRow> {
    let writer = Writer {
        document,
        points: CodePoints::new(&document.article.text),
    };
    let cite_info = cite_info(document);
    (1..)
        .zip(&document.events)
        .map(|(number, event)| writer.event(number, event, &cite_info))
        .collect()
}

/// What a reference to the document needs.
pub fn cite_info(document: &Document) -> CiteRow {
    let article = &document.article;
    CiteRow {
        title: article.headline.map(|span| document.words(span).to_owned()),
        url: article.url.clone(),
        publication: article.publisher.clone(),
        wire: article.wire.as_ref().map(|wire| wire.agency.clone()),
        published: article.published.map(|found| found.value),
        published_basis: article
            .published
            .map(|found| labels::published_basis(found.basis).to_owned()),
        language: article.language.clone(),
        codebook: CODEBOOK.to_owned(),
        version: VERSION.to_owned(),
    }
}

struct Writer<'a> {
    document: &'a Document,
    points: CodePoints<'a>,
}

impl Writer<'_> {
    fn event(&self, number: usize, event: &Event, cite_info: &CiteRow) -> EventRow {
        let document = self.document;
        let sentence = self
            .points
            .words(document.text.sentences[event.sentence.index()].span);
        EventRow {
            id: format!("{}-{number}", document.article.id),
            document: document.article.id.clone(),
            event: event.label().to_owned(),
            mode: owned(&event.modes),
            context: owned(&event.contexts),
            cameo: event.cameo.clone(),
            quad_code: scale::quad_code(event.event_type),
            event_scale: scale::event_scale(&event.cameo),
            event_text: self.points.words(event.trigger),
            actor: self.participants(&event.actors),
            recipient: self.participants(&event.recipients),
            date: event.date.map(|date| self.date(date)),
            event_loc: event.location.as_ref().and_then(|at| self.place(at)),
            counts: event
                .counts
                .iter()
                .filter_map(|&index| document.quantities.get(index as usize))
                .map(|quantity| self.count(quantity))
                .collect(),
            claim: self.claim(event.attribution),
            modality: ModalityRow {
                status: event.modality.status.label().to_owned(),
                negated: event.modality.negated,
                future: event.modality.future,
                hypothetical: event.modality.hypothetical,
                historical: event.modality.historical,
            },
            sentence: SentenceRow {
                index: event.sentence.0,
                text: sentence.text,
                start: sentence.start,
                end: sentence.end,
            },
            confidence: rounded(event.confidence),
            cite_info: cite_info.clone(),
        }
    }

    fn participants(&self, participants: &[Participant]) -> Vec<ActorRow> {
        participants
            .iter()
            .map(|one| self.actor(one.span, one.mention, &one.actor))
            .collect()
    }

    /// Someone with the code of their entity.
    fn named(&self, span: Span, mention: Option<MentionId>) -> ActorRow {
        let entity = mention.map(|id| self.document.entities.entity_of(id));
        let unknown = ActorCode::default();
        self.actor(
            span,
            mention,
            entity.map_or(&unknown, |entity| &entity.actor),
        )
    }

    fn actor(&self, span: Span, mention: Option<MentionId>, actor: &ActorCode) -> ActorRow {
        let entity = mention.map(|id| self.document.entities.entity_of(id));
        let words = self.points.words(span);
        ActorRow {
            text: words.text,
            start: words.start,
            end: words.end,
            name: entity.map(|entity| entity.name.clone()),
            country: actor.country.clone(),
            sector: actor.sectors.clone(),
            code: (!actor.is_empty()).then(|| actor.code()),
            group: actor.group.clone(),
        }
    }

    fn date(&self, date: EventDate) -> DateRow {
        let words = date
            .expression
            .and_then(|index| self.document.times.get(index as usize))
            .map(|time| self.points.words(time.span));
        DateRow {
            earliest: date.interval.earliest(),
            latest: date.interval.latest(),
            start: words.as_ref().map(|words| words.start),
            end: words.as_ref().map(|words| words.end),
            text: words.map(|words| words.text),
            basis: labels::date_basis(date.basis).to_owned(),
        }
    }

    fn place(&self, location: &Location) -> Option<PlaceRow> {
        let toponym = self.document.toponyms.get(location.toponym as usize)?;
        let words = self.points.words(toponym.span);
        let place = toponym.place.as_ref();
        // A country's or a region's point is nowhere in particular: whoever maps the rows would
        // put a pin there.
        let pin = place
            .filter(|place| !matches!(place.feature, Feature::Country | Feature::Region))
            .filter(|_| location.precision != GeoPrecision::Country)
            .map(|place| place.point);
        Some(PlaceRow {
            text: words.text,
            start: words.start,
            end: words.end,
            name: place.map(|place| place.name.clone()),
            geonameid: place.map(|place| place.geonameid),
            lat: pin.map(|point| point.lat),
            lon: pin.map(|point| point.lon),
            country: place.map(|place| place.country.clone()),
            admin1: place.and_then(|place| place.admin1.clone()),
            precision: labels::geo_precision(location.precision).to_owned(),
            relation: location.relation.map(|offset| OffsetRow {
                distance_km: offset.distance_km,
                bearing: offset.bearing,
            }),
        })
    }

    fn count(&self, quantity: &Quantity) -> CountRow {
        let words = self.points.words(quantity.span);
        CountRow {
            what: labels::counted(quantity.counts).to_owned(),
            of: quantity.of.map(|token| {
                self.document
                    .words(self.document.text.span(token))
                    .to_owned()
            }),
            min: quantity.min,
            max: quantity.max,
            precision: labels::precision(quantity.precision).to_owned(),
            cumulative: quantity.cumulative,
            text: words.text,
            start: words.start,
            end: words.end,
        }
    }

    fn claim(&self, attribution: Option<AttributionId>) -> ClaimRow {
        let Some(id) = attribution else {
            return ClaimRow {
                holder: "publisher".to_owned(),
                source: None,
                cue: None,
                kind: "narrated".to_owned(),
                via: None,
                within: None,
            };
        };
        let attribution = &self.document.attributions[id.0 as usize];
        let source = attribution.source;
        ClaimRow {
            holder: match source {
                Source::Named { .. } => "named",
                Source::Unnamed { .. } | Source::Unknown => "unnamed",
            }
            .to_owned(),
            source: source.span().map(|span| self.named(span, source.mention())),
            cue: attribution.cue.map(|span| self.points.words(span)),
            kind: labels::speech(attribution.kind).to_owned(),
            via: attribution
                .via
                .map(|id| self.named(self.document.entities.mention(id).span, Some(id))),
            // An attribution lies inside an earlier or longer one; a stage that broke that would
            // otherwise send us round in circles.
            within: attribution
                .within
                .filter(|&outer| outer != id && self.is_free_of_circles(outer))
                .map(|outer| Box::new(self.claim(Some(outer)))),
        }
    }

    fn is_free_of_circles(&self, start: AttributionId) -> bool {
        let attributions = &self.document.attributions;
        std::iter::successors(Some(start), |id| attributions[id.0 as usize].within)
            .take(attributions.len() + 1)
            .count()
            <= attributions.len()
    }
}

fn owned(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|&label| label.to_owned()).collect()
}

/// Whole numbers without a decimal point.
pub(super) fn number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // 2^53: beyond it not every whole number is an f64.
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

pub(super) fn optional_number<S: Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// Three decimals: more would pretend to know.
pub(super) fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{super::sample, *};

    fn first() -> Value {
        serde_json::to_value(&rows(&sample::document())[0]).unwrap()
    }

    #[test]
    fn offsets_are_code_points_with_their_words() {
        let row = first();
        assert_eq!(
            row["event_text"],
            json!({"text": "shelled", "start": 25, "end": 32})
        );
        let text: Vec<char> = sample::document().article.text.chars().collect();
        let quoted: String = text[25..32].iter().collect();
        assert_eq!(quoted, "shelled");
    }

    #[test]
    fn fields_stand_in_the_order_of_the_format() {
        let line = serde_json::to_string(&rows(&sample::document())[0]).unwrap();
        let at = |field: &str| line.find(&format!("\"{field}\":")).unwrap();
        let order = [
            "id",
            "document",
            "event",
            "mode",
            "context",
            "cameo",
            "quad_code",
            "event_scale",
            "event_text",
            "actor",
            "recipient",
            "date",
            "event_loc",
            "counts",
            "claim",
            "modality",
            "confidence",
            "cite_info",
        ];
        assert!(order.is_sorted_by_key(|field| at(field)), "{line}");
    }

    #[test]
    fn a_claim_names_its_source_and_the_outlet_it_was_told_to() {
        let claim = &first()["claim"];
        assert_eq!(claim["holder"], "named");
        assert_eq!(claim["source"]["text"], "Maïga");
        assert_eq!(claim["source"]["name"], "Aïssatou Maïga");
        assert_eq!(claim["cue"]["text"], "told");
        assert_eq!(claim["kind"], "direct");
        assert_eq!(claim["via"]["text"], "AFP");
        assert_eq!(claim["within"], Value::Null);
    }

    #[test]
    fn without_attribution_the_publisher_tells_it() {
        let row = &serde_json::to_value(rows(&sample::document())).unwrap()[1];
        assert_eq!(row["claim"]["holder"], "publisher");
        assert_eq!(row["claim"]["kind"], "narrated");
        assert_eq!(row["modality"]["status"], "denied");
        assert_eq!(row["date"]["basis"], "published");
        assert_eq!(row["date"]["text"], Value::Null);
    }

    #[test]
    fn whole_counts_are_whole_numbers() {
        let counts = &first()["counts"][0];
        assert_eq!(counts["min"].to_string(), "12");
        assert_eq!(counts["max"], Value::Null);
        assert_eq!(counts["precision"], "at_least");
    }

    #[test]
    fn a_country_is_no_pin() {
        let mut document = sample::document();
        let place = document.toponyms[0].place.as_mut().unwrap();
        place.feature = Feature::Country;
        let row = &rows(&document)[0];
        let place = row.event_loc.as_ref().unwrap();
        assert_eq!((place.lat, place.lon), (None, None));
        assert_eq!(place.country.as_deref(), Some("CAF"));
    }

    #[test]
    fn attributions_in_a_circle_end() {
        let mut document = sample::document();
        document.attributions[0].within = Some(AttributionId(0));
        assert_eq!(rows(&document)[0].claim.within, None);
    }

    #[test]
    fn rows_come_back_from_json_as_they_were() {
        for row in rows(&sample::document()) {
            let line = serde_json::to_string(&row).unwrap();
            assert_eq!(serde_json::from_str::<EventRow>(&line).unwrap(), row);
        }
    }
}
