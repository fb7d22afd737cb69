"""Where a thing meets a question: a short passage of what is written there, with the words that were found."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from network.search.rules.asking import Phrase, Term, Together, Word
from network.search.rules.words import compounds, joined, token

LENGTH = 240
"""Letters of a passage, about."""
LOOKED_THROUGH = 60_000
"""Letters of a text that are looked through for a passage."""
_BEFORE = 60  # letters shown before the first found word


class Part(NamedTuple):
    """A stretch of a text; `is_found` where it is what was looked for."""

    text: str
    is_found: bool


class _Seen(NamedTuple):
    start: int
    end: int
    main: tuple[str, ...]
    forms: frozenset[str]


class _Hit(NamedTuple):
    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class _Sought:
    words: tuple[tuple[int, Word], ...]
    phrases: tuple[tuple[int, tuple[str, ...]], ...]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> "_Sought":
        ways = [(number, way) for number, term in enumerate(terms) for way in term.ways]
        return cls(
            tuple((number, word) for number, way in ways if isinstance(way, Together) for word in way.words),
            tuple((number, row) for number, way in ways if isinstance(way, Phrase) for row in way.variants),
        )


def marked(text: str, terms: Sequence[Term], stemming: str) -> tuple[Part, ...]:
    """The whole of a short text, a title, with what was found."""
    return _parts(text, 0, len(text), tuple(_hits(text, _Sought.of(terms), stemming)))


def passage(text: str, terms: Sequence[Term], stemming: str) -> tuple[Part, ...]:
    """The stretch that meets most terms, and of those the first. Empty where the text meets none."""
    text = text[:LOOKED_THROUGH]
    hits = tuple(_hits(text, _Sought.of(terms), stemming))
    if not hits:
        return ()
    best = max(range(len(hits)), key=lambda at: (_worth(hits, at), -at))
    begin, end = _cut(text, hits[best])
    shown = _parts(text, begin, end, hits)
    ahead = (Part("… ", False),) if begin else ()
    return (*ahead, *shown, *((Part(" …", False),) if end < len(text) else ()))


def beginning(text: str) -> tuple[Part, ...]:
    """How a text begins: for a thing that is met elsewhere than in what is shown of it."""
    if len(text) <= LENGTH:
        return (Part(_spaced(text), False),) if text.strip() else ()
    end = text.rfind(" ", LENGTH // 2, LENGTH)
    return (Part(_spaced(text[: end if end > 0 else LENGTH]).rstrip(), False), Part(" …", False))


def _hits(text: str, sought: _Sought, stemming: str) -> Iterator[_Hit]:
    """All that is met, in the order of the text."""
    seen = list(_seen(text, stemming))
    found = []
    for number, word in sought.words:
        forms = frozenset(word.forms)
        for each in seen:
            if not forms.isdisjoint(each.forms) or (word.beginnings and _begins(each.forms, word.beginnings)):
                found.append(_Hit(each.start, each.end, number))
    in_a_row = [(each, main) for each in seen for main in each.main]
    for number, row in sought.phrases:
        for at in range(len(in_a_row) - len(row) + 1):
            if in_a_row[at][1] == row[0] and all(in_a_row[at + step][1] == word for step, word in enumerate(row)):
                found.append(_Hit(in_a_row[at][0].start, in_a_row[at + len(row) - 1][0].end, number))
    yield from sorted(set(found))


def _begins(forms: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    return any(form.startswith(beginnings) for form in forms)


def _seen(text: str, stemming: str) -> Iterator[_Seen]:
    for parts in compounds(text):
        for each in parts:
            main, more = token(each.text, stemming)
            yield _Seen(each.start, each.end, main, more.union(main))
        if whole := joined(parts):
            yield _Seen(parts[0].start, parts[-1].end, (), frozenset(whole))


def _worth(hits: Sequence[_Hit], at: int) -> int:
    """How many terms are met within a passage's length from this one on."""
    last = bisect_left(hits, hits[at].start + LENGTH - _BEFORE, key=lambda hit: hit.start)
    return len({hit.term for hit in hits[at:last]})


def _cut(text: str, hit: _Hit) -> tuple[int, int]:
    """Where a passage begins and ends: between words, where there are any near."""
    begin = max(0, hit.start - _BEFORE)
    if begin:
        space = re.compile(r"\s[\W_]*").search(text, begin, hit.start)
        begin = space.end() if space else begin
    end = max(begin + LENGTH, hit.end)
    if end < len(text):
        spaces = [found.start() for found in re.compile(r"\s").finditer(text, max(hit.end, end - 40), end)]
        end = spaces[-1] if spaces else end
    return begin, min(end, len(text))


def _parts(text: str, begin: int, end: int, hits: Sequence[_Hit]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = begin
    for start, stop in _merged(hits):
        start, stop = max(start, at), min(stop, end)
        if start >= stop:
            continue
        if start > at:
            parts.append(Part(_spaced(text[at:start]), False))
        parts.append(Part(_spaced(text[start:stop]), True))
        at = stop
    if at < end:
        parts.append(Part(_spaced(text[at:end]), False))
    return tuple(parts)


def _merged(hits: Sequence[_Hit]) -> list[tuple[int, int]]:
    """Stretches of what was found; those that overlap are one."""
    stretches: list[tuple[int, int]] = []
    for hit in hits:
        if stretches and hit.start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(hit.end, stretches[-1][1]))
        else:
            stretches.append((hit.start, hit.end))
    return stretches


def _spaced(text: str) -> str:
    """Without line breaks and runs of spaces."""
    return re.sub(r"\s+", " ", text)
