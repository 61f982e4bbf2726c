//! Finds the best tree over arc scores (Chu and Liu 1965, Edmonds 1967).

/// The heads of the best tree with exactly one root: `None` for the root, else the number of the head's word.
///
/// Row `i` of `scores` holds what each head scores for word `i`: column 0 the root, column `j + 1` word `j`; columns
/// past the last word are not looked at.
pub(super) fn best(scores: &[&[f32]]) -> Vec<Option<usize>> {
    let n = scores.len();
    if let Some(heads) = greedy(scores) {
        return heads;
    }
    // Node 0 is the root, node i + 1 word i. With a high price on every arc from the root, the best tree has one.
    const ROOT_PRICE: f64 = 1e6;
    let mut matrix = vec![vec![0.0; n + 1]; n + 1];
    for (word, row) in scores.iter().enumerate() {
        for head in 0..=n {
            matrix[word + 1][head] =
                f64::from(row[head]) - if head == 0 { ROOT_PRICE } else { 0.0 };
        }
    }
    maximum_tree(matrix)
        .into_iter()
        .skip(1)
        .map(|head| head.checked_sub(1))
        .collect()
}

/// Each word's best head, if that makes a tree with one root: it mostly does.
fn greedy(scores: &[&[f32]]) -> Option<Vec<Option<usize>>> {
    let n = scores.len();
    let mut heads = Vec::with_capacity(n);
    for (word, row) in scores.iter().enumerate() {
        let mut best = 0;
        for head in 1..=n {
            if head != word + 1 && row[head] > row[best] {
                best = head;
            }
        }
        heads.push(best.checked_sub(1));
    }
    if heads.iter().filter(|head| head.is_none()).count() != 1 {
        return None;
    }
    // 0: not seen, 1: on the way up from the present word, 2: leads to the root.
    let mut state = vec![0; n];
    for start in 0..n {
        let mut way = Vec::new();
        let mut at = Some(start);
        while let Some(word) = at {
            match state[word] {
                0 => {
                    state[word] = 1;
                    way.push(word);
                    at = heads[word];
                }
                1 => return None,
                _ => break,
            }
        }
        for word in way {
            state[word] = 2;
        }
    }
    Some(heads)
}

const NEVER: f64 = -1e18;

/// Heads of the best tree under node 0; row the dependent, column the head.
fn maximum_tree(mut scores: Vec<Vec<f64>>) -> Vec<usize> {
    let n = scores.len();
    let mut heads = vec![0; n];
    for node in 1..n {
        scores[node][node] = NEVER;
        for head in 0..n {
            if scores[node][head] > scores[node][heads[node]] {
                heads[node] = head;
            }
        }
    }
    let Some(cycle) = find_cycle(&heads) else {
        return heads;
    };
    let in_cycle: Vec<bool> = (0..n).map(|node| cycle.contains(&node)).collect();
    let rest: Vec<usize> = (0..n).filter(|&node| !in_cycle[node]).collect();
    let m = rest.len();
    // The cycle becomes one node, number m: entering it breaks one of its arcs.
    let mut smaller = vec![vec![NEVER; m + 1]; m + 1];
    let mut entered = vec![cycle[0]; m];
    let mut left = vec![cycle[0]; m];
    for (column, &head) in rest.iter().enumerate() {
        for (row, &node) in rest.iter().enumerate() {
            smaller[row][column] = scores[node][head];
        }
        for &node in &cycle {
            let gain = scores[node][head] - scores[node][heads[node]];
            if gain > smaller[m][column] {
                smaller[m][column] = gain;
                entered[column] = node;
            }
        }
    }
    for (row, &node) in rest.iter().enumerate() {
        for &head in &cycle {
            if scores[node][head] > smaller[row][m] {
                smaller[row][m] = scores[node][head];
                left[row] = head;
            }
        }
    }
    let found = maximum_tree(smaller);
    for row in 1..m {
        heads[rest[row]] = if found[row] < m {
            rest[found[row]]
        } else {
            left[row]
        };
    }
    heads[entered[found[m]]] = rest[found[m]];
    heads
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut way = Vec::new();
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            way.push(node);
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let at = way.iter().position(|&passed| passed == node)?;
            return Some(way.split_off(at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scores: &[&[f32]], expected: &[usize]) {
        let heads: Vec<usize> = best(scores)
            .into_iter()
            .map(|head| head.map_or(0, |word| word + 1))
            .collect();
        assert_eq!(heads, expected);
    }

    #[test]
    fn the_best_heads_are_taken_where_they_make_a_tree() {
        check(&[&[0.0, 0.0, 9.0], &[9.0, 0.0, 0.0]], &[2, 0]);
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        check(&[&[5.0, 0.0, 9.0], &[1.0, 9.0, 0.0]], &[0, 1]);
        check(
            &[
                &[1.0, 0.0, 9.0, 1.0],
                &[1.0, 9.0, 0.0, 6.0],
                &[2.0, 0.0, 0.0, 0.0],
            ],
            &[2, 3, 0],
        );
    }

    #[test]
    fn there_is_one_root() {
        check(&[&[9.0, 0.0, 1.0], &[8.0, 1.0, 0.0]], &[0, 1]);
    }

    #[test]
    fn columns_past_the_last_word_do_not_count() {
        check(&[&[0.0, 0.0, 1.0, 99.0], &[1.0, 0.0, 0.0, 99.0]], &[2, 0]);
    }

    #[test]
    fn the_best_of_all_trees_is_found() {
        // A small generator of numbers, so that the test is the same each time.
        let mut state = 7u32;
        let mut number = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as f32 / 65536.0
        };
        for _ in 0..200 {
            let n: usize = 4;
            let rows: Vec<Vec<f32>> = (0..n)
                .map(|_| (0..=n).map(|_| number()).collect())
                .collect();
            let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
            let score = |heads: &[usize]| -> f32 {
                heads.iter().zip(&rows).map(|(&head, row)| row[head]).sum()
            };
            let mut expected = f32::MIN;
            for code in 0..(n + 1).pow(n as u32) {
                let heads: Vec<usize> = (0..n)
                    .map(|k| code / (n + 1).pow(k as u32) % (n + 1))
                    .collect();
                let one_root = heads.iter().filter(|&&head| head == 0).count() == 1;
                let reaches = |start: usize| {
                    let mut at = start;
                    for _ in 0..=n {
                        if heads[at] == 0 {
                            return true;
                        }
                        at = heads[at] - 1;
                    }
                    false
                };
                if one_root && (0..n).all(reaches) {
                    expected = expected.max(score(&heads));
                }
            }
            let heads: Vec<usize> = best(&rows)
                .into_iter()
                .map(|head| head.map_or(0, |word| word + 1))
                .collect();
            assert!((score(&heads) - expected).abs() < 1e-5, "{rows:?}");
        }
    }
}
