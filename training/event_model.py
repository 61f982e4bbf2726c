"""The event classifier: layers of its own, and heads that tell of each word what it tells, how sure, and who takes part."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import event_data as data
import model as net
from event_data import MODES, PENTA, ROOTS, STATUSES, TYPES

NONE = len(TYPES)
# Of each type that has modes: that none of them fits, and each.
MODE_LABELS = [f"{kind}:{mode}" for kind in TYPES if kind in MODES for mode in ["", *MODES[kind]]]
MODES_OF = {kind: slice(MODE_LABELS.index(f"{kind}:"), MODE_LABELS.index(f"{kind}:") + 1 + len(MODES[kind]))
            for kind in MODES}
ROLE = 128
# [type, status] -> root
ROOT_OF = torch.tensor([[ROOTS.index(data.root(t, s)) for s in STATUSES] for t in TYPES])


class Classifier(net.Body):
    """embeddings of pieces, mask, first piece of each word ->
    types [batch, words, 17], the last being none; statuses [batch, words, 6]; modes [batch, words, MODE_LABELS], of
    which those of one type compete;
    actors, recipients [batch, words, words]: of each word as trigger, how likely each word is that"""

    def __init__(self, base, layers):
        super().__init__(base, layers, dropout=0.0)
        h = base.hidden
        self.drop = net.Dropout(0.2)
        self.inner = nn.Linear(h, h)
        self.types, self.statuses = nn.Linear(h, NONE + 1), nn.Linear(h, len(STATUSES))
        self.modes = nn.Linear(h, len(MODE_LABELS))
        self.trigger, self.participant = nn.Linear(h, ROLE), nn.Linear(h, ROLE)
        self.roles = nn.Linear(ROLE, 2 * ROLE)
        nn.init.normal_(self.roles.weight, 0, 0.05)
        self.alone = nn.Linear(ROLE, 2)
        nn.init.constant_(self.alone.bias, -3.0)
        # What a sentence without an event scores, for the corpora that give a sentence one class.
        self.neutral = nn.Parameter(torch.tensor(-2.0))

    def forward(self, embeddings, mask, first):
        words = self.drop(self.words(embeddings, mask, first))
        inner = self.drop(F.gelu(self.inner(words)))
        b, n, _ = words.shape
        trigger, participant = self.drop(F.gelu(self.trigger(words))), self.drop(F.gelu(self.participant(words)))
        asked = self.roles(trigger) * ROLE ** -0.5
        alone = self.alone(participant)
        side = lambda k: asked[..., k * ROLE:(k + 1) * ROLE] @ participant.transpose(1, 2) + alone[:, None, :, k]
        return self.types(inner), self.statuses(inner), self.modes(inner), side(0), side(1)


def told(types, statuses):
    """log-probability that a word tells an event of each root: [..., words, roots]"""
    types = F.log_softmax(types, -1)[..., :NONE]
    joint = (types[..., :, None] + F.log_softmax(statuses, -1)[..., None, :]).flatten(-2)
    columns = ROOT_OF.flatten()
    return torch.stack([torch.logsumexp(joint[..., columns == r], -1) for r in range(len(ROOTS))], -1)


def between(scores, item):
    """log-probability that each word of a sentence tells an event of each root between its pair: [words, roots]"""
    types, statuses, _, actors, recipients = scores
    actor, recipient = item.pair
    sides = F.logsigmoid(actors[:, actor]).amax(-1) + F.logsigmoid(recipients[:, recipient]).amax(-1)
    return told(types, statuses) + sides[:, None] + hidden(item)[:, None]


def hidden(item):
    """what keeps the words that can tell no act from being taken for the one that tells it"""
    return torch.tensor([0.0 if can else -1e4 for can in item.can_tell])


def sentence_scores(model, types, statuses, item):
    """-> scores of none and of each root"""
    return torch.cat([model.neutral[None], torch.logsumexp(told(types, statuses) + hidden(item)[:, None], 0)])


def mode_of(scores, kind, mode):
    """-> scores of the modes of a type, and which of them is `mode`"""
    return scores[MODES_OF[kind]], torch.tensor(["", *MODES[kind]].index(mode))


def of_item(scores, k, item):
    """the scores of one sentence of a batch"""
    n = len(item.words)
    types, statuses, modes, actors, recipients = [x[k, :n].float() for x in scores]
    return types, statuses, modes, actors[:, :n], recipients[:, :n]


def loss_of(model, scores, items):
    losses = []
    for k, item in enumerate(items):
        own = types, statuses, modes, actors, recipients = of_item(scores, k, item)
        n = len(item.words)
        if item.acts is not None:
            gold = torch.full((n,), NONE)
            for act in item.acts:
                gold[act.trigger] = act.type
            losses.append(0.7 * F.cross_entropy(types, gold, reduction="sum"))
            for act in item.acts:
                losses.append(0.5 * F.cross_entropy(statuses[act.trigger], torch.tensor(act.status)))
                if act.mode is not None and TYPES[act.type] in MODES:
                    losses.append(0.5 * F.cross_entropy(*mode_of(modes[act.trigger], TYPES[act.type], act.mode)))
                for side, wanted in ((actors, act.actors), (recipients, act.recipients)):
                    gold = torch.zeros(n)
                    gold[wanted] = 1
                    losses.append(0.4 * F.binary_cross_entropy_with_logits(side[act.trigger], gold, reduction="sum"))
        elif item.pair and item.roots:
            by_root = torch.logsumexp(between(own, item), 0)
            right = torch.logsumexp(by_root[item.roots], 0)
            losses.append(torch.logsumexp(by_root, 0) - right)
            # Some word has to tell it, whatever the other roots score.
            losses.append(-0.2 * right)
        elif item.roots or item.penta is not None:
            classes = sentence_scores(model, types, statuses, item)
            if item.roots:
                wanted = [r + 1 for r in item.roots]
            else:
                wanted = [1 + ROOTS.index(x) for x in PENTA[item.penta]] if item.penta else [0]
            losses.append(torch.logsumexp(classes, 0) - torch.logsumexp(classes[wanted], 0))
            if item.mode:
                kind, _, mode = item.mode.partition(":")
                tells = F.softmax(F.log_softmax(types, -1)[:, TYPES.index(kind)] + hidden(item), 0).detach()
                losses += [tells[w] * F.cross_entropy(*mode_of(modes[w], kind, mode)) for w in range(n)]
    return torch.stack(losses).sum() / len(items)


def macro_f1(pairs, classes):
    """of (gold, answer) -> mean, and F1 of each class"""
    out = {}
    for c in classes:
        hit = sum(g == a == c for g, a in pairs)
        out[c] = 2 * hit / max(1, sum(g == c for g, _ in pairs) + sum(a == c for _, a in pairs))
    return float(np.mean(list(out.values()))), out
