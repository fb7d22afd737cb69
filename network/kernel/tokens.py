"""Secrets that travel in links and cookies: made at random, stored only as a digest."""

import hashlib
import secrets
from uuid import UUID

BITS = 256


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(BITS // 8)


def fraction() -> float:
    """From 0 to 1, for spreading what would otherwise come all at once."""
    return secrets.randbelow(1 << 20) / (1 << 20)


def digest(token: str) -> str:
    """What the database keeps: SHA-256 in hexadecimal. A random token needs no slower hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def form_secret(session_id: UUID) -> str:
    """What binds the forms of one session to it. It names the session, so that a form which outlives it is known as its own."""
    return f"{session_id.hex}{secrets.token_hex(20)}"


def session_of(form_secret: str) -> UUID | None:
    """The session that a form was made in."""
    try:
        return UUID(hex=form_secret[:32]) if len(form_secret) == 72 else None
    except ValueError:
        return None
