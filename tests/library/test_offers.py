"""Changes offered back: who offers, who reads them by that, what is taken up, and what is declined."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.library.commands.offers import OfferDraft, decline_offer, offer_changes, take_offer, withdraw_offer
from network.library.models import Document, VersionWriter
from network.library.queries.documents import versions_of
from network.library.queries.offers import beside, offer_of, offers_of, offers_visible_to
from network.library.rules.states import VersionState
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import lead_of, member_of
from tests.factories.sharing import TEXT, add_text, for_organization, make_offer, text_of, withdraw
from tests.journal import everything, facts

OURS = TEXT.replace("a radio", "two radios")


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def peers(app: Flask) -> UUID:
    return make_organization("Juniper Peers")


@pytest.fixture
def keeper(house: UUID) -> Actor:
    return for_organization(lead_of(house), house, "Wayside House")


@pytest.fixture
def adapter(peers: UUID) -> Actor:
    return for_organization(member_of(peers), peers, "Juniper Peers")


@pytest.fixture
def parent(house: UUID) -> UUID:
    return make_document(house, text=TEXT, title="Outreach by boat")


@pytest.fixture
def mine(peers: UUID, parent: UUID) -> UUID:
    """The adaptation, in a space that the parent's keepers do not enter."""
    place = Place(SpaceKind.ORGANIZATION, str(peers))
    made = make_document(peers, place=place, text=OURS, title="Far north", adapted_from_id=text_of(parent).id)
    db.session.add(VersionWriter(version_id=text_of(made).id, person_id=UUID(int=7)))
    db.session.commit()
    return made


def offer(number: int = 1) -> OfferDraft:
    return OfferDraft(uuid4(), number, "Two radios saved us.")


def refused(deed: Callable[[], Any], kind: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kind):
        deed()
    assert everything() == before


def test_an_offer_is_read_taken_up_as_a_draft_and_credited(parent: UUID, mine: UUID, keeper: Actor, adapter: Actor) -> None:
    made = offer_changes(adapter, mine, offer())
    line = offer_of(keeper, parent, made)
    assert (line.who, line.title, line.message, line.is_received) == ("Juniper Peers", "Far north", "Two radios saved us.", True)
    rows = [row for stretch in beside(keeper, made) for row in stretch.rows]
    assert [row.who.value for row in rows] == ["nobody", "nobody", "ours"]
    assert take_offer(keeper, parent, made) == 2
    text = text_of(parent)
    assert (text.state, text.text, text.title, text.what_changed, text.offer_id) == ("draft", OURS, "Outreach by boat", "", made)
    (newest, _) = versions_of(keeper, parent)
    assert [str(line) for line in newest.news] == ["Taken up from an adaptation by Juniper Peers."]
    wrote = {row.person_id for row in db.session.query(VersionWriter).filter_by(version_id=text.id)}
    assert wrote == {keeper.person_id, UUID(int=7)}  # neither can approve it
    assert db.session.get_one(Document, parent).state == "in_force"
    assert offer_of(adapter, mine, made).state.value == "taken"
    refused(lambda: take_offer(keeper, parent, made), Conflict)
    refused(lambda: decline_offer(keeper, parent, made, "No."), Conflict)
    assert [each["version_id"] for each in facts("offer_taken")] == [str(text.id)]


def test_declining_says_why(parent: UUID, mine: UUID, keeper: Actor, adapter: Actor) -> None:
    made = offer_changes(adapter, mine, offer())
    refused(lambda: decline_offer(keeper, parent, made, " "), Invalid)
    decline_offer(keeper, parent, made, "Ours is for the coast.")
    assert (offer_of(adapter, mine, made).answer, text_of(parent).number) == ("Ours is for the coast.", 1)
    offer_changes(adapter, mine, offer())


def test_one_waits_at_most_and_one_taken_back_is_read_no_more(parent: UUID, mine: UUID, keeper: Actor, adapter: Actor) -> None:
    once = offer()
    made = offer_changes(adapter, mine, once)
    refused(lambda: offer_changes(adapter, mine, once), Conflict)
    add_text(mine, text=OURS + "\n\nAnd a dog.", size="medium")
    refused(lambda: offer_changes(adapter, mine, offer(2)), Conflict)
    refused(lambda: withdraw_offer(keeper, mine, made), NotFound)
    refused(lambda: withdraw_offer(keeper, parent, made), NotFound)
    withdraw_offer(adapter, mine, made)
    assert (offers_of(keeper, parent), len(offers_of(adapter, mine)), beside(keeper, made)) == ((), 1, ())
    refused(lambda: take_offer(keeper, parent, made), NotFound)
    refused(lambda: withdraw_offer(adapter, mine, made), Conflict)
    offer_changes(adapter, mine, offer(2))


def test_what_can_be_offered(house: UUID, peers: UUID, parent: UUID, mine: UUID, keeper: Actor, adapter: Actor) -> None:
    refused(lambda: offer_changes(adapter, mine, offer(2)), Conflict)  # another text than was read
    refused(lambda: offer_changes(keeper, mine, offer()), NotFound)
    refused(lambda: offer_changes(keeper, parent, offer()), NotFound)  # made from nothing
    drafted = make_document(peers, VersionState.DRAFT, adapted_from_id=text_of(parent).id)
    refused(lambda: offer_changes(adapter, drafted, offer()), Conflict)
    shown = make_document(peers, adapted_from_id=text_of(parent).id)
    refused(lambda: offer_changes(keeper, shown, offer()), Denied)
    unseen = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)))
    from_unseen = make_document(peers, adapted_from_id=text_of(unseen).id)
    refused(lambda: offer_changes(adapter, from_unseen, offer()), NotFound)
    withdraw(parent)
    refused(lambda: offer_changes(adapter, mine, offer()), Conflict)


def test_a_desk_with_a_text_on_it_takes_up_nothing(parent: UUID, mine: UUID, keeper: Actor, adapter: Actor) -> None:
    made = offer_changes(adapter, mine, offer())
    add_text(parent, VersionState.DRAFT)
    refused(lambda: take_offer(keeper, parent, made), Conflict)
    decline_offer(keeper, parent, made, "We are writing anew.")


def test_nobody_else_knows_of_it(house: UUID, parent: UUID, mine: UUID, keeper: Actor, adapter: Actor) -> None:
    made = make_offer(mine, parent)
    stranger = make_organization("Cedar Centre")
    for who in (for_organization(lead_of(stranger), stranger), Actor()):
        assert list(db.session.scalars(offers_visible_to(who))) == []
        refused(lambda who=who: offers_of(who, parent), NotFound)  # type: ignore[misc]
        for deed in (
            lambda who=who: take_offer(who, parent, made),  # type: ignore[misc]
            lambda who=who: decline_offer(who, parent, made, "No."),  # type: ignore[misc]
            lambda who=who: withdraw_offer(who, mine, made),  # type: ignore[misc]
        ):
            refused(deed, (NotFound, Denied))  # type: ignore[arg-type]
    refused(lambda: take_offer(adapter, parent, made), Denied)
    another = make_document(house)
    refused(lambda: offer_of(keeper, another, made), NotFound)
