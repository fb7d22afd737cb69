"""A document between its file and its text: blocks of runs, footnotes, and what was lost on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from network.office.document import Loss, LossCode


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks. `href` is where it leads."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; a line break is "\\n". `note` counts the footnotes from 1; such a run has no text."""

    text: str
    look: Look = PLAIN
    note: int = 0


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 6."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_quote` where it is somebody's words."""

    runs: Runs
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, 0 deep at its edge. `of` names the list; `done` is None where it has no box."""

    runs: Runs
    depth: int = 0
    is_numbered: bool = False
    of: str = ""
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines as they were typed."""

    text: str


Block = Heading | Paragraph | Item | Table | Code


@dataclass(slots=True)
class Content:
    """All of a document."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[Block, ...]] = field(default_factory=list)
    title: str = ""


class Losses:
    """Counts what is lost, and remembers after which heading it was first."""

    def __init__(self) -> None:
        self._heading = ""
        self._counts: dict[LossCode, int] = {}
        self._places: dict[LossCode, str] = {}

    def at(self, heading: str) -> None:
        """From here on it is under this heading."""
        self._heading = heading[:80]

    def add(self, code: LossCode, times: int = 1) -> None:
        """So much of this is lost."""
        if times:
            self._places.setdefault(code, self._heading)
            self._counts[code] = self._counts.get(code, 0) + times

    def all(self) -> tuple[Loss, ...]:
        """In the order of their list."""
        return tuple(Loss(code, self._counts[code], self._places[code]) for code in LossCode if code in self._counts)


def joined(runs: Sequence[Run]) -> Runs:
    """Neighbours of the same look become one, empty ones go, and none has space that its look only frames."""
    kept = [run for run in runs if run.text or run.note]
    merged: list[Run] = []
    for (look, note), group in groupby(kept, key=lambda run: (run.look, run.note)):
        pieces = list(group)
        merged += pieces if note else [Run("".join(run.text for run in pieces), look)]
    return tuple(merged)


def words_of(runs: Sequence[Run]) -> str:
    """What a reader reads."""
    return " ".join("".join(run.text for run in runs).split())


def unbolded(runs: Runs) -> Runs:
    """The same in the head of a table, which is bold anyway."""
    return joined([replace(run, look=replace(run.look, bold=False)) for run in runs])


BOXES = {"\u2610": False, "\u2611": True, "\u2612": True, "\u25a1": False, "\u25a2": False, "\u2705": True}


def box_of(runs: Runs) -> tuple[bool | None, Runs]:
    """Whether a box stands before the words, empty or ticked, and the words without it."""
    if not runs or runs[0].note:
        return None, runs
    text = runs[0].text.lstrip()
    if text[:1] not in BOXES:
        return None, runs
    rest = text[1:].lstrip("\ufe0e\ufe0f")
    done, first = BOXES[text[0]], Run(rest.lstrip(), runs[0].look)
    left = (first, *runs[1:]) if first.text else runs[1:]
    if left and not first.text and not left[0].note:
        left = (Run(left[0].text.lstrip(), left[0].look), *left[1:])
    return done, joined(left)
