"""Invitations that go by mail: to that address only, with a link that is made when it leaves, and again when it lapsed."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from network.accounts.models import LinkRequest, Person
from network.kernel import clock, tokens
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import NotFound
from network.notifications import jobs as post_office
from network.organizations import commands, jobs, queries
from network.organizations.commands import InvitationDraft
from network.organizations.models import Invitation, Membership
from network.storage import secrets
from network.storage.db import db
from tests.accounts.test_recovery import bare
from tests.factories.organizations import make_organization
from tests.factories.people import acting, make_member, make_person, staff
from tests.forms import post
from tests.journal import everything, facts

PASSWORD = "four quiet boots on larch"
JO = "jo@people.example"


def the_clock_goes() -> None:
    """What the scheduler does every few seconds."""
    jobs.renew_invitations(SYSTEM)
    post_office.relay(SYSTEM)
    post_office.post(SYSTEM)
    db.session.rollback()


def links(mailbox: Any, to: str = JO) -> list[str]:
    """The paths of the links that went to an address."""
    return [
        path
        for each in mailbox.sent
        if each.to == to
        for path in re.findall(r"http://localhost:8000(/invitations/\S+)", each.text)
    ]


@pytest.fixture
def mailed(app: Flask, mailbox: Any) -> str:
    """The path of a link that went to Jo, as a lead of Driftwood House."""
    one = make_organization("Driftwood House")
    commands.mail_invitation(staff(), InvitationDraft(one, True, " Jo@People.example "))
    the_clock_goes()
    return links(mailbox)[0]


def test_the_mail_tells_nothing_and_the_link_works(mailed: str, mailbox: Any, sign_in: Any) -> None:
    """C8, C54: no organization, no person, no purpose; the address is sealed, the token kept nowhere."""
    mail = mailbox.sent[0]
    assert not re.search(r"driftwood|mentor|sex|network|jo@", mail.text.replace("localhost", ""), re.I)
    row = db.session.scalars(select(Invitation)).one()
    assert JO not in str(vars(row))
    assert row.token_digest == tokens.digest(mailed.rsplit("/", 1)[1])
    page = sign_in().get(mailed).get_data(as_text=True)
    assert 'name="email"' not in page
    sent = {"name": "Josephine Starr", "password": PASSWORD, "email": "evil@people.example"}
    assert post(sign_in(), mailed, sent).status_code == 303
    assert db.session.scalars(select(Person.email).where(Person.name == "Josephine Starr")).all() == [JO]
    assert db.session.scalars(select(Membership.is_lead)).all() == [True]
    assert post(sign_in(), "/sign-in", {"email": JO, "password": PASSWORD}).status_code == 303


def test_a_lead_invites_by_mail_on_the_page(app: Flask, mailbox: Any, sign_in: Any) -> None:
    one = make_organization("Driftwood House")
    client = sign_in(make_member(one, is_lead=True))
    page = f"/organizations/{one}/invite"
    for wrong in ("jo", "a@b@c.example", "jo@people.example\nBcc: x@y.example", "jo@people.example, evil@x.example"):
        assert post(client, page, {"role": "member", "email": wrong}).status_code == 422, wrong
    answer = post(client, page, {"role": "member", "email": JO})
    assert answer.status_code == 303
    assert "sent by mail" in client.get(page).get_data(as_text=True)
    assert JO not in client.get(page).get_data(as_text=True)
    the_clock_goes()
    assert len(links(mailbox)) == 1


def test_an_administrator_invites_staff_by_mail(app: Flask, mailbox: Any, sign_in: Any) -> None:
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    assert post(client, "/people/invite", {"email": JO}).status_code == 303
    the_clock_goes()
    assert len(links(mailbox)) == 1


def test_a_lapsed_link_goes_again_to_the_same_address_and_to_no_other(mailed: str, mailbox: Any, sign_in: Any) -> None:
    """C4: for every address and every link the page says the same, and nothing is posted meanwhile."""
    used = commands.make_invitation(staff(), db.session.scalars(select(Membership.organization_id)).first() or _one(), False)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        lapsed = bare(sign_in().get(mailed))
        assert lapsed == bare(sign_in().get("/invitations/made-up"))
        assert lapsed[0] == 404
        asked = [
            (mailed, "evil@people.example"),
            ("/invitations/made-up", JO),
            (f"/invitations/{used}", JO),
            (mailed, JO),
        ]
        answers = [bare(post(sign_in(), path, {"email": email, "again": "yes"})) for path, email in asked]
        assert len({answer[1] for answer in answers}) == 1
        assert {answer[0] for answer in answers} == {200}
        assert len(links(mailbox)) == 1, "nothing leaves while a page is answered"
        assert everything()["link_request"] == len(asked)
        the_clock_goes()
        assert [each.to for each in mailbox.sent] == [JO, JO]
        old, new = links(mailbox)
        assert sign_in().get(old).status_code == 404
        assert sign_in().get(new).status_code == 200
        the_clock_goes()
        assert len(mailbox.sent) == 2
        assert db.session.scalars(select(LinkRequest)).all() == []
    assert len(facts("invitation_renewed")) == 1


def _one() -> Any:
    return db.session.scalars(select(Invitation.organization_id)).first()


@pytest.mark.parametrize("state", ["holds", "used", "withdrawn", "maker"])
def test_only_a_lapsed_link_goes_again(mailed: str, mailbox: Any, state: str) -> None:
    row = db.session.scalars(select(Invitation)).one()
    digest, now = row.token_digest or "", clock.now()
    values: dict[str, dict[str, Any]] = {"used": {"used_at": now}, "withdrawn": {"withdrawn_at": now}}
    if state in values:
        db.session.execute(update(Invitation).values(**values[state]))
    if state == "maker":
        db.session.execute(update(Person).where(Person.id == row.made_by_id).values(is_suspended=True))
    db.session.commit()
    with time_machine.travel(now + timedelta(days=0 if state == "holds" else 15), tick=False), pytest.raises(NotFound):
        commands.renew_invitation(SYSTEM, digest, JO)


def test_an_odd_address_asks_for_nothing(mailed: str, sign_in: Any) -> None:
    for wrong in ("", "jo", "a@b", "x" * 300 + "@people.example"):
        assert post(sign_in(), "/invitations/made-up", {"email": wrong, "again": "yes"}).status_code == 422
    assert everything()["link_request"] == 0


def test_asking_again_is_slowed_down(mailed: str, sign_in: Any) -> None:
    """C5."""
    said = [post(sign_in(), "/invitations/made-up", {"email": JO, "again": "yes"}).status_code for _ in range(8)]
    assert said[0] == 200
    assert said[-1] == 429


def test_a_mail_is_not_posted_for_a_link_that_was_taken_back(app: Flask, mailbox: Any) -> None:
    one = make_organization("One")
    lead = acting(make_member(one, is_lead=True), lead_of=(one,))
    commands.mail_invitation(lead, InvitationDraft(one, False, JO))
    commands.withdraw_invitation(lead, one, db.session.scalars(select(Invitation.id)).one())
    the_clock_goes()
    assert mailbox.sent == []


def test_the_address_cannot_be_moved_to_another_row(mailed: str) -> None:
    """C47."""
    commands.make_invitation(staff(), make_organization("Two"), False)
    sealed = db.session.scalars(select(Invitation.email_sealed).where(Invitation.email_sealed != "")).one()
    db.session.execute(update(Invitation).where(Invitation.email_sealed == "").values(email_sealed=sealed))
    db.session.commit()
    moved = db.session.scalars(select(Invitation).order_by(Invitation.made_at.desc())).first()
    assert moved is not None
    with pytest.raises(secrets.Unreadable):
        queries.open_invitations(moved.organization_id, clock.now())


def test_whoever_has_an_account_is_told_how_to_use_a_link(mailed: str, mailbox: Any, sign_in: Any) -> None:
    """C4: the page says the same as to anybody; only her mailbox says more."""
    make_person(email=JO)
    known = bare(post(sign_in(), mailed, {"name": "Jo", "password": PASSWORD}))
    one = make_organization("Two")
    other = f"/invitations/{commands.make_invitation(staff(), one, False)}"
    new = bare(post(sign_in(), other, {"name": "Jo", "password": PASSWORD, "email": "new@people.example"}))
    assert known == new
    the_clock_goes()
    assert "You have an account already" in [each.text for each in mailbox.sent if each.to == JO][-1]
    assert sign_in().get(mailed).status_code == 200
