"""Leaving, handing over, acting for one of several: each takes effect with the next request, everywhere."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from network.accounts.commands import suspend_person
from network.accounts.models import Person, SignIn
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.organizations import commands, queries
from network.organizations.models import Membership
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing, make_proposal
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import acting, coordinator, lead_of, make_member, make_person, member_of, staff
from tests.forms import post
from tests.journal import everything, facts


def belongs(person_id: UUID) -> list[tuple[UUID, bool]]:
    return [(each.id, each.is_lead) for each in queries.memberships_of(person_id)]


def of_two(first: UUID, second: UUID, *, is_lead: bool = False) -> UUID:
    """Somebody of two organizations."""
    person = make_member(first, name="Amélie Rousseau", is_lead=is_lead)
    db.session.add(Membership(person_id=person, organization_id=second, is_lead=is_lead, began_at=clock.now()))
    db.session.commit()
    return person


def test_somebody_leaves_by_herself(app: Flask) -> None:
    one = make_organization("One")
    person = make_member(one)
    who = Actor(person_id=person, organization_ids=frozenset({one}))
    commands.leave_organization(who, one)
    assert belongs(person) == []
    assert facts("member_left") == [{"organization_id": str(one), "person_id": str(person)}]
    with pytest.raises(NotFound):
        commands.leave_organization(who, one)


def test_nobody_leaves_what_she_does_not_belong_to(app: Flask) -> None:
    one = make_organization("One")
    before = everything()
    for actor in (member_of(make_organization("Two")), coordinator()):
        with pytest.raises(Denied):
            commands.leave_organization(actor, one)
    assert everything()["membership"] == before["membership"]


def test_the_only_lead_hands_over_before_she_leaves(app: Flask) -> None:
    one = make_organization("One")
    lead, member = make_member(one, is_lead=True), make_member(one)
    who = acting(lead, lead_of=(one,))
    with pytest.raises(Conflict):
        commands.leave_organization(who, one)
    commands.hand_over(who, one, member)
    assert (belongs(lead), belongs(member)) == ([(one, False)], [(one, True)])
    assert facts("lead_handed_over") == [{"organization_id": str(one), "person_id": str(member)}]
    commands.leave_organization(Actor(person_id=lead, organization_ids=frozenset({one})), one)
    assert belongs(lead) == []


def test_a_suspended_lead_is_no_lead_that_stays(app: Flask) -> None:
    one = make_organization("One")
    lead, other = make_member(one, is_lead=True), make_member(one, is_lead=True)
    db.session.execute(update(Person).where(Person.id == other).values(is_suspended=True))
    db.session.commit()
    with pytest.raises(Conflict):
        commands.leave_organization(acting(lead, lead_of=(one,)), one)
    with pytest.raises(Conflict):
        commands.hand_over(acting(lead, lead_of=(one,)), one, other)


def test_a_lead_hands_over_to_a_member_of_the_same_organization_only(app: Flask) -> None:
    one, two = make_organization("One"), make_organization("Two")
    lead, stranger = make_member(one, is_lead=True), make_member(two)
    who = acting(lead, lead_of=(one,))
    for wrong in (stranger, uuid4()):
        with pytest.raises(NotFound):
            commands.hand_over(who, one, wrong)
    with pytest.raises(Conflict):
        commands.hand_over(who, one, lead)
    for actor in (member_of(one), lead_of(two), coordinator()):
        with pytest.raises(Denied):
            commands.hand_over(actor, one, lead)
    assert belongs(lead) == [(one, True)]


def test_handing_over_on_the_page(app: Flask, sign_in: Any) -> None:
    load_default_lists()
    one = make_organization("Driftwood House")
    lead, member = sign_in(make_member(one, is_lead=True, name="Rena Okada")), make_member(one, name="Tove Aas")
    page = f"/organizations/{one}/hand-over"
    assert "Hand over to somebody else" in lead.get(f"/organizations/{one}").get_data(as_text=True)
    shown = lead.get(page).get_data(as_text=True)
    assert "Tove Aas" in shown
    assert 'value="' + str(member) in shown
    for wrong in ({}, {"person": str(uuid4())}, {"person": "x"}):
        assert post(lead, page, wrong).status_code == 422
    assert post(lead, page, {"person": str(member)}).status_code == 303
    assert lead.get(page).status_code == 403
    assert sign_in(member).get(page).status_code == 200


def test_c9_a_stolen_cookie_alone_hands_nothing_over(app: Flask, sign_in: Any) -> None:
    one = make_organization("Cedar Society")
    thief = sign_in(make_member(one, is_lead=True), ago=timedelta(minutes=6))
    assert thief.get(f"/organizations/{one}/hand-over").headers["Location"].startswith("/step-up")


def test_an_organization_of_one_teaches_how_to_hand_over(app: Flask, sign_in: Any) -> None:
    one = make_organization("Driftwood House")
    lead = sign_in(make_member(one, is_lead=True))
    assert "There is nobody to hand over to yet" in lead.get(f"/organizations/{one}/hand-over").get_data(as_text=True)


# C23: every address that a member of the mentee side reaches, asked again right after she lost her right.
REVOKED = ("leaves", "ended", "suspended", "closed")


@pytest.mark.parametrize("how", REVOKED)
def test_what_she_saw_is_gone_with_the_next_request(app: Flask, sign_in: Any, how: str) -> None:
    """C14, C23: revoke, then replay each address, in the browser that she has open and in her other one."""
    load_default_lists()
    mentor, mentee = make_mentor(), make_mentee()
    offer, pairing = make_proposal(mentor, mentee), make_pairing(mentor, mentee)
    lead = make_member(mentee, is_lead=True)
    person = make_member(mentee, is_lead=True)
    open_now, other = sign_in(person), sign_in(person)
    invitation = commands.make_invitation(acting(person, lead_of=(mentee,)), mentee, False)
    seen = [
        "/organizations",
        f"/organizations/{mentee}",
        f"/organizations/{mentor}",
        f"/organizations/{mentee}/edit",
        f"/organizations/{mentee}/invite",
        f"/organizations/{mentee}/hand-over",
        f"/organizations/{mentee}/leave",
        f"/mentorship/proposals/{offer.proposal_id}",
        f"/pairings/{pairing}",
    ]
    assert [client.get(path).status_code for client in (open_now, other) for path in seen] == [200] * 2 * len(seen)
    assert sign_in().get(f"/invitations/{invitation}").status_code == 200
    if how == "leaves":
        assert post(open_now, f"/organizations/{mentee}/leave").status_code == 303
    elif how == "ended":
        commands.end_membership(acting(lead, lead_of=(mentee,)), mentee, person)
    elif how == "suspended":
        suspend_person(staff(Role.ADMINISTRATOR), person)
    else:
        commands.set_status(coordinator(), mentee, "closed")
    for client in (open_now, other):
        for path in seen:
            answer = client.get(path)
            if path == "/organizations" and how != "suspended":
                assert answer.status_code in (200, 404)
                assert str(mentor) not in answer.get_data(as_text=True)
            else:
                assert answer.status_code == (303 if how == "suspended" else 404), path
    assert sign_in().get(f"/invitations/{invitation}").status_code == 404, "her links went with her right"


def test_a_person_of_several_chooses_which_one_she_acts_for(app: Flask, sign_in: Any) -> None:
    one, two = make_organization("Alder House"), make_organization("Birch Peers")
    client = sign_in(of_two(one, two))
    page = client.get("/places").get_data(as_text=True)
    assert "You act for Alder House." in page
    assert "Act for Birch Peers" in page
    answer = post(client, "/acting-for", {"organization": str(two), "back": "/places?x=1"}, page="/places")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/places?x=1")
    assert "You act for Birch Peers." in client.get("/places").get_data(as_text=True)
    row = db.session.scalars(select(SignIn)).one()
    assert row.acting_for == two
    assert facts("acting_for_chosen") == [{"sign_in_id": str(row.id), "organization_id": str(two)}]


def test_she_acts_for_none_that_she_does_not_belong_to(app: Flask, sign_in: Any) -> None:
    """C22."""
    one, two, foreign = (make_organization(name) for name in ("Alder House", "Birch Peers", "Cedar Centre"))
    person = of_two(one, two)
    client = sign_in(person)
    for wrong in (str(foreign), str(uuid4()), "", "x", "\x00", "a" * 5_000):
        assert post(client, "/acting-for", {"organization": wrong}, page="/places").status_code == 404, wrong
    assert db.session.scalars(select(SignIn.acting_for)).all() == [None]
    post(client, "/acting-for", {"organization": str(two)}, page="/places")
    commands.end_membership(coordinator(), two, person)
    page = client.get("/places").get_data(as_text=True)
    assert "You act for Alder House." in page
    assert "Birch Peers" not in page


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil", "javascript:x", "/a\nb", ""])
def test_choosing_leads_back_to_own_pages_only(app: Flask, sign_in: Any, back: str) -> None:
    """C31."""
    one, two = make_organization("Alder House"), make_organization("Birch Peers")
    client = sign_in(of_two(one, two))
    answer = post(client, "/acting-for", {"organization": str(two), "back": back}, page="/places")
    assert answer.headers["Location"] == "/"


def test_who_has_one_organization_is_asked_nothing(app: Flask, sign_in: Any) -> None:
    one = make_organization("Alder House")
    page = sign_in(make_member(one)).get("/places").get_data(as_text=True)
    assert "You act for Alder House." in page
    assert 'action="/acting-for"' not in page
    assert "You act for" not in sign_in(make_person()).get("/places").get_data(as_text=True)
