//! Quality figures: each measure runs zenobia over a corpus and compares with what people marked.

mod acled;
mod actors;
mod attributions;
mod casualties;
pub(crate) mod events;
pub(crate) mod examples;
mod factuality;
pub(crate) mod folds;
mod pages;
mod readers;
mod reading;
mod seed;
mod temporal;
mod text;
mod toponyms;

use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use serde_json::Value;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only measures whose name starts with this.
    only: Option<String>,
    /// Write the figures to scores.toml.
    #[arg(long)]
    keep: bool,
    /// Folder of the corpora.
    #[arg(long, env = "ZENOBIA_CORPORA")]
    corpora: Option<PathBuf>,
    /// Folder of event classifiers that each leave a part of the training sentences out (`train_events.py --fold all`):
    /// measure each on what it has not seen.
    #[arg(long)]
    folds: Option<PathBuf>,
    /// Print up to this many wrong answers of each measure.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// One figure; higher is better.
pub(crate) struct Figure {
    /// Key in scores.toml: "pages-aeb.body_f1".
    pub name: &'static str,
    /// The value, 0 to 1 where it is a share.
    pub value: f64,
    /// Counts behind it, in words for a person.
    pub detail: String,
}

/// What a measure may use.
pub(crate) struct Bench {
    /// Folder of the corpora.
    pub corpora: PathBuf,
    /// Folder of event classifiers that each leave a part out.
    pub folds: Option<PathBuf>,
    /// How many wrong answers to print on stderr.
    pub errors: usize,
}

type Measure = fn(&Bench) -> Result<Vec<Figure>>;

/// All measures with the corpus folder each needs, in the order they are printed.
const MEASURES: &[(&str, Measure)] = &[
    ("ud-english-ewt", text::ewt),
    ("ud-english-gum", text::gum),
    ("ud-other", text::other_languages),
    ("conll2003", text::conll2003),
    ("polnear", attributions::measure),
    ("factuality", factuality::measure),
    ("temporal-tempeval3", temporal::tempeval3),
    ("temporal-wikiwars", temporal::wikiwars),
    ("ngec_actors", actors::ngec),
    ("re3d", actors::re3d),
    ("../seed", pages::seed),
    ("../seed", seed::measure),
    ("pages-aeb", pages::bodies),
    ("pages-fundus", pages::fundus),
    ("pages-mediacloud", pages::mediacloud),
    ("pages-readability", pages::readability),
    ("plv_dyads", events::plv),
    ("cameo_class", events::cameo_class),
    ("cameo_ner", events::cameo_ner),
    ("ngec_headlines", events::headlines),
    ("case2021_task2", acled::sub_types),
    (OWN_EXAMPLES, examples::own),
    ("fakes", examples::news),
    (READING, readers::sheet),
    ("isaf", casualties::isaf),
    ("geo-lgl", toponyms::lgl),
    ("geo-tr-news", toponyms::tr_news),
    ("geo-geovirus", toponyms::geovirus),
];

/// A measure on sentences of the project itself, which needs no corpus.
const OWN_EXAMPLES: &str = "examples";

/// What two readers found, which needs none either.
const READING: &str = "reading";

/// The folder that holds the workspace.
pub(crate) fn project_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

/// Runs the measures and compares with what scores.toml keeps.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let root = project_root();
    let corpora = arguments
        .corpora
        .clone()
        .unwrap_or_else(|| root.join("../shared/corpora"));
    let bench = Bench {
        corpora,
        folds: arguments.folds.clone(),
        errors: arguments.errors,
    };
    let kept_path = root.join("scores.toml");
    let mut kept: BTreeMap<String, f64> = match fs::read_to_string(&kept_path) {
        Ok(content) => toml::from_str(&content).context("reading scores.toml")?,
        Err(_) => BTreeMap::new(),
    };
    let mut fell = 0;
    for (corpus, measure) in MEASURES {
        if arguments
            .only
            .as_ref()
            .is_some_and(|only| !corpus.starts_with(only.as_str()))
        {
            continue;
        }
        if ![OWN_EXAMPLES, READING].contains(corpus) && !bench.corpora.join(corpus).exists() {
            println!(
                "{corpus:<34} skipped: no such folder in {}",
                bench.corpora.display()
            );
            continue;
        }
        for figure in measure(&bench)? {
            let before = kept.get(figure.name).copied();
            let mark = match before {
                Some(before) if figure.value < before - 0.0005 => {
                    fell += 1;
                    format!("FELL from {before:.3}")
                }
                Some(before) if figure.value > before + 0.0005 => format!("rose from {before:.3}"),
                Some(_) => String::new(),
                None => "new".to_owned(),
            };
            println!(
                "{:<34} {:.3}  {mark:<16} {}",
                figure.name, figure.value, figure.detail
            );
            if arguments.keep {
                kept.insert(
                    figure.name.to_owned(),
                    (figure.value * 1000.0).round() / 1000.0,
                );
            }
        }
    }
    if arguments.keep {
        let reasons = reasons(&kept_path);
        let lines: String = kept
            .iter()
            .map(|(name, value)| {
                let reason = reasons.get(name).map(String::as_str).unwrap_or_default();
                format!("\"{name}\" = {value:.3}{reason}\n")
            })
            .collect();
        fs::write(&kept_path, lines).context("writing scores.toml")?;
        return Ok(ExitCode::SUCCESS);
    }
    Ok(if fell == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What stands behind figures in scores.toml: why they fell, `  # ...`.
fn reasons(path: &Path) -> BTreeMap<String, String> {
    let content = fs::read_to_string(path).unwrap_or_default();
    content
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.strip_prefix('"')?.split_once('"')?;
            let at = rest.find("  #")?;
            Some((name.to_owned(), rest[at..].to_owned()))
        })
        .collect()
}

impl Bench {
    /// The records of a JSON Lines file, plain or gzip by its name.
    pub(crate) fn records(&self, path: &str) -> Result<Vec<Value>> {
        self.read(path)?
            .lines()
            .map(|line| serde_json::from_str(line).with_context(|| format!("a record of {path}")))
            .collect()
    }

    /// A text file, plain or gzip by its name.
    pub(crate) fn read(&self, path: &str) -> Result<String> {
        let bytes = self.bytes(path)?;
        String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))
    }

    /// A file's bytes, unpacked if its name ends in `.gz`.
    pub(crate) fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let bytes = fs::read(self.corpora.join(path)).with_context(|| format!("reading {path}"))?;
        if !path.ends_with(".gz") {
            return Ok(bytes);
        }
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked)?;
        Ok(unpacked)
    }
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Right answers.
    pub right: usize,
    /// Answers given.
    pub given: usize,
    /// Answers wanted.
    pub wanted: usize,
}

impl Counts {
    /// Share of the given answers that are right.
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.given)
    }

    /// Share of the wanted answers that were given.
    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.wanted)
    }

    /// Harmonic mean of precision and recall.
    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, self.given + self.wanted)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
