//! Place names to gazetteer records, with honest precision.

mod country;
mod gazetteer;
mod locate;
mod location;
mod names;
mod words;
#[cfg(test)]
mod tests;

pub use country::actor_at;
pub use gazetteer::{Candidate, Country, Entry, Gazetteer, GazetteerError};
pub use locate::locate;
pub use location::location_of;
pub use names::normalize;

use crate::{entities::MentionId, span::Span};

/// A record of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// GeoNames id; 0 if it is not known (some first-order divisions).
    pub geonameid: u32,
    /// Name in the gazetteer.
    pub name: String,
    /// Where it is.
    pub point: Point,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// First-order division: its GeoNames code.
    pub admin1: Option<String>,
    /// Inhabitants; 0 if not known.
    pub population: u64,
    /// What kind of place.
    pub feature: Feature,
}

/// A point on the globe, WGS 84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// North positive.
    pub lat: f64,
    /// East positive.
    pub lon: f64,
}

/// What kind of place a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A city, town or village.
    Populated,
    /// A country; its point is no place where anything happened.
    Country,
    /// A first-order division.
    Admin1,
    /// A region, river, sea, continent: named, never a pin.
    Region,
}

/// A mention of a place and what it may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// The mention.
    pub mention: MentionId,
    /// Its words.
    pub span: Span,
    /// The records it may stand for, likeliest first.
    pub candidates: Vec<Place>,
    /// The one taken; `None`: named but not placed, a legal result.
    pub place: Option<Place>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// Where something was.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// The toponym the location was read from: an index into the document's list.
    pub toponym: u32,
    /// How exact it is.
    pub precision: GeoPrecision,
    /// Distance and bearing from the place, where the text gives them ("300 meters from").
    pub relation: Option<Offset>,
    /// The words that say so.
    pub evidence: Span,
}

/// How exactly a location is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GeoPrecision {
    /// In the place.
    Exact,
    /// Near the place, or at a stated distance from it.
    Near,
    /// Somewhere in a second-order division.
    Admin2,
    /// Somewhere in a first-order division.
    Admin1,
    /// Somewhere in the country: never a pin.
    Country,
}

/// A distance and direction from a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    /// How far, in kilometres, if given.
    pub distance_km: Option<f64>,
    /// Which way, in degrees clockwise from north, if given.
    pub bearing: Option<f64>,
}

/// Great-circle distance, in **kilometres**.
///
/// Haversine (Sinnott 1984) on the mean sphere: within 0.6 % of WGS 84, enough to rank candidates.
pub fn distance_km(a: Point, b: Point) -> f64 {
    const MEAN_RADIUS_KM: f64 = 6371.0088;
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * MEAN_RADIUS_KM * h.sqrt().min(1.0).asin()
}
