"""C24, C53: somebody who can't sign in is erased by two administrators, after she was told, and never against her."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts.commands import begin_session
from network.accounts.models import Person
from network.approvals import commands as approvals
from network.approvals.models import Approval
from network.kernel import clock
from network.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.mail.memory import Memory
from network.notifications.jobs import post as post_mail
from network.notifications.jobs import relay
from network.privacy.commands.erasing_others import ask_to_erase
from network.privacy.rules.erasing import NOT_BEFORE, may_be_approved
from network.storage.db import db
from network.storage.forgetting import forget_for_good
from tests.canaries import holds
from tests.factories.people import acting, coordinator, make_person
from tests.forms import token_on
from tests.journal import everything, facts
from tests.notifications.inboxes import inbox_of

CANARIES = ("canary-name-of-tove", "canary-address-of-tove", "canary-how-she-asked")
LATER = NOT_BEFORE + timedelta(minutes=1)


class Office:
    """Two administrators, and somebody who asked one of them by phone."""

    def __init__(self) -> None:
        self.one, self.two = (
            acting(make_person(name, role=Role.ADMINISTRATOR), Role.ADMINISTRATOR) for name in ("Pell", "Oriel")
        )
        self.tove = make_person(CANARIES[0], email=f"{CANARIES[1]}@people.example")

    def ask(self) -> UUID:
        return ask_to_erase(self.one, self.tove, CANARIES[2])


@pytest.fixture
def office(app: Flask) -> Office:
    return Office()


def is_erased(person_id: UUID) -> bool:
    """Whether the account is gone."""
    db.session.expire_all()
    return db.session.get_one(Person, person_id).erased_at is not None


@pytest.mark.parametrize(("gone", "may"), [(timedelta(0), False), (NOT_BEFORE, True), (-timedelta(days=9), False)])
def test_she_has_three_days_to_say_no(gone: timedelta, may: bool) -> None:
    now = clock.now()
    assert may_be_approved(now - gone, now) is may


def test_c24_c53_two_administrators_erase_her_for_good(office: Office, app: Flask) -> None:
    approval_id = office.ask()
    with time_machine.travel(clock.now() + LATER, tick=False):
        with pytest.raises(Conflict):
            approvals.approve(office.one, approval_id)
        approvals.approve(office.two, approval_id)
    assert is_erased(office.tove)
    forget_for_good()
    assert holds(app, *CANARIES) == []
    assert facts("person_erased")[0]["person_id"] == str(office.tove)
    assert facts("erasure_asked") == [{"person_id": str(office.tove), "approval_id": str(approval_id)}]


def test_c24_nobody_approves_before_her_days_are_over_and_nothing_is_half_done(office: Office) -> None:
    approval_id = office.ask()
    before = everything()
    with pytest.raises(Conflict):
        approvals.approve(office.two, approval_id)
    assert everything() == before
    assert not is_erased(office.tove)
    assert db.session.get_one(Approval, approval_id).state == "waiting"


def test_c53_who_signs_in_meanwhile_can_not_be_erased_by_others(office: Office) -> None:
    approval_id = office.ask()
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        begin_session(ANONYMOUS, office.tove, None)
    with time_machine.travel(clock.now() + LATER, tick=False), pytest.raises(Conflict):
        approvals.approve(office.two, approval_id)
    assert not is_erased(office.tove)


def test_c24_no_wait_stands_for_the_second_person(office: Office) -> None:
    approval_id = office.ask()
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False), pytest.raises(Conflict):
        approvals.announce_wait(office.one, approval_id)


def test_it_is_asked_once_for_somebody_else_who_is_there_and_no_administrator(office: Office) -> None:
    office.ask()
    before = everything()
    for person_id, refusal in (
        (office.tove, Conflict),
        (office.one.person_id, Conflict),
        (office.two.person_id, Conflict),
        (UUID(int=5), NotFound),
    ):
        assert person_id is not None
        with pytest.raises(refusal):
            ask_to_erase(office.one, person_id, "She asked.")
    for actor in (coordinator(), Actor(person_id=office.tove)):
        with pytest.raises(Denied):
            ask_to_erase(actor, office.tove, "She asked.")
    assert everything() == before


def test_she_is_told_by_a_letter_and_in_her_inbox(office: Office, sign_in: Any, mailbox: Memory) -> None:
    office.ask()
    relay(SYSTEM)
    post_mail(SYSTEM)
    mine = [each for each in mailbox.sent if CANARIES[1] in str(each)]
    assert any("erase your account" in str(each) for each in mine)
    assert not [each for each in mailbox.sent if CANARIES[2] in str(each) or CANARIES[0] in str(each)]
    assert any("asked to erase your account" in each for each in inbox_of(sign_in, office.tove))


def test_the_page_asks_and_leads_to_the_approval(office: Office, sign_in: Any) -> None:
    client = sign_in(office.one.person_id)
    address = f"/privacy/people/{office.tove}/erase"
    assert address in client.get(f"/people/{office.tove}").get_data(as_text=True)
    assert client.post(address, data={"csrf_token": token_on(client, address), "reason": "x"}).status_code == 422
    sent = {"csrf_token": token_on(client, address), "reason": "By phone; her sister vouches.", "is_meant": "y"}
    answer = client.post(address, data=sent)
    assert answer.status_code == 303
    row = db.session.scalars(select(Approval)).one()
    assert answer.headers["Location"].endswith(f"/approvals/{row.id}")
    assert sign_in(make_person()).get(address).status_code == 404
