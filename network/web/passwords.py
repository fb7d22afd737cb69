"""Passwords as Argon2id digests, a few at a time, so that a rush of sign-ins leaves room for others."""

import secrets
import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1, type=Type.ID)
AT_ONCE = threading.BoundedSemaphore(2)

# A digest of nothing anybody knows: an unknown account costs the same time as a known one.
NOBODY = HASHER.hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """The digest to keep; about 64 MiB and a fraction of a second."""
    with AT_ONCE:
        return HASHER.hash(password)


def matches(digest: str | None, password: str) -> bool:
    """Whether the password is the one behind `digest`; none, or an empty one, takes as long and is always False."""
    with AT_ONCE:
        try:
            HASHER.verify(digest or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return bool(digest)
