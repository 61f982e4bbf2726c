"""A sentence with the layers its corpus labels; what a corpus lacks is None, and has no loss."""
from dataclasses import dataclass
from typing import Optional


@dataclass
class Sentence:
    words: list  # of str
    blanks: list  # of bool: a blank, or the start of the sentence, stands before the word
    upos: Optional[list] = None
    feats: Optional[list] = None
    lemmas: Optional[list] = None
    heads: Optional[list] = None  # 0 is the root, i + 1 word i
    relations: Optional[list] = None
    names: Optional[list] = None  # BIO labels; None where a word's is not known
