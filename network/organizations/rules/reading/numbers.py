"""Reads whole numbers of mentor places, and yes or no."""

import re

from network.kernel.words import words
from network.organizations.rules.folding import fold
from network.organizations.rules.reading.outcome import NOTHING, Reading, problem

MOST_PLACES = 20
_SPELT = (
    ("zero none nil no", 0), ("one un une", 1), ("two deux", 2), ("three trois", 3), ("four quatre", 4), ("five cinq", 5),
    ("six", 6), ("seven sept", 7), ("eight huit", 8), ("nine neuf", 9), ("ten dix", 10), ("eleven onze", 11),
    ("twelve douze", 12), ("thirteen treize", 13), ("fourteen quatorze", 14), ("fifteen quinze", 15), ("sixteen seize", 16),
    ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty vingt", 20),
)  # fmt: skip
_NUMBERS = {word: number for spellings, number in _SPELT for word in spellings.split()}
_WHOLE = re.compile(r"\d{1,6}(?:[.,]0{1,6})?")
_YES = frozenset({"yes", "y", "yep", "yeah", "true", "t", "1", "x", "oui", "o", "✓", "✔", "☑"})
_NO = frozenset({"no", "n", "nope", "false", "f", "0", "non", "none", "not", "na", "n a", "✗", "✘", "☐"})


def read_places(text: str) -> Reading:
    """How many organizations it can mentor: a whole number from 0 to 20, in digits or as one word."""
    folded = fold(text)
    if not folded:
        return NOTHING
    stripped = text.strip()
    if _WHOLE.fullmatch(stripped) and stripped.isascii():
        number: int | None = int(re.split("[.,]", stripped)[0])
    else:
        number = _NUMBERS.get(folded)
    if number is not None and 0 <= number <= MOST_PLACES:
        return Reading(number)
    return problem(words("Places must be a whole number, 0 to %(most)s.", most=MOST_PLACES), *_numbers_in(folded, number))


def _numbers_in(folded: str, number: int | None) -> list[str]:
    if number is not None:
        return [str(MOST_PLACES)] if number > MOST_PLACES else []
    found = [int(part) if part.isdecimal() else _NUMBERS.get(part, -1) for part in folded.split() if part not in {"no", "none"}]
    return [str(each) for each in found if 0 <= each <= MOST_PLACES]


def read_yes(text: str) -> Reading:
    """Yes or no, in many spellings."""
    folded = fold(text)
    if not folded and not text.strip():
        return NOTHING
    first = folded.split(" ")[0]
    for spellings, value in ((_YES, True), (_NO, False)):
        if folded in spellings or (first in spellings and len(first) > 1 and "maybe" not in folded):
            return Reading(value)
    return problem(words("This is neither yes nor no."), "yes", "no")
