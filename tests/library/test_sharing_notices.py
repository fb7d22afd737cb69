"""Who is told of what is said of a document and made of it; and that nobody is told what she may not see."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask

from network.journal.notices import SHOWERS, Told
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.library.commands.comments import CommentDraft, SettlingDraft, answer, comment, settle_comment, take_back_comment
from network.library.commands.endorsing import endorse, lapse_endorsements
from network.library.commands.offers import OfferDraft, decline_offer, offer_changes, withdraw_offer
from network.library.models import Document
from network.library.rules.comments import How
from network.library.rules.states import VersionState
from network.notifications.jobs import relay
from network.notifications.models import Notification
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import make_member
from tests.factories.sharing import add_text, make_endorsement, signed_in, text_of


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def peers(app: Flask) -> UUID:
    return make_organization("Juniper Peers")


@pytest.fixture
def writer(house: UUID) -> Actor:
    return signed_in(make_member(house, is_lead=True), house, is_lead=True)


@pytest.fixture
def reader(peers: UUID) -> Actor:
    return signed_in(make_member(peers, is_lead=True), peers, is_lead=True)


def told(actor: Actor) -> list[str]:
    """What lies in her inbox, in words as she may read them now; empty where she may not."""
    relay(SYSTEM)
    db.session.rollback()
    rows = db.session.query(Notification).filter_by(recipient_id=actor.person_id).order_by(Notification.id).all()
    lines = []
    for row in sorted(rows, key=lambda row: (row.made_at, row.template)):
        shown = SHOWERS[row.template](actor, [Told(row.id, row.template, row.about)])
        lines.append(str(shown[row.id].said) if row.id in shown else "")
    return lines


def says(actor: Actor, made: UUID) -> UUID:
    return comment(actor, made, 1, CommentDraft(uuid4(), "canary-words"))


def test_writers_hear_of_comments_once_a_day(house: UUID, peers: UUID, writer: Actor, reader: Actor) -> None:
    made = make_document(house, VersionState.CONSULTATION, writer_id=writer.person_id)
    second = signed_in(make_member(peers), peers)
    noon = clock.now().replace(hour=12)
    for hours, who in ((0, reader), (1, reader), (2, second), (23, reader), (24, reader)):
        with time_machine.travel(noon + timedelta(hours=hours), tick=False):
            says(who, made)
    assert told(writer) == ["Outreach by boat: there are new comments."] * 2
    assert told(reader) == []


def test_a_writer_is_told_though_she_spoke_first_that_day(house: UUID, writer: Actor, reader: Actor) -> None:
    made = make_document(house, VersionState.CONSULTATION, writer_id=writer.person_id)
    says(writer, made)
    says(reader, made)
    assert len(told(writer)) == 1


def test_whoever_wrote_a_comment_hears_of_its_answer_and_how_it_was_settled(house: UUID, writer: Actor, reader: Actor) -> None:
    made = make_document(house, VersionState.CONSULTATION, writer_id=writer.person_id)
    said = says(reader, made)
    answer(writer, made, said, CommentDraft(uuid4(), "canary-answer"))
    settle_comment(writer, made, said, SettlingDraft(uuid4(), How.TAKEN))
    assert sorted(told(reader)) == [
        "Outreach by boat: somebody answered your comment.",
        "Outreach by boat: your comment was settled.",
    ]
    db.session.query(Document).update({"is_shared": False})
    db.session.commit()
    assert told(reader) == ["", ""]


def test_what_was_taken_back_is_no_news(house: UUID, writer: Actor, reader: Actor) -> None:
    made = make_document(house, VersionState.CONSULTATION, writer_id=writer.person_id)
    take_back_comment(reader, made, says(reader, made))
    assert len(told(writer)) == 1
    assert "canary" not in repr([(row.template, row.about) for row in db.session.query(Notification)])


def test_who_left_the_space_is_told_nothing(house: UUID, reader: Actor, peers: UUID) -> None:
    gone = make_member(peers)
    place = Place(SpaceKind.ORGANIZATION, str(house))
    made = make_document(house, VersionState.CONSULTATION, place, writer_id=gone)
    inside = signed_in(make_member(house), house)
    says(inside, made)
    assert told(signed_in(gone, peers)) == []


def test_endorsements_are_told_and_a_lapse_asks_again(house: UUID, peers: UUID, writer: Actor, reader: Actor) -> None:
    made = make_document(house, writer_id=writer.person_id)
    endorse(reader, made, peers, 1)
    assert told(writer) == ["Outreach by boat: an organization stands behind it."]
    lapse_endorsements(writer, made, add_text(made, size="major", writer_id=writer.person_id))
    assert told(reader) == ["Outreach by boat says something else to do now. Your endorsement has ended. Will you give it again?"]


def test_small_changes_tell_no_endorser(house: UUID, peers: UUID, writer: Actor, reader: Actor) -> None:
    made = make_document(house, writer_id=writer.person_id)
    make_endorsement(made, peers)
    lapse_endorsements(writer, made, add_text(made, size="medium"))
    assert told(reader) == []


def test_who_keeps_an_adaptation_hears_of_its_parents_major_change_if_she_sees_the_parent(
    house: UUID, peers: UUID, writer: Actor, reader: Actor
) -> None:
    parent = make_document(house, writer_id=writer.person_id)
    make_document(peers, title="Far north", adapted_from_id=text_of(parent).id, writer_id=reader.person_id)
    lapse_endorsements(writer, parent, add_text(parent, size="major"))
    assert told(reader) == ["Far north: what it was adapted from says something else to do now. See what changed."]
    db.session.query(Document).filter_by(id=parent).update({"is_shared": False})
    db.session.commit()
    assert told(reader) == [""]


def test_a_medium_change_of_a_parent_wakes_nobody(house: UUID, peers: UUID, writer: Actor, reader: Actor) -> None:
    parent = make_document(house, writer_id=writer.person_id)
    make_document(peers, adapted_from_id=text_of(parent).id, writer_id=reader.person_id)
    lapse_endorsements(writer, parent, add_text(parent, size="medium"))
    assert told(reader) == []


def test_an_unseen_parents_change_wakes_nobody(house: UUID, peers: UUID, writer: Actor, reader: Actor) -> None:
    parent = make_document(house, place=Place(SpaceKind.ORGANIZATION, str(house)), writer_id=writer.person_id)
    make_document(peers, adapted_from_id=text_of(parent).id, writer_id=reader.person_id)
    lapse_endorsements(writer, parent, add_text(parent, size="major"))
    assert told(reader) == []


def test_offers_are_told_by_the_title_of_ones_own_document(house: UUID, peers: UUID, writer: Actor, reader: Actor) -> None:
    parent = make_document(house, writer_id=writer.person_id)
    inner = Place(SpaceKind.ORGANIZATION, str(peers))
    mine = make_document(peers, place=inner, title="Far north", adapted_from_id=text_of(parent).id, writer_id=reader.person_id)
    first = offer_changes(reader, mine, OfferDraft(uuid4(), 1, "canary-message"))
    decline_offer(writer, parent, first, "Ours is for the coast.")
    withdraw_offer(reader, mine, offer_changes(reader, mine, OfferDraft(uuid4(), 1, "canary-message")))
    assert told(writer) == ["Outreach by boat: an organization that adapted it offers you its changes.", ""]
    assert told(reader) == ["Far north: the changes that you offered were declined. The reason stands beside the offer."]
