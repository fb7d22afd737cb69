"""Invitations as links: who makes them, how long they hold, and what a scanner or a stranger can do with them."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from network.accounts.commands import take_role
from network.accounts.models import Person, RoleHolding
from network.kernel import clock
from network.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.organizations import commands, queries
from network.organizations.models import Invitation, Membership
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import acting, coordinator, lead_of, make_member, make_person, member_of, staff
from tests.forms import post, token_on
from tests.journal import everything, facts

PASSWORD = "four quiet boots on larch"
NEWCOMER = {"name": "Josephine Starr", "email": "jo@people.example", "password": PASSWORD}


def holds(token: str) -> bool:
    return queries.find_invitation(token, clock.now()) is not None


def bad_tokens(token: str, other: str) -> list[str]:
    """Corpus 5.6: of `token`, which holds, and of `other`, which doesn't or is for something else."""
    flipped = chr(ord(token[0]) ^ 1) + token[1:]
    return [
        "x", other, token[:-1], token[1:], token * 2, token.swapcase(), flipped, token + "=", token + "+", "%20" + token,
        token + "%0A", token.replace(token[3], "%25" + f"{ord(token[3]):02x}"), "\u00e9" * 43, "a" * 1_000_000,
    ]  # fmt: skip


def test_a_scanner_that_follows_the_link_burns_nothing(app: Flask, sign_in: Any) -> None:
    """C8: HEAD and GET, three times each, then POST works, and once only."""
    token = commands.make_invitation(staff(), make_organization("One"), True)
    path = f"/invitations/{token}"
    before = everything()
    for _ in range(3):
        assert sign_in().head(path).status_code == 200
        assert sign_in().get(path).status_code == 200
    assert everything() == before
    assert post(sign_in(), path, NEWCOMER).status_code == 303
    again = sign_in()
    assert again.post(path, data={**NEWCOMER, "csrf_token": token_on(again, "/sign-in")}).status_code == 404
    assert len(db.session.scalars(select(Membership)).all()) == 1


def test_every_link_that_does_not_hold_shows_the_same_page(app: Flask, sign_in: Any) -> None:
    """C4, C8, corpus 5.6: to a byte, and nothing is used up."""
    one = make_organization("One")
    token, used = commands.make_invitation(staff(), one, True), commands.make_invitation(staff(), one, False)
    commands.accept_invitation(ANONYMOUS, used, commands.invitations.PersonDraft("a@people.example", "A", "-"))
    stranger = sign_in()
    pages = {_bare(stranger.get(f"/invitations/{bad}")) for bad in bad_tokens(token, used)}
    assert pages == {_bare(stranger.get("/invitations/made-up"))}
    assert holds(token)


def _bare(answer: Any) -> tuple[int, str]:
    return answer.status_code, re.sub(r'name="csrf_token"[^>]*>', "", answer.get_data(as_text=True))


def test_a_link_of_another_purpose_invites_nobody(app: Flask, sign_in: Any) -> None:
    """C8: bound to its purpose."""
    client = sign_in(make_person())
    session = client.get_cookie("session_8000", domain="localhost").value
    assert sign_in().get(f"/invitations/{session}").status_code == 404


@pytest.mark.parametrize("lost", ["lead", "membership", "suspended", "role"])
def test_a_link_holds_as_long_as_its_maker_could_make_it(app: Flask, lost: str) -> None:
    """C23."""
    one = make_organization("One")
    other = make_member(one)
    maker = make_person(role=Role.COORDINATOR) if lost == "role" else make_member(one, is_lead=True)
    who = acting(maker, Role.COORDINATOR) if lost == "role" else acting(maker, lead_of=(one,))
    token = commands.make_invitation(who, one, False)
    assert holds(token)
    if lost == "lead":
        commands.hand_over(who, one, other)
    elif lost == "membership":
        commands.end_membership(coordinator(), one, maker)
    elif lost == "role":
        take_role(SYSTEM, maker, Role.COORDINATOR)
    else:
        db.session.execute(update(Person).where(Person.id == maker).values(is_suspended=True))
        db.session.commit()
    assert not holds(token)
    with pytest.raises(NotFound):
        commands.accept_invitation(ANONYMOUS, token, commands.invitations.PersonDraft("a@people.example", "A", "-"))


def test_a_link_is_taken_back(app: Flask, sign_in: Any) -> None:
    load_default_lists()
    one = make_organization("One")
    lead = make_member(one, is_lead=True)
    token = commands.make_invitation(acting(lead, lead_of=(one,)), one, True)
    invitation = db.session.scalars(select(Invitation.id)).one()
    for actor in (member_of(one), lead_of(make_organization("Two"))):
        with pytest.raises(Denied):
            commands.withdraw_invitation(actor, one, invitation)
    client = sign_in(lead)
    page = f"/organizations/{one}/invite"
    assert "For a lead" in client.get(page).get_data(as_text=True)
    path = f"/organizations/{one}/invitations/{invitation}/withdraw"
    assert post(client, path, page=page).status_code == 303
    assert not holds(token)
    assert facts("invitation_withdrawn")[0]["invitation_id"] == str(invitation)
    for wrong in (path, f"/organizations/{one}/invitations/{uuid4()}/withdraw"):
        assert post(client, wrong, page=page).status_code == 404


def test_a_link_for_staff_is_taken_back_by_an_administrator(app: Flask, sign_in: Any) -> None:
    pell = make_person("Pell Novak", role=Role.ADMINISTRATOR)
    token = commands.make_staff_invitation(Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR})))
    invitation = db.session.scalars(select(Invitation.id)).one()
    for actor in (coordinator(), lead_of(make_organization("One"))):
        with pytest.raises(Denied):
            commands.withdraw_staff_invitation(actor, invitation)
    client = sign_in(pell)
    page, path = "/people/invite", f"/people/invitations/{invitation}/withdraw"
    assert "For the network’s staff" in client.get(page).get_data(as_text=True)
    assert post(client, path, page=page).status_code == 303
    assert not holds(token)
    assert "For the network’s staff" not in client.get(page).get_data(as_text=True)
    for wrong in (path, f"/people/invitations/{uuid4()}/withdraw", f"/people/invitations/{_of_one()}/withdraw"):
        assert post(client, wrong, page=page).status_code == 404


def _of_one() -> UUID:
    """A link of an organization."""
    one = make_organization("One more")
    commands.make_invitation(lead_of(one), one, False)
    return db.session.scalars(select(Invitation.id).where(Invitation.organization_id == one)).one()


def test_network_staff_are_invited_without_an_organization(app: Flask, sign_in: Any) -> None:
    for actor in (coordinator(), lead_of(make_organization("One"))):
        with pytest.raises(Denied):
            commands.make_staff_invitation(actor)
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    assert "/people/invite" in client.get("/people").get_data(as_text=True)
    sheet = post(client, "/people/invite").get_data(as_text=True)
    found = re.search(r"http://localhost:8000(/invitations/[\w-]+)", sheet)
    assert found is not None
    assert post(sign_in(), found[1], NEWCOMER).status_code == 303
    person = db.session.scalars(select(Person.id).where(Person.email == "jo@people.example")).one()
    assert queries.memberships_of(person) == []
    assert db.session.scalars(select(RoleHolding).where(RoleHolding.person_id == person)).all() == []


def test_an_administrator_invites_for_an_organization_too(app: Flask) -> None:
    one = make_organization("One")
    assert holds(commands.make_invitation(staff(Role.ADMINISTRATOR), one, True))


def test_only_the_house_invites_the_first_administrators(app: Flask) -> None:
    """C11."""
    for actor in (staff(Role.ADMINISTRATOR), coordinator(), ANONYMOUS):
        with pytest.raises(Denied):
            commands.make_first_invitation(actor)
    token = commands.make_first_invitation(SYSTEM)
    make_person(role=Role.ADMINISTRATOR)
    with pytest.raises(Conflict):
        commands.make_first_invitation(SYSTEM)
    with pytest.raises(NotFound):
        commands.accept_invitation(ANONYMOUS, token, commands.invitations.PersonDraft("a@people.example", "A", "-"))


def test_no_link_is_built_out_of_what_the_browser_calls_the_site(app: Flask, sign_in: Any) -> None:
    """C8: the address of a link is the one of the settings, never of the request."""
    one = make_organization("One")
    client = sign_in(make_member(one, is_lead=True))
    page = f"/organizations/{one}/invite"
    sent = {"csrf_token": token_on(client, page), "role": "member"}
    evil = client.post(page, data=sent, base_url="http://evil.example")
    assert evil.status_code == 400
    answer = client.post(page, data=sent, headers={"X-Forwarded-Host": "evil.example"})
    assert "http://localhost:8000/invitations/" in answer.get_data(as_text=True)
    assert "evil" not in answer.get_data(as_text=True)


def test_an_invitation_lasts_as_long_as_the_setting_says(app: Flask) -> None:
    token = commands.make_invitation(staff(), make_organization("One"), False)
    with time_machine.travel(clock.now() + timedelta(days=13, hours=23), tick=False):
        assert holds(token)
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1), tick=False):
        assert not holds(token)


def test_a_field_that_is_not_in_the_form_changes_nothing(app: Flask, sign_in: Any) -> None:
    """C22: neither a role nor a place as lead comes with what is typed."""
    one = make_organization("One")
    token = commands.make_invitation(staff(), one, False)
    more = {"role": "administrator", "is_lead": "1", "organization_id": str(uuid4()), "is_suspended": "0"}
    assert post(sign_in(), f"/invitations/{token}", {**NEWCOMER, **more}).status_code == 303
    held = db.session.scalars(select(Membership)).one()
    assert (held.organization_id, held.is_lead) == (one, False)
    roles = select(RoleHolding.role).join(Person, Person.id == RoleHolding.person_id).where(Person.email == NEWCOMER["email"])
    assert db.session.scalars(roles).all() == []
