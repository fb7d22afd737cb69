"""Adaptations: where they may go, what they remember, and what their parent's changes ask of their keepers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.library.commands.adapting import (
    AdaptationDraft,
    ReasonDraft,
    begin_adaptation,
    change_reason,
    look_at_parent,
    remove_reason,
    write_reason,
)
from network.library.models import Document, DocumentTopic, DocumentVersion, VersionWriter
from network.library.queries.adapting import (
    UNSEEN,
    Parent,
    adaptations_counted,
    adaptations_of,
    compared,
    parent_of,
    places_for,
    reasons_of,
)
from network.library.queries.heads import head_of
from network.library.rules.states import VersionState
from network.spaces.models import Space
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, lead_of, member_of
from tests.factories.sharing import TEXT, add_text, for_organization, move_text, text_of, withdraw
from tests.journal import everything, facts

NETWORK = Place(SpaceKind.NETWORK)


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


def own(organization_id: UUID) -> Place:
    return Place(SpaceKind.ORGANIZATION, str(organization_id))


def draft(place: Place, number: int = 1, **more: Any) -> AdaptationDraft:
    return AdaptationDraft(more.get("id") or uuid4(), number, place, "Outreach by boat, far north", "One bus a week.")


def refused(deed: Callable[[], Any], kind: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kind):
        deed()
    assert everything() == before


def parent_seen_by(actor: Actor, document_id: UUID) -> Parent:
    found = parent_of(actor, head_of(actor, document_id))
    assert found is not None
    return found


def test_a_text_in_force_is_copied_and_remembers_where_it_came_from(house: UUID, peers: UUID, adapter: Actor) -> None:
    made = make_document(house, text=TEXT, topics=("transport",), writer_id=uuid4())
    mine = begin_adaptation(adapter, made, draft(own(peers)))
    row, text = db.session.get_one(Document, mine), text_of(mine)
    assert (row.organization_id, row.adapted_from_id, row.state, row.is_shared) == (peers, text_of(made).id, "draft", False)
    assert (text.text, text.state, text.number) == (TEXT, "draft", 1)
    assert [row.code for row in db.session.query(DocumentTopic).filter_by(document_id=mine)] == ["transport"]
    assert [row.person_id for row in db.session.query(VersionWriter).filter_by(version_id=text.id)] == [adapter.person_id]
    assert [(each.what, each.why) for each in reasons_of(mine)] == [("", "One bus a week.")]
    assert [each["document_id"] for each in facts("adaptation_begun")] == [str(mine)]
    assert db.session.query(Space).filter_by(kind="organization").count() == 1  # founded by it


def test_sent_twice_it_is_one_adaptation(house: UUID, peers: UUID, adapter: Actor) -> None:
    made = make_document(house)
    once = draft(own(peers))
    begin_adaptation(adapter, made, once)
    refused(lambda: begin_adaptation(adapter, made, once), Conflict)


def test_only_what_is_in_force_and_was_read_is_adapted(house: UUID, peers: UUID, adapter: Actor) -> None:
    waiting, made = make_document(house, VersionState.CONSULTATION), make_document(house)
    refused(lambda: begin_adaptation(adapter, waiting, draft(own(peers))), Conflict)
    add_text(made)
    refused(lambda: begin_adaptation(adapter, made, draft(own(peers))), Conflict)
    withdraw(made)
    refused(lambda: begin_adaptation(adapter, made, draft(own(peers), 2)), Conflict)


def test_what_few_share_goes_no_further_but_by_its_keepers(house: UUID, peers: UUID, keeper: Actor, adapter: Actor) -> None:
    inner = make_document(house, place=own(house))
    refused(lambda: begin_adaptation(adapter, inner, draft(own(peers))), NotFound)
    both = for_organization(member_of(house, peers), peers)
    begin_adaptation(both, inner, draft(own(house)))
    begin_adaptation(keeper, inner, draft(NETWORK))
    of_staff = make_document(None, place=own(house))
    refused(lambda: begin_adaptation(both, of_staff, draft(NETWORK)), Invalid)
    assert {line.place.kind for line in places_for(both, head_of(both, of_staff))} == {SpaceKind.ORGANIZATION}
    for_all = make_document(house)
    refused(lambda: begin_adaptation(adapter, for_all, draft(own(house))), NotFound)


def adapted(house: UUID, peers: UUID, place: Place = NETWORK, state: VersionState = VersionState.IN_FORCE) -> tuple[UUID, UUID]:
    """A document, and what was made of it elsewhere."""
    parent = make_document(house, text=TEXT, title="Outreach by boat")
    mine = make_document(
        peers, state, place, text=TEXT.replace("a radio", "two radios"), title="Far north", adapted_from_id=text_of(parent).id
    )
    return parent, mine


def test_a_major_change_of_the_parent_is_said_until_keepers_answer(house: UUID, peers: UUID, keeper: Actor) -> None:
    parent, mine = adapted(house, peers)
    lead = for_organization(lead_of(peers), peers)
    add_text(parent, size="wording")
    assert (parent_seen_by(keeper, mine).owed.majors, parent_seen_by(keeper, mine).owed.mediums) == ((), ())
    refused(lambda: look_at_parent(lead, mine, 1, "Nothing."), Conflict)
    add_text(parent, size="medium")
    assert parent_seen_by(keeper, mine).owed.mediums == (3,)
    add_text(parent, size="major")
    add_text(parent, size="wording")
    found = parent_seen_by(keeper, mine)
    assert (found.taken, found.now, found.owed.majors, found.owed.is_major) == (1, 5, (4,), True)
    refused(lambda: look_at_parent(lead, mine, 4, "Taken over."), Conflict)
    refused(lambda: look_at_parent(keeper, mine, 5, "Not mine."), Denied)
    look_at_parent(lead, mine, 5, "Taken over.")
    found = parent_seen_by(keeper, mine)
    assert (found.owed.is_major, [(each.number, each.note) for each in found.looked]) == (False, [(5, "Taken over.")])
    refused(lambda: look_at_parent(lead, mine, 5, "Again."), Conflict)
    add_text(parent, size="major")
    assert parent_seen_by(lead, mine).owed.majors == (6,)


def test_three_texts_stand_side_by_side(house: UUID, peers: UUID, keeper: Actor) -> None:
    parent, mine = adapted(house, peers)
    add_text(parent, text=TEXT.replace("somebody", "two people"))
    rows = [row for stretch in compared(keeper, head_of(keeper, mine), parent_seen_by(keeper, mine)) for row in stretch.rows]
    assert [row.who.value for row in rows] == ["nobody", "parent", "ours"]


def test_a_parent_that_its_reader_does_not_see_is_not_named(house: UUID, peers: UUID, adapter: Actor) -> None:
    parent = make_document(house, place=own(house), title="canary-inner")
    mine = make_document(peers, adapted_from_id=text_of(parent).id)
    add_text(parent, size="major")
    assert parent_seen_by(adapter, mine) == UNSEEN
    refused(lambda: look_at_parent(for_organization(lead_of(peers), peers), mine, 2, "canary"), NotFound)
    assert parent_of(adapter, head_of(adapter, make_document(house))) is None


def test_a_withdrawn_parent_is_said(house: UUID, peers: UUID, adapter: Actor) -> None:
    parent, mine = adapted(house, peers)
    withdraw(parent, "It named a service that has closed.")
    found = parent_seen_by(adapter, mine)
    assert (found.is_withdrawn, found.why_withdrawn) == (True, "It named a service that has closed.")


def test_adaptations_are_listed_and_counted_as_far_as_their_reader_sees_them(
    house: UUID, peers: UUID, keeper: Actor, adapter: Actor
) -> None:
    parent, shown = adapted(house, peers)
    inner = make_document(peers, place=own(peers), adapted_from_id=text_of(parent).id, title="Inner")
    make_document(peers, VersionState.DRAFT, adapted_from_id=text_of(parent).id, title="canary-draft")
    assert [line.id for line in adaptations_of(keeper, parent)] == [shown]
    assert adaptations_counted(keeper, [parent]) == {parent: 1}
    assert [line.title for line in adaptations_of(adapter, parent)] == ["canary-draft", "Far north", "Inner"]
    assert adaptations_counted(adapter, [parent]) == {parent: 3}
    assert inner


def test_reasons_are_written_while_a_text_is_worked_on(house: UUID, peers: UUID, keeper: Actor, adapter: Actor) -> None:
    _, mine = adapted(house, peers, state=VersionState.CONSULTATION)
    first = ReasonDraft(uuid4(), "Two radios", "There is no signal for two days.")
    made = write_reason(adapter, mine, first)
    refused(lambda: write_reason(adapter, mine, first), Conflict)
    refused(lambda: write_reason(adapter, mine, ReasonDraft(uuid4(), "", "Why?")), Invalid)
    refused(lambda: write_reason(keeper, mine, ReasonDraft(uuid4(), "Mine", "Why?")), Denied)
    change_reason(adapter, mine, made, ReasonDraft(uuid4(), "Three radios", "One breaks."))
    assert [(each.what, each.why) for each in reasons_of(mine)] == [("Three radios", "One breaks.")]
    move_text(mine, VersionState.IN_FORCE)
    refused(lambda: change_reason(adapter, mine, made, first), Conflict)
    refused(lambda: remove_reason(adapter, mine, made), Conflict)
    add_text(mine, VersionState.DRAFT)
    remove_reason(adapter, mine, made)
    assert reasons_of(mine) == ()
    plain = make_document(peers, VersionState.DRAFT)
    refused(lambda: write_reason(adapter, plain, ReasonDraft(uuid4(), "What", "Why")), Conflict)
    refused(lambda: change_reason(adapter, mine, uuid4(), first), NotFound)


def test_network_staff_adapt_for_the_network(house: UUID) -> None:
    made = make_document(house)
    staff = for_organization(coordinator(), house)
    staff = for_organization(Actor(person_id=staff.person_id, roles=staff.roles), uuid4())
    mine = begin_adaptation(staff, made, draft(NETWORK))
    assert (db.session.get_one(Document, mine).organization_id, db.session.query(DocumentVersion).count()) == (None, 2)
