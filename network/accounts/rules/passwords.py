"""What a password and an address to sign in with must be."""

import unicodedata
from collections.abc import Iterable

from network.accounts.rules.guessing import is_easy
from network.kernel.refusals import Invalid
from network.kernel.words import Words, counted, words

SHORTEST_PASSWORD = 15  # without a second factor; NIST SP 800-63B-4
SHORTEST_WITH_FACTOR = 12
LONGEST_PASSWORD = 256


def wrong_password() -> Invalid:
    """The refusal of a password that isn't hers, for the field of this name."""
    return Invalid("password", words("This is not your password. Nothing is locked: try again."))


def folded_email(text: str) -> str:
    """The address as it is kept and compared."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def password_as_hashed(text: str) -> str:
    """The same keys give the same password on every keyboard: NFC, nothing trimmed."""
    return unicodedata.normalize("NFC", text)


def password_problem(password: str, known_words: Iterable[str], shortest: int = SHORTEST_PASSWORD) -> Words | None:
    """Why a new password can't be taken, or None. `known_words` are names that a stranger would try first.

    Length is looked at first, so that nothing costs much for what is far too long. There is no rule about kinds of signs.
    """
    text = password_as_hashed(password) if len(password) <= 4 * LONGEST_PASSWORD else password
    if len(text) > LONGEST_PASSWORD:
        return words("Use at most %(most)s characters.", most=LONGEST_PASSWORD)
    if len(text) < shortest:
        return counted("Use at least %(num)s character.", "Use at least %(num)s characters.", shortest)
    if is_easy(text, known_words):
        return words("This is too easy to guess. Use four or five words that don't belong together.")
    return None
