"""Sentences with what is known of their events: our own examples, and corpora that mark less than every event.

Words, and the tree that finds the head of a phrase, are those of the program itself (`zenobia annotate`).
"""
import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

sys.path.append(str(Path(__file__).parent / "events"))
import check

TYPES = check.TYPES
STATUSES = check.STATUSES
MODES = check.MODES
# Roots of PLV: CONCEDE and RETREAT are one.
ROOTS = "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
PENTA = {  # cameo_class: what each of its classes holds (its README)
    1: "AGREE SUPPORT CONSULT".split(), 2: "AID YIELD COOPERATE".split(),
    3: "REJECT ACCUSE REQUEST THREATEN SANCTION".split(), 4: "ASSAULT COERCE PROTEST MOBILIZE".split()}


def root(kind, status):
    """the root that CAMEO files an act of this type and status under: words about an act go under the word"""
    if status in ("denied",):
        if kind in ("AGREE", "CONSULT", "SUPPORT"):
            return "REJECT"
        if kind in ("COOPERATE", "AID", "CONCEDE", "RETREAT"):
            return "SANCTION"
    if status == "planned":
        if kind in ("CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"):
            return "AGREE"
        if kind in ("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"):
            return "THREATEN"
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


@dataclass
class Act:
    """an event, by words: index of its trigger, of the heads of those who take part"""
    type: int
    mode: Optional[str]  # "": none fits; None: not known
    status: int
    trigger: int
    actors: list
    recipients: list


@dataclass
class Item:
    """a sentence, and what is known of it; what is None is not known"""
    source: str
    ids: list  # of the records of all corpora that have the sentence; of our own, their text
    words: list
    blanks: list
    heads: list
    acts: Optional[list] = None  # all its events
    pair: Optional[tuple] = None  # words of the actor, words of the recipient
    roots: Optional[list] = None  # of the pair's event, or of the sentence's: one of these
    mode: Optional[str] = None  # of the sentence's event
    penta: Optional[int] = None  # 0: no event
    offsets: list = field(default_factory=list)
    can_tell: list = field(default_factory=list)  # of each word whether it can tell an act: a verb, noun, adjective, "not", "must"


def annotate(program, texts, cache):
    """{id: text} -> {id: [sentence]}, a sentence being its tokens; of texts that zenobia does not read nothing"""
    key = hashlib.sha256(json.dumps(sorted(texts.items())).encode()).hexdigest()[:16]
    path = cache / f"{key}.jsonl"
    if not path.exists():
        source = cache / f"{key}.in.jsonl"
        source.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in texts.items()))
        with open(cache / f"{key}.part", "wb") as out:
            subprocess.run([program, "annotate", source, "--format", "json"], stdout=out, check=False)
        (cache / f"{key}.part").rename(path)
    found = {}
    for line in open(path, encoding="utf-8"):
        document = json.loads(line)
        if document["text"] != texts[document["document"]]:
            continue
        sentences = [[] for _ in document["sentences"]]
        firsts = {}
        for i, token in enumerate(document["tokens"]):
            firsts.setdefault(token["sentence"], i)
            head = token["head"]
            sentences[token["sentence"]].append(
                (token["form"], token["start"], token["end"], -1 if head is None else head - firsts[token["sentence"]],
                 token["upos"] in ("VERB", "NOUN", "ADJ") or token["lemma"] in ("not", "never", "must", "should"), token["upos"]))
        found[document["document"]] = sentences
    return found


def items_of(source, key, sentences):
    """a text's sentences, of which nothing is known yet"""
    out = []
    for tokens in sentences:
        blanks = [i == 0 or tokens[i - 1][2] < t[1] for i, t in enumerate(tokens)]
        words = [t[0] for t in tokens]
        if sum(c.isupper() for w in words for c in w) >= 0.9 * sum(c.isalpha() for w in words for c in w):
            # The program reads text in capitals in the case it would normally have.
            words = [t[0].title() if t[5] == "PROPN" else t[0].lower() for t in tokens]
        out.append(Item(source, [key], words, blanks, [t[3] for t in tokens],
                        offsets=[(t[1], t[2]) for t in tokens], can_tell=[t[4] for t in tokens]))
    return out


def inside(item, start, end):
    return [i for i, (a, b) in enumerate(item.offsets) if a < end and b > start]


def head_of(item, start, end):
    """the word of a span whose head lies outside; None where the span has no word here"""
    words = inside(item, start, end)
    tops = [i for i in words if item.heads[i] not in words]
    return tops[0] if tops else None


def marked(source, ids, sentences, events):
    """items of a text in which all events are marked"""
    out = []
    for item in items_of(source, ids, sentences):
        item.acts = []
        for kind, mode, status, trigger, actors, recipients in events:
            word = head_of(item, *trigger)
            if word is not None:
                heads = [[h for h in (head_of(item, *s) for s in side) if h is not None]
                         for side in (actors, recipients)]
                item.acts.append(Act(TYPES.index(kind), mode, STATUSES.index(status), word, *heads))
        out.append(item)
    return out


def examples(program, cache, folder):
    """our own sentences"""
    read = check.read(folder)
    found = annotate(program, {f"e{n}": e.text for n, e in enumerate(read)}, cache)
    return [item for n, e in enumerate(read) for item in
            marked("examples", e.text, found.get(f"e{n}", []),
                   [(x.type, x.mode, x.status, x.trigger, x.actors, x.recipients) for x in e.events])]


def news(program, cache, folder, path):
    """sentences of news that `path` marks; their text is in the corpora"""
    texts, events, known = {}, {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        corpus, record, start, end, told = line.split("\t")
        if corpus not in known:
            known[corpus] = {str(r["id"]): r["text"] for r in records(folder, *corpus.split("/"))}
        key = f"{corpus}#{record}#{start}"
        texts[key] = re.sub(r"[\n\t]", " ", known[corpus][record][int(start):int(end)])
        span = lambda x: tuple(int(n) for n in x.split("-"))
        side = lambda x: [span(y) for y in x.split(",") if y]
        events[key] = []
        for event in [] if told == "-" else told.split(" ; "):
            kind, status, trigger, sides = event.split(" ")
            kind, colon, mode = kind.partition(":")
            actors, recipients = sides.split(">")
            events[key].append((kind, mode if colon else None, status, span(trigger), side(actors), side(recipients)))
    found = annotate(program, texts, cache)
    return [item for key in texts for item in marked("news", key, found.get(key, []), events[key])]


def records(folder, corpus, part):
    path = folder / corpus / f"{part}.jsonl"
    lines = open(path, encoding="utf-8") if path.exists() else gzip.open(f"{path}.gz", "rt", encoding="utf-8")
    return [json.loads(line) for line in lines]


def plv(program, cache, folder, part):
    rows = records(folder, "plv_dyads", part)
    found = annotate(program, {r["id"]: r["text"] for r in rows}, cache)
    out = []
    for r in rows:
        best = None
        for item in items_of("plv", r["id"], found.get(r["id"], [])):
            sides = [[w for s in r["spans"] if s["label"] == label for w in inside(item, s["start"], s["end"])]
                     for label in "ST"]
            if all(sides):
                best = item
                best.pair, best.roots = tuple(sides), [ROOTS.index(r["event"])]
        if best:
            out.append(best)
    return out


def squeezed(text):
    return re.sub(r"\W+", "", text.lower())


def cameo(program, cache, folder, part):
    """cameo_class, with the marks of cameo_ner where the sentence is marked there"""
    classes = {squeezed(r["text"]): r for r in records(folder, "cameo_class", part)}
    marked = {squeezed(r["text"]): r for r in records(folder, "cameo_ner", part)}
    rows = {k: marked.get(k) or r for k, r in classes.items()} | {k: r for k, r in marked.items() if k not in classes}
    found = annotate(program, {r["id"]: r["text"] for r in rows.values()}, cache)
    out = []
    for k, r in rows.items():
        penta = classes[k]["label"] if k in classes else None
        items = items_of("cameo", r["id"], found.get(r["id"], []))
        for item in items:
            item.ids = [x[k]["id"] for x in (classes, marked) if k in x]
            sides = [[w for s in r.get("spans", []) if s["label"] == label for w in inside(item, s["start"], s["end"])]
                     for label in "ST"]
            item.penta = penta if len(items) == 1 else None
            if all(sides):
                item.pair = tuple(sides)
                if penta:
                    item.roots = [ROOTS.index(x) for x in PENTA[penta]]
            if item.pair or item.penta is not None:
                out.append(item)
    return out


SLOTS = {"country": "Kenya Peru Syria Japan Greece".split(), "name": ["the president"]}


def headlines(program, cache, folder, part):
    """NGEC's headlines, with countries in their slots"""
    rows = records(folder, "ngec_headlines", part)
    texts = {}
    for n, r in enumerate(rows):
        fill = lambda m: SLOTS["country"][(n + int(m.group(1) or 0)) % 5]
        texts[r["id"]] = re.sub(r"\{[^}]*\}", "official", re.sub(r"\{country_?(\d*)\}", fill, r["text"]))
    found = annotate(program, texts, cache)
    out = []
    for r in rows:
        kind = {"YIELD": "CONCEDE"}.get(r["event"], r["event"])
        items = items_of("headlines", r["id"], found.get(r["id"], []))
        if kind in TYPES and len(items) == 1:
            items[0].roots = [ROOTS.index(root(kind, "asserted"))]
            mode = r["mode"].lower().replace("_", "-")
            items[0].mode = f"{kind}:{mode}" if mode in MODES.get(kind, ()) else None
            out += items
    return out


def groups(items):
    """-> a number for each item; those that share a run of seven words have the same"""
    parent = list(range(len(items)))

    def find(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen = {}
    for n, item in enumerate(items):
        words = [w.lower() for w in item.words if any(c.isalnum() for c in w)]
        for i in range(max(1, len(words) - 6)):
            key = tuple(words[i:i + 7])
            if key in seen:
                parent[find(n)] = find(seen[key])
            else:
                seen[key] = n
    return [find(i) for i in range(len(items))]


def folds(items, count):
    """-> the fold of each item: by group, so that no sentence of a fold stands in another"""
    of = groups(items)
    sizes = Counter(of)
    fold, loads = {}, [0] * count
    for group in sorted(sizes, key=lambda g: (-sizes[g], hashlib.sha256(" ".join(items[g].words).encode()).digest())):
        k = loads.index(min(loads))
        fold[group] = k
        loads[k] += sizes[group]
    return [fold[g] for g in of]
