"""Pairings and logs as files: who may, what is in them, what never is."""

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor, Role
from network.kernel.refusals import Denied
from network.pairings import commands
from network.pairings.commands import Exported
from network.pairings.queries.exporting import pairings_for_export, sessions_for_export
from network.pairings.rules.exporting import PAIRING_HEADS, SESSION_HEADS
from network.pairings.rules.states import PairingState
from network.sheets import read_table
from tests.factories.mentorship import AS_OF, make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_session
from tests.factories.people import coordinator, lead_of, liaison_of, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.pairings.test_session_log import SignIn
from tests.statements import statements

MORE = {"in_kind_minutes": 30, "travel_minutes": 200, "travel_km": 310, "travel_cents": 4250, "how": "visit", "minutes": 240}


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    """A pairing with a session that says much, and one that says little."""
    load_default_lists()
    pairing = make_pairing(make_mentor("=Mountain View"), make_mentee("Driftwood House"), PairingState.TRIAL)
    make_session(pairing, AS_OF, ("funding", "transport"), note="canary-note", next_step="canary-step", **MORE)
    make_session(pairing, date(2026, 12, 1))


def test_what_is_in_the_files() -> None:
    assert commands.export_pairings(coordinator(), Exported.PAIRINGS, "csv") == [
        list(PAIRING_HEADS), ["=Mountain View", "Driftwood House", "Trial", "2026-11-22", "", "", "no", ""],
    ]  # fmt: skip
    sides = ["=Mountain View", "Driftwood House", "2026-11-22"]
    assert commands.export_pairings(coordinator(), Exported.SESSIONS, "xlsx") == [
        list(SESSION_HEADS),
        [*sides, "2026-11-22", "In person visit", "240", "Funding; Transport", "", "30", "200", "310", "42.50", ""],
        [*sides, "2026-12-01", "Video", "60", "", "", "", "", "", "", ""],
    ]
    assert facts("pairings_exported") == [
        {"list": "pairings", "rows": 1, "kind": "csv"},
        {"list": "sessions", "rows": 2, "kind": "xlsx"},
    ]


@pytest.mark.parametrize(
    "actor",
    [
        lead_of(uuid4()), member_of(uuid4()), liaison_of("northwest"), Actor(person_id=uuid4()), Actor(),
        Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
    ],
)  # fmt: skip
def test_nobody_but_coordinators_takes_them(actor: Actor) -> None:
    before = everything()
    for what in Exported:
        with pytest.raises(Denied):
            commands.export_pairings(actor, what, "csv")
    for read in (pairings_for_export, sessions_for_export):
        with pytest.raises(Denied):
            read(actor)
    assert everything() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_page_gives_a_file_that_no_program_runs_and_no_word_of_the_sides(kind: str, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert "names who is paired with whom" in client.get("/pairings/export").get_data(as_text=True)
    answer = post(client, "/pairings/export", {"what": "sessions", "kind": kind})
    table = read_table(answer.data, f"file.{kind}")
    assert table.header == SESSION_HEADS
    assert len(table.rows) == 2
    assert "canary" not in str(table.rows)
    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))) for cell in row]
        assert not any(cell.startswith("=") for cell in cells)
    assert post(client, "/pairings/export", {"what": "everything", "kind": kind}).status_code == 422


def test_many_rows_ask_no_more_than_few() -> None:
    counts = []
    for number in (1, 20):
        mentor = make_mentor(f"Mentor {number}", capacity=20)
        for each in range(number):
            make_session(make_pairing(mentor, make_mentee(f"Mentee {number} {each}")), AS_OF, ("funding",))
        sessions_for_export(coordinator())  # reads the lists, which are kept
        with statements() as asked:
            pairings_for_export(coordinator())
            sessions_for_export(coordinator())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5, counts
