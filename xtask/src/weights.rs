//! Writes what `training/linear.py` learns to weigh: what words tell events in marked sentences, who takes part in them,
//! how they are told, and which are right.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use zenobia::{
    article::Article,
    events::{
        Status,
        weighing::{self, Question, Side, Weighing},
    },
    span::Span,
    tokens,
};

use crate::score::{
    Bench,
    events::{self, Pair},
    examples::{self, Act},
    folds::{self, Fold},
};

/// What to write, and where.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the corpora.
    #[arg(long, env = "ZENOBIA_CORPORA")]
    corpora: PathBuf,
    /// Folder of event classifiers that each leave a part out (`train_events.py --fold all`): each is asked of what it
    /// has not seen.
    #[arg(long)]
    folds: PathBuf,
    /// Folder to write `parties`, `statuses`, `telling` and `confidence` to. The last two rest on what the folds have
    /// of the first two, and `confidence` on what they have of `telling`.
    out: PathBuf,
}

/// Writes source, fold and sentence, label, what the rules say, and features of everything that is weighed, parted by
/// tabs.
pub(crate) fn write(arguments: &Arguments) -> Result<()> {
    let bench = Bench {
        corpora: arguments.corpora.clone(),
        folds: Some(arguments.folds.clone()),
        errors: 0,
    };
    let marked = [
        ("news", examples::read_news(&bench)?),
        ("examples", examples::read()?),
    ];
    let pairs = events::read_pairs(&bench, "train")?;
    std::fs::create_dir_all(&arguments.out)?;
    let mut files = Files::create(&arguments.out)?;
    let folds = folds::read(&bench)?;
    if folds.is_empty() {
        bail!(
            "no classifier in {}",
            arguments.folds.join("fold0").display()
        );
    }
    for (number, fold) in folds.iter().enumerate() {
        for (source, marked) in &marked {
            for (index, example) in marked.iter().enumerate() {
                if !fold.measures(&example.id) {
                    continue;
                }
                for weighing in weighings(fold, &example.text) {
                    if let Some(label) = label(&example.acts, &weighing) {
                        files.add(source, number, index, label, &weighing)?;
                    }
                }
            }
        }
        for (index, pair) in pairs.iter().enumerate() {
            if !fold.measures(&pair.id) {
                continue;
            }
            let weighings = weighings(fold, &pair.text);
            let acts = acts_between(pair, &weighings);
            for weighing in &weighings {
                let is_known = match weighing.question {
                    // Others may take part, and other acts may be told, as well.
                    Question::Party(_, span) => {
                        let mut marks = pair.source.iter().chain(&pair.target);
                        marks.any(|mark| mark.overlaps(span))
                    }
                    Question::Told => find(&acts, weighing).is_some(),
                    Question::Status(_) | Question::Whole { .. } => false,
                };
                if let Some(label) = label(&acts, weighing).filter(|_| is_known) {
                    files.add("pairs", number, index, label, weighing)?;
                }
            }
        }
    }
    files.finish()
}

struct Files {
    parties: BufWriter<File>,
    statuses: BufWriter<File>,
    telling: BufWriter<File>,
    confidence: BufWriter<File>,
}

impl Files {
    fn create(folder: &Path) -> Result<Files> {
        let file = |name| File::create(folder.join(name)).map(BufWriter::new);
        Ok(Files {
            parties: file("parties")?,
            statuses: file("statuses")?,
            telling: file("telling")?,
            confidence: file("confidence")?,
        })
    }

    fn add(
        &mut self,
        source: &str,
        fold: usize,
        index: usize,
        label: bool,
        weighing: &Weighing,
    ) -> Result<()> {
        let out = match weighing.question {
            Question::Party(..) => &mut self.parties,
            Question::Status(_) => &mut self.statuses,
            Question::Told => &mut self.telling,
            Question::Whole { .. } => &mut self.confidence,
        };
        writeln!(
            out,
            "{source}\t{fold} {index}\t{}\t{}\t{}",
            u8::from(label),
            u8::from(weighing.ruled),
            weighing.features.join("\t")
        )?;
        Ok(())
    }

    fn finish(self) -> Result<()> {
        for mut file in [self.parties, self.statuses, self.telling, self.confidence] {
            file.flush()?;
        }
        Ok(())
    }
}

/// The acts of a pair's root that may be told between the two.
fn acts_between(pair: &Pair, weighings: &[Weighing]) -> Vec<Act> {
    let names = |weighing: &Weighing, wanted: Side, marks: &[Span]| match weighing.question {
        Question::Party(side, span) if side == wanted => {
            marks.iter().any(|mark| mark.overlaps(span))
        }
        _ => false,
    };
    let mut acts: Vec<Act> = Vec::new();
    for one in weighings
        .iter()
        .filter(|one| one.question == Question::Told)
    {
        let mut same_act = weighings
            .iter()
            .filter(|other| other.words == one.words && other.event_type == one.event_type);
        let has_actor = same_act
            .clone()
            .any(|other| names(other, Side::Actor, &pair.source));
        let has_recipient = same_act.any(|other| names(other, Side::Recipient, &pair.target));
        let is_wanted = Status::ALL
            .iter()
            .any(|&status| events::root(one.event_type, status) == pair.root);
        if has_actor && has_recipient && is_wanted {
            acts.push(Act {
                event_type: one.event_type.label().to_owned(),
                mode: None,
                status: String::new(),
                trigger: one.words[0],
                actors: pair.source.clone(),
                recipients: pair.target.clone(),
            });
        }
    }
    acts
}

fn weighings(fold: &Fold, text: &str) -> Vec<Weighing> {
    let article = Article::of_text(text);
    let text = tokens::split(&article);
    let encoding = fold.coder.encoder.encode(&article, &text);
    let acts = encoding.acts.clone();
    let document = fold
        .coder
        .code_encoded(article, text, encoding, &mut |_| ());
    weighing::of(document.layers(&acts), &fold.coder.predicates)
}

/// The answer that the marks give; `None` to what is asked of an act that is not marked.
fn label(acts: &[Act], weighing: &Weighing) -> Option<bool> {
    let act = find(acts, weighing);
    match &weighing.question {
        Question::Party(side, span) => {
            let marked = match side {
                Side::Actor => &act?.actors,
                Side::Recipient => &act?.recipients,
            };
            Some(marked.iter().any(|mark| mark.overlaps(*span)))
        }
        Question::Status(status) => Some(act?.status == status.label()),
        Question::Told => Some(act.is_some()),
        Question::Whole { actors, recipients } => {
            Some(act.is_some_and(|act| act.sides_agree(actors, recipients)))
        }
    }
}

/// The act of the same type that one of the same words tells.
fn find<'a>(acts: &'a [Act], weighing: &Weighing) -> Option<&'a Act> {
    acts.iter().find(|act| {
        act.event_type == weighing.event_type.label()
            && weighing.words.iter().any(|word| word.overlaps(act.trigger))
    })
}
