"""Endorsements: for which organization, of which text, and what ends them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, NotFound
from network.library.commands.endorsing import endorse, lapse_endorsements, withdraw_endorsement
from network.library.models import Endorsement
from network.library.queries.standing import Standing, standing_of
from network.library.rules.states import VersionState
from network.spaces.models import Space
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import lead_of, member_of
from tests.factories.sharing import add_text, for_organization, make_endorsement, text_of, withdraw
from tests.journal import everything, facts


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def peers(app: Flask) -> UUID:
    return make_organization("Juniper Peers")


@pytest.fixture
def lead(peers: UUID) -> Actor:
    return for_organization(lead_of(peers), peers, "Juniper Peers")


@pytest.fixture
def keeper(house: UUID) -> Actor:
    return for_organization(lead_of(house), house, "Wayside House")


def refused(deed: Callable[[], Any], kind: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kind):
        deed()
    assert everything() == before


def behind(standing: Standing) -> list[tuple[str, int, str]]:
    return [(line.name, line.number, str(line.since or "")) for line in standing.endorsers]


def test_a_lead_stands_behind_a_text_for_the_organization_that_she_acts_for(house: UUID, peers: UUID, lead: Actor) -> None:
    made = make_document(house)
    assert standing_of(lead, made).may_endorse
    endorse(lead, made, peers, 1)
    standing = standing_of(lead, made)
    assert (behind(standing), standing.may_endorse) == ([("Juniper Peers", 1, "")], False)
    assert facts("document_endorsed") == [
        {"document_id": str(made), "version_id": str(text_of(made).id), "organization_id": str(peers)}
    ]
    refused(lambda: endorse(lead, made, peers, 1), Conflict)
    withdraw_endorsement(lead, made, peers)
    assert behind(standing_of(lead, made)) == []
    refused(lambda: withdraw_endorsement(lead, made, peers), Conflict)
    endorse(lead, made, peers, 1)


def test_who_may(house: UUID, peers: UUID, lead: Actor, keeper: Actor) -> None:
    made = make_document(house)
    member = for_organization(member_of(peers), peers)
    refused(lambda: endorse(member, made, peers, 1), Denied)
    refused(lambda: endorse(lead, made, house, 1), Denied)
    refused(lambda: endorse(keeper, made, house, 1), Conflict)  # who keeps it stands behind it anyway
    refused(lambda: endorse(lead, made, uuid4(), 1), NotFound)
    for who in (member, keeper):
        assert not standing_of(who, made).may_endorse


def test_only_what_is_in_force_and_was_read(house: UUID, peers: UUID, lead: Actor) -> None:
    for state in (VersionState.CONSULTATION, VersionState.REVIEW):
        other = make_document(house, state)
        refused(lambda id=other: endorse(lead, id, peers, 1), Conflict)  # type: ignore[misc]
    made = make_document(house)
    add_text(made, size="wording")
    refused(lambda: endorse(lead, made, peers, 1), Conflict)
    withdraw(made)
    refused(lambda: endorse(lead, made, peers, 2), Conflict)


def test_the_organization_itself_must_enter_the_space(house: UUID, peers: UUID) -> None:
    made = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)))
    both = for_organization(lead_of(house, peers), peers)
    refused(lambda: endorse(both, made, peers, 1), Denied)
    assert standing_of(both, made).mine is None
    stranger = for_organization(lead_of(peers), peers)
    refused(lambda: endorse(stranger, made, peers, 1), NotFound)


def test_nothing_is_pressed_in_a_closed_space(house: UUID, peers: UUID, lead: Actor) -> None:
    made = make_document(house)
    db.session.query(Space).update({"closed_at": text_of(made).saved_at})
    db.session.commit()
    refused(lambda: endorse(for_organization(lead, peers), made, peers, 1), Denied)


def test_it_holds_through_wording_and_medium_and_lapses_at_a_major_change(
    house: UUID, peers: UUID, lead: Actor, keeper: Actor
) -> None:
    made = make_document(house)
    make_endorsement(made, peers)
    lapse_endorsements(keeper, made, add_text(made, size="wording"))
    assert behind(standing_of(lead, made)) == [("Juniper Peers", 1, "1 change of wording since")]
    lapse_endorsements(keeper, made, add_text(made, size="wording"))
    assert behind(standing_of(lead, made)) == [("Juniper Peers", 1, "2 changes of wording since")]
    lapse_endorsements(keeper, made, add_text(made, size="medium"))
    assert behind(standing_of(lead, made)) == [("Juniper Peers", 1, "3 changes since, not what it says to do")]
    major = add_text(made, size="major")
    lapse_endorsements(keeper, made, major)
    lapse_endorsements(keeper, made, major)
    standing = standing_of(lead, made)
    assert (behind(standing), standing.has_lapsed, standing.may_endorse) == ([], True, True)
    assert [each["organization_ids"] for each in facts("endorsements_lapsed")] == [[], [], [], [str(peers)], []]
    assert [(row.has_lapsed, row.ended_on is not None) for row in db.session.query(Endorsement)] == [(True, True)]
    endorse(lead, made, peers, 5)
    assert not standing_of(lead, made).has_lapsed


def test_one_given_while_a_major_change_came_into_force_is_told_as_lapsed(house: UUID, peers: UUID, lead: Actor) -> None:
    made = make_document(house)
    make_endorsement(made, peers)
    add_text(made, size="major")
    standing = standing_of(lead, made)
    assert (behind(standing), standing.has_lapsed, standing.may_endorse) == ([], True, True)
    endorse(lead, made, peers, 2)
    assert behind(standing_of(lead, made)) == [("Juniper Peers", 2, "")]


def test_what_is_endorsed_anew_is_endorsed_once(house: UUID, peers: UUID, lead: Actor) -> None:
    made = make_document(house)
    endorse(lead, made, peers, 1)
    add_text(made, size="medium")
    assert standing_of(lead, made).may_endorse
    endorse(lead, made, peers, 2)
    assert behind(standing_of(lead, made)) == [("Juniper Peers", 2, "")]
    withdraw_endorsement(lead, made, peers)
    assert behind(standing_of(lead, made)) == []


def test_nothing_lapses_that_a_text_in_force_did_not_end(house: UUID, peers: UUID, keeper: Actor) -> None:
    made, another = make_document(house), make_document(house)
    make_endorsement(made, peers)
    draft = add_text(made, VersionState.DRAFT)
    for wrong in (draft, text_of(another).id, uuid4()):
        refused(lambda id=wrong: lapse_endorsements(keeper, made, id), NotFound)  # type: ignore[misc]
    assert not db.session.query(Endorsement).filter(Endorsement.ended_on.is_not(None)).count()
