"""C57: an administrator reads and exports the journal; everybody reads her own acts. Not all is for administrators."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from network.accounts.models import Person
from network.approvals.commands import ask
from network.audit import queries
from network.audit.commands import export_journal
from network.audit.queries import PAGE, Filters
from network.journal.commands.verifying import note_verification
from network.journal.jobs import seal_journal, verify_journal
from network.journal.models import JournalEntry
from network.journal.seal.verifying import verify
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Denied
from network.organizations import commands as organizations
from network.settings.commands import choose
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, make_person, member_of
from tests.forms import token_on
from tests.journal import facts
from tests.statements import statements

ADMINISTRATOR = Actor(person_id=uuid4(), name="Pell", roles=frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def people(app: Flask) -> dict[str, UUID]:
    """A coordinator who did two things, one of them in confidence, and an administrator who asked for a role."""
    maren, pell, tove = (
        make_person("Maren Ostrowski", role=Role.COORDINATOR),
        make_person("Pell Novak", role=Role.ADMINISTRATOR),
        make_person("Tove Aas"),
    )
    one, two = make_organization("Alder House"), make_organization("Birch Peers")
    acting = Actor(person_id=maren, roles=frozenset({Role.COORDINATOR}))
    organizations.confirm_organization(acting, one)
    organizations.add_do_not_pair(acting, one, two, "canary-reason")
    about = {"person_id": str(tove), "role": "coordinator", "region_code": None}
    ask(Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR})), "give-role", about, "She asked.")
    return {"maren": maren, "pell": pell, "tove": tove, "one": one, "two": two}


def told(page: Any) -> list[str]:
    """The kinds of the facts on a page, newest first."""
    return [entry.event for entry in page.items]


def export(client: Any, query: str = "") -> Any:
    """The file that the button gives."""
    return client.post(f"/journal/export{query}", data={"csrf_token": token_on(client, "/journal")})


def test_an_administrator_reads_who_did_what(people: dict[str, UUID], sign_in: Any) -> None:
    page = sign_in(people["pell"]).get("/journal").get_data(as_text=True)
    assert "Entry confirmed" in page
    assert "Maren Ostrowski" in page
    assert "Alder House" in page


def test_c26_an_administrator_learns_that_two_are_kept_apart_and_not_which(people: dict[str, UUID], sign_in: Any) -> None:
    client = sign_in(people["pell"])
    page = client.get("/journal?kind=do_not_pair_added").get_data(as_text=True)
    assert "Two organizations kept apart" in page
    assert "Birch Peers" not in page
    assert str(people["two"]) not in page
    assert "do_not_pair_added" not in told(queries.entries(ADMINISTRATOR, Filters(about=people["two"])))
    file = export(client).get_data(as_text=True)
    assert str(people["two"]) not in file
    assert "withheld" in file


def test_whoever_coordinates_and_administers_reads_it_whole(people: dict[str, UUID]) -> None:
    both = Actor(person_id=people["pell"], roles=frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}))
    assert "do_not_pair_added" in told(queries.entries(both, Filters(about=people["two"])))


def test_filters_narrow(people: dict[str, UUID]) -> None:
    def found(**filters: Any) -> list[str]:
        return told(queries.entries(ADMINISTRATOR, Filters(**filters)))

    today = clock.today()
    assert found(kind="approval_asked") == ["approval_asked"]
    assert found(who="ostrow") == found(who=str(people["maren"])) == ["do_not_pair_added", "organization_confirmed"]
    assert found(who="nobody of this name") == []
    assert found(about=people["one"])[0] == "organization_confirmed"
    assert found(about=people["maren"]) == []
    assert found(since=today - timedelta(days=1), until=today + timedelta(days=1)) == found()
    assert found(until=today - timedelta(days=2)) == []
    assert found(since=today + timedelta(days=2)) == []
    assert found(until=date.max) == found()
    assert found(who="%") == []


def test_odd_addresses_narrow_nothing(people: dict[str, UUID], sign_in: Any) -> None:
    client = sign_in(people["pell"])
    days = ("since=yesterday", "until=9999-12-31", "since=0001-01-01")
    for odd in (*days, "about=x", "kind=x", "after=x", "before=-1", "after=" + "9" * 20):
        assert client.get(f"/journal?{odd}").status_code == 200, odd


def test_pages_go_on_by_key(app: Flask) -> None:
    for number in range(PAGE + 5):
        choose(SYSTEM, "overturn_days", number)
    first = queries.entries(ADMINISTRATOR, Filters())
    second = queries.entries(ADMINISTRATOR, Filters(), after=str(first.older))
    assert (len(first.items), len(second.items), second.older) == (PAGE, 5, None)
    back = queries.entries(ADMINISTRATOR, Filters(), before=str(second.newer))
    assert back.items == first.items
    assert back.newer is None


def test_the_number_of_statements_is_fixed(people: dict[str, UUID]) -> None:
    with statements() as few:
        queries.entries(ADMINISTRATOR, Filters())
    for _ in range(20):
        organizations.confirm_organization(coordinator(), people["one"])
    with statements() as many:
        assert len(queries.entries(ADMINISTRATOR, Filters()).items) > 20
    assert (
        len([said for said in few if said.startswith("SELECT")]) == len([said for said in many if said.startswith("SELECT")]) == 3
    )


def test_an_export_is_a_fact(people: dict[str, UUID]) -> None:
    found = export_journal(ADMINISTRATOR, Filters(kind="approval_asked"))
    assert [entry.event for entry in found] == ["approval_asked"]
    assert facts("journal_exported") == [{"entries": 1}]
    with pytest.raises(Denied):
        export_journal(coordinator(), Filters())
    assert queries.entries(coordinator(), Filters()).items == ()


def test_c37_a_name_that_is_a_formula_is_only_shown(people: dict[str, UUID], sign_in: Any) -> None:
    db.session.execute(update(Person).where(Person.id == people["maren"]).values(name="=HYPERLINK(1)"))
    db.session.commit()
    file = export(sign_in(people["pell"]), "?who=HYPERLINK")
    lines = file.get_data(as_text=True).splitlines()
    assert len(lines) == 3
    assert all("'=HYPERLINK(1)" in line for line in lines[1:])
    assert file.headers["Content-Disposition"].startswith('attachment; filename="journal-')


def test_each_reads_her_own_acts_and_nobody_elses(people: dict[str, UUID], sign_in: Any) -> None:
    page = sign_in(people["maren"]).get("/journal/mine").get_data(as_text=True)
    assert "Entry confirmed" in page
    assert "Birch Peers" in page
    assert "Second person asked for" not in page
    assert "Nothing yet" in sign_in(people["tove"]).get("/journal/mine").get_data(as_text=True)
    mine = queries.own_acts(Actor(person_id=people["maren"]))
    assert told(mine) == ["do_not_pair_added", "organization_confirmed"]
    assert [entry.is_withheld for entry in mine.items] == [True, False]
    assert queries.own_acts(member_of(people["one"])).items == ()


def test_the_state_of_the_seal_is_told(people: dict[str, UUID], sign_in: Any) -> None:
    begun = queries.seal_state(ADMINISTRATOR)
    assert begun is not None
    assert (begun.sealed_at, begun.checked_at) == (None, None)
    seal_journal(SYSTEM)
    verify_journal(SYSTEM)
    checked = queries.seal_state(ADMINISTRATOR)
    assert checked is not None
    assert (checked.unsealed, checked.checked_how, checked.fault_id) == (1, "clock", None)
    assert queries.seal_state(coordinator()) is None
    note_verification(SYSTEM, "operator", verify("a head that was never"))
    faulty = queries.seal_state(ADMINISTRATOR)
    assert faulty is not None
    assert faulty.fault_id
    page = sign_in(people["pell"]).get("/journal").get_data(as_text=True)
    assert f"Entry {faulty.fault_id} is not as it was sealed" in page


def test_a_fact_of_an_older_code_is_shown_by_its_own_name(people: dict[str, UUID], sign_in: Any) -> None:
    db.session.add(JournalEntry(occurred_at=clock.now(), event="of_before", facts={"odd_thing": 3, "gone_id": str(uuid4())}))
    db.session.commit()
    page = sign_in(people["pell"]).get("/journal").get_data(as_text=True)
    assert "of_before" in page
    assert "odd_thing" in page


def test_c9_the_file_asks_again_who_she_is(people: dict[str, UUID], sign_in: Any) -> None:
    answer = export(sign_in(people["pell"], ago=timedelta(minutes=6)))
    assert "Content-Disposition" not in answer.headers
    assert facts("journal_exported") == []
