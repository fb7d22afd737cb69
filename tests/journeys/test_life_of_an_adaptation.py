"""A document is consulted, endorsed and changed; somebody far away makes her own of it, and her change comes home."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.library.commands.endorsing import lapse_endorsements
from network.library.models import Document
from network.library.rules.states import VersionState
from network.notifications.jobs import relay
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.factories.sharing import TEXT, add_text, move_text, signed_in, text_of
from tests.forms import post, value_on

SignIn = Callable[..., FlaskClient]
RADIO, TWO = "Take a radio.", "Take two radios."


def sent(client: FlaskClient, url: str, data: dict[str, Any]) -> Any:
    """A form as its page sends it, with what the page put into its hidden fields."""
    page = client.get(url).text
    hidden = {name: value_on(page, name) for name in ("csrf_token", "new_id", "number") if f'name="{name}"' in page}
    answer = client.post(url, data={**hidden, **data})
    assert answer.status_code == 303, answer.text[:2000]
    return answer


def shown(client: FlaskClient, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_from_a_comment_to_a_change_that_comes_home(app: Flask, sign_in: SignIn) -> None:
    load_default_lists()
    house, peers = make_organization("Wayside House"), make_organization("Juniper Peers")
    writer, lead = make_member(house, is_lead=True), make_member(peers, is_lead=True)
    keeper, far = sign_in(writer), sign_in(lead)
    made = make_document(house, VersionState.CONSULTATION, text=TEXT, title="Outreach by boat", writer_id=writer)
    move_text(made, VersionState.CONSULTATION, consulted_until=clock.today() + timedelta(days=14))
    here = f"/library/{made}"

    # She says something of a passage; a keeper takes it up.
    page = far.get(f"{here}/comments").text
    link = re.search(r'href="(/library/[^"]+passage=[^"]+)"[^>]*aria-label="Comment on: Take a radio', page)
    assert link is not None
    sent(far, link.group(1).replace("&amp;", "&"), {"text": "There is no signal behind the point."})
    comments = keeper.get(f"{here}/comments").text
    settle = re.search(r'href="(/library/[^"]+/settle)"', comments)
    assert settle is not None
    sent(keeper, settle.group(1), {"how": "taken", "text": "We say so now."})
    assert "Taken up" in shown(far, f"{here}/comments")
    assert "Juniper Peers" in shown(keeper, f"{here}/comments")

    # It comes into force, and her organization stands behind it.
    move_text(made, VersionState.IN_FORCE)
    post(far, f"{here}/endorse", {"number": "1"}, page=f"{here}/standing")
    sent(far, f"{here}/adopt", {"note": "Every new volunteer reads it."})
    assert "Juniper Peers version 1" in shown(keeper, f"{here}/standing")
    add_text(made, size="wording", text=TEXT, writer_id=writer)
    assert "1 change of wording since" in shown(keeper, f"{here}/standing")

    # She makes her own of it, in which two radios are taken.
    begun = sent(far, f"{here}/adapt", {"title": "Far north", "place": f"organization:{peers}", "why": "One bus a week."})
    mine = UUID(begun.location.split("/")[2])
    sent(far, f"/library/{mine}/reasons", {"what": "Two radios", "why": "One breaks."})
    assert "Two radios" in shown(far, f"/library/{mine}/reasons")
    assert keeper.get(f"/library/{mine}/reasons").status_code == 404
    move_text(mine, VersionState.IN_FORCE, text=TEXT.replace(RADIO, TWO))

    # The parent says something else to do: her endorsement has ended, and her adaptation says so at its top.
    text = add_text(made, size="major", text=TEXT.replace("somebody", "two people"), writer_id=writer)
    lapse_endorsements(signed_in(writer, house), made, text)
    relay(SYSTEM)
    assert "Will you give it again?" in shown(far, "/notices")
    assert "what it was adapted from says something else to do now" in shown(far, "/notices")
    assert "Your organization endorsed an earlier version." in shown(far, f"{here}/standing")
    assert "It has changed what it says to do." in shown(far, f"/library/{mine}/reasons")
    beside = shown(far, f"/library/{mine}/parent")
    assert "Changed in the parent" in beside
    assert "Changed here" in beside
    sent(far, f"/library/{mine}/parent", {"note": "Two people, if there are two."})
    assert "It has changed what it says to do." not in shown(far, f"/library/{mine}/reasons")
    assert "Two people, if there are two." in shown(far, f"/library/{mine}/parent")
    post(far, f"{here}/endorse", {"number": "3"}, page=f"{here}/standing")
    assert "Juniper Peers version 3" in shown(keeper, f"{here}/standing")

    # Her change comes home: it lies on the keepers' desk as a draft, with her organization named.
    offered = sent(far, f"/library/{mine}/offers/new", {"message": "Two radios saved us."}).location.rsplit("/", 1)[1]
    relay(SYSTEM)
    assert "Outreach by boat: an organization that adapted it offers you its changes." in shown(keeper, "/notices")
    assert "Two radios saved us." in shown(keeper, f"{here}/offers/{offered}")
    sent(keeper, f"{here}/offers/{offered}", {"verdict": "take", "answer": ""})
    draft = text_of(made)
    assert (draft.number, draft.state, TWO in draft.text) == (4, "draft", True)
    assert "Taken up from an adaptation by Juniper Peers." in shown(keeper, f"{here}/versions")
    assert db.session.get_one(Document, made).state == "in_force"
    relay(SYSTEM)
    assert "were taken up as a draft" in shown(far, "/notices")
    assert "Taken up" in shown(far, f"/library/{mine}/offers")
