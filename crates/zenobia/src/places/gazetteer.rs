//! The gazetteer: places of the world by their names, in one file.
//!
//! A header, then five sections: countries and first-order divisions as lines of text, records,
//! postings (which records share a name), and a finite-state map from normalized names to postings.
//! Nothing is unpacked at loading; a name is looked up in the file's own bytes.

use std::sync::Arc;

use fst::Map;

use super::{Feature, Place, Point, names};

/// First bytes of a gazetteer file.
const MAGIC: &[u8; 8] = b"ZENOBIAG";
/// Version of the format.
const VERSION: u32 = 1;
const N_SECTIONS: usize = 5;
const HEADER: usize = 12 + 8 * N_SECTIONS;

const BUILT_IN: &[u8] = include_bytes!("../../../../gazetteer/places.zgz");

/// Places of the world by their names.
#[derive(Clone)]
pub struct Gazetteer {
    countries: Arc<[Country]>,
    // Country's index and GeoNames code of each first-order division.
    divisions: Arc<[(usize, String)]>,
    records: Bytes,
    postings: Bytes,
    names: Map<Bytes>,
}

/// Why a gazetteer cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// The file is not a gazetteer.
    #[error("gazetteer `{name}`: {problem}")]
    Malformed {
        /// Name of the file.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// The file is of another version.
    #[error(
        "gazetteer `{name}` is version {found}, this program reads {VERSION}\n  hint: rebuild it with `cargo xtask gazetteer`"
    )]
    Version {
        /// Name of the file.
        name: String,
        /// Its version.
        found: u32,
    },
}

/// What the gazetteer knows of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// Name of the capital.
    pub capital: String,
    /// Neighbours, ISO 3166-1 alpha-2.
    pub neighbours: Vec<String>,
}

/// A record as a gazetteer is built from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The place.
    pub place: Place,
    /// Further names.
    pub names: Vec<String>,
}

/// A place found under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: Place,
    /// Whether the name is the place's first, not a further one.
    pub main_name: bool,
}

impl Gazetteer {
    /// The gazetteer that comes with zenobia.
    ///
    /// # Errors
    ///
    /// When the file is malformed.
    pub fn built_in() -> Result<Gazetteer, GazetteerError> {
        Gazetteer::read("places.zgz", Bytes::Static(BUILT_IN))
    }

    /// The gazetteer in these bytes; `name` is what errors call the file.
    ///
    /// # Errors
    ///
    /// When they are no gazetteer or one of another version.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::read(name, Bytes::Shared(bytes.into(), 0, usize::MAX))
    }

    fn read(name: &str, bytes: Bytes) -> Result<Gazetteer, GazetteerError> {
        let malformed = |problem: &str| GazetteerError::Malformed {
            name: name.to_owned(),
            problem: problem.to_owned(),
        };
        let all = bytes.as_ref();
        if all.len() < HEADER || !all.starts_with(MAGIC) {
            return Err(malformed("it is no gazetteer file"));
        }
        let found = u32_at(all, 8);
        if found != VERSION {
            return Err(GazetteerError::Version {
                name: name.to_owned(),
                found,
            });
        }
        let section = |index: usize| {
            let start = u32_at(all, 12 + 8 * index) as usize;
            let len = u32_at(all, 16 + 8 * index) as usize;
            bytes
                .slice(start, len)
                .ok_or_else(|| malformed("it is cut short"))
        };
        let lines = |section: Bytes| {
            String::from_utf8(section.as_ref().to_vec())
                .map_err(|_| malformed("its tables are not UTF-8"))
        };
        let countries = lines(section(0)?)?;
        let divisions = lines(section(1)?)?;
        let names =
            Map::new(section(4)?).map_err(|error| malformed(&format!("its names: {error}")))?;
        Ok(Gazetteer {
            countries: countries.lines().map(Country::from_line).collect(),
            divisions: divisions
                .lines()
                .filter_map(|line| {
                    let (country, code) = line.split_once('\t')?;
                    Some((country.parse().ok()?, code.to_owned()))
                })
                .collect(),
            records: section(2)?,
            postings: section(3)?,
            names,
        })
    }

    /// The file of a gazetteer with these countries and places.
    ///
    /// # Errors
    ///
    /// When a place lies in no country of the list, or the file would be too big for its offsets.
    pub fn build(countries: &[Country], entries: &[Entry]) -> Result<Vec<u8>, GazetteerError> {
        build::file(countries, entries)
    }

    /// All countries.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The country with this ISO 3166-1 alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.iso3 == iso3)
    }

    /// The places with this name, whatever its spelling; most inhabitants first.
    pub fn find(&self, name: &str) -> Vec<Candidate> {
        let normalized = names::normalize(name);
        let mut found = self.find_normalized(&normalized);
        if found.is_empty() {
            // "Hasakah" for "al-Hasakah", "the Vatican" for "Vatican"
            found = match names::without_article(&normalized) {
                Some(rest) => self.find_normalized(rest),
                None => self.find_normalized(&format!("al {normalized}")),
            };
            for candidate in &mut found {
                candidate.main_name = false;
            }
        }
        found
    }

    fn find_normalized(&self, name: &str) -> Vec<Candidate> {
        let Some(value) = self.names.get(name) else {
            return Vec::new();
        };
        if value & 1 == 0 {
            return self.candidate(value >> 1).into_iter().collect();
        }
        let start = (value >> 1) as usize;
        let postings = self.postings.as_ref();
        let Some(&count) = postings.get(start) else {
            return Vec::new();
        };
        (0..count as usize)
            .filter_map(|index| {
                let at = start + 1 + 4 * index;
                let posting = postings.get(at..at + 4)?;
                self.candidate(u64::from(u32_at(posting, 0)))
            })
            .collect()
    }

    // A posting: where the record starts, twice, plus one if the name is its first.
    fn candidate(&self, posting: u64) -> Option<Candidate> {
        let record = self.records.as_ref().get((posting >> 1) as usize..)?;
        Some(Candidate {
            place: self.place(record)?,
            main_name: posting & 1 == 1,
        })
    }

    fn place(&self, record: &[u8]) -> Option<Place> {
        let fixed = record.get(..13)?;
        let mut packed = [0; 8];
        packed[..7].copy_from_slice(&fixed[3..10]);
        let packed = u64::from_le_bytes(packed);
        let (country, admin1) = self
            .divisions
            .get(usize::from(u16::from_le_bytes([fixed[10], fixed[11]])))?;
        let mut at = 12;
        let population = varint(record, &mut at)?;
        let len = usize::from(*record.get(at)?);
        let name = std::str::from_utf8(record.get(at + 1..at + 1 + len)?).ok()?;
        Some(Place {
            geonameid: u32::from_le_bytes([fixed[0], fixed[1], fixed[2], 0]),
            name: name.to_owned(),
            point: Point {
                lat: ((packed >> 2 & 0x1ff_ffff) as f64 - 9e6) / 1e5,
                lon: ((packed >> 27 & 0x3ff_ffff) as f64 - 18e6) / 1e5,
            },
            country: self.countries.get(*country)?.iso3.clone(),
            admin1: (!admin1.is_empty()).then(|| admin1.clone()),
            population,
            feature: match packed & 3 {
                0 => Feature::Populated,
                1 => Feature::Country,
                2 => Feature::Admin1,
                _ => Feature::Region,
            },
        })
    }
}

impl Country {
    fn from_line(line: &str) -> Country {
        let mut fields = line.split('\t').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        Country {
            iso3: next(),
            iso2: next(),
            capital: next(),
            neighbours: next()
                .split(',')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer")
            .field("countries", &self.countries.len())
            .field("names", &self.names.len())
            .finish()
    }
}

// The file's bytes, built in or shared, and a part of them.
#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>, usize, usize),
}

impl Bytes {
    fn slice(&self, start: usize, len: usize) -> Option<Bytes> {
        self.as_ref().get(start..start.checked_add(len)?)?;
        Some(match self {
            Bytes::Static(bytes) => Bytes::Static(&bytes[start..start + len]),
            Bytes::Shared(bytes, first, _) => Bytes::Shared(Arc::clone(bytes), first + start, len),
        })
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes, start, len) => {
                let end = start.saturating_add(*len).min(bytes.len());
                &bytes[*start..end]
            }
        }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

mod build {
    use std::collections::{BTreeMap, HashMap};

    use super::{Country, Entry, GazetteerError, HEADER, MAGIC, N_SECTIONS, VERSION, names};
    use crate::places::Feature;

    // A name shared by more places than this keeps the biggest.
    const MOST_SHARED: usize = 40;

    pub(super) fn file(
        countries: &[Country],
        entries: &[Entry],
    ) -> Result<Vec<u8>, GazetteerError> {
        let malformed = |problem: String| GazetteerError::Malformed {
            name: "new".to_owned(),
            problem,
        };
        let mut divisions: Vec<(usize, &str)> = Vec::new();
        let mut division_ids: HashMap<(usize, &str), u16> = HashMap::new();
        let mut records = Vec::new();
        let mut by_name: BTreeMap<String, Vec<(u64, u32)>> = BTreeMap::new();
        for entry in entries {
            let place = &entry.place;
            let country = countries
                .iter()
                .position(|country| country.iso3 == place.country)
                .ok_or_else(|| malformed(format!("`{}` lies in no known country", place.name)))?;
            let key = (country, place.admin1.as_deref().unwrap_or(""));
            let division = *division_ids.entry(key).or_insert_with(|| {
                divisions.push(key);
                (divisions.len() - 1) as u16
            });
            let start = records.len() as u32;
            let feature = match place.feature {
                Feature::Populated => 0,
                Feature::Country => 1,
                Feature::Admin1 => 2,
                Feature::Region => 3,
            };
            let lat = ((place.point.lat * 1e5).round() + 9e6) as u64;
            let lon = ((place.point.lon * 1e5).round() + 18e6) as u64;
            let packed = feature | lat << 2 | lon << 27;
            records.extend_from_slice(&place.geonameid.to_le_bytes()[..3]);
            records.extend_from_slice(&packed.to_le_bytes()[..7]);
            records.extend_from_slice(&division.to_le_bytes());
            write_varint(&mut records, place.population);
            let name = &place.name.as_bytes()[..place.name.floor_char_boundary(255)];
            records.push(name.len() as u8);
            records.extend_from_slice(name);

            let main = names::normalize(&place.name);
            for name in &entry.names {
                let name = names::normalize(name);
                if name.len() > 1 && name != main {
                    add(&mut by_name, name, (place.population, start << 1));
                }
            }
            add(&mut by_name, main, (place.population, start << 1 | 1));
        }
        let mut postings = Vec::new();
        let mut map = fst::MapBuilder::memory();
        for (name, mut sharing) in by_name {
            sharing.sort_by_key(|&(population, posting)| (std::cmp::Reverse(population), posting));
            sharing.truncate(MOST_SHARED);
            let value = match sharing[..] {
                [(_, posting)] => u64::from(posting) << 1,
                _ => {
                    let start = postings.len() as u64;
                    postings.push(sharing.len() as u8);
                    for (_, posting) in sharing {
                        postings.extend_from_slice(&posting.to_le_bytes());
                    }
                    start << 1 | 1
                }
            };
            map.insert(&name, value)
                .map_err(|error| malformed(format!("name `{name}`: {error}")))?;
        }
        let names = map
            .into_inner()
            .map_err(|error| malformed(error.to_string()))?;
        let countries: String = countries
            .iter()
            .map(|country| {
                let neighbours = country.neighbours.join(",");
                format!(
                    "{}\t{}\t{}\t{neighbours}\n",
                    country.iso3, country.iso2, country.capital
                )
            })
            .collect();
        let divisions: String = divisions
            .iter()
            .map(|(country, code)| format!("{country}\t{code}\n"))
            .collect();
        let sections: [&[u8]; N_SECTIONS] = [
            countries.as_bytes(),
            divisions.as_bytes(),
            &records,
            &postings,
            &names,
        ];
        let mut file = MAGIC.to_vec();
        file.extend_from_slice(&VERSION.to_le_bytes());
        let mut start = HEADER;
        for section in sections {
            file.extend_from_slice(&(start as u32).to_le_bytes());
            file.extend_from_slice(&(section.len() as u32).to_le_bytes());
            start += section.len();
        }
        for section in sections {
            file.extend_from_slice(section);
        }
        if u32::try_from(file.len()).is_err() {
            return Err(malformed("it would be over 4 GiB".to_owned()));
        }
        Ok(file)
    }

    fn add(by_name: &mut BTreeMap<String, Vec<(u64, u32)>>, name: String, posting: (u64, u32)) {
        if name.is_empty() {
            return;
        }
        let sharing = by_name.entry(name).or_default();
        if !sharing.iter().any(|other| other.1 >> 1 == posting.1 >> 1) {
            sharing.push(posting);
        }
    }

    fn write_varint(bytes: &mut Vec<u8>, mut value: u64) {
        while value >= 0x80 {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_is_found_again() {
        let countries = [Country {
            iso3: "XXA".to_owned(),
            iso2: "XA".to_owned(),
            capital: "Lorn".to_owned(),
            neighbours: vec!["XB".to_owned()],
        }];
        let place = |geonameid, name: &str, lat, lon, population| Place {
            geonameid,
            name: name.to_owned(),
            point: Point { lat, lon },
            country: "XXA".to_owned(),
            admin1: Some("07".to_owned()),
            population,
            feature: Feature::Populated,
        };
        let lorn = place(13_665_338, "Al Lorn", -34.5624, -179.99999, 50_000);
        let other = place(2, "Lorn", 90.0, 180.0, 0);
        let entries = [
            Entry {
                place: lorn.clone(),
                names: vec!["Lôrn".to_owned()],
            },
            Entry {
                place: other.clone(),
                names: Vec::new(),
            },
        ];
        let file = Gazetteer::build(&countries, &entries).expect("the countries are known");
        let gazetteer = Gazetteer::from_bytes("test", file).expect("the file is whole");
        let found = gazetteer.find("LORN");
        let places: Vec<&Place> = found.iter().map(|candidate| &candidate.place).collect();
        assert_eq!(places, [&lorn, &other]);
        assert!(!found[0].main_name && found[1].main_name);
        assert_eq!(gazetteer.find("al-Lorn").len(), 1);
        assert_eq!(gazetteer.countries(), countries);
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let error = |bytes: &[u8]| {
            Gazetteer::from_bytes("x.zgz", bytes.to_vec())
                .expect_err("it is no gazetteer")
                .to_string()
        };
        assert!(error(b"nothing").contains("no gazetteer file"));
        let mut newer = MAGIC.to_vec();
        newer.extend_from_slice(&[9; 80]);
        assert!(error(&newer).contains("`x.zgz` is version"));
        let mut short = BUILT_IN[..HEADER + 10].to_vec();
        assert!(error(&short).contains("cut short"));
        short.clear();
    }

    #[test]
    fn the_built_in_gazetteer_knows_palmyra_by_its_arabic_name() {
        let gazetteer = Gazetteer::built_in().expect("the file is whole");
        let found = gazetteer.find("Palmyra");
        assert!(
            found
                .iter()
                .any(|candidate| candidate.place.geonameid == 163808)
        );
        assert_eq!(gazetteer.find("Tadmor")[0].place.country, "SYR");
    }
}
