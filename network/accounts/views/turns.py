"""By what a try at the door is counted, and what who must wait is told."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from math import ceil
from typing import ParamSpec
from uuid import UUID

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from network.accounts import commands, queries, rules
from network.accounts.events import HeldBack
from network.accounts.views.devices import device_token
from network.kernel import tokens
from network.web.gate import actor
from network.web.noting import noted_once

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Turn:
    """One try. The keys are keyed digests, so that the table names nobody."""

    keys: Mapping[str, str]

    def wait(self) -> timedelta:
        """Count the try; gives how long to wait instead."""
        return commands.take_turn(self.keys)

    def passed(self) -> int:
        """It was right: forget what was counted for this person. Gives how many were wrong before."""
        return commands.forget_tries([key for kind, key in self.keys.items() if kind in ("account", "device", "proof")])


def of_sign_in(email: str) -> Turn:
    """A try with a password. A browser that she has used before counts for itself alone, whatever strangers try."""
    device = device_token()
    if queries.is_device_of(email, device):
        return _turn({"device": tokens.digest(device)})
    return _turn({"account": rules.folded_email(email), "network": rules.network_of(request.remote_addr or ""), "all": "all"})


def of_request(kind: str, name: str) -> Turn:
    """A try to get a link sent. It is counted apart from signing in, so that whoever asks in her name keeps nobody out."""
    return _turn({"account": f"{kind} {name}", "network": rules.network_of(request.remote_addr or ""), "all": "all"})


def of_proof(person_id: UUID | None) -> Turn:
    """A try of somebody whose password was right. In a browser of hers it counts apart from a thief of it."""
    device = device_token()
    apart = f" {tokens.digest(device)}" if queries.is_browser_of(person_id, device) else ""
    return _turn({"proof": f"{person_id}{apart}"})


def paced(kind: str) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """A view that one person may use so often in an hour: what carries much away, fills the disk or writes to strangers."""

    def wrap(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def run(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            rule = request.url_rule
            is_only_shown = request.method != "POST" and rule is not None and "POST" in (rule.methods or ())
            pause = timedelta(0) if is_only_shown else _turn({kind: str(actor().person_id)}).wait()
            if pause > timedelta(0):
                note_wait(kind)
                raise TooManyRequests(retry_after=ceil(pause.total_seconds()))
            return view(*args, **kwargs)

        return run

    return wrap


def note_wait(kind: str) -> None:
    """Somebody must wait: write it down once an hour, known account or not, at the same price."""
    noted_once(actor(), HeldBack(kind=kind))


def told_to_wait(pause: timedelta) -> dict[str, str]:
    """The header for who must wait."""
    return {"Retry-After": str(ceil(pause.total_seconds()))}


def _turn(named: Mapping[str, str]) -> Turn:
    secret = str(current_app.secret_key).encode()

    def digest(text: str) -> str:
        return hmac.new(secret, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    return Turn({kind: digest(f"{kind}:{name}") for kind, name in named.items()})
