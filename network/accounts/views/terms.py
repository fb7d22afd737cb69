"""Confidentiality terms as pages: to accept, to read and print, to publish anew."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries
from network.accounts.rules.terms import AUDIENCE_WORDS, Audience, blocks
from network.accounts.views import blueprint
from network.policy import Permission, authorize, can
from network.web.gate import actor, onward, wanted


@blueprint.route("/terms", methods=["GET", "POST"])
def terms() -> str | Response | tuple[str, int]:
    """What somebody has to accept before anything else, one text at a time; afterwards, what she accepted."""
    form = forms.AcceptForm()
    if form.attempt(lambda: commands.accept_terms(actor(), *form.named()) or True):
        return redirect(onward() if len(queries.owed_terms(actor())) == 0 else url_for(".terms", next=wanted()), 303)
    owed = queries.owed_terms(actor())
    if not owed:
        return _accepted()
    first = owed[0]
    page = render_template(
        "accounts/terms.html",
        form=form,
        owed=first,
        left=len(owed),
        pieces=blocks(first.terms.text),
        is_again=first.terms.version > 1,
    )
    return (page, 422) if form.errors else page


def _accepted() -> str:
    who = actor()
    accepted = queries.accepted_terms(who.person_id) if who.person_id else []
    may_publish = can(who, Permission.TERMS_PUBLISH)
    return render_template("accounts/accepted_terms.html", accepted=accepted, may_publish=may_publish)


@blueprint.get("/terms/<any(person, organization):audience>/<int:version>")
def read_terms(audience: str, version: int) -> str:
    """One version, to read and to print."""
    found = queries.terms_of(Audience(audience), version)
    newest = queries.terms_in_force()[found.audience].version
    return render_template(
        "accounts/read_terms.html", terms=found, newest=newest, pieces=blocks(found.text), audiences=AUDIENCE_WORDS
    )


@blueprint.route("/terms/<any(person, organization):audience>/new", methods=["GET", "POST"])
def publish_terms(audience: str) -> str | Response | tuple[str, int]:
    """Write a new version, beginning with the one that holds."""
    authorize(actor(), Permission.TERMS_PUBLISH)
    held = queries.terms_in_force().get(Audience(audience))
    form = forms.PublishForm(text=held.text if held else "")
    if form.attempt(lambda: commands.publish_terms(actor(), Audience(audience), form.text.data)):
        flash(gettext("Published. Everybody whom it is for is asked to accept it."), "good")
        return redirect(url_for(".terms"), 303)
    page = render_template("accounts/publish_terms.html", form=form, held=held, audience=AUDIENCE_WORDS[Audience(audience)])
    return (page, 422) if form.errors else page
