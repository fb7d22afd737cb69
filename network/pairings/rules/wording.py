"""What changed between two texts, word by word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Mark(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that share one fate."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of a text that is not as it was."""

    code: str
    pieces: tuple[Piece, ...]


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """The text with what is gone and what is new: without the new pieces it is the old text, without the gone ones the new."""
    old, new = _cut(before), _cut(after)
    found: list[Piece] = []
    for _, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if old[a:b] == new[c:d]:
            found.append(Piece(Mark.KEPT, "".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece(Mark.GONE, "".join(old[a:b])))
        if c < d:
            found.append(Piece(Mark.ADDED, "".join(new[c:d])))
    return tuple(found)


def changes(before: Mapping[str, str], after: Mapping[str, str], codes: Sequence[str]) -> tuple[Changed, ...]:
    """The parts that are not as they were, in their order."""
    return tuple(
        Changed(code, pieces_of(before.get(code, ""), after.get(code, "")))
        for code in codes
        if before.get(code, "") != after.get(code, "")
    )


def _cut(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
