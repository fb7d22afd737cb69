"""Contacts: named by their own side, reached safely, sealed, handed over, gone when they leave; never read by liaisons."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.organizations import commands as organization_commands
from network.organizations.models import Membership
from network.pairings import commands, queries
from network.pairings.commands import ContactDraft
from network.pairings.models import Pairing, PairingContact
from network.pairings.queries.contacts import contacts_visible_to
from network.pairings.rules.contacts import MOST, Part
from network.pairings.rules.states import PairingState, Side
from network.policy import Permission, can
from network.privacy.commands.erasing import erase_person
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.pairings import Pair, make_pair, outsiders
from tests.factories.people import acting, coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
MENTOR, MENTEE = Side
REACH = "canary: text first, mornings"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def named(pair: Pair, name: str = "", person: UUID | None = None, *, is_deputy: bool = False) -> UUID:
    return commands.name_contact(pair.member, pair.id, MENTEE, ContactDraft(person, name, REACH, is_deputy))


def parts(pair: Pair, actor: Actor | None = None) -> list[tuple[str, Part | None]]:
    db.session.rollback()
    return [(each.name, each.part) for each in queries.contacts_of(actor or pair.mentor, pair.id).now[MENTEE]]


def leave(person: UUID) -> None:
    db.session.execute(update(Membership).where(Membership.person_id == person).values(ended_at=clock.now()))
    db.session.commit()


def test_a_side_names_several_with_a_deputy_and_the_other_reads_how_to_reach_them(app: Flask) -> None:
    pair = make_pair()
    person = make_member(pair.mentee_id, name="Tove Aas")
    named(pair, "Priya", is_deputy=True)
    first = named(pair, person=person)
    view = queries.contacts_of(pair.mentor, pair.id)
    assert parts(pair) == [("Tove Aas", Part.FIRST), ("Priya", Part.DEPUTY)]
    assert [each.reach for each in view.now[MENTEE]] == [REACH, REACH]
    assert view.now[MENTOR] == ()
    assert facts("contact_named")[-1] == {
        "pairing_id": str(pair.id), "contact_id": str(first), "side": "mentee", "is_deputy": False,
    }  # fmt: skip


def test_how_to_reach_somebody_is_sealed(app: Flask) -> None:
    pair = make_pair()
    named(pair, "Priya")
    row = db.session.scalars(select(PairingContact)).one()
    for kept in (row.reach_sealed, row.name_sealed):
        assert kept.startswith("v1")
        assert "canary" not in kept
        assert "Priya" not in kept


def test_who_leaves_or_is_suspended_drops_out_at_once_and_the_deputy_steps_up(app: Flask) -> None:
    pair = make_pair()
    gone, kept = make_member(pair.mentee_id, name="Gone Person"), make_member(pair.mentee_id, name="Suspended Person")
    named(pair, person=gone)
    named(pair, person=kept)
    named(pair, "Priya", is_deputy=True)
    leave(gone)
    assert parts(pair) == [("Suspended Person", Part.FIRST), ("Priya", Part.DEPUTY)]
    db.session.execute(update(Person).where(Person.id == kept).values(is_suspended=True))
    db.session.commit()
    assert parts(pair) == [("Priya", Part.STEPPED_UP)]
    before = queries.contacts_of(pair.mentor, pair.id).before
    assert [(each.name, each.reach) for each in before] == [("Gone Person", ""), ("Suspended Person", "")]


def test_how_to_reach_who_left_is_forgotten_by_the_clock_and_who_is_suspended_may_come_back(app: Flask) -> None:
    pair = make_pair()
    gone, kept = make_member(pair.mentee_id, name="Gone Person"), make_member(pair.mentee_id, name="Suspended Person")
    left, rests = named(pair, person=gone), named(pair, person=kept)
    leave(gone)
    db.session.execute(update(Person).where(Person.id == kept).values(is_suspended=True))
    db.session.commit()
    assert [commands.forget_gone_contacts() for _ in range(2)] == [1, 0]
    db.session.rollback()
    row, other = db.session.get_one(PairingContact, left), db.session.get_one(PairingContact, rests)
    assert (row.reach_sealed, row.ended_on) == ("", clock.today())
    assert (other.reach_sealed != "", other.ended_on) == (True, None)


def test_handing_over_keeps_the_history_and_forgets_the_number(app: Flask) -> None:
    pair = make_pair()
    old, new = named(pair, "Priya"), named(pair, "Bo", is_deputy=True)
    for wrong in (old, uuid4()):
        with pytest.raises(Invalid):
            commands.hand_over_contact(pair.member, pair.id, old, wrong)
    commands.hand_over_contact(pair.member, pair.id, old, new)
    assert parts(pair) == [("Bo", Part.FIRST)]
    (before,) = queries.contacts_of(pair.mentor, pair.id).before
    assert (before.name, before.reach, before.ended_on) == ("Priya", "", clock.today())
    assert db.session.get_one(PairingContact, old).reach_sealed == ""
    assert db.session.get_one(PairingContact, old).handed_to_id == new
    about = {"pairing_id": str(pair.id), "contact_id": str(old), "side": "mentee"}
    assert facts("contact_handed_over") == [{**about, "other_id": str(new)}]
    with pytest.raises(NotFound):
        commands.change_contact(pair.member, pair.id, old, "again", False)


def test_a_contact_is_changed_and_let_go(app: Flask) -> None:
    pair = make_pair()
    contact = named(pair, "Priya")
    commands.change_contact(pair.member, pair.id, contact, "By mail.", True)
    (seen,) = queries.contacts_of(pair.member, pair.id).now[MENTEE]
    assert (seen.reach, seen.part) == ("By mail.", Part.STEPPED_UP)
    commands.end_contact(pair.member, pair.id, contact)
    assert parts(pair) == []
    assert len(facts("contact_changed")) == len(facts("contact_ended")) == 1


def test_only_one_s_own_side_is_written(app: Flask) -> None:
    pair = make_pair()
    contact = named(pair, "Priya")
    before = everything()
    for deed in (
        lambda: commands.name_contact(pair.mentor, pair.id, MENTEE, ContactDraft(None, "Bo", "")),
        lambda: commands.change_contact(pair.mentor, pair.id, contact, "x", False),
        lambda: commands.end_contact(pair.mentor, pair.id, contact),
        lambda: commands.hand_over_contact(pair.mentor, pair.id, contact, contact),
    ):
        with pytest.raises(Denied):
            deed()
    assert everything() == before


def test_who_can_t_be_a_contact_is_refused(app: Flask) -> None:
    pair, over = make_pair(), make_pair(PairingState.COMPLETED, mentor="Larch Peers", mentee="Elm House")
    person, stranger = make_member(pair.mentee_id), make_member(pair.mentor_id)
    named(pair, person=person)
    for draft, field in (
        (ContactDraft(None, " ", ""), "name"),
        (ContactDraft(stranger, "", ""), "person_id"),
        (ContactDraft(person, "", ""), "person_id"),
        (ContactDraft(person, "Priya", ""), "name"),
    ):
        with pytest.raises(Invalid) as refused:
            commands.name_contact(pair.member, pair.id, MENTEE, draft)
        assert refused.value.field == field
    with pytest.raises(Conflict):
        commands.name_contact(over.member, over.id, MENTEE, ContactDraft(None, "Priya", ""))
    for number in range(MOST - 1):
        named(pair, f"Number {number}")
    with pytest.raises(Conflict):
        named(pair, "One more")


def test_the_two_sides_and_coordinators_read_contacts_and_liaisons_never(app: Flask) -> None:
    pair = make_pair()
    contact = named(pair, "Priya")
    row = db.session.get_one(Pairing, pair.id)
    third = lead_of(make_organization("A third"))
    for actor in (pair.mentor, pair.member, coordinator(), liaison_of("northwest"), third, member_of(uuid4()), Actor()):
        may = can(actor, Permission.CONTACTS_READ, row)
        assert bool(db.session.scalars(contacts_visible_to(actor)).all()) is may
        assert bool(parts(pair, actor)) is may
    for actor in outsiders():
        for deed in (
            lambda who=actor: commands.name_contact(who, pair.id, MENTEE, ContactDraft(None, "Bo", "")),
            lambda who=actor: commands.change_contact(who, pair.id, contact, "x", False),
            lambda who=actor: commands.end_contact(who, pair.id, contact),
            lambda who=actor: commands.hand_over_contact(who, pair.id, contact, contact),
        ):
            with pytest.raises(NotFound):
                deed()


def test_who_erases_her_account_is_out_of_all_contacts(app: Flask) -> None:
    pair = make_pair()
    person = make_member(pair.mentee_id, name="Tove Aas")
    contact = named(pair, person=person)
    erase_person(acting(person), person)
    db.session.rollback()
    row = db.session.get_one(PairingContact, contact)
    assert (row.reach_sealed, row.ended_on) == ("", clock.today())
    assert parts(pair) == []


def test_contacts_go_over_when_two_entries_become_one(app: Flask) -> None:
    pair = make_pair()
    person, kept = make_member(pair.mentee_id, name="Tove Aas"), make_organization("Wayside")
    named(pair, person=person)
    named(pair, "Priya", is_deputy=True)
    organization_commands.merge_organizations(coordinator(), kept, pair.mentee_id)
    assert parts(pair, lead_of(kept)) == [("Tove Aas", Part.FIRST), ("Priya", Part.DEPUTY)]
    assert parts(pair, lead_of(pair.mentee_id)) == []


def test_contacts_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    person = make_member(pair.mentee_id, name="Tove Aas")
    client, address = sign_in(person), f"/pairings/{pair.id}/contacts"
    assert "Nobody is named yet" in client.get(address).get_data(as_text=True)
    refused = post(client, f"{address}/mentee", {"reach": "kept as typed"})
    assert (refused.status_code, "kept as typed" in refused.get_data(as_text=True)) == (422, True)
    assert post(client, f"{address}/mentee", {"person_id": str(person), "reach": REACH}).location == address
    assert post(client, f"{address}/mentee", {"name": "Priya", "is_deputy": "y"}).location == address
    assert client.get(f"{address}/mentor").status_code == 404
    first, deputy = queries.contacts_of(pair.member, pair.id).now[MENTEE]
    assert post(client, f"{address}/{deputy.id}", {"reach": "By mail.", "is_deputy": "y"}).location == address
    assert post(client, f"{address}/{first.id}/hand-over", {"to_id": str(uuid4())}).status_code == 422
    assert post(client, f"{address}/{first.id}/hand-over", {"to_id": str(deputy.id)}).location == address
    html = client.get(address).get_data(as_text=True)
    assert "By mail." in html
    assert REACH not in html
    asked = client.get(f"{address}/{deputy.id}/end").get_data(as_text=True)
    assert f"Let {deputy.name} go?" in asked
    assert deputy.name in client.get(address).get_data(as_text=True)  # looking lets nobody go
    assert post(client, f"{address}/{deputy.id}/end").location == address


def test_a_liaison_reads_no_name_and_no_way_at_any_address(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    contact = named(pair, "Priya")
    liaison = sign_in(make_person("Sunniva", role=Role.LIAISON, region="northwest"))
    html = liaison.get(f"/pairings/{pair.id}").get_data(as_text=True)
    assert "canary" not in html
    assert "Priya" not in html
    for page in ("", "/mentee", f"/{contact}", f"/{contact}/hand-over"):
        assert liaison.get(f"/pairings/{pair.id}/contacts{page}").status_code == 404
    maren = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert REACH in maren.get(f"/pairings/{pair.id}/contacts").get_data(as_text=True)
    assert maren.get(f"/pairings/{pair.id}/contacts/{contact}").status_code == 404


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client, counts = sign_in(make_member(pair.mentee_id)), []
    for number in (1, 6):
        for each in range(number):
            named(pair, f"Contact {number} {each}")
        client.get(f"/pairings/{pair.id}/contacts")
        with statements() as asked:
            assert client.get(f"/pairings/{pair.id}/contacts").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 9, counts
