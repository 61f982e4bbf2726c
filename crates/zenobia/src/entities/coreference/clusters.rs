//! Sets of mentions that refer to the same.

use crate::entities::{lexicon::Gender, mentions::Draft};

/// A partition of the drafts (union-find); a set holds at most one record of the lexicon and one gender.
#[derive(Debug)]
pub(super) struct Clusters {
    parents: Vec<usize>,
    // Of each root: what the lexicon knows it as.
    records: Vec<Option<u32>>,
    // Of each root: whether he or she, where one of the set tells.
    genders: Vec<Option<Gender>>,
}

impl Clusters {
    /// Every draft by itself, but those that the lexicon knows as the same.
    pub(super) fn new(drafts: &[Draft]) -> Clusters {
        let mut clusters = Clusters {
            parents: (0..drafts.len()).collect(),
            records: drafts.iter().map(|draft| draft.record).collect(),
            genders: drafts.iter().map(|draft| draft.gender).collect(),
        };
        let mut firsts = std::collections::HashMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            if let Some(record) = draft.record {
                let first = *firsts.entry(record).or_insert(index);
                clusters.join(first, index);
            }
        }
        clusters
    }

    /// Another draft, in the set of `other`.
    pub(super) fn add_to(&mut self, other: usize, gender: Option<Gender>) {
        let root = self.root(other);
        self.parents.push(root);
        self.records.push(None);
        self.genders.push(None);
        self.genders[root] = self.genders[root].or(gender);
    }

    /// He or she, if any of the set of `index` tells: "Harris" by "Kamala Harris".
    pub(super) fn gender(&self, index: usize) -> Option<Gender> {
        self.genders[self.root(index)]
    }

    /// The draft that stands for the whole set; the earliest.
    pub(super) fn root(&self, index: usize) -> usize {
        let mut root = index;
        while self.parents[root] != root {
            root = self.parents[root];
        }
        root
    }

    /// Whether two drafts are in one set.
    pub(super) fn same(&self, one: usize, other: usize) -> bool {
        self.root(one) == self.root(other)
    }

    /// Makes one set of two, unless the lexicon knows them as two or one is a man and one a woman.
    pub(super) fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return true;
        }
        if let (Some(a), Some(b)) = (self.records[one], self.records[other])
            && a != b
        {
            return false;
        }
        if let (Some(a), Some(b)) = (self.genders[one], self.genders[other])
            && a != b
        {
            return false;
        }
        let (root, child) = (one.min(other), one.max(other));
        self.records[root] = self.records[root].or(self.records[child]);
        self.genders[root] = self.genders[root].or(self.genders[child]);
        self.parents[child] = root;
        true
    }
}
