//! Reads names off the scores of the name head.

use super::{Kind, Name, graph::Scores, labels::NameTag};
use crate::tokens::TokenId;

/// The names in a passage: the tags that score highest together, where the inside of a name follows its like.
///
/// Tag by tag, one word's best may be the inside of a name that has no beginning; taken together they make whole names.
pub(super) fn read(tags: &[NameTag], scores: &Scores, sentence: usize, words: usize) -> Vec<Name> {
    let best = best_tags(tags, words, |word| scores.row(sentence, word));
    let mut names: Vec<Name> = Vec::new();
    let mut open: Option<Name> = None;
    for (word, &tag) in best.iter().enumerate() {
        let end = TokenId(word as u32 + 1);
        match (tags[tag], &mut open) {
            (NameTag::Inside(_), Some(name)) => name.end = end,
            (NameTag::Outside, _) => names.extend(open.take()),
            (NameTag::Begin(kind) | NameTag::Inside(kind), _) => {
                names.extend(open.take());
                open = Some(Name {
                    first: TokenId(word as u32),
                    end,
                    kind,
                });
            }
        }
    }
    names.extend(open);
    names
}

/// Viterbi: the sequence of allowed tags with the highest sum of scores, the first of equals.
fn best_tags<'a>(tags: &[NameTag], words: usize, row: impl Fn(usize) -> &'a [f32]) -> Vec<usize> {
    // before[word][tag]: the tag of the word before on the best way to this one.
    let mut before: Vec<Vec<usize>> = Vec::with_capacity(words);
    let mut sums: Vec<f64> = Vec::new();
    for word in 0..words {
        let mut next = vec![f64::NEG_INFINITY; tags.len()];
        let mut from = vec![0; tags.len()];
        for (tag, &score) in row(word).iter().enumerate() {
            let inside = match tags[tag] {
                NameTag::Inside(kind) => Some(kind),
                NameTag::Outside | NameTag::Begin(_) => None,
            };
            if word == 0 {
                if inside.is_none() {
                    next[tag] = f64::from(score);
                }
                continue;
            }
            for (previous, &sum) in sums.iter().enumerate() {
                let allowed = inside.is_none_or(|kind| kind_of(tags[previous]) == Some(kind));
                if allowed && sum + f64::from(score) > next[tag] {
                    next[tag] = sum + f64::from(score);
                    from[tag] = previous;
                }
            }
        }
        sums = next;
        before.push(from);
    }
    let mut tag = (0..sums.len()).fold(
        0,
        |best, tag| if sums[tag] > sums[best] { tag } else { best },
    );
    let mut found = vec![0; words];
    for word in (0..words).rev() {
        found[word] = tag;
        tag = before[word][tag];
    }
    found
}

fn kind_of(tag: NameTag) -> Option<Kind> {
    match tag {
        NameTag::Begin(kind) | NameTag::Inside(kind) => Some(kind),
        NameTag::Outside => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: [NameTag; 5] = [
        NameTag::Outside,
        NameTag::Begin(Kind::Person),
        NameTag::Inside(Kind::Person),
        NameTag::Begin(Kind::Place),
        NameTag::Inside(Kind::Place),
    ];

    #[track_caller]
    fn check(rows: &[[f32; 5]], expected: &[usize]) {
        assert_eq!(best_tags(&TAGS, rows.len(), |word| &rows[word]), expected);
    }

    #[test]
    fn the_best_tags_are_taken_where_they_make_names() {
        check(
            &[
                [0.0, 5.0, 1.0, 1.0, 1.0],
                [0.0, 1.0, 5.0, 1.0, 1.0],
                [5.0, 0.0, 0.0, 0.0, 0.0],
            ],
            &[1, 2, 0],
        );
        check(&[], &[]);
    }

    #[test]
    fn the_inside_of_a_name_follows_its_like() {
        // The second word is surely the inside of a place, so the first begins one.
        check(
            &[[0.0, 2.0, 0.0, 1.5, 0.0], [0.0, 0.0, 0.0, 0.0, 9.0]],
            &[3, 4],
        );
        // A name cannot open with its inside.
        check(&[[0.0, 1.0, 5.0, 0.0, 0.0]], &[1]);
    }
}
