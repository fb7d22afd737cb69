"""What a password and an address to sign in with must be."""

import unicodedata

from network.kernel.refusals import Invalid
from network.kernel.words import Words, counted, words

SHORTEST_PASSWORD = 15  # without a second factor; NIST SP 800-63B-4


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


def password_problem(password: str, known_words: tuple[str, ...]) -> Words | None:
    """Why a new password can't be taken, or None. `known_words` are names that a stranger would try first."""
    if len(password) < SHORTEST_PASSWORD:
        return counted("Use at least %(num)s character.", "Use at least %(num)s characters.", SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return words("Use at most %(most)s characters.", most=LONGEST_PASSWORD)
    rest = password.casefold()
    for word in known_words:
        if len(word) > 3:
            rest = rest.replace(word.casefold(), "")
    if len(set(rest)) < 5:
        return words("This is too easy to guess. Use four or five words that don't belong together.")
    return None
