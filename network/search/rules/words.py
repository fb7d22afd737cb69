"""A text cut into words, each as the index knows it: folded, without accents, stemmed by the text's language."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import Stemmer

from network.kernel.folding import fold

ENGLISH, FRENCH = "english", "french"
LONGEST = 64
"""Letters of a word; what follows is not looked at."""

# Signs that stand within a word, and are left out of it.
APOSTROPHES = "'’‘‛ʼʻ`´"
# Signs that join two words into one: each is found, and both together.
JOINERS = "-‐‑._"
# Letters that are a word each: nothing parts words in these scripts.
ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS_UP_TO = 0x11FFF
_SHORTENED = re.compile(
    rf"(?:lorsqu|puisqu|jusqu|quoiqu|qu|[ldjmtscn])[{APOSTROPHES}]+(?=[aeiouyhœæàâäéèêëîïôöùûü])", re.IGNORECASE
)
_UNSEEN = {"Mc", "Me", "Cf"}


class Piece(NamedTuple):
    """One part of what is written together: "drop" of "drop-in"."""

    start: int
    end: int
    text: str


class Token(NamedTuple):
    """A word as the index knows it. `main` stand in a row with those of other words; `more` are other ways to find it."""

    main: tuple[str, ...]
    more: frozenset[str]


_MARKS = "".join(
    chr(code) for code in range(0x300, _MARKS_UP_TO) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")
) + "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # fmt: skip
_LETTER = rf"[^\W_{ALONE}]"
_PART = rf"{_LETTER}(?:[{APOSTROPHES}]*(?:{_LETTER}|[{re.escape(_MARKS)}]))*"
_WRITTEN = re.compile(rf"[{ALONE}]|{_PART}(?:(?:[{re.escape(JOINERS)}]|(?<=\d),(?=\d)){_PART})*")
"""What is written together."""
_JOINED = re.compile(rf"[{re.escape(JOINERS)},]")


def compounds(text: str) -> Iterator[tuple[Piece, ...]]:
    """What is written together in a text, each in its parts."""
    for found in _WRITTEN.finditer(text):
        begin, together = found.start(), found.group()
        at, parts = 0, []
        for joiner in _JOINED.finditer(together):
            parts.append(Piece(begin + at, begin + joiner.start(), together[at : joiner.start()]))
            at = joiner.end()
        parts.append(Piece(begin + at, found.end(), together[at:]))
        yield tuple(parts)


def stemming_of(language: str) -> str:
    """How texts of a language are stemmed; "" where none of ours fits. What nobody said is taken for English."""
    code = language[:2].casefold() if language[2:3] in ("", "-", "_") else language
    return {"": ENGLISH, "en": ENGLISH, "fr": FRENCH}.get(code, "")


@lru_cache(maxsize=4_096)
def token(part: str, stemming: str) -> Token:
    """One part as the index knows it in a text that is stemmed so. Both empty for what folds to nothing."""
    whole, rest = plain(part), plain(part[found.end() :]) if (found := _SHORTENED.match(part)) else ()
    lead, other = (rest, whole) if rest and stemming == FRENCH else (whole, rest)
    main = tuple(stem(word, stemming) for word in lead)
    more = {*lead, *other, *(stem(word, stemming) for word in other)}
    return Token(main, frozenset(more.difference(main)))


def joined(parts: tuple[Piece, ...]) -> tuple[str, ...]:
    """What is written together as one word, "dropin" of "drop-in", if it has parts and is no longer than a word."""
    if len(parts) < 2 or parts[-1].end - parts[0].start > LONGEST:
        return ()
    return ("".join("".join(plain(part.text)) for part in parts),)


def plain(part: str) -> tuple[str, ...]:
    """A word without accents, apostrophes and capitals. More than one where a sign stands for several: "½"."""
    return _plain(part[: 2 * LONGEST])


@lru_cache(maxsize=4_096)
def _plain(part: str) -> tuple[str, ...]:
    if part.isascii():
        word = re.sub(r"\W", "", part.lower())
        return (word[:LONGEST],) if word else ()
    bare = "".join(sign for sign in part if unicodedata.category(sign) not in _UNSEEN)
    return tuple(kept for word in _folded(bare).split() if (kept := "".join(filter(str.isalnum, word))[:LONGEST]))


# Not the kept one: a long text has many words that never come again.
_folded = fold.__wrapped__


def stem(word: str, stemming: str) -> str:
    """The word's stem; numbers, and words of languages that we have no stems of, stay."""
    return _stemmer(stemming).stemWord(word) if stemming and word.isalpha() else word


_own = threading.local()  # a stemmer must not be asked by two threads at once


def _stemmer(stemming: str) -> Any:
    found = getattr(_own, stemming, None)
    if found is None:
        found = Stemmer.Stemmer(stemming, 0)
        setattr(_own, stemming, found)
    return found
