"""A round from its list to its plan, as a coordinator meets it in a browser."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from network.kernel.actor import Role
from network.mentorship.models import Round, RoundChoice, Scenario
from network.mentorship.rules.lifecycle import ChoiceKind
from network.mentorship.rules.plan_file import verify
from network.organizations.models import Organization
from network.places.models import ProvinceOutline
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, match, open_round
from tests.factories.people import make_member, make_person
from tests.forms import post
from tests.mentorship.views.pages import without_tokens

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(make_person("Maren", role=Role.COORDINATOR))


def matched(places: int = 1, mentees: int = 2) -> tuple[UUID, UUID, list[UUID]]:
    """A round with a plan: one mentor, and those who wait."""
    mentor = make_mentor(capacity=places)
    waiting = [make_mentee(f"Driftwood House {number:02d}") for number in range(mentees)]
    round_id = open_round()
    match(round_id)
    return round_id, mentor, waiting


def page(client: FlaskClient, address: str, **more: Any) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200, answer.status
    return str(answer.get_data(as_text=True))


def test_before_any_round_the_page_teaches_what_one_is(client: FlaskClient) -> None:
    html = page(client, "/mentorship")
    assert "No round has been run yet" in html
    assert "/mentorship/rounds/new" in html


def test_a_new_round_leads_to_its_list(client: FlaskClient) -> None:
    answer = post(client, "/mentorship/rounds/new", {"title": "Winter 2026"})
    assert answer.status_code == 303
    assert answer.location.endswith("/list")
    assert "Winter 2026" in page(client, answer.location)


def test_a_round_without_a_name_is_asked_for_one_beside_the_field(client: FlaskClient) -> None:
    answer = post(client, "/mentorship/rounds/new", {"title": " ", "as_of": "2026-11-22"})
    assert answer.status_code == 422
    assert 'id="title-error"' in answer.text
    assert "2026-11-22" in answer.text


def test_places_are_mended_in_place(client: FlaskClient) -> None:
    mentor, round_id = make_mentor(capacity=1), open_round()
    address = f"/mentorship/rounds/{round_id}/list"
    answer = post(client, f"{address}/places/{mentor}?at=1&of=1", {"capacity": "3"}, page=address)
    assert (answer.status_code, answer.location.split("#")[1]) == (303, "mentor-1")
    assert db.session.get_one(Organization, mentor).capacity == 3


def test_with_scripts_only_the_row_comes_back(client: FlaskClient) -> None:
    mentor, round_id = make_mentor(capacity=1), open_round()
    address = f"/mentorship/rounds/{round_id}/list"
    answer = post(client, f"{address}/places/{mentor}?at=1&of=1", {"capacity": "2"}, page=address, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<tr")
    assert "<h1" not in answer.text


def test_a_number_that_is_none_stays_with_what_is_wrong(client: FlaskClient) -> None:
    mentor, round_id = make_mentor(capacity=1), open_round()
    address = f"/mentorship/rounds/{round_id}/list"
    answer = post(client, f"{address}/places/{mentor}", {"capacity": "many"}, page=address)
    assert answer.status_code == 422
    assert 'value="many"' in answer.text
    assert f"mentor-{mentor}-value-error" in answer.text


def test_the_list_says_what_is_missing_for_matching(client: FlaskClient) -> None:
    make_mentor(capacity=1)
    make_mentee(wants=())
    html = page(client, f"/mentorship/rounds/{open_round()}/list")
    assert "No topics that it wants to learn." in html
    assert "No topics that it can teach." not in html


def test_waiting_can_be_ended_from_the_list(client: FlaskClient) -> None:
    mentee, round_id = make_mentee(), open_round()
    address = f"/mentorship/rounds/{round_id}/list"
    post(client, f"{address}/waiting/{mentee}", {"wants_mentor": "false"}, page=address)
    assert not db.session.get_one(Organization, mentee).wants_mentor


def choices(**more: str) -> dict[str, str]:
    """The page of what matters as it is sent when nothing was touched."""
    weights = ["40", "15", "15", "10", "5", "5", "5", "5", "20"]
    names = ["topics", "context", "distance", "availability", "languages", "ways", "mutual", "earlier", "fair_load"]
    usual = {"preset": "balanced", "strategy": "coverage", "region": "any", "version": "1", "min_overlap_hours": "0"}
    ticked = {"shared_language": "y", "shared_way": "y", "wanted_topic": "y"}
    return {**usual, **ticked, **dict(zip(names, weights, strict=True)), **more}


def test_match_makes_a_plan_and_shows_it(client: FlaskClient) -> None:
    make_mentor()
    make_mentee("Driftwood House")
    round_id = open_round()
    answer = post(client, f"/mentorship/rounds/{round_id}/matters", choices())
    assert answer.status_code == 303
    html = page(client, answer.location)
    assert "No other plan scores higher under these rules and numbers." in html
    assert "Publish 1 pair" in html
    assert "Driftwood House" in html


@pytest.mark.parametrize(
    ("sent", "topics"),
    [({"preset": "learning"}, 60), ({"topics": "33"}, 33), ({"preset": "own", "topics": "33"}, 33)],
    ids=["a preset wins over sliders left alone", "a moved slider wins over its preset", "own numbers are taken"],
)
def test_presets_and_sliders_agree_without_scripts(client: FlaskClient, sent: dict[str, str], topics: int) -> None:
    make_mentor()
    make_mentee()
    round_id = open_round()
    post(client, f"/mentorship/rounds/{round_id}/matters", choices(**sent))
    assert db.session.get_one(Round, round_id).parameters["weights"]["topics"] == topics


def test_a_distance_beyond_the_earth_is_refused_beside_its_field(client: FlaskClient) -> None:
    make_mentor()
    make_mentee()
    answer = post(client, f"/mentorship/rounds/{open_round()}/matters", choices(max_distance_km="90000"))
    assert answer.status_code == 422
    assert 'id="max_distance_km-error"' in answer.text


def test_a_page_that_somebody_else_overtook_is_a_conflict(client: FlaskClient) -> None:
    make_mentor()
    make_mentee()
    answer = post(client, f"/mentorship/rounds/{open_round()}/matters", choices(version="7", topics="50"))
    assert answer.status_code == 409


def test_a_chosen_pair_tells_why_and_what_each_choice_costs(client: FlaskClient) -> None:
    round_id, _, _ = matched()
    served = chosen_mentee(round_id)
    html = page(client, f"/mentorship/rounds/{round_id}?pair={served}")
    assert "Why this pair" in html
    assert "What each choice costs" in html
    assert "Every choice" not in page(client, f"/mentorship/rounds/{round_id}/pairs/{served}")
    part = page(client, f"/mentorship/rounds/{round_id}?pair={served}", headers={**HTMX, "HX-Target": "side"})
    assert "Why this pair" in part
    assert "<h1" not in part


def chosen_mentee(round_id: UUID) -> UUID:
    """Who the plan serves first."""
    found = db.session.execute(
        db.text("select mentee_id from run_entry where mentor_id is not null order by priority desc, mentee_id")
    ).scalar_one()
    return found if isinstance(found, UUID) else UUID(str(found))


def test_a_pair_can_be_locked_and_freed_with_one_press_each(client: FlaskClient) -> None:
    round_id, mentor, _ = matched()
    pair, address = f"{mentor}.{chosen_mentee(round_id)}", f"/mentorship/rounds/{round_id}"
    assert post(client, f"{address}/choices", {"lock": pair}, page=address).status_code == 303
    assert db.session.query(RoundChoice).one().kind == ChoiceKind.LOCKED
    assert 'aria-pressed="true"' in page(client, address)
    post(client, f"{address}/choices", {"free": pair}, page=address)
    assert db.session.query(RoundChoice).count() == 0


def test_forbidding_matches_again_and_says_what_changed(client: FlaskClient) -> None:
    round_id, mentor, waiting = matched()
    before = chosen_mentee(round_id)
    address = f"/mentorship/rounds/{round_id}"
    answer = post(client, f"{address}/choices", {"forbid": f"{mentor}.{before}", "reason": "They fell out."}, page=address)
    assert chosen_mentee(round_id) in set(waiting) - {before}
    assert "Forbidden in this round." in page(client, answer.location)
    assert db.session.query(RoundChoice).one().reason == "They fell out."


def test_what_was_forbidden_stands_on_the_page_and_can_be_taken_back(client: FlaskClient) -> None:
    round_id, mentor, _ = matched()
    first, address = chosen_mentee(round_id), f"/mentorship/rounds/{round_id}"
    post(client, f"{address}/choices", {"forbid": f"{mentor}.{first}", "reason": "They fell out."}, page=address)
    html = page(client, address).split('id="decisions"')[1]
    assert "They fell out." in html
    assert f'name="free" value="{mentor}.{first}"' in html
    post(client, f"{address}/choices", {"free": f"{mentor}.{first}"}, page=address)
    assert "What you decided" not in page(client, address)


def test_with_scripts_a_decision_brings_the_plan_alone(client: FlaskClient) -> None:
    round_id, mentor, _ = matched()
    address = f"/mentorship/rounds/{round_id}"
    pair = f"{mentor}.{chosen_mentee(round_id)}"
    answer = post(client, f"{address}/choices", {"lock": pair}, page=address, headers=HTMX)
    part = page(client, answer.location, headers=HTMX)  # a browser carries the header along
    assert part.lstrip().startswith('<div id="plan">')
    assert "<html" not in part
    assert "Locked: this pair stays." in part


def test_a_decision_that_breaks_a_rule_changes_nothing_and_says_why(client: FlaskClient) -> None:
    round_id, _, waiting = matched()
    other = make_mentor("Kettle Outreach", languages=("french",))
    match(round_id)
    address = f"/mentorship/rounds/{round_id}"
    answer = post(client, f"{address}/choices", {"move": f"{other}.{waiting[0]}"}, page=address)
    assert "flash--stop" in page(client, answer.location)
    assert db.session.query(RoundChoice).count() == 0


def test_nonsense_in_a_decision_is_not_found(client: FlaskClient) -> None:
    round_id, _, _ = matched()
    address = f"/mentorship/rounds/{round_id}"
    assert post(client, f"{address}/choices", {"lock": "this.that"}, page=address).status_code == 404


def test_nonsense_in_the_address_is_left_out(client: FlaskClient) -> None:
    round_id, _, _ = matched()
    html = page(client, f"/mentorship/rounds/{round_id}?tier=9&sort=weight&show=all&after=zzz&left=zzz&pair=zzz")
    assert "Proposed pairs" in html


def test_who_is_left_out_is_told_with_what_would_change_it(client: FlaskClient) -> None:
    round_id, _, _ = matched(places=1, mentees=2)
    html = page(client, f"/mentorship/rounds/{round_id}")
    left = html.split('id="left-h"')[1]
    assert "One more place would do at" in left.split('data-label="Would help"')[1]
    assert "One more place would do at" not in left.split('data-label="Why not"')[1].split("</td>")[0]


def test_the_plan_can_be_taken_away_as_a_spreadsheet_and_as_a_proof(client: FlaskClient) -> None:
    round_id, _, _ = matched()
    sheet = client.get(f"/mentorship/rounds/{round_id}/plan.csv")
    assert sheet.mimetype == "text/csv"
    assert "winter-round.csv" in sheet.headers["Content-Disposition"]
    assert len(sheet.text.strip().splitlines()) == 3
    proof = client.get(f"/mentorship/rounds/{round_id}/proof.json")
    assert verify(proof.text).proven
    assert "Driftwood" not in proof.text
    assert json.loads(proof.text)


def test_scenarios_are_kept_compared_and_taken_up_again(client: FlaskClient) -> None:
    round_id, mentor, _ = matched()
    address = f"/mentorship/rounds/{round_id}"
    first = chosen_mentee(round_id)
    assert post(client, f"{address}/scenarios", {"name": "As it came"}).status_code == 303
    post(client, f"{address}/choices", {"forbid": f"{mentor}.{first}"}, page=address)
    html = page(client, f"{address}/scenarios")
    assert "From this plan to “As it came”" in html
    assert "Gains a mentor" in html
    scenario = db.session.query(Scenario).one()
    post(client, f"{address}/scenarios/{scenario.id}", page=f"{address}/scenarios")
    assert db.session.get_one(Round, round_id).current_run_id == scenario.run_id


def test_a_scenario_needs_a_name_of_its_own(client: FlaskClient) -> None:
    round_id, _, _ = matched()
    address = f"/mentorship/rounds/{round_id}/scenarios"
    post(client, address, {"name": "As it came"})
    answer = post(client, address, {"name": "As it came"})
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text


PAGES = ("", "/list", "/matters", "/scenarios", "/publish", "/answers", "/map", "/plan.csv", "/proof.json", "/close")


@pytest.mark.parametrize("tail", PAGES)
def test_rounds_do_not_exist_for_anybody_else(sign_in: Callable[..., FlaskClient], tail: str) -> None:
    round_id, mentor, _ = matched()
    lead = sign_in(make_member(mentor, is_lead=True))
    real, made_up = (lead.get(f"/mentorship/rounds/{each}{tail}") for each in (round_id, uuid4()))
    assert (real.status_code, made_up.status_code) == (404, 404)
    assert without_tokens(real.text) == without_tokens(made_up.text)


TAILS = ("", "/list", "/matters", "/scenarios", "/publish", "/answers")


def test_statements_do_not_grow_with_the_pairs(client: FlaskClient, statements: Any) -> None:
    counts: list[dict[str, int]] = []
    for pairs in (10, 60):
        for number in range(pairs // 10):
            make_mentor(f"Mentor {pairs} {number}", capacity=10)
        round_id, _, _ = matched(places=1, mentees=pairs + 3)
        counts.append({})
        for tail in TAILS:
            page(client, f"/mentorship/rounds/{round_id}{tail}")
            with statements() as found:
                page(client, f"/mentorship/rounds/{round_id}{tail}")
            counts[-1][tail] = len(found)
    assert counts[0] == counts[1]


def test_a_plan_too_large_for_one_map_draws_the_pairs_of_the_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = {"type": "Polygon", "coordinates": [[[-139, 48], [-114, 48], [-114, 60], [-139, 60], [-139, 48]]]}
    db.session.add(ProvinceOutline(id=1, digest="a square", geojson=json.dumps(shape)))
    db.session.commit()
    round_id, _, _ = matched(places=2, mentees=3)
    assert "too large for one map" not in page(client, f"/mentorship/rounds/{round_id}")
    monkeypatch.setattr("network.mentorship.views.plans.MOST_DRAWN", 2)
    html = page(client, f"/mentorship/rounds/{round_id}")
    assert "too large for one map" in html
    assert "2 proposed pairs as lines from disc to ring, and 0 organizations not served" in html
