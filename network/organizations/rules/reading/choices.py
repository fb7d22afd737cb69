"""Reads entries of a list: one, or several in a cell, whatever stands between them."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from network.kernel.words import Words, counted, words
from network.organizations.rules.names import Names
from network.organizations.rules.reading.outcome import LEAVE_OUT, NOTHING, Finding, Reading, Suggestion, problem
from network.organizations.rules.reading.text import line

BETWEEN = "; "
_STRONG = re.compile(r"[;|\n\r\v•]")
_WEAK = re.compile(r"\s*(?:[,/&+]|\s(?:and|et|or)\s)\s*", re.IGNORECASE)
_LONGEST_RUN = 8  # pieces that one entry's own commas, slashes and "and" can make of it
_EMPTY_WORDS = frozenset({"none", "n/a", "na", "-", "–", "—", "nil", "nothing"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a cell: the entries that it names (more than one where the name is shared), or none."""

    text: str
    keys: tuple[Hashable, ...]


def parts_of(text: str, names: Names[str]) -> list[Part]:
    """The pieces of a cell, longest known entries first, so that an entry's own commas and slashes stay inside it."""
    parts: list[Part] = []
    for piece in _STRONG.split(text):
        plain = line(piece)
        if plain and plain.casefold() not in _EMPTY_WORDS:
            parts += _known_runs(plain, names)
    return parts


def _known_runs(piece: str, names: Names[str]) -> list[Part]:
    whole = names.find_all(piece)
    if whole:
        return [Part(piece, whole)]
    cuts = [match.span() for match in _WEAK.finditer(piece)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(piece)]
    parts: list[Part] = []
    unknown_from: int | None = None
    at = 0
    while at < len(starts):
        run, keys = _longest_known(piece, starts[at:], ends[at:], names)
        if not run:
            unknown_from = starts[at] if unknown_from is None else unknown_from
            at += 1
            continue
        if unknown_from is not None:
            parts.append(Part(piece[unknown_from : ends[at - 1]], ()))
            unknown_from = None
        parts.append(Part(piece[starts[at] : ends[at + run - 1]], keys))
        at += run
    if unknown_from is not None:
        parts.append(Part(piece[unknown_from:], ()))
    return [part for part in parts if part.text.strip()]


def _longest_known(piece: str, starts: Sequence[int], ends: Sequence[int], names: Names[str]) -> tuple[int, tuple[str, ...]]:
    """How many pieces from the first on make one known entry, and which; 0 where none do."""
    for run in range(min(len(starts), _LONGEST_RUN), 0, -1):
        keys = names.find_all(piece[starts[0] : ends[run - 1]])
        if keys:
            return run, keys
    return 0, ()


def read_choice(text: str, names: Names[str], where: Words, list_name: str, *, search: bool) -> Reading:
    """One entry of a list. `where` is the list's name in words; `search` says whether there is time to look for near names."""
    plain = line(text)
    if not plain:
        return NOTHING
    key = names.find(plain)
    if key is not None:
        return Reading(key)
    near = [names.label(found) for found in names.near(plain)] if search else []
    finding = Finding(
        words("“%(entry)s” isn't in the list: %(list)s.", entry=plain, list=where),
        (*(Suggestion(label) for label in near), LEAVE_OUT),
        entries=(plain,),
        adds_to=list_name,
    )
    return Reading(None, (finding,))


def read_choices(text: str, names: Names[str], where: Words, list_name: str, *, search: bool) -> Reading:
    """Several entries of a list, in their order, each once."""
    parts = parts_of(text, names)
    keys = tuple(dict.fromkeys(str(part.keys[0]) for part in parts if part.keys))
    unknown = tuple(part.text for part in parts if not part.keys)
    if not unknown:
        return Reading(keys) if keys else NOTHING
    suggestions = without_unknown(parts, names, search=search)
    return Reading(None, (Finding(_not_listed(unknown, where, len(keys)), suggestions, entries=unknown, adds_to=list_name),))


def _not_listed(unknown: tuple[str, ...], where: Words, known: int) -> Words:
    if not known:
        return words("Not in the list: %(entries)s. (%(list)s)", entries=unknown, list=where)
    return counted(
        "Not in the list: %(entries)s. (%(list)s) The other entry is fine.",
        "Not in the list: %(entries)s. (%(list)s) The other %(num)s entries are fine.",
        known,
        entries=unknown,
        list=where,
    )


def without_unknown(parts: Sequence[Part], names: Names[str], *, search: bool) -> tuple[Suggestion, ...]:
    """What the cell could say: each unknown part as the entry nearest to it, where all have one, or left out."""
    known = [names.label(str(part.keys[0])) for part in parts if part.keys]
    suggestions = [Suggestion(BETWEEN.join(known), words("Leave it out"))]
    nearest = {part.text: names.near(part.text, 1) for part in parts if not part.keys} if search else {}
    if nearest and all(nearest.values()):
        mended = (names.label(str(part.keys[0]) if part.keys else nearest[part.text][0]) for part in parts)
        suggestions.insert(0, Suggestion(BETWEEN.join(dict.fromkeys(mended))))
    return tuple(suggestions)


def read_organizations(text: str, names: Names[str], *, search: bool) -> Reading:
    """The folded names of organizations to keep apart. A name that nobody has would keep nobody apart: a problem."""
    parts = parts_of(text, names)
    unknown = tuple(part.text for part in parts if not part.keys)
    if unknown:
        message = words("No organization has this name, so nobody would be kept apart: %(names)s.", names=unknown)
        return problem(message, *without_unknown(parts, names, search=search))
    keys = tuple(dict.fromkeys(str(key) for part in parts for key in part.keys))
    return Reading(keys) if keys else NOTHING
