"""A text that still holds is confirmed, not edited; whoever keeps it is told once when it is time to look."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from network.journal.models import JournalEntry
from network.journal.notices import Notice, news_of
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid
from network.library import commands, jobs, queries
from network.library.commands import ConfirmationDraft
from network.library.events import DocumentReviewDue
from network.library.models import Confirmation, Document
from network.library.queries.telling import keepers_of
from network.library.rules.states import VersionState
from network.organizations.models import Membership
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.journal import facts

LATER = clock.today() + timedelta(days=200)
AGO = clock.today() - timedelta(days=3)


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


def holds(review_on: date = LATER, number: int = 1, **more: UUID | str) -> ConfirmationDraft:
    usual = {"id": uuid4(), "number": number, "review_on": review_on}
    return ConfirmationDraft(**{**usual, **more})  # type: ignore[arg-type]


def told(fact: DocumentReviewDue) -> set[UUID]:
    return {each.recipient_id for each in news_of(fact, None) if isinstance(each, Notice)}


def test_confirming_changes_nothing_but_the_day_of_the_next_review(house: UUID) -> None:
    who = reader_of(house)
    made = make_document(house, review_on=AGO)
    row = queries.get(again(who), made)
    before = (row.changed_at, row.revision, row.in_force_on, row.title)
    text = queries.versions_of(again(who), made)
    commands.confirm(again(who), made, holds(organization_id=house, note=" Compared. "))
    row = queries.get(again(who), made)
    assert (row.changed_at, row.revision, row.in_force_on, row.title) == before
    assert row.review_on == LATER
    assert queries.versions_of(again(who), made) == text
    (line,) = queries.confirmations_of(made)
    assert (line.on, line.by, line.organization, line.note) == (clock.today(), "Somebody", "Wayside House", "Compared.")
    assert facts("document_confirmed") == [{"document_id": str(made), "number": 1, "review_on": str(LATER)}]


@pytest.mark.parametrize("state", [state for state in VersionState if state not in (VersionState.IN_FORCE, VersionState.DRAFT)])
def test_only_what_is_in_force_can_be_confirmed(house: UUID, state: VersionState) -> None:
    if state in (VersionState.SUPERSEDED, VersionState.DROPPED):
        return
    made = make_document(house, state)
    with pytest.raises(Conflict):
        commands.confirm(reader_of(house), made, holds())


def test_what_can_not_be_confirmed_leaves_nothing(house: UUID) -> None:
    who, made = reader_of(house), make_document(house)
    for draft, refusal in (
        (holds(clock.today()), Invalid),
        (holds(organization_id=uuid4()), Invalid),
        (holds(number=2), Conflict),
    ):
        with pytest.raises(refusal):
            commands.confirm(again(who), made, draft)
        db.session.rollback()
    with pytest.raises(Denied):
        commands.confirm(reader_of(make_organization("Juniper Peers")), made, holds())
    db.session.rollback()
    once = holds()
    commands.confirm(again(who), made, once)
    with pytest.raises(Invalid):
        commands.confirm(again(who), made, once)
    db.session.rollback()
    assert len(db.session.scalars(select(Confirmation)).all()) == 1


def test_a_review_is_told_once_for_each_day_however_often_the_clock_runs(house: UUID) -> None:
    due, later = make_document(house, review_on=AGO), make_document(house, review_on=LATER)
    make_document(house, VersionState.DRAFT, review_on=AGO)
    for _ in range(3):
        jobs.remind_of_reviews(SYSTEM)
    assert facts("document_review_due") == [{"document_id": str(due), "due_on": str(AGO)}]
    with pytest.raises(Conflict):
        commands.remind_of_review(SYSTEM, due, AGO)
    db.session.rollback()
    with pytest.raises(Conflict):
        commands.remind_of_review(SYSTEM, later, LATER)
    db.session.rollback()
    with pytest.raises(Denied):
        commands.remind_of_review(reader_of(house), due, AGO)
    db.session.rollback()
    db.session.execute(update(Document).where(Document.id == due).values(review_on=clock.today()))
    db.session.commit()
    jobs.remind_of_reviews(SYSTEM)
    assert len(facts("document_review_due")) == 2
    assert len(db.session.scalars(select(JournalEntry).where(JournalEntry.event == "document_review_due")).all()) == 2


def test_the_steward_is_told_while_she_can_keep_it_true_then_the_leads(house: UUID) -> None:
    steward, lead = make_member(house), make_member(house, is_lead=True)
    made = make_document(house, review_on=AGO, steward_id=steward)
    fact = DocumentReviewDue(document_id=made, due_on=AGO)
    assert told(fact) == {steward}
    db.session.execute(update(Membership).where(Membership.person_id == steward).values(ended_at=clock.now()))
    db.session.commit()
    assert told(fact) == {lead}
    view = queries.document_of(reader_of(house), made)
    assert (view.steward, view.steward_is_there) == ("Tove Aas", False)


def test_who_is_erased_keeps_nothing_true(house: UUID) -> None:
    steward, lead = make_member(house), make_member(house, is_lead=True)
    made = make_document(house, steward_id=steward)
    commands.forget_steward(SYSTEM, steward)
    assert keepers_of(made) == {lead}
    assert db.session.get_one(Document, made).steward_id is None


def test_coordinators_are_told_of_what_the_network_keeps_and_of_what_nobody_leads(house: UUID) -> None:
    staff = make_person("Maren", role=Role.COORDINATOR)
    assert keepers_of(make_document(None, review_on=AGO)) == {staff}
    assert keepers_of(make_document(house, review_on=AGO)) == {staff}


def test_a_notice_is_shown_to_who_may_see_the_document_still(house: UUID) -> None:
    lead = make_member(house, is_lead=True)
    made = make_document(house, VersionState.DRAFT)
    from_there = Actor(person_id=lead, organization_ids=frozenset({house}))
    stranger = reader_of(make_organization("Juniper Peers"))
    assert _seen(again(from_there), made) == {made}
    assert _seen(stranger, made) == set()


def _seen(actor: Actor, document_id: UUID) -> set[UUID]:
    return {row.id for row in db.session.scalars(queries.visible_to(actor).where(Document.id == document_id))}
