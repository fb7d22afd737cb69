"""What a map is told, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """How a place is drawn. Read by shape first: a disc gives, a ring receives, a dashed ring waits, a dot is only there."""

    DISC = "disc"
    RING = "ring"
    UNSERVED = "unserved"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Point:
    """A place with its sign. `emphasis`: 0 plain, 1 strong, 2 chosen; the more, the sooner it gets its label."""

    id: str
    label: str
    latitude: float
    longitude: float
    sign: Sign
    emphasis: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from one point's id to another's. `state` becomes a class: proposed, locked, chosen, accepted."""

    start: str
    end: str
    state: str = "proposed"


@dataclass(frozen=True, slots=True)
class Options:
    """Sizes in units; a map `width` units wide. `letter` is the size of its labels, and `tolerance` how coarse the land may be.

    `names_all`: what has no room beside its sign is named at the end of a line, or by a number that a key explains.
    """

    width: float = 360
    letter: float = 14
    radius: float = 4.6
    tolerance: float = 0.5
    may_inset: bool = True
    inset_title: str = ""
    names_all: bool = False


PANEL = Options()
LARGE = Options(width=560, letter=13.5, radius=5.4, tolerance=0.6, names_all=True)
"""For a page of its own: as large as a telephone can be moved over. The crowded part is a second sheet, beside it or below."""
MINI = Options(width=300, letter=14, radius=5, tolerance=0.7, may_inset=False)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def meets(self, other: "Box") -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: float) -> "Box":
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the paper. `title` is its name where it has no label."""

    id: str
    x: float
    y: float
    radius: float
    sign: Sign
    emphasis: int
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the paper. `x`, `y`: where the text is anchored (start, middle or end), on its baseline."""

    text: str
    x: float
    y: float
    anchor: str
    is_strong: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Curve:
    """A tie as an SVG path. `is_cut`: it leaves the part that is drawn."""

    path: str
    state: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Pane:
    """One map: its place on the paper, and what lies on it in its own units from its own corner.

    `land` is in tenths of a unit. `leaders` is one path: from the true place of each moved sign to the sign, and from signs to
    names that stand farther off. `numbered` are the names that only the key has, by their numbers.
    """

    box: Box
    land: str
    curves: tuple[Curve, ...]
    leaders: str
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    numbered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A whole map. `window` is the part of `main` that `inset` shows larger.

    It equals itself alone: what is kept of a drawing is found without looking at every sign. The same points give the same one.
    """

    width: float
    height: float
    letter: float
    main: Pane
    inset: Pane | None
    window: Box | None
    inset_title: Label | None

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """What each number on both parts stands for."""
        return self.main.numbered + (self.inset.numbered if self.inset else ())
