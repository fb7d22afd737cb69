"""Whom an organization would like to work with: said by its lead, counted by a round, hidden from the other side."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.kernel.actor import Role
from network.kernel.refusals import Denied, Invalid, NotFound
from network.organizations import commands, queries
from network.organizations.commands.preferences import MOST
from network.organizations.models import Preference
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import facts

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def wishes() -> set[tuple[UUID, UUID]]:
    db.session.rollback()
    return set(db.session.execute(select(Preference.organization_id, Preference.other_id)).tuples())


def test_a_lead_says_it_once_and_takes_it_back(app: Flask) -> None:
    mine, other = make_organization("Driftwood"), make_organization("Juniper")
    for _ in range(2):
        commands.add_preference(lead_of(mine), mine, other)
    assert wishes() == {(mine, other)}
    assert [each.name for each in queries.preferred(lead_of(mine), mine)] == ["Juniper"]
    commands.remove_preference(coordinator(), mine, other)
    assert wishes() == set()
    with pytest.raises(NotFound):
        commands.remove_preference(lead_of(mine), mine, other)
    assert facts("preference_removed") == [{"organization_id": str(mine), "other_id": str(other)}]


def test_nobody_wishes_for_itself_or_for_more_than_a_few(app: Flask) -> None:
    mine = make_organization("Driftwood")
    with pytest.raises(Invalid):
        commands.add_preference(lead_of(mine), mine, mine)
    for number in range(MOST):
        commands.add_preference(lead_of(mine), mine, make_organization(f"Juniper {number}"))
    with pytest.raises(Invalid):
        commands.add_preference(lead_of(mine), mine, make_organization("One more"))
    assert len(wishes()) == MOST


@pytest.mark.parametrize("who", ["the other side's lead", "a member", "a liaison"])
def test_nobody_else_says_it_or_reads_it(app: Flask, who: str) -> None:
    mine, other = make_organization("Driftwood"), make_organization("Juniper")
    commands.add_preference(lead_of(mine), mine, other)
    actors: dict[str, Any] = {
        "the other side's lead": lead_of(other),
        "a member": member_of(mine),
        "a liaison": liaison_of("northwest"),
    }
    actor = actors[who]
    assert queries.preferred(actor, mine) == ()
    for deed in (commands.add_preference, commands.remove_preference):
        with pytest.raises(Denied):
            deed(actor, mine, other)


def test_the_other_side_s_pages_are_the_same_with_and_without_a_wish(app: Flask, sign_in: SignIn) -> None:
    mine, other = make_organization("Driftwood"), make_organization("Juniper")
    theirs = sign_in(make_member(other, is_lead=True))
    addresses = (f"/organizations/{mine}", f"/organizations/{other}", f"/organizations/{other}/preferences", "/mentorship")

    def seen() -> list[str]:
        return [bare(theirs.get(address).get_data(as_text=True)) for address in addresses]

    before = seen()
    commands.add_preference(lead_of(mine), mine, other)
    assert seen() == before
    assert theirs.get(f"/organizations/{mine}/preferences").status_code in (403, 404)


def bare(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrf" not in line and "data-token" not in line)


def test_the_page_puts_one_on_the_list_and_takes_it_off(app: Flask, sign_in: SignIn) -> None:
    mine, other = make_organization("Driftwood"), make_organization("Juniper")
    client = sign_in(make_member(mine, is_lead=True))
    address = f"/organizations/{mine}/preferences"
    assert "See or change the list" in client.get(f"/organizations/{mine}").get_data(as_text=True)
    assert post(client, f"{address}?q=juniper", {"other_id": str(other)}).location == address
    html = client.get(address).get_data(as_text=True)
    assert "On your list" in html
    assert post(client, f"{address}/{other}/remove").location == address
    assert wishes() == set()
    assert sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR)).get(address).status_code == 200


def test_a_merge_joins_the_wishes_of_both(app: Flask) -> None:
    kept, other, third, fourth = (make_organization(name) for name in ("Driftwood", "Drift Wood", "Juniper", "Cedar"))
    for one, far in ((kept, third), (other, third), (other, fourth), (third, other), (other, kept)):
        commands.add_preference(coordinator(), one, far)
    commands.merge_organizations(coordinator(), kept, other)
    assert wishes() == {(kept, third), (kept, fourth), (third, kept)}
