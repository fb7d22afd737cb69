"""The directory as the search reads it: what every member may read of an organization, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from network.kernel.actor import Actor
from network.kernel.searching import Card, Indexed, Mark, SearchSource
from network.kernel.words import words
from network.organizations.models import Organization, OrganizationChoice, OrganizationCommunity, OrganizationRegion
from network.organizations.queries.sight import visible_to
from network.places.models import Community
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.reading import rows

# What an organization has chosen from lists, by the list's name in the catalogue.
_LISTS = {
    "service": "service", "population": "population", "work_setting": "work_setting", "teaches": "topic", "wants": "topic",
    "language": "language",
}  # fmt: skip
_HOME_AND_SERVED = (
    select(Organization.id, Community.name, Community.also_known_as)
    .join(Community, Community.id == Organization.community_id)
    .union_all(
        select(OrganizationCommunity.organization_id, Community.name, Community.also_known_as).join(
            Community, Community.id == OrganizationCommunity.community_id
        )
    )
    .subquery()
)


def changed(after: Mark | None, limit: int) -> Sequence[Mark]:
    """Organizations that changed after the mark, oldest first; those that were merged too."""
    asked = select(Organization.changed_at, Organization.id).order_by(Organization.changed_at, Organization.id).limit(limit)
    if after is not None:
        # The first condition alone says to the index where to begin.
        later = or_(Organization.changed_at > after.at, Organization.id > after.id)
        asked = asked.where(Organization.changed_at >= after.at, later)
    return tuple(Mark(at, id) for at, id in rows(asked))


def present() -> Select[Any]:
    """The ids of all that were not merged into another."""
    return select(Organization.id).where(Organization.merged_into_id.is_(None))


def visible(actor: Actor) -> Select[Any]:
    """The ids of those that the actor may know of."""
    return visible_to(actor).with_only_columns(Organization.id)


def read(ids: Sequence[UUID]) -> Sequence[Indexed]:
    """These entries as text. No notes of coordinators, no ways to reach anybody: those are not searched."""
    asked = present().where(Organization.id.in_(ids)).with_only_columns(
        Organization.id, Organization.name, Organization.kind, Organization.mandate, Organization.about,
        Organization.territories, Organization.confirmed_on, Organization.created_at,
    )  # fmt: skip
    lists = catalogue()
    chosen, places, regions = _chosen(ids), _places(ids), _regions(ids)
    things = []
    for id, name, kind, mandate, about, territories, confirmed_on, created_at in rows(asked):
        labels = [lists.label(of, code) for list_name, of in _LISTS.items() for code in chosen[id, list_name]]
        first = [lists.label("org_kind", kind), lists.label("org_mandate", mandate), *places[id]]
        things.append(
            Indexed(
                id=id,
                title=name,
                summary=_row(first),
                text="\n".join(filter(None, (about, territories, _row(labels)))),
                languages=tuple(chosen[id, "language"]),
                topics=tuple(dict.fromkeys((*chosen[id, "teaches"], *chosen[id, "wants"]))),
                region_codes=tuple(regions[id]),
                updated_at=_said_at(confirmed_on, created_at),
            )
        )
    return things


def cards(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Card]:
    """Those of them that the actor may know of, with the day on which somebody last said that they are right."""
    asked = visible_to(actor).where(Organization.id.in_(ids))
    named = asked.with_only_columns(Organization.id, Organization.name, Organization.confirmed_on, Organization.created_at)
    return {
        id: Card(
            title=name,
            endpoint="organizations.show",
            values={"organization_id": id},
            at=_said_at(confirmed_on, created_at),
        )
        for id, name, confirmed_on, created_at in rows(named)
    }


def _said_at(confirmed_on: date | None, created_at: datetime) -> datetime:
    """How new an entry is. Not by its last change: that may be one of which not every member is to know."""
    return created_at if confirmed_on is None else datetime.combine(confirmed_on, time(12), UTC)


def _row(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(filter(None, texts)))


def _chosen(ids: Sequence[UUID]) -> Mapping[tuple[UUID, str], list[str]]:
    asked = select(OrganizationChoice.organization_id, OrganizationChoice.list, OrganizationChoice.code)
    mine = asked.where(OrganizationChoice.organization_id.in_(ids))
    held: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for id, name, code in rows(mine.order_by(OrganizationChoice.list, OrganizationChoice.position, OrganizationChoice.code)):
        held[id, name].append(code)
    return held


def _places(ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    of = _HOME_AND_SERVED.c
    held: dict[UUID, list[str]] = defaultdict(list)
    for id, name, others in db.session.execute(select(of.id, of.name, of.also_known_as).where(of.id.in_(ids)).order_by(of.name)):
        held[id] += [name, *others]
    return held


def _regions(ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    asked = select(OrganizationRegion.organization_id, OrganizationRegion.region_code)
    mine = asked.where(OrganizationRegion.organization_id.in_(ids)).order_by(OrganizationRegion.region_code)
    held: dict[UUID, list[str]] = defaultdict(list)
    for id, code in rows(mine):
        held[id].append(code)
    return held


SOURCE = SearchSource(
    kind="organization",
    label=words("Organization"),
    changes=(changed,),
    read=read,
    present=present,
    visible=visible,
    cards=cards,
)
