"""Making one organization out of two entries."""

from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations import queries
from network.organizations.commands.writing import Writer
from network.organizations.events import OrganizationsMerged
from network.organizations.models import (
    ContactEntry,
    DoNotPair,
    ImportChange,
    Invitation,
    Membership,
    Organization,
    Preference,
    ServiceStatus,
)
from network.organizations.queries import OrganizationDraft, belongings
from network.organizations.queries.entry import LISTS
from network.policy import Permission, authorize
from network.storage.db import db

JOINED = frozenset({*LISTS, "also_serves", "regions", "free"})  # both sides' entries are kept
STACKED = ("notes", "territories", "about")  # both sides' text is kept, one under the other
EARLIEST = "waiting_since"


@command
def merge_organizations(actor: Actor, kept_id: UUID, other_id: UUID, from_other: Collection[str] = ()) -> None:
    """Make one out of two entries. Where both say something else the kept one's holds, but for the fields in `from_other`.

    Everything that hangs on the other moves over, in rooms above too; its row stays, marked, so that its history can be read.
    Raises Invalid where their pairs would contradict each other.
    """
    if kept_id == other_id:
        raise Invalid("other_id", words("Choose another organization."))
    first, second = sorted((kept_id, other_id))  # always held in the same order, so that two merges can't wait for each other
    held = {first: queries.get_for_change(actor, first), second: queries.get_for_change(actor, second)}
    kept, other = held[kept_id], held[other_id]
    authorize(actor, Permission.ORGANIZATION_MERGE, kept)
    if against := belongings.against_merging(actor, kept_id, other_id):
        raise Invalid("other_id", against[0])
    draft = _one_of(queries.draft_of(kept), queries.draft_of(other), frozenset(from_other))
    other.merged_into_id, other.changed_at, other.version = kept.id, clock.now(), other.version + 1
    db.session.execute(update(Organization).where(Organization.merged_into_id == other.id).values(merged_into_id=kept.id))
    db.session.flush()
    Writer(kept).write(draft)
    if other.confirmed_on and (kept.confirmed_on is None or kept.confirmed_on < other.confirmed_on):
        kept.confirmed_on, kept.confirmed_by_id = other.confirmed_on, other.confirmed_by_id
    for table in (ContactEntry, ImportChange, Invitation):
        db.session.execute(update(table).where(table.organization_id == other.id).values(organization_id=kept.id))
    _move_people(kept.id, other.id)
    _move_bars(kept.id, other.id)
    _move_preferences(kept.id, other.id)
    _move_services(kept.id, other.id)
    for mover in belongings.movers():
        mover.move(actor, kept.id, other.id)
    record(actor, OrganizationsMerged(organization_id=kept.id, other_id=other.id))


def _one_of(kept: OrganizationDraft, other: OrganizationDraft, from_other: frozenset[str]) -> OrganizationDraft:
    """The merged entry: nothing is lost, and what disagrees was decided by whoever looked at both."""
    values: dict[str, Any] = {}
    for each in fields(OrganizationDraft):
        ours, theirs = getattr(kept, each.name), getattr(other, each.name)
        if each.name in from_other and each.name not in JOINED:
            values[each.name] = theirs
        elif each.name in JOINED:
            values[each.name] = tuple(dict.fromkeys((*ours, *theirs)))
        elif each.name in STACKED:
            values[each.name] = "\n".join(dict.fromkeys(text for text in (ours, theirs) if text))
        elif each.name == EARLIEST:
            values[each.name] = min((day for day in (ours, theirs) if day is not None), default=None)
        elif each.name == "own":
            values[each.name] = {**theirs, **{id: text for id, text in ours.items() if text}}
        else:
            values[each.name] = ours or theirs
    home = () if other.community_id == values["community_id"] else (other.community_id,)
    return replace(
        OrganizationDraft(**values), also_serves=tuple(dict.fromkeys((*values["also_serves"], *home, kept.community_id)))
    )


def _move_people(kept_id: UUID, other_id: UUID) -> None:
    """Everybody moves; who belongs to both keeps one membership, as lead if she led either."""
    mine = {
        held.person_id: held
        for held in db.session.scalars(
            select(Membership).where(Membership.organization_id == kept_id, Membership.ended_at.is_(None))
        )
    }
    for held in db.session.scalars(select(Membership).where(Membership.organization_id == other_id)):
        twin = mine.get(held.person_id) if held.ended_at is None else None
        if twin is not None:
            twin.is_lead = twin.is_lead or held.is_lead
            held.ended_at = clock.now()
        held.organization_id = kept_id


def _move_bars(kept_id: UUID, other_id: UUID) -> None:
    """The other's bars become the kept one's; none stays between the two, and none is said twice."""
    either = DoNotPair.organization_id.in_((kept_id, other_id)) | DoNotPair.other_id.in_((kept_id, other_id))
    found = db.session.scalars(select(DoNotPair).where(either).order_by(DoNotPair.added_at, DoNotPair.id)).all()
    bars: dict[UUID, DoNotPair] = {}
    for bar in found:
        far = bar.other_id if bar.organization_id in (kept_id, other_id) else bar.organization_id
        if far not in (kept_id, other_id) and far not in bars:
            bars[far] = bar
    values = [
        {
            "organization_id": kept_id,
            "other_id": far,
            "reason": bar.reason,
            "added_at": bar.added_at,
            "added_by_id": bar.added_by_id,
        }
        for far, bar in bars.items()
    ]
    db.session.execute(delete(DoNotPair).where(either))
    db.session.add_all(DoNotPair(**each) for each in values)


def _move_preferences(kept_id: UUID, other_id: UUID) -> None:
    """Both sides' wishes are joined; nobody wishes for itself."""
    either = Preference.organization_id.in_((kept_id, other_id)) | Preference.other_id.in_((kept_id, other_id))
    known: dict[tuple[UUID, UUID], Preference] = {}
    for row in db.session.scalars(select(Preference).where(either).order_by(Preference.said_at, Preference.organization_id)):
        mine, theirs = (kept_id if each == other_id else each for each in (row.organization_id, row.other_id))
        if mine != theirs:
            known.setdefault((mine, theirs), row)
    values = [
        {"organization_id": mine, "other_id": theirs, "said_at": row.said_at, "said_by_id": row.said_by_id}
        for (mine, theirs), row in known.items()
    ]
    db.session.execute(delete(Preference).where(either))
    if values:
        db.session.execute(insert(Preference), values)


def _move_services(kept_id: UUID, other_id: UUID) -> None:
    """Of each service the later word holds; of two of one day, the kept one's."""
    said: dict[str, ServiceStatus] = {}
    both = select(ServiceStatus).where(ServiceStatus.organization_id.in_((kept_id, other_id)))
    for row in db.session.scalars(both).all():
        known = said.get(row.code)
        if known is None or (row.as_of, row.organization_id == kept_id) > (known.as_of, known.organization_id == kept_id):
            said[row.code] = row
    values = [{"organization_id": kept_id, "code": code, "state": row.state, "as_of": row.as_of} for code, row in said.items()]
    db.session.execute(delete(ServiceStatus).where(ServiceStatus.organization_id.in_((kept_id, other_id))))
    if values:
        db.session.execute(insert(ServiceStatus), values)
