"""One's own inbox: unread first, nobody else's, marked only by pressing, in a fixed number of statements."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.journal import notices
from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.mail.memory import Memory
from network.notifications import queries, rules
from network.notifications.commands.inbox import mark_read
from network.notifications.jobs import post, relay
from network.notifications.models import Notification
from network.storage.db import db
from tests.factories.people import make_person
from tests.forms import token_on
from tests.notifications.news import LIFTED, announcing, lift, show_fog
from tests.statements import statements

Begin = Callable[..., FlaskClient]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announcing(monkeypatch):
        yield


@pytest.fixture
def ines(app: Flask) -> UUID:
    return make_person()


def fill(person_id: UUID, count: int) -> None:
    """So many notices, a minute apart."""
    for number in range(count):
        with time_machine.travel(NOON + timedelta(minutes=number), tick=False):
            lift(person_id, hours=number % 12)
            relay(SYSTEM)


def ids_of(person_id: UUID) -> list[UUID]:
    asked = select(Notification.id).where(Notification.recipient_id == person_id)
    found = list(db.session.scalars(asked.order_by(Notification.made_at)))
    db.session.rollback()
    return found


def press(client: FlaskClient, address: str, **fields: str) -> int:
    sent = {"csrf_token": token_on(client, "/notices"), **fields}
    return client.post(address, data=sent).status_code


def test_an_empty_inbox_says_what_will_be_here(sign_in: Begin, ines: UUID) -> None:
    page = sign_in(ines).get("/notices").get_data(as_text=True)
    assert "Nothing yet" in page
    assert "Mark all as read" not in page


def test_unread_come_first_then_the_newest(app: Flask, ines: UUID) -> None:
    fill(ines, 5)
    first, second, *_ = ids = ids_of(ines)
    mark_read(Actor(person_id=ines), ids[4])
    shown = [line.id for line in queries.inbox(Actor(person_id=ines)).items]
    assert shown == [ids[3], ids[2], second, first, ids[4]]


def test_a_page_at_a_time_shows_each_once_though_some_are_read_meanwhile(app: Flask, ines: UUID) -> None:
    fill(ines, 60)
    actor, ids = Actor(person_id=ines), ids_of(ines)
    for each in ids[:10]:
        mark_read(actor, each)
    seen: list[UUID] = []
    after = ""
    for _ in range(10):
        page = queries.inbox(actor, after)
        seen += [line.id for line in page.items]
        if page.older is None:
            break
        mark_read(actor, page.items[-1].id)  # the row that the next page begins below
        after = page.older
    assert set(ids) <= set(seen)


@pytest.mark.parametrize("key", ["x", "0", "0.", "0.now.you", f"0.2026-11-26T12:00:00.{UUID(int=7)}", "9" * 200])
def test_a_made_up_key_shows_nothing(app: Flask, ines: UUID, key: str) -> None:
    fill(ines, 1)
    assert queries.inbox(Actor(person_id=ines), key).items == ()


def test_nobody_reads_anothers(app: Flask, sign_in: Begin, ines: UUID) -> None:
    tove = make_person("Tove Aas")
    fill(ines, 1)
    mine = ids_of(ines)[0]
    client = sign_in(tove)
    assert "fog" not in client.get("/notices").get_data(as_text=True)
    assert press(client, f"/notices/{mine}/open") == 404
    mark_read(Actor(person_id=tove), mine)
    assert press(client, "/notices/read", until=clock.now().isoformat()) == 303
    assert queries.unread_count(Actor(person_id=ines)) == 1
    assert queries.inbox(Actor()).items == ()
    assert queries.inbox(Actor(is_system=True)).items == ()


def test_opening_marks_as_read_and_looking_does_not(app: Flask, sign_in: Begin, ines: UUID) -> None:
    fill(ines, 2)
    client = sign_in(ines)
    page = client.get("/notices").get_data(as_text=True)
    assert page.count("The fog has lifted.") == 2
    assert queries.unread_count(Actor(person_id=ines)) == 2
    assert 'bar__count">2' in page
    assert press(client, f"/notices/{ids_of(ines)[0]}/open") == 303
    assert queries.unread_count(Actor(person_id=ines)) == 1


def test_marking_all_leaves_what_came_after_the_page(app: Flask, sign_in: Begin, ines: UUID) -> None:
    fill(ines, 3)
    client = sign_in(ines)
    until = NOON + timedelta(minutes=1)
    assert press(client, "/notices/read", until=until.isoformat()) == 303
    assert queries.unread_count(Actor(person_id=ines)) == 1
    for wrong in ("", "yesterday", "2026-11-26"):
        assert press(client, "/notices/read", until=wrong) == 303
    assert queries.unread_count(Actor(person_id=ines)) == 1


def test_what_she_may_not_see_any_more_says_nothing(app: Flask, sign_in: Begin) -> None:
    pell = make_person("Pell Novak", role=Role.ADMINISTRATOR)
    fill(pell, 1)
    page = sign_in(pell).get("/notices").get_data(as_text=True)
    assert "The fog has lifted." not in page
    assert "see any more." in page


def test_a_notice_that_no_room_shows_any_more_says_nothing(
    app: Flask, ines: UUID, sign_in: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ines, 1)
    monkeypatch.delitem(notices.SHOWERS, LIFTED)
    page = sign_in(ines).get("/notices")
    assert page.status_code == 200
    assert "see any more" in page.get_data(as_text=True)
    monkeypatch.setitem(notices.SHOWERS, LIFTED, show_fog)


def test_the_number_of_statements_is_fixed(app: Flask, ines: UUID) -> None:
    fill(ines, 2)
    actor = Actor(person_id=ines)
    with statements() as few:
        queries.inbox(actor)
    fill(ines, 40)
    with statements() as many:
        assert len(queries.inbox(actor).items) == rules.SHOWN_AT_ONCE
    assert len(few) == len(many) == 1 + few.count("begin")
    with statements() as counting:
        assert queries.unread_count(actor) == 42
    assert len(counting) == 1 + counting.count("begin")


def test_somebody_switches_her_mail_off_and_on(app: Flask, ines: UUID, sign_in: Begin, mailbox: Memory) -> None:
    client = sign_in(ines)
    assert "Send me no mail" in client.get("/notices").get_data(as_text=True)
    assert press(client, "/notices/mail") == 303
    assert "Send me mail" in client.get("/notices").get_data(as_text=True)
    fill(ines, 1)
    post(SYSTEM)
    assert mailbox.sent == []
    assert press(client, "/notices/mail", is_mailed="y") == 303
    fill(ines, 1)
    post(SYSTEM)
    assert len(mailbox.sent) == 1
    facts = db.session.scalars(select(JournalEntry.facts).where(JournalEntry.event == "mail_chosen").order_by(JournalEntry.id))
    assert [fact["is_mailed"] for fact in facts] == [False, True]


def test_a_network_without_mail_says_so(app: Flask, ines: UUID, sign_in: Begin) -> None:
    page = sign_in(ines).get("/notices").get_data(as_text=True)
    assert "This network sends no mail." in page
    assert "Send me" not in page
