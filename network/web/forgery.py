"""Requests that another site makes a browser send: refused before anybody is asked who she is.

The form's token, bound to the session, is the second lock: Flask-WTF checks it.
"""

from urllib.parse import urlsplit

from flask import Flask, render_template, request, session
from werkzeug.exceptions import SecurityError, UnsupportedMediaType

from network.kernel.actor import ANONYMOUS, Actor
from network.web.events import FormRefused
from network.web.noting import noted_once, page_code

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
OURS = {"same-origin", "none"}  # `none`: typed or reloaded by hand, never begun by a page
# Kinds that a form sends, and the one that a page of another site can't send without asking first.
KINDS = {"application/x-www-form-urlencoded", "multipart/form-data", "application/json"}
REPORTS, REPORT_KIND = "home.broken_policy", "application/csp-report"  # what a browser itself tells of a page of ours

Answer = tuple[str, int]


def refuse_forgeries(app: Flask, base_url: str) -> None:
    """Ask of everything that may change something where it began, and whether a form could have sent it."""
    own = {urlsplit(base_url).netloc}

    @app.before_request
    def ask_where_it_began() -> Answer | None:
        if not has_plain_port(request.headers.get("Host", "")):
            raise SecurityError("a host with a port that is none")
        if request.method in READING:
            return None
        if not is_from_here(request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), {request.host, *own}):
            noted_once(_sender(), FormRefused(page_code=page_code(), why_code="elsewhere"))
            return render_template("errors/403.html", message=None, reference="", reason="elsewhere"), 403
        if not is_of_a_form() and (request.mimetype or request.content_length):
            raise UnsupportedMediaType
        if not request.mimetype.startswith("multipart/"):  # no file in it: what is read at once is kept small
            request.max_content_length = app.config["MAX_FORM_MEMORY_SIZE"]
        return None


def is_of_a_form() -> bool:
    """Whether a page of ours sends such things, or the browser itself where it tells of one."""
    return request.mimetype in KINDS or (request.endpoint, request.mimetype) == (REPORTS, REPORT_KIND)


def _sender() -> Actor:
    """Whose browser was made to send it: asked before anybody is let in, so of the session alone."""
    stored = getattr(session, "stored", None)
    return Actor(person_id=stored.person_id) if stored is not None else ANONYMOUS


def has_plain_port(host: str) -> bool:
    """Whether what follows the name of the host, if anything, is a port."""
    rest = host.rpartition("]")[2] if host.startswith("[") else "".join(host.partition(":")[1:])
    return not rest or (rest[1:].isascii() and rest[1:].isdigit() and int(rest[1:]) < 65_536)


def is_from_here(site: str | None, origin: str | None, hosts: set[str]) -> bool:
    """Whether a page of ours sent it. A browser too old to say so is believed: its token must be right all the same."""
    if site is not None and site not in OURS:
        return False
    if origin is None or (origin == "null" and site == "same-origin"):
        return True
    return urlsplit(origin).scheme in ("http", "https") and origin.split("//", 1)[-1] in hosts
