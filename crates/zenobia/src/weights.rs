//! Linear models: a question is answered by the sum of the weights of what speaks for and against.
//!
//! `training/linear.py` makes the weights.

use rustc_hash::FxHashMap;

use crate::lexicon::{self, LexiconError};

/// Weights of features, by the hash of their names.
#[derive(Clone, Debug, Default)]
pub struct Weights(FxHashMap<u64, f32>);

/// What takes a feature: its kind and its values.
pub type Give<'a> = dyn FnMut(&str, &[&str]) + 'a;

impl Weights {
    /// Reads a file of features and weights.
    ///
    /// # Errors
    ///
    /// When a weight is no number.
    pub fn read(file: &str, content: &str) -> Result<Weights, LexiconError> {
        let mut weights = FxHashMap::default();
        for entry in lexicon::entries(file, content) {
            let weight: f32 = entry
                .field(1)
                .parse()
                .ok()
                .filter(|weight: &f32| weight.is_finite())
                .ok_or_else(|| entry.error("the second column is not a number"))?;
            weights.insert(hash(START, entry.field(0)), weight);
        }
        Ok(Weights(weights))
    }

    /// Whether there are none: nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sum of the weights of the features that `features` gives.
    pub fn sum(&self, features: impl FnOnce(&mut Give<'_>)) -> f32 {
        let mut sum = 0.0;
        features(&mut |kind, values| {
            let mut key = hash(START, kind);
            for value in values {
                key = hash(hash(key, " "), value);
            }
            if let Some(weight) = self.0.get(&key) {
                sum += weight;
            }
        });
        sum
    }
}

/// How likely a yes is, by the sum of the weights of what speaks for it.
pub fn likelihood(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// A likelihood as a value of a feature.
pub fn grade(likelihood: f32) -> &'static str {
    match likelihood {
        f32::NEG_INFINITY..0.05 => "0",
        0.05..0.1 => "5",
        0.1..0.2 => "10",
        0.2..0.35 => "20",
        0.35..0.5 => "35",
        0.5..0.65 => "50",
        0.65..0.8 => "65",
        0.8..0.9 => "80",
        0.9..0.96 => "90",
        0.96..0.99 => "96",
        _ => "99",
    }
}

/// The same in fewer steps.
pub fn rough_grade(likelihood: f32) -> &'static str {
    match likelihood {
        f32::NEG_INFINITY..0.05 => "none",
        0.05..0.3 => "little",
        0.3..0.7 => "half",
        0.7..0.93 => "much",
        _ => "all",
    }
}

/// The features that `features` gives, as files write them: kind and values with blanks between.
pub fn names(features: impl FnOnce(&mut Give<'_>)) -> Vec<String> {
    let mut names = Vec::new();
    features(&mut |kind, values| {
        let mut name = kind.to_owned();
        for value in values {
            name.push(' ');
            name.push_str(value);
        }
        names.push(name);
    });
    names
}

// FNV-1a: a name may be hashed in parts, without putting it together.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(key: u64, part: &str) -> u64 {
    part.bytes().fold(key, |key, byte| {
        (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_found_by_the_names_that_are_written() {
        let features = |give: &mut Give<'_>| {
            give("bias", &[]);
            give("path", &["actor", "nsubj"]);
            give("path", &["actor", "obj"]);
        };
        assert_eq!(
            names(features),
            ["bias", "path actor nsubj", "path actor obj"]
        );
        let weights = Weights::read(
            "w.tsv",
            "# feature\tweight\nbias\t-1\npath actor nsubj\t2.5\n",
        );
        assert!((weights.expect("two weights").sum(features) - 1.5).abs() < 1e-6);
        assert!(Weights::read("w.tsv", "bias\tmuch").is_err());
        assert!(Weights::read("w.tsv", "bias\tNaN").is_err());
        assert_eq!(Weights::default().sum(features), 0.0);
    }

    #[test]
    fn grades_begin_at_their_edges() {
        for (likelihood, exact, rough) in [
            (0.0, "0", "none"),
            (0.05, "5", "little"),
            (0.3, "20", "half"),
            (0.5, "50", "half"),
            (0.93, "90", "all"),
            (1.0, "99", "all"),
        ] {
            assert_eq!((grade(likelihood), rough_grade(likelihood)), (exact, rough));
        }
    }
}
