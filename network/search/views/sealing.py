"""What was searched for, in an address that tells nobody: sealed for the session that searched."""

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, session

LONGEST = 4_000


def sealed(asked: dict[str, str]) -> str:
    """What was asked, as it stands in an address. Only this session can open it, and nobody once it has ended."""
    return _key().encrypt(json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()).decode()


def opened(token: str) -> dict[str, str] | None:
    """What was sealed; None for what another session sealed, and for anything else."""
    try:
        found = json.loads(_key().decrypt(token[:LONGEST].encode()))
    except (InvalidToken, ValueError):
        return None
    return {str(name): str(value) for name, value in found.items()}


def _key() -> Fernet:
    session_id = str(getattr(getattr(session, "stored", None), "id", ""))
    digest = hmac.digest(str(current_app.secret_key).encode(), f"search {session_id}".encode(), hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(digest))
