"""Pairings and logs that come in by a file: what is exported comes back, what is wrong is said, nothing is half done."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from network.accounts.models import SignIn as SignInRow
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied
from network.organizations.models import DoNotPair, Organization
from network.pairings import commands, queries
from network.pairings.commands import Exported
from network.pairings.models import MentoringSession, Pairing, SessionTopic
from network.pairings.queries import BringingPlan
from network.pairings.rules.exporting import PAIRING_HEADS, SESSION_HEADS
from network.pairings.rules.importing import FileRows, arranged
from network.pairings.rules.states import PairingState
from network.sheets import read_table, write_csv, write_xlsx
from network.spaces.models import Space, SpaceAccess
from network.storage.db import db
from tests.factories.mentorship import AS_OF, make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.pairings import make_session
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.markup import Reader
from tests.pairings.test_session_log import SignIn
from tests.statements import statements

Rows = Sequence[Sequence[str]]
FULL = {
    "how": "visit", "minutes": 5, "in_kind_minutes": 30, "travel_minutes": 200, "travel_km": 310, "travel_cents": 4205,
    "next_on": AS_OF, "funding": "own-means",
}  # fmt: skip


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def rows_of(rows: Rows, kind: str = "csv") -> FileRows:
    """As the page reads a file."""
    data = write_csv([list(row) for row in rows]) if kind == "csv" else write_xlsx([list(row) for row in rows])
    table = read_table(data, f"file.{kind}")
    found = arranged(table.header, ((row.number, row.cells, row.formulas) for row in table.rows))
    assert isinstance(found, FileRows), found
    return found


def bring(rows: Rows, kind: str = "csv") -> BringingPlan:
    file = rows_of(rows, kind)
    return commands.bring_in(coordinator(), file, queries.bringing_plan(coordinator(), file).mark)


def effects(plan: BringingPlan) -> list[str]:
    return [each.effect.value for each in plan.verdicts]


def pairing(*cells: str) -> Rows:
    return [PAIRING_HEADS[: len(cells)], cells]


def empty_pairings() -> None:
    db.session.execute(update(Pairing).values(space_id=None))
    for statement in map(delete, (SessionTopic, MentoringSession, Pairing, SpaceAccess, Space)):
        db.session.execute(statement)
    db.session.commit()


def network() -> None:
    """Pairings in every state that can be exported, two of the same sides one after the other, and sessions of all sorts."""
    mentor = make_mentor("=Mountain, “View” & Co.", capacity=9)
    for number, state in enumerate((PairingState.TRIAL, PairingState.ACTIVE, PairingState.PAUSED)):
        made = make_pairing(mentor, make_mentee(f"Driftwood {number}"), state)
        db.session.execute(update(Pairing).where(Pairing.id == made).values(is_second=number == 1, from_round="Spring; round"))
        if state is not PairingState.TRIAL:
            make_session(made, AS_OF, ("funding", "transport"), **FULL)
            make_session(made, AS_OF)
            make_session(made, AS_OF)
    mentee = make_mentee("W̱SÁNEĆ House")
    spans = (
        (PairingState.COMPLETED, 900, 600, None),
        (PairingState.ENDED_EARLY, 500, 400, "no-time"),
        (PairingState.ENDED_EARLY, 300, 300, None),
    )
    for state, began, ended, why in spans:
        made = make_pairing(mentor, mentee, state)
        days = {"began_on": AS_OF - timedelta(days=began), "ended_on": AS_OF - timedelta(days=ended)}
        db.session.execute(update(Pairing).where(Pairing.id == made).values(ended_why=why, **days))
        make_session(made, days["ended_on"], minutes=61)
    db.session.commit()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_comes_back_without_loss(kind: str) -> None:
    network()
    pairings, sessions = (commands.export_pairings(coordinator(), what, kind) for what in Exported)
    empty_pairings()
    assert set(effects(bring(pairings, kind))) == {"new"}
    plan = bring(sessions, kind)
    assert set(effects(plan)) == {"new"}, [str(said) for each in plan.verdicts for said in each.says]
    again = [commands.export_pairings(coordinator(), what, kind) for what in Exported]
    assert [sorted(each) for each in again] == [sorted(pairings), sorted(sessions)]
    before = everything()
    assert set(effects(bring(pairings, kind)) + effects(bring(sessions, kind))) == {"there"}
    assert {**everything(), "journal_entry": 0} == {**before, "journal_entry": 0}


def test_a_pairing_that_runs_opens_a_space_and_ends_the_waiting_and_tells_nobody() -> None:
    mentor, mentee = make_mentor("Mountain View"), make_mentee("Driftwood House")
    make_member(mentor, is_lead=True)
    assert effects(bring(pairing("mountain view", str(mentee), "active", "2026-01-05"))) == ["new"]
    row = db.session.scalars(select(Pairing)).one()
    assert (row.state, row.began_on, row.waited_since) == ("active", date(2026, 1, 5), date(2025, 3, 1))
    assert db.session.get_one(Space, row.space_id).closed_at is None
    assert set(db.session.scalars(select(SpaceAccess.organization_id))) == {mentor, mentee}
    assert not db.session.get_one(Organization, mentee).wants_mentor
    assert facts("pairing_brought_in") == [
        {"pairing_id": str(row.id), "mentor_id": str(mentor), "mentee_id": str(mentee), "began_on": "2026-01-05"}
    ]
    (fact,) = facts("pairings_imported")
    assert fact == {"list": "pairings", "added": 1, "unchanged": 0, "left_out": 0, "batch_id": fact["batch_id"]}
    assert facts("pairing_begun") == []
    assert everything().get("notification", 0) == 0


def test_one_that_ended_is_closed_and_leaves_the_waiting_as_it_is() -> None:
    make_mentor("Mountain View")
    mentee = make_mentee("Driftwood House")
    bring(pairing("Mountain View", "Driftwood House", "Ended early", "2025-01-05", "2025-06-01", "No time"))
    row = db.session.scalars(select(Pairing)).one()
    assert (row.state, row.ended_on, row.ended_why, row.ended_at) == ("ended-early", date(2025, 6, 1), "no-time", None)
    assert db.session.get_one(Space, row.space_id).closed_at is not None
    assert db.session.get_one(Organization, mentee).wants_mentor
    assert facts("pairing_ended")[0]["is_silent"] is True


WRONG = [
    (("Mountain View", "Nowhere House", "Active", "2026-01-05"), "Learns", "No organization is called “Nowhere House”"),
    (("Mountain View", "MOUNTAIN VIEW", "Active", "2026-01-05"), "Learns", "same organization"),
    (("", "Driftwood House", "Active", "2026-01-05"), "Teaches", "empty"),
    (("Mountain View", "Driftwood House", "Proposed", "2026-01-05"), "State", "Type one of these: Trial, Active"),
    (("Mountain View", "Driftwood House", "9" * 400, "2026-01-05"), "State", "at most 300"),
    (("Mountain View", "Driftwood House", "Active", "2026-02-30"), "Began", "Type a date"),
    (("Mountain View", "Driftwood House", "Active", "9" * 200), "Began", "Type a date"),
    (("Mountain View", "Driftwood House", "Active", "0202-01-05"), "Began", "too long ago"),
    (("Mountain View", "Driftwood House", "Active", "2027-01-05"), "Began", "still to come"),
    (("Mountain View", "Driftwood House", "Active", "2026-01-05", "2026-02-01"), "State", "It runs by its state"),
    (("Mountain View", "Driftwood House", "Completed", "2026-01-05"), "Ended", "Type the day"),
    (("Mountain View", "Driftwood House", "Completed", "2026-01-05", "2026-01-04"), "Ended", "before the day"),
    (("Mountain View", "Driftwood House", "Completed", "2026-01-05", "2026-02-01", "No time"), "Why it ended", "has a reason"),
    (("Mountain View", "Driftwood House", "Ended early", "2026-01-05", "2026-02-01", "Bored"), "Why it ended", "not on the list"),
    (("Mountain View", "Driftwood House", "Active", "2026-01-05", "", "", "perhaps"), "Second", "yes or no"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "column", "said"), WRONG)
def test_a_row_that_is_wrong_says_where_and_why_and_leaves_nothing(cells: Sequence[str], column: str, said: str) -> None:
    make_mentor("Mountain View")
    make_mentee("Driftwood House")
    before = everything()
    plan = bring(pairing(*cells))
    assert effects(plan) == ["wrong"]
    told = [str(each) for each in plan.verdicts[0].says]
    assert any(each.startswith(f"“{column}”: ") and said in each for each in told), told
    assert everything()["pairing"] == before["pairing"] == 0


def test_a_cell_that_is_a_formula_is_refused() -> None:
    make_mentor("Mountain View")
    table = read_table(b'Teaches,Learns,State,Began\nMountain View,"=HYPERLINK(""x"")",Active,2026-01-05\n', "file.csv")
    file = arranged(table.header, ((row.number, row.cells, row.formulas) for row in table.rows))
    assert isinstance(file, FileRows)
    assert "This is a formula" in str(queries.bringing_plan(coordinator(), file).verdicts[0].says[0])


def test_rows_are_held_against_what_is_there_and_against_those_above() -> None:
    mentor, mentee, other = make_mentor("Mountain View"), make_mentee("Driftwood House"), make_mentee("Ivy House")
    make_pairing(mentor, mentee, PairingState.TRIAL)
    db.session.add(
        DoNotPair(id=uuid4(), organization_id=other, other_id=mentor, added_at=db.session.get_one(Organization, other).created_at)
    )
    make_organization("Cedar House")
    db.session.commit()
    plan = bring([
        PAIRING_HEADS[:5],
        ("Mountain View", "Driftwood House", "Active", "2025-01-05", ""),
        ("Mountain View", "Ivy House", "Active", "2025-01-05", ""),
        ("Mountain View", "Cedar House", "Active", "2025-01-05", ""),
        ("Mountain View", "Cedar House", "Trial", "2025-02-05", ""),
        ("Mountain View", "Cedar House", "Completed", "2024-01-05", "2024-02-05"),
    ])  # fmt: skip
    assert effects(plan) == ["there", "wrong", "new", "wrong", "new"]
    told = [" ".join(map(str, each.says)) for each in plan.verdicts]
    assert "It stands otherwise here: Trial" in told[0]
    assert "do not pair" in told[1]
    assert "mentors more than it has places for" in told[2]
    assert "Row 4 says the same two" in told[3]


LOG = (
    (("2026-01-04", "Video", "60"), "Day", "before the pairing began"),
    (("2027-01-04", "Video", "60"), "Day", "still to come"),
    (("2026-02-01", "Pigeon", "60"), "How", "not on the list"),
    (("2026-02-01", "Video", "0"), "Minutes", "between 1 minute"),
    (("2026-02-01", "Video", "9" * 300), "Minutes", "Type minutes or hours"),
    (("2026-02-01", "Video", "60", "Funding; Nonsense"), "Topics", "“Nonsense” is not on the list"),
    (("2026-02-01", "Video", "60", "", "2026-01-31"), "Next meeting", "before the session"),
    (("2026-02-01", "Video", "60", "", "", "", "", "5001"), "Travel kilometres", "at most 5000"),
    (("2026-02-01", "Video", "60", "", "", "", "", "", "-1"), "Travel dollars", "Type an amount"),
)


@pytest.mark.parametrize(("cells", "column", "said"), LOG)
def test_a_session_that_is_wrong_says_where_and_why(cells: Sequence[str], column: str, said: str) -> None:
    make_mentor("Mountain View")
    make_mentee("Driftwood House")
    bring(pairing("Mountain View", "Driftwood House", "Trial", "2026-01-05"))
    heads = (*SESSION_HEADS[:2], *SESSION_HEADS[3:])
    plan = bring([heads[: 2 + len(cells)], ("Mountain View", "Driftwood House", *cells)])
    told = [str(each) for each in plan.verdicts[0].says]
    assert effects(plan) == ["wrong"]
    assert any(each.startswith(f"“{column}”: ") and said in each for each in told), told
    assert everything()["mentoring_session"] == 0


def test_a_session_finds_its_pairing_by_both_names_and_its_day_and_ends_the_trial() -> None:
    make_mentor("Mountain View")
    make_mentee("Driftwood House")
    sides = "Mountain View", "Driftwood House"
    bring([PAIRING_HEADS[:5], (*sides, "Completed", "2025-01-05", "2025-06-01"), (*sides, "Trial", "2026-01-05", "")])
    heads = ("Mentor", "Mentee", "Date", "How", "Length")
    log = [
        heads,
        (*sides, "2025-06-01", "visit", "1 h 30"),
        (*sides, "2025-07-01", "Video", "60"),
        (*sides, "2026-02-01", "Video", "60"),
    ]
    assert effects(bring(log)) == ["new", "wrong", "new"]
    states = {row.state: row.id for row in db.session.scalars(select(Pairing))}
    assert set(states) == {"completed", "active"}
    held = {row.pairing_id: (row.minutes, row.logged_side) for row in db.session.scalars(select(MentoringSession))}
    assert held == {states["completed"]: (90, "network"), states["active"]: (60, "network")}
    assert effects(bring(log)) == ["there", "wrong", "there"]


def test_what_changed_since_is_looked_at_again_and_nothing_comes_in() -> None:
    mentor, mentee = make_mentor("Mountain View"), make_mentee("Driftwood House")
    file = rows_of(pairing("Mountain View", "Driftwood House", "Active", "2026-01-05"))
    mark = queries.bringing_plan(coordinator(), file).mark
    make_pairing(mentor, mentee)
    before = everything()
    with pytest.raises(Conflict):
        commands.bring_in(coordinator(), file, mark)
    assert everything() == before


@pytest.mark.parametrize(
    "actor",
    [
        lead_of(uuid4()), member_of(uuid4()), liaison_of("northwest"), Actor(person_id=uuid4()), Actor(),
        Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
    ],
)  # fmt: skip
def test_nobody_but_coordinators_brings_anything_in(actor: Actor) -> None:
    file, before = rows_of(pairing("Mountain View", "Driftwood House", "Active", "2026-01-05")), everything()
    with pytest.raises(Denied):
        commands.bring_in(actor, file, "")
    with pytest.raises(Denied):
        queries.bringing_plan(actor, file)
    assert everything() == before


def test_many_rows_ask_no_more_than_few() -> None:
    counts = []
    make_mentor("Mountain View")
    for number in (1, 50):
        rows = [("Mountain View", f"House {each}", "Active", "2026-01-05") for each in range(number)]
        file = rows_of([PAIRING_HEADS[:4], *rows])
        queries.bringing_plan(coordinator(), file)  # reads the lists, which are kept
        with statements() as asked:
            queries.bringing_plan(coordinator(), file)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4, counts


class Hidden(Reader):
    """The hidden values of a page's form of rows."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and values.get("name") in ("file_token", "mark"):
            self.values[str(values["name"])] = values.get("value") or ""


def send(client: Any, data: bytes, name: str = "file.csv") -> Any:
    return post(client, "/pairings/import", {"file": (BytesIO(data), name)}, content_type="multipart/form-data")


def test_the_pages_check_a_file_and_bring_in_what_was_checked(sign_in: SignIn) -> None:
    make_mentor("Mountain View")
    make_mentee("Driftwood House")
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    data = write_csv(
        [list(PAIRING_HEADS[:4]), ["Mountain View", "Driftwood House", "Active", "2026-01-05"], ["<b>", "x", "", ""]]
    )
    page = send(client, data).get_data(as_text=True)
    assert "Bring in 1 row, leave out 1" in page
    assert "&lt;b&gt;" in page
    assert everything()["pairing"] == 0
    hidden = Hidden()
    hidden.feed(page)
    for spoiled in ({}, {"file_token": hidden.values["file_token"][:-3] + "abc"}):
        post(client, "/pairings/import/apply", {**hidden.values, "file_token": "", **spoiled}, page="/pairings/import")
        assert everything()["pairing"] == 0
    other = sign_in(make_person("Ines", role=Role.COORDINATOR))
    post(other, "/pairings/import/apply", hidden.values, page="/pairings/import")
    assert everything()["pairing"] == 0
    answer = post(client, "/pairings/import/apply", hidden.values, page="/pairings/import")
    assert answer.status_code == 303
    assert everything()["pairing"] == 1
    answer = post(client, "/pairings/import/apply", hidden.values, page="/pairings/import")
    assert answer.status_code == 409
    assert "Something changed since you looked" in answer.get_data(as_text=True)
    assert everything()["pairing"] == 1


def test_more_than_one_page_can_hold_is_refused(sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    rows = [["".join(uuid4().hex for _ in range(9)), "Ivy House", "Active", "2026-01-05"] for _ in range(1_200)]
    answer = send(client, write_csv([list(PAIRING_HEADS[:4]), *rows]))
    assert answer.status_code == 422
    assert "This is too much at once" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"Teaches,Learns\0,State,Began\nA,B,C,D\n", "characters that no text has"),
        (b"Teaches,Learns\nA,B\n", "These columns are missing: State and Began"),
        (b"Teaches,Mentor,Learns,State,Began\nA,A,B,C,D\n", "Several columns say the same: Teaches"),
        (b"Teaches,Learns,State,Began\n", "no rows below"),
        (b",".join(b"c%d" % each for each in range(10_000)) + b"\n" + b"1," * 9_999 + b"1\n", "column"),
        (b"Teaches,Learns,State,Began\n" + b"A,B,C,D\n" * 2_100, "row"),
        (b"PK\3\4" + bytes(range(256)) * 4, "file"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_in_words(data: bytes, said: str, sign_in: SignIn) -> None:
    client, before = sign_in(make_person("Maren", role=Role.COORDINATOR)), everything()
    answer = send(client, data)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True).split("error-summary")[-1]
    assert everything()["pairing"] == before["pairing"]


def test_the_pages_ask_again_who_it_is(sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    db.session.execute(update(SignInRow).values(proved_at=None))
    db.session.commit()
    answer = client.get("/pairings/import")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("next=/pairings/import")
