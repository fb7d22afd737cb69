"""A round from its list to what matters in it, as a coordinator meets it in a browser."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from network.kernel.actor import Role
from network.mentorship.models import Round
from network.organizations.models import Organization
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, open_round
from tests.factories.people import make_member, make_person
from tests.forms import post
from tests.mentorship.views.pages import HTMX, matched, page, without_tokens
from tests.statements import statements


@pytest.fixture
def client(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(make_person("Maren", role=Role.COORDINATOR))


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
    assert "Type a whole number, such as 2." in answer.text


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


PAGES = ("", "/list", "/matters", "/scenarios", "/publish", "/answers", "/map", "/plan.csv", "/proof.json", "/close")


@pytest.mark.parametrize("tail", PAGES)
def test_rounds_do_not_exist_for_anybody_else(sign_in: Callable[..., FlaskClient], tail: str) -> None:
    round_id, mentor, _ = matched()
    lead = sign_in(make_member(mentor, is_lead=True))
    real, made_up = (lead.get(f"/mentorship/rounds/{each}{tail}") for each in (round_id, uuid4()))
    assert (real.status_code, made_up.status_code) == (404, 404)
    assert without_tokens(real.text) == without_tokens(made_up.text)


TAILS = ("", "/list", "/matters", "/scenarios", "/publish", "/answers")


def test_statements_do_not_grow_with_the_pairs(client: FlaskClient) -> None:
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


def test_the_large_map_stands_over_the_same_as_a_table(client: FlaskClient) -> None:
    round_id, _, _ = matched(places=1, mentees=2)
    html = page(client, f"/mentorship/rounds/{round_id}/map")
    rows = re.findall(r'<tr role="row">(.*?)</tr>', html.split("</thead>")[1], re.S)
    served, left_out = (" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows)
    assert served.startswith("Driftwood House 0")
    assert "Mountain View Peer Support" in served
    assert left_out.startswith("Driftwood House 0")
    assert "Not served" in left_out


def test_a_round_without_a_plan_has_no_map_yet(client: FlaskClient) -> None:
    round_id = open_round()
    answer = client.get(f"/mentorship/rounds/{round_id}/map")
    assert (answer.status_code, answer.location) == (303, f"/mentorship/rounds/{round_id}/list")


def test_kept_rows_hold_the_token_of_whoever_reads_them_and_nothing_that_a_name_could_forge(
    sign_in: Callable[..., FlaskClient],
) -> None:
    make_mentor('<csrf> "><csrf>', capacity=3)
    round_id, _, _ = matched(places=1, mentees=2)
    for tail in ("/list", "/publish"):
        tokens = []
        for name in ("Maren", "Ines"):
            html = page(sign_in(make_person(name, role=Role.COORDINATOR)), f"/mentorship/rounds/{round_id}{tail}")
            assert "<csrf>" not in html
            assert "&lt;csrf&gt;" in html
            found = set(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', html))
            assert len(found) == 1, "all forms of a page have the reader's own"
            tokens.append(found)
        assert tokens[0] != tokens[1]


def test_the_list_is_read_on_by_key_and_found_by_name_or_place(client: FlaskClient) -> None:
    round_id, _, waiting = matched(places=1, mentees=30)
    address, seen = f"/mentorship/rounds/{round_id}/list", []
    while address:
        html = page(client, address)
        seen += re.findall(r'id="mentee-([0-9a-f-]{36})-value"', html)
        onward = re.search(r'href="([^"]*mentees=[^"#]*)[^"]*"[^>]*>\s*Next', html.split('id="mentees-h"')[1])
        address = onward.group(1).replace("&amp;", "&") if onward else ""
    assert sorted(seen) == sorted(map(str, waiting))
    html = page(client, f"/mentorship/rounds/{round_id}/list?q=house 07")
    assert re.findall(r'id="mentee-([0-9a-f-]{36})-value"', html) == [str(waiting[7])]
    assert "No such" not in page(client, f"/mentorship/rounds/{round_id}/list?mentees=nothing&mentors={uuid4()}")
