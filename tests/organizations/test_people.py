"""Invited, joined, left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts.commands import PersonDraft
from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import ANONYMOUS, SYSTEM, Actor
from network.kernel.refusals import Conflict, Denied, NotFound
from network.organizations import commands, queries
from network.organizations.models import Invitation
from network.settings.queries import catalogue
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import acting, coordinator, lead_of, liaison_of, make_member, make_person, member_of, staff
from tests.journal import everything, facts


def belongs(person_id: UUID) -> list[tuple[UUID, bool]]:
    """The organizations of a person, and whether she leads each."""
    return [(each.id, each.is_lead) for each in queries.memberships_of(person_id)]


NEWCOMER = PersonDraft("josephine@people.example", "Josephine Starr", "a digest")


def test_an_invitation_makes_a_person_and_a_lead_of_her(app: Flask) -> None:
    one = make_organization("One")
    lead = acting(make_member(one, is_lead=True), lead_of=(one,))
    token = commands.make_invitation(lead, one, True)
    person = commands.accept_invitation(ANONYMOUS, token, NEWCOMER)
    assert person is not None
    assert belongs(person) == [(one, True)]
    assert db.session.get_one(Person, person).email == "josephine@people.example"
    assert facts("invitation_accepted")[0]["person_id"] == str(person)
    assert facts("member_added") == [{"organization_id": str(one), "person_id": str(person), "is_lead": True}]


def test_a_link_works_once(app: Flask) -> None:
    one = make_organization("One")
    token = commands.make_invitation(staff(), one, False)
    commands.accept_invitation(ANONYMOUS, token, NEWCOMER)
    before = everything()
    with pytest.raises(NotFound):
        commands.accept_invitation(ANONYMOUS, token, PersonDraft("other@people.example", "Other", "-"))
    with pytest.raises(NotFound):
        commands.join_by_invitation(Actor(person_id=make_person()), token)
    assert everything()["membership"] == before["membership"]


def test_only_the_digest_of_a_link_is_kept(app: Flask) -> None:
    token = commands.make_invitation(staff(), make_organization("One"), False)
    row = db.session.scalars(select(Invitation)).one()
    assert token not in str(vars(row))
    assert token not in str(facts("invitation_made"))


def test_links_that_do_not_hold_are_all_alike(app: Flask) -> None:
    one, closed = make_organization("One"), make_organization("Closed")
    old = commands.make_invitation(staff(), one, False)
    of_closed = commands.make_invitation(staff(), closed, False)
    commands_before = everything()["person"]
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1), tick=False):
        assert queries.find_invitation(old, clock.now()) is None
        with pytest.raises(NotFound):
            commands.accept_invitation(ANONYMOUS, old, NEWCOMER)
    db.session.get_one(queries.get(coordinator(), closed).__class__, closed).status = "closed"
    db.session.commit()
    for token in (of_closed, "", "made-up", old[:-1], old.swapcase(), old + "=", "é" * 40, "\x00"):
        with pytest.raises(NotFound):
            commands.accept_invitation(ANONYMOUS, token, NEWCOMER)
    assert everything()["person"] == commands_before
    assert queries.find_invitation(old, clock.now()) is not None


def test_a_taken_address_joins_nobody_and_the_link_stays_good(app: Flask) -> None:
    """C4: whoever holds a link does not learn from it who has an account; the person herself is told."""
    known = make_person(email="josephine@people.example")
    token = commands.make_invitation(staff(), make_organization("One"), False)
    before = everything()
    assert commands.accept_invitation(ANONYMOUS, token, NEWCOMER) is None
    after = everything()
    assert {name: rows for name, rows in after.items() if rows != before[name]}.keys() == {"journal_entry"}
    assert facts("invitation_met_account")[0]["person_id"] == str(known)
    assert queries.find_invitation(token, clock.now()) is not None


def test_somebody_who_has_an_account_joins_another_organization(app: Flask) -> None:
    one, other = make_organization("One"), make_organization("Other")
    person = make_member(one)
    token = commands.make_invitation(staff(), other, False)
    assert commands.join_by_invitation(Actor(person_id=person), token) == other
    assert sorted(belongs(person)) == sorted([(one, False), (other, False)])
    with pytest.raises(NotFound):
        commands.join_by_invitation(ANONYMOUS, commands.make_invitation(staff(), other, False))


def test_who_may_invite(app: Flask) -> None:
    one = make_organization("One")
    before = everything()
    for actor in (member_of(one), lead_of(make_organization("Two")), liaison_of("northwest")):
        with pytest.raises(Denied):
            commands.make_invitation(actor, one, True)
    assert everything()["invitation"] == before["invitation"]


def test_a_closed_organization_invites_nobody(app: Flask) -> None:
    with pytest.raises(Conflict):
        commands.make_invitation(staff(), make_organization("One", status="closed"), True)


def test_only_the_house_adds_members_and_twice_is_once(app: Flask) -> None:
    one, person = make_organization("One"), make_person()
    commands.add_member(SYSTEM, one, person, False)
    commands.add_member(SYSTEM, one, person, True)
    assert belongs(person) == [(one, True)]
    for actor in (coordinator(), lead_of(one)):
        with pytest.raises(Denied):
            commands.add_member(actor, one, make_person(), False)


def test_who_leaves_belongs_no_more_at_once(app: Flask) -> None:
    one = make_organization("One")
    lead, member = make_member(one, is_lead=True), make_member(one)
    commands.end_membership(lead_of(one), one, member)
    assert belongs(member) == []
    assert facts("member_ended") == [{"organization_id": str(one), "person_id": str(member)}]
    with pytest.raises(NotFound):
        commands.end_membership(lead_of(one), one, member)
    with pytest.raises(Denied):
        commands.end_membership(member_of(one), one, lead)
    assert belongs(lead) == [(one, True)]


def test_the_last_lead_goes_by_a_coordinators_hand_only(app: Flask) -> None:
    one = make_organization("One")
    first, second = make_member(one, is_lead=True), make_member(one, is_lead=True)
    commands.end_membership(lead_of(one), one, first)
    with pytest.raises(Conflict):
        commands.end_membership(lead_of(one), one, second)
    commands.end_membership(coordinator(), one, second)
    assert belongs(second) == []


def test_who_came_back_is_a_member_again(app: Flask) -> None:
    one = make_organization("One")
    person = make_member(one)
    commands.end_membership(coordinator(), one, person)
    commands.add_member(SYSTEM, one, person, False)
    assert belongs(person) == [(one, False)]


def test_an_unknown_organization_has_no_members(app: Flask) -> None:
    act: Any = commands.end_membership
    with pytest.raises(NotFound):
        act(coordinator(), uuid4(), uuid4())


def test_of_many_who_use_a_link_at_once_one_joins(app: Flask) -> None:
    one = make_organization("One")
    token = commands.make_invitation(staff(), one, False)
    db.session.rollback()

    def try_it(number: int) -> bool:
        with app.app_context():
            try:
                commands.accept_invitation(ANONYMOUS, token, PersonDraft(f"{number}@people.example", "Somebody", "-"))
            except NotFound:
                return False
            return True

    with ThreadPoolExecutor(6) as crowd:
        assert sum(crowd.map(try_it, range(6))) == 1
    assert len(queries.page(coordinator(), one, catalogue()).people) == 1
