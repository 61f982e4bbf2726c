"""The encoder: the first layers of multilingual-e5-small, and heads over words.

A word is the vector of its first piece.  Word embeddings stay as they are: the model takes their rows as input.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from quantize import Linear

ARC, RELATION = 256, 128
TAGS = ("upos", "feats", "lemma", "names")


class Dropout(nn.Module):
    """Dropout by random bytes, p in steps of 1/256: torch's own is several times slower on a CPU."""
    random = np.random.Generator(np.random.SFC64(1))

    def __init__(self, p):
        super().__init__()
        self.p, self.least = p, round(p * 256)

    def forward(self, x):
        if not self.training:
            return x
        if x.is_cuda:
            return F.dropout(x, self.p)
        keep = torch.frombuffer(bytearray(self.random.bytes(x.numel())), dtype=torch.uint8).view(x.shape) >= self.least
        return x * keep.to(x.dtype).mul_(256 / (256 - self.least))


class Layer(nn.Module):
    def __init__(self, base, number):
        super().__init__()
        h = base.hidden
        self.heads, self.width = base.heads, h // base.heads
        self.attention = Linear(h, 3 * h)
        self.attended = Linear(h, h)
        self.inner, self.outer = Linear(h, base.feed_forward), Linear(base.feed_forward, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, base.epsilon), nn.LayerNorm(h, base.epsilon)
        self.drop = Dropout(0.1)
        take = lambda name: torch.from_numpy(base.tensors[f"l{number}.{name}"].copy())
        with torch.no_grad():
            for module, name in ((self.attended, "ao"), (self.inner, "fi"), (self.outer, "fo"), (self.norm1, "aln"),
                                 (self.norm2, "oln")):
                module.weight.copy_(take(name + ".w"))
                module.bias.copy_(take(name + ".b"))
            self.attention.weight.copy_(torch.cat([take(f"{k}.w") for k in "qkv"]))
            self.attention.bias.copy_(torch.cat([take(f"{k}.b") for k in "qkv"]))

    def forward(self, x, bias):
        b, n, h = x.shape
        split = lambda y: y.view(b, n, self.heads, self.width).transpose(1, 2)
        q, k, v = map(split, self.attention(x).chunk(3, -1))
        # Written out: the backward pass of torch's fused CPU kernel is slower.
        scores = q @ k.transpose(2, 3) * self.width ** -0.5 + bias
        seen = torch.softmax(scores, -1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.attended(seen.transpose(1, 2).reshape(b, n, h))))
        return self.norm2(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Body(nn.Module):
    """The base's first layers, from the embeddings of pieces to the vectors of words."""

    def __init__(self, base, layers, dropout=0.1):
        super().__init__()
        h = base.hidden
        self.positions = nn.Parameter(torch.from_numpy(base.tensors["emb.pos"].copy()))
        self.kind = nn.Parameter(torch.from_numpy(base.tensors["emb.type"][:1].copy()))
        self.norm = nn.LayerNorm(h, base.epsilon)
        with torch.no_grad():
            self.norm.weight.copy_(torch.from_numpy(base.tensors["emb.ln.w"]))
            self.norm.bias.copy_(torch.from_numpy(base.tensors["emb.ln.b"]))
        self.drop_embeddings = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(base, i) for i in range(layers))

    def pretrained(self):
        """the weights that come from the base"""
        return [self.positions, self.kind, *self.norm.parameters(), *self.layers.parameters()]

    def words(self, embeddings, mask, first):
        """-> [batch, words, hidden]"""
        x = self.drop_embeddings(self.norm(embeddings + self.positions[:embeddings.shape[1]] + self.kind))
        bias = ((mask - 1.0) * 1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        index = first.unsqueeze(-1).expand(first.shape[0], first.shape[1], x.shape[2])
        return torch.gather(x, 1, index).float()


class Encoder(Body):
    """Scores of every head but the relations, from one pass."""

    def __init__(self, base, labels, layers):
        super().__init__(base, layers)
        h = base.hidden
        self.drop_tags, self.drop_parse = Dropout(0.2), Dropout(0.33)
        self.tags = nn.ModuleDict({head: nn.Linear(h, len(getattr(labels, head))) for head in TAGS})
        self.root = nn.Parameter(torch.randn(1, 1, h) * 0.02)
        self.arc_dependent, self.arc_head = nn.Linear(h, ARC), nn.Linear(h, ARC)
        # Its bias is what makes one head likelier than another whoever asks.
        self.arc = nn.Linear(ARC, ARC)
        nn.init.xavier_uniform_(self.arc.weight)
        self.drop_arc = Dropout(0.33)

    def heads(self, words):
        """-> scores of the tag heads, and of the arcs: [batch, words, words + 1], column 0 the root"""
        tags = self.drop_tags(words)
        out = {head: linear(tags) for head, linear in self.tags.items()}
        words = self.drop_parse(words)
        candidates = torch.cat([self.root.expand(words.shape[0], 1, words.shape[2]), words], 1)
        dependent = self.drop_arc(F.gelu(self.arc_dependent(words)))
        head = self.drop_arc(F.gelu(self.arc_head(candidates)))
        out["arcs"] = self.arc(dependent) @ head.transpose(1, 2)
        return out

    def forward(self, embeddings, mask, first):
        words = self.words(embeddings, mask, first)
        out = self.heads(words)
        return words, out["upos"], out["feats"], out["lemma"], out["names"], out["arcs"]


class Relations(nn.Module):
    """Scores of the relations, once each word's head is known."""

    def __init__(self, base, labels):
        super().__init__()
        h, self.n = base.hidden, len(labels.relation)
        self.root = nn.Parameter(torch.randn(1, 1, h) * 0.02)
        self.drop, self.drop_inner = Dropout(0.33), Dropout(0.33)
        self.dependent, self.head = nn.Linear(h, RELATION), nn.Linear(h, RELATION)
        self.both = nn.Linear(RELATION, self.n * RELATION)
        nn.init.normal_(self.both.weight, 0, 0.02)
        nn.init.zeros_(self.both.bias)
        self.alone = nn.Linear(2 * RELATION, self.n)

    def forward(self, words, heads):
        """words [batch, words, hidden], heads [batch, words] (0 the root, i + 1 word i)"""
        words = self.drop(words)
        b, n, h = words.shape
        candidates = torch.cat([self.root.expand(b, 1, h), words], 1)
        dependent = self.drop_inner(F.gelu(self.dependent(words)))
        # The head's projection is taken before the look-up, which moves a third of the numbers.
        head = self.drop_inner(F.gelu(self.head(candidates)))
        head = torch.gather(head, 1, heads.unsqueeze(-1).expand(b, n, RELATION))
        pair = (self.both(dependent).view(b, n, self.n, RELATION) * head.unsqueeze(2)).sum(-1)
        return pair + self.alone(torch.cat([dependent, head], -1))


class Model(nn.Module):
    def __init__(self, base, labels, layers):
        super().__init__()
        self.encoder, self.relations = Encoder(base, labels, layers), Relations(base, labels)


def maximum_tree(scores):
    """Chu-Liu/Edmonds.  scores [n, n], row the dependent, row 0 unused -> heads, heads[0] = 0"""
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n)] = -1e18
    head = scores.argmax(1)
    head[0] = 0
    cycle, seen = None, np.zeros(n, int)
    for i in range(1, n):
        path, j = [], i
        while j and not seen[j]:
            seen[j] = i
            path.append(j)
            j = head[j]
        if j and seen[j] == i and j in path:
            cycle = path[path.index(j):]
            break
    if cycle is None:
        return head
    rest = [i for i in range(n) if i not in set(cycle)]
    m, cycle = len(rest), np.array(cycle)
    smaller = np.full((m + 1, m + 1), -1e18)
    smaller[:m, :m] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(cycle, rest)] - scores[cycle, head[cycle]][:, None]
    smaller[m, :m] = into.max(0)
    enter = cycle[into.argmax(0)]
    out = scores[np.ix_(rest, cycle)]
    smaller[:m, m] = out.max(1)
    leave = cycle[out.argmax(1)]
    found = maximum_tree(smaller)
    for k in range(1, m):
        head[rest[k]] = rest[found[k]] if found[k] < m else leave[k]
    head[enter[found[m]]] = rest[found[m]]
    return head


def tree(scores):
    """scores [n, n + 1], column 0 the root -> heads of a tree with exactly one root"""
    n = len(scores)
    padded = np.zeros((n + 1, n + 1))
    padded[1:] = scores
    padded[1:, 0] -= 1e6
    return maximum_tree(padded)[1:]
