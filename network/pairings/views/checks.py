"""Short checks as pages: those that one may see, and the answer to one."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.organizations.queries import say_day
from network.pairings import commands, forms, queries
from network.pairings.rules.checks import ANSWER_WORDS, MOMENT_WORDS
from network.pairings.views.room import blueprint
from network.policy import Permission, authorize, can
from network.settings.queries import sides
from network.web.forms import status_of
from network.web.gate import actor


@blueprint.get("/<uuid:pairing_id>/checks")
def checks(pairing_id: UUID) -> str:
    """A side's own, or both for coordinators."""
    view = queries.pairing_of(actor(), pairing_id)
    if not view.is_of_mine and not can(actor(), Permission.CHECK_READ):
        raise NotFound(str(pairing_id))
    return render_template(
        "pairings/checks.html", line=view.line, checks=queries.checks(actor(), pairing_id), moments=MOMENT_WORDS,
        answers=ANSWER_WORDS, say_day=say_day, sides=sides(), is_of_mine=view.is_of_mine,
    )  # fmt: skip


@blueprint.route("/<uuid:pairing_id>/checks/<uuid:check_id>", methods=["GET", "POST"])
def answer_check(pairing_id: UUID, check_id: UUID) -> str | Response | tuple[str, int]:
    """Three answers, one press."""
    who = actor()
    line, check = queries.pairing_of(who, pairing_id).line, queries.get_check(who, pairing_id, check_id)
    authorize(who, Permission.CHECK_ANSWER, queries.asked_of(check))
    form = forms.CheckForm().offer()
    if form.attempt(lambda: commands.answer_check(who, pairing_id, check_id, form.chosen(), form.note.data or "") or True):
        flash(gettext("Thank you. Only coordinators read it."), "good")
        return redirect(url_for(".show", pairing_id=pairing_id), 303)
    page = render_template("pairings/answer_check.html", line=line, form=form, moment=MOMENT_WORDS[queries.moment_of(check)])
    return status_of(page, form)
