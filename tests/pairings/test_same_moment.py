"""Two at the same moment, with a connection each: the second takes what comes next or reads why not; nobody sees a fault."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.kernel.actor import Actor
from network.organizations.rules import importing as parts
from network.pairings import commands, queries
from network.pairings.commands import ReportDraft
from network.pairings.models import AgreementTemplate, CircleMember, MentoringSession, Pairing, PairingReport
from network.pairings.rules.agreements import SECTIONS
from network.pairings.rules.exporting import PAIRING_HEADS
from network.pairings.rules.importing import FileRows
from network.pairings.rules.reports.periods import Period
from network.storage.db import db
from tests.factories.circles import make_circle
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists
from tests.factories.people import coordinator
from tests.mentorship.test_last_place import at_once
from tests.pairings.test_importing import rows_of

NUMBER = 4
Deed = Callable[[], object]


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def together(app: Flask, deeds: list[Deed]) -> list[str]:
    db.session.rollback()
    said = at_once(app, deeds)
    db.session.rollback()
    return sorted(said)


def test_reports_that_are_issued_at_once_take_one_number_each(app: Flask) -> None:
    actors = [coordinator() for _ in range(NUMBER)]

    def issue(who: Actor) -> UUID:
        return commands.issue_report(who, ReportDraft(Period(date(2026, 1, 1), date(2026, 3, 31))))

    assert together(app, [lambda who=who: issue(who) for who in actors]) == ["done"] * NUMBER  # type: ignore[misc]
    assert sorted(db.session.scalars(select(PairingReport.number))) == list(range(1, NUMBER + 1))


def test_of_templates_that_are_written_at_once_one_is_kept_and_the_others_are_told(app: Flask) -> None:
    actors = [coordinator() for _ in range(NUMBER)]
    texts = dict.fromkeys(SECTIONS, "Yes.")
    said = together(app, [lambda who=who: commands.write_template(who, texts, 0) for who in actors])  # type: ignore[misc]
    assert said == ["conflict"] * (NUMBER - 1) + ["done"]
    assert list(db.session.scalars(select(AgreementTemplate.version))) == [1]


def bring(file: FileRows, mark: str, who: Actor) -> Deed:
    return lambda: commands.bring_in(who, file, mark)


def file_of(pairs: list[tuple[UUID, UUID]]) -> FileRows:
    heads = PAIRING_HEADS[:4]
    return rows_of([heads, *([str(mentor), str(mentee), "Active", "2026-01-05"] for mentor, mentee in pairs)])


def test_of_imports_of_one_file_at_once_one_brings_it_in(app: Flask) -> None:
    pairs = [(make_mentor(f"Mentor {number}", capacity=2), make_mentee(f"Mentee {number}")) for number in range(3)]
    file = file_of(pairs)
    mark = queries.bringing_plan(coordinator(), file).mark
    said = together(app, [bring(file, mark, coordinator()) for _ in range(NUMBER)])
    assert said == ["conflict"] * (NUMBER - 1) + ["done"]
    assert db.session.scalar(select(func.count()).select_from(Pairing)) == len(pairs)


def test_imports_of_one_log_at_once_log_each_session_once(app: Flask) -> None:
    mentor, mentee = make_mentor(capacity=2), make_mentee()
    make_pairing(mentor, mentee)
    heads = ["Teaches", "Learns", "Day", "How", "Minutes"]
    file = rows_of([heads, [str(mentor), str(mentee), "2026-11-22", "Phone", "30"]])
    mark = queries.bringing_plan(coordinator(), file).mark
    said = together(app, [bring(file, mark, coordinator()) for _ in range(NUMBER)])
    assert said == ["conflict"] * (NUMBER - 1) + ["done"]
    assert db.session.scalar(select(func.count()).select_from(MentoringSession)) == 1


def test_files_that_name_the_same_in_other_parts_do_not_wait_for_each_other_for_ever(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is read in parts; what it holds is held in one order all the same."""
    monkeypatch.setattr(parts, "PART", 2)
    mentors = [make_mentor(f"Mentor {number}", capacity=9) for number in range(6)]
    mentees = [make_mentee(f"Mentee {number}") for number in range(12)]
    pairs = [(mentors[number % 6], mentee) for number, mentee in enumerate(mentees)]
    files = [file_of(pairs[:6]), file_of([(mentor, mentee) for mentor, mentee in reversed(pairs[3:9])]), file_of(pairs[6:])]
    marks = [queries.bringing_plan(coordinator(), file).mark for file in files]
    said = together(app, [bring(file, mark, coordinator()) for file, mark in zip(files, marks, strict=True)])
    assert set(said) <= {"done", "conflict"}
    assert "done" in said


def test_an_organization_that_is_let_into_two_circles_at_once_is_in_one(app: Flask) -> None:
    host, shelter = make_mentor(capacity=2), make_mentee("Shelter")
    made = [make_circle(host, name=f"Circle {number}") for number in range(NUMBER)]
    deeds: list[Deed] = [lambda id=id: commands.add_to_circle(coordinator(), id, shelter) for id in made]  # type: ignore[misc]
    said = together(app, deeds)
    assert said[-1] == "done"
    assert all("in a circle already" in each for each in said[:-1])
    assert db.session.scalar(select(func.count()).select_from(CircleMember)) == 1
