"""Who hears that a second word is asked for, and what became of it."""

from datetime import timedelta
from uuid import UUID

import time_machine
from flask import Flask
from sqlalchemy import delete

from network.accounts.models import RoleHolding
from network.accounts.rules import act_for
from network.approvals import commands, jobs
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.mail.memory import Memory
from network.notifications.jobs import post, relay
from network.storage.db import db
from tests.factories.people import make_person
from tests.notifications.inboxes import HIDDEN, Begin, inbox_of

ASKED = "Somebody asks for your yes or no."


class Office:
    """Three administrators and somebody who is to have a role."""

    def __init__(self) -> None:
        names = ("Pell Novak", "Oriel Adeyemi", "Maren Ostrowski")
        self.asker, self.second, self.third = (make_person(name, role=Role.ADMINISTRATOR) for name in names)
        about = {"person_id": str(make_person()), "role": "coordinator", "region_code": None}
        self.approval_id = commands.ask(self.acting(self.asker), act_for(Role.COORDINATOR), about, "She runs the rounds.")

    def acting(self, person_id: UUID) -> Actor:
        return Actor(person_id=person_id, roles=frozenset({Role.ADMINISTRATOR}))


def test_asking_is_urgent_to_all_who_may_approve_but_the_asker(app: Flask, sign_in: Begin, mailbox: Memory) -> None:
    office = Office()
    assert inbox_of(sign_in, office.asker) == []
    assert inbox_of(sign_in, office.second) == inbox_of(sign_in, office.third) == [ASKED]
    assert "Look soon" in sign_in(office.second).get("/notices").get_data(as_text=True)
    post(SYSTEM)
    assert len(mailbox.sent) == 2


def test_a_yes_is_told_to_the_asker_and_to_those_who_need_not_look_any_more(app: Flask, sign_in: Begin) -> None:
    office = Office()
    commands.approve(office.acting(office.second), office.approval_id)
    done = "What needed two people was approved and done."
    assert inbox_of(sign_in, office.asker) == [done]
    assert inbox_of(sign_in, office.second) == [ASKED]
    assert set(inbox_of(sign_in, office.third)) == {done, ASKED}


def test_a_no_is_told_to_the_asker(app: Flask, sign_in: Begin) -> None:
    office = Office()
    commands.refuse(office.acting(office.second), office.approval_id, "Not now.")
    assert inbox_of(sign_in, office.asker) == ["What you asked for was refused."]


def test_an_announced_wait_and_its_end_are_told(app: Flask, sign_in: Begin) -> None:
    office, begun = Office(), clock.now()
    relay(SYSTEM)
    with time_machine.travel(begun + timedelta(hours=73), tick=False):
        commands.announce_wait(office.acting(office.asker), office.approval_id)
        relay(SYSTEM)
    with time_machine.travel(begun + timedelta(days=11), tick=False):
        jobs.settle_approvals(SYSTEM)
        relay(SYSTEM)
        assert inbox_of(sign_in, office.asker) == ["What needed two people was approved and done."]
        assert inbox_of(sign_in, office.third) == [
            "What needed two people was approved and done.",
            "Something will be done in seven days unless you or another refuses.",
            ASKED,
        ]


def test_silence_is_told_to_the_asker(app: Flask, sign_in: Begin) -> None:
    office, begun = Office(), clock.now()
    with time_machine.travel(begun + timedelta(days=31), tick=False):
        jobs.settle_approvals(SYSTEM)
        assert inbox_of(sign_in, office.asker) == ["Nobody answered what you asked for within a month."]


def test_who_is_no_administrator_any_more_reads_nothing_of_it(app: Flask, sign_in: Begin) -> None:
    office = Office()
    assert inbox_of(sign_in, office.third) == [ASKED]
    db.session.execute(delete(RoleHolding))
    db.session.commit()
    assert inbox_of(sign_in, office.third) == [HIDDEN]
