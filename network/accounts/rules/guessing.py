"""How hard a password is to guess, and which words a stranger would try first."""

import re
import threading
from collections.abc import Iterable

from network.kernel.later import later

LOOKED_AT = 100  # characters that are weighed: the time grows much faster than the length
SHORTEST_WORD = 3  # a shorter word is no help to anybody who guesses
LEAST_SCORE = 3  # of 4: more than a hundred million tries

# What somebody would try who knows what this network is about.
_TRADE = """
sex sexwork sexworker sexworkers work worker workers working girl girls escort escorts escorting outdoor indoor street
stroll brothel massage parlour client clients trick date dates bad baddate baddates aggressor aggressors alert alerts
report reports outreach harm reduction condom condoms support peer peers mentor mentors mentee mentees mentorship
network pairing round liaison liaisons coordinator safety safer safe house shelter transition women womens centre center
society alliance violence survivor rights red umbrella member members password passwords
"""
TRADE = frozenset(_TRADE.split())

_zxcvbn = later("zxcvbn")
_ONE_AT_A_TIME = threading.Lock()  # the library keeps the words of one question where the next one finds them
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def words_in(*texts: str) -> tuple[str, ...]:
    """The words of names, places and addresses, folded, to be kept out of a password."""
    found = {word.casefold() for text in texts for word in _WORD.findall(text)}
    return tuple(sorted(word for word in found if len(word) >= SHORTEST_WORD))


def is_easy(password: str, known_words: Iterable[str]) -> bool:
    """Whether it could be guessed: as a whole, or by what is left when the words are gone that a stranger would try."""
    told = {word.casefold() for word in known_words if len(word) >= SHORTEST_WORD}
    left = _without(password.casefold(), told | TRADE)
    return _score(password, told) < LEAST_SCORE or (left != password.casefold() and _score(left, ()) < LEAST_SCORE)


def _without(text: str, told: Iterable[str]) -> str:
    for word in sorted(told, key=lambda each: (-len(each), each)):
        text = text.replace(word, " ")
    return " ".join(text.split())


def _score(text: str, told: Iterable[str]) -> int:
    if not text:
        return 0
    with _ONE_AT_A_TIME:
        found = _zxcvbn.zxcvbn(text[:LOOKED_AT], user_inputs=sorted(told), max_length=LOOKED_AT)
    return int(found["score"])
