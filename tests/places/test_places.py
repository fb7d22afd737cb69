"""Places are loaded whole, corrected by hand, found without accents."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.kernel.actor import ANONYMOUS, SYSTEM, Role
from network.kernel.refusals import Denied, Invalid, NotFound
from network.places import commands, queries
from network.places.commands import CommunityDraft
from network.places.models import Community, Region
from network.places.rules.loading import FILES, DataSet, read_data_set
from network.storage.db import db
from tests.factories.people import coordinator, make_person, member_of
from tests.factories.places import make_community, make_region
from tests.forms import post

FOLDER = Path(__file__).parents[2] / "network" / "places" / "data" / "british-columbia"
DRAFT = CommunityDraft("Old Fort", "northwest", 55.06, -126.31, "America/Vancouver", "resource-road", also_known_as=("Nedo'ats",))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: (FOLDER / name).read_text(encoding="utf-8") for name in FILES}


@pytest.fixture(scope="module")
def data(texts: dict[str, str]) -> DataSet:
    reading = read_data_set(texts)
    assert reading.data_set is not None, reading.problems[:3]
    return reading.data_set


def test_a_data_set_is_loaded_twice_without_harm(app: Flask, data: DataSet, texts: dict[str, str]) -> None:
    for _ in range(2):
        commands.load_places(SYSTEM, data, texts["outline.geojson"])
    assert db.session.scalar(select(func.count()).select_from(Community)) == len(data.communities)
    assert db.session.scalar(select(func.count()).select_from(Region)) == 9
    land = queries.province()
    assert land is not None
    assert land is queries.province(), "the land is worked out once"


def test_what_was_corrected_by_hand_stays(app: Flask, data: DataSet, texts: dict[str, str]) -> None:
    commands.load_places(SYSTEM, data, texts["outline.geojson"])
    smithers = db.session.scalars(select(Community).where(Community.folded == "smithers")).one()
    corrected = CommunityDraft("Smithers", "northwest", 54.0, -127.0, "America/Vancouver", "road", 5_401)
    commands.edit_community(coordinator(), smithers.id, corrected)
    commands.load_places(SYSTEM, data, texts["outline.geojson"])
    assert queries.get(SYSTEM, smithers.id).population == 5_401


def test_only_the_operator_loads_places(app: Flask, data: DataSet) -> None:
    with pytest.raises(Denied):
        commands.load_places(coordinator(), data, "{}")
    assert db.session.scalars(select(Region)).all() == []


def test_a_community_is_added_once(app: Flask) -> None:
    make_region()
    community_id = commands.add_community(coordinator(), DRAFT)
    assert queries.get(SYSTEM, community_id).folded == "old fort"
    with pytest.raises(Invalid, match="already"):
        commands.add_community(coordinator(), DRAFT)


def test_a_member_may_look_and_not_change(app: Flask) -> None:
    community_id = make_community()
    member = member_of(community_id)
    assert queries.get(member, community_id).name == "Smithers"
    with pytest.raises(Denied):
        commands.edit_community(member, community_id, DRAFT)
    with pytest.raises(NotFound):
        queries.get(ANONYMOUS, community_id)


def test_names_are_found_without_accents_and_page_by_page(app: Flask) -> None:
    for number in range(queries.PAGE + 2):
        make_community(f"Ḵ̓ála {number:03}")
    first = queries.communities(SYSTEM, "kala")
    assert len(first.items) == queries.PAGE
    rest = queries.communities(SYSTEM, "kala", after=first.older)
    assert [row.name for row in rest.items] == ["Ḵ̓ála 050", "Ḵ̓ála 051"]


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(app: Flask, sign_in: Any) -> None:
    make_region()
    client = sign_in(make_person(role=Role.COORDINATOR))
    typed = {
        "name": "Old Fort",
        "region_code": "northwest",
        "latitude": "north",
        "longitude": "-126.3",
        "access": "road",
        "time_zone": "Mars",
    }
    answer = post(client, "/places/new", typed)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert 'value="north"' in text
    assert "There is no zone of this name" in text
    answer = post(client, "/places/new", {**typed, "latitude": "55.06", "time_zone": "America/Vancouver"})
    assert answer.status_code == 303
    assert "Old Fort" in client.get("/places?q=old").get_data(as_text=True)
