"""The front page says what waits, to whom it matters and to nobody else."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from network.home import queries
from network.home.queries import Leads, next_step
from network.kernel.actor import Role
from network.mentorship.queries.rounds import RoundLine
from network.mentorship.rules.lifecycle import RoundState
from network.organizations.queries import say_day
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, lead_of, make_member, make_person, member_of
from tests.statements import statements

OLD, FRESH = date(2025, 1, 5), date(2100, 1, 1)


def line(state: RoundState, *, served: int | None = None, open_proposals: int = 0) -> RoundLine:
    return RoundLine(uuid4(), "Round 4", OLD, state, served, 0, 0, open_proposals)


@pytest.mark.parametrize(
    ("state", "served", "waiting", "said"),
    [
        (RoundState.DRAFT, None, 0, "Check the list"),
        (RoundState.MATCHED, 26, 0, "26 pairs to look at"),
        (RoundState.MATCHED, 1, 0, "1 pair to look at"),
        (RoundState.CONFIRMING, 5, 3, "3 proposals wait"),
        (RoundState.CONFIRMING, 5, 0, "All have answered"),
    ],
)
def test_a_round_says_what_is_next(state: RoundState, served: int | None, waiting: int, said: str) -> None:
    assert said in str(next_step(line(state, served=served, open_proposals=waiting)))


def test_a_closed_round_waits_for_nothing() -> None:
    assert list(queries.open_rounds((line(RoundState.CLOSED),))) == []


def test_only_the_lead_is_asked_to_confirm_an_entry(app: Flask) -> None:
    stale = make_organization("Wayside", confirmed_on=OLD)
    fresh = make_organization("Harbour", confirmed_on=FRESH)
    things = queries.front(lead_of(stale, fresh)).waiting
    assert [(thing.leads, thing.id) for thing in things] == [(Leads.ENTRY, stale)]
    assert queries.front(member_of(stale, fresh)).waiting == ()


def test_a_coordinator_sees_how_many_entries_are_old(app: Flask) -> None:
    make_organization("Wayside", confirmed_on=OLD)
    things = queries.front(coordinator()).waiting
    assert [thing.leads for thing in things] == [Leads.STALE]
    assert "1 entry" in str(things[0].title)


def test_the_page_leads_where_it_says(app: Flask, sign_in: Any) -> None:
    organization_id = make_organization("Wayside", confirmed_on=OLD)
    page = sign_in(make_member(organization_id, is_lead=True)).get("/").get_data(as_text=True)
    assert f"/organizations/{organization_id}" in page
    assert str(say_day(OLD)) in page
    page = sign_in(make_person(role=Role.COORDINATOR)).get("/").get_data(as_text=True)
    assert "shown=to-confirm" in page


def test_who_has_no_role_yet_is_told_so_and_sees_no_figure(app: Flask, sign_in: Any) -> None:
    make_organization("Alder House")
    page = sign_in(make_person()).get("/").get_data(as_text=True)
    assert "You wait for a role" in page
    assert "Can mentor" not in page
    assert "You wait for a role" not in sign_in(make_person(role=Role.COORDINATOR)).get("/").get_data(as_text=True)


def test_the_front_page_asks_a_fixed_number_of_statements(app: Flask) -> None:
    def asked(count: int) -> int:
        mine = [make_organization(f"Own {count} {number}", confirmed_on=OLD) for number in range(count)]
        with statements() as found:
            queries.front(lead_of(*mine))
        return len(found)

    asked(0)  # the lists are read once and kept
    assert asked(1) == asked(6)
