"""Learns the weights of linear models: where sentences end; what tells events, who takes part, how they are told.

`cargo xtask boundaries` and `cargo xtask weights` write the cases with their features, one a line: source, document,
label, what the rules say, features. This fits a logistic regression to them (AdaGrad, L1) and writes the weights that
are not zero.
"""

import argparse
import zlib

import numpy as np

# Weight of one case by where it is from. The other ten languages are short, clean sentences; "+headlines" are the same
# documents once more with some full stops left out; examples are written for this project, news is news.
SHARES = {"ewt": 1.0, "gum": 1.0, "ewt+headlines": 0.5, "gum+headlines": 0.5, "news": 1.0, "examples": 0.5, "pairs": 0.5}
OTHER_SHARE = 0.3
FEWEST = 3  # A feature is learnt if it stands in this many cases.


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("cases", help="what `cargo xtask` wrote")
    options.add_argument("--out", help="file to write the weights to")
    options.add_argument("--seed", type=int, default=20)
    options.add_argument("--epochs", type=int, default=12)
    options.add_argument("--sparsity", type=float, default=4e-6, help="strength of L1")
    options.add_argument("--without", default="", help="kinds of features to leave out, by commas")
    options.add_argument("--folds", type=int, default=0, help="only score by this many folds of documents")
    options.add_argument("--by-fold", metavar="FILE", default="",
                         help="write the weights of each fold, the first word of a document, learnt without it, "
                              "to FILE with {} for its number")
    options.add_argument("--leave-out", default="", help="treebanks to leave out, by commas")
    options = options.parse_args()

    cases = Cases(options.cases, set(filter(None, options.without.split(","))), set(options.leave_out.split(",")))
    if not cases.labels.size:
        raise SystemExit(f"{options.cases} has no cases")
    if options.folds:
        cross_validate(cases, options)
        return
    if options.by_fold:
        folds = np.array([int(document.split()[1]) for document in cases.documents])
        for fold in np.unique(folds):
            weights = fit(cases, np.flatnonzero(folds != fold), options)
            write(options.by_fold.format(fold), cases.names, weights)
        return
    if not options.out:
        raise SystemExit("where to write the weights: --out FILE")
    write(options.out, cases.names, fit(cases, np.arange(len(cases.labels)), options))


def write(path, names, weights):
    kept = sorted((name, weight) for name, weight in zip(names, weights) if abs(weight) >= 0.02)
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Weights of a linear model; training/linear.py writes this file.\n")
        file.write("# feature\tweight\n")
        for name, weight in kept:
            file.write(f"{name}\t{weight:.2f}\n")
    print(f"{path}: {len(kept)} weights")


class Cases:
    """All cases: labels, what the rules say, shares, and features as ids in one array with offsets."""

    def __init__(self, path, without, left_out):
        ids, counts, rows = {}, [], []
        sources, documents, labels, ruled = [], [], [], []
        with open(path, encoding="utf-8") as file:
            for line in file:
                source, document, label, rule, *features = line.rstrip("\n").split("\t")
                if source.split("+")[0] in left_out or source in left_out:
                    continue
                row = []
                for feature in features:
                    if feature.split(" ", 1)[0] in without:
                        continue
                    number = ids.setdefault(feature, len(ids))
                    if number == len(counts):
                        counts.append(0)
                    counts[number] += 1
                    row.append(number)
                rows.append(np.array(row, dtype=np.int32))
                sources.append(source)
                documents.append(f"{source.split('+')[0]} {document}")
                labels.append(label == "1")
                ruled.append(rule == "1")
        frequent = np.array(counts) >= FEWEST
        renumbered = np.cumsum(frequent) - 1
        self.names = [name for name, number in ids.items() if frequent[number]]
        self.rows = [renumbered[row[frequent[row]]] for row in rows]
        self.labels = np.array(labels, dtype=np.float32)
        self.ruled = np.array(ruled, dtype=np.float32)
        self.sources, self.documents = sources, documents
        self.shares = np.array([SHARES.get(source, OTHER_SHARE) for source in sources], dtype=np.float32)


def fit(cases, chosen, options):
    random = np.random.default_rng(options.seed)
    weights = np.zeros(len(cases.names), dtype=np.float64)
    squares = np.full(len(cases.names), 1e-6)
    size = 512
    for epoch in range(options.epochs):
        order = random.permutation(chosen)
        rate = 0.15 * (1 - epoch / options.epochs)
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            rows = [cases.rows[index] for index in batch]
            features = np.concatenate(rows)
            owner = np.repeat(np.arange(len(batch)), [len(row) for row in rows])
            scores = np.bincount(owner, weights[features], len(batch))
            slope = (1 / (1 + np.exp(-scores)) - cases.labels[batch]) * cases.shares[batch]
            seen, where = np.unique(features, return_inverse=True)
            gradient = np.bincount(where, slope[owner]) / size * 32
            squares[seen] += gradient**2
            step = rate / np.sqrt(squares[seen])
            moved = weights[seen] - step * gradient
            weights[seen] = np.sign(moved) * np.maximum(np.abs(moved) - step * options.sparsity * size, 0)
    return weights


def score(cases, rows, weights):
    return np.array([weights[cases.rows[index]].sum() for index in rows])


def cross_validate(cases, options):
    fold = np.array([zlib.crc32(document.encode()) % options.folds for document in cases.documents])
    scores = np.zeros(len(fold))
    for number in range(options.folds):
        weights = fit(cases, np.flatnonzero(fold != number), options)
        held = np.flatnonzero(fold == number)
        scores[held] = score(cases, held, weights)
        print(f"fold {number}: {np.count_nonzero(weights)} weights")
    sources = np.array(cases.sources)
    for source in sorted(set(cases.sources)):
        rows = sources == source
        gold = cases.labels[rows] > 0
        report = []
        for name, found in [("rules", cases.ruled[rows] > 0)] + [(f"> {t}", scores[rows] > t) for t in (-0.5, 0, 0.5)]:
            right = np.count_nonzero(gold & found)
            f1 = 2 * right / max(1, np.count_nonzero(gold) + np.count_nonzero(found))
            report.append(f"{name} {f1:.4f} ({np.count_nonzero(found & ~gold)} wrong, {np.count_nonzero(gold & ~found)} missed)")
        print(source, "; ".join(report))


if __name__ == "__main__":
    main()
