"""Requests that another site makes a browser send: refused before anybody is asked who she is.

The form's token, bound to the session, is the second lock: Flask-WTF checks it.
"""

from urllib.parse import urlsplit

from flask import Flask, render_template, request
from werkzeug.exceptions import UnsupportedMediaType

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
OURS = {"same-origin", "none"}  # `none`: typed or reloaded by hand, never begun by a page
# Kinds that a form sends, and the one that a page of another site can't send without asking first.
KINDS = {"application/x-www-form-urlencoded", "multipart/form-data", "application/json"}

Answer = tuple[str, int]


def refuse_forgeries(app: Flask, base_url: str) -> None:
    """Ask of everything that may change something where it began, and whether a form could have sent it."""
    own = {urlsplit(base_url).netloc}

    @app.before_request
    def ask_where_it_began() -> Answer | None:
        if request.method in READING:
            return None
        if not is_from_here(request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), {request.host, *own}):
            return render_template("errors/403.html", message=None, reference="", reason="elsewhere"), 403
        if request.mimetype not in KINDS and (request.mimetype or request.content_length):
            raise UnsupportedMediaType
        return None


def is_from_here(site: str | None, origin: str | None, hosts: set[str]) -> bool:
    """Whether a page of ours sent it. A browser too old to say so is believed: its token must be right all the same."""
    if site is not None and site not in OURS:
        return False
    if origin is None or (origin == "null" and site == "same-origin"):
        return True
    return urlsplit(origin).scheme in ("http", "https") and origin.split("//", 1)[-1] in hosts
