"""Reads plain text: names, notes, and what a formula was meant to say."""

import re
import unicodedata

from network.kernel.words import words
from network.organizations.rules.reading.outcome import NOTHING, Reading, problem

LONGEST_NAME = 200
LONGEST_LINE = 200
LONGEST_PROSE = 4_000
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#|www\.)", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
# Marks that change the direction of text or can't be seen: they let two different names look alike.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u2800]")


def line(text: str) -> str:
    """One line: composed, trimmed, spaces collapsed, without control characters and marks that can't be seen."""
    return " ".join(prose(text).split())


def prose(text: str) -> str:
    """Several lines, each cleaned like `line`."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(_kept(character) for character in composed)
    return "\n".join(part.strip() for part in _SPACES.sub(" ", kept).split("\n")).strip()


def _kept(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"}:
        return "\n"
    if character in "\t\v\f":
        return " "
    return "" if category in {"Cc", "Cs"} else character


def is_error(text: str) -> bool:
    """Whether the cell only says that its formula failed."""
    return text.strip().upper() in _ERRORS


def said_by_formula(formula: str, shown: str) -> str:
    """The text that a formula was meant to say: what it showed, else its longest piece of text that isn't an address."""
    if shown and not is_error(shown):
        return line(shown)
    pieces = (line(piece.replace('""', '"')) for piece in _LITERAL.findall(formula))
    return max((piece for piece in pieces if piece and not _ADDRESS.match(piece)), key=len, default="")


def read_name(text: str) -> Reading:
    """The name of an organization."""
    name = line(text)
    if not name:
        return NOTHING
    if not any(character.isalnum() for character in name):
        return problem(words("This isn't a name: it holds no letter."))
    return _short_enough(name, LONGEST_NAME)


def read_line(text: str) -> Reading:
    """A short text."""
    return _short_enough(line(text), LONGEST_LINE)


def read_prose(text: str) -> Reading:
    """A text of several lines."""
    return _short_enough(prose(text), LONGEST_PROSE)


def _short_enough(text: str, longest: int) -> Reading:
    if len(text) > longest:
        return problem(
            words("This is too long: %(length)s characters. The most is %(longest)s.", length=len(text), longest=longest),
            text[:longest].rsplit(" ", 1)[0],
        )
    return Reading(text) if text else NOTHING
