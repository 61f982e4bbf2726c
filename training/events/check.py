"""Reads example sentences with marked events; run as a program, checks their form: `python check.py [FILE...]`."""
import re
import sys
from pathlib import Path
from typing import NamedTuple

TYPES = ("AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
         "COERCE ASSAULT").split()
# The modes of each type, PLOVER 2.0.
MODES = {kind: modes.split() for kind, modes in {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor martial-law arrest deport withhold misinformation cyber curfew",
    "ASSAULT": "beat torture execute sexual assassinate primitive firearms explosives suicide-attack heavy-weapons "
               "crowd-control cleansing massacre unconventional abduct destroy aerial drone"}.items()}
STATUSES = "asserted denied planned demanded possible hypothetical".split()
EVENT = re.compile(r"([A-Z]+)(?::([a-z-]+))? ([a-z]+) (\d+) ([\d,]*)([>~])([\d,]*)")


class Event(NamedTuple):
    type: str
    mode: str
    status: str
    trigger: tuple  # (start, end) in the text, as the participants
    actors: list
    recipients: list


class Example(NamedTuple):
    text: str
    events: list


def parse(line):
    """-> Example of a line; ValueError says what is wrong with it"""
    marked, tab, told = line.rstrip("\n").partition("\t")
    if not tab or not told.strip():
        raise ValueError("no tab and events after the sentence")
    text, spans, opened = "", {}, None
    for part in re.split(r"(\[\d+ |\])", marked):
        if re.fullmatch(r"\[\d+ ", part):
            if opened:
                raise ValueError("marks nest")
            opened = part[1:-1], len(text)
        elif part == "]":
            if not opened:
                raise ValueError("] without a mark")
            number, start = opened
            if number in spans:
                raise ValueError(f"mark {number} twice")
            spans[number], opened = (start, len(text)), None
        else:
            text += part
    if opened:
        raise ValueError(f"mark {opened[0]} is not closed")
    events, used = [], set()
    for told in [] if told.strip() == "-" else told.split(" ; "):
        found = EVENT.fullmatch(told.strip())
        if not found:
            raise ValueError(f"not an event: {told!r}")
        kind, mode, status, trigger, actors, sign, recipients = found.groups()
        if kind not in TYPES:
            raise ValueError(f"no type {kind}")
        if mode and mode not in MODES.get(kind, ()):
            raise ValueError(f"no mode {mode} of {kind}")
        if status not in STATUSES:
            raise ValueError(f"no status {status}")
        groups = [[n for n in side.split(",") if n] for side in (trigger, actors, recipients)]
        for number in sum(groups, []):
            if number not in spans:
                raise ValueError(f"no mark {number}")
            used.add(number)
        (trigger,), actors, recipients = [[spans[n] for n in group] for group in groups]
        if sign == "~":
            actors = recipients = actors + recipients
        events.append(Event(kind, mode or "", status, trigger, actors, recipients))
    return Example(text, events)


def read(folder):
    """-> the Examples of all files"""
    return [parse(line) for file in sorted(Path(folder).glob("*.tsv"))
            for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def main():
    files = [Path(f) for f in sys.argv[1:]] or sorted((Path(__file__).parent / "examples").glob("*.tsv"))
    faults = count = 0
    for file in files:
        seen = set()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            try:
                example = parse(line)
                if example.text in seen:
                    raise ValueError("sentence stands twice")
                seen.add(example.text)
                count += 1
            except ValueError as fault:
                faults += 1
                print(f"{file.name}:{number}: {fault}")
    print(f"{count} sentences, {faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
