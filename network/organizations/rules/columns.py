"""Which column of a spreadsheet is which field: remembered, guessed from its name, else a field of the network's own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from network.kernel.words import Words, words
from network.organizations.rules.fields import BY_KEY, FIELDS, LEFT_OUT, OWN
from network.organizations.rules.folding import fold
from network.organizations.rules.names import likeness
from network.organizations.rules.reading.text import line

_SURE = 0.6
_LITTLE_WORDS = frozenset(
    {"the", "of", "a", "an", "and", "or", "for", "to", "org", "organization", "your", "please", "y", "n", "yes", "no"}
)
# Where a transition house stands must not be written down here: such a column is left out unless somebody insists.
_PLACE_WORDS = frozenset({"street", "postal", "zip", "latitude", "longitude", "gps", "coordinates"})
_SECRET_WORDS = frozenset({"confidential", "private", "internal", "secret", "coordinator", "coordinators"})
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for. `target` is a field's key, "own:" and a label, or "" for left out; `score` is 0 to 1."""

    column: int
    header: str
    target: str
    score: float = 0.0
    is_remembered: bool = False
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The target of each column. `blanks_clear` says that an empty cell empties the field; otherwise it says nothing."""

    targets: tuple[str, ...]
    blanks_clear: bool = False

    def column_of(self, target: str) -> int | None:
        """The column that fills a field."""
        return self.targets.index(target) if target in self.targets else None

    @property
    def own_labels(self) -> tuple[str, ...]:
        """The labels of the network's own fields that the file fills."""
        return tuple(target.removeprefix(OWN) for target in self.targets if target.startswith(OWN))


def header_key(header: str) -> str:
    """Under which a column's mapping is remembered."""
    return fold(header)[:300]


def guess_columns(
    header: Sequence[str], remembered: Mapping[str, str] | None = None, own_labels: Sequence[str] = ()
) -> tuple[Guess, ...]:
    """A guess for each column. `remembered` maps header keys to targets and wins; a field is given to one column only.

    `own_labels` are the fields that the network has added before: a column of that name fills it.
    """
    known = {header_key(label): OWN + label for label in own_labels}
    guesses: dict[int, Guess] = {}
    taken: set[str] = set()
    for column, label in enumerate(header):
        target = (remembered or {}).get(header_key(label), known.get(header_key(label)))
        if target is not None and target not in taken and (target in BY_KEY or target == LEFT_OUT or target.startswith(OWN)):
            guesses[column] = Guess(column, label, target, 1.0, is_remembered=True)
            taken |= {target} - {LEFT_OUT}
    scored = [
        (score, -column, key)
        for column, label in enumerate(header)
        if column not in guesses
        for key, score in _scores(label).items()
    ]
    for score, minus_column, key in sorted(scored, key=lambda item: (-item[0], -item[1])):
        if score >= _SURE and key not in taken and -minus_column not in guesses and not _tells_where(header[-minus_column]):
            guesses[-minus_column] = Guess(-minus_column, header[-minus_column], key, score)
            taken.add(key)
    for column, label in enumerate(header):
        if column not in guesses:
            guesses[column] = _own(column, label, taken)
            taken.add(guesses[column].target)
    return tuple(guesses[column] for column in range(len(header)))


def _scores(header: str) -> Mapping[str, float]:
    """The fields that a column's name may mean. An exact name is compared no further."""
    exact = [field.key for field in FIELDS if fold(header) in _names_of(field.key)]
    if exact:
        return dict.fromkeys(exact, 1.0)
    return {field.key: score_of(header, field.key) for field in FIELDS}


def score_of(header: str, key: str) -> float:
    """How well a column's name fits a field: 1 for one of its names, less by the words and letters that differ."""
    folded = fold(header)
    names = _names_of(key)
    if folded in names:
        return 1.0
    before, _, inside = header.partition("(")
    if inside and (fold(before) in names or fold(inside) in names):
        return 0.9
    return max((_closeness(folded, name) for name in names if name), default=0.0)


@cache
def _names_of(key: str) -> tuple[str, ...]:
    field = BY_KEY[key]
    return tuple(fold(name) for name in (str(field.label), key.replace("_", " "), *field.aliases))


def _closeness(folded: str, name: str) -> float:
    ours, theirs = set(folded.split()) - _LITTLE_WORDS, set(name.split()) - _LITTLE_WORDS
    if ours and ours == theirs:
        return 0.95
    if len(theirs) > 1 and theirs <= ours:
        return 0.85
    shared = len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0
    spelt = likeness(folded, name) if abs(len(folded) - len(name)) < 4 and len(name) > 4 and _share_letters(folded, name) else 0.0
    return max(0.8 * shared, spelt if spelt > 0.8 else 0.0)


def _share_letters(one: str, other: str) -> bool:
    """Whether two texts can be alike at all: a quick look before the slow one."""
    return 10 * (Counter(one) & Counter(other)).total() >= 8 * max(len(one), len(other))


def _tells_where(header: str) -> bool:
    spoken = set(fold(header).split())
    return bool(spoken & _PLACE_WORDS) or ("address" in spoken and not spoken & {"email", "e", "mail", "web"})


def _own(column: int, header: str, taken: set[str]) -> Guess:
    if _tells_where(header):
        note = words("Left out: the network keeps no street addresses, so that no safe house can be found from here.")
        return Guess(column, header, LEFT_OUT, note=note)
    if set(fold(header).split()) & _SECRET_WORDS:
        note = words("Left out: it sounds confidential, and every member would see it. Choose a field if it isn't.")
        return Guess(column, header, LEFT_OUT, note=note)
    label = line(header)[:_LONGEST_LABEL]
    if not label or OWN + label in taken:
        return Guess(column, header, LEFT_OUT)
    return Guess(column, header, OWN + label, note=words("No field of this name. It becomes a field of the network's own."))


def mapping_of(guesses: Sequence[Guess]) -> ColumnMapping:
    """The mapping that the guesses make."""
    return ColumnMapping(tuple(guess.target for guess in guesses))


def refusal_of(mapping: ColumnMapping, width: int) -> Words | None:
    """Why a mapping can't be used; None if it can. `width` is the number of columns in the file."""
    used = [target for target in mapping.targets if target != LEFT_OUT]
    if len(mapping.targets) != width:
        return words("The columns of the file have changed. Map them again.")
    if "name" not in used:
        return words("Say which column holds the organization's name.")
    if any(not target.startswith(OWN) and target not in BY_KEY for target in used) or OWN in used:
        return words("A column is mapped to a field that doesn't exist.")
    twice = sorted({target for target in used if used.count(target) > 1})
    if twice:
        label = BY_KEY[twice[0]].label if twice[0] in BY_KEY else twice[0].removeprefix(OWN)
        return words("Two columns are mapped to the same field: %(field)s.", field=label)
    return None


def to_remember(header: Sequence[str], mapping: ColumnMapping) -> dict[str, str]:
    """What to keep for the next file: the target under each column's header key."""
    return {header_key(label): target for label, target in zip(header, mapping.targets, strict=True) if header_key(label)}
