"""The pages of the directory: who gets which, where errors land, what stays in the form."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Role
from network.organizations import commands, queries
from network.organizations.models import Membership, OwnField
from network.places.models import Community
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_draft, make_organization
from tests.factories.people import coordinator, make_member, make_person
from tests.factories.places import make_community
from tests.forms import post, token_on
from tests.statements import statements

PASSWORD = "kettle marble window otter"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def made(**more: Any) -> UUID:
    """An organization of Smithers, as the form wants it."""
    home = db.session.scalar(select(Community.id).where(Community.name == "Smithers")) or make_community("Smithers")
    return commands.add_organization(coordinator(), make_draft(home, **more))


def typed(**more: Any) -> dict[str, Any]:
    """What a browser sends for a plain entry."""
    return {
        "version": "1",
        "name": "Driftwood Women's Centre",
        "kind": "womens-centre",
        "mandate": "serves-where-none",
        "status": "active",
        "community_id": "Smithers",
        "capacity": "0",
        "languages": ["en"],
        "ways": ["video"],
        **more,
    }


def without_token(answer: Any) -> str:
    """A page with a form, but for the form's token."""
    return re.sub(r'(name="csrf_token"[^>]* value=")[^"]+', r"\1", text_of(answer))


def text_of(answer: Any) -> str:
    return unescape(answer.get_data(as_text=True))


def test_every_page_opens_for_a_coordinator(app: Flask, sign_in: Any) -> None:
    one, other = made(notes="Ask for Rena."), made(name="Other")
    commands.add_do_not_pair(coordinator(), one, other, "A reason")
    client = sign_in(make_person(role=Role.COORDINATOR))
    for path in ("", "/edit", "/contacts", "/do-not-pair?q=other", "/merge", f"/merge/{other}", "/invite"):
        assert client.get(f"/organizations/{one}{path}").status_code == 200, path
    for path in ("/organizations", "/organizations?q=drift&show=waiting&region=northwest&kind=nonsense", "/organizations/new"):
        assert client.get(path).status_code == 200, path
    page = text_of(client.get(f"/organizations/{one}"))
    assert "No street address is kept here." in page
    assert "Ask for Rena." in page
    assert "A reason" in page


def test_a_member_sees_the_page_and_nothing_confidential(app: Flask, sign_in: Any) -> None:
    one, other = made(notes="Ask for Rena."), made(name="Other Place")
    commands.add_do_not_pair(coordinator(), one, other, "A reason")
    commands.log_contact(coordinator(), one, commands.ContactDraft(date(2026, 5, 1), "phone", "Left word."))
    client = sign_in(make_member(one))
    page = text_of(client.get(f"/organizations/{one}"))
    for secret in ("Ask for Rena.", "A reason", "Other Place", "Left word.", "Still true", "Correct this entry", "Invite"):
        assert secret not in page, secret
    for path in ("/edit", "/contacts", "/do-not-pair", "/merge", f"/merge/{other}", "/invite"):
        assert client.get(f"/organizations/{one}{path}").status_code == 403, path
    assert client.get("/organizations/new").status_code == 403


def test_somebody_of_no_organization_sees_none(app: Flask, sign_in: Any) -> None:
    one = made()
    client = sign_in(make_person())
    assert "No organization is here yet" in text_of(client.get("/organizations"))
    made_up = client.get(f"/organizations/{uuid4()}")
    unseen = client.get(f"/organizations/{one}")
    assert (unseen.status_code, text_of(unseen)) == (made_up.status_code, text_of(made_up)) == (404, text_of(made_up))


def test_the_address_of_a_merged_entry_leads_to_the_kept_one(app: Flask, sign_in: Any) -> None:
    one, other = made(), made(name="Other")
    client = sign_in(make_person(role=Role.COORDINATOR))
    answer = post(client, f"/organizations/{one}/merge/{other}", {"from_other": ["name"]})
    assert answer.status_code == 303
    assert client.get(f"/organizations/{other}").headers["Location"] == f"/organizations/{one}"
    assert "Other" in text_of(client.get(f"/organizations/{one}"))
    assert client.get(f"/organizations/{other}/edit").status_code == 404
    assert client.get(f"/organizations/{one}/merge/{one}").status_code == 404


def test_an_entry_goes_through_the_form_unchanged(app: Flask, sign_in: Any) -> None:
    home, far = make_community("Smithers"), make_community("Atlin", region="yukon-border")
    field = OwnField(id=uuid4(), label="Van", position=0)
    db.session.add(field)
    db.session.commit()
    field_id = field.id
    client = sign_in(make_person(role=Role.COORDINATOR))
    sent = typed(
        also_serves="Atlin\r\n", regions=["yukon-border"], about="Two.\r\nLines.", services=["food"], populations=["women"],
        work_settings=["online"], capacity="2", teaches=["funding"], wants_mentor="y", waiting_since="2025-08-15", phone="250",
        contact_email="office@driftwood.example", website="https://driftwood.example", reach_note="Leave word.",
        notes="Ask.", territories="Gitxsan",
        **{"wants-0": "transport", "wants-1": "", "wants-2": "funding", "free-0-weekday": "2", "free-0-starts": "13:00",
           "free-0-ends": "00:00", "free-1-weekday": "", "free-1-starts": "", "free-1-ends": "",
           "own-0-own_id": str(field_id), "own-0-text": "A van"},
    )  # fmt: skip
    answer = post(client, "/organizations/new", sent)
    assert answer.status_code == 303, text_of(answer)
    one = UUID(answer.headers["Location"].rsplit("/", 1)[1])
    draft = queries.draft_of(queries.get(coordinator(), one))
    assert draft == make_draft(
        home, also_serves=(far,), about="Two.\nLines.", services=("food",), populations=("women",), work_settings=("online",),
        capacity=2, teaches=("funding",), wants_mentor=True, waiting_since=date(2025, 8, 15), phone="250",
        contact_email="office@driftwood.example", website="https://driftwood.example", reach_note="Leave word.", notes="Ask.",
        territories="Gitxsan", wants=("transport", "funding"), free=((2, 780, 1440),), own={field_id: "A van"},
    )  # fmt: skip
    shown = text_of(client.get(f"/organizations/{one}/edit"))
    for kept in ("Atlin", "A van", 'value="13:00', 'value="2025-08-15"', "Ask."):
        assert kept in shown, kept


BAD = [
    ("name", "", "Type its name."),
    ("name", "   \u200b\u2800 ", "Type its name."),
    ("name", "Drift\x00wood", "can't be kept"),
    ("name", "Drift\u202ewood", "can't be kept"),
    ("name", "Drift\u2066wood", "can't be kept"),
    ("name", "\x1b[31mRed", "can't be kept"),
    ("name", "D" + "\u0301" * 40, "can't be kept"),
    ("name", "x" * 1_000_000, "You typed 1000000."),
    ("about", "line\n" * 100_000, "Use at most 2000 characters."),
    ("capacity", "2.5", "Type a whole number, such as 3. You typed “2.5”."),
    ("capacity", "1e309", "Type a whole number"),
    ("capacity", "NaN", "Type a whole number"),
    ("capacity", "9" * 30, "Type a whole number"),
    ("capacity", "21", "Type a number from 0 to 20."),
    ("capacity", "-1", "Type a number from 0 to 20."),
    ("waiting_since", "0000-00-00", "Type a date as year, month and day"),
    ("waiting_since", "2026-02-30", "Type a date as year, month and day"),
    ("waiting_since", "last winter", "Type a date as year, month and day"),
    ("waiting_since", "9999-12-31", "This day is still to come."),
    ("waiting_since", "1900-01-01", "This is too long ago."),
    ("community_id", "", "Type the community it is based in."),
    ("community_id", "Smihters", "Did you mean Smithers?"),
    ("community_id", "\x00", "can't be kept"),
    ("also_serves", "Smithers\nAtlantis under the sea", "“Atlantis under the sea” is not on the list"),
    ("contact_email", "a@b", "Type one address"),
    ("contact_email", "a@b.ca\r\nBcc: c@d.ca", "Type one address"),
    ("contact_email", "a@b.ca, c@d.ca", "Type one address"),
    ("website", "javascript:alert(1)", "https://"),
    ("website", "https://own.example@evil.example", "https://"),
    ("website", "//evil.example", "https://"),
    ("kind", "no-such-kind", "Not a valid choice"),
    ("services", "no-such-service", "valid"),
    ("free-0-starts", "25:99", "Type a time, such as 13:30."),
    ("free-0-weekday", "3", "Choose a day, and type from when to when."),
    ("wants-0", "no-such-topic", "Not a valid choice"),
    ("own-0-own_id", "not-an-id", "Open this page again."),
]


@pytest.mark.quick_on("sqlite", "the form refuses it, and nothing of it reaches a database")
@pytest.mark.parametrize(("field", "value", "said"), BAD, ids=[f"{field} {value[:12]!r}" for field, value, _ in BAD])
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    app: Flask, sign_in: Any, field: str, value: str, said: str
) -> None:
    one = made()
    before = queries.draft_of(queries.get(coordinator(), one))
    client = sign_in(make_person(role=Role.COORDINATOR))
    answer = post(client, f"/organizations/{one}/edit", typed(**{"territories": "What else was typed", field: value}))
    page = text_of(answer)
    assert answer.status_code == 422
    assert said in page
    assert 'class="error-summary"' in page
    assert "What else was typed" in page
    if field in ("capacity", "waiting_since", "contact_email", "website"):
        assert value.replace("\r\n", " ") in page
    assert queries.draft_of(queries.get(coordinator(), one)) == before


@pytest.mark.parametrize(
    "name", ["Xʷməθkʷəy̓əm", "' OR 1=1--", "{{7*7}}", "<script>x</script>", "👩‍👩‍👧 House", "null", "-0", "Ωραία", "%00"]
)
def test_names_as_people_write_them_are_kept_and_shown_as_text(app: Flask, sign_in: Any, name: str) -> None:
    one = made()
    client = sign_in(make_person(role=Role.COORDINATOR))
    assert post(client, f"/organizations/{one}/edit", typed(name=name)).status_code == 303
    answer = client.get(f"/organizations/{one}")
    assert name in text_of(answer)
    assert "<script>x" not in answer.get_data(as_text=True)


def test_two_who_edit_at_once_see_both_texts(app: Flask, sign_in: Any) -> None:
    one = made()
    client = sign_in(make_person(role=Role.COORDINATOR))
    home = db.session.scalars(select(Community.id)).one()
    commands.edit_organization(coordinator(), one, make_draft(home, phone="250 111", notes="Theirs"), 1)
    answer = post(client, f"/organizations/{one}/edit", typed(phone="250 222", notes="Mine"))
    page = text_of(answer)
    assert answer.status_code == 409
    for shown in (
        "Somebody else corrected this entry",
        "250 111",
        "250 222",
        "Theirs",
        "Mine",
        'name="version" type="hidden" value="2"',
    ):
        assert shown in page, shown
    assert queries.get(coordinator(), one).phone == "250 111"
    assert post(client, f"/organizations/{one}/edit", typed(phone="250 222", version="2")).status_code == 303
    assert queries.get(coordinator(), one).phone == "250 222"


def test_a_lead_in_a_conflict_never_sees_the_notes(app: Flask, sign_in: Any) -> None:
    one = made(notes="Ask for the director.")
    client = sign_in(make_member(one, is_lead=True))
    commands.set_capacity(coordinator(), one, 3)
    answer = post(client, f"/organizations/{one}/edit", typed(notes="A guess"))
    page = text_of(answer)
    assert answer.status_code == 409
    assert "What they wrote, and what you wrote" in page
    assert "director" not in page
    assert "director" not in text_of(client.get(f"/organizations/{one}/edit"))


def test_contacts_and_bars_are_added_and_told_where_they_are_wrong(app: Flask, sign_in: Any) -> None:
    one, other = made(), made(name="Other")
    client = sign_in(make_person(role=Role.COORDINATOR))
    contacts, bars = f"/organizations/{one}/contacts", f"/organizations/{one}/do-not-pair"
    assert post(client, contacts, {"contacted_on": "soon", "how": "phone"}).status_code == 422
    assert post(client, contacts, {"contacted_on": "2026-05-01", "how": "phone", "note": "Spoke."}).status_code == 303
    assert "Spoke." in text_of(client.get(contacts))
    assert post(client, f"{bars}?q=other", {"reason": "Why"}).status_code == 422
    assert post(client, f"{bars}?q=other", {"other_id": str(uuid4())}).status_code == 422
    assert post(client, f"{bars}?q=other", {"other_id": str(other), "reason": "Why"}).status_code == 303
    assert "Why" in text_of(client.get(bars))
    assert post(client, f"{bars}/{other}/remove", page=bars).status_code == 303
    assert "Why" not in text_of(client.get(bars))


def test_still_true_by_one_button(app: Flask, sign_in: Any) -> None:
    one = make_organization(confirmed_on=date(2020, 1, 1))
    client = sign_in(make_member(one, is_lead=True))
    page = f"/organizations/{one}"
    assert "Nobody has confirmed this entry for" in text_of(client.get(page))
    assert post(client, f"{page}/confirm", page=page).status_code == 303
    assert "Nobody has confirmed" not in text_of(client.get(page))


def invitation(app: Flask, sign_in: Any) -> tuple[UUID, str]:
    """An organization and the path of a link to it, made through the page."""
    one = made(name="Sex Worker Alliance of Smithers")
    client = sign_in(make_member(one, is_lead=True))
    sheet = post(client, f"/organizations/{one}/invite", {"role": "lead"})
    assert sheet.status_code == 200
    link = text_of(sheet).split("<b>")[1].split("</b>")[0]
    assert link.startswith("http://localhost:8000/invitations/")
    return one, link.removeprefix("http://localhost:8000")


def test_an_invited_person_joins_and_comes_in_with_a_second_step(app: Flask, sign_in: Any) -> None:
    one, path = invitation(app, sign_in)
    stranger = sign_in()
    for _ in range(3):
        page = text_of(stranger.get(path))
    spoken = re.sub(r'(value|action|href|content)="[^"]*"', "", page).lower()
    for telling in ("sex", "alliance", "smithers", "mentor", "violence", "women"):
        assert telling not in spoken, telling
    sent = {"name": "Josephine Starr", "email": "jo@people.example", "password": PASSWORD}
    for wrong in ({"password": "short"}, {"email": "nobody"}, {"name": " \u200b"}, {"password": "a" * 300}):
        assert post(stranger, path, {**sent, **wrong}).status_code == 422, wrong
    answer = post(stranger, path, sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert stranger.get(f"/organizations/{one}").status_code == 303, "a link signs nobody in"
    post(stranger, "/sign-in", {"email": "jo@people.example", "password": PASSWORD})
    assert stranger.get(f"/organizations/{one}").headers["Location"].startswith("/enrolment"), "nor does a password alone"
    held = db.session.scalars(
        select(Membership).join(Person, Person.id == Membership.person_id).where(Person.name == "Josephine Starr")
    )
    assert held.one().is_lead


def test_links_that_do_not_hold_get_the_same_page(app: Flask, sign_in: Any) -> None:
    _, path = invitation(app, sign_in)
    stranger = sign_in()
    token = token_on(stranger, path)
    made_up = stranger.get("/invitations/made-up")
    assert made_up.status_code == 404
    sent = {"csrf_token": token, "name": "Jo", "email": "jo@people.example", "password": PASSWORD}
    assert stranger.post(path, data=sent).status_code == 303
    another = sign_in()
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        late = sign_in().get(path)
    for answer in (another.get(path), late, another.get("/invitations/" + "x" * 5_000)):
        assert (answer.status_code, without_token(answer)) == (404, without_token(made_up))
    token = token_on(another, "/sign-in")
    assert another.post(path, data={**sent, "csrf_token": token}).status_code == 404


def test_somebody_signed_in_joins_with_one_button(app: Flask, sign_in: Any) -> None:
    one, path = invitation(app, sign_in)
    person = make_member(make_organization("Elsewhere"), name="Tove Aas")
    client = sign_in(person)
    assert "You are signed in as Tove Aas" in text_of(client.get(path))
    assert post(client, path).headers["Location"] == f"/organizations/{one}"
    assert (one, True) in [(each.id, each.is_lead) for each in queries.memberships_of(person)]


def test_who_leaves_sees_nothing_from_the_next_page_on(app: Flask, sign_in: Any) -> None:
    one = made()
    lead, member = sign_in(make_member(one, is_lead=True)), make_member(one)
    client = sign_in(member)
    page = f"/organizations/{one}"
    assert client.get(page).status_code == 200
    assert post(lead, f"{page}/people/{member}/end", page=page).status_code == 303
    assert client.get(page).status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_times(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person(role=Role.COORDINATOR))
    asked: dict[str, set[int]] = {}
    one = made(name="Of all", services=("food", "drop-in"))
    for number in (5, 50):
        for each in range(number):
            make_organization(f"{number} {each}")
        for name, path in (
            ("index", "/organizations?q=of"),
            ("show", f"/organizations/{one}"),
            ("edit", f"/organizations/{one}/edit"),
        ):
            client.get(path)
            with statements() as said:
                client.get(path)
            asked.setdefault(name, set()).add(len([each for each in said if each.lower().startswith("select")]))
    assert all(len(counts) == 1 for counts in asked.values()), asked
    assert max(asked["index"]) <= 14
    assert max(asked["show"]) <= 22
