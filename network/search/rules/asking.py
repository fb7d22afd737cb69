"""What somebody asks for: her words cut into terms, each with the ways in which a text can meet it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from network.search.rules.words import ENGLISH, FRENCH, Piece, compounds, joined, plain, token

MOST_LETTERS = 200
MOST_TERMS = 12
SHORTEST_BEGINNING = 3
"""Letters of a last word that is also taken for the beginning of one; with a star, one less."""

# Left out where anything else is asked for: they are in every text. Folded.
_LISTED = (
    "a an and are as at be by can do for from how i in is it my of on or our that the their they this to we what when where "
    "which who why with you your au aux avec ce ces dans de des du elle en est et il ils je la le les leur leurs ma mes mon "
    "ne nos notre nous on ou par pas pour qu que quel quelle qui sa se ses son sont sur ta tes ton tu un une vos votre vous "
)
_EVERYWHERE = frozenset(_LISTED.split())
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in any of its forms, or any word that begins so."""

    forms: tuple[str, ...]
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row: as they are, and as each language stems them."""

    variants: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Words that are all there, wherever."""

    words: tuple[Word, ...]


Way = Phrase | Together


@dataclass(frozen=True, slots=True)
class Term:
    """Met by any of its ways. All terms of a question have to be met."""

    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A unit as it was typed: words in a row, between quotation marks, or the beginning of a word."""

    pieces: tuple[Piece, ...]
    is_quoted: bool = False
    is_beginning: bool = False

    @property
    def is_everywhere(self) -> bool:
        """Whether every text has it, so that it tells nothing."""
        return not self.is_quoted and len(self.pieces) == 1 and not _EVERYWHERE.isdisjoint(plain(self.pieces[0].text))


@dataclass(frozen=True, slots=True)
class Question:
    """`is_cut`: more words were typed than are looked for."""

    units: tuple[Typed, ...]
    is_cut: bool = False


def read(text: str) -> Question:
    """What was typed, in its units. Any text can be read; one without letters and digits asks for nothing."""
    units = [unit for found in _QUOTED.finditer(text[:MOST_LETTERS]) for unit in _units(found)]
    if units and not units[-1].is_quoted:
        last = units[-1]
        units[-1] = Typed(last.pieces, is_beginning=last.is_beginning or _letters(last) >= SHORTEST_BEGINNING)
    return Question(tuple(units[:MOST_TERMS]), len(units) > MOST_TERMS or len(text) > MOST_LETTERS)


def _units(found: re.Match[str]) -> Iterator[Typed]:
    quoted, loose = found.groups()
    cut = [tuple(each for each in parts if plain(each.text)) for parts in compounds(quoted or loose or "")]
    kept = [parts for parts in cut if parts]
    if quoted is not None:
        pieces = tuple(each for parts in kept for each in parts)[:MOST_TERMS]
        if pieces:
            yield Typed(pieces, is_quoted=True)
        return
    for place, parts in enumerate(kept, start=1):
        is_starred = place == len(kept) and str(loose).endswith("*")
        typed = Typed(parts[:MOST_TERMS])
        yield Typed(typed.pieces, is_beginning=is_starred and _letters(typed) >= SHORTEST_BEGINNING - 1)


def _letters(typed: Typed) -> int:
    return sum(len(word) for each in typed.pieces for word in plain(each.text))


def telling(units: tuple[Typed, ...]) -> tuple[Typed, ...]:
    """The units without those that every text has, unless nothing else was asked for."""
    return tuple(each for each in units if not each.is_everywhere) or units


def term_of(typed: Typed) -> Term:
    """The ways in which a text can meet one unit."""
    if typed.is_quoted:
        return Term((way_of(typed.pieces),))
    if len(typed.pieces) == 1:
        return Term((Together((word_of(typed.pieces[0], is_beginning=typed.is_beginning),)),))
    whole = joined(typed.pieces)
    as_one = (Together((Word(whole, whole if typed.is_beginning else ()),)),) if whole else ()
    return Term((phrase_of(typed.pieces), *as_one))


def way_of(pieces: tuple[Piece, ...]) -> Way:
    """Several words in a row, or the one."""
    return phrase_of(pieces) if len(pieces) > 1 else Together((word_of(pieces[0]),))


def word_of(piece: Piece, *, is_beginning: bool = False) -> Word:
    """A word in all its forms: nobody says in which language she asks."""
    forms = forms_of(piece.text)
    return Word(forms, plain(piece.text)[-1:] if is_beginning else ())


@lru_cache(maxsize=2_048)
def forms_of(part: str) -> tuple[str, ...]:
    """A word as the index may know it, in whichever language a text is written."""
    tokens = [token(part, stemming) for stemming in (ENGLISH, FRENCH, "")]
    return tuple(sorted({form for each in tokens for form in (*each.main, *each.more)}))


def phrase_of(pieces: tuple[Piece, ...]) -> Phrase:
    """Words in a row, stemmed alike."""
    rows = [tuple(key_of(pieces, stemming)) for stemming in (ENGLISH, FRENCH, "")]
    return Phrase(tuple(dict.fromkeys(rows)))


def key_of(pieces: tuple[Piece, ...], stemming: str) -> tuple[str, ...]:
    """The words in a row as a text that is stemmed so has them."""
    return tuple(word for each in pieces for word in token(each.text, stemming).main)
