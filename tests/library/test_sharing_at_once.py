"""Two presses, two tabs, two people at the same moment: one has an effect, the other is told so."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.refusals import Conflict
from network.library.commands.adapting import look_at_parent
from network.library.commands.adopting import adopt, end_adoption
from network.library.commands.comments import CommentDraft, SettlingDraft, comment, settle_comment, take_back_comment
from network.library.commands.endorsing import endorse, withdraw_endorsement
from network.library.commands.offers import OfferDraft, decline_offer, offer_changes, take_offer, withdraw_offer
from network.library.models import Adoption, ChangeOffer, DocumentVersion, Endorsement, ParentSeen, PassageComment
from network.library.rules.comments import How
from network.library.rules.states import VersionState
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import lead_of
from tests.factories.sharing import add_text, for_organization, make_adoption, make_comment, make_endorsement, make_offer, text_of


def at_once(app: Flask, *deeds: Callable[[], Any]) -> list[str]:
    """Do all deeds at the same moment, each with a connection of its own; what came of each."""
    start, said = threading.Barrier(len(deeds)), list[str]()

    def run(deed: Callable[[], Any]) -> None:
        with app.app_context():
            start.wait()
            try:
                deed()
                said.append("done")
            except Conflict:
                said.append("conflict")
            except Exception as unexpected:
                said.append(repr(unexpected))
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return sorted(said)


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def peers(app: Flask) -> UUID:
    return make_organization("Juniper Peers")


def lead(organization_id: UUID) -> Any:
    return for_organization(lead_of(organization_id), organization_id)


ONE_WINS = ["conflict", "done"]


def test_a_comment_sent_twice_at_once_is_one(app: Flask, house: UUID, peers: UUID) -> None:
    made, once = make_document(house, VersionState.CONSULTATION), CommentDraft(uuid4(), "Once.")
    who = lead_of(peers)
    assert at_once(app, *[lambda: comment(for_organization(who, peers), made, 1, once)] * 2) == ONE_WINS
    assert db.session.query(PassageComment).count() == 1


def test_two_keepers_settle_a_comment_at_once(app: Flask, house: UUID) -> None:
    made = make_document(house, VersionState.CONSULTATION)
    said = make_comment(made)

    def settle(how: How) -> Callable[[], Any]:
        return lambda: settle_comment(lead(house), made, said, SettlingDraft(uuid4(), how, "Why."))

    assert at_once(app, settle(How.TAKEN), settle(How.NOT_TAKEN)) == ONE_WINS
    assert db.session.query(PassageComment).filter(PassageComment.answers_id.is_not(None)).count() == 1


def test_one_takes_back_what_another_settles(app: Flask, house: UUID, peers: UUID) -> None:
    made, who = make_document(house, VersionState.CONSULTATION), lead_of(peers)
    said = make_comment(made, peers, written_by_id=who.person_id)
    found = at_once(
        app,
        lambda: take_back_comment(for_organization(who, peers), made, said),
        lambda: settle_comment(lead(house), made, said, SettlingDraft(uuid4(), How.TAKEN)),
    )
    assert found == ONE_WINS


def test_two_leads_endorse_at_once(app: Flask, house: UUID, peers: UUID) -> None:
    made = make_document(house)
    assert at_once(app, *[lambda: endorse(lead(peers), made, peers, 1)] * 2) == ONE_WINS
    assert db.session.query(Endorsement).filter_by(ended_on=None).count() == 1


def test_two_leads_withdraw_at_once(app: Flask, house: UUID, peers: UUID) -> None:
    made = make_document(house)
    make_endorsement(made, peers)
    make_adoption(made, peers)
    assert at_once(app, *[lambda: withdraw_endorsement(lead(peers), made, peers)] * 2) == ONE_WINS
    assert at_once(app, *[lambda: end_adoption(lead(peers), made, peers)] * 2) == ONE_WINS


def test_two_leads_adopt_at_once(app: Flask, house: UUID, peers: UUID) -> None:
    made = make_document(house)
    assert at_once(app, *[lambda: adopt(lead(peers), made, peers, "")] * 2) == ONE_WINS
    assert db.session.query(Adoption).count() == 1


def test_two_keepers_look_at_the_parent_at_once(app: Flask, house: UUID, peers: UUID) -> None:
    parent = make_document(house)
    mine = make_document(peers, adapted_from_id=text_of(parent).id)
    add_text(parent)
    assert at_once(app, *[lambda: look_at_parent(lead(peers), mine, 2, "Taken over.")] * 2) == ONE_WINS
    assert db.session.query(ParentSeen).count() == 1


def test_two_offer_at_once(app: Flask, house: UUID, peers: UUID) -> None:
    parent = make_document(house)
    mine = make_document(peers, adapted_from_id=text_of(parent).id)
    assert at_once(app, *[lambda: offer_changes(lead(peers), mine, OfferDraft(uuid4(), 1, "Ours."))] * 2) == ONE_WINS
    assert db.session.query(ChangeOffer).count() == 1


def test_an_offer_is_answered_once(app: Flask, house: UUID, peers: UUID) -> None:
    parent = make_document(house)
    mine = make_document(peers, adapted_from_id=text_of(parent).id)
    made = make_offer(mine, parent)
    found = at_once(app, lambda: take_offer(lead(house), parent, made), lambda: decline_offer(lead(house), parent, made, "No."))
    assert found == ONE_WINS
    state = db.session.query(ChangeOffer).one().state
    assert db.session.query(DocumentVersion).filter_by(document_id=parent).count() == (2 if state == "taken" else 1)


def test_an_offer_taken_back_and_taken_up_at_once_is_one_of_both(app: Flask, house: UUID, peers: UUID) -> None:
    parent = make_document(house)
    mine = make_document(peers, adapted_from_id=text_of(parent).id)
    made = make_offer(mine, parent)
    found = at_once(app, lambda: take_offer(lead(house), parent, made), lambda: withdraw_offer(lead(peers), mine, made))
    assert found.count("done") == 1
    assert db.session.query(ChangeOffer).one().state in ("taken", "withdrawn")
