"""Many leads accept the last place of one mentor at the same moment: one wins, the others are told so."""

import threading
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel.refusals import Conflict
from network.mentorship import commands
from network.mentorship.commands import AnswerDraft
from network.mentorship.models import Answer
from network.pairings.models import Pairing
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import (
    Offer,
    make_answer,
    make_mentee,
    make_mentor,
    make_proposal,
    open_round,
)
from tests.factories.people import lead_of


def at_once(app: Flask, deeds: list[Any]) -> list[str]:
    """Do all deeds at the same moment, each with a connection of its own; what came of each."""
    start = threading.Barrier(len(deeds))
    said: list[str] = []

    def run(deed: Any) -> None:
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

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def accept(mentor_id: UUID, proposal_id: UUID) -> Any:
    return lambda: commands.answer_proposal(lead_of(mentor_id), proposal_id, Side.MENTOR, AnswerDraft(True))


def offers_of(mentor_id: UUID, number: int) -> list[Offer]:
    round_id = open_round()
    return [make_proposal(mentor_id, make_mentee(f"Waiting {place}"), round_id) for place in range(number)]


def race(app: Flask, number: int) -> None:
    mentor_id = make_mentor(capacity=1)
    offers = offers_of(mentor_id, number)
    for offer in offers:
        make_answer(offer.proposal_id, Side.MENTEE)
    said = at_once(app, [accept(mentor_id, offer.proposal_id) for offer in offers])
    assert sorted(said) == ["conflict"] * (number - 1) + ["done"]
    db.session.rollback()
    assert len(db.session.scalars(select(Pairing)).all()) == 1
    assert len(db.session.scalars(select(Answer).where(Answer.side == Side.MENTOR)).all()) == 1


def test_of_four_parallel_accepts_of_the_last_place_one_wins(app: Flask) -> None:
    race(app, 4)


def test_a_place_that_was_promised_is_not_promised_again_before_the_other_side_answers(app: Flask) -> None:
    mentor_id = make_mentor(capacity=1)
    offers = [*offers_of(mentor_id, 3), *offers_of(mentor_id, 3)]  # of two rounds: nothing but the mentor's own row is shared
    said = at_once(app, [accept(mentor_id, offer.proposal_id) for offer in offers])
    assert sorted(said) == ["conflict"] * 5 + ["done"]


@pytest.mark.slow
def test_of_twenty_parallel_accepts_of_the_last_place_one_wins(app: Flask) -> None:
    race(app, 20)


def test_both_sides_accepting_at_once_make_one_pairing(app: Flask) -> None:
    offer = make_proposal(make_mentor(), make_mentee())

    def answer(organization_id: UUID, side: Side) -> Any:
        return lambda: commands.answer_proposal(lead_of(organization_id), offer.proposal_id, side, AnswerDraft(True))

    said = at_once(
        app,
        [answer(offer.mentor_id, Side.MENTOR), answer(offer.mentee_id, Side.MENTEE)],
    )
    assert said == ["done", "done"]
    db.session.rollback()
    assert len(db.session.scalars(select(Pairing)).all()) == 1


def test_two_organizations_that_mentor_each_other_do_not_wait_for_ever(
    app: Flask,
) -> None:
    one, other = (
        make_mentor("Aspen Peers", wants_mentor=True),
        make_mentor("Larch Peers", wants_mentor=True),
    )
    there, back = make_proposal(one, other), make_proposal(other, one)
    for offer in (there, back):
        make_answer(offer.proposal_id, Side.MENTEE)
    assert at_once(app, [accept(one, there.proposal_id), accept(other, back.proposal_id)]) == ["done", "done"]
