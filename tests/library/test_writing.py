"""Documents are begun, said what they are, written by two at once; nothing is lost, and nothing half done stays."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.library import queries
from network.library.commands import (
    AboutDraft,
    DocumentDraft,
    TextDraft,
    begin_document,
    begin_version,
    describe_document,
    save_text,
)
from network.library.models import Document, DocumentTopic, DocumentVersion, VersionWriter
from network.library.rules.documents import Leaving
from network.library.rules.states import ChangeSize, VersionState
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import EVERYBODY, make_document
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, make_member
from tests.journal import facts
from tests.mentorship.test_last_place import at_once

ABOUT = AboutDraft("guide", ("transport", "funding"))


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


def draft(house: UUID | None, **more: object) -> DocumentDraft:
    usual = {"id": uuid4(), "place": EVERYBODY, "organization_id": house, "title": "By boat", "summary": "How.", "about": ABOUT}
    return DocumentDraft(**{**usual, **more})  # type: ignore[arg-type]


def test_a_document_begins_as_a_draft_of_its_keepers(house: UUID) -> None:
    who = reader_of(house)
    made = begin_document(who, draft(house))
    row = queries.get(again(who), made)
    assert (row.state, row.is_shared, row.title, row.created_by_id) == ("draft", False, "By boat", who.person_id)
    assert set(db.session.scalars(select(DocumentTopic.code))) == {"transport", "funding"}
    assert db.session.scalars(select(VersionWriter.person_id)).all() == [who.person_id]
    assert facts("document_begun")[0]["document_id"] == str(made)
    with pytest.raises(NotFound):
        queries.get(reader_of(make_organization("Juniper Peers")), made)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"title": " "}, "title"), ({"about": AboutDraft("guide", tuple("abcdefghi"))}, "topics")]
    + [({"about": AboutDraft("guide", review_months=months)}, "review_months") for months in (0, 61)]
    + [({"about": AboutDraft("guide", steward_id=uuid4())}, "steward_id"), ({"organization_id": uuid4()}, "organization_id")]
    + [({"organization_id": None}, "organization_id")],
)
def test_what_can_not_be_begun_leaves_nothing(house: UUID, more: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        begin_document(reader_of(house), draft(house, **more))
    assert refused.value.field == field
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Document)) == 0
    assert facts("document_begun") == []


def test_nobody_puts_a_document_where_she_may_not(house: UUID) -> None:
    other = make_organization("Juniper Peers")
    for place in (
        Place(SpaceKind.ORGANIZATION, str(other)),
        Place(SpaceKind.COORDINATORS),
        Place(SpaceKind.PAIRING, str(uuid4())),
    ):
        with pytest.raises(NotFound):
            begin_document(reader_of(house), draft(house, place=place))


def test_sent_twice_it_is_one_document(app: Flask, house: UUID) -> None:
    who, once = reader_of(house), draft(house)
    begin_document(who, once)
    with pytest.raises(Invalid, match="begun already"):
        begin_document(again(who), once)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Document)) == 1
    twice = draft(house, title="Pressed twice")
    said = at_once(app, [lambda: begin_document(again(who), twice) for _ in range(4)])
    assert said.count("done") == 1
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Document)) == 2


def test_a_draft_is_saved_by_those_who_keep_it(house: UUID) -> None:
    who, other = reader_of(house), reader_of(house)
    made = begin_document(who, draft(house))
    assert save_text(again(other), made, TextDraft("By canoe", "How to go.", "# Go\r\n  - slowly  ", 1)) == 2
    version = db.session.scalars(select(DocumentVersion)).one()
    assert (version.title, version.text, version.revision) == ("By canoe", "# Go\n  - slowly", 2)
    assert queries.get(again(who), made).title == "By canoe"
    assert set(db.session.scalars(select(VersionWriter.person_id))) == {who.person_id, other.person_id}
    with pytest.raises(NotFound):
        save_text(reader_of(make_organization("Juniper Peers")), made, TextDraft("x", "x", "x", 2))


def test_who_saves_over_a_newer_text_is_told(house: UUID) -> None:
    who = reader_of(house)
    made = begin_document(who, draft(house))
    save_text(again(who), made, TextDraft("By boat", "How.", "One.", 1))
    with pytest.raises(Invalid) as refused:
        save_text(again(who), made, TextDraft("By boat", "How.", "Two.", 1))
    assert refused.value.field == "revision"
    db.session.rollback()
    assert db.session.scalars(select(DocumentVersion.text)).one() == "One."


def test_of_many_who_save_at_once_one_wins(app: Flask, house: UUID) -> None:
    who = reader_of(house)
    made = begin_document(who, draft(house))

    def save(number: int) -> None:
        try:
            save_text(again(who), made, TextDraft("By boat", "How.", f"Text {number}.", 1))
        except Invalid as clash:
            raise Conflict(clash.message) from clash

    said = at_once(app, [lambda each=number: save(each) for number in range(6)])
    assert sorted(said) == ["conflict"] * 5 + ["done"]
    db.session.rollback()
    assert db.session.scalars(select(DocumentVersion.revision)).one() == 2


def test_what_is_no_draft_is_not_written(house: UUID) -> None:
    who = reader_of(house)
    for state in VersionState:
        if state in (VersionState.DRAFT, VersionState.SUPERSEDED, VersionState.DROPPED):
            continue
        made = make_document(house, state)
        with pytest.raises(Conflict):
            save_text(again(who), made, TextDraft("x", "x", "x", 1))
        db.session.rollback()
    shared = make_document(house, VersionState.CONSULTATION)
    stranger = reader_of(make_organization("Juniper Peers"))
    with pytest.raises(Denied):
        save_text(stranger, shared, TextDraft("x", "x", "x", 1))


def test_a_new_version_begins_with_an_old_text_and_there_is_one_at_most(app: Flask, house: UUID) -> None:
    who = reader_of(house)
    made = make_document(house, text="First text.", title="By boat")
    with pytest.raises(NotFound):
        begin_version(again(who), made, 7)
    db.session.rollback()
    said = at_once(app, [lambda: begin_version(again(who), made, 1) for _ in range(5)])
    assert sorted(said) == ["conflict"] * 4 + ["done"]
    db.session.rollback()
    rows = db.session.execute(select(DocumentVersion.number, DocumentVersion.state, DocumentVersion.text)).all()
    assert sorted(rows) == [(1, "in_force", "First text."), (2, "draft", "First text.")]
    assert queries.get(again(who), made).state == "in_force"
    with pytest.raises(Invalid) as refused:
        save_text(again(who), made, TextDraft("By canoe", "How.", "Second text.", 1, ChangeSize.MEDIUM, " "))
    assert refused.value.field == "what_changed"
    db.session.rollback()
    save_text(again(who), made, TextDraft("By canoe", "How.", "Second text.", 1, ChangeSize.MEDIUM, "Canoes."))
    assert queries.get(again(who), made).title == "By boat"  # what holds keeps its name until the new one holds


def test_what_holds_for_all_versions_is_said_apart(house: UUID) -> None:
    who = reader_of(house)
    made = make_document(house, topics=("transport",))
    steward = make_member(house)
    wanted = AboutDraft("policy", ("funding",), "fr", "cc-by", "Us", Leaving.YES, steward_id=steward, review_months=6)
    before = queries.get(again(who), made).review_on
    describe_document(again(who), made, wanted, 1)
    row = queries.get(again(who), made)
    assert (row.kind, row.language, row.licence, row.leaving, row.steward_id) == ("policy", "fr", "cc-by", "yes", steward)
    assert before is not None
    assert row.review_on is not None
    assert row.review_on < before
    assert db.session.scalars(select(DocumentTopic.code)).all() == ["funding"]
    with pytest.raises(Conflict):
        describe_document(again(who), made, wanted, 1)
    db.session.rollback()
    with pytest.raises(Denied):
        describe_document(reader_of(make_organization("Juniper Peers")), made, wanted, 2)
    assert facts("document_described") == [{"document_id": str(made)}]


def test_coordinators_write_for_the_network(app: Flask) -> None:
    who = coordinator()
    made = begin_document(again(who), draft(None, place=Place(SpaceKind.COORDINATORS)))
    assert queries.get(again(who), made).organization_id is None
