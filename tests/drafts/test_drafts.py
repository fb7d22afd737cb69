"""C18, C27: what somebody typed is still there for her when she comes back, sealed, and for nobody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.accounts.commands import begin_session, end_sessions, suspend_person
from network.accounts.models import SignIn
from network.drafts import commands, queries, rules
from network.drafts.jobs import JOBS
from network.drafts.models import Draft
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import NotFound
from network.kernel.typed import Typed
from network.organizations.models import ContactEntry
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_person
from tests.forms import post, token_on

TEXT = "We spoke for an hour. Heronwillow asked for help with the new intake."


@pytest.fixture
def olena(app: Flask) -> UUID:
    return make_person("Olena Sample", role=Role.COORDINATOR)


@pytest.fixture
def page(app: Flask) -> str:
    """The page of a long form."""
    load_default_lists()
    return f"/organizations/{make_organization('Alder House')}/contacts"


def kept_by(person_id: UUID) -> tuple[queries.Kept, ...]:
    db.session.rollback()
    return queries.mine(Actor(person_id=person_id))


def filled(client: FlaskClient, page: str, **more: str) -> dict[str, str]:
    """The form as she fills it in."""
    return {"csrf_token": token_on(client, page), "note": TEXT, "next_step": "Call again", "password": "never kept", **more}


def all_end(person_id: UUID) -> None:
    end_sessions(person_id)


def is_idle(person_id: UUID) -> None:
    long_ago = clock.now() - timedelta(hours=2)
    db.session.execute(update(SignIn).where(SignIn.person_id == person_id).values(seen_at=long_ago))
    db.session.commit()


@pytest.mark.parametrize("ends", [all_end, is_idle])
def test_c27_a_form_that_outlives_its_session_is_kept_and_put_back(sign_in: Any, olena: UUID, page: str, ends: Any) -> None:
    """Without a script: sent too late, sign in anew, put back, send."""
    client = sign_in(olena)
    sent = filled(client, page)
    ends(olena)
    late = client.post(page, data=sent)
    assert late.status_code == 303
    assert late.location == f"/sign-in?next={page}"
    assert db.session.scalars(select(ContactEntry)).all() == []
    again = sign_in(olena)
    shown = again.get(page).get_data(as_text=True)
    assert "is still here" in shown
    assert TEXT not in shown
    (kept,) = kept_by(olena)
    back = post(again, page, {"put_back": str(kept.id)})
    assert back.status_code == 200
    html = back.get_data(as_text=True)
    assert TEXT in html
    assert "Call again" in html
    assert "error-summary" not in html
    assert db.session.scalars(select(ContactEntry)).all() == []
    assert "never kept" not in html
    done = again.post(page, data={**filled(again, page), "how": "phone", "said_on": "2026-11-20"})
    assert done.status_code in (303, 422), done.status_code


def test_c27_what_was_sent_at_last_is_kept_no_longer(sign_in: Any, olena: UUID) -> None:
    client = sign_in(olena)
    commands.keep(olena, Typed("/mentorship/rounds/new", "/mentorship/rounds/new", (("title", "Winter of the owl"),)))
    sent = post(client, "/mentorship/rounds/new", {"title": "Winter of the owl"})
    assert sent.status_code == 303
    assert kept_by(olena) == ()


def test_c18_leaving_by_beacon_keeps_what_was_typed(sign_in: Any, olena: UUID, page: str) -> None:
    client = sign_in(olena)
    typed = {f"typed.{name}": value for name, value in filled(client, page).items() if name != "csrf_token"}
    sent = {"csrf_token": token_on(client, page), "typed-page": page, "typed-action": page, **typed}
    assert client.post("/leave", data=sent).status_code == 303
    (kept,) = kept_by(olena)
    assert dict(kept.typed.fields) == {"note": TEXT, "next_step": "Call again"}
    second_tab = client.post("/leave", data={**sent, "typed.note": TEXT + " And more."})
    assert second_tab.status_code == 303
    (kept,) = kept_by(olena)
    assert dict(kept.typed.fields)["note"].endswith("And more.")
    assert client.get("/").location.startswith("/sign-in")
    later = sign_in(olena)
    assert later.post("/leave", data={**sent, "csrf_token": token_on(later, page), "typed.note": TEXT}).status_code == 303
    (kept,) = kept_by(olena)
    assert dict(kept.typed.fields)["note"] == TEXT


def test_c27_another_person_never_sees_it(sign_in: Any, olena: UUID, page: str) -> None:
    """The same browser, somebody else signed in since: it is kept for the one who typed it."""
    other = make_person("Inge Sample", role=Role.COORDINATOR)
    hers, browser = sign_in(olena), sign_in(other)
    sent = filled(hers, page)
    all_end(olena)
    answer = browser.post(page, data=sent)
    assert answer.status_code == 422
    assert TEXT not in answer.get_data(as_text=True)
    assert kept_by(other) == ()
    (kept,) = kept_by(olena)
    assert "is still here" not in browser.get(page).get_data(as_text=True)
    assert TEXT not in browser.get("/drafts").get_data(as_text=True)
    for address in (f"/drafts/{kept.id}/throw-away", f"/drafts/{olena}/throw-away"):
        assert post(browser, address, page=page).status_code == 404
    assert post(browser, page, {"put_back": str(kept.id)}).status_code == 404
    assert kept_by(olena) == (kept,)


def test_c27_an_older_form_of_the_same_person_is_kept_too(sign_in: Any, olena: UUID, page: str) -> None:
    before = sign_in(olena)
    sent = filled(before, page)
    all_end(olena)
    now = sign_in(olena)
    answer = now.post(page, data=sent)
    assert answer.status_code == 303
    assert answer.location == page
    assert len(kept_by(olena)) == 1


def test_c27_nothing_is_kept_without_a_form_of_ours(sign_in: Any, olena: UUID, page: str) -> None:
    """A made-up token, that of a visitor, a page that asks who she is, an address that isn't there: nothing."""
    client = sign_in(olena)
    token, visitors = token_on(client, page), token_on(sign_in(), "/sign-in")
    all_end(olena)
    for address, held in ((page, ""), (page, "made up"), (page, visitors), ("/no/such/page", token), ("/sign-in", token)):
        client.post(address, data={"csrf_token": held, "note": TEXT})
    assert kept_by(olena) == ()


def test_c27_a_suspended_person_keeps_nothing_more(sign_in: Any, olena: UUID, page: str) -> None:
    client = sign_in(olena)
    sent = filled(client, page)
    suspend_person(Actor(person_id=make_person(), roles=frozenset({Role.ADMINISTRATOR})), olena)
    assert client.post(page, data=sent).status_code == 404
    assert kept_by(olena) == ()


def test_c27_with_htmx_the_whole_page_goes_to_sign_in(sign_in: Any, olena: UUID, page: str) -> None:
    client = sign_in(olena)
    sent = filled(client, page)
    all_end(olena)
    answer = client.post(page, data=sent, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/sign-in?next=")
    assert len(kept_by(olena)) == 1


def test_what_is_only_put_back_does_nothing(sign_in: Any, olena: UUID, page: str) -> None:
    """Even where a page acts without looking at its form."""
    client = sign_in(olena)
    commands.keep(olena, Typed("/mentorship/rounds/new", "/mentorship/rounds/new", (("title", "Winter of the owl"),)))
    (kept,) = kept_by(olena)
    answer = post(client, "/mentorship/rounds/new", {"put_back": str(kept.id), "title": "Another"})
    assert answer.status_code == 200
    assert 'value="Winter of the owl"' in answer.get_data(as_text=True)
    assert "Winter of the owl" not in client.get("/mentorship").get_data(as_text=True)
    assert post(client, "/sign-out", {"put_back": str(kept.id)}, page="/").status_code == 404
    assert client.get("/").status_code == 200
    commands.keep(olena, Typed("/", "/sign-out", (("note", TEXT),)))
    newest = kept_by(olena)[0]
    assert post(client, "/sign-out", {"put_back": str(newest.id)}, page="/").status_code == 409
    assert client.get("/").status_code == 200


def test_the_list_offers_all_of_it_and_the_first_page_leads_there(sign_in: Any, olena: UUID, page: str) -> None:
    client = sign_in(olena)
    assert "/drafts" not in client.get("/").get_data(as_text=True)
    commands.keep(olena, Typed("", "/mentorship/rounds/new", (("title", "Winter of the owl"),)))
    assert 'href="/drafts"' in client.get("/").get_data(as_text=True)
    shown = client.get("/drafts").get_data(as_text=True)
    assert "“Winter of the owl”" in shown
    (kept,) = kept_by(olena)
    assert post(client, f"/drafts/{kept.id}/throw-away", page="/drafts").status_code == 303
    assert kept_by(olena) == ()


def test_c47_it_is_sealed_and_its_page_is_not_named(app: Flask, olena: UUID) -> None:
    commands.keep(olena, Typed("/people/heron", "/people/heron", (("note", TEXT),)))
    row = db.session.scalars(select(Draft)).one()
    said = f"{row.place} {row.content}"
    assert row.content.startswith("v1.")
    assert "eron" not in said
    row.content = row.content[:-4] + ("AAAA" if not row.content.endswith("AAAA") else "BBBB")
    db.session.commit()
    assert kept_by(olena) == ()


def test_c52_it_is_few_small_and_forgotten(app: Flask, olena: UUID) -> None:
    for number in range(rules.MOST + 5):
        commands.keep(olena, Typed("", f"/places/{number}", (("note", f"{number} {TEXT}"),)))
    kept = kept_by(olena)
    assert len(kept) == rules.MOST
    assert not commands.keep(olena, Typed("", "/places/large", (("note", "x y" * rules.LARGEST),)))
    assert not commands.keep(olena, Typed("", "/places/empty", (("note", "  "), ("version", "3"))))
    with time_machine.travel(clock.now() + rules.KEPT_FOR + timedelta(minutes=1), tick=False):
        assert kept_by(olena) == ()
        JOBS[0].run(SYSTEM)
    assert db.session.scalars(select(Draft)).all() == []


def test_nobody_throws_away_what_is_not_hers(app: Flask, olena: UUID) -> None:
    commands.keep(olena, Typed("", "/places/new", (("note", TEXT),)))
    (kept,) = kept_by(olena)
    with pytest.raises(NotFound):
        commands.throw_away(Actor(person_id=make_person()), kept.id)
    assert kept_by(olena) == (kept,)


def test_a_session_begun_by_signing_in_names_itself_in_its_forms(app: Flask, olena: UUID) -> None:
    begin_session(Actor(), olena, None)
    row = db.session.scalars(select(SignIn).where(SignIn.person_id == olena)).one()
    assert row.data["csrf_token"].startswith(row.id.hex)
