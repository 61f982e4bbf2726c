"""The corpora, and the mixture of them that is trained on."""
import gzip
import random
from collections import Counter
from dataclasses import dataclass, replace

import lemmas
import unlabelled
from names import NAMES, gum_names, read_conll2003, read_re3d
from sentence import Sentence

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
IGNORE = -100  # no label: no loss

LANGUAGES = "ar de es fa fr he pt ru tr uk".split()
# GUM and the Hebrew and Ukrainian treebanks are CC BY-NC-SA, CoNLL-2003 is for research only, and re3d is CC BY-NC in
# part: `--commercial` leaves them out.
NON_COMMERCIAL_LANGUAGES = {"he", "uk"}


def read_conllu(path, english):
    """-> sentences, each with its rows.

    English keeps lemmas and features; the other treebanks' conventions for them differ from one another.
    """
    out = []
    for block in gzip.open(path, "rt", encoding="utf8").read().strip().split("\n\n"):
        rows, blanks = [], []
        blank, multi_end, multi_blank = True, 0, True
        for line in block.split("\n"):
            if not line or line[0] == "#":
                continue
            row = line.split("\t")
            after = "SpaceAfter=No" not in row[9]
            if "-" in row[0]:
                multi_end, multi_blank = int(row[0].split("-")[1]), after
            elif "." not in row[0]:
                i = int(row[0])
                rows.append(row)
                blanks.append(blank)
                blank = multi_blank if i == multi_end else False if i < multi_end else after
        if rows:
            words, lemma, upos, _, feats, head, relation = list(zip(*rows))[1:8]
            out.append((Sentence(
                list(words), blanks, upos=list(upos), feats=list(feats) if english else None,
                lemmas=[None if b == "_" and a != "_" else b for a, b in zip(words, lemma)] if english else None,
                heads=[int(h) for h in head], relations=list(relation)), rows))
    return out


@dataclass
class Part:
    """a corpus in the training mixture"""
    name: str
    sentences: list
    passes: float  # times it is seen in one epoch


LISTED_MOST = 25  # sentences for one name of the lists


def training(folder, commercial, news):
    """`news`: unlabelled sentences, in which names of the lists are looked up"""
    ud = lambda path, english=False: read_conllu(folder / path, english)
    parts = [Part("ewt", [s for s, _ in ud("ud-english-ewt/en_ewt-ud-train.conllu.gz", True)], 1)]
    if not commercial:
        gum = ud("ud-english-gum/en_gum-ud-train.conllu.gz", True)
        parts.append(Part("gum", [replace(s, names=gum_names(s, rows)) for s, rows in gum], 1))
    for language in LANGUAGES:
        if not (commercial and language in NON_COMMERCIAL_LANGUAGES):
            parts.append(Part(language, [s for s, _ in ud(f"ud-other/{language}-train.conllu.gz")],
                              0.5 if language == "fr" else 1))
    if not commercial:
        parts.append(Part("conll2003", read_conll2003(folder / "conll2003/train.jsonl"), 1))
        parts.append(Part("listed", unlabelled.listed(news, LISTED_MOST), 0.5))
    parts.append(Part("re3d", read_re3d(folder / "re3d/train.jsonl", commercial), 3))
    return parts


def development(folder):
    """corpora to score on; those that are not there are left out, with a line that says so"""
    ud = lambda path, english: [s for s, _ in read_conllu(path, english)]
    gum = lambda path: [replace(s, names=gum_names(s, rows)) for s, rows in read_conllu(path, True)]
    readers = {"ewt": ("ud-english-ewt/en_ewt-ud-dev.conllu.gz", lambda path: ud(path, True)),
               "gum": ("ud-english-gum/en_gum-ud-dev.conllu.gz", gum),
               "conll2003": ("conll2003/dev.jsonl", read_conll2003),
               "re3d": ("re3d/dev.jsonl", lambda path: read_re3d(path, False))}
    for language in LANGUAGES:
        readers[language] = f"ud-other/{language}-dev.conllu.gz", lambda path: ud(path, False)
    out = {}
    for name, (path, read) in readers.items():
        if (folder / path).exists():
            out[name] = read(folder / path)
        else:
            print(f"skipped: no {path} to score on", flush=True)
    return out


@dataclass
class Labels:
    """the classes of each head, in order"""
    upos: list
    feats: list
    lemma: list
    relation: list
    names: list

    HEADS = ("upos", "feats", "lemma", "relation", "names")

    @staticmethod
    def of(parts):
        """Classes seen often enough to be learnt, from the English treebanks: the commonest first."""
        english = [s for p in parts for s in p.sentences if s.feats]
        count = lambda values, least: [v for v, n in sorted(Counter(v for v in values if v).items(),
                                                          key=lambda x: (-x[1], x[0])) if n >= least]
        scripts = count((lemmas.script(w, l) for s in english for w, l in zip(s.words, s.lemmas) if l), 2)
        # For text in capitals, which the treebanks hardly have.
        scripts += [x for x in ("title||", "upper||", "title|s|", "upper|s|") if x not in scripts]
        relations = count((r for s in english for r in s.relations), 5)
        universal = {r.split(":")[0] for p in parts for s in p.sentences for r in s.relations or []}
        relations += sorted(universal - set(relations))
        return Labels(UPOS, count((f for s in english for f in s.feats), 5), scripts, relations, NAMES)

    def write(self, path):
        with open(path, "w", encoding="utf8", newline="\n") as out:
            for head in self.HEADS:
                for label in getattr(self, head):
                    out.write(f"{head}\t{label}\n")

    def index(self):
        return {head: {label: i for i, label in enumerate(getattr(self, head))} for head in self.HEADS}


def classes(sentence, index):
    """-> dict of head to class numbers, IGNORE where a word has none; heads the sentence lacks are left out"""
    out = {}
    if sentence.upos:
        out["upos"] = [index["upos"].get(u, IGNORE) for u in sentence.upos]
        out["arcs"] = sentence.heads
        known = index["relation"]
        out["relation"] = [known.get(r, known.get(r.split(":")[0], IGNORE)) for r in sentence.relations]
    if sentence.feats:
        out["feats"] = [index["feats"].get(f, IGNORE) for f in sentence.feats]
    if sentence.lemmas:
        out["lemma"] = [index["lemma"].get(lemmas.script(w, l), IGNORE) if l else IGNORE
                        for w, l in zip(sentence.words, sentence.lemmas)]
    if sentence.names:
        out["names"] = [index["names"].get(n, IGNORE) for n in sentence.names]
    return out


# Letters that stand for a name, some of which are words in lower case.
LETTERS = ([(word, "armed_group") for word in "IS IS IS ISIS ISIL PKK YPG SDF FARC ELN RSF M23 TTP HTS FSA IRA ETA".split()]
           + [(word, "country") for word in "US US US UK UAE USA DRC".split()]
           + [(word, "organization") for word in "UN UN EU AU NATO WHO WHO IMF IAEA OSCE ICC ICRC MSF AFP BBC".split()]
           + [(word, "government") for word in "FBI CIA IDF FSB IRGC SBU NSA".split()])
BODIES = {"organization", "armed_group", "government"}


def with_letters(sentence, rng):
    """The sentence with one name of one word replaced by letters: that `IS` is no verb and `US` no pronoun where
    the words around them are in lower case, no treebank shows."""
    words, upos, names = sentence.words, sentence.upos, sentence.names
    n = len(words)
    follows = lambda i: i + 1 < n and names[i + 1] is not None and names[i + 1][0] == "I"
    if upos:
        joined = {h - 1 for h, r in zip(sentence.heads, sentence.relations) if r in ("flat", "compound", "goeswith")}
        alone = lambda i: (upos[i] == "PROPN" and i not in joined and sentence.relations[i].split(":")[0] in
                           ("nsubj", "obj", "obl", "nmod", "conj"))
        places = [i for i in range(n) if alone(i) and not (names and (follows(i) or (names[i] or "O")[0] != "B"))]
    else:
        places = [i for i in range(n) if names[i] and names[i][2:] in BODIES and names[i][0] == "B" and not follows(i)]
    if not places or sum(w.isupper() for w in words) * 2 > n:
        return sentence
    i = rng.choice(places)
    letters, kind = rng.choice(LETTERS)
    put = lambda layer, value: layer and layer[:i] + [value] + layer[i + 1:]
    return replace(sentence, words=put(words, letters), lemmas=put(sentence.lemmas, letters),
                   feats=put(sentence.feats, "Number=Sing"), names=put(names, f"B-{kind}"))


def varied(sentence, rng):
    """The sentence as a headline might print it, now and then: in capitals, in lower case, with every word
    capitalized, without its full stop; or with letters for a name."""
    if (sentence.upos or sentence.names) and rng.random() < 0.06:
        sentence = with_letters(sentence, rng)
    roll = rng.random()
    if roll < 0.05:
        sentence = replace(sentence, words=[w.upper() for w in sentence.words])
    elif roll < 0.085:
        sentence = replace(sentence, words=[w.lower() for w in sentence.words])
    elif roll < 0.115:
        sentence = replace(sentence, words=[w if len(w) < 4 else w[:1].upper() + w[1:] for w in sentence.words])
    n = len(sentence.words) - 1
    if n > 2 and sentence.words[-1] == "." and rng.random() < 0.05 and n + 1 not in (sentence.heads or []):
        cut = lambda layer: layer and layer[:n]
        sentence = Sentence(*(cut(getattr(sentence, f)) for f in Sentence.__dataclass_fields__))
    return sentence


def epoch(parts, seed, number):
    """the sentences of one epoch; the same for the same seed and number"""
    rng = random.Random(seed * 1000 + number)
    out = []
    for part in parts:
        whole, rest = divmod(part.passes, 1)
        out += part.sentences * int(whole) + rng.sample(part.sentences, round(rest * len(part.sentences)))
    return [varied(s, rng) for s in out]
