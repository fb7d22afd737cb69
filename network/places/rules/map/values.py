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

    From `wide_from` units on, the crowded part stands beside the map, else below it. `names_all`: what has no room beside its
    sign is named at the end of a line, or by a number with a key under the map.
    """

    width: float = 360
    letter: float = 14
    radius: float = 4.6
    tolerance: float = 0.5
    may_inset: bool = True
    inset_title: str = ""
    wide_from: float = 640
    names_all: bool = False


PANEL = Options()
LARGE = Options(width=1080, letter=13.5, radius=6, tolerance=0.6, names_all=True)
TALL = Options(width=640, letter=14, radius=5.4, tolerance=0.8, wide_from=10_000, names_all=True)
"""As large as a telephone can be moved over: the crowded part lies below."""
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
    names that stand farther off. `numbered` are the names that stand in the key only, by their numbers.
    """

    box: Box
    land: str
    curves: tuple[Curve, ...]
    leaders: str
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    numbered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map. `window` is the part of `main` that `inset` shows larger; `key` says under both what the numbers stand for."""

    width: float
    height: float
    letter: float
    main: Pane
    inset: Pane | None
    window: Box | None
    inset_title: Label | None
    key: tuple[Label, ...] = ()
