"""A plan as a coordinator works on it: why, at what price, decided, kept, taken away."""

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from network.kernel.actor import Role
from network.mentorship.models import Round, RoundChoice, Scenario
from network.mentorship.rules.lifecycle import ChoiceKind
from network.mentorship.rules.plan_file import verify
from network.places.models import ProvinceOutline
from network.storage.db import db
from tests.factories.mentorship import make_mentor, match
from tests.factories.people import make_person
from tests.forms import post
from tests.mentorship.views.pages import HTMX, chosen_mentee, matched, page


@pytest.fixture
def client(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(make_person("Maren", role=Role.COORDINATOR))


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


def test_enter_in_the_field_for_a_reason_decides_nothing(client: FlaskClient) -> None:
    round_id, _, _ = matched()
    html = page(client, f"/mentorship/rounds/{round_id}/pairs/{chosen_mentee(round_id)}")
    form = html.split('id="why"')[1].split("<form")[1].split("</form>")[0]
    assert form.index('id="reason"') < form.index('name="lock"'), "the reason stands before what it is given for"
    assert form.split("<button")[1].startswith(' type="submit" disabled hidden>'), "Enter presses the first button"


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
    assert "One more place at" in left.split('data-label="Would help"')[1]
    assert "One more place at" not in left.split('data-label="Why not"')[1].split("</td>")[0]


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
