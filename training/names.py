"""Names of persons, organizations, places and more, brought from three corpora to one scheme: the spans are those of
CoNLL-2003, the kinds those of `kinds.py`.

Its MISC is told apart by lists; what re3d and GUM annotate beyond names (descriptions, pronouns) is cut down to the
proper name.  A word that may or may not be a name has None for its label.
"""
import json
import re
from pathlib import Path

import kinds
from kinds import KINDS
from sentence import Sentence

NAMES = ["O"] + [f"{b}-{kind}" for kind in KINDS for b in "BI"]


class Peoples:
    """The list of peoples, nations and faiths: what CoNLL-2003 calls MISC and we call nationality."""

    def __init__(self):
        lines = (Path(__file__).parent / "demonyms.txt").read_text(encoding="utf8").splitlines()
        self.known = {line.lower() for line in lines if line and line[0] != "#"}
        self.known |= {k + "s" for k in self.known}

    def all(self, words):
        """are they all peoples, alone or two by two ("South African", "Iraqi Kurdish")?"""
        i = 0
        while i < len(words):
            if " ".join(words[i:i + 2]).lower() in self.known and i + 1 < len(words):
                i += 2
            elif words[i].lower() in self.known and words[i][:1].isupper():
                i += 1
            else:
                return False
        return bool(words)


PEOPLES = Peoples()
EVENT_WORDS = set("cup open war games olympics championship championships prix tournament series conference convention "
                  "summit festival rally masters classic marathon derby battle operation election elections".split())
VEHICLE_WORDS = set("mig f airbus boeing ilyushin antonov tupolev sukhoi cessna toyota ford mitsubishi subaru honda "
                    "renault fiat volkswagen fokker atr apache black concorde uss hms titanic".split())
WEAPON_WORDS = set("kalashnikov ak scud stinger tomahawk patriot katyusha uzi exocet sidewinder grad semtex rpg"
                   .split())
TITLES = set("mr mrs ms miss dr prof sir lord lady sheikh shaikh sheik imam ayatollah president prime minister deputy "
             "secretary general gen lt lieutenant colonel col major maj captain capt sergeant sgt staff spc cpl pvt "
             "private corporal admiral adm brigadier commander chief king queen prince princess emperor pope bishop "
             "archbishop senator sen rep representative congressman congresswoman governor gov mayor ambassador judge "
             "justice chancellor premier foreign vice undersecretary professor state officer petty class 1st 2nd 3rd "
             "warfare special operator master spokesperson chairman chairwoman director spokesman spokeswoman saint "
             "st".split())


def mark(tags, start, end, kind):
    """label a name; one inside a longer name that is labelled already is left out, as CoNLL-2003 leaves it out"""
    if any(t not in ("O", None) for t in tags[start:end]):
        return
    for i in range(start, end):
        tags[i] = ("I-" if i > start else "B-") + kind


def named(tags):
    """-> (start, end, kind) of each name in BIO labels; a model may open one with I"""
    start, kind = None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        tag = tag or "O"
        if start is not None and tag != "I-" + kind:
            yield start, i, kind
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]


def fine(words, tags):
    """the labels with the kinds of `kinds.py` for the corpora's coarser ones"""
    out = list(tags)
    for start, end, kind in named(tags):
        kind = kinds.refine(words[start:end], kind, PEOPLES.all)
        out[start:end] = [f"{'I' if i else 'B'}-{kind}" for i in range(end - start)]
    return out


def split_hyphens(token):
    """'al-Assad' -> al - Assad, as Universal Dependencies cuts English; numbers and dates stay whole"""
    if "-" not in token or not re.search(r"[^\W\d]", token):
        return [token]
    return [p for p in re.split(r"(?<=\w)(-)(?=\w)", token) if p]


def blanks_of(tokens):
    """Which tokens a blank stood before, guessed from the usual spacing of English: CoNLL-2003 does not say."""
    out, glue, quoted = [], False, False
    for i, t in enumerate(tokens):
        left = t in {".", ",", ";", ":", "?", "!", "%", ")", "]", "n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}
        blank = not glue and not (left and i)
        glue = t in {"(", "[", "$", "C$", "A$", "US$", "HK$"}
        if t == '"':
            blank, glue = (not glue and not quoted), not quoted
            quoted = not quoted
        out.append(blank or i == 0)
    return out


def read_conll2003(path):
    out = []
    for line in open(path, encoding="utf8"):
        record = json.loads(line)
        starts, tokens, at = [], [], 0
        for token in record["text"].split(" "):
            if token:
                starts.append(at)
                tokens.append(token)
            at += len(token) + 1
        if not tokens:
            continue
        spans = []
        for span in record["spans"]:
            inside = [i for i, s in enumerate(starts) if span["start"] <= s < span["end"]]
            if inside:
                spans.append((inside[0], inside[-1] + 1, span["label"]))
        blanks = blanks_of(tokens)
        words, spaced, place = [], [], []
        for token, blank in zip(tokens, blanks):
            parts = split_hyphens(token)
            place.append(len(words))
            words += parts
            spaced += [blank] + [False] * (len(parts) - 1)
        place.append(len(words))
        tags = ["O"] * len(words)
        for start, end, label in spans:
            start, end = place[start], place[end]
            if label != "MISC":
                mark(tags, start, end, {"PER": "person", "ORG": "organization", "LOC": "location"}[label])
                continue
            inside = words[start:end]
            if PEOPLES.all(inside):
                mark(tags, start, end, "nationality")
            elif "-" in inside and PEOPLES.all(inside[:1]):  # German-led, Israeli-Syrian
                for i in range(start, end):
                    if PEOPLES.all(words[i:i + 1]):
                        mark(tags, i, i + 1, "nationality")
            elif "-" in inside and inside[0].lower() not in VEHICLE_WORDS | WEAPON_WORDS:
                # U.S.-led, pro-Baghdad: a place or a body that CoNLL does not tell
                tags[start:end] = [None] * (end - start)
            elif any(w.lower() in EVENT_WORDS for w in inside):
                mark(tags, start, end, "event")
            elif inside[0].lower().rstrip("s") in WEAPON_WORDS:
                mark(tags, start, end, "weapon")
            elif inside[0].lower() in VEHICLE_WORDS and len(inside) > 1:
                mark(tags, start, end, "vehicle")
            else:
                mark(tags, start, end, "other")
        out.append(Sentence(words, spaced, names=fine(words, tags)))
    return out


ABBREVIATED = r"(?:Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Pvt|Spc|Mr|Mrs|Ms|Dr|St|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|No|vs)\."
CLITIC = r"\w+(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b"
TOKEN = re.compile(rf"(?:[A-Z]\.)+|{ABBREVIATED}|{CLITIC}|\d+(?:[.,:]\d+)*|\w+|-{{2,}}|\.{{2,}}|[^\w\s]")


def tokenize(text):
    """spans of the words of English text, for the corpora that come without"""
    return [m.span() for m in TOKEN.finditer(text)]


def sentences(text, tokens):
    """index ranges of the tokens of each sentence"""
    start = 0
    word = lambda i: text[tokens[i][0]:tokens[i][1]]
    for i, (_, b) in enumerate(tokens):
        end = i + 1 == len(tokens)
        if not end:
            gap = text[b:tokens[i + 1][0]]
            closed = word(i) in ".!?" or word(i) in "\"”’')" and i and word(i - 1) in ".!?"
            end = "\n" in gap or closed and gap and text[tokens[i + 1][0]].isupper()
        if end:
            yield start, i + 1
            start = i + 1


def core(words, start, end):
    """the proper name in a mention: what is left when lower-case words are taken off both ends, or None"""
    capital = lambda w: w[:1].isupper()
    while start < end and not capital(words[start]):
        start += 1
    while end > start and not (capital(words[end - 1]) or words[end - 1].isdigit()):
        end -= 1
    if start < end and words[start].lower() in {"the", "a", "an"}:
        return core(words, start + 1, end)
    return (start, end) if start < end else None


LINKS = set("of the for and in on al el bin ibn bint abu bu de da van von la le du der & - ' ’s 's . ,".split())
# The parts of re3d that allow commercial use: OGL, public domain, CC BY-SA.
RE3D_FREE = {"UK Government", "US State Department", "CENTCOM", "Wikipedia"}
RE3D_KINDS = {"Person": "person", "Organisation": "organization", "Location": "location", "Nationality": "nationality",
              "Weapon": "weapon", "MilitaryPlatform": "vehicle", "Vehicle": "vehicle"}
DIRECTIONS = set("northern southern eastern western central".split())
PRONOUNS = set("i he she it we they you his her its our their my your this that these those there who which".split())


def read_re3d(path, commercial):
    """The named ones of its mentions, cut as CoNLL-2003 cuts them.

    Its spans hold descriptions ("the Iraqi commander", "members of the Al Bu Nimr tribe"), and nested names are
    often left out: what cannot be told has no label.
    """
    records = [json.loads(line) for line in open(path, encoding="utf8")]
    records = [r for r in records if r["source_set"] in RE3D_FREE or not commercial]
    places = {e["text"] for r in records for e in r["entities"] if e["label"] == "Location" and e["text"][:1].isupper()}
    out = []
    for record in records:
        text = record["text"]
        tokens = tokenize(text)
        words = [text[a:b] for a, b in tokens]
        tags = ["O"] * len(words)
        starts = {a: i for i, (a, _) in enumerate(tokens)}
        ends = {b: i + 1 for i, (_, b) in enumerate(tokens)}
        openers = {s for s, _ in sentences(text, tokens)}
        mentions = []
        for entity in record["entities"]:
            if entity["label"] in RE3D_KINDS and entity["confidence"] >= 0.5:
                start, end = starts.get(entity["start"]), ends.get(entity["end"])
                if start is not None and end is not None and start < end:
                    mentions.append((end - start, start, end, RE3D_KINDS[entity["label"]]))
        # Long ones first: the outermost name counts.
        for _, start, end, kind in sorted(mentions, reverse=True):
            name_at(words, tags, start, end, kind, places, openers)
        for i, word in enumerate(words):
            if tags[i] in ("O", None) and PEOPLES.all([word]):
                mark(tags, i, i + 1, "nationality")
            elif tags[i] in ("O", None) and " ".join(words[i:i + 2]) in places:
                mark(tags, i, i + 2, "location")
            elif tags[i] in ("O", None) and word in places and word[:1].isupper():
                mark(tags, i, i + 1, "location")
        for start, end in sentences(text, tokens):
            blanks = [i == start or tokens[i - 1][1] < tokens[i][0] for i in range(start, end)]
            out.append(Sentence(words[start:end], blanks, names=fine(words[start:end], tags[start:end])))
    return out


def name_at(words, tags, start, end, kind, places, openers):
    """mark the named part of the mention words[start:end]"""
    found = core(words, start, end)
    if not found:
        return
    a, b = found
    inside = words[a:b]
    unsure = lambda: tags.__setitem__(slice(a, b), [t if t != "O" else None for t in tags[a:b]])
    if all(w.lower() in PRONOUNS for w in inside):
        return
    if len(inside) == 1 and a in openers and not inside[0].isupper() and kind != "person" and b < end:
        return  # "Forces loyal to ...": a capital that only opens the sentence
    if PEOPLES.all(inside):
        return mark(tags, a, b, "nationality")
    if kind == "nationality":
        return mark(tags, a, b, "other" if b - a > 2 else "nationality")
    if kind == "person":  # after the last title: Pentagon Press Secretary | Peter Cook
        a = max([i + 1 for i in range(a, b) if words[i].lower().rstrip(".") in TITLES], default=a)
        while a < b and words[a] == ".":
            a += 1
    if a >= b:
        return
    before = [w.lower() for w in words[start:a]]
    if {"of", "in", "at", "from", "with", "for", "by"} & set(before) or kind == "person" and b < end:
        return unsure()
    if any(not w[:1].isupper() and not w[:1].isdigit() and w.lower() not in LINKS for w in words[a:b]):
        return unsure()
    if kind == "person" and {"of", "for", "and", "the", ","} & {w.lower() for w in words[a:b]}:
        return unsure()
    if kind == "organization" and " ".join(words[a:b]) in places | {"U.S.", "US", "UK", "U.K."}:
        kind = "location"
    if kind == "location" and a in openers and b - a > 1 and words[a].lower() in DIRECTIONS:
        a += 1  # "Northern Iraq ...": the capital only opens the sentence
    if kind in ("location", "vehicle", "weapon") and "," in words[a:b]:
        cut = words.index(",", a)
        mark(tags, a, cut, kind)
        return name_at(words, tags, cut + 1, b, kind, places, openers)
    mark(tags, a, b, kind)


GUM_KINDS = {"person": "person", "organization": "organization", "place": "location", "event": "event",
             "object": "other", "abstract": "other"}


def around(words, upos, start, head, end, kind):
    """the proper name about the head of the mention words[start:end]: capitals, and the small words that link them"""
    def proper(i):
        capital = words[i][:1].isupper() and upos[i] in ("ADJ", "NOUN", "NUM", "VERB")
        return upos[i] == "PROPN" or capital or upos[i] == "NUM" and kind == "event"

    link = lambda i: words[i].lower() in {"of", "the", "-", "de", "for", "&", "al", "'s", "’s", "."}
    follows = lambda b: any(proper(j) and all(link(k) for k in range(b + 1, j)) for j in range(b + 1, min(b + 3, end)))
    a, b = head, head + 1
    while b < end and (proper(b) or link(b) and follows(b)):
        b += 1
    leads = lambda i: link(i) and words[i].lower() not in {"of", "the", "for"} and i > start and proper(i - 1)
    while a > start and (proper(a - 1) or leads(a - 1)):
        a -= 1
    return a, b


def gum_names(sentence, rows):
    """BIO labels of GUM's mentions whose head is a proper noun"""
    words, upos = sentence.words, sentence.upos
    tags = ["O"] * len(words)
    mentions, opened = [], []
    for i, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for token in re.findall(r"\([^()]*\)?|[^()]+\)", found.group(1)) if found else []:
            if token[0] == "(":
                part = token[1:].rstrip(")").split("-")
                if len(part) > 1:
                    opened.append((part[0], i, part[1]))
            if token[-1] == ")":
                key = token.strip("()").split("-")[0]
                for k in range(len(opened) - 1, -1, -1):
                    if opened[k][0] == key:
                        _, start, kind = opened.pop(k)
                        mentions.append((i + 1 - start, start, i + 1, kind))
                        break
    for _, start, end, kind in sorted(mentions, reverse=True):
        if kind not in GUM_KINDS:
            continue
        heads = [i for i in range(start, end) if not start < sentence.heads[i] <= end]
        if len(heads) != 1 or upos[heads[0]] != "PROPN":
            continue
        a, b = around(words, upos, start, heads[0], end, kind)
        while kind == "person" and a < b - 1 and words[a].lower().rstrip(".") in TITLES:
            a += 1
        while kind == "person" and a < b - 1 and PEOPLES.all(words[a:a + 1]):
            a += 1
        if not any(w[:1].isupper() for w in words[a:b]) or b - a == 1 and words[a].lower() in TITLES:
            continue
        mark(tags, a, b, "nationality" if PEOPLES.all(words[a:b]) else GUM_KINDS[kind])
    for i, word in enumerate(words):
        if tags[i] == "O" and upos[i] in ("ADJ", "NOUN", "PROPN") and PEOPLES.all([word]):
            mark(tags, i, i + 1, "nationality")
        elif tags[i] == "O" and upos[i] == "PROPN":
            tags[i] = None  # a name that no mention covers
    return fine(words, tags)
