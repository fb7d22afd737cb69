"""Finds room for names: none covers another or a sign, and the less important give way."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from network.places.rules.map.curves import Ground
from network.places.rules.map.lettering import width
from network.places.rules.map.values import Box, Label, Mark, Sign

_RANK = {Sign.DISC: 0, Sign.UNSERVED: 1, Sign.RING: 2, Sign.DOT: 3}
_GAP = 2.0
_UP, _DOWN = 0.72, 0.24  # of the letter size, above and below the baseline
_MIDDLE = 0.34  # how far the baseline lies below the middle of the letters


Place = tuple[float, Label]  # what it costs, and the label there


@dataclass(frozen=True, slots=True)
class Name:
    """A label to place beside any of its marks: several organizations of one town share one name."""

    text: str
    marks: tuple[Mark, ...]
    is_strong: bool
    rank: tuple[int, int, int]


def names(marks: Sequence[Mark], texts: Sequence[str], site: Sequence[str]) -> list[Name]:
    """One name for each text at each site, the most important first. Empty texts have none."""
    groups: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark, text, where in zip(marks, texts, site, strict=True):
        if text:
            groups[text, where].append(mark)
    found = []
    for (text, _), group in groups.items():
        emphasis = max(mark.emphasis for mark in group)
        rank = (-emphasis, min(_RANK[mark.sign] for mark in group), -len(group))
        found.append(Name(text, tuple(group), emphasis > 0, rank))
    return sorted(found, key=lambda name: (name.rank, name.text, name.marks[0].id))


def placed(found: Sequence[Name], paper: "Paper", letter: float) -> tuple[list[Label], list[Name]]:
    """The labels that have room beside their signs, and the names that found none.

    The chosen first; then, of equals, those with the fewest places to go. A label that finds no room may send one other
    to another of its places.
    """
    waiting, without = [], []
    for order, name in enumerate(found):
        places = [place for place in places_of(name, letter) if paper.is_free(place[1].box)]
        waiting.append((name.rank[0], name.rank[1], len(places), order, places, name))
    lying: dict[Box, tuple[Label, list[Place]]] = {}
    for *_, places, name in sorted(waiting, key=lambda item: item[:4]):
        label = paper.best(places) or _make_room(places, lying, paper)
        if label:
            paper.put(label.box)
            lying[label.box] = label, places
        else:
            without.append(name)
    return [label for label, _ in lying.values()], without


def _make_room(places: Sequence[Place], lying: dict[Box, tuple[Label, list[Place]]], paper: "Paper") -> Label | None:
    """A place that a single other label blocks, and that label moved elsewhere; None if there is no such place."""
    for _, label in places:
        blocking = paper.blocking(label.box)
        if len(blocking) != 1 or blocking[0] not in lying:
            continue
        other, others_places = lying.pop(blocking[0])
        paper.take(other.box)
        paper.put(label.box)
        elsewhere = paper.best(others_places)
        paper.take(label.box)
        moved = elsewhere or other
        paper.put(moved.box)
        lying[moved.box] = moved, others_places
        if elsewhere:
            return label
    return None


class Paper:
    """What is taken: boxes of signs and labels, looked up by cell."""

    _CELL = 24.0

    def __init__(self, page: Box, taken: Sequence[Box], ground: Ground) -> None:
        self.page, self.ground = page, ground
        self.cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in taken:
            self.put(box)

    def put(self, box: Box) -> None:
        for cell in self._cells(box):
            self.cells[cell].append(box)

    def take(self, box: Box) -> None:
        for cell in self._cells(box):
            self.cells[cell].remove(box)

    def best(self, places: Sequence[Place]) -> Label | None:
        """The cheapest free place: a place costs more for each stretch of a tie that it covers."""
        free = [
            (cost + 0.45 * self.ground.count(label.box), index)
            for index, (cost, label) in enumerate(places)
            if self.is_free(label.box)
        ]
        return places[min(free)[1]][1] if free else None

    def blocking(self, box: Box) -> list[Box]:
        """What lies in the way of a box, each thing once."""
        return list({other for cell in self._cells(box) for other in self.cells.get(cell, ()) if box.meets(other)})

    def is_on_page(self, box: Box) -> bool:
        page = self.page
        return page.x <= box.x and page.y <= box.y and box.right <= page.right and box.bottom <= page.bottom

    def is_free(self, box: Box) -> bool:
        return self.is_on_page(box) and not any(
            box.meets(other) for cell in self._cells(box) for other in self.cells.get(cell, ())
        )

    def _cells(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box.x // self._CELL), int(box.right // self._CELL) + 1):
            for row in range(int(box.y // self._CELL), int(box.bottom // self._CELL) + 1):
                yield column, row


def places_of(name: Name, letter: float) -> Iterator[Place]:
    """Places for a name beside its marks, with what each costs: right is best, then left, above, below, corners."""
    for turn, mark in enumerate(name.marks[:4]):
        for cost, across, down in _DIRECTIONS:
            yield cost + turn * 0.2, _label(name, mark, across, down, letter)


_DIRECTIONS = (
    (0.0, 1.0, 0.0),
    (0.4, -1.0, 0.0),
    (0.9, 0.0, -1.0),
    (1.0, 0.0, 1.0),
    (1.1, 0.8, -0.8),
    (1.2, 0.8, 0.8),
    (1.3, -0.8, -0.8),
    (1.4, -0.8, 0.8),
    (2.6, 1.0, -0.45),
    (2.6, 1.0, 0.45),
    (2.8, -1.0, -0.45),
    (2.8, -1.0, 0.45),
    (2.9, 0.18, -1.0),
    (2.9, 0.18, 1.0),
    (3.0, -0.18, -1.0),
    (3.0, -0.18, 1.0),
    (3.4, 0.35, -1.0),
    (3.4, 0.35, 1.0),
    (3.6, -0.35, -1.0),
    (3.6, -0.35, 1.0),
)


def _label(name: Name, mark: Mark, across: float, down: float, letter: float) -> Label:
    """`across` and `down` say which way from the mark the text lies, from -1 to 1."""
    wide, high = width(name.text, letter, name.is_strong), letter * (_UP + _DOWN)
    reach = mark.radius + _GAP
    anchor = "start" if across > 0.5 else "end" if across < -0.5 else "middle"
    x = mark.x + across * reach
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    if abs(across) > 0.5:  # beside the mark: a slope lifts the text by part of its height
        middle = mark.y + down * (reach * 0.6 + high * 0.45)
        top = middle - high / 2
    else:
        x += across * wide * 0.9
        left += across * wide * 0.9
        top = mark.y + reach * 0.8 if down > 0 else mark.y - reach * 0.8 - high
    baseline = top + letter * _UP
    box = Box(round(left, 1), round(top, 1), round(wide, 1), round(high, 1))
    return Label(name.text, round(x, 1), round(baseline, 1), anchor, name.is_strong, box)


def label_at(name: Name, spot: tuple[float, float], anchor: str, letter: float) -> Label:
    """A name whose middle lies at the height of a spot, and which begins, ends or is centred there."""
    wide, high = width(name.text, letter, name.is_strong), letter * (_UP + _DOWN)
    left = {"start": spot[0], "end": spot[0] - wide, "middle": spot[0] - wide / 2}[anchor]
    box = Box(round(left, 1), round(spot[1] - high / 2, 1), round(wide, 1), round(high, 1))
    return Label(name.text, round(spot[0], 1), round(box.y + letter * _UP, 1), anchor, name.is_strong, box)
