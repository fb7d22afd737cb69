"""C53: erased at once and for good, readable under a pseudonym; a restored back-up is erased again."""

import stat
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from network.accounts import queries as account_queries
from network.accounts.commands import restore_person
from network.accounts.models import Person, RoleHolding, SignIn
from network.accounts.rules.erasing import pseudonym
from network.approvals.commands import ask
from network.approvals.models import Approval
from network.audit.queries import Filters, entries
from network.cli import network
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.organizations.models import Membership
from network.privacy import queries
from network.privacy.commands.erasing import erase_person, keep_list
from network.privacy.models import Erasure
from network.privacy.rules.erasing import complete_at, joined, read_list, written_list
from network.settings.commands import choose
from network.storage.db import db
from network.storage.forgetting import forget_for_good
from tests.canaries import holds
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.forms import token_on
from tests.journal import everything, facts

CANARIES = ("canary-name-of-tove", "canary-address-of-tove", "canary-reason-of-tove")
ADMINISTRATOR = Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR}))


def make_tove(*, is_lead: bool = False, with_another_lead: bool = True) -> UUID:
    """A member whose name, address and words are canaries."""
    here = make_organization("Alder House")
    if with_another_lead:
        make_member(here, is_lead=True, name="Rena Okada")
    person = make_member(here, is_lead=is_lead, name=CANARIES[0], email=f"{CANARIES[1]}@people.example")
    db.session.add(
        Approval(
            act="give-role", about={"person_id": str(uuid4())}, reason=CANARIES[2], asked_by_id=person,
            asked_at=datetime.now(UTC), state="waiting",
        )
    )  # fmt: skip
    db.session.commit()
    return person


def erase(client: Any, **more: str) -> Any:
    """Press the button."""
    token = token_on(client, "/privacy/yours/erase")
    return client.post("/privacy/yours/erase", data={"csrf_token": token, **more})


def test_c53_erased_at_once_and_gone_from_the_files(app: Flask, sign_in: Any) -> None:
    choose(SYSTEM, "backup_days", 35)
    tove = make_tove()
    here, elsewhere = sign_in(tove), sign_in(tove)
    assert holds(app, *CANARIES) == list(CANARIES)
    answer = erase(here, is_meant="y")
    assert answer.status_code == 200
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert here.get("/").status_code == elsewhere.get("/").status_code == 303
    assert holds(app, *CANARIES) == []
    assert facts("person_erased")[0]["person_id"] == str(tove)


def test_c53_the_day_on_which_it_is_complete_is_told_before_and_after(app: Flask, sign_in: Any) -> None:
    choose(SYSTEM, "backup_days", 35)
    client = sign_in(make_tove())
    day = datetime.now(UTC).date() + timedelta(days=35)
    said = f"{day.day} {day:%B} {day.year}"
    assert said in client.get("/privacy/yours/erase").get_data(as_text=True)
    assert said in erase(client, is_meant="y").get_data(as_text=True)


def test_nothing_goes_before_she_says_that_she_means_it(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_tove())
    assert erase(client).status_code == 422
    assert client.get("/").status_code == 200


def test_what_she_did_stays_readable_under_a_name_that_never_changes(app: Flask) -> None:
    tove = make_tove()
    erase_person(Actor(person_id=tove), tove)
    assert account_queries.names_of({tove}) == {tove: pseudonym(tove)}
    told = entries(ADMINISTRATOR, Filters(kind="person_erased")).items[0]
    assert told.who == pseudonym(tove)
    assert db.session.scalars(select(Membership.ended_at).where(Membership.person_id == tove)).one() is not None
    assert [row for row in account_queries.people(ADMINISTRATOR).items if row.id == tove] == []


def test_nobody_signs_in_or_comes_back(app: Flask) -> None:
    tove = make_tove()
    address = db.session.scalars(select(Person.email).where(Person.id == tove)).one()
    erase_person(Actor(person_id=tove), tove)
    assert account_queries.credentials(address) is None
    assert account_queries.credentials(f"{tove.hex}@erased.invalid") is None
    with pytest.raises(NotFound):
        restore_person(ADMINISTRATOR, tove)
    with pytest.raises(NotFound):
        erase_person(Actor(person_id=tove), tove)
    make_person("Somebody Else", email=address)


def test_all_that_hangs_on_her_account_goes(app: Flask, sign_in: Any) -> None:
    tove = make_person(role=Role.COORDINATOR)
    sign_in(tove)
    erase_person(Actor(person_id=tove), tove)
    for table in (SignIn, RoleHolding):
        assert db.session.scalars(select(table).where(table.person_id == tove)).all() == []


def test_what_waits_of_her_and_about_her_is_closed(app: Flask) -> None:
    tove, pell = make_tove(), make_person(role=Role.ADMINISTRATOR)
    about = {"person_id": str(tove), "role": "coordinator", "region_code": None}
    ask(Actor(person_id=pell, roles=frozenset({Role.ADMINISTRATOR})), "give-role", about, "She is good at it.")
    erase_person(Actor(person_id=tove), tove)
    assert {(row.state, row.reason) for row in db.session.scalars(select(Approval))} == {("withdrawn", "")}


def test_the_only_lead_invites_another_first(app: Flask, sign_in: Any) -> None:
    tove = make_tove(is_lead=True, with_another_lead=False)
    before = everything()
    with pytest.raises(Conflict, match="only lead of Alder House"):
        erase_person(Actor(person_id=tove), tove)
    assert everything() == before
    assert erase(sign_in(tove), is_meant="y").status_code == 409


def test_two_administrators_stay(app: Flask) -> None:
    pell, _, _ = [make_person(role=Role.ADMINISTRATOR) for _ in range(3)]
    erase_person(Actor(person_id=pell), pell)
    other = next(iter(account_queries.people_with(Role.ADMINISTRATOR)))
    with pytest.raises(Conflict, match="Two administrators must stay"):
        erase_person(Actor(person_id=other), other)


def test_nobody_erases_another(app: Flask) -> None:
    tove = make_tove()
    with pytest.raises(Denied):
        erase_person(ADMINISTRATOR, tove)


def restored(tove: UUID, name: str, email: str) -> None:
    """As if a back-up from before had been restored: she is there, and nothing of her erasure."""
    db.session.execute(update(Person).where(Person.id == tove).values(name=name, email=email, erased_at=None, is_suspended=False))
    db.session.execute(delete(Erasure))
    db.session.commit()


def test_c53_a_restored_back_up_is_erased_again(app: Flask) -> None:
    tove = make_tove(is_lead=True, with_another_lead=False)
    db.session.execute(update(Membership).where(Membership.person_id == tove).values(is_lead=False))
    db.session.commit()
    name, email = db.session.execute(select(Person.name, Person.email).where(Person.id == tove)).tuples().one()
    settings = app.config["PEER"]
    assert list(queries.unapplied(settings)) == []
    erase_person(Actor(person_id=tove), tove)
    keep_list()
    kept = queries.list_file().read_text()
    assert str(tove) not in kept
    assert stat.S_IMODE(queries.list_file().stat().st_mode) == 0o600
    restored(tove, name, email)
    assert len(list(queries.unapplied(settings))) == 1
    assert "1 erased again." in app.test_cli_runner().invoke(network, ["erasures", "apply"]).output
    assert list(queries.unapplied(settings)) == []
    assert account_queries.names_of({tove}) == {tove: pseudonym(tove)}
    forget_for_good()
    assert holds(app, *CANARIES[:2]) == []
    assert "Nobody on the list is here." in app.test_cli_runner().invoke(network, ["erasures", "apply"]).output
    queries.list_file().unlink()


def test_a_copy_of_the_list_serves_where_the_file_is_lost(app: Flask, tmp_path: Any) -> None:
    choose(SYSTEM, "backup_days", 35)
    tove = make_tove()
    erase_person(Actor(person_id=tove), tove)
    copy = tmp_path / "copy"
    copy.write_text(app.test_cli_runner().invoke(network, ["erasures", "list"]).output)
    restored(tove, "Tove", "tove@people.example")
    assert queries.come_back() == ()
    assert app.test_cli_runner().invoke(network, ["erasures", "apply", str(copy)]).exit_code == 0
    assert account_queries.names_of({tove}) == {tove: pseudonym(tove)}
    queries.list_file().unlink()


DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@given(st.dictionaries(DIGESTS, DAYS, max_size=5))
def test_a_list_that_was_written_is_read_as_it_was(lines: dict[str, date]) -> None:
    assert read_list(written_list(lines)) == lines


@given(st.dictionaries(DIGESTS, DAYS, max_size=5), st.dictionaries(DIGESTS, DAYS, max_size=5), DAYS)
def test_joined_lists_lose_nobody_whose_back_ups_may_still_be_there(one: Any, two: Any, today: date) -> None:
    whole = joined((one, two), today)
    assert set(whole) == {digest for digest in one.keys() | two.keys() if today - {**one, **two}[digest] <= timedelta(days=30)}


def test_a_line_that_cannot_be_read_is_left_out() -> None:
    assert read_list("\n#\nabc\nabc nonsense\nabc 2026-12-31\n") == {"abc": date(2026, 12, 31)}


@given(
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2050, 1, 1)), st.integers(-5, 4000)
)
def test_an_erasure_is_complete_when_the_last_back_up_lapses(at: datetime, days: int) -> None:
    assert complete_at(at, days) - at == timedelta(days=max(days, 0))


@given(st.uuids(), st.uuids())
def test_a_pseudonym_is_always_the_same_and_tells_no_id(one: UUID, two: UUID) -> None:
    assert pseudonym(one) == pseudonym(UUID(str(one)))
    assert pseudonym(one).removeprefix("Former member ").isalnum()
    assert len(pseudonym(one)) == len("Former member ") + 4
