"""Secrets that travel in links and cookies: made at random, stored only as a digest."""

import hashlib
import secrets

BITS = 256


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(BITS // 8)


def digest(token: str) -> str:
    """What the database keeps: SHA-256 in hexadecimal. A random token needs no slower hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
