"""The reader's language."""

from flask import g
from flask_babel import get_locale


def language() -> str:
    """Such as `en_CA`, looked up once a request: every part of a page asks for it."""
    found = g.get("language")
    if found is None:
        found = g.language = str(get_locale())
    return str(found)
