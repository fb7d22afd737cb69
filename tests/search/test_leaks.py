"""C19, C21, C23: what somebody may not see is not found or counted, and no order, statement or byte of a page tells of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from network.accounts.models import RoleHolding
from network.kernel import clock
from network.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from network.organizations.models import Membership, Organization
from network.organizations.queries.searching import SOURCE
from network.search.commands.synonyms import load_synonyms
from network.search.queries import Narrowed, know, sources
from network.search.rules.defaults import DEFAULT_GROUPS
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import liaison_of, make_member, make_person, member_of
from tests.factories.searching import Shelf, found, ids_of, index
from tests.statements import statements

CANARY = "xylographer"  # in nothing but what some may not see
NOWHERE = "xylographum"  # as long, and in nothing at all


@pytest.fixture(params=[False, True], ids=["anywhere", "in known spaces"])
def both(app: Flask, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    """A shelf beside the directory; once it says in which spaces somebody sees its things at all, once it does not."""
    before = sources()
    made = Shelf()
    know((SOURCE, made.source(is_reached=request.param)))
    yield made
    know(before)


@dataclass
class Kinds:
    """Organizations A and B, and one thing of each sort."""

    one: UUID
    other: UUID
    things: dict[str, UUID]

    def actors(self) -> dict[str, Actor]:
        return {
            "nobody": ANONYMOUS,
            "without organization": Actor(person_id=UUID(int=7)),
            "member of A": member_of(self.one),
            "member of B": member_of(self.other),
            "of both": member_of(self.one, self.other),
            "liaison": liaison_of("northwest"),
            "coordinator": Actor(person_id=UUID(int=8), roles=frozenset({Role.COORDINATOR})),
            "administrator": Actor(person_id=UUID(int=9), roles=frozenset({Role.ADMINISTRATOR})),
            "system": SYSTEM,
        }


@pytest.fixture
def kinds(both: Shelf) -> Kinds:
    load_default_lists()
    one, other = make_organization("Larch House"), make_organization("Hollow House")
    merged = make_organization("Merged House", merged_into_id=one)
    things = {
        "A's": both.put("Larch of A", seen_by=[one]),
        "B's": both.put("Larch of B", seen_by=[other], text=f"{CANARY} meets", topics=("outreach",)),
        "both's": both.put("Larch of both", seen_by=[one, other]),
        "nobody's": both.put("Larch of nobody", text=CANARY),
    }
    index()
    return Kinds(one, other, {**things, "entry of A": one, "entry of B": other, "merged entry": merged})


SEES = {
    "nobody": set(),
    "without organization": set(),
    "member of A": {"A's", "both's", "entry of A"},
    "member of B": {"B's", "both's", "entry of A"},
    "of both": {"A's", "B's", "both's", "entry of A"},
    "liaison": {"entry of A"},
    "coordinator": {"entry of A"},
    "administrator": {"entry of A"},
    "system": {"entry of A"},
}


def test_c19_each_kind_of_actor_finds_what_she_may_see(kinds: Kinds) -> None:
    for name, actor in kinds.actors().items():
        expected = {kinds.things[each] for each in SEES[name]}
        asked = found(actor, "larch")
        assert {hit.thing_id for hit in asked.page.items} == expected, name
        assert asked.total == len(expected), name
        for merged in ("merged", "merged house"):
            assert kinds.things["merged entry"] not in ids_of(actor, merged), name


@pytest.mark.parametrize("question", [CANARY, f"{CANARY[:6]}*", CANARY[:7], f'"{CANARY} meets"', f"larch {CANARY}"])
def test_c21_a_word_that_only_others_may_read_is_found_by_them_alone(kinds: Kinds, question: str) -> None:
    finders = {name for name, actor in kinds.actors().items() if found(actor, question).total}
    assert finders == {"member of B", "of both"}
    for narrowed in (Narrowed(kind="thing"), Narrowed(topic="outreach")):
        assert {name for name, actor in kinds.actors().items() if found(actor, question, narrowed).total} == finders


def test_c21_what_she_may_not_see_changes_neither_order_nor_count(both: Shelf, kinds: Kinds) -> None:
    """No weight of a word comes from how many things have it: the hidden ones would be counted in that."""
    for number in range(30):
        both.put(f"Paper {number}", text="larch hollow" if number % 2 else "larch larch larch", seen_by=[kinds.one])
    index()
    reader = member_of(kinds.one)
    before = found(reader, "larch hollow"), found(reader, "larch")
    for _ in range(60):
        both.put("Larch", text="hollow larch " * 20, seen_by=[kinds.other])
    index()
    assert (found(reader, "larch hollow"), found(reader, "larch")) == before


def test_c21_a_hidden_word_and_none_ask_the_same(kinds: Kinds) -> None:
    reader = member_of(kinds.one)
    said = {}
    for question in (NOWHERE, CANARY):
        ids_of(reader, question)
        with statements() as asked:
            assert ids_of(reader, question) == []
        said[question] = list(asked)
    assert said[CANARY] == said[NOWHERE]


def test_c21_the_page_is_the_same_to_the_byte(kinds: Kinds, sign_in: Callable[..., FlaskClient]) -> None:
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    client = sign_in(make_member(kinds.one))
    for more in ("", "&kind=thing", "&topic=outreach", "&after=2.7", "&before=2.7"):
        pages = {}
        for word in (NOWHERE, CANARY):
            client.get(f"/search?q={word}{more}")
            with statements() as asked:
                answer = client.get(f"/search?q={word}{more}")
            text = answer.get_data(as_text=True).replace(word, "WORD")
            pages[word] = (answer.status_code, dict(answer.headers)["Content-Length"], len(asked), without_seals(text))
        assert pages[CANARY] == pages[NOWHERE], more


def without_seals(text: str) -> str:
    """What is sealed, for an address or a form, is another each time."""
    return re.sub(r"\?s=[\w=-]+|(?:value|data-token)=\"[\w.-]{60,}\"", "SEALED", text)


def test_c23_a_right_that_is_taken_away_bites_before_the_index_knows(both: Shelf, kinds: Kinds) -> None:
    reader, thing = member_of(kinds.one), kinds.things["both's"]
    assert thing in ids_of(reader, "larch")
    both.take(thing, kinds.one)
    assert thing not in ids_of(reader, "larch")
    assert thing in ids_of(member_of(kinds.other), "larch")


def test_c23_what_is_deleted_is_gone_before_the_index_knows(both: Shelf, kinds: Kinds) -> None:
    both.drop(kinds.things["A's"])
    assert kinds.things["A's"] not in ids_of(member_of(kinds.one), "larch")


def test_c23_a_merged_entry_is_gone_at_once(kinds: Kinds) -> None:
    db.session.execute(update(Organization).where(Organization.id == kinds.one).values(merged_into_id=kinds.other))
    assert kinds.one not in ids_of(member_of(kinds.other), "larch")


def test_c23_a_membership_that_ends_ends_finding(both: Shelf, kinds: Kinds, sign_in: Callable[..., FlaskClient]) -> None:
    person = make_member(kinds.other)
    client = sign_in(person)
    assert "Larch of B" in plain(client.get(f"/search?q={CANARY}").get_data(as_text=True))
    db.session.execute(update(Membership).where(Membership.person_id == person).values(ended_at=clock.now()))
    db.session.commit()
    assert "Larch of B" not in plain(client.get(f"/search?q={CANARY}").get_data(as_text=True))
    assert "Larch House" not in plain(client.get("/search?q=larch").get_data(as_text=True))


def test_c23_a_role_that_is_taken_away_ends_finding(kinds: Kinds, sign_in: Callable[..., FlaskClient]) -> None:
    person = make_person(role=Role.COORDINATOR)
    client = sign_in(person)
    assert "Larch House" in plain(client.get("/search?q=larch").get_data(as_text=True))
    db.session.execute(delete(RoleHolding).where(RoleHolding.person_id == person))
    db.session.commit()
    assert "Larch House" not in plain(client.get("/search?q=larch").get_data(as_text=True))


def test_what_only_coordinators_may_read_of_an_entry_is_not_in_the_index(app: Flask) -> None:
    load_default_lists()
    make_organization("Larch House", notes="xenoglossy", contact_email="quince@people.example", phone="250 555 0123")
    index()
    reader = Actor(person_id=UUID(int=8), roles=frozenset({Role.COORDINATOR}))
    for word in ("xenoglossy", "quince", "2505550123"):
        assert found(reader, word).total == 0
    assert found(reader, "larch").total == 1


def plain(text: str) -> str:
    return text.replace("<mark>", "").replace("</mark>", "")
