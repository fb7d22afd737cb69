"""What the directory holds about a person."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from network.kernel.holding import Held
from network.kernel.words import words
from network.organizations.models import ContactEntry, DoNotPair, ImportBatch, Invitation, Membership, Organization, Preference
from network.storage.counting import counts_of
from network.storage.db import db

_COUNTED = {
    Organization.confirmed_by_id: words("Entries that you confirmed last"),
    ContactEntry.written_by_id: words("Contacts that you wrote down"),
    DoNotPair.added_by_id: words("Organizations that you kept apart"),
    Invitation.made_by_id: words("Invitations that you made"),
    Preference.said_by_id: words("Wishes for partners that you said"),
    ImportBatch.begun_by_id: words("Imports that you began"),
    ImportBatch.asked_by_id: words("Large imports that you asked for"),
}
COLUMNS = frozenset({"membership.person_id", *(f"{each.class_.__tablename__}.{each.key}" for each in _COUNTED)})


def holds_about(person_id: UUID) -> Iterator[Held]:
    """Her memberships, and how much of the directory says that she wrote it. Two statements."""
    asked = (
        select(Organization.name, Membership.is_lead, Membership.began_at, Membership.ended_at)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.began_at)
    )
    yield Held(
        words("Your organizations"),
        (words("Organization"), words("As lead"), words("Since"), words("Until")),
        tuple(db.session.execute(asked).tuples()),
    )
    counts = zip(_COUNTED.values(), counts_of(list(_COUNTED), person_id), strict=True)
    rows = tuple((what, count) for what, count in counts if count)
    yield Held(
        words("In the directory"),
        (words("What"), words("How many")),
        rows,
    )
