//! Words, sentences, grammar and names against the treebanks and CoNLL-2003.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result};
use zenobia::{
    article::{Article, Block, BlockKind},
    encoder::{Encoder, Kind},
    span::Span,
    syntax::{self, Syntax},
    tokens::{self, Text, TokenId, conllu},
};

use super::{Bench, Counts, Figure};

/// Names of the figures of an English treebank.
struct Names {
    upos: &'static str,
    lemma: &'static str,
    las: &'static str,
    token_f1: &'static str,
    sentence_f1: &'static str,
    raw_las: &'static str,
}

/// Web text: the words as the treebank cuts them, and the raw text as the program cuts it.
pub(super) fn ewt(bench: &Bench) -> Result<Vec<Figure>> {
    let names = Names {
        upos: "ewt.upos",
        lemma: "ewt.lemma",
        las: "ewt.las",
        token_f1: "ewt.token_f1",
        sentence_f1: "ewt.sentence_f1",
        raw_las: "ewt.raw_las",
    };
    english(bench, "ud-english-ewt/en_ewt-ud-dev.conllu.gz", &names)
}

/// Edited text and talk in sixteen genres, measured as the web text is.
pub(super) fn gum(bench: &Bench) -> Result<Vec<Figure>> {
    let names = Names {
        upos: "gum.upos",
        lemma: "gum.lemma",
        las: "gum.las",
        token_f1: "gum.token_f1",
        sentence_f1: "gum.sentence_f1",
        raw_las: "gum.raw_las",
    };
    english(bench, "ud-english-gum/en_gum-ud-dev.conllu.gz", &names)
}

fn english(bench: &Bench, path: &str, names: &Names) -> Result<Vec<Figure>> {
    let content = bench.read(path)?;
    let encoder = Encoder::built_in()?;
    let figure = |name, right, words| Figure {
        name,
        value: right as f64 / words as f64,
        detail: format!("{right} of {words} words, as the treebank cuts them"),
    };
    let gold = gold_words(bench, &content, &encoder)?;
    let mut figures = vec![
        figure(names.upos, gold.upos, gold.words),
        figure(names.lemma, gold.lemma, gold.words),
        figure(names.las, gold.arcs, gold.words),
    ];
    figures.extend(raw_text(bench, &content, &encoder, names)?);
    Ok(figures)
}

/// Languages other than English, each with the names of its figures.
const OTHER: &[(&str, &str, &str)] = &[
    ("ar", "ud-ar.upos", "ud-ar.las"),
    ("de", "ud-de.upos", "ud-de.las"),
    ("es", "ud-es.upos", "ud-es.las"),
    ("fa", "ud-fa.upos", "ud-fa.las"),
    ("fr", "ud-fr.upos", "ud-fr.las"),
    ("he", "ud-he.upos", "ud-he.las"),
    ("pt", "ud-pt.upos", "ud-pt.las"),
    ("ru", "ud-ru.upos", "ud-ru.las"),
    ("tr", "ud-tr.upos", "ud-tr.las"),
    ("uk", "ud-uk.upos", "ud-uk.las"),
];

/// Parts of speech and universal relations of ten more languages, in words as their treebanks cut them.
pub(super) fn other_languages(bench: &Bench) -> Result<Vec<Figure>> {
    let encoder = Encoder::built_in()?;
    let mut figures = Vec::new();
    for &(language, upos, las) in OTHER {
        let content = bench.read(&format!("ud-other/{language}-dev.conllu.gz"))?;
        let gold = gold_words(bench, &content, &encoder)?;
        for (name, right) in [(upos, gold.upos), (las, gold.arcs)] {
            figures.push(Figure {
                name,
                value: right as f64 / gold.words as f64,
                detail: format!("{right} of {} words", gold.words),
            });
        }
    }
    Ok(figures)
}

/// How many words, cut as a treebank cuts them, get what the treebank gives them.
struct GoldWords {
    words: usize,
    upos: usize,
    lemma: usize,
    /// Head and universal relation.
    arcs: usize,
}

fn gold_words(bench: &Bench, content: &str, encoder: &Encoder) -> Result<GoldWords> {
    let (source, text, gold) = syntax::conllu::read(content)?;
    let found = parse(encoder, &source, &text);
    let mut right = [0; 3];
    let mut errors = bench.errors;
    for (index, (gold_word, word)) in gold.words().iter().zip(found.words()).enumerate() {
        let marks = [
            gold_word.upos == word.upos,
            gold_word.lemma == word.lemma,
            gold_word.head == word.head && gold_word.relation == word.relation,
        ];
        for (count, mark) in right.iter_mut().zip(marks) {
            *count += usize::from(mark);
        }
        if marks.contains(&false) && errors > 0 {
            errors -= 1;
            let id = TokenId(index as u32);
            let describe = |syntax: &Syntax| {
                let word = syntax.word(id);
                let head = word
                    .head
                    .map_or("ROOT", |head| text.span(head).text(&source));
                format!(
                    "{} {} {} {head}",
                    word.lemma,
                    word.upos.label(),
                    word.deprel()
                )
            };
            eprintln!(
                "{}: {} is {}, not {}",
                text.sentence_of(id).span.text(&source),
                text.span(id).text(&source),
                describe(&gold),
                describe(&found)
            );
        }
    }
    let [upos, lemma, arcs] = right;
    Ok(GoldWords {
        words: gold.words().len(),
        upos,
        lemma,
        arcs,
    })
}

fn parse(encoder: &Encoder, source: &str, text: &Text) -> Syntax {
    let encoding = encoder
        .encode_all(&[(source, text)])
        .pop()
        .unwrap_or_default();
    syntax::parse(source, text, &encoding)
}

fn raw_text(bench: &Bench, content: &str, encoder: &Encoder, names: &Names) -> Result<Vec<Figure>> {
    let (article, gold_text, gold) = raw_article(content)?;
    let text = tokens::split(&article);
    let found = parse(encoder, &article.text, &text);
    let mut words = Counts {
        given: text.tokens.len(),
        wanted: gold_text.tokens.len(),
        right: 0,
    };
    let mut arcs = words;
    let gold_at: HashMap<Span, usize> = gold_text
        .tokens
        .iter()
        .enumerate()
        .map(|(index, token)| (token.span, index))
        .collect();
    for (token, word) in text.tokens.iter().zip(found.words()) {
        let Some(&index) = gold_at.get(&token.span) else {
            continue;
        };
        words.right += 1;
        let gold_word = &gold.words()[index];
        let head = word.head.map(|head| text.span(head));
        let gold_head = gold_word.head.map(|head| gold_text.span(head));
        arcs.right += usize::from(head == gold_head && word.relation == gold_word.relation);
    }
    let spans = |text: &Text| -> Vec<Span> { text.sentences.iter().map(|s| s.span).collect() };
    let sentences = compare(&spans(&gold_text), &spans(&text));
    print_differences(bench, &article, &gold_text, &text);
    Ok([
        (names.token_f1, words),
        (names.sentence_f1, sentences),
        (names.raw_las, arcs),
    ]
    .into_iter()
    .map(|(name, counts)| Figure {
        name,
        value: counts.f1(),
        detail: format!(
            "from raw text: precision {:.3}, recall {:.3}",
            counts.precision(),
            counts.recall()
        ),
    })
    .collect())
}

fn compare(gold: &[Span], found: &[Span]) -> Counts {
    let wanted: HashSet<&Span> = gold.iter().collect();
    Counts {
        right: found.iter().filter(|span| wanted.contains(span)).count(),
        given: found.len(),
        wanted: gold.len(),
    }
}

/// Prints gold sentences that the program cuts otherwise, into words or from their neighbours.
fn print_differences(bench: &Bench, article: &Article, gold: &Text, found: &Text) {
    let mut errors = bench.errors;
    for sentence in &gold.sentences {
        let cut = |text: &Text| -> Vec<&str> {
            text.tokens_in(sentence.span)
                .map(|id| text.span(id).text(&article.text))
                .collect()
        };
        let (wanted, given) = (cut(gold), cut(found));
        let whole = found
            .sentences
            .iter()
            .any(|other| other.span == sentence.span);
        if (wanted == given && whole) || errors == 0 {
            continue;
        }
        errors -= 1;
        let parts: Vec<&str> = found
            .sentences
            .iter()
            .filter(|other| other.span.overlaps(sentence.span))
            .map(|other| other.span.text(&article.text))
            .collect();
        eprintln!("words: {}", wanted.join(" "));
        if wanted != given {
            eprintln!("  found: {}", given.join(" "));
        }
        if !whole {
            eprintln!("  sentences: {}", parts.join(" | "));
        }
    }
}

/// The treebank's paragraphs as an article, and its words in that text.
fn raw_article(content: &str) -> Result<(Article, Text, Syntax)> {
    let table = conllu::read(content)?;
    let gold = syntax::conllu::syntax(&table);
    let opens_paragraph: Vec<bool> = content
        .split("\n\n")
        .filter(|block| !block.trim().is_empty())
        .map(|block| {
            block
                .lines()
                .any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc"))
        })
        .collect();
    let mut text = table.text.clone();
    let mut source = String::new();
    let mut blocks: Vec<Block> = Vec::new();
    for (index, sentence) in text.sentences.iter_mut().enumerate() {
        if opens_paragraph[index] || index == 0 {
            source.truncate(source.trim_end().len());
            if index > 0 {
                source.push_str("\n\n");
            }
            blocks.push(Block {
                span: Span::new(source.len(), source.len()),
                kind: BlockKind::Paragraph,
            });
        }
        let start = source.len();
        for id in sentence.token_ids() {
            let row = &table.rows[id.index()];
            let span = &mut text.tokens[id.index()].span;
            *span = Span::new(source.len(), source.len() + row.form.len());
            source.push_str(row.form);
            sentence.span = Span::new(start, source.len());
            if row.blank_after {
                source.push(' ');
            }
        }
        let block = blocks
            .last_mut()
            .context("the first sentence opens a block")?;
        block.span = block.span.cover(sentence.span);
    }
    let article = Article {
        blocks,
        ..Article::of_text(source)
    };
    Ok((article, text, gold))
}

/// Names of persons, organizations and locations, exact, in words as the corpus cuts them.
pub(super) fn conll2003(bench: &Bench) -> Result<Vec<Figure>> {
    let records = bench.records("conll2003/dev.jsonl")?;
    let mut sentences: Vec<Vec<(&str, bool)>> = Vec::new();
    let mut wanted: Vec<Vec<(Span, Kind)>> = Vec::new();
    for record in &records {
        let text = record["text"].as_str().context("a record has a text")?;
        sentences.push(
            text.split(' ')
                .filter(|w| !w.is_empty())
                .map(|w| (w, true))
                .collect(),
        );
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let mut names = Vec::new();
        for span in record["spans"].as_array().into_iter().flatten() {
            let label = match span["label"].as_str() {
                Some("PER") => Kind::Person,
                Some("ORG") => Kind::Organization,
                Some("LOC") => Kind::Place,
                _ => continue,
            };
            let at = |key: &str| -> Result<usize> {
                let place = span[key].as_u64().context("a span has two ends")?;
                Ok(bytes[place as usize])
            };
            names.push((Span::new(at("start")?, at("end")?), label));
        }
        wanted.push(names);
    }
    let (source, text) = tokens::join(sentences.iter().map(|words| words.iter().copied()));
    let encoder = Encoder::built_in()?;
    let encoding = encoder
        .encode_all(&[(&source, &text)])
        .pop()
        .unwrap_or_default();
    let mut found: Vec<Vec<(Span, Kind)>> = vec![Vec::new(); text.sentences.len()];
    for name in &encoding.names {
        let label = match name.kind {
            Kind::Person => Kind::Person,
            label if label.is_body() => Kind::Organization,
            label if label.is_location() => Kind::Place,
            _ => continue,
        };
        let sentence = text.tokens[name.first.index()].sentence.index();
        let offset = text.sentences[sentence].span.start as usize;
        let start = text.span(name.first).start as usize - offset;
        let end = text.span(TokenId(name.end.0 - 1)).end as usize - offset;
        found[sentence].push((Span::new(start, end), label));
    }
    let mut counts = Counts::default();
    let mut errors = bench.errors;
    for ((wanted, found), sentence) in wanted.iter().zip(&found).zip(&text.sentences) {
        counts.wanted += wanted.len();
        counts.given += found.len();
        counts.right += found.iter().filter(|name| wanted.contains(name)).count();
        if errors > 0 && wanted != found {
            errors -= 1;
            let line = sentence.span.text(&source);
            let show = |names: &[(Span, Kind)]| -> Vec<String> {
                names
                    .iter()
                    .map(|(span, label)| format!("{} {label:?}", span.text(line)))
                    .collect()
            };
            eprintln!(
                "{line}\n  wanted {:?}\n  found {:?}",
                show(wanted),
                show(found)
            );
        }
    }
    Ok(vec![Figure {
        name: "conll2003.names_f1",
        value: counts.f1(),
        detail: format!(
            "persons, organizations, locations: precision {:.3}, recall {:.3}",
            counts.precision(),
            counts.recall()
        ),
    }])
}
