"""Sentences of news without labels: what a pupil learns from its teacher, and what lists of names are looked up in."""
import gzip
import json
import random
import re

import kinds
from names import PEOPLES, sentences, tokenize
from sentence import Sentence

# JSON Lines with the field that holds the text.  Only training parts: what is measured on is never seen.
ENGLISH = ("polnear/train.jsonl ngec_stories/train.jsonl insightcrime/train.jsonl wikievents/train.jsonl "
           "muc4/train.jsonl india_police/train.jsonl satp/train.jsonl isaf/train.jsonl fakes/train.jsonl "
           "plv_dyads/train.jsonl cameo_class/train.jsonl rams/train.jsonl timelines/t17-articles.syria.jsonl.gz "
           "timelines/t17-articles.egypt.jsonl.gz timelines/crisis-dated-sentences.syria.jsonl.gz "
           "timelines/crisis-dated-sentences.egypt.jsonl.gz").split()
OTHERS = "timelines/ml-crisis-articles.es.jsonl.gz timelines/ml-crisis-articles.fr.jsonl.gz".split()
LONGEST = 90  # words; longer ones are lists and tables


def texts(path):
    opened = gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else open(path, encoding="utf8")
    with opened as file:
        for line in file:
            record = json.loads(line)
            if record.get("text"):
                yield record["text"]


def read(folder, commercial):
    """-> sentences, each text once, in a fixed random order; none where nothing may be used commercially"""
    out, seen = [], set()
    if commercial:
        return out
    for path in ENGLISH + OTHERS:
        if not (folder / path).exists():
            print(f"skipped: no {path}", flush=True)
            continue
        for text in texts(folder / path):
            text = text.replace("\u00a0", " ")
            spans = tokenize(text)
            for start, end in sentences(text, spans):
                surface = text[spans[start][0]:spans[end - 1][1]]
                if not 4 <= end - start <= LONGEST or surface in seen or not re.search(r"[^\W\d]{3}", surface):
                    continue
                seen.add(surface)
                words = [text[a:b] for a, b in spans[start:end]]
                blanks = [i == start or spans[i - 1][1] < spans[i][0] for i in range(start, end)]
                out.append(Sentence(words, blanks))
    random.Random(7).shuffle(out)
    return out


def listed(sentences, most):
    """Sentences with names of the lists in them, labelled there and nowhere else; each name `most` times at most."""
    out, count = [], {}
    for sentence in sentences:
        words = sentence.words
        if sum(w.isupper() for w in words) * 2 > len(words):
            continue
        labels, keep = [None] * len(words), False
        for start, end, kind in kinds.listed(words):
            labels[start:end] = [f"{'I' if i else 'B'}-{kind}" for i in range(end - start)]
            key = kinds.folded(words[start:end])
            count[key] = count.get(key, 0) + 1
            keep |= count[key] <= most
        if keep:
            out.append(Sentence(words, sentence.blanks, names=[
                "O" if label is None and word[:1].islower() and not PEOPLES.all([word]) else label
                for word, label in zip(words, labels)]))
    return out
