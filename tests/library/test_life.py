"""From draft to in force, back, and out: who may, what follows, and that of many at once one wins."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid
from network.library import commands, queries
from network.library.models import Document, DocumentVersion, Endorsement
from network.library.rules.states import ChangeSize, VersionState
from network.spaces.models import Space
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, member_of
from tests.journal import facts
from tests.mentorship.test_last_place import at_once

UNTIL = clock.today() + timedelta(days=20)


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


def state(document_id: UUID) -> tuple[str, list[str]]:
    db.session.rollback()
    mine = select(DocumentVersion.state).where(DocumentVersion.document_id == document_id).order_by(DocumentVersion.number)
    return db.session.get_one(Document, document_id).state, list(db.session.scalars(mine))


def next_version(who: Actor, document_id: UUID, size: ChangeSize = ChangeSize.MAJOR) -> int:
    """A second text that waits for approval; gives its revision."""
    commands.begin_version(again(who), document_id, 1)
    draft = commands.TextDraft("By canoe", "How to go.", "Second text.", 1, size, "Canoes.")
    revision = commands.save_text(again(who), document_id, draft)
    commands.ask_review(again(who), document_id, revision)
    return revision


def test_the_whole_way(house: UUID) -> None:
    who, reader = reader_of(house), reader_of(house, is_lead=True)
    made = make_document(house, VersionState.DRAFT, writer_id=who.person_id)
    commands.consult(again(who), made, 1, UNTIL)
    assert state(made) == ("consultation", ["consultation"])
    commands.return_to_draft(again(who), made, 1, "Say more of tides.")
    assert state(made) == ("draft", ["draft"])
    commands.ask_review(again(who), made, 1)
    commands.approve(again(reader), made, 1)
    assert state(made) == ("in_force", ["in_force"])
    row = queries.get(again(who), made)
    assert row.in_force_on == clock.today()
    assert row.review_on is not None
    assert row.is_shared
    (text,) = queries.versions_of(again(who), made)
    assert (text.returned_why, text.approved_at is not None) == ("Say more of tides.", True)
    assert facts("version_approved") == [{"document_id": str(made), "number": 1, "size_code": "major"}]


def test_who_wrote_at_it_does_not_approve_it(house: UUID) -> None:
    who, helper = reader_of(house, is_lead=True), reader_of(house, is_lead=True)
    made = make_document(house, VersionState.DRAFT, writer_id=who.person_id)
    commands.save_text(again(helper), made, commands.TextDraft("x", "x", "x", 1))
    commands.ask_review(again(who), made, 2)
    for writer in (who, helper):
        with pytest.raises(Denied):
            commands.approve(again(writer), made, 2)
        db.session.rollback()
    assert state(made) == ("review", ["review"])


def test_who_may_approve(house: UUID) -> None:
    """Coordinators, leads who enter the space, liaisons in a space of their region: each if she did not write it."""
    region = Place(SpaceKind.REGION, "northwest")
    at_all, here, elsewhere = coordinator(), liaison_of("northwest"), liaison_of("fraser")
    cases: list[tuple[Actor, Place, type[Exception] | None]] = [
        (at_all, region, None),
        (here, region, None),
        (lead_of(house), Place(SpaceKind.ORGANIZATION, str(house)), None),
        (member_of(house), Place(SpaceKind.ORGANIZATION, str(house)), Denied),
        (here, Place(SpaceKind.NETWORK), Denied),
        (elsewhere, Place(SpaceKind.NETWORK), Denied),
        (at_all, Place(SpaceKind.NETWORK), None),
    ]
    for who, place, refusal in cases:
        made = make_document(house, VersionState.REVIEW, place)
        if refusal is None:
            commands.approve(entering(who), made, 1)
            assert state(made)[0] == "in_force"
        else:
            with pytest.raises(refusal):
                commands.approve(entering(who), made, 1)
            db.session.rollback()


def test_approving_replaces_what_was_in_force(house: UUID) -> None:
    who, reader = reader_of(house), reader_of(house, is_lead=True)
    made = make_document(house)
    seen = next_version(who, made)
    assert state(made) == ("in_force", ["in_force", "review"])
    commands.approve(again(reader), made, seen)
    assert state(made) == ("in_force", ["superseded", "in_force"])
    assert queries.get(again(who), made).title == "By canoe"


@pytest.mark.parametrize(("size", "lapses"), [(ChangeSize.WORDING, False), (ChangeSize.MEDIUM, False), (ChangeSize.MAJOR, True)])
def test_an_endorsement_lapses_at_a_major_change_alone(house: UUID, size: ChangeSize, lapses: bool) -> None:
    who, reader = reader_of(house), reader_of(house, is_lead=True)
    made = make_document(house)
    first = db.session.scalars(select(DocumentVersion.id)).one()
    db.session.add(Endorsement(version_id=first, organization_id=house, endorsed_on=clock.today()))
    db.session.commit()
    commands.approve(again(reader), made, next_version(who, made, size))
    row = db.session.scalars(select(Endorsement).execution_options(populate_existing=True)).one()
    assert (row.has_lapsed, row.ended_on is not None) == (lapses, lapses)


def test_nobody_approves_what_she_did_not_read(house: UUID) -> None:
    made = make_document(house, VersionState.REVIEW)
    reader = reader_of(house, is_lead=True)
    with pytest.raises(Conflict):
        commands.approve(again(reader), made, 7)
    assert state(made) == ("review", ["review"])


@pytest.mark.parametrize("number", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_of_many_who_approve_at_once_one_wins(app: Flask, house: UUID, number: int) -> None:
    made = make_document(house)
    seen = next_version(reader_of(house), made)
    readers = [entering(lead_of(house)) for _ in range(number)]
    said = at_once(app, [lambda each=reader: commands.approve(again(each), made, seen) for reader in readers])
    assert sorted(said) == ["conflict"] * (number - 1) + ["done"]
    assert state(made) == ("in_force", ["superseded", "in_force"])
    assert len(facts("version_approved")) == 1


def test_of_approving_and_giving_back_at_once_one_wins(app: Flask, house: UUID) -> None:
    made = make_document(house, VersionState.REVIEW)
    one, two = lead_of(house), lead_of(house)
    deeds: list[Callable[[], Any]] = [
        lambda: commands.approve(again(one), made, 1),
        lambda: commands.return_to_draft(again(two), made, 1, "Not yet."),
    ]
    assert sorted(at_once(app, deeds)) == ["conflict", "done"]


def test_withdrawn_with_a_reason_and_brought_back(house: UUID) -> None:
    who, reader = reader_of(house), reader_of(house, is_lead=True)
    made = make_document(house)
    with pytest.raises(Invalid):
        commands.withdraw(again(who), made, " ")
    db.session.rollback()
    commands.withdraw(again(who), made, "The ferry goes no more.")
    row = queries.get(again(reader_of(make_organization("Juniper Peers"))), made)
    assert (row.state, row.withdrawn_why, row.review_on) == ("withdrawn", "The ferry goes no more.", None)
    with pytest.raises(Conflict):
        commands.withdraw(again(who), made, "Again.")
    db.session.rollback()
    commands.approve(again(reader), made, next_version(who, made))
    row = queries.get(again(who), made)
    assert (row.state, row.withdrawn_why, row.withdrawn_on) == ("in_force", "", None)


def test_a_dropped_text_is_kept_for_those_who_keep_the_document(house: UUID) -> None:
    who = reader_of(house)
    made = make_document(house, VersionState.CONSULTATION)
    commands.drop(again(who), made, 1)
    assert state(made) == ("draft", ["dropped"])
    assert [each.number for each in queries.versions_of(again(who), made)] == [1]
    assert queries.versions_of(reader_of(make_organization("Juniper Peers")), made) == ()
    commands.begin_version(again(who), made, 1)
    assert state(made) == ("draft", ["dropped", "draft"])


def test_in_a_closed_space_nothing_moves(house: UUID) -> None:
    place = Place(SpaceKind.ORGANIZATION, str(house))
    made = make_document(house, VersionState.REVIEW, place)
    db.session.scalars(select(Space)).one().closed_at = clock.now()
    db.session.commit()
    lead = lead_of(house)
    for deed in (
        lambda: commands.approve(entering(lead), made, 1),
        lambda: commands.drop(entering(lead), made, 1),
        lambda: commands.withdraw(entering(lead), made, "x"),
    ):
        with pytest.raises(Denied):
            deed()
        db.session.rollback()
    assert queries.get(entering(lead), made).id == made


def test_a_text_without_words_is_put_before_nobody(house: UUID) -> None:
    who = reader_of(house)
    made = make_document(house, VersionState.DRAFT, text="")
    for deed in (lambda: commands.consult(again(who), made, 1, UNTIL), lambda: commands.ask_review(again(who), made, 1)):
        with pytest.raises(Conflict):
            deed()
        db.session.rollback()
    assert state(made) == ("draft", ["draft"])
