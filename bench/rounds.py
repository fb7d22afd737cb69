"""A round with a plan and one that is published, in the database of the bench; and somebody who leads one side of a proposal."""

from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from bench.crowd import cookie_of
from network.accounts.models import Person, TermsAcceptance, TermsText
from network.accounts.rules.terms import Audience
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.mentorship import commands, queries
from network.mentorship.commands import RoundDraft
from network.mentorship.models import Proposal, RunEntry
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.values import Rules
from network.organizations.models import Membership, Organization
from network.storage.db import db
from network.storage.transaction import transaction

NEARBY = Parameters(rules=Rules(max_distance_km=150))  # everybody with everybody within reach, as a coordinator would have it
SOMEBODY = Actor(person_id=None, roles=frozenset({Role.COORDINATOR}))


def addresses(app: Flask) -> tuple[dict[str, str], UUID, str]:
    """The pages that are measured by name; the mentee of a proposal, and the proposal's address."""
    with app.app_context():
        organization = db.session.scalars(select(Organization.id).order_by(Organization.folded).limit(1)).one()
        answered = planned("Round that is out")
        commands.publish_round(SOMEBODY, answered)
        proposal, mentee = db.session.execute(select(Proposal.id, Proposal.mentee_id).limit(1)).tuples().one()
        round_id = planned("Round of the bench")
        pair = db.session.scalars(select(RunEntry.mentee_id).where(RunEntry.mentor_id.is_not(None)).limit(1)).first()
        db.session.rollback()
    base = f"/mentorship/rounds/{round_id}"
    found = {
        "home": "/",
        "directory": "/organizations",
        "directory, searched": "/organizations?q=heron",
        "organization": f"/organizations/{organization}",
        "round": base,
        "round, list": f"{base}/list",
        "round, matters": f"{base}/matters",
        "round, publishing": f"{base}/publish",
        "round, a pair": f"{base}/pairs/{pair}",
        "round, map": f"{base}/map",
        "round, answers": f"/mentorship/rounds/{answered}/answers",
        "mentorship": "/mentorship",
        "pairings": "/pairings",
        "places": "/places",
    }
    return found, mentee, f"/mentorship/proposals/{proposal}"


def planned(title: str) -> UUID:
    """A round with its best plan."""
    round_id: UUID = commands.open_round(SOMEBODY, RoundDraft(title, parameters=NEARBY))
    commands.store_run(SOMEBODY, round_id, queries.solve(queries.problem_for(SOMEBODY, round_id)))
    return round_id


def lead_of(app: Flask, organization_id: UUID) -> str:
    """The session of somebody who leads it."""
    email, now = "lead@bench.example", clock.now()
    with app.app_context(), transaction():
        person = Person(id=uuid4(), email=email, name="Lead of the bench", password_hash="", added_at=now)
        db.session.add(person)
        db.session.flush()
        db.session.add(Membership(person_id=person.id, organization_id=organization_id, is_lead=True, began_at=now))
        for text in db.session.scalars(select(TermsText)).all():
            whose = organization_id if text.audience == Audience.ORGANIZATION else None
            db.session.add(TermsAcceptance(text_id=text.id, person_id=person.id, organization_id=whose, accepted_at=now))
    return cookie_of(app, email)
