"""Finds an entry by any of its names, and the nearest ones to a misspelt name in bounded time."""

from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

from network.organizations.rules.folding import fold

Key = TypeVar("Key")

_LONGEST = 60  # letters of a name that are compared
_CANDIDATES = 6
_NEAR = 0.62


class Names(Generic[Key]):
    """An index of entries, each with a key, a label and other names. A label outranks another entry's other name."""

    def __init__(self, entries: Iterable[tuple[Key, str, Iterable[str]]]) -> None:
        self._labels: dict[Key, str] = {}
        self._by_label: dict[str, list[Key]] = {}
        self._by_alias: dict[str, list[Key]] = {}
        for key, label, others in entries:
            self._labels[key] = label
            _add(self._by_label, fold(label), key)
            for other in others:
                _add(self._by_alias, fold(other), key)
        self._spellings: list[tuple[str, Key]] = []
        self._pairs: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._labels)

    def label(self, key: Key) -> str:
        """The entry's own name; the key as text where there is no such entry."""
        return self._labels.get(key, str(key))

    def find_all(self, text: str) -> tuple[Key, ...]:
        """Every entry that goes by this name."""
        folded = fold(text)
        return tuple(self._by_label.get(folded) or self._by_alias.get(folded) or ()) if folded else ()

    def find(self, text: str) -> Key | None:
        """The entry that goes by this name; None where there is none, or more than one."""
        found = self.find_all(text)
        return found[0] if len(found) == 1 else None

    def near(self, text: str, limit: int = 3) -> tuple[Key, ...]:
        """The entries whose names look most like the text, best first. At most six names are compared letter by letter."""
        self._index()
        wanted = fold(text)[:_LONGEST]
        pairs = _pairs(wanted)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._pairs.get(pair, ()))
        ranked = sorted(
            shared.items(), key=lambda item: (-item[1] / (len(pairs) + len(self._spellings[item[0]][0]) + 1), item[0])
        )
        scores: dict[Key, float] = {}
        for number, _ in ranked[:_CANDIDATES]:
            spelling, key = self._spellings[number]
            scores[key] = max(scores.get(key, 0.0), likeness(wanted, spelling))
        best = sorted(scores.items(), key=lambda item: (-item[1], self.label(item[0])))
        return tuple(key for key, score in best if score >= _NEAR)[:limit]

    def _index(self) -> None:
        """Built when a misspelling is first met: most lists never need it."""
        if self._spellings:
            return
        for names in (self._by_label, self._by_alias):
            for folded, keys in names.items():
                for key in keys:
                    for pair in _pairs(folded[:_LONGEST]):
                        self._pairs.setdefault(pair, []).append(len(self._spellings))
                    self._spellings.append((folded[:_LONGEST], key))


def _add(index: dict[str, list[Key]], name: str, key: Key) -> None:
    keys = index.setdefault(name, [])
    if name and key not in keys:
        keys.append(key)


def _pairs(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[start : start + 2] for start in range(len(padded) - 1)}


def likeness(one: str, other: str) -> float:
    """1 for the same text, less by each letter added, lost, changed or swapped with its neighbour, down to 0."""
    longest = max(len(one), len(other))
    return 1 - _steps(one, other) / longest if longest else 1.0


def _steps(one: str, other: str) -> int:
    """The restricted Damerau-Levenshtein distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, sign in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
