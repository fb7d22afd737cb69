"""Who hears of roles and accounts: whom it concerns, those who could undo it, and never a mail with a name or a place in it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from network.accounts import commands
from network.accounts.events import AddressChanged, PasswordRecovered
from network.accounts.models import RoleHolding
from network.accounts.notices.security import SAID
from network.journal.command import record
from network.kernel.actor import SYSTEM, Actor, Role
from network.mail.memory import Memory
from network.notifications.commands.inbox import choose_mail
from network.notifications.jobs import post, relay
from network.notifications.models import Mail
from network.storage.db import db
from network.storage.transaction import transaction
from tests.factories.people import make_person
from tests.factories.places import make_region
from tests.notifications.inboxes import HIDDEN, Begin, inbox_of

NAME = "Ines Heronwillow"
SAYS = (
    "There is something new for you. Sign in to read it:\n\nhttp://localhost:8000/notices\n\n"
    "You can switch these mails off there.\n"
)


def test_a_role_is_told_to_her_who_has_it(app: Flask, sign_in: Begin) -> None:
    make_region("fraser", "Fraser")
    ines, pell = make_person(NAME), make_person("Pell Novak", role=Role.ADMINISTRATOR)
    commands.give_role(SYSTEM, ines, Role.LIAISON, "fraser")
    assert inbox_of(sign_in, ines) == ["You have a new role: Liaison, Fraser."]
    commands.take_role(Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR})), ines, Role.LIAISON, "fraser")
    assert inbox_of(sign_in, ines)[0] == "A role was taken from you: Liaison, Fraser."
    assert inbox_of(sign_in, pell) == []  # she did it


def test_what_one_administrator_does_alone_the_others_hear_of(app: Flask, sign_in: Begin) -> None:
    ines = make_person(NAME, role=Role.COORDINATOR)
    pell, other = (make_person(name, role=Role.ADMINISTRATOR) for name in ("Pell Novak", "Oriel Adeyemi"))
    acting = Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR}))
    commands.take_role(acting, ines, Role.COORDINATOR)
    commands.suspend_person(acting, ines)
    said = [f"{NAME} was suspended.", f"A role was taken from {NAME}: Coordinator."]
    assert inbox_of(sign_in, other) == said
    db.session.execute(delete(RoleHolding).where(RoleHolding.person_id == other))
    db.session.commit()
    assert inbox_of(sign_in, other) == [HIDDEN, HIDDEN]


def test_a_suspension_is_told_by_a_letter_since_the_inbox_is_closed(app: Flask, sign_in: Begin, mailbox: Memory) -> None:
    ines, pell = make_person(NAME, email="ines@people.example"), make_person("Pell Novak", role=Role.ADMINISTRATOR)
    acting = Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR}))
    commands.suspend_person(acting, ines)
    relay(SYSTEM)
    post(SYSTEM)
    assert [mail.to for mail in mailbox.sent] == ["ines@people.example"]
    assert mailbox.sent[0].text.startswith("You can't sign in at the moment.")
    assert "http" not in mailbox.sent[0].text
    commands.restore_person(acting, ines)
    assert inbox_of(sign_in, ines) == ["You can sign in again."]


def test_who_wants_no_mail_gets_no_letter_that_she_did_not_ask_for(app: Flask, mailbox: Memory) -> None:
    ines, pell = make_person(NAME), make_person("Pell Novak", role=Role.ADMINISTRATOR)
    choose_mail(Actor(person_id=ines), False)
    commands.suspend_person(Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR})), ines)
    relay(SYSTEM)
    post(SYSTEM)
    assert mailbox.sent == []
    assert db.session.scalars(select(Mail.state)).all() == ["dropped"]


def test_a_suspension_that_ended_before_the_letter_left_is_not_told(app: Flask, mailbox: Memory) -> None:
    ines, pell = make_person(NAME), make_person("Pell Novak", role=Role.ADMINISTRATOR)
    acting = Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR}))
    commands.suspend_person(acting, ines)
    relay(SYSTEM)
    commands.restore_person(acting, ines)
    post(SYSTEM)
    assert mailbox.sent == []


def test_c10_what_changed_about_her_account_is_told_though_she_did_it_herself(
    app: Flask, sign_in: Begin, mailbox: Memory
) -> None:
    ines = make_person(NAME, email="ines@people.example")
    for fact in (PasswordRecovered(person_id=ines), AddressChanged(person_id=ines)):
        with transaction():
            record(Actor(person_id=ines), fact)
    relay(SYSTEM)
    post(SYSTEM)
    (mail,) = mailbox.sent
    for telling in ("password", "address", "heronwillow", "device", "administrator", "network"):
        assert telling not in f"{mail.subject} {mail.text}".casefold(), telling
    said = inbox_of(sign_in, ines)
    assert [text.split(".")[0] for text in said] == [
        "You sign in with another address now",
        "Your password was set anew by a link",
    ]
    assert all(text.endswith("If that was not you, tell an administrator at once.") for text in said)


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_c10_each_such_fact_is_hers_alone_and_its_mail_is_one_without_content(
    app: Flask, sign_in: Begin, mailbox: Memory, kind: Any
) -> None:
    ines, pell = make_person(NAME, email="ines@people.example"), make_person("Pell Novak", role=Role.ADMINISTRATOR)
    given = {"person_id": ines, "sign_in_id": ines, "kind": "passkey", "tries": 5, "left": 9, "link_id": ines}
    with transaction():
        record(Actor(person_id=ines), kind(**{name: value for name, value in given.items() if name in kind.__annotations__}))
    relay(SYSTEM)
    post(SYSTEM)
    assert [(mail.to, mail.text) for mail in mailbox.sent] == [("ines@people.example", SAYS)]
    assert len(inbox_of(sign_in, ines)) == 1
    assert inbox_of(sign_in, pell) == []
