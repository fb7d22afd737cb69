"""The agreement: read, written, signed, compared, printed; and what new ones begin with."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel import clock
from network.kernel.refusals import NotFound
from network.organizations.queries import day_of, say_day
from network.pairings import commands, queries
from network.pairings.forms import SignForm, agreement_form, template_form
from network.pairings.queries import AgreementView
from network.pairings.rules.agreements import SECTIONS, USUAL_REVIEW
from network.pairings.rules.states import Side
from network.pairings.rules.wording import changes
from network.pairings.views.room import Page, blueprint, time_of
from network.places.queries import zone
from network.policy import Permission, authorize
from network.settings.queries import sides
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.get("/<uuid:pairing_id>/agreement")
def agreement(pairing_id: UUID) -> str:
    """The newest version with its signatures, and the way of the versions."""
    found = queries.agreements_of(actor(), pairing_id)
    return _page(pairing_id, found[0] if found else None, found)


@blueprint.get("/<uuid:pairing_id>/agreement/<int:version>")
def agreement_version(pairing_id: UUID, version: int) -> str:
    """One version, and what it changed."""
    found = queries.agreements_of(actor(), pairing_id)
    shown = next((view for view in found if view.version == version), None)
    if shown is None:
        raise NotFound(str(version))
    return _page(pairing_id, shown, found)


@blueprint.route("/<uuid:pairing_id>/agreement/write", methods=["GET", "POST"])
def write_agreement(pairing_id: UUID) -> Page:
    """Write the next version, out of the newest or out of the template."""
    pairing, found = queries.inside_of(actor(), pairing_id), queries.agreements_of(actor(), pairing_id)
    newest = found[0] if found else None
    usual = clock.today() + USUAL_REVIEW
    texts = newest.texts if newest else queries.template_now().texts
    form = agreement_form(texts, newest.review_on if newest else usual, newest.version if newest else 0)
    if form.attempt(lambda: commands.write_agreement(actor(), pairing_id, form.to_draft())):
        flash(gettext("Written. Now both sides sign it."), "good")
        return redirect(url_for("pairings.agreement", pairing_id=pairing_id), 303)
    if form.is_late and (found := queries.agreements_of(actor(), pairing_id)):
        newest = found[0]
        form.based_anew(newest.version)
    page = render_template(
        "pairings/write_agreement.html", pairing=pairing, form=form, newest=newest, sections=SECTIONS, sides=sides()
    )
    return status_of(page, form)


@blueprint.post("/<uuid:pairing_id>/agreement/<int:version>/sign")
def sign_agreement(pairing_id: UUID, version: int) -> Response:
    """Sign it for a side."""
    queries.inside_of(actor(), pairing_id)  # what is not there is not there, whatever the form says
    form = SignForm()
    insist_pressed(form)
    commands.sign_agreement(actor(), pairing_id, version, Side(form.side.data))
    flash(gettext("Signed."), "good")
    return redirect(url_for("pairings.agreement", pairing_id=pairing_id), 303)


@blueprint.get("/<uuid:pairing_id>/agreement/<int:version>/print")
def print_agreement(pairing_id: UUID, version: int) -> str:
    """A version on paper, with its signatures or room for them."""
    pairing, (view, _) = queries.inside_of(actor(), pairing_id), queries.agreement_of(actor(), pairing_id, version)
    return render_template(
        "pairings/print_agreement.html",
        pairing=pairing,
        view=view,
        sections=SECTIONS,
        both=tuple(Side),
        say_day=say_day,
        day_of=day_of,
        time_of=time_of,
        zone=zone(),
        sides=sides(),
    )


@blueprint.route("/agreement-template", methods=["GET", "POST"])
def agreement_template() -> Page:
    """What new agreements begin with: for coordinators."""
    authorize(actor(), Permission.AGREEMENT_TEMPLATE_EDIT)
    view = queries.template_now()
    form = template_form(view.texts, view.version)
    if form.attempt(lambda: commands.write_template(actor(), form.texts, int(form.based_on.data))):
        flash(gettext("Saved. New agreements begin with it."), "good")
        return redirect(url_for("pairings.agreement_template"), 303)
    if form.is_late:
        view = queries.template_now()
        form.based_anew(view.version)
    page = render_template(
        "pairings/agreement_template.html", view=view, form=form, sections=SECTIONS, day_of=day_of, zone=zone()
    )
    return status_of(page, form)


def _page(pairing_id: UUID, shown: AgreementView | None, found: tuple[AgreementView, ...]) -> str:
    before = next((view for view in found if shown and view.version == shown.version - 1), None)
    return render_template(
        "pairings/agreement.html",
        pairing=queries.inside_of(actor(), pairing_id),
        view=shown,
        versions=found,
        before=before,
        changed=changes(before.texts, shown.texts, tuple(SECTIONS)) if shown and before else (),
        sections=SECTIONS,
        both=tuple(Side),
        say_day=say_day,
        day_of=day_of,
        zone=zone(),
        sides=sides(),
    )
