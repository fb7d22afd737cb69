"""Stepping up: what is worth stealing asks again who it is, unless she has just shown it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from network.kernel import clock
from network.web.gate import own_path
from network.web.typed import keep_for

P = ParamSpec("P")

FRESH = timedelta(minutes=5)
FRESH_AT_A_HURDLE = timedelta(minutes=30)  # setting up an app for codes takes its time, and nothing else is open yet
SENT = "sent_before"
MOST_SENT = 200_000  # characters


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody posted before she was asked who she is: where to, and each field with its value."""

    path: str
    fields: tuple[tuple[str, str], ...]

    def packed(self) -> str:
        """As one hidden field of the page that asks."""
        return json.dumps([self.path, self.fields], separators=(",", ":"))


def is_fresh() -> bool:
    """Whether who acts has shown within five minutes that she is herself."""
    stored = getattr(session, "stored", None)
    within = FRESH_AT_A_HURDLE if g.get("hurdle") else FRESH
    return stored is not None and stored.proved_at is not None and clock.now() - stored.proved_at < within


def needs_fresh(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """A view that opens only to who has just proved herself. Else she does it first, and what she posted is sent after it."""

    @wraps(view)
    def run(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if is_fresh():
            return view(*args, **kwargs)
        if "HX-Request" in request.headers:
            page = urlsplit(request.headers.get("HX-Current-URL", ""))
            keep_for(page.path)
            return Response(status=204, headers={"HX-Redirect": _asking(f"{page.path}?{page.query}".rstrip("?"))})
        if request.method in ("GET", "HEAD"):
            return redirect(_asking(request.full_path.rstrip("?")), 303)
        ask: Callable[[Sent], ResponseReturnValue] = current_app.extensions["ask_anew"]
        return ask(Sent(request.full_path.rstrip("?"), _kept()))

    return run


def sent_before() -> Sent | None:
    """What the page that asks was given to keep, if it is whole and goes to a place of this site."""
    text = request.form.get(SENT, "")
    try:
        path, fields = json.loads(text) if 0 < len(text) <= MOST_SENT else (None, ())
        pairs = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError):
        return None
    known = own_path(path if isinstance(path, str) else None)
    return Sent(known, pairs) if known else None


def _asking(wanted: str) -> str:
    return url_for("accounts.step_up", next=own_path(wanted))


def _kept() -> tuple[tuple[str, str], ...]:
    """What was posted, but for the form's token and for passwords: those are typed again."""
    pairs: list[Any] = list(request.form.items(multi=True))
    return tuple((name, value) for name, value in pairs if name != "csrf_token" and "password" not in name)
