"""One's own files, a page at a time."""

from uuid import UUID

from sqlalchemy import and_, or_, select

from network.files.models import StoredFile
from network.files.queries.cards import FileCard, cards_of
from network.files.queries.sight import unhidden
from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.storage.db import db

PAGE = 30


def own_files(actor: Actor, after: str = "") -> Page[FileCard]:
    """What she sent and may still see, the newest first."""
    if actor.person_id is None:
        return cut([], PAGE, _key)
    asked = select(StoredFile).where(StoredFile.uploaded_by_id == actor.person_id)
    last = _last(actor, after)
    if last is not None:
        same = and_(StoredFile.created_at == last.created_at, StoredFile.id < last.id)
        asked = asked.where(or_(StoredFile.created_at < last.created_at, same))
    cards = cards_of(asked.order_by(StoredFile.created_at.desc(), StoredFile.id.desc()).limit(PAGE + 1))
    seen = unhidden(actor, tuple(cards))
    page = cut(list(cards.values()), PAGE, _key)
    return Page(tuple(card for card in page.items if card.id in seen), page.older)


def _last(actor: Actor, after: str) -> StoredFile | None:
    try:
        key = UUID(after)
    except ValueError:
        return None
    return db.session.scalar(select(StoredFile).where(StoredFile.id == key, StoredFile.uploaded_by_id == actor.person_id))


def _key(card: FileCard) -> str:
    return str(card.id)
