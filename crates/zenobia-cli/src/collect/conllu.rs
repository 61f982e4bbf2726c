//! Text already cut into words, as CoNLL-U.

use std::io::BufRead;

use zenobia::{
    article::{Article, Block, BlockKind},
    span::Span,
    tokens::{Sentence, SentenceId, Text, Token, TokenId},
};

use super::{Content, Item, Source, unreadable};
use crate::problem::Problem;

/// The documents of a CoNLL-U file, in order; each begins at `# newdoc`.
pub(super) struct Documents {
    name: String,
    source: Source,
    /// The document that a `# newdoc` line has opened.
    opened: Builder,
    line_number: usize,
    n_documents: usize,
    has_ended: bool,
}

impl Documents {
    pub(super) fn new(name: String, source: Source) -> Documents {
        Documents {
            name,
            source,
            opened: Builder::default(),
            line_number: 0,
            n_documents: 0,
            has_ended: false,
        }
    }

    fn give(&mut self, next: Builder) -> Option<Item> {
        let finished = std::mem::replace(&mut self.opened, next);
        if finished.tokens.is_empty() {
            return None;
        }
        self.n_documents += 1;
        let name = match &finished.id {
            Some(id) => format!("{}: {id}", self.name),
            None => self.name.clone(),
        };
        let id = finished
            .id
            .clone()
            .unwrap_or_else(|| format!("{}-{}", self.name, self.n_documents));
        Some(Item {
            name,
            content: Content::Words(Box::new(finished.build(id))),
        })
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.has_ended {
            let mut line = String::new();
            self.line_number += 1;
            match self.source.read_line(&mut line) {
                Ok(0) => {
                    self.has_ended = true;
                    return self.give(Builder::default());
                }
                Ok(_) => {}
                Err(error) => {
                    self.has_ended = true;
                    let content = Content::Unreadable(unreadable(&self.name, &error));
                    return Some(Item {
                        name: self.name.clone(),
                        content,
                    });
                }
            }
            let line = line.trim_end_matches(['\n', '\r']);
            if let Some(rest) = line.strip_prefix("# newdoc") {
                let id = rest.split_once('=').map(|(_, id)| id.trim().to_owned());
                let next = Builder {
                    id,
                    ..Builder::default()
                };
                if let Some(item) = self.give(next) {
                    return Some(item);
                }
            } else if let Err(message) = self.opened.read(line) {
                // What follows a broken line can no longer be trusted to be cut right.
                self.has_ended = true;
                let message = format!("`{}`, line {}: {message}", self.name, self.line_number);
                return Some(Item {
                    name: self.name.clone(),
                    content: Content::Unreadable(Problem::new(message)),
                });
            }
        }
        None
    }
}

/// A document as far as it is read.
#[derive(Debug, Default)]
struct Builder {
    id: Option<String>,
    language: Option<String>,
    text: String,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    blocks: Vec<Block>,
    // Where the open sentence began, in tokens.
    first: usize,
    opens_block: bool,
    no_blank_before: bool,
    // Words of a contraction ("del" = "de" + "el") share its letters: first and last number.
    contraction: Option<(u32, u32)>,
}

impl Builder {
    fn read(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            self.end_sentence();
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.read_comment(comment.trim());
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns.as_slice() else {
            return Err("not a word line: CoNLL-U has ten columns".to_owned());
        };
        if columns.len() != 10 {
            return Err(format!("{} columns instead of ten", columns.len()));
        }
        // An empty node ("8.1") stands for a word that is not there.
        if id.contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = id.split_once('-') {
            self.contraction = first.parse().ok().zip(last.parse().ok());
            return Ok(());
        }
        let number: u32 = id
            .parse()
            .map_err(|_| format!("`{id}` is no word number"))?;
        self.add_word(number, form, misc);
        Ok(())
    }

    fn read_comment(&mut self, comment: &str) {
        if comment.starts_with("newpar") {
            self.opens_block = true;
        }
        if let Some((key, value)) = comment.split_once('=')
            && key.trim() == "language"
        {
            self.language = Some(value.trim().to_owned());
        }
    }

    fn add_word(&mut self, number: u32, form: &str, misc: &str) {
        let opens_sentence = self.first == self.tokens.len();
        if opens_sentence && (self.opens_block || self.blocks.is_empty()) {
            self.open_block();
        } else if !self.no_blank_before {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(form);
        self.tokens.push(Token {
            span: Span::new(start, self.text.len()),
            sentence: SentenceId(self.sentences.len() as u32),
        });
        let goes_on = self.contraction.is_some_and(|(_, last)| number < last);
        self.no_blank_before = goes_on || misc.split('|').any(|part| part == "SpaceAfter=No");
    }

    fn open_block(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.blocks.push(Block {
            span: Span::new(start, start),
            kind: BlockKind::Paragraph,
        });
        self.opens_block = false;
    }

    fn end_sentence(&mut self) {
        if self.first == self.tokens.len() {
            return;
        }
        let last = self.tokens.len() - 1;
        let span = self.tokens[self.first].span.cover(self.tokens[last].span);
        self.sentences.push(Sentence {
            span,
            first: TokenId(self.first as u32),
            end: TokenId(last as u32 + 1),
        });
        if let Some(block) = self.blocks.last_mut() {
            block.span = block.span.cover(span);
        }
        self.first = last + 1;
        self.no_blank_before = false;
        self.contraction = None;
    }

    fn build(mut self, id: String) -> (Article, Text) {
        self.end_sentence();
        let article = Article {
            page: id.clone(),
            id,
            url: None,
            publisher: None,
            wire: None,
            language: self.language.unwrap_or_else(|| "en".to_owned()),
            alternates: Vec::new(),
            text: self.text,
            blocks: self.blocks,
            headline: None,
            byline: None,
            dateline: None,
            published: None,
            modified: None,
            notes: Vec::new(),
        };
        let text = Text {
            sentences: self.sentences,
            tokens: self.tokens,
        };
        (article, text)
    }
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
        assert_eq!(article.text, "Zémio fell. Why?\n\ndon't go");
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
        assert_eq!(blocks, ["Zémio fell. Why?", "don't go"]);
        assert_eq!(items[1].name, "words.conllu: two");
    }

    #[test]
    fn a_broken_line_is_named() {
        let items = read("1\tZémio\n");
        let Content::Unreadable(problem) = &items[0].content else {
            panic!("{:?}", items[0]);
        };
        assert!(
            problem.message.starts_with("`words.conllu`, line 1:"),
            "{problem}"
        );
    }
}
