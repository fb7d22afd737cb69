"""One's own inbox: the unread first, each notice in the words of what its reader may see now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select

from network.journal.notices import SHOWERS, Link, Shower, Shown, Told
from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.kernel.refusals import NotFound
from network.kernel.words import Words
from network.notifications import rules
from network.notifications.models import Notification
from network.storage.db import db
from network.storage.reading import first

_IS_READ = Notification.read_at.is_not(None)


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A notice as its reader sees it. `said` is None where it is about something that she may not see any more."""

    id: UUID
    said: Words | None
    link: Link | None
    is_urgent: bool
    is_read: bool
    made_at: datetime


def visible_to(actor: Actor) -> Select[tuple[Notification]]:
    """Everybody sees her own, nobody another's."""
    mine = Notification.recipient_id == actor.person_id if actor.person_id is not None else false()
    return select(Notification).where(mine)


def inbox(actor: Actor, after: str = "") -> Page[InboxLine]:
    """A page, the unread first, then the newest: one statement, and those of the rooms that its notices come from."""
    asked = visible_to(actor).order_by(_IS_READ, Notification.made_at.desc(), Notification.id.desc())
    if after:
        asked = asked.where(_after(after))
    rows = db.session.scalars(asked.limit(rules.SHOWN_AT_ONCE + 1)).all()
    page = cut(rows, rules.SHOWN_AT_ONCE, _key, after=after or None)
    shown = _shown(actor, page.items)
    return Page(tuple(_line(row, shown.get(row.id)) for row in page.items), page.older, page.newer)


def opened(actor: Actor, notification_id: UUID) -> InboxLine:
    """One of her own. Raises `NotFound`."""
    row = db.session.scalar(visible_to(actor).where(Notification.id == notification_id))
    if row is None:
        raise NotFound(str(notification_id))
    return _line(row, _shown(actor, [row]).get(row.id))


_UNREAD = (  # made once: every page asks it
    select(Notification.id)
    .where(Notification.recipient_id == bindparam("person_id"), Notification.read_at.is_(None))
    .limit(rules.MOST_COUNTED)
    .subquery()
)
_COUNTED = select(func.count()).select_from(_UNREAD)


def unread_count(actor: Actor) -> int:
    """How many are unread, for the frame of every page: one statement over the unread alone."""
    found = first(_COUNTED, {"person_id": actor.person_id})
    return found[0] if found else 0


def _shown(actor: Actor, rows: Sequence[Notification]) -> dict[UUID, Shown]:
    """The notices in words, each room asked once for all of its own."""
    told: dict[Shower, list[Told]] = {}
    for row in rows:
        shower = SHOWERS.get(row.template)
        if shower is not None:
            told.setdefault(shower, []).append(Told(row.id, row.template, row.about))
    found: dict[UUID, Shown] = {}
    for shower, mine in told.items():
        found.update(shower(actor, mine))
    return found


def _line(row: Notification, shown: Shown | None) -> InboxLine:
    said, link = (shown.said, shown.link) if shown is not None else (None, None)
    return InboxLine(row.id, said, link, row.is_urgent, row.read_at is not None, row.made_at)


def _key(row: Notification) -> str:
    return f"{int(row.read_at is not None)}.{row.made_at.isoformat()}.{row.id}"


def _after(key: str) -> ColumnElement[bool]:
    """Below the row with this key, which holds all that the order goes by: the row itself may have been read meanwhile."""
    try:
        is_read, rest = key[0] == "1", key[2:]
        at, _, last = rest.rpartition(".")
        made_at, last_id = datetime.fromisoformat(at), UUID(last)
        if made_at.tzinfo is None:
            return false()
    except (ValueError, IndexError):
        return false()
    earlier = or_(Notification.made_at < made_at, and_(Notification.made_at == made_at, Notification.id < last_id))
    return and_(_IS_READ, earlier) if is_read else or_(_IS_READ, earlier)
