"""Words that mean the same to this field: who asks for one finds the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.search.rules.asking import Question, Term, Together, Typed, Way, key_of, telling, term_of, way_of, word_of
from network.search.rules.words import ENGLISH, FRENCH, Piece, compounds, plain

LEAST, MOST = 2, 12
LONGEST = 60
MOST_WORDS = 5
MOST_GROUPS = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: all terms. `also` are the field's other words that were looked for too, as they are written."""

    terms: tuple[Term, ...]
    also: tuple[str, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Member:
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Synonyms:
    """All groups, ready to be asked."""

    groups: tuple[tuple[_Member, ...], ...] = ()
    by_key: dict[tuple[str, ...], int] = field(default_factory=dict)
    longest: int = 0

    def asked(self, question: Question) -> Asked:
        """The question with the field's other words for what it asks; between quotation marks nothing is added."""
        units, terms, also, at = question.units, [], [], 0
        kept = set(map(id, telling(units)))
        while at < len(units):
            length, group = self._at(units, at)
            if length:
                term, others = self._widened(units[at : at + length], group)
                terms.append(term)
                also.extend(others)
            elif id(units[at]) in kept:
                terms.append(term_of(units[at]))
            at += max(length, 1)
        return Asked(tuple(terms), tuple(dict.fromkeys(also)), question.is_cut)

    def _at(self, units: Sequence[Typed], at: int) -> tuple[int, int]:
        """The longest run of units from here on that is in a group: how many, and which group."""
        for length in range(min(self.longest, len(units) - at), 0, -1):
            run = units[at : at + length]
            if any(each.is_quoted for each in run):
                continue
            pieces = tuple(piece for each in run for piece in each.pieces)
            for stemming in (ENGLISH, FRENCH):
                group = self.by_key.get(key_of(pieces, stemming))
                if group is not None:
                    return length, group
        return 0, 0

    def _widened(self, run: Sequence[Typed], group: int) -> tuple[Term, list[str]]:
        pieces = tuple(piece for each in run for piece in each.pieces)
        is_beginning = run[-1].is_beginning
        own = Together(tuple(word_of(each, is_beginning=is_beginning and each is pieces[-1]) for each in pieces))
        mine = {key_of(pieces, ENGLISH), key_of(pieces, FRENCH)}
        others = [each for each in self.groups[group] if not mine & {key_of(each.pieces, ENGLISH), key_of(each.pieces, FRENCH)}]
        ways: list[Way] = [own, *(term_of(run[0]).ways if len(run) == 1 else ()), *(way_of(each.pieces) for each in others)]
        return Term(tuple(dict.fromkeys(ways))), [each.text for each in others]


def made_of(groups: Iterable[Sequence[str]]) -> Synonyms:
    """The groups as a search asks them. Of words that are in two groups the first counts."""
    members = tuple(tuple(_Member(text, pieces) for text in group if (pieces := pieces_of(text))) for group in groups)
    keys: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(members):
        for each in group:
            for stemming in (ENGLISH, FRENCH):
                keys.setdefault(key_of(each.pieces, stemming), number)
    return Synonyms(members, keys, max((len(each.pieces) for group in members for each in group), default=0))


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The words of a text in a row."""
    return tuple(each for parts in compounds(text) for each in parts if plain(each.text))


def folded(text: str) -> str:
    """What makes two entries the same: the words without accents and endings."""
    return " ".join(key_of(pieces_of(text), ENGLISH))


def checked(texts: Sequence[str]) -> tuple[str, ...]:
    """The words of a group, each once. Raises `Invalid`."""
    kept: dict[str, str] = {}
    for text in texts:
        pieces = pieces_of(text)
        if not pieces:
            raise Invalid("words", words("“%(text)s” has no letter and no digit.", text=text[:LONGEST]))
        if len(text) > LONGEST or len(pieces) > MOST_WORDS:
            said = words("“%(text)s” is too long. Use at most %(most)s words.", text=text[:LONGEST], most=MOST_WORDS)
            raise Invalid("words", said)
        kept.setdefault(folded(text), text)
    if not LEAST <= len(kept) <= MOST:
        said = words("Type %(least)s to %(most)s different words, each on its own line.", least=LEAST, most=MOST)
        raise Invalid("words", said)
    return tuple(kept.values())
