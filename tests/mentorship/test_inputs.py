"""Every input of a matching marks the plans of open rounds out of date when it changes, and nothing else does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict
from network.mentorship import commands, queries
from network.mentorship.commands import AnswerDraft, PairDraft
from network.mentorship.queries import problem
from network.mentorship.queries.parties import Home
from network.mentorship.rules.lifecycle import Side
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.plan_file import fingerprint
from network.mentorship.rules.values import Weights
from network.organizations import commands as organizations
from network.organizations.commands.importing import ReadyUndo, import_table, undo_import
from network.organizations.models import ImportBatch, Organization
from network.organizations.queries import draft_of, importing
from network.pairings import commands as pairings
from network.pairings import queries as pairing_queries
from network.pairings.commands import ChangeDraft
from network.pairings.queries import bringing_plan
from network.pairings.rules.changes import Change
from network.pairings.rules.importing import FileRow, FileRows, ListKind
from network.places import commands as places
from network.places.models import Community
from network.settings import commands as settings
from network.settings.rules import Entry
from network.sheets import read_table
from network.storage.db import db
from tests.factories.mentorship import (
    COAST,
    NORTH,
    make_answer,
    make_mentee,
    make_mentor,
    make_pairing,
    make_proposal,
    match,
    open_round,
)
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of
from tests.factories.places import make_community, make_region
from tests.statements import statements


@dataclass(frozen=True)
class Scene:
    """A matched round with a second mentor; another round whose proposal waits for the mentee, its mentor having said yes."""

    round_id: UUID
    mentor: UUID
    second: UUID
    mentee: UUID
    spare: UUID
    other_round: UUID
    promised: UUID
    asked: UUID
    by_phone: UUID
    scenario: UUID
    running: UUID

    def proposal_of(self, mentor: UUID) -> UUID:
        found = queries.answers_in(coordinator(), self.round_id).page.items
        return next(line.id for line in found if (line.mentor.id, line.mentee.id) == (mentor, self.mentee))

    def fingerprint(self) -> str:
        db.session.rollback()
        return fingerprint(queries.problem_for(coordinator(), self.round_id))

    @property
    def is_current(self) -> bool:
        db.session.rollback()
        run = queries.run_of(coordinator(), self.round_id)
        assert run is not None
        return run.is_current


@pytest.fixture
def scene(app: Flask) -> Scene:
    load_default_lists()
    make_region("fraser", "Fraser")
    more: dict[str, Any] = {"languages": ("en",), "capacity": 4}
    mentor = make_mentor(teaches=("harm-reduction", "transport"), **more)
    second = make_mentor("Cedar Peers", teaches=("funding",), **more)
    mentee = make_mentee(languages=("en",), wants=("harm-reduction", "funding"))
    organizations.add_preference(coordinator(), mentee, mentor)
    spare = make_mentee("Salmonberry Safe Home", languages=("en",), wants=("harm-reduction",))
    barred = make_organization("Larkspur House")
    organizations.add_do_not_pair(coordinator(), barred, spare, "kept apart")
    other = open_round(title="Other round")
    for_other = [make_mentee(f"Waits elsewhere {number}", languages=("en",)) for number in range(3)]
    promised, asked, phoned = (make_proposal(mentor, each, other).proposal_id for each in for_other)
    make_answer(promised, Side.MENTOR)
    make_answer(phoned, Side.MENTOR, is_by_phone=True)
    round_id, who = open_round(), coordinator()
    commands.change_round(who, round_id, Parameters(second_mentor=True), 1)
    commands.forbid_pair(who, round_id, PairDraft(second, spare))
    running = make_pairing(second, make_organization("Is mentored"))
    keep(round_id)
    scenario = commands.save_scenario(who, round_id, "First")
    return Scene(round_id, mentor, second, mentee, spare, other, promised, asked, phoned, scenario, running)


def bring_pairing_in(scene: Scene) -> None:
    cells = {
        "mentor": str(scene.second),
        "mentee": str(make_organization("Was mentored")),
        "state": "Active",
        "began_on": "2026-01-05",
    }
    file = FileRows(ListKind.PAIRINGS, (FileRow(2, cells),))
    keep(scene.round_id)
    assert scene.is_current
    pairings.bring_in(WHO(), file, bringing_plan(WHO(), file).mark)


def take_pairing_out(scene: Scene) -> None:
    """What the case before brought in."""
    (line, *_) = pairing_queries.imports(WHO())
    pairings.undo_bringing(WHO(), line.id, pairing_queries.undo_plan(WHO(), line.id).mark)


def edit(scene: Scene, **values: Any) -> None:
    """Correct the mentor's entry; the mentee's where it says how it waits."""
    id = scene.mentee if {"waiting_since", "wants", "wants_mentor"} & values.keys() else scene.mentor
    row = db.session.get_one(Organization, id)
    organizations.edit_organization(coordinator(), id, replace(draft_of(row), **values), row.version)


def correct(scene: Scene, **values: Any) -> None:
    """Correct the mentee's home."""
    home = db.session.get_one(Community, home_of(scene))
    before = {name: getattr(home, name) for name in places.CommunityDraft.__dataclass_fields__}
    draft = places.CommunityDraft(**{**before, "also_known_as": (), **values})
    places.edit_community(coordinator(), home.id, draft)


def bring_in(scene: Scene) -> None:
    """Import somebody who takes no part, but from whom remoteness is measured."""
    town = db.session.get_one(Community, home_of(scene)).name
    header, row = "Organization,Town,Mandate,Status", f"Harbour Peers,{town},Sex work specific,Active"
    import_table(coordinator(), read_table(f"{header}\n{row}\n".encode(), "list.csv"))


def take_out(scene: Scene) -> None:
    batch = db.session.scalars(select(ImportBatch.id)).one()
    undo_import(coordinator(), ReadyUndo.of(importing.prepare_undo(coordinator(), batch), coordinator().person_id))


def both_say_yes(mentor: UUID, mentee: UUID, proposal_id: UUID) -> None:
    for side, who in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
        commands.answer_proposal(lead_of(who), proposal_id, side, AnswerDraft(True))


def answer_other(scene: Scene, proposal_id: UUID, side: Side, *, is_yes: bool) -> None:
    line = next(each for each in queries.answers_in(coordinator(), scene.other_round).page.items if each.id == proposal_id)
    who = line.mentor.id if side is Side.MENTOR else line.mentee.id
    commands.answer_proposal(lead_of(who), proposal_id, side, AnswerDraft(is_yes))


Act = Callable[[Scene], Any]
WHO = coordinator
NEWTOWN = places.CommunityDraft("Newtown", "northwest", *COAST, "America/Vancouver", "road", population=90_000)
ENTRY: Mapping[str, Act] = {
    "name": lambda scene: edit(scene, name="Mountain View Peers"),
    "kind": lambda scene: edit(scene, kind="housing"),
    "mandate": lambda scene: edit(scene, mandate="serves-where-none"),
    "status": lambda scene: organizations.set_status(WHO(), scene.mentor, "paused"),
    "community_id": lambda scene: edit(scene, community_id=make_community("Hope", region="fraser", at=NORTH)),
    "capacity": lambda scene: organizations.set_capacity(WHO(), scene.mentor, 5),
    "wants_mentor": lambda scene: organizations.set_waiting(WHO(), scene.mentee, False, None),
    "waiting_since": lambda scene: organizations.set_waiting(WHO(), scene.mentee, True, date(2024, 1, 1)),
}
"""By column of an organization."""
HOME: Mapping[str, Act] = {
    "name": lambda scene: correct(scene, name="Port Elsewhere"),
    "region": lambda scene: correct(scene, region_code="fraser"),
    "latitude": lambda scene: correct(scene, latitude=52.0),
    "longitude": lambda scene: correct(scene, longitude=-125.0),
    "population": lambda scene: correct(scene, population=20_000),
    "access": lambda scene: correct(scene, access="ferry"),
    "zone": lambda scene: correct(scene, time_zone="America/Edmonton"),
}
"""By what matching reads of a community."""
TABLES: Mapping[str, Mapping[str, Act]] = {
    "organization": ENTRY,
    "community": {**HOME, "added": lambda scene: places.add_community(WHO(), NEWTOWN)},
    "organization_choice": {
        "languages": lambda scene: edit(scene, languages=("en", "fr")),
        "ways": lambda scene: edit(scene, ways=("video", "phone")),
        "teaches": lambda scene: edit(scene, teaches=("harm-reduction",)),
        "populations": lambda scene: edit(scene, populations=("women",)),
        "work settings": lambda scene: edit(scene, work_settings=("online",)),
        "wants": lambda scene: edit(scene, wants=("funding", "harm-reduction")),
    },
    "free_time": {"hours": lambda scene: edit(scene, free=((1, 540, 600),))},
    "organization_community": {"also serves": lambda scene: edit(scene, also_serves=(home_of(scene),))},
    "preference": {
        "said": lambda scene: organizations.add_preference(WHO(), scene.mentee, scene.second),
        "taken back": lambda scene: organizations.remove_preference(WHO(), scene.mentee, scene.mentor),
    },
    "do_not_pair": {
        "said": lambda scene: organizations.add_do_not_pair(WHO(), scene.mentee, scene.mentor, "not to be read"),
        "taken back": lambda scene: organizations.remove_do_not_pair(WHO(), scene.spare, barred_from(scene)),
    },
    "matching_round": {
        "what matters": lambda scene: change(scene, Parameters(second_mentor=True, weights=Weights(topics=10))),
        "second mentors": lambda scene: change(scene, Parameters()),
    },
    "round_choice": {
        "locked": lambda scene: commands.lock_pair(WHO(), scene.round_id, PairDraft(scene.mentor, scene.spare)),
        "moved": lambda scene: commands.move_pair(WHO(), scene.round_id, PairDraft(scene.second, scene.mentee)),
        "forbidden": lambda scene: commands.forbid_pair(WHO(), scene.round_id, PairDraft(scene.mentor, scene.spare)),
        "freed": lambda scene: commands.free_pair(WHO(), scene.round_id, scene.second, scene.spare),
    },
    "proposal": {
        "withdrawn elsewhere": lambda scene: commands.withdraw_proposal(WHO(), scene.promised),
        "lapsed elsewhere": lambda scene: commands.close_round(WHO(), scene.other_round),
    },
    "answer": {
        "a mentor's yes elsewhere": lambda scene: answer_other(scene, scene.asked, Side.MENTOR, is_yes=True),
        "a mentee's no elsewhere": lambda scene: answer_other(scene, scene.promised, Side.MENTEE, is_yes=False),
        "overturned elsewhere": lambda scene: commands.overturn_answer(
            lead_of(scene.mentor), scene.by_phone, Side.MENTOR, AnswerDraft(False)
        ),
    },
    "pairing": {
        "begun elsewhere": lambda scene: answer_other(scene, scene.promised, Side.MENTEE, is_yes=True),
        "brought in": bring_pairing_in,
        "taken out": take_pairing_out,
        "completed": lambda scene: pairings.change_pairing(WHO(), scene.running, ChangeDraft(Change.COMPLETE)),
    },
    "setting": {"a large place": lambda scene: settings.choose(SYSTEM, "large_place_population", 100_000)},
    "list_entry": {"words": lambda scene: settings.change_entry(SYSTEM, "topic", "funding", Entry("funding", "Money"))},
    "import_batch": {
        "brought in": bring_in,
        "taken out": take_out,
    },
    "merged_into_id": {"merged": lambda scene: organizations.merge_organizations(WHO(), scene.mentee, scene.spare)},
}
"""By table that the problem is read from, and by the two ways in which organizations come and go."""
STAYS = "a mentor's yes"
AFTER_PUBLISHING: Mapping[str, Act] = {
    "withdrawn": lambda scene: commands.withdraw_proposal(WHO(), scene.proposal_of(scene.mentor)),
    "no": lambda scene: commands.answer_proposal(
        lead_of(scene.mentee), scene.proposal_of(scene.second), Side.MENTEE, AnswerDraft(False)
    ),
    "begun": lambda scene: both_say_yes(scene.mentor, scene.mentee, scene.proposal_of(scene.mentor)),
    "begun with a second": lambda scene: both_say_yes(scene.second, scene.mentee, scene.proposal_of(scene.second)),
    STAYS: lambda scene: commands.answer_proposal(
        lead_of(scene.mentor), scene.proposal_of(scene.mentor), Side.MENTOR, AnswerDraft(True)
    ),
}
NO_INPUT: Mapping[str, Act] = {
    "a mentee's yes elsewhere": lambda scene: answer_other(scene, scene.asked, Side.MENTEE, is_yes=True),
    "another title": lambda scene: commands.rename_round(WHO(), scene.round_id, "Renamed"),
    "another setting": lambda scene: settings.choose(SYSTEM, "mail_subject", "News"),
}


def home_of(scene: Scene) -> UUID:
    return db.session.get_one(Organization, scene.mentee).community_id


def barred_from(scene: Scene) -> UUID:
    return db.session.scalars(select(Organization.id).where(Organization.name == "Larkspur House")).one()


def change(scene: Scene, parameters: Parameters) -> None:
    commands.change_round(WHO(), scene.round_id, parameters, queries.round_of(WHO(), scene.round_id).version)


def keep(round_id: UUID) -> None:
    """A plan as if it had just been made: what it says is another test's."""
    told = fingerprint(queries.problem_for(coordinator(), round_id))
    counts = {"served": 0, "unserved": 0, "served_by_tier": {}, "total_by_tier": {}, "mean_fit": 0, "fit": 0, "far_pairs": 0}
    figures = {**counts, "mentors_used": 0}
    solved = queries.Solved("-", "-", told, figures, (), (), {}, value=0, bound=0, seconds=0.1)
    commands.store_run(coordinator(), round_id, solved)


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_input_marks_the_plan(scene: Scene, table: str) -> None:
    for case, act in TABLES[table].items():
        keep(scene.round_id)
        before = scene.fingerprint()
        assert scene.is_current, case
        act(scene)
        assert scene.fingerprint() != before, f"{case}: this is no input, or the scene doesn't use it"
        assert not scene.is_current, case


@pytest.mark.parametrize("case", AFTER_PUBLISHING)
def test_what_becomes_of_a_published_pair_marks_the_plan(scene: Scene, case: str) -> None:
    match(scene.round_id)
    commands.publish_round(coordinator(), scene.round_id)
    keep(scene.round_id)
    before, is_input = scene.fingerprint(), case != STAYS
    AFTER_PUBLISHING[case](scene)
    assert (scene.fingerprint() != before, not scene.is_current) == (is_input, is_input)


def test_what_is_no_input_leaves_the_plan_as_it_is(scene: Scene) -> None:
    before = scene.fingerprint()
    for case, act in NO_INPUT.items():
        act(scene)
        assert (scene.is_current, scene.fingerprint()) == (True, before), case


def test_every_table_and_column_that_the_problem_reads_is_among_the_cases(scene: Scene) -> None:
    db.session.rollback()
    db.session.expunge_all()
    settings.choose(SYSTEM, "mail_subject", "News")  # so that lists and settings are read anew
    with statements() as said:
        queries.problem_for(coordinator(), scene.round_id)
    read = {name for each in said for name in re.findall(r"(?:FROM|JOIN) (\w+)", each)}
    assert read == TABLES.keys() - {"import_batch", "merged_into_id"}
    assert {column.key for column in problem._COLUMNS} - {"id"} == ENTRY.keys()
    assert set(Home.__dataclass_fields__) - {"key"} == HOME.keys()


def test_a_plan_that_comes_back_is_current_only_if_nothing_happened_since(scene: Scene) -> None:
    change(scene, Parameters())
    commands.adopt_scenario(coordinator(), scene.round_id, scene.scenario)
    assert scene.is_current
    make_proposal(scene.mentor, scene.spare, scene.round_id, state="declined")
    commands.adopt_scenario(coordinator(), scene.round_id, scene.scenario)
    assert not scene.is_current


def test_a_plan_that_is_out_of_date_is_kept_under_no_name(scene: Scene) -> None:
    organizations.add_preference(coordinator(), scene.mentee, scene.second)
    with pytest.raises(Conflict, match="Match first"):
        commands.save_scenario(coordinator(), scene.round_id, "Too late")
