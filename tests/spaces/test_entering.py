"""Who enters which space, what it is called, where something may be put, who is told."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor, Role
from network.kernel.refusals import NotFound
from network.organizations.models import Membership
from network.spaces import commands, queries
from network.spaces.models import Space
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind, place_of, standing_id
from network.storage.db import db
from tests.factories.library import make_space
from tests.factories.organizations import make_organization
from tests.factories.people import acting, coordinator, lead_of, liaison_of, make_member, make_person, member_of, staff
from tests.factories.places import make_community, make_region
from tests.journal import facts


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House", community_id=make_community("Town of Wayside House", region="northwest"))


@pytest.fixture
def spaces(house: UUID) -> dict[str, UUID]:
    make_region("kootenays", "Kootenays")
    juniper = make_organization("Juniper Peers", community_id=make_community("Valley", region="fraser"))
    return {
        "network": make_space(),
        "its region": make_space(SpaceKind.REGION, "northwest"),
        "another region": make_space(SpaceKind.REGION, "kootenays"),
        "its own": make_space(SpaceKind.ORGANIZATION, str(house)),
        "another's own": make_space(SpaceKind.ORGANIZATION, str(juniper)),
        "coordinators": make_space(SpaceKind.COORDINATORS),
    }


def entered(actor: Actor, spaces: dict[str, UUID]) -> set[str]:
    ids = entering(actor).space_ids
    return {name for name, id in spaces.items() if id in ids}


def test_who_somebody_is_says_which_spaces_she_enters(house: UUID, spaces: dict[str, UUID]) -> None:
    assert entered(member_of(house), spaces) == {"network", "its region", "its own"}
    assert entered(coordinator(), spaces) == {"network", "its region", "another region", "coordinators"}
    assert entered(liaison_of("kootenays"), spaces) == {"network", "another region"}
    for role in (Role.ADMINISTRATOR, Role.SAFETY_MODERATOR):
        assert entered(Actor(person_id=uuid4(), roles=frozenset({role})), spaces) == {"network"}
    assert entered(Actor(person_id=uuid4()), spaces) == entered(Actor(), spaces) == set()


def test_who_enters_is_who_is_told(house: UUID, spaces: dict[str, UUID]) -> None:
    member, chief, keeper = make_member(house), staff(), make_person("Sunniva", role=Role.LIAISON, region="kootenays")
    gone = make_member(house, name="Left Long Ago")
    db.session.query(Membership).filter_by(person_id=gone).update({"ended_at": Membership.began_at})
    db.session.commit()
    people = {member: member_of(house), chief.person_id: chief, keeper: liaison_of("kootenays"), gone: acting(gone)}
    for name, space_id in spaces.items():
        told = set(db.session.scalars(queries.readers_of(space_id)))
        assert told == {id for id, actor in people.items() if name in entered(actor, spaces)}, name


def test_a_closed_space_is_read_and_takes_nothing(house: UUID) -> None:
    own = make_space(SpaceKind.ORGANIZATION, str(house))
    db.session.get_one(Space, own).closed_at = db.session.get_one(Space, own).opened_at
    db.session.commit()
    who = entering(lead_of(house))
    assert (own in who.space_ids, own in who.open_space_ids) == (True, False)


def test_a_space_is_founded_by_the_first_thing_put_there(house: UUID) -> None:
    who = entering(Actor(person_id=uuid4(), organization_ids=frozenset({house}), organizations=((house, "Wayside House"),)))
    for place in (Place(SpaceKind.NETWORK), Place(SpaceKind.REGION, "northwest"), Place(SpaceKind.ORGANIZATION, str(house))):
        assert place_of(str(place)) == place
        assert not queries.is_founded(queries.chosen(who, place))
        assert commands.found_space(who, place) == standing_id(place.kind, place.about)
        assert commands.found_space(who, place) == standing_id(place.kind, place.about)
    assert len(entering(who).open_space_ids) == 3
    assert {fact["kind"] for fact in facts("space_opened")} == {"network", "region", "organization"}


@pytest.mark.parametrize("code", ["region:kootenays", "coordinators", "pairing:7b3c1d52-6f0e-4f6a-9a57-2f1f6a1c0d8e"])
def test_nobody_founds_a_space_that_is_not_hers(house: UUID, code: str) -> None:
    place = place_of(code)
    assert place is not None
    with pytest.raises(NotFound):
        commands.found_space(entering(lead_of(house)), place)


@pytest.mark.parametrize("code", ["", "network:x", "region", "everybody", "organization:", "coordinators:all", "NETWORK"])
def test_a_code_that_names_nothing(code: str) -> None:
    assert place_of(code) is None


def test_spaces_are_named_by_what_they_are_for(house: UUID, spaces: dict[str, UUID]) -> None:
    named = queries.described(spaces.values())
    assert named[spaces["its own"]].names == ("Wayside House",)
    assert named[spaces["network"]].names == ()
    assert named[spaces["its region"]].names == ("Northwest",)
