"""Writes a draft into an organization's rows, and refuses one that can't be true."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from network.kernel import clock
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations.models import (
    FreeTime,
    Organization,
    OrganizationChoice,
    OrganizationCommunity,
    OrganizationRegion,
    OwnValue,
    ServiceStatus,
)
from network.organizations.queries import OrganizationDraft, own_fields
from network.organizations.queries.entry import LISTS, PLAIN, STORED
from network.organizations.rules.folding import fold
from network.places.models import Community, Region
from network.settings.queries import catalogue
from network.settings.rules import Entry
from network.storage.db import db

MOST_MENTORED = 20
FIRST_YEAR = 1970
ONE_OF = {"kind": "org_kind", "mandate": "org_mandate", "status": "org_status"}


class Limits:
    """What a number and a day can be. Each raises `Invalid`."""

    @staticmethod
    def capacity(value: int) -> None:
        if not 0 <= value <= MOST_MENTORED:
            raise Invalid("capacity", words("Type a number from 0 to %(most)s.", most=MOST_MENTORED))

    @staticmethod
    def waiting_since(day: date | None) -> None:
        if day is not None and day > clock.today() + timedelta(days=1):
            raise Invalid("waiting_since", words("This day is still to come."))
        if day is not None and day.year < FIRST_YEAR:
            raise Invalid("waiting_since", words("This is too long ago. Type the day on which it asked for a mentor."))


class Writer:
    """One organization's rows. A command makes it, and has asked the policy before."""

    def __init__(self, row: Organization) -> None:
        self.row = row

    def check(self, draft: OrganizationDraft) -> None:
        """Raise `Invalid` for what no form can know: codes and places that don't exist, numbers and days that can't be."""
        lists = catalogue()
        for name, of in ONE_OF.items():
            _insist(_is_in(lists.entries(of), [getattr(draft, name)]), name)
        for name, of in LISTS.items():
            _insist(_is_in(lists.entries(of), getattr(draft, name)), name)
        _insist(_all_exist(Community.id, [draft.community_id]), "community_id")
        _insist(_all_exist(Community.id, draft.also_serves), "also_serves")
        _insist(_all_exist(Region.code, draft.regions), "regions")
        _insist(set(draft.own) <= {id for id, _ in own_fields()}, "own")
        Limits.capacity(draft.capacity)
        Limits.waiting_since(draft.waiting_since)
        if not fold(draft.name):
            raise Invalid("name", words("Type its name."))
        if any(not (0 <= day <= 6 and 0 <= starts < ends <= 1440) for day, starts, ends in draft.free):
            raise Invalid("free", words("Each time must end after it starts, on the same day."))
        if self._is_known_twice(draft):
            raise Invalid("name", words("An organization of this name in this community is in the directory already."))

    def write(self, draft: OrganizationDraft) -> None:
        """Put the draft into the rows. The waiting day is today's when somebody begins to wait and none is said."""
        now, row = clock.now(), self.row
        if row.status != draft.status or row.status_on is None:
            row.status_on = now.date()
        for name in PLAIN:
            setattr(row, name, getattr(draft, name))
        row.folded = fold(draft.name)[:300]
        row.waiting_since = (draft.waiting_since or now.date()) if draft.wants_mentor else None
        row.changed_at, row.version = now, (row.version or 0) + 1
        db.session.add(row)
        db.session.flush()  # what follows refers to the row
        for name, stored in STORED.items():
            self._choose(stored, getattr(draft, name))
        gone = ServiceStatus.code.not_in(draft.services)
        db.session.execute(delete(ServiceStatus).where(ServiceStatus.organization_id == row.id, gone))
        self._replace(FreeTime, ({"weekday": day, "starts": start, "ends": end} for day, start, end in draft.free))
        self._replace(OwnValue, ({"own_field_id": id, "text": text} for id, text in draft.own.items() if text))
        self.write_places(draft.also_serves, draft.regions)

    def write_places(self, also_serves: Iterable[UUID], more_regions: Iterable[str]) -> None:
        """The communities served, and the regions: of the home, of each community served, and any added."""
        served = [id for id in dict.fromkeys(also_serves) if id != self.row.community_id]
        self._replace(OrganizationCommunity, ({"community_id": id} for id in served))
        asked = select(Community.region_code).where(Community.id.in_([self.row.community_id, *served]))
        regions = {*db.session.scalars(asked), *more_regions}
        self._replace(OrganizationRegion, ({"region_code": code} for code in sorted(regions)))

    def _choose(self, stored: str, codes: Sequence[str]) -> None:
        mine = OrganizationChoice.organization_id == self.row.id
        db.session.execute(delete(OrganizationChoice).where(mine, OrganizationChoice.list == stored))
        for position, code in enumerate(dict.fromkeys(codes)):
            db.session.add(OrganizationChoice(organization_id=self.row.id, list=stored, code=code, position=position))

    def _replace(self, table: type, rows: Iterable[dict[str, object]]) -> None:
        db.session.execute(delete(table).where(table.organization_id == self.row.id))  # type: ignore[attr-defined]
        for values in rows:
            db.session.add(table(organization_id=self.row.id, **values))
        db.session.flush()

    def _is_known_twice(self, draft: OrganizationDraft) -> bool:
        same = select(Organization.id).where(
            Organization.folded == fold(draft.name)[:300],
            Organization.community_id == draft.community_id,
            Organization.merged_into_id.is_(None),
            Organization.id != self.row.id,
        )
        return db.session.scalar(same.limit(1)) is not None


def _is_in(entries: Iterable[Entry], codes: Iterable[str]) -> bool:
    return set(codes) <= {entry.code for entry in entries}


def _all_exist(column: InstrumentedAttribute[Any], keys: Iterable[object]) -> bool:
    wanted = set(keys)
    return not wanted or set(db.session.scalars(select(column).where(column.in_(wanted)))) == wanted


def _insist(is_known: bool, field: str) -> None:
    if not is_known:
        raise Invalid(field, words("This is not on the list any more. Choose again."))
