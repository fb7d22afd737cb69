"""Facts become notices once: relayed twice, by two at once, out of order, or after a kill; nothing is passed over."""

import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from network.journal import notices
from network.journal.commands.sealing import seal_segment
from network.journal.models import JournalEntry
from network.journal.notices import Letter, Notice, Written
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.kernel.words import words
from network.mail.memory import Memory
from network.notifications import queries
from network.notifications.commands.relaying import relay_entry
from network.notifications.jobs import post, relay
from network.notifications.models import Mail, Notification, RelayedEntry
from network.storage.db import db
from tests.factories.people import make_person
from tests.notifications.news import LIFTED, FogLifted, announcing, lift


@pytest.fixture(autouse=True)
def fog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announcing(monkeypatch):
        yield


def told() -> dict[UUID, int]:
    """How many notices each has."""
    asked = select(Notification.recipient_id, func.count()).where(Notification.template == LIFTED)
    counts = dict(db.session.execute(asked.group_by(Notification.recipient_id)).tuples().all())
    db.session.rollback()
    return counts


def test_a_fact_becomes_a_notice_that_holds_ids_only(app: Flask) -> None:
    ines = make_person()
    lift(ines)
    relay(SYSTEM)
    row = db.session.scalars(select(Notification)).one()
    assert (row.recipient_id, row.template, row.about, row.read_at) == (ines, LIFTED, {"person": str(ines)}, None)


def test_relayed_twice_nothing_doubles(app: Flask, mailbox: Memory) -> None:
    ines, tove = make_person(), make_person("Tove Aas")
    lift(ines, tove)
    for _ in range(3):
        relay(SYSTEM)
        seal_segment()
    assert told() == {ines: 1, tove: 1}
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 2


def test_without_its_mark_an_entry_is_relayed_again_and_still_nothing_doubles(app: Flask, mailbox: Memory) -> None:
    ines = make_person()
    entry_id = lift(ines)
    relay(SYSTEM)
    db.session.execute(text("delete from relayed_entry"))
    db.session.commit()
    relay_entry(entry_id)
    assert told() == {ines: 1}
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 1


@pytest.mark.parametrize("relays", [2, 4])
def test_many_relays_at_once_have_one_effect(app: Flask, mailbox: Memory, relays: int) -> None:
    people = [make_person() for _ in range(3)]
    for _ in range(5):
        lift(*people)
    gate = threading.Barrier(relays)

    def run() -> None:
        with app.app_context():
            gate.wait(20)
            relay(SYSTEM)

    threads = [threading.Thread(target=run) for _ in range(relays)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    relay(SYSTEM)  # what a busy database kept one of them from
    assert told() == dict.fromkeys(people, 5)


def test_the_position_follows_the_seal_and_the_marks_below_go(app: Flask) -> None:
    ines = make_person()
    first = lift(ines)
    relay(SYSTEM)
    assert queries.position() == 0
    assert db.session.get(RelayedEntry, first) is not None
    seal_segment()
    relay(SYSTEM)
    assert queries.position() >= first
    assert db.session.scalars(select(RelayedEntry)).all() == []
    lift(ines)
    relay(SYSTEM)
    assert told() == {ines: 2}


def test_a_lower_entry_that_is_committed_after_a_higher_one_is_not_passed_over(app: Flask, engine: str) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite has one writer: its entries come in order")
    ines = make_person()
    slow = Session(db.engine)
    entry = JournalEntry(occurred_at=clock.now(), event=FogLifted.name(), facts=FogLifted(person_ids=(ines,)).facts())
    slow.add(entry)
    slow.flush()  # has its number, and is not to be seen yet
    high = lift(ines)
    assert entry.id < high
    relay(SYSTEM)
    assert told() == {ines: 1}
    assert queries.position() < entry.id
    slow.commit()
    slow.close()
    relay(SYSTEM)
    assert told() == {ines: 2}
    seal_segment()
    relay(SYSTEM)
    assert queries.position() >= high


def test_the_position_stays_below_an_entry_that_could_not_be_relayed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ines = make_person()

    def broken(fact: FogLifted) -> Iterable[Notice]:
        if fact.hours == 1:
            raise RuntimeError("a mistake in the house")
        yield Notice(fact.person_ids[0], LIFTED)

    with announcing(monkeypatch, broken):
        lift(ines, hours=1)
        lift(ines, hours=2)
        seal_segment()
        relay(SYSTEM)
        assert told() == {ines: 1}
        assert queries.position() == 0
        assert queries.overdue(clock.now()) == 0
        assert queries.overdue(clock.now() + timedelta(hours=1)) == 1
    relay(SYSTEM)  # the mistake is mended
    assert told() == {ines: 2}
    assert queries.position() > 0
    assert queries.overdue(clock.now() + timedelta(hours=1)) == 0


def test_who_did_it_is_not_told_unless_it_is_to_her(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ines, tove = make_person(), make_person("Tove Aas")
    lift(ines, tove, actor=Actor(person_id=ines))
    relay(SYSTEM)
    assert told() == {tove: 1}

    def also_to_her(fact: FogLifted) -> Iterable[Notice]:
        yield Notice(fact.person_ids[0], LIFTED, to_doer=True)

    with announcing(monkeypatch, also_to_her):
        lift(ines, actor=Actor(person_id=ines))
        relay(SYSTEM)
    assert told() == {tove: 1, ines: 1}


def test_who_is_gone_keeps_nobody_else_from_hearing(app: Flask) -> None:
    tove = make_person("Tove Aas")
    lift(uuid4(), tove)
    relay(SYSTEM)
    assert told() == {tove: 1}


def test_a_notice_holds_no_text() -> None:
    for value in ("Ines Halloran", "ines@people.example", "250 555 0100", "https://network.example/x", ""):
        with pytest.raises(ValueError, match="ids and codes"):
            Notice(uuid4(), LIFTED, {"about": value})


def test_news_that_nobody_could_show_or_write_is_not_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ines = make_person()
    for strange in (Notice(ines, "nobody.shows"), Letter("nobody-writes", uuid4())):
        with announcing(monkeypatch, lambda _fact, strange=strange: [Notice(ines, LIFTED), strange]):
            lift(ines)
            relay(SYSTEM)
    assert told() == {}


def test_no_mail_is_kept_where_none_is_set_up(app: Flask) -> None:
    lift(make_person())
    relay(SYSTEM)
    post(SYSTEM)
    assert db.session.scalars(select(Mail)).all() == []


def test_several_notices_wait_for_one_mail(app: Flask, mailbox: Memory) -> None:
    ines = make_person(email="ines@people.example")
    for hours in (1, 2, 10):
        lift(ines, hours=hours)
    relay(SYSTEM)
    assert db.session.scalars(select(Mail.is_urgent)).all() == [True]
    post(SYSTEM)
    post(SYSTEM)
    assert [mail.to for mail in mailbox.sent] == ["ines@people.example"]
    lift(ines)
    relay(SYSTEM)
    post(SYSTEM)
    assert len(mailbox.sent) == 2


def test_a_letter_is_wanted_once_for_each_fact(app: Flask, mailbox: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    row_id = uuid4()
    monkeypatch.setitem(notices.WRITERS, "fog-letter", lambda _id: Written("ines@people.example", (words("Fog."),)))
    with announcing(monkeypatch, lambda _fact: [Letter("fog-letter", row_id)]):
        lift()
        relay(SYSTEM)
        relay(SYSTEM)
        post(SYSTEM)
    assert [mail.to for mail in mailbox.sent] == ["ines@people.example"]


def test_what_happened_long_ago_is_told_with_the_time_it_was_passed_on(app: Flask) -> None:
    ines = make_person()
    with time_machine.travel(clock.now() - timedelta(days=3), tick=False):
        lift(ines)
    relay(SYSTEM)
    assert clock.now() - db.session.scalars(select(Notification.made_at)).one() < timedelta(minutes=1)
