"""The pages of documents: who reaches which, what a stranger sees, what is typed, how often the database is asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.kernel import clock
from network.kernel.actor import Role
from network.library.models import Document, DocumentVersion
from network.library.rules.states import DocumentState, VersionState
from network.organizations.models import OrganizationChoice
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.doors.corpus import TEXTS
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member, make_person
from tests.factories.places import make_community
from tests.forms import post, value_on
from tests.journeys.test_life_of_a_document import begin, page, save, step
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
PAGES = ("", "/versions", "/versions/1", "/compare", "/about", "/edit", "/consult", "/ask-review", "/return", "/drop", "/approve")
PAGES += ("/confirm", "/withdraw")
KINDS = ("stranger", "nobody", "member", "lead", "other", "liaison here", "liaison elsewhere", "coordinator", "administrator")


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House", community_id=make_community("Town of Wayside House", region="northwest"))


@pytest.fixture
def clients(house: UUID, sign_in: SignIn) -> dict[str, FlaskClient]:
    other = make_organization("Juniper Peers", community_id=make_community("Town of Juniper", region="fraser"))
    people = (
        *(
            None,
            make_person("Nobody Yet"),
            make_member(house),
            make_member(house, is_lead=True),
            make_member(other, is_lead=True),
        ),
        *(make_person("Here", role=Role.LIAISON, region="northwest"), make_person("There", role=Role.LIAISON, region="fraser")),
        *(make_person("Maren", role=Role.COORDINATOR), make_person("Pell", role=Role.ADMINISTRATOR)),
    )
    return {kind: sign_in(person) for kind, person in zip(KINDS, people, strict=True)}


# Who sees a document of the house's in a place, once it was put before its space; and while it is a draft.
SHARED = {
    Place(SpaceKind.NETWORK): {"member", "lead", "other", "liaison here", "liaison elsewhere", "coordinator", "administrator"},
    Place(SpaceKind.REGION, "northwest"): {"member", "lead", "liaison here", "coordinator"},
    Place(SpaceKind.COORDINATORS): {"coordinator"},
}
KEEPERS = {"member", "lead"}


@pytest.mark.quick_on("sqlite", "who sees which document is asked on both in test_sight.py; here are many pages of it")
@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.CONSULTATION, VersionState.REVIEW, VersionState.IN_FORCE])
@pytest.mark.parametrize("place", SHARED, ids=str)
def test_c19_every_address_of_a_document_exists_for_who_may_know_of_it(
    house: UUID, clients: dict[str, FlaskClient], place: Place, state: VersionState
) -> None:
    made = make_document(house, state, place)
    see = SHARED[place] & KEEPERS if state is VersionState.DRAFT else SHARED[place]
    for kind, client in clients.items():
        made_up = client.get(f"/library/{uuid4()}/versions")
        for tail in PAGES:
            real = client.get(f"/library/{made}{tail}")
            if kind in see:
                assert real.status_code in (200, 403, 409), f"{kind} {tail}: {real.status_code}"
            else:
                assert real.status_code == made_up.status_code in (303, 404), f"{kind} {tail}: {real.status_code}"
                assert kind == "stranger" or same(real) == same(made_up), f"{kind} {tail} can tell it from what nobody made"
        listed = client.get("/library")
        assert (str(made) in listed.get_data(as_text=True)) is (kind in see), kind


TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,7}\.[\w-]{20,}")  # of forms: it tells the second in which it was made
MARK = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def same(answer: Any) -> str:
    """A page without what is new on each, and where it leads."""
    text = MARK.sub("ID", TOKEN.sub("TOKEN", answer.get_data(as_text=True)))
    return text + MARK.sub("ID", str(answer.headers.get("Location", "")).split("?")[0])


def test_c21_who_sees_a_document_and_does_not_keep_it_changes_nothing(house: UUID, clients: dict[str, FlaskClient]) -> None:
    made, other = make_document(house, VersionState.CONSULTATION), clients["other"]
    before = rows()
    for tail in (
        "/about",
        "/edit",
        "/consult",
        "/ask-review",
        "/return",
        "/drop",
        "/approve",
        "/confirm",
        "/withdraw",
        "/begin-version",
    ):
        typed = {"seen": "1", "revision": "1", "why": "x", "until": "2027-01-01", "number": "1", "from_number": "1", "title": "x"}
        answer = post(other, f"/library/{made}{tail}", typed, page="/library/new")
        assert answer.status_code in (403, 409), f"{tail}: {answer.status_code}"
    assert rows() == before


def test_c23_a_version_that_may_not_be_read_does_not_exist(house: UUID, clients: dict[str, FlaskClient]) -> None:
    made = make_document(house)
    writer, reader = clients["member"], clients["other"]
    assert post(writer, f"/library/{made}/begin-version", {"from_number": "1"}, page=f"/library/{made}").status_code == 303
    assert writer.get(f"/library/{made}/versions/2").status_code == 200
    for tail in (
        "/versions/2",
        "/versions/3",
        "/compare?from=1&to=2",
        "/compare?from=1&to=99",
        "/compare?to=x",
        "/compare?from=²",
    ):
        assert reader.get(f"/library/{made}{tail}").status_code == 404, tail
    assert "on its way" not in page(reader, f"/library/{made}")
    assert "on its way" in page(writer, f"/library/{made}")
    assert "2 versions" in page(writer, f"/library/{made}")
    assert "1 version<" in page(reader, f"/library/{made}")


def rows() -> list[str]:
    db.session.rollback()
    return sorted(map(repr, db.session.execute(select(Document.__table__)).all())) + sorted(
        map(repr, db.session.execute(select(DocumentVersion.__table__)).all())
    )


FIELDS = {
    "new": ("title", "summary", "kind", "space", "organization_id", "language", "topics", "new_id"),
    "edit": ("title", "summary", "text", "revision", "prints", "what_changed", "size"),
    "about": (
        "kind",
        "topics",
        "language",
        "licence",
        "credit",
        "leaving",
        "lived_experience",
        "steward_id",
        "review_months",
        "seen",
    ),
    "consult": ("until", "seen"),
    "drop": ("seen",),
}


TYPED = [name for name, text in TEXTS.items() if isinstance(text, str)]


@pytest.mark.quick_on("sqlite", "test_corpus_on_postgresql.py types the same into every kind of field on PostgreSQL")
@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["sample", "whole"])
@pytest.mark.parametrize("name", TYPED)
def test_whatever_is_typed_into_the_forms(app: Flask, house: UUID, sign_in: SignIn, name: str, is_whole: bool) -> None:
    """Each field in turn where it is kept text, all together where it is chosen. In a hurry each text into one form of five."""
    client, text = sign_in(make_member(house)), str(TEXTS[name])
    url = f"/library/{make_document(house, VersionState.DRAFT)}"
    turn = TYPED.index(name)
    for place, (tail, fields) in enumerate(FIELDS.items()):
        if not is_whole and (turn + place) % len(FIELDS):
            continue
        address = "/library/new" if tail == "new" else f"{url}/{tail}"
        form = page(client, address)
        held = {
            each: value_on(form, each) for each in ("new_id", "revision", "prints", "seen", "title") if f'name="{each}"' in form
        }
        usual = {"kind": "guide", "space": "network", "organization_id": str(house), "language": "en", "size": "major"}
        for wrong in (dict.fromkeys(fields, text), {fields[0]: text}):
            answer = post(client, address, {"title": "Rides", **usual, **held, **wrong})
            assert answer.status_code in (303, 409, 413, 422), f"{tail} {set(wrong)}: {answer.status_code}"
        assert client.get(url).status_code == 200
    asked = dict.fromkeys(("kind", "topic", "language", "space", "state", "keeper", "after"), text[:2000])
    assert client.get("/library", query_string=asked).status_code in (200, 404)  # a sign of control is in no address of ours


def test_a_code_that_no_list_has_is_not_taken_and_one_that_is_offered_no_more_stays(
    app: Flask, house: UUID, sign_in: SignIn
) -> None:
    client = sign_in(make_member(house))
    made = make_document(house, kind="pamphlet", topics=("old-topic",))
    url = f"/library/{made}/about"
    form = page(client, url)
    usual = {
        "seen": value_on(form, "seen"),
        "language": "en",
        "licence": "network",
        "leaving": "ask",
        "lived_experience": "not_said",
    }
    usual |= {"review_months": "12", "steward_id": ""}
    for wrong in ({"kind": "made-up"}, {"kind": "guide", "topics": "made-up"}, {"kind": "guide", "licence": "made-up"}):
        assert post(client, url, {**usual, **wrong}).status_code == 422
    assert post(client, url, {**usual, "kind": "pamphlet", "topics": "old-topic"}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Document, made).kind == "pamphlet"


def test_what_is_written_is_text_and_never_markup(app: Flask, house: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house))
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }}"
    url = begin(client, house, title=evil[:150], summary=evil)
    assert save(client, url, f"## {evil}\n\n{evil}\n", title=evil[:150], summary=evil) == 303
    for address in ("/library", url, f"{url}/edit", f"{url}/versions", f"{url}/versions/1", f"{url}/compare", f"{url}/about"):
        shown = page(client, address)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "javascript:alert" not in re.sub(
            r"<textarea.*?</textarea>", "", shown.replace("(javascript:alert(1))", ""), flags=re.S
        )
        assert "49" not in re.findall(r"\{\{ (\d+)", shown)


def test_two_who_write_at_once_lose_nothing(app: Flask, house: UUID, sign_in: SignIn) -> None:
    one, two = sign_in(make_member(house, name="One")), sign_in(make_member(house, name="Two"))
    made = make_document(house, VersionState.DRAFT, text="First.\n\nSecond.")
    url = f"/library/{made}"
    form = page(one, f"{url}/edit")
    mine = {name: value_on(form, name) for name in ("revision", "prints", "title")}
    assert save(two, url, "First.\n\nOf the other.\n\nSecond.") == 303
    answer = post(one, f"{url}/edit", {**mine, "text": "First.\n\nMine.\n\nSecond.", "size": "major"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Mine." in re.findall(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", html, re.S)[0]
    assert re.search(r"<ins>.*Of the other\.</ins>", html)
    assert not re.search(r"<ins>[^<]*<[^>]*>[^<]*</span>First", html)
    db.session.rollback()
    assert db.session.scalars(select(DocumentVersion.text)).one() == "First.\n\nOf the other.\n\nSecond."
    decided = {name: value_on(html, name) for name in ("revision", "prints", "title")}
    both = "First.\n\nOf the other.\n\nMine.\n\nSecond."
    assert post(one, f"{url}/edit", {**decided, "text": both, "size": "major"}).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(DocumentVersion.text)).one() == both


def test_what_was_typed_for_a_draft_that_moved_on_is_shown_to_be_copied(app: Flask, house: UUID, sign_in: SignIn) -> None:
    one, two = sign_in(make_member(house)), sign_in(make_member(house))
    url = f"/library/{make_document(house, VersionState.DRAFT)}"
    form = page(one, f"{url}/edit")
    mine = {name: value_on(form, name) for name in ("revision", "prints", "title")}
    assert step(two, url, "ask-review") == 303
    answer = post(one, f"{url}/edit", {**mine, "text": "Many words of mine.", "size": "major"}, page="/library/new")
    assert answer.status_code == 409
    assert "Many words of mine." in answer.get_data(as_text=True)


def test_a_preview_shows_the_text_and_saves_nothing(app: Flask, house: UUID, sign_in: SignIn) -> None:
    client, stranger = sign_in(make_member(house)), sign_in(make_member(make_organization("Juniper Peers")))
    url = f"/library/{make_document(house, VersionState.DRAFT)}"
    before = rows()
    typed = {"text": "## Mind\n\n<b>the</b> *tides*", "title": "Rides"}
    part = client.post(
        f"{url}/preview",
        data={"csrf_token": value_on(page(client, f"{url}/edit"), "csrf_token"), **typed},
        headers={"HX-Request": "true"},
    ).get_data(as_text=True)
    assert '<h3 id="preview-h-mind">Mind</h3>' in part
    assert "&lt;b&gt;the&lt;/b&gt; <em>tides</em>" in part
    whole = post(client, f"{url}/preview", typed, page=f"{url}/edit").get_data(as_text=True)
    assert part.strip()[:30] in whole
    assert "*tides*</textarea>" in whole
    assert post(stranger, f"{url}/preview", typed, page="/library/new").status_code == 404
    assert rows() == before


def test_buttons_pressed_twice_do_it_once(app: Flask, house: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house))
    form = page(client, "/library/new")
    typed = {
        "new_id": value_on(form, "new_id"),
        "title": "Rides",
        "kind": "guide",
        "space": "network",
        "organization_id": str(house),
    }
    first, second = (post(client, "/library/new", {**typed, "language": "en"}) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Document)) == 1
    made = make_document(house)
    url = f"/library/{made}"
    for status in (303, 409):
        assert post(client, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == status
    form = page(client, f"{url}/confirm")
    typed = {"new_id": value_on(form, "new_id"), "number": "1", "review_on": "2027-05-05", "organization_id": str(house)}
    assert [post(client, f"{url}/confirm", typed).status_code for _ in range(2)] == [303, 422]
    assert step(client, url, "withdraw", why="Gone.") == 303
    assert post(client, f"{url}/withdraw", {"why": "Gone."}, page="/library/new").status_code == 409


def test_the_shelf_is_narrowed_and_paged(app: Flask, house: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house, is_lead=True))
    for number in range(45):
        make_document(house, title=f"Paper {number:02}", kind="policy" if number % 2 else "guide", topics=("funding",))
    due = make_document(
        house, review_on=clock.today() - timedelta(days=1), title="Old paper", language="fr", topics=("transport",)
    )
    make_document(house, VersionState.DRAFT, title="Draft paper")
    seen: list[str] = []
    url = "/library"
    while url:
        html = page(client, url)
        seen += re.findall(r'lines__title link-quiet" href="/library/([0-9a-f-]{36})', html)
        onward = re.search(r'rel="next" href="([^"]+)"', html)
        url = onward[1].replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) == 47
    assert "Review due" in page(client, "/library?state=due")
    for asked, count in (("kind=policy", 20), ("topic=transport", 1), ("language=fr", 1), ("state=draft", 1), ("state=due", 1)):
        html = page(client, f"/library?{asked}")
        assert len(re.findall(r'lines__title link-quiet"', html)) == count, asked
    assert str(due) in page(client, "/library?state=due&topic=transport")
    assert "No document fits all of this" in page(client, "/library?kind=letter&topic=transport")
    assert "1 document that you keep is due" in page(client, "/library")


def test_what_one_wants_to_learn_comes_first(app: Flask, house: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house))
    for position, code in enumerate(("transport", "funding")):
        db.session.add(OrganizationChoice(organization_id=house, list="wants", code=code, position=position))
    db.session.commit()
    make_document(None, title="On money", topics=("funding", "transport"))
    make_document(None, title="On rides", topics=("transport",))
    make_document(None, title="On words", topics=("stigma-and-language",))
    make_document(None, VersionState.CONSULTATION, title="Not yet", topics=("transport",))
    wanted = page(client, "/library").split('id="wanted"')[1].split("</section>")[0]
    assert "On rides" in wanted
    assert "On money" in wanted
    assert "On words" not in wanted
    assert "Not yet" not in wanted


@pytest.mark.quick_on("sqlite", "a page asks in the same statements on both")
@pytest.mark.parametrize(
    ("tail", "most"), [("", 27), ("/versions", 18), ("/compare?from=1&to=2", 18), ("/edit", 16), ("/about", 16)]
)
def test_a_document_asks_as_often_of_much_as_of_little(app: Flask, house: UUID, sign_in: SignIn, tail: str, most: int) -> None:
    lead, writer = sign_in(make_member(house, is_lead=True)), sign_in(make_member(house))
    url = f"/library/{make_document(house, topics=('funding',))}"
    counts = []
    for number in (2, 6):
        for _ in range(number // 2):
            assert post(writer, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == 303
            assert save(writer, url, "Other words.", size="wording") == 303
            assert step(writer, url, "ask-review") == 303
            assert step(lead, url, "approve") == 303
            assert step(lead, url, "confirm", review_on="2027-08-08", organization_id=str(house)) == 303
        assert post(writer, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == 303
        lead.get(url + tail)
        with statements() as asked:
            assert lead.get(url + tail).status_code == 200
        counts.append(len(asked))
        assert step(lead, url, "drop") == 303
    assert counts[0] == counts[1] <= most, counts


def test_the_shelf_asks_as_often_of_much_as_of_little(app: Flask, house: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_member(house, is_lead=True))
    db.session.add(OrganizationChoice(organization_id=house, list="wants", code="funding"))
    db.session.commit()
    counts = []
    for number in (2, 15):
        for each in range(number):
            make_document(make_organization(f"House {number} {each}"), topics=("funding", "transport"))
            make_document(house, VersionState.DRAFT)
        client.get("/library")
        with statements() as asked:
            assert client.get("/library").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24, counts


def test_a_withdrawn_document_ends_its_line_of_states_so(house: UUID, sign_in: SignIn) -> None:
    today = clock.today()
    made = make_document(house, withdrawn_on=today, withdrawn_why="It was wrong.")
    db.session.get_one(Document, made).state = DocumentState.WITHDRAWN
    db.session.commit()
    client = sign_in(make_member(house))
    shown = client.get(f"/library/{made}").text
    here = re.findall(r'<li class="is-here">([^<]+)', shown)
    assert here == ["Withdrawn"]
    assert "in force since" not in client.get(f"/library/{made}/versions").text


def test_one_press_gives_what_is_on_her_topics_and_of_her_region(house: UUID, sign_in: SignIn) -> None:
    """By an address that can be kept; beside another choice, and never more than she may see."""
    db.session.add(OrganizationChoice(organization_id=house, list="wants", code="transport", position=0))
    db.session.commit()
    other = make_organization("Juniper Peers")
    make_document(other, title="Rides", topics=("transport",))
    make_document(other, title="Grants", topics=("funding",))
    make_document(other, title="Our coast", place=Place(SpaceKind.REGION, "northwest"))
    make_document(other, title="Their valley", place=Place(SpaceKind.REGION, "interior"))
    make_document(other, VersionState.DRAFT, title="Their draft", topics=("transport",))
    client = sign_in(make_member(house))
    assert 'href="/library?ours=1"' in client.get("/library").text
    page = client.get("/library?ours=1").text
    found = {title for title in ("Rides", "Grants", "Our coast", "Their valley", "Their draft") if title in page}
    assert found == {"Rides", "Our coast"}
    assert "On your topics and of your region" in page
    assert '<input type="hidden" name="ours" value="1">' in page
    both = client.get("/library?ours=1&topic=transport").text
    assert ("Rides" in both, "Our coast" in both) == (True, False)
    assert "Grants" in client.get("/library?ours=x").text
    assert "ours=1" not in sign_in(make_person(role=Role.ADMINISTRATOR)).get("/library").text
