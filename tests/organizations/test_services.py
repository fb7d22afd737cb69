"""Each service has a status with its day: said by those who know, shown, and what runs is what is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Denied, Invalid
from network.organizations import commands, queries
from network.organizations.models import ServiceStatus
from network.organizations.queries import Filters
from network.organizations.rules.services import ServiceState
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, make_member, member_of
from tests.forms import post
from tests.journal import facts

SignIn = Callable[..., FlaskClient]
RUNNING, PAUSED, ENDED, UNKNOWN, UNCONFIRMED = ServiceState
LONG_AGO = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def told(organization_id: UUID) -> dict[str, tuple[str, date | None]]:
    db.session.rollback()
    lines = queries.services(coordinator(), organization_id)
    return {line.code: (line.state, line.as_of) for line in lines}


def age(organization_id: UUID) -> None:
    mine = ServiceStatus.organization_id == organization_id
    db.session.execute(update(ServiceStatus).where(mine).values(as_of=LONG_AGO))
    db.session.commit()


def test_what_is_said_counts_as_of_today(app: Flask) -> None:
    mine = make_organization("Driftwood", services=("food", "drop-in"))
    assert told(mine) == {"food": ("", None), "drop-in": ("", None)}
    commands.tell_services(lead_of(mine), mine, {"food": PAUSED})
    assert told(mine) == {"food": ("paused", clock.today()), "drop-in": ("", None)}
    age(mine)
    commands.tell_services(lead_of(mine), mine, {"drop-in": RUNNING})
    assert told(mine) == {"food": ("paused", LONG_AGO), "drop-in": ("running", clock.today())}
    assert facts("services_told")[-1] == {
        "organization_id": str(mine), "running": 1, "paused": 0, "ended": 0, "unknown": 0,
    }  # fmt: skip


def test_only_those_who_keep_the_entry_say_it_and_only_of_its_services(app: Flask) -> None:
    mine = make_organization("Driftwood", services=("food",))
    with pytest.raises(Denied):
        commands.tell_services(member_of(mine), mine, {"food": ENDED})
    with pytest.raises(Invalid):
        commands.tell_services(lead_of(mine), mine, {"drop-in": ENDED})


def test_still_true_confirms_what_is_said_of_services(app: Flask) -> None:
    mine = make_organization("Driftwood", services=("food", "drop-in"))
    commands.tell_services(lead_of(mine), mine, {"food": PAUSED})
    age(mine)
    commands.confirm_organization(lead_of(mine), mine)
    assert told(mine) == {"food": ("paused", clock.today()), "drop-in": ("running", clock.today())}


def test_what_is_no_longer_on_the_entry_is_forgotten(app: Flask) -> None:
    mine = make_organization("Driftwood", services=("food", "drop-in"))
    commands.tell_services(lead_of(mine), mine, {"food": PAUSED, "drop-in": PAUSED})
    row = queries.get(coordinator(), mine)
    draft = queries.draft_of(row)
    commands.edit_organization(coordinator(), mine, replace(draft, services=("food",), languages=(), ways=()), row.version)
    assert set(db.session.scalars(select(ServiceStatus.code))) == {"food"}


@pytest.mark.parametrize(
    ("state", "is_found"), [(None, True), (RUNNING, True), (PAUSED, False), (ENDED, False), (UNKNOWN, False), (UNCONFIRMED, True)]
)
def test_the_directory_finds_what_runs_unless_all_is_asked_for(app: Flask, state: ServiceState | None, is_found: bool) -> None:
    mine = make_organization("Driftwood", services=("food",))
    make_organization("Juniper", services=("drop-in",))
    if state:
        commands.tell_services(lead_of(mine), mine, {"food": state})

    def found(**more: bool) -> list[str]:
        filters = Filters(stale_before=LONG_AGO, service="food", **more)
        return [line.name for line in queries.directory(coordinator(), filters).items]

    assert found() == (["Driftwood"] if is_found else [])
    assert found(service_rests=True) == ["Driftwood"]


def test_the_page_shows_what_rests_and_the_form_says_it(app: Flask, sign_in: SignIn) -> None:
    mine = make_organization("Driftwood", services=("food", "drop-in"))
    client = sign_in(make_member(mine, is_lead=True))
    address = f"/organizations/{mine}/services"
    assert "Nobody has said yet." in client.get(address).get_data(as_text=True)
    assert post(client, address, {"service-food": "ended", "service-drop-in": "running"}).location == f"/organizations/{mine}"
    html = client.get(f"/organizations/{mine}").get_data(as_text=True)
    assert "Ended" in html
    assert "Say which run" in html
    assert post(client, address, {"service-food": "asleep"}).status_code == 422
    assert "Say which run" not in sign_in(make_member(mine)).get(f"/organizations/{mine}").get_data(as_text=True)
    asked = client.get("/organizations?service=food").get_data(as_text=True)
    assert "No organization fits all of this" in asked
    assert "Driftwood" in client.get("/organizations?service=food&rests=yes").get_data(as_text=True)


def test_a_merge_takes_the_later_word(app: Flask) -> None:
    kept, other = (
        make_organization("Driftwood", services=("food",)),
        make_organization("Drift Wood", services=("food", "drop-in")),
    )
    commands.tell_services(coordinator(), kept, {"food": PAUSED})
    age(kept)
    commands.tell_services(coordinator(), other, {"food": ENDED, "drop-in": UNKNOWN})
    commands.merge_organizations(coordinator(), kept, other)
    assert told(kept) == {"food": ("ended", clock.today()), "drop-in": ("unknown", clock.today())}


def test_a_service_that_began_is_listed_unconfirmed_until_the_organization_speaks(app: Flask) -> None:
    mine = make_organization("Driftwood", services=("food",))
    commands.tell_services(lead_of(mine), mine, {"food": PAUSED})
    for code in ("drop-in", "food"):
        commands.list_begun_service(SYSTEM, mine, code)
    assert told(mine) == {"food": ("unconfirmed", clock.today()), "drop-in": ("unconfirmed", clock.today())}
    assert facts("service_begun")[0] == {"organization_id": str(mine), "code": "drop-in"}
    age(mine)
    commands.tell_services(lead_of(mine), mine, {"food": RUNNING})
    commands.list_begun_service(SYSTEM, mine, "food")
    assert told(mine)["food"] == ("running", clock.today())
    commands.confirm_organization(lead_of(mine), mine)
    assert told(mine)["drop-in"] == ("running", clock.today())


def test_only_the_network_itself_lists_what_began(app: Flask) -> None:
    mine = make_organization("Driftwood")
    for actor in (coordinator(), lead_of(mine)):
        with pytest.raises(Denied):
            commands.list_begun_service(actor, mine, "food")
    assert told(mine) == {}


def test_the_page_says_that_it_is_unconfirmed_and_no_form_offers_it(app: Flask, sign_in: SignIn) -> None:
    mine = make_organization("Driftwood")
    commands.list_begun_service(SYSTEM, mine, "food")
    client = sign_in(make_member(mine, is_lead=True))
    html = client.get(f"/organizations/{mine}").get_data(as_text=True)
    assert "Begun lately, not yet confirmed" in html
    assert "A service began: Food" in html
    assert "unconfirmed" not in client.get(f"/organizations/{mine}/services").get_data(as_text=True)
    assert post(client, f"/organizations/{mine}/services", {"service-food": "unconfirmed"}).status_code == 422
