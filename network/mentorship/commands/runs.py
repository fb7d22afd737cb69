"""What can be done with a plan: store it, name it, come back to it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.mentorship.events import RoundMatched, ScenarioAdopted, ScenarioSaved
from network.mentorship.models import QueuedMatching, Round, RoundChoice, Run, RunEntry, RunMentor, RunSecond, Scenario
from network.mentorship.queries.inputs import Ran, is_up_to_date, words_digest
from network.mentorship.queries.problem import problem_for
from network.mentorship.queries.rounds import choices_of, held_round
from network.mentorship.queries.solving import Solved
from network.mentorship.rules.lifecycle import after_matching, insist_open
from network.mentorship.rules.openings import places_and_openings
from network.mentorship.rules.plan_file import fingerprint
from network.mentorship.rules.queueing import MatchingState
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.db import db

LONGEST_NAME = 80


@command
def store_run(actor: Actor, round_id: UUID, solved: Solved) -> UUID:
    """Make a plan the round's plan. Raises Conflict when what it was made from has changed meanwhile."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    row.state = after_matching(row.state)
    if fingerprint(problem_for(actor, round_id)) != solved.digest:
        raise Conflict(words("Something changed while the plan was being made. Match again."))
    run = _run_of(actor, row, solved)
    db.session.add(run)
    db.session.flush()  # its entries refer to it
    _forget_entries(row)
    _keep_entries(run.id, solved.entries, solved.mentors)
    _keep_seconds(run.id, solved.second_pairs)
    row.current_run_id = run.id
    db.session.execute(update(QueuedMatching).where(QueuedMatching.round_id == round_id).values(state=MatchingState.DONE))
    counts = solved.figures
    record(actor, RoundMatched(round_id=round_id, run_id=run.id, served=counts["served"], unserved=counts["unserved"]))
    return run.id


@command
def save_scenario(actor: Actor, round_id: UUID, name: str) -> UUID:
    """Give the round's present plan a name, to compare with others and to come back to."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    insist_open(row.state)
    run = db.session.get(Run, row.current_run_id) if row.current_run_id else None
    if run is None or not is_up_to_date(row.id, row.version, Ran(run.round_version, run.made_at, run.figures)):
        raise Conflict(words("Match first: this plan is not up to date."))
    scenario = Scenario(
        id=uuid4(),
        round_id=round_id,
        run_id=run.id,
        name=_name(round_id, name),
        parameters=row.parameters,
        saved_at=clock.now(),
        saved_by_id=actor.person_id,
    )
    db.session.add(scenario)
    record(actor, ScenarioSaved(round_id=round_id, scenario_id=scenario.id, run_id=run.id))
    return scenario.id


@command
def adopt_scenario(actor: Actor, round_id: UUID, scenario_id: UUID) -> None:
    """Make a named plan the round's plan again, with what mattered in it and what was decided about pairs."""
    row = held_round(actor, round_id)
    authorize(actor, Permission.ROUND_MANAGE, row)
    row.state = after_matching(row.state)
    scenario = db.session.scalar(select(Scenario).where(Scenario.id == scenario_id, Scenario.round_id == round_id))
    if scenario is None:
        raise NotFound(str(scenario_id))
    run = db.session.get_one(Run, scenario.run_id)
    db.session.execute(delete(RoundChoice).where(RoundChoice.round_id == round_id))
    for choice in run.choices:
        db.session.add(_choice_of(actor, round_id, choice))
    row.parameters, row.current_run_id, row.version = scenario.parameters, run.id, row.version + 1
    if run.digest == fingerprint(problem_for(actor, round_id)):
        run.round_version = row.version  # nothing has happened since that this plan doesn't know
    record(actor, ScenarioAdopted(round_id=round_id, scenario_id=scenario_id, run_id=run.id))


def _run_of(actor: Actor, row: Round, solved: Solved) -> Run:
    return Run(
        id=uuid4(),
        round_id=row.id,
        round_version=row.version,
        digest=solved.digest,
        problem=solved.problem,
        plan=solved.plan,
        second_plan=solved.second_plan,
        choices=[_plain(choice) for choice in choices_of(row.id)],
        figures={**solved.figures, **places_and_openings(solved.mentors), "words": words_digest(catalogue())},
        rule_prices=dict(solved.rule_prices),
        value=str(solved.value),
        bound=str(solved.bound),
        seconds=solved.seconds,
        made_at=clock.now(),
        made_by_id=actor.person_id,
    )


def _plain(choice: RoundChoice) -> dict[str, Any]:
    return {
        "kind": choice.kind,
        "mentor": str(choice.mentor_id),
        "mentee": str(choice.mentee_id),
        "second": choice.is_second,
        "reason": choice.reason,
        "by": str(choice.made_by_id) if choice.made_by_id else None,
    }


def _choice_of(actor: Actor, round_id: UUID, plain: Mapping[str, Any]) -> RoundChoice:
    return RoundChoice(
        round_id=round_id,
        kind=plain["kind"],
        mentor_id=UUID(plain["mentor"]),
        mentee_id=UUID(plain["mentee"]),
        is_second=plain.get("second", False),  # plans of before had none
        reason=plain["reason"],
        made_at=clock.now(),
        made_by_id=UUID(plain["by"]) if plain["by"] else actor.person_id,
    )


def _forget_entries(row: Round) -> None:
    """Of plans without a name only the whole text stays: their tables could be made again from it."""
    named = select(Scenario.run_id).where(Scenario.round_id == row.id)
    old = select(Run.id).where(Run.round_id == row.id, Run.id.not_in(named))
    for table in (RunEntry, RunMentor, RunSecond):
        db.session.execute(delete(table).where(table.run_id.in_(old)))


def _keep_entries(run_id: UUID, entries: Iterable[Mapping[str, Any]], mentors: Iterable[Mapping[str, Any]]) -> None:
    rows = [
        {
            "run_id": run_id,
            "mentee_id": UUID(each["mentee"]),
            "mentor_id": UUID(each["mentor"]) if each["mentor"] else None,
            "is_locked": each["locked"],
            "is_kept": each["kept"],
            **{name: each[name] for name in ("tier", "fit", "priority", "km", "summary", "reasons", "choices")},
        }
        for each in entries
    ]
    places = [
        {"run_id": run_id, "mentor_id": UUID(each["mentor"]), **{name: each[name] for name in ("places", "used", "one_more")}}
        for each in mentors
    ]
    if rows:
        db.session.execute(insert(RunEntry), rows)
    if places:
        db.session.execute(insert(RunMentor), places)


def _keep_seconds(run_id: UUID, pairs: Iterable[Mapping[str, Any]]) -> None:
    rows = [
        {
            "run_id": run_id,
            "mentee_id": UUID(each["mentee"]),
            "mentor_id": UUID(each["mentor"]),
            "is_kept": each["kept"],
            "is_locked": each["locked"],
            **{name: each[name] for name in ("tier", "fit", "km", "reasons", "choices")},
        }
        for each in pairs
    ]
    if rows:
        db.session.execute(insert(RunSecond), rows)


def _name(round_id: UUID, text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Invalid("name", words("Give the plan a name, such as what you changed."))
    if len(name) > LONGEST_NAME:
        raise Invalid("name", words("Use at most %(most)s characters.", most=LONGEST_NAME))
    if db.session.scalar(select(Scenario.id).where(Scenario.round_id == round_id, Scenario.name == name)) is not None:
        raise Invalid("name", words("Another plan of this round has this name."))
    return name
