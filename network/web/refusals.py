"""How each no looks: one table from refusals and faults to pages."""

import errno
import secrets
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from network.kernel.refusals import Conflict, Denied, Invalid, NoRoom, NotFound, Refusal, TooLarge, TooMuch
from network.kernel.typed import Typed
from network.kernel.words import Words
from network.storage.blobs import Unreachable
from network.web.events import FormRefused
from network.web.gate import actor, asked_in, onward_to_what_was_typed
from network.web.noting import note_refusal, noted, page_code
from network.web.typed import rescued, typed_now

BUSY = ("locked", "busy", "lock timeout")
PAGES = {403, 404, 409, 413, 422, 429, 500, 503, 507}
STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    Denied: 403,
    Conflict: 409,
    TooLarge: 413,
    TooMuch: 429,
    NoRoom: 507,
    Invalid: 422,
}
FULL = {errno.ENOSPC, errno.EDQUOT}

Answer = tuple[str, int, dict[str, str]]


LEAVING = "/leave"


def answer_refusals(app: Flask, away: str) -> None:
    """Turn every expected no, and every fault, into a page that says what to do next and nothing more.

    `away` is where the way out leads when nothing can be asked any more: it leads away all the same.
    """

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Answer:
        note_refusal(refusal)
        status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 422)
        return page(status, getattr(refusal, "message", None))

    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(SecurityError, foreign_host)
    app.register_error_handler(Unreachable, without_files)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Answer | Response:
        failed = getattr(error, "original_exception", None)  # before any page was asked for, or after it was made
        if failed is not None:
            return database(failed) if isinstance(failed, DBAPIError) else fault(500)
        return page(error.code or 500, None, headers=dict(error.get_headers()) if error.code in (405, 429) else None)

    @app.errorhandler(DBAPIError)
    def database(error: DBAPIError) -> Answer | Response:
        text = str(error.orig).lower()
        if any(sign in text for sign in BUSY) and request.path != LEAVING:
            return page(503, None, headers={"Retry-After": "5"})
        return fault(507 if "full" in text or "no space" in text else 500)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Answer | Response:
        return fault(507 if isinstance(error, OSError) and error.errno in FULL else 500)

    def fault(status: int) -> Answer | Response:
        reference = secrets.token_hex(4)
        app.logger.exception("fault %s at %s %s", reference, request.method, request.endpoint)
        if request.path == LEAVING:
            return redirect(away, 303)
        return page(status, None, reference=reference)


def foreign_host(_error: SecurityError) -> Answer:
    """Asked under a name that isn't ours."""
    return "Bad request.\n", 400, {"Content-Type": "text/plain"}


def without_files(_error: Unreachable) -> Answer:
    """The store of files does not answer."""
    current_app.logger.warning("the store of files does not answer")
    return page(503, None, headers={"Retry-After": "30"})


def stale(_error: CSRFError) -> Answer | Response:
    """A form whose token holds no more: what was typed is kept for whoever typed it, and for nobody else."""
    whose = rescued()
    if whose is None or (actor().is_known and actor().person_id != whose):
        if actor().is_known:
            noted(actor(), FormRefused(page_code=page_code(), why_code="token"))
        return page(422, None, reason="stale")
    if actor().is_known:
        return redirect(onward_to_what_was_typed(), 303)
    return asked_in("accounts.sign_in", onward_to_what_was_typed())


def page(
    status: int, message: Words | None, *, reference: str = "", reason: str = "", headers: dict[str, str] | None = None
) -> Answer:
    """The page for a status; one that has none borrows the nearest."""
    shown = status if status in PAGES else 404 if status in (401, 405) else 422 if status < 500 else 500
    g.is_refused = True  # the frame then says nothing of where this is: all refusals of a kind are equal to the byte
    sentences: dict[str, Any] = {"message": message, "reference": reference, "reason": reason, "again": None, "token": ""}
    if (status >= 500 or status == 429) and (typed := again()):
        sentences |= {"again": typed, "token": request.form.get("csrf_token", "")}
    kept = {name: value for name, value in (headers or {}).items() if name in ("Allow", "Retry-After")}
    return rendered(status, f"errors/{shown}.html", sentences), status, kept


def rendered(status: int, template: str, sentences: dict[str, Any]) -> str:
    """The page; without its frame where the frame can't be had, and as bare text where no page can."""
    try:
        return render_template(template, **sentences)
    except Exception:
        if status < 500:
            raise
    try:
        g.is_frameless = True
        return render_template(template, **sentences)
    except Exception:
        return f"<!doctype html><html lang=en><title>Error</title><h1>Something went wrong</h1><p>{sentences['reference']}</p>"


def again() -> Typed | None:
    """What was sent and could not be kept, so that it can be sent once more from the page that says so."""
    try:
        typed = typed_now() if request.method == "POST" and not request.files else None
    except HTTPException:  # what was sent could not be read
        return None
    return typed if typed and typed.fields else None
