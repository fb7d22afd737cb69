"""Pages as tests fetch and compare them, and a round with a plan to look at."""

import re
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, match, open_round

HTMX = {"HX-Request": "true"}


def matched(places: int = 1, mentees: int = 2) -> tuple[UUID, UUID, list[UUID]]:
    """A round with a plan: one mentor, and those who wait."""
    mentor = make_mentor(capacity=places)
    waiting = [make_mentee(f"Driftwood House {number:02d}") for number in range(mentees)]
    round_id = open_round()
    match(round_id)
    return round_id, mentor, waiting


def chosen_mentee(round_id: UUID) -> UUID:
    """Who the plan serves first."""
    asked = "select mentee_id from run_entry where mentor_id is not null order by priority desc, mentee_id"
    found = db.session.execute(db.text(asked)).scalars().first()
    return found if isinstance(found, UUID) else UUID(str(found))


def page(client: FlaskClient, address: str, **more: Any) -> str:
    """A page that is there."""
    answer = client.get(address, **more)
    assert answer.status_code == 200, answer.status
    return str(answer.get_data(as_text=True))


def without_tokens(html: str) -> str:
    """The page without the tokens of its forms, which tell the second in which they were made."""
    return re.sub(r'(data-token|value)="[^"]{40,}"', "", html)
