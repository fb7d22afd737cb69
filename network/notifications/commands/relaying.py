"""Passing facts on: each becomes notices and mails once, however often and by however many it is tried."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from network import mail
from network.accounts.queries import names_of
from network.journal.command import touch
from network.journal.models import JournalEntry
from network.journal.notices import Letter, Notice, announced, news_of
from network.journal.seal.verifying import head
from network.kernel import clock
from network.notifications import queries, rules
from network.notifications.models import Mail, Notification, RelayedEntry, RelayPosition
from network.notifications.rules import MailState
from network.storage.columns import insert_of
from network.storage.db import Row, db


@touch
def relay_entry(entry_id: int) -> None:
    """Make the notices and mails of one entry, all of them or none. Of two who try at once the second finds it done."""
    if not _insert(RelayedEntry, entry_id=entry_id):
        return
    entry = db.session.get_one(JournalEntry, entry_id)
    news = list(news_of(announced()[entry.event].of(entry.facts), entry.actor_id))
    known = names_of({each.recipient_id for each in news if isinstance(each, Notice)})
    for each in news:
        if isinstance(each, Letter):
            _want(each, entry_id)
        elif each.recipient_id in known:  # who is gone has no inbox
            _notify(each, entry_id)


@touch
def advance() -> None:
    """Move the position up to where the journal is sealed, if all below is passed on.

    Below the newest seal no entry can turn up any more: it was set while nobody was between taking a number and being seen.
    Above it a lower number may still come after a higher one, so there each entry has its own mark.
    """
    sealed, position = head(), queries.position()
    if sealed is None or sealed.last_id <= position:
        return
    if db.session.scalar(queries.unrelayed(position).where(JournalEntry.id <= sealed.last_id).limit(1)) is not None:
        return
    _insert(RelayPosition, id=queries.THE_ONE, entry_id=0)
    here = (RelayPosition.id == queries.THE_ONE, RelayPosition.entry_id < sealed.last_id)
    db.session.execute(update(RelayPosition).where(*here).values(entry_id=sealed.last_id))
    db.session.execute(delete(RelayedEntry).where(RelayedEntry.entry_id <= sealed.last_id))


def _notify(notice: Notice, entry_id: int) -> None:
    about = {name: str(value) for name, value in notice.about.items()}
    is_new = _insert(
        Notification,
        entry_id=entry_id,
        recipient_id=notice.recipient_id,
        template=notice.template,
        about=about,
        is_urgent=notice.is_urgent,
        made_at=clock.now(),
    )
    if is_new:
        _want(Letter(rules.INBOX, notice.recipient_id, notice.is_urgent), entry_id)


def _want(letter: Letter, entry_id: int) -> None:
    """Let a mail be posted, unless one that will say the same waits already."""
    now = clock.now()
    if not mail.is_set_up() or _waits(letter, now):
        return
    _insert(
        Mail,
        entry_id=entry_id,
        kind=letter.kind,
        row_id=letter.row_id,
        is_urgent=letter.is_urgent,
        state=MailState.WAITING,
        made_at=now,
        due_at=now,
    )


def _waits(letter: Letter, now: datetime) -> bool:
    """Whether such a mail waits that nobody is posting: it is held meanwhile, so that it leaves after this is to be seen."""
    alike = (Mail.kind == letter.kind, Mail.row_id == letter.row_id, Mail.state == MailState.WAITING)
    free = or_(Mail.leased_until.is_(None), Mail.leased_until < now)
    row = db.session.scalar(select(Mail).where(*alike, free).order_by(Mail.id).limit(1).with_for_update(skip_locked=True))
    if row is not None and letter.is_urgent:
        row.is_urgent = True
    return row is not None


def _insert(table: type[Row], **values: Any) -> bool:
    """Whether the row is new; one that is there is left as it is."""
    made = db.session.execute(insert_of(db.engine.dialect.name)(table).values(**values).on_conflict_do_nothing())
    return bool(made.rowcount)  # type: ignore[attr-defined]
