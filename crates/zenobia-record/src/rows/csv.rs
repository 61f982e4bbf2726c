//! One line an event, for spreadsheets and statistics packages (RFC 4180).
//!
//! Lists stand in one cell, their parts separated by ` | `; cells about the same list have their
//! parts in the same order, and an empty part where one lacks a value.

use std::io::{self, Write};

use super::event::{ActorRow, ClaimRow, CountRow, EventRow};

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "id",
    "document",
    "event",
    "mode",
    "context",
    "cameo",
    "quad_code",
    "event_scale",
    "event_text",
    "event_start",
    "event_end",
    "actor_text",
    "actor_name",
    "actor_country",
    "actor_sector",
    "actor_code",
    "actor_group",
    "recipient_text",
    "recipient_name",
    "recipient_country",
    "recipient_sector",
    "recipient_code",
    "recipient_group",
    "date_earliest",
    "date_latest",
    "date_text",
    "date_basis",
    "loc_text",
    "loc_name",
    "loc_geonameid",
    "loc_lat",
    "loc_lon",
    "loc_country",
    "loc_admin1",
    "loc_precision",
    "loc_distance_km",
    "loc_bearing",
    "count_what",
    "count_of",
    "count_min",
    "count_max",
    "count_precision",
    "count_cumulative",
    "count_text",
    "claim_holder",
    "claim_source_text",
    "claim_source_name",
    "claim_source_country",
    "claim_source_sector",
    "claim_source_code",
    "claim_source_group",
    "claim_cue",
    "claim_kind",
    "claim_via",
    "claim_within",
    "status",
    "negated",
    "future",
    "hypothetical",
    "historical",
    "sentence_index",
    "sentence",
    "sentence_start",
    "sentence_end",
    "confidence",
    "title",
    "url",
    "publication",
    "wire",
    "published",
    "published_basis",
    "language",
    "codebook",
    "version",
];

/// Writes events as CSV.
#[derive(Debug)]
pub struct Writer<W: Write> {
    lines: csv::Writer<W>,
}

impl<W: Write> Writer<W> {
    /// A writer that has written the line of column names.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn new(out: W) -> io::Result<Writer<W>> {
        let mut lines = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        lines.write_record(COLUMNS)?;
        Ok(Writer { lines })
    }

    /// Writes one event.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&mut self, row: &EventRow) -> io::Result<()> {
        Ok(self.lines.write_record(cells(row))?)
    }

    /// Hands everything written so far to the underlying writer.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

/// The cells of an event, one a column.
fn cells(row: &EventRow) -> Vec<String> {
    let mut cells = vec![
        row.id.clone(),
        row.document.clone(),
        row.event.clone(),
        list(&row.mode, String::clone),
        list(&row.context, String::clone),
        row.cameo.clone(),
        row.quad_code.to_string(),
        shown(row.event_scale),
        row.event_text.text.clone(),
        row.event_text.start.to_string(),
        row.event_text.end.to_string(),
    ];
    cells.extend(actor_cells(&row.actor));
    cells.extend(actor_cells(&row.recipient));
    let date = row.date.as_ref();
    cells.extend([
        shown(date.map(|date| date.earliest)),
        shown(date.map(|date| date.latest)),
        shown(date.and_then(|date| date.text.as_ref())),
        shown(date.map(|date| &date.basis)),
    ]);
    let place = row.event_loc.as_ref();
    let relation = place.and_then(|place| place.relation.as_ref());
    cells.extend([
        shown(place.map(|place| &place.text)),
        shown(place.and_then(|place| place.name.as_ref())),
        shown(place.and_then(|place| place.geonameid)),
        shown(place.and_then(|place| place.lat)),
        shown(place.and_then(|place| place.lon)),
        shown(place.and_then(|place| place.country.as_ref())),
        shown(place.and_then(|place| place.admin1.as_ref())),
        shown(place.map(|place| &place.precision)),
        shown(relation.and_then(|relation| relation.distance_km)),
        shown(relation.and_then(|relation| relation.bearing)),
    ]);
    cells.extend(count_cells(&row.counts));
    cells.extend(claim_cells(&row.claim));
    cells.extend([
        row.modality.status.clone(),
        row.modality.negated.to_string(),
        row.modality.future.to_string(),
        row.modality.hypothetical.to_string(),
        row.modality.historical.to_string(),
        row.sentence.index.to_string(),
        row.sentence.text.clone(),
        row.sentence.start.to_string(),
        row.sentence.end.to_string(),
        row.confidence.to_string(),
    ]);
    let cite = &row.cite_info;
    cells.extend([
        shown(cite.title.as_ref()),
        shown(cite.url.as_ref()),
        shown(cite.publication.as_ref()),
        shown(cite.wire.as_ref()),
        shown(cite.published),
        shown(cite.published_basis.as_ref()),
        cite.language.clone(),
        cite.codebook.clone(),
        cite.version.clone(),
    ]);
    cells
}

fn actor_cells(actors: &[ActorRow]) -> [String; 6] {
    [
        list(actors, |actor| actor.text.clone()),
        list(actors, |actor| shown(actor.name.as_ref())),
        list(actors, |actor| shown(actor.country.as_ref())),
        list(actors, |actor| actor.sector.join("+")),
        list(actors, |actor| shown(actor.code.as_ref())),
        list(actors, |actor| shown(actor.group.as_ref())),
    ]
}

fn count_cells(counts: &[CountRow]) -> [String; 7] {
    [
        list(counts, |count| count.what.clone()),
        list(counts, |count| shown(count.of.as_ref())),
        list(counts, |count| count.min.to_string()),
        list(counts, |count| shown(count.max)),
        list(counts, |count| count.precision.clone()),
        list(counts, |count| count.cumulative.to_string()),
        list(counts, |count| count.text.clone()),
    ]
}

fn claim_cells(claim: &ClaimRow) -> [String; 11] {
    let source = claim.source.as_ref();
    let outer: Vec<&ClaimRow> =
        std::iter::successors(claim.within.as_deref(), |outer| outer.within.as_deref()).collect();
    [
        claim.holder.clone(),
        shown(source.map(|source| &source.text)),
        shown(source.and_then(|source| source.name.as_ref())),
        shown(source.and_then(|source| source.country.as_ref())),
        source.map_or_else(String::new, |source| source.sector.join("+")),
        shown(source.and_then(|source| source.code.as_ref())),
        shown(source.and_then(|source| source.group.as_ref())),
        shown(claim.cue.as_ref().map(|cue| &cue.text)),
        claim.kind.clone(),
        shown(
            claim
                .via
                .as_ref()
                .map(|via| via.name.as_ref().unwrap_or(&via.text)),
        ),
        list(&outer, |claim| {
            shown(
                claim
                    .source
                    .as_ref()
                    .map(|source| source.name.as_ref().unwrap_or(&source.text)),
            )
        }),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn list<T>(items: &[T], cell: impl Fn(&T) -> String) -> String {
    // A bar inside a part would make two parts of it.
    let parts: Vec<String> = items
        .iter()
        .map(|item| cell(item).replace('|', "/"))
        .collect();
    parts.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::{
        super::{event, sample},
        *,
    };

    #[test]
    fn every_column_is_documented() {
        let documentation = include_str!("../../../../docs/record.md");
        for column in COLUMNS {
            assert!(documentation.contains(&format!("`{column}`")), "{column}");
        }
    }

    #[test]
    fn every_event_has_a_cell_a_column() {
        let mut lines = Writer::new(Vec::new()).unwrap();
        for row in event::rows(&sample::document()) {
            lines.write(&row).unwrap();
        }
        let written = lines.lines.into_inner().unwrap();
        let mut read = csv::Reader::from_reader(&written[..]);
        let header = read.headers().unwrap().clone();
        assert_eq!(header.iter().collect::<Vec<_>>(), COLUMNS);
        let record = read.records().next().unwrap().unwrap();
        let cell = |name: &str| &record[header.iter().position(|column| column == name).unwrap()];
        assert_eq!(cell("event"), "ASSAULT");
        assert_eq!(cell("actor_text"), "Rebels | “Rebels");
        assert_eq!(cell("actor_code"), "CAFREB | ");
        assert_eq!(cell("count_min"), "12");
        assert_eq!(cell("count_max"), "");
        assert_eq!(cell("claim_via"), "AFP");
        assert_eq!(cell("loc_lat"), "5.03");
    }
}
