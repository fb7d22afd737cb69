"""The journal as people read it: ids become names as they are now, and who was erased goes by her pseudonym."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select

from network.accounts.models import Person
from network.accounts.queries import names_of
from network.audit.rules.fields import Names, ids_named, told
from network.audit.rules.sentences import SENTENCES, is_of_a_stranger, said
from network.journal.models import JournalEntry
from network.journal.seal.verifying import head
from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.kernel.words import Words, words
from network.organizations.models import Organization
from network.organizations.queries import visible_to as organizations_for
from network.policy import Permission, can
from network.storage.db import db

PAGE = 50
MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the journal. `who` is a part of a name or a person's id; days are those of `zone`, both included."""

    who: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    about: UUID | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of a fact. `id` leads to everything about the same thing."""

    label: Words
    text: str | Words
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact as a page tells it; `who` is empty for the clock, the command line, and for somebody at the door."""

    id: int
    at: datetime
    who: str
    who_id: UUID | None
    event: str
    what: Words
    details: tuple[Detail, ...]
    is_withheld: bool
    is_stranger: bool = False


@dataclass(frozen=True, slots=True)
class SealState:
    """How far the journal is sealed, and when somebody last checked that it is as it was."""

    sealed_at: datetime | None
    last_id: int
    unsealed: int
    checked_at: datetime | None = None
    checked_how: str = ""
    fault_id: int | None = None


def entries(actor: Actor, filters: Filters, after: str = "", before: str = "") -> Page[Entry]:
    """A page of the whole journal, newest first, for administrators. Three statements."""
    if not can(actor, Permission.JOURNAL_VIEW):
        return Page(())
    return _page(actor, select(JournalEntry).where(*_narrowed(actor, filters)), after, before)


def own_acts(actor: Actor, after: str = "", before: str = "") -> Page[Entry]:
    """A page of what the reader herself did, newest first. Three statements."""
    if not can(actor, Permission.OWN_ACTS_VIEW):
        return Page(())
    return _page(actor, select(JournalEntry).where(JournalEntry.actor_id == actor.person_id), after, before)


def entries_for_export(actor: Actor, filters: Filters) -> list[Entry]:
    """The newest of what the filters leave, for a file."""
    if not can(actor, Permission.JOURNAL_EXPORT):
        return []
    asked = select(JournalEntry).where(*_narrowed(actor, filters)).order_by(JournalEntry.id.desc()).limit(MOST_EXPORTED)
    return _read(actor, db.session.scalars(asked).all())


def seal_state(actor: Actor) -> SealState | None:
    """The state of the seal, in three statements; None for whoever may not read the journal."""
    if not can(actor, Permission.JOURNAL_VIEW):
        return None
    seal = head()
    last_id = seal.last_id if seal is not None else 0
    unsealed = db.session.scalar(select(func.count()).where(JournalEntry.id > last_id)) or 0
    checks = select(JournalEntry.occurred_at, JournalEntry.facts).where(JournalEntry.event == "journal_verified")
    checked = db.session.execute(checks.order_by(JournalEntry.id.desc()).limit(1)).tuples().first()
    state = (seal.sealed_at if seal is not None else None, last_id, unsealed)
    return SealState(*state) if checked is None else SealState(*state, checked[0], checked[1]["how"], checked[1]["fault_id"])


def kinds() -> list[tuple[str, Words]]:
    """Every kind of fact there can be, with its words."""
    return sorted(((event, each.text) for event, each in SENTENCES.items()), key=lambda pair: str(pair[1]))


def _narrowed(actor: Actor, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.kind:
        yield JournalEntry.event == filters.kind
    if filters.who:
        yield JournalEntry.actor_id.in_(_people_called(filters.who))
    if filters.since is not None:
        yield JournalEntry.occurred_at >= _midnight(filters.since, filters.zone)
    if filters.until is not None and filters.until < date.max:
        yield JournalEntry.occurred_at < _midnight(filters.until + timedelta(days=1), filters.zone)
    if filters.about is not None:
        # A fact ties more things than the two that have an index; administrators rarely ask, so the rest is read through.
        is_in_facts = cast(JournalEntry.facts, Text).contains(str(filters.about))
        yield or_(JournalEntry.subject_id == filters.about, JournalEntry.other_id == filters.about, is_in_facts)
        yield JournalEntry.event.not_in([event for event in SENTENCES if _is_withheld(actor, event)])


def _people_called(who: str) -> Select[tuple[UUID]]:
    try:
        return select(Person.id).where(Person.id == UUID(who))
    except ValueError:
        return select(Person.id).where(Person.name.icontains(who, autoescape=True))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _page(actor: Actor, asked: Select[tuple[JournalEntry]], after: str, before: str) -> Page[Entry]:
    older, newer = _key(after), _key(before)
    if newer is not None:
        asked = asked.where(JournalEntry.id > newer).order_by(JournalEntry.id)
    else:
        asked = asked.order_by(JournalEntry.id.desc())
        asked = asked.where(JournalEntry.id < older) if older is not None else asked
    found = _read(actor, db.session.scalars(asked.limit(PAGE + 1)).all())
    return cut(found, PAGE, lambda entry: str(entry.id), after=after if older else None, before=before if newer else None)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _read(actor: Actor, rows: Sequence[JournalEntry]) -> list[Entry]:
    open_facts = [row.facts for row in rows if not _is_withheld(actor, row.event)]
    people = {UUID(id) for facts in open_facts for id in ids_named(Names.PERSON, facts)}
    organizations = {UUID(id) for facts in open_facts for id in ids_named(Names.ORGANIZATION, facts)}
    names: dict[Names, Mapping[UUID, str]] = {
        Names.PERSON: names_of(people | {row.actor_id for row in rows if row.actor_id is not None}),
        Names.ORGANIZATION: _organizations(actor, organizations),
        Names.NOWHERE: {},
    }
    return [_entry(actor, row, names) for row in rows]


def _organizations(actor: Actor, ids: set[UUID]) -> Mapping[UUID, str]:
    asked = organizations_for(actor).where(Organization.id.in_(ids)).with_only_columns(Organization.id, Organization.name)
    return dict(db.session.execute(asked).tuples().all())


def _entry(actor: Actor, row: JournalEntry, names: Mapping[Names, Mapping[UUID, str]]) -> Entry:
    is_withheld = _is_withheld(actor, row.event)
    who = names[Names.PERSON].get(row.actor_id, "") if row.actor_id else ""
    details = () if is_withheld else tuple(_details(row.facts, names))
    is_stranger = row.actor_id is None and is_of_a_stranger(row.event, row.facts)
    return Entry(row.id, row.occurred_at, who, row.actor_id, row.event, said(row.event).text, details, is_withheld, is_stranger)


def _details(facts: Mapping[str, Any], names: Mapping[Names, Mapping[UUID, str]]) -> Iterator[Detail]:
    for name, label, value in told(facts):
        if name.endswith("_id") and isinstance(value, str):
            id = UUID(value)
            yield Detail(label.text, names[label.names].get(id) or value[:8], id)
        elif isinstance(value, bool):
            yield Detail(label.text, words("yes") if value else words("no"))
        elif isinstance(value, list):
            yield Detail(label.text, str(len(value)) if name.endswith("_ids") else ", ".join(map(str, value)))
        else:
            yield Detail(label.text, str(value))


def _is_withheld(actor: Actor, event: str) -> bool:
    right = said(event).right
    return right is not None and not can(actor, right)
