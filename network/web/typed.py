"""What a form held that could not be sent: read from the request, kept for whoever typed it, put back when she asks."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from network.kernel import tokens
from network.kernel.typed import Typed

LEAVING = "accounts.leave"
PAGE, ACTION, PREFIX = "typed-page", "typed-action", "typed."
# Never kept, wherever they are typed; and of the pages that prove who somebody is, nothing at all.
PROOFS = "csrf_token|password|passphrase|token|codes?|secret|pin|otp|keys?|credential|recovery"
SECRET = re.compile(rf"(^|[_.-])({PROOFS})([_.-]|$)", re.IGNORECASE)
SECRET_ROOMS = {"accounts"}
NEVER_KEPT = {"search.ask"}  # nobody keeps what somebody looked for

# Keeps it for whoever had this session, if that one has ended; gives the person, None when nothing was kept.
KeepTyped = Callable[[UUID, Typed], UUID | None]


def know_keeper(app: Flask, keep: KeepTyped, keep_own: Callable[[Typed], object]) -> None:
    """Say who keeps what was typed: in a session that has ended, and in the one of this request."""
    app.extensions.update(keep_typed=keep, keep_own=keep_own)


def typed_now() -> Typed | None:
    """What this request brings: its own form, or the one that was open when somebody left."""
    form: ImmutableMultiDict[str, str] = request.form
    if request.endpoint == LEAVING:
        page, action = form.get(PAGE, ""), form.get(ACTION, "")
        pairs = [(name.removeprefix(PREFIX), value) for name, value in form.items(multi=True) if name.startswith(PREFIX)]
    else:
        page, action = request.path, request.full_path.rstrip("?")
        pairs = list(form.items(multi=True))
    if not is_ours(action) or (page and not page.startswith("/")):
        return None
    return Typed(urlsplit(page).path, action, tuple((name, value) for name, value in pairs if not SECRET.search(name)))


def is_ours(action: str) -> bool:
    """Whether a form of ours goes there, and not one that proves who somebody is."""
    if not action.startswith("/") or action.startswith("//"):
        return False
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(urlsplit(action).path, method="POST")
    except HTTPException:
        return False
    return str(endpoint).split(".")[0] not in SECRET_ROOMS and endpoint not in NEVER_KEPT


def rescued() -> UUID | None:
    """Keep what a form held whose session has ended; gives who typed it, None when it was nobody's or nothing was kept."""
    held = request.form.get("csrf_token") or request.headers.get("X-CSRFToken", "")
    try:
        secret = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token").loads(held)
    except BadData:
        return None
    session_id = tokens.session_of(secret) if isinstance(secret, str) else None
    typed = typed_now() if session_id else None
    keep: KeepTyped = current_app.extensions["keep_typed"]
    return keep(session_id, typed) if session_id and typed else None


def keep_for(page: str) -> None:
    """Keep what a part of a page sent while its person is asked something first: that page offers it when she comes back."""
    typed = typed_now() if request.method == "POST" else None
    if typed is not None:
        keep: Callable[[Typed], object] = current_app.extensions["keep_own"]
        keep(replace(typed, page=page) if page.startswith("/") else typed)


def page_of(typed: Typed) -> str:
    """The page to go on from: where it was typed, if that can be looked at."""
    path = urlsplit(typed.action).path
    for each in (typed.page, path):
        try:
            current_app.url_map.bind("localhost").match(each, method="GET")
        except HTTPException:
            continue
        return each
    return ""


def put_back(typed: Typed) -> None:
    """Let the page of this request show its form with what was typed, and do nothing."""
    g.is_put_back = True
    request.form = ImmutableMultiDict(typed.fields)


def is_put_back() -> Any:
    """Whether this request only shows a form again."""
    return g.get("is_put_back", False)
