//! Words and grammar as CoNLL-U (Universal Dependencies).

use std::io::{self, Write};

use zenobia::{document::Document, tokens::Sentence};

/// Writes a document's sentences.
///
/// `newpar` marks the first sentence of each block; column 10 has `SpaceAfter=No` where two words touch.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let id = one_line(&document.article.id);
    writeln!(out, "# newdoc id = {id}")?;
    let mut blocks = document.article.blocks.iter().peekable();
    for (number, sentence) in (1..).zip(&document.text.sentences) {
        let mut opens_block = false;
        while blocks
            .next_if(|block| block.span.start <= sentence.span.start)
            .is_some()
        {
            opens_block = true;
        }
        if opens_block {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {id}-{number}")?;
        writeln!(out, "# text = {}", one_line(document.words(sentence.span)))?;
        write_words(document, sentence, out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn write_words(document: &Document, sentence: &Sentence, out: &mut impl Write) -> io::Result<()> {
    let words = document.syntax.words();
    for (number, id) in (1..).zip(sentence.token_ids()) {
        let span = document.text.span(id);
        let form = one_line(document.words(span));
        write!(out, "{number}\t{form}\t")?;
        match words.get(id.index()) {
            Some(word) => {
                let head = word
                    .head
                    .map_or(0, |head| (head.0 + 1).saturating_sub(sentence.first.0));
                write!(
                    out,
                    "{}\t{}\t_\t{}\t{head}\t{}",
                    one_line(&word.lemma),
                    word.upos.label(),
                    if word.feats.is_empty() {
                        "_"
                    } else {
                        &word.feats
                    },
                    word.deprel(),
                )?;
            }
            None => write!(out, "_\t_\t_\t_\t_\t_")?,
        }
        let touches = id.0 + 1 < sentence.end.0
            && document.text.tokens[id.index() + 1].span.start == span.end;
        writeln!(out, "\t_\t{}", if touches { "SpaceAfter=No" } else { "_" })?;
    }
    Ok(())
}

/// The text with every run of blanks made one blank: lines and tabs are the format's own.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn sentences_come_with_paragraphs_and_touching_words() {
        let mut out = Vec::new();
        write(&sample::document(), &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        let opening: Vec<&str> = written.lines().take(9).collect();
        assert_eq!(
            opening,
            [
                "# newdoc id = zémio",
                "# newpar",
                "# sent_id = zémio-1",
                "# text = Zémio — shelled",
                "1\tZémio\tzémio\tNOUN\t_\t_\t0\troot\t_\t_",
                "2\t—\t—\tNOUN\t_\t_\t1\tdep\t_\t_",
                "3\tshelled\tshelled\tNOUN\t_\t_\t1\tdep\t_\t_",
                "",
                "# newpar",
            ]
        );
        assert!(written.contains("1\t“\t“\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No\n"));
        assert_eq!(written.matches("# sent_id").count(), 2);
    }
}
