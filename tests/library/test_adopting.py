"""Using a document: said for an organization, with an end, apart from standing behind it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, NotFound
from network.library.commands.adopting import adopt, end_adoption
from network.library.queries.adopting import adopters_of, users_counted, users_of
from network.library.queries.cards import of_organization
from network.library.queries.shelf import Narrowing, shelf
from network.library.rules.states import VersionState
from network.spaces.rules import Place, SpaceKind
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import lead_of, member_of
from tests.factories.sharing import for_organization, make_adoption, withdraw
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


def refused(deed: Callable[[], Any], kind: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kind):
        deed()
    assert everything() == before


def test_an_organization_says_that_it_uses_it_and_that_it_is_over(house: UUID, peers: UUID, lead: Actor) -> None:
    made = make_document(house)
    adopt(lead, made, peers, "Every new volunteer reads it.")
    assert [(line.name, line.note) for line in users_of(lead, made)] == [("Juniper Peers", "Every new volunteer reads it.")]
    assert (adopters_of(made), users_counted(lead, [made])) == (frozenset({peers}), {made: 1})
    assert facts("document_adopted") == [{"document_id": str(made), "organization_id": str(peers)}]
    refused(lambda: adopt(lead, made, peers, ""), Conflict)
    withdraw(made)
    end_adoption(lead, made, peers)
    assert (users_of(lead, made), adopters_of(made)) == ((), frozenset())
    refused(lambda: end_adoption(lead, made, peers), Conflict)
    refused(lambda: adopt(lead, made, peers, ""), Conflict)


def test_who_may(house: UUID, peers: UUID, lead: Actor) -> None:
    made = make_document(house)
    refused(lambda: adopt(for_organization(member_of(peers), peers), made, peers, ""), Denied)
    refused(lambda: adopt(lead, made, house, ""), Denied)
    adopt(for_organization(lead_of(house), house), made, house, "")  # who keeps it may say that it uses it
    inner = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)))
    refused(lambda: adopt(lead, inner, peers, ""), NotFound)
    refused(lambda: adopt(for_organization(lead_of(house, peers), peers), inner, peers, ""), Denied)
    drafted = make_document(house, VersionState.CONSULTATION)
    refused(lambda: adopt(lead, drafted, peers, ""), Conflict)


def test_what_an_organization_uses_is_listed_as_far_as_its_reader_sees_it(house: UUID, peers: UUID, lead: Actor) -> None:
    inner = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)), title="Inner")
    made = make_document(house, title="For all")
    for each in (inner, made):
        make_adoption(each, house)
    keeper = for_organization(lead_of(house), house)
    assert {card.title for card in of_organization(keeper, house, 9)} == {"For all", "Inner"}
    assert [card.title for card in of_organization(lead, house, 9)] == ["For all"]
    assert [line.id for line in shelf(lead, Narrowing(used_by=house)).items] == [made]
    assert users_counted(lead, [inner, made]) == {made: 1}
    assert of_organization(lead, peers, 9) == ()
    assert of_organization(Actor(), house, 9) == ()
