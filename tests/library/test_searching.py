"""What the search finds of documents: the text in force, for whoever enters its space, and nothing of anything else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.files.models import StoredFileText
from network.kernel import clock
from network.kernel.actor import Actor
from network.library import commands
from network.library.models import Document, DocumentVersion, VersionFile
from network.library.rules.states import VersionState
from network.search.queries import Narrowed
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.files import actor_of, make_file, make_sender
from tests.factories.library import make_document, make_space
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import lead_of
from tests.factories.searching import ids_of, index

DOCUMENTS = Narrowed(kind="document")


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


def found(actor: Actor, words: str) -> set[UUID]:
    index()
    return set(ids_of(actor, words, DOCUMENTS))


def test_a_document_is_found_by_its_words_where_it_is_read(house: UUID) -> None:
    other = entering(lead_of(make_organization("Juniper Peers")))
    mine = entering(lead_of(house))
    everywhere = make_document(house, title="Outreach by boat", text="# Tides\n\nAsk about **lanterns**.\n")
    at_home = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)), text="Lanterns hang in the hall.")
    make_document(house, VersionState.DRAFT, text="Lanterns, a draft.")
    make_document(house, VersionState.CONSULTATION, text="Lanterns, not yet.")
    assert found(entering(mine), "lantern") == {everywhere, at_home}
    assert found(other, "lantern") == {everywhere}
    assert found(Actor(), "lantern") == set()


def test_a_withdrawn_document_is_not_found_from_that_moment(house: UUID) -> None:
    made, who = make_document(house, text="Lanterns."), entering(lead_of(house))
    assert found(who, "lanterns") == {made}
    commands.withdraw(who, made, "It is wrong.")
    assert ids_of(who, "lanterns", DOCUMENTS) == []  # though the index knows nothing of it yet
    assert found(who, "lanterns") == set()


def test_what_its_files_say_is_found(app: Flask) -> None:
    load_default_lists()
    sender, organization_id, _ = make_sender()
    place = Place(SpaceKind.ORGANIZATION, str(organization_id))
    made = make_document(organization_id, place=place, text="Short.")
    assert sender.person_id is not None
    sender = actor_of(sender.person_id, organization_id)
    file_id = make_file(sender, make_space(place.kind, place.about), organization_id=organization_id)
    db.session.add(VersionFile(version_id=db.session.get_one(Document, made).in_force_id, file_id=file_id))
    db.session.commit()
    assert found(sender, "kettle") == set()
    later = clock.now() + timedelta(seconds=1)
    db.session.merge(StoredFileText(file_id=file_id, text="The kettle stands by the door.", changed_at=later))
    db.session.commit()
    assert found(sender, "kettle") == {made}
    assert found(entering(lead_of(make_organization("Cedar Centre"))), "kettle") == set()


def test_a_new_text_takes_the_place_of_the_one_before(house: UUID) -> None:
    made, who = make_document(house, text="Lanterns."), entering(lead_of(house))
    assert found(who, "lanterns") == {made}
    row = db.session.get_one(Document, made)
    db.session.get_one(DocumentVersion, row.in_force_id).state = VersionState.SUPERSEDED
    db.session.flush()
    newer = DocumentVersion(id=uuid4(), document_id=made, number=2, state=VersionState.IN_FORCE, title="Torches", text="Torches.")
    newer.written_at = newer.saved_at = clock.now()
    db.session.add(newer)
    db.session.flush()
    row.in_force_id, row.changed_at = newer.id, row.changed_at + timedelta(seconds=1)
    db.session.commit()
    assert (found(who, "lanterns"), found(who, "torches")) == (set(), {made})
