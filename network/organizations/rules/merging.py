"""One entry out of two for the same organization: nothing is lost, and what disagrees is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from network.organizations.rules.folding import fold
from network.organizations.rules.values import BLANK, VALUE_FIELDS, OrganizationValues, is_same

_ALL_KEPT = frozenset({"also_serves", "teaches", "wants_to_learn", "languages", "meets_by", "availability", "do_not_pair"})
_LINES_KEPT = frozenset({"notes", "territories"})


class Side(StrEnum):
    """Whose value is taken where the two disagree."""

    KEPT = "kept"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field in which both say something, and not the same."""

    field: str
    kept: Any
    other: Any


def disagreements(kept: OrganizationValues, other: OrganizationValues) -> tuple[Disagreement, ...]:
    """The fields that somebody may choose between, in their order; lists and notes are joined instead."""
    found = []
    for name in VALUE_FIELDS:
        if name in _ALL_KEPT | _LINES_KEPT | {"own", "waiting_since", "wants_mentor"}:
            continue
        ours, theirs, blank = getattr(kept, name), getattr(other, name), getattr(BLANK, name)
        if ours != blank and theirs != blank and not is_same(name, ours, theirs):
            found.append(Disagreement(name, ours, theirs))
    both = sorted(label for label in kept.own if other.own.get(label, "") not in {"", kept.own[label]})
    return tuple(found) + tuple(Disagreement(f"own:{label}", kept.own[label], other.own[label]) for label in both)


def merged(kept: OrganizationValues, other: OrganizationValues, chosen: Mapping[str, Side] | None = None) -> OrganizationValues:
    """The merged values. Where one says nothing the other's is taken; where they disagree `chosen` decides, else the kept one's.

    Lists are joined, the kept one's entries first; it waits since the earlier day; neither is to be paired with itself.
    """
    chosen = chosen or {}
    values = {name: _one(name, kept, other, chosen.get(name, Side.KEPT)) for name in VALUE_FIELDS if name != "own"}
    own = {**other.own, **{label: text for label, text in kept.own.items() if text}}
    own |= {label: text for label, text in other.own.items() if text and chosen.get(f"own:{label}") is Side.OTHER}
    themselves = {fold(kept.name), fold(other.name)}
    values["do_not_pair"] = tuple(name for name in values["do_not_pair"] if name not in themselves)
    return OrganizationValues(**values, own=own)


def _one(name: str, kept: OrganizationValues, other: OrganizationValues, side: Side) -> Any:
    ours, theirs, blank = getattr(kept, name), getattr(other, name), getattr(BLANK, name)
    if name in _ALL_KEPT:
        return tuple(dict.fromkeys((*ours, *theirs)))
    if name in _LINES_KEPT:
        return "\n".join(dict.fromkeys(text for text in (ours, theirs) if text))
    if name == "waiting_since":
        return min((day for day in (ours, theirs) if day is not None), default=None)
    if name == "wants_mentor":
        return ours or theirs
    if theirs == blank or (ours != blank and side is Side.KEPT):
        return ours
    return theirs
