"""Who hears that somebody joined, and that a large import is done."""

from uuid import UUID

from flask import Flask
from sqlalchemy import update

from network.journal.command import record
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.organizations.events import ImportApplied, ImportAsked, ImportFailed, ImportUndone, InvitationAccepted, UndoingAsked
from network.organizations.models import ImportBatch, Invitation, Membership
from network.storage.db import db
from network.storage.transaction import transaction
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.notifications.inboxes import HIDDEN, Begin, inbox_of

MINE, OTHER = "Driftwood Transition House", "Cedar Centre"


def say(actor: UUID | None, fact: object) -> None:
    with transaction():
        record(Actor(person_id=actor), fact)  # type: ignore[arg-type]


def invited_by(maker: UUID, organization_id: UUID | None) -> UUID:
    row = Invitation(
        organization_id=organization_id,
        token_digest=UUID(int=maker.int ^ 1).hex,
        is_lead=False,
        made_at=clock.now(),
        made_by_id=maker,
        expires_at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def test_who_invited_and_who_leads_hear_that_somebody_joined(app: Flask, sign_in: Begin) -> None:
    mine, other = make_organization(MINE), make_organization(OTHER)
    maren = make_person("Maren Ostrowski", role=Role.COORDINATOR)
    lead, member = make_member(mine, is_lead=True, name="Rena Okada"), make_member(mine, name="Tove Aas")
    stranger = make_member(other, is_lead=True, name="Sunniva Beck")
    ines = make_member(mine, name="Ines Halloran")
    say(ines, InvitationAccepted(organization_id=mine, invitation_id=invited_by(maren, mine), person_id=ines))
    joined = [f"Ines Halloran joined {MINE}."]
    assert inbox_of(sign_in, maren) == inbox_of(sign_in, lead) == joined
    assert inbox_of(sign_in, member) == inbox_of(sign_in, stranger) == inbox_of(sign_in, ines) == []
    db.session.execute(update(Membership).where(Membership.person_id == lead).values(is_lead=False))
    db.session.commit()
    assert inbox_of(sign_in, lead) == [HIDDEN]


def test_who_joined_the_staff_is_told_to_who_invited_her(app: Flask, sign_in: Begin) -> None:
    pell, ines = make_person("Pell Novak", role=Role.ADMINISTRATOR), make_person()
    say(ines, InvitationAccepted(invitation_id=invited_by(pell, None), person_id=ines))
    assert inbox_of(sign_in, pell) == ["Ines Halloran joined the network."]


def batch() -> UUID:
    row = ImportBatch(file_name="list.csv", digest="-", table={}, begun_at=clock.now())
    db.session.add(row)
    db.session.commit()
    return row.id


def test_who_asked_for_a_large_import_hears_that_it_is_done(app: Flask, sign_in: Begin) -> None:
    maren, other = (make_person(name, role=Role.COORDINATOR) for name in ("Maren Ostrowski", "Amélie Rousseau"))
    large, small = batch(), batch()
    counts = {"added": 1, "changed": 0, "unchanged": 0, "left_out": 0}
    say(maren, ImportAsked(batch_id=large, rows=900))
    say(maren, ImportApplied(batch_id=large, **counts))  # the clock does it in her name
    say(maren, ImportApplied(batch_id=small, **counts))  # she saw it done
    say(maren, UndoingAsked(batch_id=large, rows=900))
    say(maren, ImportUndone(batch_id=large, restored=0, removed=1, left=0))
    assert inbox_of(sign_in, maren) == ["Your import is taken back.", "Your import is in the directory."]
    assert inbox_of(sign_in, other) == []
    db.session.execute(update(ImportBatch).where(ImportBatch.id == large).values(asked_by_id=maren))
    db.session.commit()
    say(None, ImportFailed(batch_id=large, kind="undoing"))
    say(None, ImportFailed(batch_id=large, kind="applying"))
    assert inbox_of(sign_in, maren)[:2] == [
        "Your import broke down. Nothing was changed.",
        "Taking your import back broke down. It stays in force.",
    ]
    assert inbox_of(sign_in, other) == []
    db.session.execute(db.delete(ImportBatch).where(ImportBatch.id == large))
    db.session.commit()
    assert inbox_of(sign_in, maren) == [HIDDEN] * 4
