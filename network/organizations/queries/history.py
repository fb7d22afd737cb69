"""What happened to an organization, in words: the journal holds ids, names are looked up when it is shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Integer, bindparam, exists, select, union

from network.accounts.queries import names_of
from network.journal.models import JournalEntry
from network.kernel.words import Words, counted, words
from network.organizations.models import ImportBatch, ImportChange, Organization
from network.organizations.queries.wording import LABELS, say_day
from network.settings.rules import Catalogue
from network.storage.reading import rows

Facts = Mapping[str, Any]
MOST_FIELDS = 4  # named one by one; the rest is counted


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact as a page tells it."""

    on: date
    text: Words
    is_stop: bool
    import_id: UUID | None = None  # where it came about, for those who may look there


@dataclass(frozen=True, slots=True)
class _Teller:
    """What a sentence may need besides its fact."""

    lists: Catalogue
    people: Mapping[str, str]
    organizations: Mapping[str, str]
    file_name: str = ""

    def who(self, id: str | None) -> Words:
        name = self.people.get(id or "")
        return words("%(name)s", name=name) if name else words("the network")


def _edited(facts: Facts, by: Words, tell: _Teller) -> Words:
    names = [LABELS[name] for name in facts["fields"] if name in LABELS]
    if not names:
        return words("Corrected by %(who)s.", who=by)
    rest = len(names) - MOST_FIELDS
    said = (*names[:MOST_FIELDS], counted("%(num)s more", "%(num)s more", rest)) if rest > 0 else tuple(names)
    return words("Corrected by %(who)s: %(fields)s.", who=by, fields=said)


def _status(facts: Facts, by: Words, tell: _Teller) -> Words:
    return words("Status set by %(who)s: %(status)s.", who=by, status=tell.lists.label("org_status", facts["status"]))


def _capacity(facts: Facts, by: Words, tell: _Teller) -> Words:
    return counted("Can mentor %(num)s, says %(who)s.", "Can mentor %(num)s, says %(who)s.", facts["capacity"], who=by)


def _waiting(facts: Facts, by: Words, tell: _Teller) -> Words:
    if not facts["wants_mentor"]:
        return words("Waits for a mentor no more.")
    since = facts["waiting_since"]
    return (
        words("Waits for a mentor since %(day)s.", day=say_day(date.fromisoformat(since))) if since else words("Wants a mentor.")
    )


def _service(facts: Facts, by: Words, tell: _Teller) -> Words:
    return words("A service began: %(service)s. Not confirmed yet.", service=tell.lists.label("service", facts["code"]))


def _about(text: str) -> "Sentence":
    """A sentence that names who did it, the person it is about, and the other organization, if it wants to."""

    def tell(facts: Facts, by: Words, tell: _Teller) -> Words:
        other = tell.organizations.get(str(facts.get("other_id")), "")
        return words(text, who=by, person=tell.who(facts.get("person_id")), other=other)

    return tell


def _by_file(came: str, changed: str) -> "Sentence":
    """A sentence about an import, for one that came with it and one that was there; a file's name is for coordinators only."""

    def tell(facts: Facts, by: Words, tell: _Teller) -> Words:
        return words(came if facts["is_new"] else changed, who=by, file=tell.file_name)

    return tell


Sentence = Callable[[Facts, Words, _Teller], Words]

# Facts that members may read, by name. One that isn't here is not told.
SPOKEN: Mapping[str, Sentence] = {
    "organization_added": _about(words("Added to the directory by %(who)s.").msgid),
    "organization_edited": _edited,
    "organization_confirmed": _about(words("Entry confirmed by %(who)s.").msgid),
    "organization_status_set": _status,
    "organization_capacity_set": _capacity,
    "organization_waiting_set": _waiting,
    "service_begun": _service,
    "organizations_merged": _about(words("Put together with a second entry, %(other)s, by %(who)s.").msgid),
    "member_added": _about(words("%(person)s joined.").msgid),
    "member_ended": _about(words("%(person)s left.").msgid),
    "member_left": _about(words("%(person)s left.").msgid),
    "lead_handed_over": _about(words("%(who)s handed over to %(person)s, who leads now.").msgid),
    "import_applied": _by_file(
        words("Added by a list that %(who)s imported.").msgid, words("Changed by a list that %(who)s imported.").msgid
    ),
    "import_undone": _about(words("An import was undone by %(who)s.").msgid),
}
# All of them, for coordinators: they keep the do-not-pair list, and import.
CONFIDENTIAL: Mapping[str, Sentence] = {
    **SPOKEN,
    "import_applied": _by_file(
        words("Added by the import of “%(file)s” by %(who)s.").msgid,
        words("Changed by the import of “%(file)s” by %(who)s.").msgid,
    ),
    "import_undone": _by_file(*(2 * (words("The import of “%(file)s” was undone by %(who)s.").msgid,))),
    "do_not_pair_added": _about(words("Not to be paired with %(other)s, says %(who)s. Seen by coordinators only.").msgid),
    "do_not_pair_removed": _about(words("May be paired with %(other)s again, says %(who)s. Seen by coordinators only.").msgid),
}


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_EVENTS: BindParameter[Any] = bindparam("events", expanding=True, literal_execute=True)  # always the same: planned once
_MINE = ImportChange.organization_id.in_(_IDS)
# Each part finds its facts by an index of its own. What an import left as it was when it was undone, the undoing didn't change.
_PARTS = (
    select(JournalEntry.id).where(JournalEntry.subject_id.in_(_IDS), JournalEntry.event.in_(_EVENTS)),
    select(JournalEntry.id).where(JournalEntry.other_id.in_(_IDS), JournalEntry.event.in_(_EVENTS)),
    select(JournalEntry.id).where(
        JournalEntry.subject_id.in_(select(ImportChange.batch_id).where(_MINE)), JournalEntry.event == "import_applied"
    ),
    select(JournalEntry.id).where(
        JournalEntry.subject_id.in_(select(ImportChange.batch_id).where(_MINE, ImportChange.is_undone)),
        JournalEntry.event == "import_undone",
    ),
)
_TOLD = (
    select(
        JournalEntry.occurred_at,
        JournalEntry.actor_id,
        JournalEntry.event,
        JournalEntry.facts,
        ImportBatch.id,
        ImportBatch.file_name,
        exists().where(ImportChange.batch_id == JournalEntry.subject_id, _MINE, ImportChange.version_after == 1),
    )
    .outerjoin(ImportBatch, ImportBatch.id == JournalEntry.subject_id)
    .where(JournalEntry.id.in_(union(*_PARTS)))
    .order_by(JournalEntry.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


_NAMES = select(Organization.id, Organization.name).where(Organization.id.in_(bindparam("others", expanding=True)))


def history(
    organization_ids: Iterable[UUID], spoken: Mapping[str, Sentence], lists: Catalogue, zone: str, limit: int
) -> tuple[Happening, ...]:
    """The newest facts about an organization and those merged into it, in at most three statements; days on its own clock."""
    own = list(organization_ids)
    ids = [str(one) for one in own]
    told = rows(_TOLD, {"ids": own, "events": list(spoken), "limit": limit})
    found = [
        (at, who, event, {**_seen_from(facts, ids), "is_new": is_new}, batch_id, name)
        for at, who, event, facts, batch_id, name, is_new in told
    ]
    people = {who for _, who, *_ in found if who} | {
        UUID(facts["person_id"]) for _, _, _, facts, *_ in found if "person_id" in facts
    }
    others = {UUID(facts["other_id"]) for _, _, _, facts, *_ in found if "other_id" in facts}
    named = rows(_NAMES, {"others": list(others)}) if others else ()
    tell = _Teller(lists, {str(id): name for id, name in names_of(people).items()}, {str(id): name for id, name in named})
    is_for_coordinators = spoken is CONFIDENTIAL
    happenings = []
    for at, who, event, facts, batch_id, name in found:
        text = spoken[event](facts, tell.who(str(who)), replace(tell, file_name=name or ""))
        happenings.append(_happening(at, text, event, facts, zone, batch_id if is_for_coordinators else None))
    return tuple(happenings)


def _seen_from(facts: Facts, ids: list[str]) -> Facts:
    """A bar between two is the same from both sides: `other_id` is whichever isn't this organization."""
    if facts.get("other_id") in ids and facts["organization_id"] not in ids:
        return {**facts, "other_id": facts["organization_id"]}
    return facts


def _happening(at: datetime, text: Words, event: str, facts: Facts, zone: str, import_id: UUID | None) -> Happening:
    is_stop = event == "organization_status_set" and facts["status"] in ("paused", "closed")
    return Happening(at.astimezone(ZoneInfo(zone)).date(), text, is_stop, import_id)
