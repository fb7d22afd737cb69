"""The directory as an import is held against it, and as it is exported: every organization's values, in a few statements."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from network.kernel import clock
from network.kernel.actor import Actor
from network.organizations.models import (
    DoNotPair,
    FreeTime,
    Organization,
    OrganizationChoice,
    OrganizationCommunity,
    OwnField,
    OwnValue,
    ServiceStatus,
)
from network.organizations.queries.services import TOLD
from network.organizations.queries.sight import visible_to
from network.organizations.rules.cautions import Paired
from network.organizations.rules.planning import Directory
from network.organizations.rules.services import ServiceState
from network.organizations.rules.values import Community as CommunityName
from network.organizations.rules.values import Existing, OrganizationValues
from network.places.models import Community, Region
from network.settings.queries import catalogue
from network.settings.rules import Entry
from network.storage.db import db

LISTS = ("org_kind", "org_mandate", "org_status", "language", "way", "topic", "service")  # the lists that an import asks
# The values that hold codes, and what `OrganizationChoice.list` calls them.
CHOSEN: Mapping[str, str] = {"teaches": "teaches", "wants_to_learn": "wants", "languages": "language", "meets_by": "way"}
# The values that an organization's own row holds under the same name.
PLAIN = (
    "name", "kind", "mandate", "status", "capacity", "wants_mentor", "waiting_since", "confirmed_on", "contact_email", "phone",
    "territories", "website", "notes",
)  # fmt: skip


# By organization: how many it mentors, and how many mentor it.
PairingsNow = Callable[[Actor], Mapping[UUID, tuple[int, int]]]
_pairings: list[PairingsNow] = [lambda actor: {}]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The directory at one moment. `versions` are by organization, `region_of` by community key, `own_fields` by label.

    `stamp` differs when anything that an import depends on has changed.
    """

    directory: Directory
    versions: Mapping[UUID, int]
    region_of: Mapping[str, str]
    own_fields: Mapping[str, UUID]
    stamp: str


def know_pairings(count: PairingsNow) -> None:
    """Take how to ask for the pairings that run: a room above keeps them, and the assembly hands the question down once."""
    _pairings[:] = [count]


def load_directory(actor: Actor) -> Loaded:
    """All that the actor may see, in eleven statements however many there are, and those of who knows the pairings."""
    stamp = stamp_of_directory()
    rows = db.session.execute(
        visible_to(actor)
        .with_only_columns(
            Organization.id, Organization.version, Organization.community_id, *(getattr(Organization, each) for each in PLAIN)
        )
        .order_by(Organization.folded, Organization.id)
    ).all()
    parts = _parts()
    existing = tuple(
        Existing(row.id, OrganizationValues(**_plain(row), home_community=str(row.community_id), **parts[row.id])) for row in rows
    )
    communities = _communities()
    lists = catalogue()
    directory = Directory(
        existing=existing,
        lists={name: lists.entries(name) for name in LISTS},
        communities=communities,
        regions=tuple(
            Entry(code, name)
            for code, name in db.session.execute(select(Region.code, Region.name).order_by(Region.position, Region.name)).tuples()
        ),
        paired={id: Paired(*counts) for id, counts in _pairings[-1](actor).items()},
        today=clock.today(),
    )
    own = db.session.execute(select(OwnField.label, OwnField.id).order_by(OwnField.position, OwnField.label)).tuples()
    return Loaded(
        directory=directory,
        versions={row.id: row.version for row in rows},
        region_of={each.key: each.region for each in communities},
        own_fields=dict(own.all()),
        stamp=stamp,
    )


def stamp_of_directory() -> str:
    """Two small statements: how many organizations, changes, bars, places, own fields and services told; which lists."""
    counts = db.session.execute(
        select(
            select(func.count(Organization.id)).scalar_subquery(),
            select(func.coalesce(func.sum(Organization.version), 0)).scalar_subquery(),
            select(func.count(DoNotPair.id)).scalar_subquery(),
            select(func.max(DoNotPair.added_at)).scalar_subquery(),
            select(func.count(Community.id)).scalar_subquery(),
            select(func.count(OwnField.id)).scalar_subquery(),
            select(func.count()).select_from(ServiceStatus).scalar_subquery(),
            select(func.max(ServiceStatus.as_of)).scalar_subquery(),
            select(func.count()).where(ServiceStatus.state == ServiceState.RUNNING).scalar_subquery(),
        )
    ).one()
    return " ".join(str(each) for each in (*counts, catalogue().revision)).replace(" ", "_")


def _plain(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PLAIN}


def _parts() -> defaultdict[UUID, dict[str, Any]]:
    """By organization: the values that other tables hold."""
    parts: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    names = {stored: name for name, stored in CHOSEN.items()}
    chosen = (
        select(OrganizationChoice.organization_id, OrganizationChoice.list, OrganizationChoice.code)
        .where(OrganizationChoice.list.in_(names))
        .order_by(OrganizationChoice.position, OrganizationChoice.code)
    )
    for id, stored, code in db.session.execute(chosen).tuples():
        _append(parts[id], names[stored], code)
    served = (
        select(OrganizationCommunity.organization_id, OrganizationCommunity.community_id)
        .join(Community, Community.id == OrganizationCommunity.community_id)
        .order_by(Community.folded, Community.id)
    )
    for id, community_id in db.session.execute(served).tuples():
        _append(parts[id], "also_serves", str(community_id))
    free = select(FreeTime.organization_id, FreeTime.weekday, FreeTime.starts, FreeTime.ends)
    for id, *span in db.session.execute(free.order_by(FreeTime.weekday, FreeTime.starts, FreeTime.ends)).tuples():
        _append(parts[id], "availability", tuple(span))
    other = aliased(Organization)
    apart = (
        select(DoNotPair.organization_id, other.folded)
        .join(other, other.id == DoNotPair.other_id)
        .where(other.merged_into_id.is_(None))
        .order_by(other.folded)
        .distinct()
    )
    for id, folded in db.session.execute(apart).tuples():
        _append(parts[id], "do_not_pair", folded)
    _add_services(parts)
    own = select(OwnValue.organization_id, OwnField.label, OwnValue.text).join(OwnField, OwnField.id == OwnValue.own_field_id)
    for id, label, text in db.session.execute(own).tuples():
        parts[id].setdefault("own", {})[label] = text
    return parts


def _add_services(parts: defaultdict[UUID, dict[str, Any]]) -> None:
    """Each service with how it stands and the day on which that was said."""
    asked = (
        select(OrganizationChoice.organization_id, OrganizationChoice.code, ServiceStatus.state, ServiceStatus.as_of)
        .outerjoin(ServiceStatus, TOLD)
        .where(OrganizationChoice.list == "service")
        .order_by(OrganizationChoice.position, OrganizationChoice.code)
    )
    for id, code, state, as_of in db.session.execute(asked).tuples():
        _append(parts[id], "services", (code, state or "", as_of.isoformat() if as_of else ""))


def _append(values: dict[str, Any], name: str, value: Any) -> None:
    values[name] = (*values.get(name, ()), value)


def _communities() -> tuple[CommunityName, ...]:
    asked = select(Community.id, Community.name, Community.region_code, Community.also_known_as).order_by(
        Community.folded, Community.id
    )
    return tuple(
        CommunityName(str(id), name, region, tuple(others)) for id, name, region, others in db.session.execute(asked).tuples()
    )
