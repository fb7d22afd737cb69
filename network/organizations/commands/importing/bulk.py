"""Turns many organizations' values into rows, before the transaction that writes them: few statements, however many they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, text

from network.kernel import clock
from network.organizations.commands.importing.ready import ReadyRows
from network.organizations.models import (
    DoNotPair,
    FreeTime,
    ImportChange,
    Organization,
    OrganizationChoice,
    OrganizationCommunity,
    OrganizationRegion,
    OwnField,
    OwnValue,
    ServiceStatus,
)
from network.organizations.queries.importing import CHOSEN, PLAIN, Loaded
from network.organizations.rules.folding import fold
from network.organizations.rules.importing import in_parts
from network.organizations.rules.values import BLANK, OrganizationValues, is_same
from network.storage.db import db

NOT_CHECKED = "unknown"  # the status of an organization of which the file doesn't say


@dataclass(frozen=True, slots=True)
class Writing:
    """One organization's values before and after. `before` is None where it is new."""

    id: UUID
    before: OrganizationValues | None
    after: OrganizationValues

    def changes(self, name: str) -> bool:
        """Whether a value is to be written."""
        return not is_same(name, getattr(self.before or BLANK, name), getattr(self.after, name))


def _completed(after: OrganizationValues, now: datetime) -> OrganizationValues:
    status = after.status or NOT_CHECKED
    said = tuple((code, state, day or (now.date().isoformat() if state else "")) for code, state, day in after.services)
    since = now.date() if after.wants_mentor and after.waiting_since is None else after.waiting_since
    return replace(after, status=status, waiting_since=since, services=said)


_PARTS = (
    OrganizationChoice,
    ServiceStatus,
    OrganizationCommunity,
    OrganizationRegion,
    FreeTime,
    OwnValue,
    DoNotPair,
    ImportChange,
)


class BulkWriter:
    """The rows of many organizations. It only reads: what it makes ready is written by a command that has asked the policy."""

    def __init__(self, loaded: Loaded, actor_id: UUID | None) -> None:
        self.loaded = loaded
        self.actor_id = actor_id
        self.now = clock.now()
        self.made_fields: list[UUID] = []
        self.ready = ReadyRows()

    @staticmethod
    def hold() -> None:
        """Nobody else writes organizations until the transaction ends. SQLite has one writer as it is."""
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("lock table organization in share row exclusive mode"))

    def complete(self, writing: Writing) -> Writing:
        """A new organization has a status, and one that waits has a day since when, though the file may not say so."""
        return replace(writing, after=_completed(writing.after, self.now))

    def write(self, writings: Sequence[Writing]) -> dict[UUID, int]:
        """Make the rows ready; gives each organization's new version."""
        versions = {each.id: self.loaded.versions.get(each.id, 0) + 1 for each in writings}
        new = [each for each in writings if each.before is None]
        old = [each for each in writings if each.before is not None]
        self.ready.insert(Organization, [self._new_row(each) for each in new])
        rows = [self._row(each, versions) for each in old]
        for columns in dict.fromkeys(tuple(row) for row in rows):  # rows of one statement set the same columns
            self.ready.update(Organization, [row for row in rows if tuple(row) == columns])
        for name, stored in CHOSEN.items():
            self._choose(name, stored, [each for each in writings if each.changes(name)])
        self._write_services([each for each in writings if each.changes("services")])
        self._write_times([each for each in writings if each.changes("availability")])
        self._write_places([each for each in writings if each.changes("also_serves") or each.changes("home_community")])
        self._write_own([each for each in writings if dict((each.before or BLANK).own) != dict(each.after.own)])
        self._write_bars([each for each in writings if each.changes("do_not_pair")], writings)
        return versions

    def remove(self, ids: Iterable[UUID]) -> None:
        """Take organizations out, with all their parts: the many parts first, by one statement for many organizations."""
        gone = list(ids)
        for part in _PARTS:
            self._drop(part, gone)
        self.ready.change(lambda some: delete(Organization).where(Organization.id.in_(some)), gone)

    def remove_fields(self, ids: Iterable[UUID]) -> None:
        """Take out own fields in which nothing is written any more."""
        unused = ~select(OwnValue.own_field_id).where(OwnValue.own_field_id == OwnField.id).exists()
        self.ready.change(lambda some: delete(OwnField).where(OwnField.id.in_(some), unused), ids)

    def _new_row(self, each: Writing) -> dict[str, Any]:
        more = {"id": each.id, "version": 1, "created_at": self.now, "status_on": self.now.date()}
        return {**self._plain(each.after), **more}

    def _row(self, each: Writing, versions: Mapping[UUID, int]) -> dict[str, Any]:
        more: dict[str, Any] = {"id": each.id, "version": versions[each.id]}
        if each.changes("status"):
            more["status_on"] = self.now.date()
        if each.changes("confirmed_on"):
            more["confirmed_by_id"] = None  # the file doesn't say who it was
        return {**self._plain(each.after), **more}

    def _plain(self, values: OrganizationValues) -> dict[str, Any]:
        plain = {name: getattr(values, name) for name in PLAIN}
        return {
            **plain,
            "folded": fold(values.name)[:300],
            "community_id": UUID(values.home_community),
            "changed_at": self.now,
        }

    def _choose(self, name: str, stored: str, writings: Sequence[Writing]) -> None:
        self._list(stored, writings, lambda after: getattr(after, name))

    def _write_services(self, writings: Sequence[Writing]) -> None:
        """Which there are, and how each stands with the day, where somebody has said so."""
        self._list("service", writings, lambda after: [code for code, _, _ in after.services])
        self._drop(ServiceStatus, [each.id for each in writings if each.before is not None])
        self.ready.insert(
            ServiceStatus,
            [
                {"organization_id": each.id, "code": code, "state": state, "as_of": date.fromisoformat(day)}
                for each in writings
                for code, state, day in each.after.services
                if state
            ],
        )

    def _list(self, stored: str, writings: Sequence[Writing], codes: Callable[[OrganizationValues], Iterable[str]]) -> None:
        mine, of_list = OrganizationChoice.organization_id, OrganizationChoice.list == stored
        old = [each.id for each in writings if each.before is not None]
        self.ready.change(lambda some: delete(OrganizationChoice).where(mine.in_(some), of_list), old)
        self.ready.insert(
            OrganizationChoice,
            [
                {"id": uuid4(), "organization_id": each.id, "list": stored, "code": code, "position": position}
                for each in writings
                for position, code in enumerate(dict.fromkeys(codes(each.after)))
            ],
        )

    def _write_times(self, writings: Sequence[Writing]) -> None:
        self._drop(FreeTime, [each.id for each in writings if each.before is not None])
        self.ready.insert(
            FreeTime,
            [
                {"id": uuid4(), "organization_id": each.id, "weekday": weekday, "starts": starts, "ends": ends}
                for each in writings
                for weekday, starts, ends in dict.fromkeys(each.after.availability)
            ],
        )

    def _write_places(self, writings: Sequence[Writing]) -> None:
        """Communities served; and regions: those of the communities, and any that somebody had added besides."""
        old = [each for each in writings if each.before is not None]
        regions: defaultdict[UUID, set[str]] = defaultdict(set)
        for some in in_parts(each.id for each in old):
            mine = OrganizationRegion.organization_id.in_(some)
            asked = select(OrganizationRegion.organization_id, OrganizationRegion.region_code).where(mine)
            for id, code in db.session.execute(asked).tuples():
                regions[id].add(code)
        self._drop(OrganizationRegion, [each.id for each in old])
        self._drop(OrganizationCommunity, [each.id for each in old])
        for each in writings:
            regions[each.id] = (regions[each.id] - self._regions(each.before)) | self._regions(each.after)
        self.ready.insert(
            OrganizationCommunity,
            [
                {"organization_id": each.id, "community_id": UUID(key)}
                for each in writings
                for key in dict.fromkeys(each.after.also_serves)
            ],
        )
        rows = [{"organization_id": id, "region_code": code} for id, codes in regions.items() for code in sorted(codes)]
        self.ready.insert(OrganizationRegion, rows)

    def _regions(self, values: OrganizationValues | None) -> set[str]:
        keys = (values.home_community, *values.also_serves) if values else ()
        return {self.loaded.region_of[key] for key in keys if key in self.loaded.region_of}

    def _write_own(self, writings: Sequence[Writing]) -> None:
        fields = self._fields(dict.fromkeys(label for each in writings for label in each.after.own))
        self._drop(OwnValue, [each.id for each in writings if each.before is not None])
        self.ready.insert(
            OwnValue,
            [
                {"organization_id": each.id, "own_field_id": fields[label], "text": said}
                for each in writings
                for label, said in each.after.own.items()
                if said
            ],
        )

    def _fields(self, labels: Iterable[str]) -> dict[str, UUID]:
        """The own fields of these labels; those that don't exist yet are made."""
        fields = dict(self.loaded.own_fields)
        rows = []
        for label in labels:
            if label not in fields:
                fields[label] = uuid4()
                rows.append({"id": fields[label], "label": label, "position": len(fields)})
        self.ready.insert(OwnField, rows)
        self.made_fields += [row["id"] for row in rows if isinstance(row["id"], UUID)]
        return fields

    def _write_bars(self, writings: Sequence[Writing], all_writings: Sequence[Writing]) -> None:
        """Bars by folded names. One that stays keeps its reason; one whose other side has gone is dropped."""
        named: defaultdict[str, list[UUID]] = defaultdict(list)
        current = {UUID(str(each.id)): each.values.name for each in self.loaded.directory.existing}
        for id, name in {**current, **{each.id: each.after.name for each in all_writings}}.items():
            named[fold(name)].append(id)
        for id, name in current.items():  # a bar may still name somebody as it was called before this import
            if id not in named[fold(name)]:
                named[fold(name)].append(id)
        wanted: dict[tuple[UUID, UUID], None] = {}
        for each in writings:
            pairs = [(each.id, other) for folded in each.after.do_not_pair for other in named[folded] if other != each.id]
            wanted.update(dict.fromkeys(pairs))
        kept: set[tuple[UUID, UUID]] = set()
        for some in in_parts(each.id for each in writings if each.before is not None):
            asked = select(DoNotPair.id, DoNotPair.organization_id, DoNotPair.other_id).where(DoNotPair.organization_id.in_(some))
            found = db.session.execute(asked).tuples().all()
            kept |= {(one, other) for _, one, other in found}
            gone = [id for id, one, other in found if (one, other) not in wanted]
            self.ready.change(lambda ids: delete(DoNotPair).where(DoNotPair.id.in_(ids)), gone)
        added = {"reason": "", "added_at": self.now, "added_by_id": self.actor_id}
        rows = [
            {"id": uuid4(), "organization_id": one, "other_id": other, **added}
            for one, other in wanted
            if (one, other) not in kept
        ]
        self.ready.insert(DoNotPair, rows)

    def _drop(self, part: Any, organization_ids: Iterable[UUID]) -> None:
        self.ready.change(lambda some: delete(part).where(part.organization_id.in_(some)), organization_ids)
