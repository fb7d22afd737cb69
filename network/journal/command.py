"""A command is one use case: one transaction, authorized, recorded."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from network import policy
from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.storage.db import db
from network.storage.transaction import transaction

P = ParamSpec("P")
T = TypeVar("T")

COMMANDS: dict[str, Callable[..., Any]] = {}
TOUCHES: dict[str, Callable[..., Any]] = {}
_recorded: ContextVar[int] = ContextVar("recorded", default=0)
looking_only: ContextVar[bool] = ContextVar("looking_only", default=False)
"""True while a form is shown again that nobody sent: no command may run, whatever the page does with what it gets."""


class Unguarded(AssertionError):
    """A command finished without asking the policy or without recording a fact."""


def command(function: Callable[P, T]) -> Callable[P, T]:
    """One use case. What it wrote is kept only if it asked `authorize` and recorded a fact."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        asked, recorded = policy.asked.set(False), _recorded.set(0)
        try:
            if looking_only.get():
                raise Conflict(words("This page can only be looked at like this. Load it again, then send it."))
            with transaction():
                result = function(*args, **kwargs)
                if not policy.asked.get():
                    raise Unguarded(f"{function.__qualname__} never called authorize()")
                if not _recorded.get():
                    raise Unguarded(f"{function.__qualname__} recorded no event")
            return result
        finally:
            policy.asked.reset(asked)
            _recorded.reset(recorded)

    COMMANDS[f"{function.__module__}.{function.__qualname__}"] = run
    return run


def touch(function: Callable[P, T]) -> Callable[P, T]:
    """A small mark (last seen, a draft, progress): a transaction without a fact; the only write that may follow a GET."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction():
            return function(*args, **kwargs)

    TOUCHES[f"{function.__module__}.{function.__qualname__}"] = run
    return run


def record(actor: Actor, event: Event) -> None:
    """Write the fact in the command's own transaction."""
    _recorded.set(_recorded.get() + 1)
    db.session.add(
        JournalEntry(
            occurred_at=clock.now(),
            actor_id=actor.person_id,
            event=event.name(),
            subject_id=event.subject(),
            other_id=event.other(),
            facts=event.facts(),
        )
    )
