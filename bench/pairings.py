"""What the board of pairings costs with 500 of them on SQLite: time, statements, weight."""

import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert, select

from bench.crowd import cookie_of, open_house
from bench.pages import caller, statements_of
from bench.timing import in_turns, table
from network.kernel import clock
from network.organizations.models import Organization
from network.pairings.models import MentoringSession, Pairing
from network.storage.db import db
from network.storage.transaction import transaction

PAIRS, SESSIONS, BUDGET_MS = 500, 8, 150
PATHS = {"board": "/pairings", "those that need you": "/pairings?group=need-you", "searched": "/pairings?q=larch"}


def fill_pairings() -> None:
    """Pairs of organizations that have met some times, some lately, some long ago."""
    mentors = list(db.session.scalars(select(Organization.id).where(Organization.capacity > 0)))
    mentees = list(db.session.scalars(select(Organization.id).where(Organization.capacity == 0)))
    today, now = clock.today(), clock.now()
    pairs = [
        {
            "id": uuid4(), "mentor_id": mentors[number % len(mentors)], "mentee_id": mentees[number], "state": "active",
            "is_second": False, "began_on": today - timedelta(days=300), "from_round": "Spring round",
        }
        for number in range(PAIRS)
    ]  # fmt: skip
    held = [
        {
            "id": uuid4(), "pairing_id": each["id"], "held_on": today - timedelta(days=number % 60 + 30 * month), "how": "video",
            "minutes": 60, "next_step": "", "note": "", "in_kind_minutes": 0, "travel_minutes": 0, "travel_km": 0,
            "travel_cents": 0, "logged_side": "mentee", "logged_at": now, "version": 1,
        }
        for number, each in enumerate(pairs) for month in range(SESSIONS)
    ]  # fmt: skip
    with transaction():
        db.session.execute(insert(Pairing), pairs)
        db.session.execute(insert(MentoringSession), held)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="peer-bench-") as folder:
        app = open_house(Path(folder), 2_000)
        with app.app_context():
            fill_pairings()
        cookie = cookie_of(app, "coordinator@demo.example")
        calls = {name: caller(app, path, cookie) for name, path in PATHS.items()}
        for name, call in calls.items():
            body, status = call()
            assert status.startswith("200"), (name, status, body[:300])
        spent = in_turns({**calls}, times=5)
        rows: list[tuple[object, ...]] = []
        for name, path in PATHS.items():
            wire = len(caller(app, path, cookie, packed=True)()[0]) / 1000
            fits = "yes" if spent[name].median <= BUDGET_MS else "NO"
            rows.append(
                (
                    name,
                    f"{spent[name].median:.1f}",
                    f"{spent[name].best:.1f}",
                    statements_of(app, calls[name]),
                    f"{wire:.1f}",
                    fits,
                )
            )
    print(f"## The board of {PAIRS} pairings, budget {BUDGET_MS} ms\n")
    print(table(("page", "processor ms", "best", "statements", "KB", "within"), rows))


if __name__ == "__main__":
    main()
