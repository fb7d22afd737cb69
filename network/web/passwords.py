"""Passwords as Argon2id digests, a few at a time, so that a rush of sign-ins leaves room for others."""

import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1, type=Type.ID)
AT_ONCE = threading.BoundedSemaphore(2)

# A digest of nothing anybody knows, made once: an unknown account costs the same time as a known one, and opens nothing even so.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$YcrgtaRcWMzkQvMJx/mHKA$xUThO5h7v+j1mNLP75pmyJF3fZ5kn8Nfw62xfOUXthQ"


def hashed(password: str) -> str:
    """The digest to keep; about 64 MiB and a fraction of a second."""
    with AT_ONCE:
        return HASHER.hash(password)


def is_outdated(digest: str) -> bool:
    """Whether a digest was made with other costs than today's."""
    try:
        return HASHER.check_needs_rehash(digest)
    except InvalidHashError:
        return False


def matches(digest: str | None, password: str) -> bool:
    """Whether the password is the one behind `digest`; None, and what is no digest, take as long and are always False."""
    is_real = digest is not None and digest.startswith("$argon2id$")
    with AT_ONCE:
        try:
            HASHER.verify(digest if is_real and digest else NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return is_real
