//! Joins quotations with the cues that tell who spoke them.

use crate::{
    article::{Article, Block},
    attributions::{Attitude, SpeechKind, cues::Draft, quotations::Quotation},
    span::Span,
    syntax::{Syntax, Upos},
    tokens::Text,
};

/// Widens each content to the quotation it belongs to, and gives quotations without a cue in the
/// grammar to the cue beside them or to the last one who spoke.
pub(super) fn join(
    article: &Article,
    text: &Text,
    syntax: &Syntax,
    quotations: &[Quotation],
    drafts: &mut [Draft],
) {
    for draft in drafts.iter_mut() {
        for quotation in quotations {
            widen(&article.text, draft, quotation);
        }
    }
    for (index, quotation) in quotations.iter().enumerate() {
        let taken = drafts.iter().any(|draft| {
            !quotation.contains(draft.cue)
                && draft.content.iter().any(|part| quotation.overlaps(*part))
        });
        if taken || !is_speech(article, text, syntax, quotation) {
            continue;
        }
        let before = index.checked_sub(1).map(|index| &quotations[index]);
        if let Some(draft) = speaker(article, text, quotations, before, quotation, drafts) {
            drafts[draft]
                .content
                .extend(quotation.parts.iter().copied());
            merge(&article.text, &mut drafts[draft].content);
        }
    }
}

/// Takes the whole of a quotation into a content that holds a part of it.
fn widen(article: &str, draft: &mut Draft, quotation: &Quotation) {
    let cue_inside = quotation.overlaps(draft.cue);
    let touched = draft.content.iter().any(|part| quotation.overlaps(*part));
    if cue_inside || !touched {
        return;
    }
    draft.content.extend(quotation.parts.iter().copied());
    merge(article, &mut draft.content);
}

/// Orders spans and joins those with nothing between them but marks or a conjunction.
fn merge(article: &str, parts: &mut Vec<Span>) {
    parts.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for part in parts.iter().copied() {
        match merged.last_mut() {
            Some(last)
                if part.start <= last.end
                    || is_seam(&article[last.end as usize..part.start as usize]) =>
            {
                *last = last.cover(part);
            }
            _ => merged.push(part),
        }
    }
    *parts = merged;
}

/// Whether what stands between two parts of a content keeps them one: `, and `, `: `.
fn is_seam(between: &str) -> bool {
    let words = between.trim_matches(|c: char| !c.is_alphanumeric());
    between.len() <= 8 && !between.contains('\n') && matches!(words, "" | "and" | "or" | "but")
}

/// Whether a quotation is something spoken, not a title, a name or a word held at arm's length:
/// it opens a sentence, or is set off by a comma or colon, and holds some words.
fn is_speech(article: &Article, text: &Text, syntax: &Syntax, quotation: &Quotation) -> bool {
    let words = quotation
        .parts
        .iter()
        .flat_map(|part| text.tokens_in(*part))
        .filter(|&token| syntax.word(token).upos != Upos::Punct)
        .count();
    if words < 2 {
        return false;
    }
    let before = article.text[..quotation.start() as usize].trim_end();
    let last = quotation.parts[quotation.parts.len() - 1].text(&article.text);
    let inside = last.trim_end_matches(['"', '”', '»', '\'', '’']);
    let led_in = before.is_empty()
        || before.ends_with([',', ':', '.', '?', '!', '”', '"', '’', '\'', '—', '–']);
    let at_block = article
        .blocks
        .iter()
        .any(|block| block.span.start == quotation.start());
    (led_in || at_block) && inside.ends_with([',', '.', '?', '!', '…', '—', '-'])
}

/// The draft that a quotation belongs to: the free cue in its sentence, the cue that announces it
/// with a colon, else whoever spoke last in the paragraph or the one before.
fn speaker(
    article: &Article,
    text: &Text,
    quotations: &[Quotation],
    before: Option<&Quotation>,
    quotation: &Quotation,
    drafts: &[Draft],
) -> Option<usize> {
    let outside = |draft: &Draft| !quotations.iter().any(|other| other.overlaps(draft.cue));
    let candidates = || {
        drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| draft.quotes && draft.source.is_some() && outside(draft))
    };
    let gap = |from: u32, to: u32| article.text.get(from as usize..to as usize).unwrap_or("");
    // "...," he said
    let sentence_end = text
        .tokens_in(Span {
            start: 0,
            end: quotation.end(),
        })
        .next_back()
        .map(|token| text.sentence_of(token).span.end)?;
    let closed = {
        let last = quotation.parts[quotation.parts.len() - 1].text(&article.text);
        last.trim_end_matches(['"', '”', '»', '\'', '’'])
            .ends_with('.')
    };
    let after = candidates()
        .filter(|(_, draft)| {
            !closed
                && draft.content.is_empty()
                && draft.cue.start >= quotation.end()
                && draft.cue.end <= sentence_end
                && gap(quotation.end(), draft.cue.start).len() < 120
                && !gap(quotation.end(), draft.cue.start).contains(['.', ';', '\n'])
        })
        .min_by_key(|(_, draft)| draft.cue.start);
    if let Some((index, _)) = after {
        return Some(index);
    }
    // he said: "..."
    let leading = candidates().rev().find(|(_, draft)| {
        draft.cue.end <= quotation.start() && {
            let between = gap(draft.cue.end, quotation.start());
            let trimmed = between.trim_end();
            (draft.content.is_empty() || trimmed.ends_with(':'))
                && between.len() < 160
                && (trimmed.is_empty() || trimmed.ends_with([',', ':']))
                && !trimmed.contains(". ")
        }
    });
    if let Some((index, _)) = leading {
        return Some(index);
    }
    // "...," he said. "..."
    let block = block_of(article, quotation.start())?;
    let last = candidates()
        .rev()
        .find(|(_, draft)| {
            draft.cue.end <= quotation.start()
                && block.span.contains(draft.cue)
                && draft.attitude == Attitude::Assertion
                && !draft.content.is_empty()
        })
        .map(|(index, _)| index);
    if last.is_some() {
        return last;
    }
    // A paragraph that is a quotation and nothing else goes on with the last speaker.
    let whole = block.span.start == quotation.start() && block.span.end <= quotation.end() + 1;
    let before = before.filter(|_| whole)?;
    let previous = article
        .blocks
        .iter()
        .rev()
        .find(|other| other.span.end <= block.span.start)?;
    if !previous.span.contains(before.parts[before.parts.len() - 1]) {
        return None;
    }
    drafts.iter().position(|draft| {
        draft.quotes
            && draft.content.iter().any(|part| before.overlaps(*part))
            && !before.overlaps(draft.cue)
    })
}

/// "I think" inside a quotation tells no more than that its speaker says so.
pub(super) fn is_speaker_on_themselves(
    syntax: &Syntax,
    quotations: &[Quotation],
    draft: &Draft,
) -> bool {
    let Some(source) = draft.source else {
        return false;
    };
    let word = syntax.word(source);
    word.upos == Upos::Pron
        && word.feat("Person") == Some("1")
        && quotations
            .iter()
            .any(|quotation| quotation.overlaps(draft.cue))
}

fn block_of(article: &Article, at: u32) -> Option<&Block> {
    article
        .blocks
        .iter()
        .find(|block| block.span.start <= at && at < block.span.end)
}

/// Whether all, some or none of a content stands in quotation marks.
pub(super) fn kind(
    text: &Text,
    syntax: &Syntax,
    quotations: &[Quotation],
    content: &[Span],
) -> SpeechKind {
    let mut quoted = 0;
    let mut all = 0;
    for part in content {
        for token in text.tokens_in(*part) {
            if syntax.word(token).upos == Upos::Punct {
                continue;
            }
            all += 1;
            let span = text.span(token);
            quoted += usize::from(quotations.iter().any(|quotation| quotation.contains(span)));
        }
    }
    match quoted {
        0 => SpeechKind::Indirect,
        _ if quoted == all => SpeechKind::Direct,
        _ => SpeechKind::Mixed,
    }
}
