"""A question in the words of either engine. Only folded letters and digits come into it, between quotation marks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from network.search.rules.asking import Phrase, Term, Way, Word

FIELDS = ("title", "summary", "body", "attached")
"""Best first: a thing that has all words in its title stands above one that has them in its text."""
TIERS = len(FIELDS)
MARKS = "marks"
_WEIGHTS = "ABCD"
_SIGN, _STROKE = "¤", "·"  # no word has them, and both engines take them for parts of a word


@dataclass(frozen=True, slots=True)
class Wanted:
    """All terms, and of each set of marks one."""

    terms: tuple[Term, ...]
    marks: tuple[tuple[str, ...], ...] = ()


def mark(kind: str, code: str) -> str:
    """What is no word and is looked for like one: what a thing is about, of which region, in which language."""
    return f"{_SIGN}{kind}{re.sub(r'[^0-9a-z]+', _STROKE, code.casefold())}"


def more(name: str) -> str:
    """The column beside a field that holds other ways to find its words."""
    return f"{name}_more"


def in_fts5(wanted: Wanted, tier: int = TIERS) -> str:
    """The question for FTS5, asked of the first `tier` fields alone."""
    rows = " ".join(FIELDS[:tier])
    all_ways = " ".join([*FIELDS[:tier], *map(more, FIELDS[:tier])])
    parts = [_either(_way_in_fts5(way, rows, all_ways) for way in term.ways) for term in wanted.terms]
    parts += [f"({{{MARKS}}} : {_either(map(_quoted, one_of))})" for one_of in wanted.marks]
    return " AND ".join(parts)


def _quoted(word: str) -> str:
    return f'"{word}"'


def _either(ways: Iterable[str]) -> str:
    return "(" + " OR ".join(ways) + ")"


def _way_in_fts5(way: Way, rows: str, all_ways: str) -> str:
    if isinstance(way, Phrase):
        return _either(f'({{{rows}}} : "{" ".join(each)}")' for each in way.variants)
    return "(" + " AND ".join(_word_in_fts5(each, all_ways) for each in way.words) + ")"


def _word_in_fts5(word: Word, columns: str) -> str:
    said = [f'"{form}"' for form in word.forms] + [f'"{begin}" *' for begin in word.beginnings]
    return f"({{{columns}}} : {_either(said)})"


def in_tsquery(wanted: Wanted, tier: int = TIERS) -> str:
    """The same question for PostgreSQL."""
    weights = _WEIGHTS[:tier] if tier < TIERS else ""
    parts = [_any(_way_in_tsquery(way, weights) for way in term.ways) for term in wanted.terms]
    parts += [_any(f"'{each}'" for each in one_of) for one_of in wanted.marks]
    return " & ".join(parts)


def _any(ways: Iterable[str]) -> str:
    return "(" + " | ".join(ways) + ")"


def _way_in_tsquery(way: Way, weights: str) -> str:
    flags = f":{weights}" if weights else ""
    if isinstance(way, Phrase):
        return _any("(" + " <-> ".join(f"'{word}'{flags}" for word in each) + ")" for each in way.variants)
    return "(" + " & ".join(_word_in_tsquery(each, flags, weights) for each in way.words) + ")"


def _word_in_tsquery(word: Word, flags: str, weights: str) -> str:
    return _any([f"'{form}'{flags}" for form in word.forms] + [f"'{begin}':*{weights}" for begin in word.beginnings])
