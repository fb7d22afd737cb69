"""What somebody typed and did not send: her own, and nobody else's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from network.drafts import rules
from network.drafts.models import Draft
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.typed import Typed
from network.storage.db import db
from network.storage.secrets import Ring, Unreadable, blind_index, unseal


@dataclass(frozen=True, slots=True)
class Kept:
    """One text: where it belongs, when it was kept, how it begins."""

    id: UUID
    kept_at: datetime
    typed: Typed

    @property
    def start(self) -> str:
        return rules.start_of(self.typed)


def place_of(typed: Typed) -> str:
    """A name for a form's address that tells nobody which it is."""
    return blind_index(Ring.ACCOUNTS, urlsplit(typed.action).path, domain="draft.place")


def mine(actor: Actor) -> tuple[Kept, ...]:
    """All of one's own, the newest first. What can't be read any more is passed over."""
    since = clock.now() - rules.KEPT_FOR
    asked = select(Draft).where(Draft.person_id == actor.person_id, Draft.kept_at >= since)
    return tuple(_readable(db.session.scalars(asked.order_by(Draft.kept_at.desc(), Draft.id)).all()))


def on_page(actor: Actor, path: str) -> Kept | None:
    """The newest that was typed on this page."""
    return next((each for each in mine(actor) if path in (each.typed.page, urlsplit(each.typed.action).path)), None)


def one(actor: Actor, draft_id: UUID) -> Kept:
    """One of one's own. Raises `NotFound`."""
    found = next((each for each in mine(actor) if each.id == draft_id), None)
    if found is None:
        raise NotFound(str(draft_id))
    return found


def _readable(rows: Iterable[Draft]) -> Iterator[Kept]:
    for row in rows:
        try:
            text = unseal(Ring.ACCOUNTS, row.content, table="draft", column="content", row_id=row.id)
        except Unreadable:
            continue
        yield Kept(row.id, row.kept_at, rules.read(text))
