"""Who sees which document, and which of its texts: what the database gives is what the policy allows."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor, Role
from network.kernel.refusals import NotFound
from network.library import queries
from network.library.models import Document, DocumentVersion
from network.library.rules.states import VersionState
from network.policy import Permission, can
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, member_of
from tests.factories.places import make_community


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House", community_id=make_community("Town of Wayside House", region="northwest"))


@pytest.fixture
def other(app: Flask) -> UUID:
    return make_organization("Juniper Peers", community_id=make_community("Town of Juniper Peers", region="fraser"))


@pytest.fixture
def actors(house: UUID, other: UUID) -> list[Actor]:
    staff = Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR}))
    kinds = [coordinator(), lead_of(house), member_of(house), member_of(other), liaison_of("northwest"), staff, Actor()]
    return [entering(kind) for kind in kinds]


@pytest.fixture
def shelf(house: UUID, other: UUID, actors: list[Actor]) -> None:
    places = [Place(SpaceKind.NETWORK), Place(SpaceKind.REGION, "northwest"), Place(SpaceKind.COORDINATORS)]
    places += [Place(SpaceKind.ORGANIZATION, str(house)), Place(SpaceKind.ORGANIZATION, str(other))]
    for place in places:
        for state in (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.IN_FORCE):
            for keeper in (house, other, None):
                make_document(keeper, state, place)
    make_document(None, VersionState.DRAFT, created_by_id=actors[2].person_id)


@pytest.mark.usefixtures("shelf")
def test_the_database_gives_what_the_policy_allows(actors: list[Actor]) -> None:
    everything = list(db.session.scalars(db.select(Document)))
    for actor in actors:
        seen = {row.id for row in db.session.scalars(queries.visible_to(actor))}
        assert seen == {row.id for row in everything if can(actor, Permission.DOCUMENT_VIEW, row)}, actor


@pytest.mark.usefixtures("shelf")
def test_a_draft_is_read_by_its_keepers_alone(actors: list[Actor]) -> None:
    rows = db.session.execute(db.select(Document, DocumentVersion).join(DocumentVersion)).tuples().all()
    for actor in actors:
        seen = {row.id for row in db.session.scalars(queries.texts_visible_to(actor))}
        wanted = {
            text.id
            for document, text in rows
            if can(actor, Permission.DOCUMENT_VIEW, document)
            and (text.state != VersionState.DRAFT or document.id in _kept(actor))
        }
        assert seen == wanted, actor


def _kept(actor: Actor) -> set[UUID]:
    return {row.id for row in db.session.scalars(queries.drafts_visible_to(actor))}


def test_what_is_not_seen_does_not_exist(house: UUID, other: UUID) -> None:
    made = make_document(house, VersionState.DRAFT)
    stranger = entering(lead_of(other))
    for id in (made, uuid4()):
        with pytest.raises(NotFound):
            queries.get(stranger, id)
        with pytest.raises(NotFound):
            queries.get_version(stranger, id, 1)
    assert queries.get(entering(lead_of(house)), made).id == made
