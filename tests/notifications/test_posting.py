"""C54, C55: mails without content, posted by whoever holds the lease, again after a failure, given up at a bound, forgotten."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from network.accounts.models import Person
from network.journal import notices
from network.journal.models import JournalEntry
from network.journal.notices import Letter, Link, Written
from network.kernel import clock, tokens
from network.kernel.actor import SYSTEM, Role
from network.kernel.words import words
from network.mail import Postponed, Refused, Trouble, Why
from network.mail.memory import Memory
from network.notifications import rules
from network.notifications.commands.posting import claim_mail, end_mail, forget_old
from network.notifications.jobs import post, relay
from network.notifications.models import Mail, MailChoice, MailStanding, Notification
from network.notifications.rules import MailState
from network.settings.commands import choose
from network.storage.db import db
from tests.factories.people import make_person
from tests.notifications.news import announcing, lift

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ADDRESS = "ines.heronwillow@people.example"


@pytest.fixture(autouse=True)
def fog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announcing(monkeypatch):
        yield


@pytest.fixture
def travelling() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as there:
        yield there


def state_of_all() -> list[tuple[str, int]]:
    found = [(str(state), tries) for state, tries in db.session.execute(select(Mail.state, Mail.tries).order_by(Mail.made_at))]
    db.session.rollback()
    return found


def wanted(person_id: UUID) -> None:
    lift(person_id)
    relay(SYSTEM)


def test_a_mail_says_that_there_is_something_and_nothing_else(app: Flask, mailbox: Memory) -> None:
    wanted(make_person("Ines Heronwillow", email=ADDRESS))
    post(SYSTEM)
    mail = mailbox.sent[0]
    assert (mail.to, mail.subject) == (ADDRESS, "Something new for you")
    assert mail.text.startswith("There is something new for you. Sign in to read it:\n\nhttp://localhost:8000/notices\n")
    whole = f"{mail.subject}\n{mail.text}".casefold()
    for telling in (
        "heronwillow",
        "ines",
        "fog",
        "network",
        "sex",
        "work",
        "organization",
        "mentor",
        "report",
        "british",
        "peer",
    ):
        assert telling not in whole, telling
    assert re.findall(r"https?://\S+", mail.text) == ["http://localhost:8000/notices"]


def test_the_subject_is_the_installations_choice(app: Flask, mailbox: Memory) -> None:
    choose(SYSTEM, "mail_subject", "A note")
    wanted(make_person())
    post(SYSTEM)
    assert mailbox.sent[0].subject == "A note"


@pytest.mark.parametrize("why", ["suspended", "switched off", "read meanwhile"])
def test_what_is_not_due_any_more_is_not_posted(app: Flask, mailbox: Memory, why: str) -> None:
    ines = make_person()
    wanted(ines)
    if why == "suspended":
        db.session.execute(update(Person).values(is_suspended=True))
    elif why == "switched off":
        db.session.add(MailChoice(person_id=ines, is_mailed=False))
    else:
        db.session.execute(update(Notification).values(read_at=clock.now()))
    db.session.commit()
    post(SYSTEM)
    assert mailbox.sent == []
    assert state_of_all() == [(MailState.DROPPED, 1)]


def test_a_mail_keeps_its_id_through_all_tries_and_goes_once(
    app: Flask, mailbox: Memory, travelling: time_machine.Traveller
) -> None:
    wanted(make_person())
    mailbox.fails = [Postponed(), Postponed()]
    ids = set()
    for minutes in range(12):
        travelling.move_to(NOON + timedelta(minutes=minutes))
        post(SYSTEM)
        ids |= {mail.id for mail in mailbox.sent}
    assert state_of_all() == [(MailState.SENT, 3)]
    assert ids == {db.session.scalars(select(Mail.id)).one().hex}
    assert len(mailbox.sent) == 1


def test_a_mail_that_is_never_taken_is_given_up(app: Flask, mailbox: Memory, travelling: time_machine.Traveller) -> None:
    wanted(make_person())
    mailbox.fails = [Postponed() for _ in range(100)]
    for hours in range(72):
        travelling.move_to(NOON + timedelta(hours=hours))
        post(SYSTEM)
    assert state_of_all() == [(MailState.DEAD, rules.MOST_TRIES)]


def test_an_address_that_does_not_exist_is_given_up_at_once(app: Flask, mailbox: Memory) -> None:
    wanted(make_person())
    mailbox.fails = [Refused()]
    post(SYSTEM)
    assert state_of_all() == [(MailState.DEAD, 1)]


def test_while_the_server_is_out_of_order_all_wait_and_arrive_once_afterwards(
    app: Flask, mailbox: Memory, travelling: time_machine.Traveller
) -> None:
    people = [make_person(email=f"{number}@people.example") for number in range(5)]
    for person_id in people:
        lift(person_id)
    relay(SYSTEM)
    mailbox.fails = [Trouble(Why.CERTIFICATE) for _ in range(8)]
    for minutes in range(240):
        travelling.move_to(NOON + timedelta(minutes=minutes))
        post(SYSTEM)
    assert sorted(mail.to for mail in mailbox.sent) == sorted(f"{number}@people.example" for number in range(5))
    assert {state for state, _ in state_of_all()} == {MailState.SENT}


def test_a_server_in_trouble_is_asked_less_and_less(app: Flask, mailbox: Memory, travelling: time_machine.Traveller) -> None:
    for _ in range(20):
        lift(make_person())
    relay(SYSTEM)
    mailbox.fails = [Trouble(Why.SILENT) for _ in range(1000)]
    for ten_seconds in range(360):
        travelling.move_to(NOON + timedelta(seconds=10 * ten_seconds))
        post(SYSTEM)
    assert 5 < 1000 - len(mailbox.fails) < 15


@pytest.mark.quick_on("sqlite", "ten hours of minutes; each step of them is asked on both by the other tests here")
def test_administrators_read_once_in_their_inbox_that_mail_fails_and_once_that_it_goes(
    app: Flask, mailbox: Memory, travelling: time_machine.Traveller
) -> None:
    pell = make_person("Pell Novak", role=Role.ADMINISTRATOR)
    wanted(make_person())
    mailbox.fails = [Trouble(Why.NO_ENCRYPTION) for _ in range(12)]
    for minutes in range(600):
        travelling.move_to(NOON + timedelta(minutes=minutes))
        post(SYSTEM)
        relay(SYSTEM)
    asked = select(Notification.template, Notification.about).where(Notification.recipient_id == pell)
    found = db.session.execute(asked.order_by(Notification.made_at)).tuples().all()
    assert found == [("mail.failing", {"why": "no_encryption"}), ("mail.mended", {})]
    assert db.session.get_one(MailStanding, 1).failing_since is None


def test_one_who_holds_the_lease_keeps_others_out_until_it_lapses(
    app: Flask, mailbox: Memory, travelling: time_machine.Traveller
) -> None:
    wanted(make_person())
    first = claim_mail()
    assert first is not None
    assert claim_mail() is None
    travelling.move_to(NOON + rules.LEASE + timedelta(seconds=1))
    second = claim_mail()
    assert second is not None
    assert (second.id, second.tries) == (first.id, 2)
    end_mail(first, MailState.DEAD)  # it comes too late, and says nothing
    assert state_of_all() == [(MailState.WAITING, 2)]
    end_mail(second, MailState.SENT)
    assert state_of_all() == [(MailState.SENT, 2)]


def test_a_mail_that_ends_its_poster_each_time_is_given_up(
    app: Flask, mailbox: Memory, travelling: time_machine.Traveller
) -> None:
    wanted(make_person())
    for number in range(rules.MOST_TRIES + 3):
        travelling.move_to(NOON + number * (rules.LEASE + timedelta(seconds=1)))
        claim_mail()
    forget_old()
    assert state_of_all() == [(MailState.DEAD, rules.MOST_TRIES)]


def test_urgent_mails_go_first(app: Flask, mailbox: Memory) -> None:
    lift(make_person(email="first@people.example"))
    lift(make_person(email="second@people.example"), hours=10)
    relay(SYSTEM)
    post(SYSTEM)
    assert [mail.to for mail in mailbox.sent] == ["second@people.example", "first@people.example"]


def test_mails_are_forgotten_after_two_weeks_and_the_notice_stays(
    app: Flask, mailbox: Memory, travelling: time_machine.Traveller
) -> None:
    wanted(make_person())
    wanted(make_person())
    mailbox.fails = [Refused()]
    post(SYSTEM)
    travelling.move_to(NOON + timedelta(days=13))
    forget_old()
    assert len(state_of_all()) == 2
    travelling.move_to(NOON + timedelta(days=14, seconds=1))
    forget_old()
    assert state_of_all() == []
    assert len(db.session.scalars(select(Notification)).all()) == 2
    travelling.move_to(NOON + timedelta(days=181))
    forget_old()
    assert db.session.scalars(select(Notification)).all() == []


class Recovery:
    """A room that writes letters: it keeps the digest of the newest token, and no token."""

    def __init__(self) -> None:
        self.id, self.digest, self.is_due = uuid4(), "", True

    def write(self, row_id: UUID) -> Written | None:
        if not self.is_due or row_id != self.id:
            return None
        token = tokens.new_token()
        self.digest = tokens.digest(token)
        link = Link("accounts.sign_in", {"token": token})
        return Written(ADDRESS, (words("Choose a new password:"), words("If you did not ask, do nothing.")), link)


@pytest.fixture
def recovery(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recovery]:
    room = Recovery()
    monkeypatch.setitem(notices.WRITERS, "test-recovery", room.write)
    with announcing(monkeypatch, lambda _fact: [Letter("test-recovery", room.id)]):
        yield room


def token_in(text: str) -> str:
    return text.split("token=")[1].split()[0]


def everything_kept() -> str:
    """All that journal, inboxes and mails hold."""
    rows: list[object] = []
    for table in (JournalEntry, Notification, Mail):
        rows += [dict(row) for row in db.session.execute(select(*table.__table__.columns)).mappings()]
    return repr(rows)


def test_a_letters_link_is_minted_when_it_is_posted_and_kept_nowhere(app: Flask, mailbox: Memory, recovery: Recovery) -> None:
    lift()
    relay(SYSTEM)
    assert recovery.digest == ""
    post(SYSTEM)
    mail = mailbox.sent[0]
    token = token_in(mail.text)
    assert mail.to == ADDRESS
    assert tokens.digest(token) == recovery.digest
    assert (
        mail.text == f"Choose a new password:\n\nhttp://localhost:8000/sign-in?token={token}\n\nIf you did not ask, do nothing.\n"
    )
    kept = everything_kept()
    assert (token in kept, "heronwillow" in kept, recovery.digest in kept) == (False, False, False)


def test_a_letter_posted_again_has_another_link_and_another_id(
    app: Flask, mailbox: Memory, recovery: Recovery, travelling: time_machine.Traveller
) -> None:
    """A mailbox that knows the first id would pass over the second mail, and with it the only link that holds."""
    lift()
    relay(SYSTEM)
    sent = mailbox.send

    def take_and_fall_silent(message: object) -> None:
        sent(message)  # type: ignore[arg-type]
        raise Trouble(Why.SILENT)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memory, "send", lambda _self, message: take_and_fall_silent(message))
        post(SYSTEM)
    travelling.move_to(NOON + timedelta(minutes=5))
    post(SYSTEM)
    first, second = mailbox.sent
    assert token_in(first.text) != token_in(second.text)
    assert tokens.digest(token_in(second.text)) == recovery.digest
    assert first.id != second.id


def test_a_letter_that_is_not_due_any_more_is_not_posted(app: Flask, mailbox: Memory, recovery: Recovery) -> None:
    lift()
    relay(SYSTEM)
    recovery.is_due = False
    post(SYSTEM)
    assert (mailbox.sent, state_of_all()) == ([], [(MailState.DROPPED, 1)])


def test_a_letter_that_can_not_be_written_keeps_none_of_the_others(
    app: Flask, mailbox: Memory, recovery: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_row_id: UUID) -> Written:
        raise RuntimeError("a mistake in the house")

    monkeypatch.setitem(notices.WRITERS, "test-recovery", broken)
    lift()
    relay(SYSTEM)
    with announcing(monkeypatch):
        wanted(make_person())
    post(SYSTEM)
    assert len(mailbox.sent) == 1
    assert sorted(state_of_all()) == [(MailState.SENT, 1), (MailState.WAITING, 1)]


@pytest.mark.parametrize("rest", [rules.wait, rules.pause])
def test_rests_grow_are_bounded_and_spread(rest: Callable[[int, float], timedelta]) -> None:
    mean = [rest(tries, 0.5) for tries in range(1, 40)]
    assert mean == sorted(mean)
    assert mean[0] < mean[3] < mean[8]
    assert max(mean) == rest(10_000, 0.5) <= timedelta(hours=6)
    for tries in (1, 5, 30):
        assert rest(tries, 0.0) == 0.75 * rest(tries, 0.5)
        assert rest(tries, 1.0) == 1.25 * rest(tries, 0.5)
