"""What a password and a session must be."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from network.kernel.actor import Role
from network.kernel.words import Words, counted, words

SHORTEST_PASSWORD = 15  # without a second factor; NIST SP 800-63B-4
LONGEST_PASSWORD = 256
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


GIVE_ROLE, GIVE_SAFETY_ROLE = "give-role", "give-safety-role"

ROLE_NAMES: Mapping[Role, Words] = MappingProxyType(
    {
        Role.COORDINATOR: words("Coordinator"),
        Role.LIAISON: words("Liaison"),
        Role.SAFETY_MODERATOR: words("Safety moderator"),
        Role.ADMINISTRATOR: words("Administrator"),
    }
)


def act_for(role: Role) -> str:
    """The act that gives a role: safety moderators are asked for theirs too, and no wait stands for a second person."""
    return GIVE_SAFETY_ROLE if role is Role.SAFETY_MODERATOR else GIVE_ROLE


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


def is_alive(now: datetime, seen_at: datetime, expires_at: datetime) -> bool:
    """A session that is neither idle for too long nor too old."""
    return now < expires_at and now - seen_at < IDLE


def is_due_to_be_marked(now: datetime, seen_at: datetime) -> bool:
    """Last-seen is written at most once in five minutes, so that reading stays free of writing."""
    return now - seen_at >= SEEN_EVERY
