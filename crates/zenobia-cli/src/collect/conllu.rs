//! Text already cut into words, as CoNLL-U.

use std::io::BufRead;

use zenobia::{
    article::{Article, Block, BlockKind},
    tokens::{
        Sentence, Text,
        conllu::{self, Table},
    },
};

use super::{Content, Item, Source, unreadable};
use crate::problem::Problem;

/// The documents of a CoNLL-U file, in order; each begins at `# newdoc`.
pub(super) struct Documents {
    name: String,
    source: Source,
    // The document that is being read.
    opened: Opened,
    line_number: usize,
    n_documents: usize,
    has_ended: bool,
}

/// A document as far as it is read.
#[derive(Debug, Default)]
struct Opened {
    id: Option<String>,
    content: String,
    // Lines of the file before it.
    lines_before: usize,
}

impl Documents {
    pub(super) fn new(name: String, source: Source) -> Documents {
        Documents {
            name,
            source,
            opened: Opened::default(),
            line_number: 0,
            n_documents: 0,
            has_ended: false,
        }
    }

    /// The document that ends here, if it has words.
    fn end_document(&mut self, next: Opened) -> Option<Item> {
        let ended = std::mem::replace(&mut self.opened, next);
        let name = match &ended.id {
            Some(id) => format!("{}: {id}", self.name),
            None => self.name.clone(),
        };
        let content = match conllu::read(&ended.content) {
            Ok(table) if table.rows.is_empty() => return None,
            Ok(table) => {
                self.n_documents += 1;
                let id = ended
                    .id
                    .unwrap_or_else(|| format!("{}-{}", self.name, self.n_documents));
                Content::Words(Box::new(article(id, table)))
            }
            Err(error) => {
                let line = ended.lines_before + error.line;
                let message = format!("`{}`, line {line}: {}", self.name, error.problem);
                Content::Unreadable(Problem::new(message))
            }
        };
        Some(Item { name, content })
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.has_ended {
            let mut line = String::new();
            match self.source.read_line(&mut line) {
                Ok(0) => {
                    self.has_ended = true;
                    return self.end_document(Opened::default());
                }
                Ok(_) => self.line_number += 1,
                Err(error) => {
                    self.has_ended = true;
                    return Some(Item {
                        name: self.name.clone(),
                        content: Content::Unreadable(unreadable(&self.name, &error)),
                    });
                }
            }
            if let Some(rest) = line.strip_prefix("# newdoc") {
                let next = Opened {
                    id: rest.split_once('=').map(|(_, id)| id.trim().to_owned()),
                    content: String::new(),
                    lines_before: self.line_number,
                };
                if let Some(item) = self.end_document(next) {
                    return Some(item);
                }
            } else {
                self.opened.content.push_str(&line);
            }
        }
        None
    }
}

/// The document's words as an article without headline; English, because the format does not say.
fn article(id: String, table: Table<'_>) -> (Article, Text) {
    let article = Article {
        page: id.clone(),
        id,
        blocks: blocks(&table),
        ..Article::of_text(table.source)
    };
    (article, table.text)
}

/// A block a paragraph.
fn blocks(table: &Table<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (number, &Sentence { span, .. }) in table.text.sentences.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if !table.paragraphs.contains(&number) => {
                block.span = block.span.cover(span);
            }
            _ => blocks.push(Block {
                span,
                kind: BlockKind::Paragraph,
            }),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(content: &str) -> Vec<Item> {
        let source = Box::new(Cursor::new(content.to_owned().into_bytes()));
        Documents::new("words.conllu".to_owned(), source).collect()
    }

    fn line(id: &str, form: &str, misc: &str) -> String {
        format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
    }

    #[test]
    fn words_stand_where_the_file_puts_them() {
        let content = [
            "# newdoc id = one\n# newpar\n",
            &line("1", "Zémio", "_"),
            &line("2", "fell", "SpaceAfter=No"),
            &line("3", ".", "_"),
            "\n",
            &line("1", "Why", "SpaceAfter=No"),
            &line("2", "?", "_"),
            "\n# newpar\n",
            &line("1-2", "don't", "_"),
            &line("1", "do", "_"),
            &line("2", "n't", "_"),
            &line("3", "go", "_"),
            "\n# newdoc id = two\n",
            &line("1", "Yes", "_"),
        ]
        .concat();
        let items = read(&content);
        assert_eq!(items.len(), 2);
        let Content::Words(words) = &items[0].content else {
            panic!("{:?}", items[0]);
        };
        let (article, text) = words.as_ref();
        assert_eq!(article.text, "Zémio fell.\nWhy?\ndon't go");
        assert_eq!(article.id, "one");
        let sentences: Vec<&str> = text
            .sentences
            .iter()
            .map(|sentence| sentence.span.text(&article.text))
            .collect();
        assert_eq!(sentences, ["Zémio fell.", "Why?", "don't go"]);
        let blocks: Vec<&str> = article
            .blocks
            .iter()
            .map(|block| block.span.text(&article.text))
            .collect();
        assert_eq!(blocks, ["Zémio fell.\nWhy?", "don't go"]);
        assert_eq!(items[1].name, "words.conllu: two");
    }

    #[test]
    fn a_broken_line_is_named() {
        let items = read("# newdoc\n\n1\tZémio\n");
        let Content::Unreadable(problem) = &items[0].content else {
            panic!("{:?}", items[0]);
        };
        assert!(
            problem.message.starts_with("`words.conllu`, line 3:"),
            "{problem}"
        );
    }
}
