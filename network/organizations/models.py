"""The members' directory: organizations, what they offer and seek, their people, and what was said to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.storage import secrets
from network.storage.columns import Code, Key, Line, Moment, Prose, UtcDateTime, json_type, refers
from network.storage.db import Row


def _where(condition: str) -> dict[str, Any]:
    """An index of the rows for which this holds, on either engine."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Organization(Row):
    """A member of the network. Codes name entries of the editable lists; `version` grows with each change.

    `notes` are seen by coordinators only. There is no street address, on purpose.
    """

    __tablename__ = "organization"
    __table_args__ = (
        CheckConstraint("capacity >= 0 and capacity <= 20", name="capacity"),
        Index("ix_organization_folded_id", "folded", "id"),  # the directory's order
        # Nearly all are merged into none: an index that held those too would be taken for a good way to find them.
        Index("ix_organization_merged_into_id", "merged_into_id", **_where("merged_into_id is not null")),
        # The directory's figures are counted from this alone.
        Index(
            "ix_organization_status_wants_mentor_capacity_confirmed_on",
            *("status", "wants_mentor", "capacity", "confirmed_on"),
            **_where("merged_into_id is null"),
        ),
    )

    id: Mapped[Key]
    name: Mapped[Line]
    folded: Mapped[str] = mapped_column(String(300))
    kind: Mapped[Code]
    mandate: Mapped[Code]
    status: Mapped[Code]
    status_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    community_id: Mapped[UUID] = refers("community.id")
    capacity: Mapped[int] = mapped_column(SmallInteger, default=0)
    wants_mentor: Mapped[bool] = mapped_column(Boolean, default=False)
    waiting_since: Mapped[date | None]
    territories: Mapped[Prose] = mapped_column(default="")
    about: Mapped[Prose] = mapped_column(default="")
    contact_email: Mapped[Line] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    reach_note: Mapped[Line] = mapped_column(default="")
    website: Mapped[Line] = mapped_column(default="")
    notes: Mapped[Prose] = mapped_column(default="")
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment] = mapped_column(UtcDateTime, index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    merged_into_id: Mapped[UUID | None] = refers("organization.id", index=False, nullable=True)
    regions: Mapped[list["OrganizationRegion"]] = relationship(lazy="raise", viewonly=True)

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The regions served, for the policy; they must have been loaded with the row."""
        return tuple(one.region_code for one in self.regions)


class OrganizationChoice(Row):
    """One entry of a list that an organization has chosen: list is service, population, language, way, teaches, wants ...

    `position` keeps the order in which they were chosen: for topics wanted, the first matters most.
    """

    __tablename__ = "organization_choice"
    __table_args__ = (
        UniqueConstraint("organization_id", "list", "code"),
        Index("ix_organization_choice_list_code_organization_id", "list", "code", "organization_id"),
    )

    id: Mapped[Key]
    organization_id: Mapped[UUID] = refers("organization.id", ondelete="CASCADE")
    list: Mapped[Code]
    code: Mapped[Code]
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class ServiceStatus(Row):
    """How a service that an organization has chosen stands (rules.services), and the day on which that was said."""

    __tablename__ = "service_status"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[Code]
    as_of: Mapped[date]


class OrganizationCommunity(Row):
    """A community that an organization serves besides its home."""

    __tablename__ = "organization_community"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    community_id: Mapped[UUID] = mapped_column(ForeignKey("community.id"), primary_key=True, index=True)


class OrganizationRegion(Row):
    """A region that an organization serves: that of its home and of each community served, and any it adds."""

    __tablename__ = "organization_region"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), primary_key=True, index=True)


class FreeTime(Row):
    """An hour of the week when an organization can meet, on the clock of its home community. Monday is 0."""

    __tablename__ = "free_time"
    __table_args__ = (CheckConstraint("starts < ends and starts >= 0 and ends <= 1440", name="within_a_day"),)

    id: Mapped[Key]
    organization_id: Mapped[UUID] = refers("organization.id", ondelete="CASCADE")
    weekday: Mapped[int] = mapped_column(SmallInteger)
    starts: Mapped[int] = mapped_column(SmallInteger)
    ends: Mapped[int] = mapped_column(SmallInteger)


class DoNotPair(Row):
    """Two organizations that must not be paired, and why: only coordinators ever see it."""

    __tablename__ = "do_not_pair"
    __table_args__ = (UniqueConstraint("organization_id", "other_id"),)

    id: Mapped[Key]
    organization_id: Mapped[UUID] = refers("organization.id", ondelete="CASCADE")
    other_id: Mapped[UUID] = refers("organization.id", ondelete="CASCADE")
    reason: Mapped[Prose] = mapped_column(default="")
    added_at: Mapped[Moment]
    added_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class Preference(Row):
    """Whom an organization would like to work with. Its lead and coordinators read it, the other side never."""

    __tablename__ = "preference"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True, index=True)
    said_at: Mapped[Moment]
    said_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class ContactEntry(Row):
    """What was said to an organization: date, how, and the next step."""

    __tablename__ = "contact_entry"

    id: Mapped[Key]
    organization_id: Mapped[UUID] = refers("organization.id", ondelete="CASCADE")
    contacted_on: Mapped[date]
    how: Mapped[Code]
    note: Mapped[Prose] = mapped_column(default="")
    next_step: Mapped[Line] = mapped_column(default="")
    next_on: Mapped[date | None]
    written_at: Mapped[Moment]
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class OwnField(Row):
    """A field of the network's own, which came from a column that matched no other."""

    __tablename__ = "own_field"

    id: Mapped[Key]
    label: Mapped[Line] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class OwnValue(Row):
    """What an organization has in a field of the network's own."""

    __tablename__ = "own_value"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    own_field_id: Mapped[UUID] = mapped_column(ForeignKey("own_field.id", ondelete="CASCADE"), primary_key=True, index=True)
    text: Mapped[Prose]


class Membership(Row):
    """A person of an organization. `ended_at` takes effect at once, everywhere."""

    __tablename__ = "membership"

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id")
    organization_id: Mapped[UUID] = refers("organization.id")
    is_lead: Mapped[bool] = mapped_column(Boolean, default=False)
    began_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(Row):
    """A single-use link by which a person joins an organization, or the network's staff where it names none.

    Only the token's digest is kept; a link that goes by mail has none until it is posted. `role` is for the first administrators.
    """

    __tablename__ = "invitation"

    id: Mapped[Key]
    organization_id: Mapped[UUID | None] = refers("organization.id", ondelete="CASCADE")
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    is_lead: Mapped[bool] = mapped_column(Boolean, default=True)
    role: Mapped[str | None] = mapped_column(String(80))
    email_sealed: Mapped[Prose] = mapped_column(default="")
    email_index: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[Moment]
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


secrets.register("invitation", "email_sealed", secrets.Ring.ACCOUNTS)


class ImportBatch(Row):
    """A file that is being brought in: what it held, how its columns map, what was mended, what it changed.

    `state` is one of `rules.importing.Step`; `version` grows with each choice, so that a check belongs to one set of choices;
    `done` rows of `rows` are read; `turn` counts how often the clock began the same work; `summary` keeps the check of a large
    file, afterwards what was done, or why that failed. `asked_by_id` asked last for a check, for writing or for undoing.
    """

    __tablename__ = "import_batch"

    id: Mapped[Key]
    file_name: Mapped[Line]
    digest: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int] = mapped_column(Integer, default=0)
    table: Mapped[Any] = mapped_column(json_type(), deferred=True)
    mapping: Mapped[Any] = mapped_column(json_type(), default=dict)
    corrections: Mapped[Any] = mapped_column(json_type(), default=dict)
    version: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[Code] = mapped_column(default="columns", index=True)
    done: Mapped[int] = mapped_column(Integer, default=0)
    turn: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    summary: Mapped[Any] = mapped_column(json_type(), default=dict, deferred=True)
    begun_at: Mapped[Moment]
    begun_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    asked_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportChange(Row):
    """What one import did to one organization, so that it can be undone whole."""

    __tablename__ = "import_change"

    id: Mapped[Key]
    batch_id: Mapped[UUID] = refers("import_batch.id", ondelete="CASCADE")
    organization_id: Mapped[UUID] = refers("organization.id", ondelete="CASCADE")
    row_number: Mapped[int] = mapped_column(Integer)
    before: Mapped[Any] = mapped_column(json_type(), nullable=True)
    after: Mapped[Any] = mapped_column(json_type())
    version_after: Mapped[int] = mapped_column(Integer)
    is_undone: Mapped[bool] = mapped_column(Boolean, default=False)


class ColumnMemory(Row):
    """A spreadsheet column that somebody mapped once: it maps the same way next time."""

    __tablename__ = "column_memory"

    header: Mapped[str] = mapped_column(String(300), primary_key=True)
    field: Mapped[Line]
