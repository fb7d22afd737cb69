"""Pages on which two people agree."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.approvals import commands, forms, queries
from network.approvals.rules import said_ago, said_left
from network.kernel import clock
from network.web.forms import Form
from network.web.fresh import needs_fresh
from network.web.gate import actor

blueprint = Blueprint("approvals", __name__, url_prefix="/approvals")

Page = Response | tuple[str, int]


@blueprint.get("")
def index() -> str:
    """What waits for a second person, and what was decided lately."""
    who = actor()
    return render_template(
        "approvals/index.html", waiting=queries.waiting(who), decided=queries.decided(who), now=clock.now(), said_ago=said_ago
    )


@blueprint.get("/<uuid:approval_id>")
def show(approval_id: UUID) -> str:
    """One thing asked for."""
    return _page(approval_id)


@blueprint.post("/<uuid:approval_id>/approve")
@needs_fresh
def approve(approval_id: UUID) -> Page:
    """Be the second person."""
    return _answer(
        approval_id, forms.AnswerForm(), lambda: commands.approve(actor(), approval_id), gettext("Approved, and done.")
    )


@blueprint.post("/<uuid:approval_id>/refuse")
def refuse(approval_id: UUID) -> Page:
    """Say no."""
    form = forms.RefuseForm()
    return _answer(approval_id, form, lambda: commands.refuse(actor(), approval_id, form.answer.data), gettext("Refused."))


@blueprint.post("/<uuid:approval_id>/withdraw")
def withdraw(approval_id: UUID) -> Page:
    """Take it back."""
    return _answer(approval_id, forms.AnswerForm(), lambda: commands.withdraw(actor(), approval_id), gettext("Taken back."))


@blueprint.post("/<uuid:approval_id>/announce")
@needs_fresh
def announce(approval_id: UUID) -> Page:
    """Announce that it will be done unless somebody refuses."""
    said = gettext("Announced. It will be done in seven days, unless somebody refuses.")
    return _answer(approval_id, forms.AnswerForm(), lambda: commands.announce_wait(actor(), approval_id), said)


@blueprint.post("/<uuid:approval_id>/token")
@needs_fresh
def use_token(approval_id: UUID) -> Page:
    """Let the operator's token be the second word."""
    form = forms.TokenForm()
    said = gettext("The token held. It is done.")
    return _answer(approval_id, form, lambda: commands.approve_by_token(actor(), approval_id, form.token.data), said)


def _answer(approval_id: UUID, form: Form, act: Callable[[], None], said: str) -> Page:
    queries.get(actor(), approval_id)
    if form.attempt(lambda: act() or True):  # type: ignore[func-returns-value]
        flash(said, "good")
        return redirect(url_for(".index"), 303)
    return _page(approval_id, form), 422


def _page(approval_id: UUID, sent: Form | None = None) -> str:
    asked, now = queries.show(actor(), approval_id), clock.now()
    passes = asked.standing.passes_at()
    return render_template(
        "approvals/show.html",
        asked=asked,
        now=now,
        ago=said_ago(now, asked.asked_at),
        passes=said_left(now, passes) if passes else None,
        may_announce=asked.is_mine and asked.standing.may_be_announced(now),
        refusing=sent if isinstance(sent, forms.RefuseForm) else forms.RefuseForm(formdata=None),
        token=sent if isinstance(sent, forms.TokenForm) else forms.TokenForm(formdata=None),
        sent=sent,
    )
