"""The reader's language."""

from flask import request
from flask_babel import get_locale

KEPT = "network.language"


def language() -> str:
    """Such as `en_CA`, looked up once a request: every part of a page asks for it."""
    found = request.environ.get(KEPT)
    if found is None:
        found = request.environ[KEPT] = str(get_locale())
    return str(found)
