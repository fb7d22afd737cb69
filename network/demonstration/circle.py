"""A circle that met before anybody tried the demonstration out: one host, four organizations that wait for a mentor."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from network.demonstration.pairings import coordinator
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.organizations.models import Organization
from network.pairings.commands import CircleSessionDraft, add_to_circle, log_circle_session, open_circle
from network.storage.db import db

NAME = "North circle"
MEMBERS = (
    ("Riverbend Transition House Society", 96),
    ("Cedar Sexual Assault Response Society", 96),
    ("Trillium Community Services Society", 94),
    ("Confluence Stopping the Violence Counselling", 40),
)
"""Each with how many days ago it came in."""
MET = (
    (82, "video", 90, ("outreach-start-up",), 3, "Each told what it can and can't offer. Rides are what all of us lack."),
    (54, "video", 75, ("transport", "confidentiality-in-small-communities"), 3, "Read a way to book rides without a name."),
    (21, "phone", 60, ("bad-date-sheet-start-up",), 4, "Riverbend will try one shared sheet for a month."),
)
"""Days ago, way, minutes, topics, how many of the members came, what was written down."""
NEXT_IN = 11
"""Days until they meet again, as said at the last meeting."""


def run_circle(host: Actor, host_id: UUID) -> None:
    """Open it, let them in and log what was. Without all of them in the list there is no circle."""
    today, staff = clock.today(), coordinator()
    known = dict(db.session.execute(select(Organization.folded, Organization.id)).tuples().all())
    members = [(known[fold(name)], days) for name, days in MEMBERS if fold(name) in known]
    if len(members) < len(MEMBERS):
        return
    circle_id = open_circle(staff, NAME, host_id)
    for organization_id, days in members:
        add_to_circle(staff, circle_id, organization_id, today - timedelta(days))
    for days, how, minutes, topics, came, note in MET:
        attended = tuple(organization_id for organization_id, _ in members[:came])
        is_last = days == MET[-1][0]
        draft = CircleSessionDraft(
            held_on=today - timedelta(days),
            how=how,
            minutes=minutes,
            attended=attended,
            topics=topics,
            next_on=today + timedelta(NEXT_IN) if is_last else None,
            note=note,
        )
        log_circle_session(host, circle_id, draft)
