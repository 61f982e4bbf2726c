//! The head of a report: what article this is.

use std::io::{self, Write};

use zenobia::{
    article::{Basis, WireBasis},
    document::Document,
};

use super::{Paper, Piece};

pub(super) fn write(document: &Document, paper: &Paper, out: &mut impl Write) -> io::Result<()> {
    let article = &document.article;
    let title = article
        .headline
        .map_or("(no headline)", |span| document.words(span));
    paper.paragraph(&[], 0, &[Piece::bold(title)], out)?;
    let mut facts = vec![
        article
            .publisher
            .clone()
            .unwrap_or_else(|| "publisher unknown".to_owned()),
    ];
    if let Some(wire) = &article.wire {
        facts.push(match wire.basis {
            WireBasis::Credit | WireBasis::Dateline => format!("report by {}", wire.agency),
            WireBasis::ToldAgency(_) => format!("built on {}", wire.agency),
        });
    }
    facts.push(match article.published {
        Some(found) => format!("published {} ({})", found.value, basis(found.basis)),
        None => "day of publication unknown".to_owned(),
    });
    if let Some(found) = article.modified
        && article.published.map(|published| published.value) != Some(found.value)
    {
        facts.push(format!("changed {} ({})", found.value, basis(found.basis)));
    }
    if let Some(dateline) = &article.dateline {
        facts.push(format!("dateline {}", document.words(dateline.span).trim()));
    }
    paper.paragraph(&[], 0, &[Piece::plain(facts.join(" · "))], out)?;
    if let Some(byline) = &article.byline {
        paper.paragraph(&[], 0, &[Piece::plain(byline.clone())], out)?;
    }
    if let Some(url) = &article.url {
        paper.paragraph(&[], 0, &[Piece::faint(url.clone())], out)?;
    }
    for note in &article.notes {
        paper.paragraph(&[], 0, &[Piece::faint(format!("note: {note}"))], out)?;
    }
    Ok(())
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Given => "as given beside the page",
        Basis::JsonLd => "JSON-LD of the page",
        Basis::Meta => "meta element of the page",
        Basis::Visible => "words on the page",
        Basis::Url => "address of the page",
        Basis::Dateline => "dateline",
    }
}
