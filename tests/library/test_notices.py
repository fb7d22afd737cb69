"""How far each step of a text is told: to nobody of other words, to all who build on it of other deeds."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.journal.notices import SHOWERS, Notice, Told, news_of
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.event import Event
from network.library.events import ConsultationOpened, DocumentWithdrawn, ReviewAsked, VersionApproved, VersionReturned
from network.library.models import Adoption, DocumentVersion, Endorsement, VersionWriter
from network.library.rules.states import VersionState
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


def told(fact: Event, doer: UUID | None = None) -> set[UUID]:
    return {each.recipient_id for each in news_of(fact, doer) if isinstance(each, Notice)}


def around(house: UUID) -> tuple[UUID, dict[str, UUID]]:
    """A document with a steward, somebody who uses it, stands behind it, made something of it."""
    people = {"steward": make_member(house)}
    made = make_document(house, steward_id=people["steward"])
    version = db.session.scalars(select(DocumentVersion.id).where(DocumentVersion.document_id == made)).one()
    for name in ("adopters", "endorsers", "adapters"):
        other = make_organization(f"House of {name}")
        people[name] = make_member(other, is_lead=True)
        make_member(other)  # no lead: told of nothing
        if name == "adopters":
            db.session.add(Adoption(document_id=made, organization_id=other, adopted_on=clock.today()))
        elif name == "endorsers":
            db.session.add(Endorsement(version_id=version, organization_id=other, endorsed_on=clock.today()))
        else:
            make_document(other, adapted_from_id=version)
        db.session.commit()
    return made, people


@pytest.mark.parametrize(
    ("size", "names"),
    [("wording", set()), ("medium", {"steward", "adopters"}), ("major", {"steward", "adopters", "endorsers", "adapters"})],
)
def test_the_size_of_a_change_decides_who_is_told(house: UUID, size: str, names: set[str]) -> None:
    made, people = around(house)
    assert told(VersionApproved(document_id=made, number=2, size_code=size)) == {people[name] for name in names}


def test_its_writers_are_told_that_a_text_is_in_force_and_of_a_first_one_nobody_else(house: UUID) -> None:
    made, _people = around(house)
    writer = make_member(house)
    version = db.session.scalars(select(DocumentVersion.id).where(DocumentVersion.document_id == made)).one()
    db.session.add(VersionWriter(version_id=version, person_id=writer))
    db.session.commit()
    news = list(news_of(VersionApproved(document_id=made, number=1, size_code="major"), None))
    assert [(each.recipient_id, each.template) for each in news if isinstance(each, Notice)] == [(writer, "library.approved")]
    assert "the text that you wrote is approved" in str(SHOWERS["library.approved"](_member(house), [_told(made)])[made].said)


def _member(house: UUID) -> Actor:
    return entering(Actor(person_id=make_member(house), organization_ids=frozenset({house})))


def _told(document_id: UUID) -> Told:
    return Told(document_id, "library.approved", {"document": str(document_id)})


def test_of_a_withdrawal_all_are_told_who_build_on_it(house: UUID) -> None:
    made, people = around(house)
    assert told(DocumentWithdrawn(document_id=made)) == set(people.values())


def test_comments_are_asked_of_the_leads_who_enter_the_space(house: UUID) -> None:
    lead, other = make_member(house, is_lead=True), make_member(make_organization("Juniper Peers"), is_lead=True)
    make_member(house)
    everybody = make_document(house, VersionState.CONSULTATION)
    own = make_document(house, VersionState.CONSULTATION, Place(SpaceKind.ORGANIZATION, str(house)))
    assert told(ConsultationOpened(document_id=everybody, number=1, until_on=clock.today())) == {lead, other}
    assert told(ConsultationOpened(document_id=own, number=1, until_on=clock.today())) == {lead}


def test_approval_is_asked_of_who_did_not_write_it(house: UUID) -> None:
    writer, lead = make_member(house, is_lead=True), make_member(house, is_lead=True)
    staff = make_person("Maren", role=Role.COORDINATOR)
    made = make_document(house, VersionState.REVIEW, writer_id=writer)
    assert told(ReviewAsked(document_id=made, number=1)) == {lead}
    alone = make_organization("One Woman House")
    own = make_document(alone, VersionState.REVIEW, writer_id=make_member(alone, is_lead=True))
    assert told(ReviewAsked(document_id=own, number=1)) == {staff}


def test_who_wrote_it_is_told_that_it_came_back_and_nobody_of_her_own_deed(house: UUID) -> None:
    writer, other = make_member(house), make_member(house)
    made = make_document(house, VersionState.DRAFT, writer_id=writer)
    assert told(VersionReturned(document_id=made, number=1), other) == {writer}
    assert told(VersionReturned(document_id=made, number=1), writer) == set()


def test_a_notice_says_nothing_of_what_its_reader_may_not_see_any_more(house: UUID) -> None:
    lead = make_member(house, is_lead=True)
    made = make_document(house, VersionState.DRAFT, title="Rides")
    news = Told(made, "library.returned", {"document": str(made)})
    member = entering(Actor(person_id=lead, organization_ids=frozenset({house})))
    assert str(SHOWERS["library.returned"](member, [news])[made].said).startswith("Rides: ")
    gone = entering(Actor(person_id=lead, organization_ids=frozenset({make_organization("Juniper Peers")})))
    assert SHOWERS["library.returned"](gone, [news]) == {}
