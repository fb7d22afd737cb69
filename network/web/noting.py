"""What a page writes down of a refusal or a look: never at the cost of the answer."""

import logging
from uuid import UUID

from flask import request
from sqlalchemy.exc import DBAPIError

from network.journal.commands.noting import note
from network.journal.noting import is_noted, key_of
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.kernel.refusals import Denied, NotFound, Refusal
from network.policy import Permission
from network.web.events import AccessRefused
from network.web.gate import actor, is_in

log = logging.getLogger("network.web")


def noted(who: Actor, event: Event) -> None:
    """Write it down, counted by the hour. A database that can't take it now takes nothing away from the answer."""
    try:
        note(who, event)
    except DBAPIError:
        log.warning("could not be written down: %s", event.name())


def noted_once(who: Actor, event: Event) -> None:
    """The same without a count: what strangers can ask for without end costs no more than one look after the first of an hour."""
    if not is_noted(key_of(who.person_id, event, clock.now())):
        noted(who, event)


def note_refusal(refusal: Refusal) -> None:
    """Somebody who is in was refused. What she may not see and what isn't there are noted alike, as they are answered alike."""
    if is_in() and isinstance(refusal, Denied | NotFound):
        lacked = str(refusal) if isinstance(refusal, Denied) else ""
        right = lacked if lacked in set(Permission) else ""  # nothing else that a refusal says is kept
        noted(actor(), AccessRefused(page_code=page_code(), right_code=right, about_id=_first_id()))


def page_code() -> str:
    """The name of the page in the code: no address, and nothing that was typed."""
    return request.endpoint or ""


def _first_id() -> UUID | None:
    return next((value for value in (request.view_args or {}).values() if isinstance(value, UUID)), None)
