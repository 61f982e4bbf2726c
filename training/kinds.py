"""Kinds of names finer than the corpora tell: a location is a country, a facility or another place; an organization an
armed group, a government or another body.  The project's own lexicons of actors and `arms.tsv` tell them apart.
"""
import re
from pathlib import Path

KINDS = ("person organization armed_group government place country facility nationality weapon vehicle event "
         "other").split()
# What CoNLL-2003 calls LOC and ORG.
COARSE = {"place": "location", "country": "location", "facility": "location", "organization": "organization",
          "armed_group": "organization", "government": "organization"}
HERE = Path(__file__).parent
ACTORS = HERE.parent / "lexicons/en/actors"

FACILITY_LAST = set(
    "airport airfield airbase aerodrome airstrip base barracks bridge building camp canal cathedral cemetery center "
    "centre church college compound court courthouse dam embassy consulate factory farm garden gardens gate hall "
    "harbor harbour highway hospital clinic hotel house jail prison laboratory library mall market memorial mill mine "
    "monastery monument mosque museum palace park pier pipeline plant plaza port post power-plant reactor refinery "
    "road avenue street boulevard lane school shrine square stadium station synagogue temple terminal theatre theater "
    "tomb tower towers tunnel university villa wall zoo citadel fortress fort crossing checkpoint amphitheatre".split())
GOVERNMENT_WORDS = set(
    "government ministry ministries department parliament senate congress cabinet army navy police gendarmerie "
    "presidency duma knesset assembly bundestag bundeswehr politburo treasury pentagon administration junta "
    "directorate constabulary customs coastguard marines guard forces legislature municipality council prosecutor "
    "commission authority agency fbi cia mi5 mi6 fsb kgb mossad isi kremlin".split())
# Words that many bodies share with governments: they decide only together with a country, a people or a ministry.
SHARED_WORDS = set("council commission authority agency guard forces administration assembly congress customs "
                   "directorate".split())


def lines(path):
    for line in path.read_text(encoding="utf8").splitlines():
        if line and line[0] != "#":
            yield [[v for v in field.split("|") if v] for field in line.split("\t")]


def folded(words):
    """the key of a name: lower case, without what corpora cut differently"""
    return re.sub(r"[\s.’'\-]+", "", " ".join(words) if not isinstance(words, str) else words).lower()


class Lexicon:
    """names of the actors' lexicons and of arms, by their kind"""

    def __init__(self):
        self.kind, self.doubtful = {}, set()
        for name, kind in (("armed_groups.tsv", "armed_group"), ("governments.tsv", "government"),
                           ("organizations.tsv", "organization")):
            for row in lines(ACTORS / name):
                told = row[7][0] if len(row) > 7 and row[7] else kind
                for alias in row[0] + (row[1] if len(row) > 1 else []):
                    self.add(alias, told)
        self.countries = {folded(name.lstrip("?")) for row in lines(ACTORS / "countries.tsv") for name in row[1]}
        self.arms = {}
        for (kind,), names in ((row[0], row[1]) for row in lines(HERE / "arms.tsv")):
            for name in names:
                self.arms.setdefault(folded(name), kind)
                self.arms.setdefault(folded(name) + "s", kind)

    def add(self, alias, kind):
        key = folded(alias.lstrip("?"))
        if alias[0] == "?":
            self.doubtful.add(key)
        self.kind.setdefault(key, kind)


LEXICON = Lexicon()


def refine(words, coarse, people):
    """the fine kind of a name whose coarse kind a corpus gives; `people` tells whether words are a nation's or faith's"""
    key = folded(words)
    last, lower = words[-1].lower(), {w.lower() for w in words}
    if coarse == "location":
        if key in LEXICON.countries:
            return "country"
        # "At the White House": a government that the corpus takes for a place is its building.
        if len(words) > 1 and last in FACILITY_LAST or LEXICON.kind.get(key) in ("facility", "government"):
            return "facility"
        return "place"
    if coarse == "organization":
        told = LEXICON.kind.get(key)
        if told in ("armed_group", "government"):
            return told
        if lower & {"news", "press", "rating"}:
            return "organization"
        strong = lower & (GOVERNMENT_WORDS - SHARED_WORDS)
        national = any(folded([w]) in LEXICON.countries or people([w]) for w in words)
        if strong and told != "organization" or lower & SHARED_WORDS and national:
            return "government"
        return "organization"
    if coarse in ("other", "event") and key in LEXICON.arms:
        return LEXICON.arms[key]
    return coarse


def listed(words):
    """-> (start, end, kind) of the names of arms, armed groups and facilities among the words, sure ones only"""
    out, i = [], 0
    while i < len(words):
        for n in range(min(9, len(words) - i), 0, -1):
            part = words[i:i + n]
            if not (part[0][:1].isupper() or part[0][:1].isdigit()) or not part[-1][-1:].isalnum():
                continue
            key = folded(part)
            if len(key) < 4 and not "".join(part).isupper():
                continue  # "Let us", and no Lashkar-e-Taiba
            kind = LEXICON.arms.get(key) if any(c.isdigit() for c in key) or n > 1 or len(key) > 5 else None
            if kind is None and key not in LEXICON.doubtful and LEXICON.kind.get(key) == "armed_group":
                kind = "armed_group"
            # Longer names that this one is a part of are somebody else's.
            beside = words[i + n:i + n + 1] + words[i - 1:i]
            if kind and not any(w[:1].isupper() for w in beside if w.lower() not in ("the", "us", "u.s.")):
                out.append((i, i + n, kind))
                i += n - 1
                break
        i += 1
    return out
