"""C57: what no command tells is noted: the first of an hour as a fact, the others as a count. No flood fills the journal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import time_machine
from flask import Flask
from sqlalchemy import select

from network.journal.commands.noting import note, sum_up_noted
from network.journal.events import NotedAgain
from network.journal.models import JournalEntry
from network.journal.noting import Noted
from network.kernel.actor import ANONYMOUS, Actor
from network.storage.db import db
from network.web.events import AccessRefused, FormRefused
from tests.journal import facts

NOW = datetime(2026, 11, 23, 12, 59, 50, tzinfo=UTC)
WHO = Actor(person_id=UUID(int=7))


def refused(page: str = "organizations.show", about: UUID | None = None) -> AccessRefused:
    """Somebody asked for a thing that is not hers to see."""
    return AccessRefused(page_code=page, right_code="", about_id=about or uuid4())


@time_machine.travel(NOW, tick=False)
def test_c57_a_walk_through_many_ids_is_one_entry_and_one_count(app: Flask) -> None:
    first = uuid4()
    for about in (first, *(uuid4() for _ in range(400))):
        note(WHO, refused(about=about))
    assert [each["about_id"] for each in facts("access_refused")] == [str(first)]
    assert db.session.scalars(select(Noted.times)).all() == [401]


def test_c57_when_the_hour_is_over_the_count_is_told_once(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False):
        for _ in range(3):
            note(WHO, refused(about=UUID(int=1)))
        note(ANONYMOUS, FormRefused(page_code="accounts.sign_in", why_code="elsewhere"))
        assert sum_up_noted() == 0, "the hour goes on"
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert sum_up_noted() == 2
        assert sum_up_noted() == 0
    again = NotedAgain(kind="access_refused", about_id=UUID(int=1), times=3)
    assert facts("noted_again") == [again.facts()], "what happened once has been said"
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.event == "noted_again")).one()
    assert entry.actor_id == WHO.person_id
    assert db.session.scalars(select(Noted)).all() == []


def test_c57_another_hour_page_or_person_is_told_for_itself(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False):
        for who in (WHO, Actor(person_id=UUID(int=8))):
            for page in ("organizations.show", "mentorship.show_round"):
                note(who, refused(page))
                note(who, refused(page))
    with time_machine.travel(NOW + timedelta(seconds=30), tick=False):
        note(WHO, refused())
    assert len(facts("access_refused")) == 5


@time_machine.travel(NOW, tick=False)
def test_c57_of_many_at_once_each_is_counted_and_one_is_told(app: Flask) -> None:
    def once(_number: int) -> None:
        with app.app_context():
            note(WHO, refused())

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(once, range(18)))
    db.session.rollback()
    assert len(facts("access_refused")) == 1
    assert db.session.scalars(select(Noted.times)).all() == [18]
