"""A name folded for search and comparison: without case, marks, apostrophes and punctuation."""

import re
import unicodedata
from functools import lru_cache

# Letters of the province's languages that have no plain part of their own; people without such a keyboard type these.
_PLAIN = str.maketrans(
    {"ə": "e", "ɛ": "e", "ɬ": "l", "ł": "l", "ƛ": "tl", "ʔ": "", "ʕ": "", "θ": "th", "ø": "o", "æ": "ae", "œ": "oe"}
)
_JOINED = re.compile(r"['’‘‛ʼʻ`´.]")  # within a word: Kw'alaams, women's, St.
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The folded form: "W̱SÁNEĆ Women’s Drop-in & Co." and "wsanec womens drop in and co" are the same.

    Empty only for a text without letters, digits or signs. Folding twice changes nothing more.
    """
    lowered = text.casefold()
    if not lowered.isascii():
        # Folding case may bring marks ("İ") and taking marks away may leave capitals, so both are done again.
        lowered = _unmarked(_unmarked(lowered).casefold())
    joined = _JOINED.sub("", lowered.replace("&", " and "))
    return _NOT_WORDS.sub(" ", joined).strip() or " ".join(text.casefold().split())


def _unmarked(text: str) -> str:
    # The sign for "not here" of apostrophes comes first: NFKD would cut some of them into a space and a mark.
    parts = unicodedata.normalize("NFKD", _JOINED.sub("", text))
    kept = "".join(character for character in parts if unicodedata.category(character) != "Mn")
    return unicodedata.normalize("NFC", kept).translate(_PLAIN)
