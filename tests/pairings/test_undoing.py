"""A file of pairings or sessions is taken back whole for 14 days; what somebody touched since is listed and left."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.library.models import Document
from network.organizations.commands import set_waiting
from network.organizations.models import Organization
from network.pairings import commands, queries
from network.pairings.commands import ChangeDraft, ContactDraft, SessionDraft
from network.pairings.models import MentoringSession, Pairing, PairingCheck, PairingImport, SessionTopic
from network.pairings.queries.undoing import WRITTEN
from network.pairings.rules.changes import Change
from network.pairings.rules.importing.undoing import COURSE
from network.pairings.rules.states import Side
from network.spaces.models import Space, SpaceAccess
from network.spaces.queries import entered_by
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_check
from tests.factories.people import coordinator, lead_of, liaison_of, make_person
from tests.forms import post
from tests.journal import everything, facts
from tests.mentorship.test_last_place import at_once
from tests.notifications.inboxes import inbox_of
from tests.pairings.test_importing import bring
from tests.pairings.test_session_log import SignIn

SINCE = date(2025, 3, 1)
HEADS = ["Teaches", "Learns", "State", "Began", "Ended"]
LOG = ["Teaches", "Learns", "Day", "How", "Minutes"]


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def last_import() -> UUID:
    return queries.imports(coordinator())[0].id


def undo(import_id: UUID, who: Actor | None = None) -> Any:
    actor = who or coordinator()
    return commands.undo_bringing(actor, import_id, queries.undo_plan(actor, import_id).mark)


def bring_pairs(number: int = 1) -> tuple[UUID, list[UUID], list[UUID]]:
    """A file with so many pairings of one mentor; the import, the mentees, the pairings."""
    make_mentor("Juniper Peers", capacity=9)
    mentees = [make_mentee(f"Shelter {each}", waiting_since=SINCE) for each in range(number)]
    bring([HEADS, *(["Juniper Peers", f"Shelter {each}", "Active", "2026-01-05", ""] for each in range(number))])
    made = [db.session.scalars(select(Pairing.id).where(Pairing.mentee_id == each)).one() for each in mentees]
    return last_import(), mentees, made


def count(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def waits(organization_id: UUID) -> tuple[bool, date | None]:
    db.session.rollback()
    row = db.session.get_one(Organization, organization_id)
    return row.wants_mentor, row.waiting_since


def test_what_nobody_touched_is_gone_and_the_mentees_wait_as_before(app: Flask) -> None:
    batch, mentees, _ = bring_pairs(2)
    assert waits(mentees[0]) == (False, None)
    done = undo(batch)
    assert (len(done.goes), len(done.stays)) == (2, 0)
    assert (count(Pairing), count(SpaceAccess), count(Space)) == (0, 0, 0)
    assert [waits(each) for each in mentees] == [(True, SINCE)] * 2
    assert all(entered_by([each]).readable == frozenset() for each in mentees)
    assert facts("pairings_import_undone") == [{"batch_id": str(batch), "list": "pairings", "removed": 2, "left": 0}]
    (line,) = queries.imports(coordinator())
    assert (line.until, line.removed, line.kept) == (None, 2, 0)


def test_the_same_file_comes_in_again_after_it_was_taken_back(app: Flask) -> None:
    batch, _, _ = bring_pairs()
    undo(batch)
    bring([HEADS, ["Juniper Peers", "Shelter 0", "Active", "2026-01-05", ""]])
    assert count(Pairing) == 1


def contact(made: UUID, mentee: UUID) -> None:
    commands.name_contact(lead_of(mentee), made, Side.MENTEE, ContactDraft(None, "Somebody", ""))


def session(made: UUID, mentee: UUID) -> None:
    commands.log_session(lead_of(mentee), made, SessionDraft(clock.today(), "video", 30))


def pause(made: UUID, mentee: UUID) -> None:
    commands.change_pairing(lead_of(mentee), made, ChangeDraft(Change.PAUSE))


def note(made: UUID, _: UUID) -> None:
    commands.note_pairing(coordinator(), made, "canary")


def document(made: UUID, mentee: UUID) -> None:
    written = make_document(mentee)
    space_id = db.session.get_one(Pairing, made).space_id
    db.session.execute(update(Document).where(Document.id == written).values(space_id=space_id))
    db.session.commit()


def answered(made: UUID, _: UUID) -> None:
    db.session.execute(update(PairingCheck).where(PairingCheck.id == make_check(made, "mentee")).values(answered_at=clock.now()))
    db.session.commit()


@pytest.mark.parametrize(
    ("act", "why"),
    [*((act, "written-in") for act in (contact, session, note, answered, document)), (pause, "changed")],
)
def test_what_somebody_touched_since_stays_and_is_named(app: Flask, act: Callable[[UUID, UUID], None], why: str) -> None:
    batch, mentees, made = bring_pairs(2)
    act(made[0], mentees[0])
    plan = queries.undo_plan(coordinator(), batch)
    assert [(each.mentee, each.touched) for each in plan.stays] == [("Shelter 0", why)]
    done = undo(batch)
    assert (len(done.goes), len(done.stays)) == (1, 1)
    assert [each.id for each in db.session.scalars(select(Pairing))] == [made[0]]
    assert waits(mentees[0]) == (False, None)


def test_a_check_that_the_clock_prepared_and_nobody_answered_holds_nothing_back(app: Flask) -> None:
    batch, _, made = bring_pairs()
    make_check(made[0], "mentee")
    undo(batch)
    assert (count(Pairing), count(PairingCheck)) == (0, 0)


def test_who_has_another_mentor_or_waits_again_by_itself_is_left_where_it_stands(app: Flask) -> None:
    batch, mentees, _ = bring_pairs(2)
    make_pairing(make_mentor("Another"), mentees[0])
    set_waiting(SYSTEM, mentees[1], True, date(2026, 2, 2))
    undo(batch)
    assert waits(mentees[0]) == (False, None)
    assert waits(mentees[1]) == (True, date(2026, 2, 2))


def test_what_changed_between_looking_and_pressing_is_looked_at_again(app: Flask) -> None:
    batch, mentees, made = bring_pairs(2)
    seen = queries.undo_plan(coordinator(), batch).mark
    contact(made[0], mentees[0])
    before = everything()
    with pytest.raises(Conflict):
        commands.undo_bringing(coordinator(), batch, seen)
    assert everything() == before


def test_it_is_undone_once_and_for_fourteen_days(app: Flask) -> None:
    batch, _, _ = bring_pairs()
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        assert queries.imports(coordinator()) == ()
        with pytest.raises(Conflict):
            undo(batch)
    with time_machine.travel(clock.now() + timedelta(days=13), tick=False):
        undo(batch)
        with pytest.raises(Conflict):
            undo(batch)


def test_of_four_who_press_at_once_one_undoes_it(app: Flask) -> None:
    batch, _, _ = bring_pairs(3)
    mark = queries.undo_plan(coordinator(), batch).mark
    actors = [coordinator() for _ in range(4)]
    db.session.rollback()
    said = at_once(app, [lambda who=who: commands.undo_bringing(who, batch, mark) for who in actors])  # type: ignore[misc]
    assert sorted(said) == ["conflict"] * 3 + ["done"]
    assert len(facts("pairings_import_undone")) == 1


def test_nobody_else_may(app: Flask) -> None:
    batch, mentees, _ = bring_pairs()
    for who in (lead_of(mentees[0]), liaison_of("northwest"), Actor()):
        with pytest.raises(Denied):
            queries.imports(who)
        with pytest.raises(Denied):
            queries.undo_plan(who, batch)
        with pytest.raises(Denied):
            commands.undo_bringing(who, batch, "")
    with pytest.raises(NotFound):
        queries.undo_plan(coordinator(), uuid4())


def bring_log() -> tuple[UUID, UUID, UUID]:
    """A pairing on trial, and a file with its first two sessions; the import, the pairing, the mentee."""
    mentor, mentee = make_mentor("Juniper Peers", capacity=9), make_mentee("Shelter 0")
    made = commands.begin_pairing(coordinator(), commands.PairingDraft(mentor, mentee, began_on=date(2026, 1, 5)))
    bring([LOG, *(["Juniper Peers", "Shelter 0", day, "Video", "60"] for day in ("2026-02-01", "2026-03-01"))])
    return last_import(), made, mentee


def test_sessions_go_and_the_pairing_is_on_trial_again(app: Flask) -> None:
    batch, made, _ = bring_log()
    assert db.session.get_one(Pairing, made).state == "active"
    undo(batch)
    assert (count(MentoringSession), count(SessionTopic)) == (0, 0)
    assert db.session.get_one(Pairing, made).state == "trial"


def test_a_pairing_that_met_besides_stays_active(app: Flask) -> None:
    batch, made, mentee = bring_log()
    session(made, mentee)
    undo(batch)
    assert (count(MentoringSession), db.session.get_one(Pairing, made).state) == (1, "active")


def test_a_session_that_was_corrected_stays_and_one_that_was_taken_back_is_gone(app: Flask) -> None:
    batch, made, mentee = bring_log()
    first, second = (line.id for line in queries.sessions(lead_of(mentee), made).items)
    commands.correct_session(lead_of(mentee), made, first, SessionDraft(date(2026, 3, 1), "phone", 60), 1)
    commands.take_back_session(lead_of(mentee), made, second)
    plan = queries.undo_plan(coordinator(), batch)
    assert ([each.touched for each in plan.stays], plan.goes) == (["corrected"], ())


def test_every_table_in_which_one_writes_about_a_pairing_is_looked_at() -> None:
    tied = {
        table.name
        for table in Pairing.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "pairing" and table.name not in ("pairing_import_row",)
    }
    assert tied == {each.__tablename__ for each in WRITTEN} | {"pairing_check"}
    own = {"id", "mentor_id", "mentee_id", "round_id", "proposal_id", "space_id", "waited_since", "ended_at", "is_let_down"}
    assert set(COURSE) | own == {column.key for column in Pairing.__table__.columns}


def test_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    batch, mentees, made = bring_pairs(2)
    contact(made[1], mentees[1])
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert f"/pairings/imports/{batch}/undo" in client.get("/pairings/import").text
    page = client.get(f"/pairings/imports/{batch}/undo").text
    for said in ("Take out 1 row", "Shelter 1", "Somebody wrote in it since"):
        assert said in page
    assert post(client, f"/pairings/imports/{batch}/undo", {"mark": "of something else"}).status_code == 409
    assert count(Pairing) == 2
    mark = queries.undo_plan(coordinator(), batch).mark
    assert post(client, f"/pairings/imports/{batch}/undo", {"mark": mark}).status_code == 303
    assert "1 out, 1 left as they were" in client.get("/pairings/import").text
    assert post(client, f"/pairings/imports/{batch}/undo", {"mark": mark}).status_code == 409
    assert client.get(f"/pairings/imports/{uuid4()}/undo").status_code == 404
    assert count(PairingImport) == 1


def test_nobody_is_told(app: Flask, sign_in: SignIn) -> None:
    batch, _, _ = bring_pairs()
    person = make_person("Maren", role=Role.COORDINATOR)
    undo(batch)
    assert inbox_of(sign_in, person) == []
