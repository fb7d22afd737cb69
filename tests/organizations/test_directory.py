"""What can be seen of organizations: who sees which, found how, in how many statements."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from network.kernel.refusals import NotFound
from network.organizations import commands, queries
from network.organizations.models import Organization, OwnField, OwnValue
from network.organizations.queries import Filters, Shown
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_draft, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, member_of
from tests.factories.places import make_community
from tests.statements import statements

STALE = date(2026, 1, 1)


def found(**filters: Any) -> set[str]:
    """The names that a coordinator finds."""
    return {line.name for line in queries.directory(coordinator(), Filters(stale_before=STALE, **filters)).items}


def kinds_of_actor(organization_id: UUID) -> dict[str, Actor]:
    """One of each kind."""
    return {
        "stranger": ANONYMOUS,
        "somebody without a membership": Actor(person_id=uuid4()),
        "member": member_of(organization_id),
        "lead": lead_of(organization_id),
        "coordinator": coordinator(),
        "liaison": liaison_of("northwest"),
        "moderator": Actor(person_id=uuid4(), roles=frozenset({Role.SAFETY_MODERATOR})),
        "administrator": Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
        "system": SYSTEM,
    }


def test_the_scope_and_the_policy_say_the_same(app: Flask) -> None:
    one = make_organization("One")
    for status in ("reduced", "paused", "closed", "unknown"):
        make_organization(status, status=status)
    gone = make_organization("Gone", merged_into_id=one)
    for kind, actor in kinds_of_actor(one).items():
        rows = {row.id: row for row in db.session.scalars(select(Organization)) if row.id != gone}
        seen = {row.id for row in db.session.scalars(queries.visible_to(actor))}
        assert seen == {id for id, row in rows.items() if can(actor, Permission.ORGANIZATION_VIEW, row)}, kind


def test_strangers_find_nothing_whatever_they_ask(app: Flask) -> None:
    """C21: not in a list, a count, a suggestion or by an address."""
    load_default_lists()
    one = make_organization("One")
    gone = make_organization("Gone", merged_into_id=one)
    for actor in (ANONYMOUS, Actor(person_id=uuid4())):
        assert queries.directory(actor, Filters(stale_before=STALE)).items == ()
        assert queries.counts(actor, STALE).everybody == 0
        assert queries.choices(actor, uuid4(), "one") == ()
        assert queries.merged_into(actor, gone) is None
        for ask in (queries.get, queries.get_for_change, lambda who, id: queries.page(who, id, catalogue())):
            with pytest.raises(NotFound):
                ask(actor, one)


def test_names_are_found_without_accents(app: Flask) -> None:
    home = make_community("Xaayda Gwaay", also_known_as=("Skidegate", "Hlg̱aagilda"))
    make_organization("Maison d'Érable", community_id=home)
    make_organization("W̱SÁNEĆ Women’s Drop-in")
    assert found(sought="erable") == {"Maison d'Érable"}
    assert found(sought="WSANEC womens drop") == {"W̱SÁNEĆ Women’s Drop-in"}
    assert found(sought="skidegate") == found(sought="hlgaagilda") == {"Maison d'Érable"}
    assert found(sought="nowhere") == set()


@pytest.mark.parametrize("sought", ["%", "_", "\\", "'; drop table organization; --", "{{7*7}}", "\u202e", "é" * 400])
def test_signs_that_mean_something_to_a_database_mean_nothing_here(app: Flask, sought: str) -> None:
    make_organization("Plain")
    assert found(sought=sought) == set() or sought == "\u202e"


def test_each_filter_narrows(app: Flask) -> None:
    far = make_community("Delta", region="fraser")
    one = make_organization(
        "One",
        community_id=far,
        kind="legal",
        mandate="ally",
        status="paused",
        teaches=("funding",),
        confirmed_on=date(2026, 6, 1),
    )
    make_organization("Two", wants=("funding",), wants_mentor=True, confirmed_on=date(2025, 1, 1))
    make_organization("Three", capacity=2, confirmed_on=date(2026, 6, 1))
    field = OwnField(id=uuid4(), label="Van", position=0)
    db.session.add(field)
    db.session.flush()
    db.session.add(OwnValue(organization_id=one, own_field_id=field.id, text="Every SECOND Friday"))
    db.session.commit()
    for narrowed in (
        {"region": "fraser"},
        {"kind": "legal"},
        {"mandate": "ally"},
        {"status": "paused"},
        {"teaches": "funding"},
        {"shown": Shown.RESTING},
        {"own_id": field.id, "own_text": "second"},
    ):
        assert found(**narrowed) == {"One"}, narrowed
    assert found(wants="funding") == found(shown=Shown.WAITING) == found(shown=Shown.STALE) == {"Two"}
    assert found(shown=Shown.MENTORS) == {"Three"}
    assert found(kind="legal", region="northwest") == set()
    assert found(shown="no-such-group") == {"One", "Two", "Three"}
    counts = queries.counts(coordinator(), STALE)
    assert (counts.everybody, counts.mentors, counts.waiting, counts.stale, counts.resting) == (3, 1, 1, 1, 1)


def test_pages_follow_each_other_without_gap_or_repeat(app: Flask) -> None:
    home = make_community("Smithers")
    for number in range(67):
        make_organization(f"Same name {number % 7}", community_id=home)
    filters = Filters(stale_before=STALE)
    page = queries.directory(coordinator(), filters)
    assert page.newer is None
    seen = [page.items]
    while page.older:
        page = queries.directory(coordinator(), filters, after=UUID(page.older))
        seen.append(page.items)
    assert [len(items) for items in seen] == [25, 25, 17]
    assert len({line.id for items in seen for line in items}) == 67
    back = queries.directory(coordinator(), filters, before=UUID(page.newer or ""))
    assert back.items == seen[1]
    first = queries.directory(coordinator(), filters, before=UUID(back.newer or ""))
    assert (first.items, first.newer) == (seen[0], None)


def busy(number: int) -> UUID:
    """Many organizations, the last of them with a great deal of everything."""
    load_default_lists()
    home = make_community("Smithers")
    served = tuple(make_community(f"Served {each}") for each in range(number))
    for each in range(number):
        make_organization(f"Other {each}", community_id=home, teaches=("funding",))
    draft = make_draft(home, also_serves=served, services=("food", "drop-in"), wants=("funding", "transport"), free=((0, 1, 2),))
    made = commands.add_organization(coordinator(), draft)
    for each in range(number):
        make_member(made, name=f"Person {each}")
        commands.set_capacity(coordinator(), made, each % 20)
        commands.log_contact(coordinator(), made, commands.ContactDraft(date(2026, 5, 1), "phone"))
    for choice in queries.choices(coordinator(), made, "other", number):
        commands.add_do_not_pair(coordinator(), made, choice.id, "")
    return made


@pytest.mark.parametrize("number", [5, 50])
def test_statements_are_few_and_do_not_grow_with_the_data(app: Flask, number: int) -> None:
    made = busy(number)
    lists = catalogue()
    for actor, expected in ((coordinator(), 13), (member_of(made), 10)):
        with statements() as asked:
            queries.page(actor, made, lists)
        assert len([each for each in asked if each.lower().startswith("select")]) == expected, asked
    with statements() as asked:
        queries.directory(coordinator(), Filters(stale_before=STALE, sought="other", region="northwest", teaches="funding"))
        queries.counts(coordinator(), STALE)
    assert len([each for each in asked if each.lower().startswith("select")]) == 2


def test_a_page_shows_the_people_and_what_is_offered(app: Flask) -> None:
    made = busy(2)
    make_member(made, is_lead=True, name="Zora Lead")
    page = queries.page(member_of(made), made, catalogue())
    assert [person.name for person in page.people] == ["Zora Lead", "Person 0", "Person 1"]
    assert page.chosen["service"] == ("food", "drop-in")
    assert [place.name for place in page.served] == ["Served 0", "Served 1"]
    assert page.region_codes == ("northwest",)
    assert page.facts.region == "Northwest"


def test_notes_are_read_by_coordinators_only(app: Flask) -> None:
    made = make_organization("One", notes="Ask for the director.")
    for kind, actor in kinds_of_actor(made).items():
        if can(actor, Permission.ORGANIZATION_VIEW):
            seen = queries.page(actor, made, catalogue()).facts.notes
            assert (seen == "Ask for the director.") == (kind == "coordinator"), kind


def test_history_tells_words_and_names_and_nothing_confidential(app: Flask) -> None:
    load_default_lists()
    made = make_organization("One")
    person = make_member(made, is_lead=True, name="Rena Okada")
    rena = Actor(person_id=person, name="Rena", organization_ids=frozenset({made}), lead_of=frozenset({made}))
    commands.confirm_organization(rena, made)
    commands.set_status(rena, made, "paused")
    commands.log_contact(coordinator(), made, commands.ContactDraft(date(2026, 5, 1), "phone", "Left word."))
    history = queries.page(member_of(made), made, catalogue()).history
    assert [str(one.text) for one in history] == ["Status set by Rena Okada: Paused.", "Entry confirmed by Rena Okada."]
    assert [one.is_stop for one in history] == [True, False]
