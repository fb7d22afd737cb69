"""Adaptations: begin one, say why, and look at what became of its parent."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.library.commands import adapting as commands
from network.library.forms.adapting import AdaptForm, LookedForm, ReasonForm
from network.library.queries import adapting as queries
from network.library.queries.adapting import Reason
from network.library.queries.attached import files_in_force
from network.library.queries.endorsing import steps_of
from network.library.queries.heads import Head, head_of
from network.library.rules.endorsing import insist_in_force
from network.library.rules.states import STATES
from network.library.views.addresses import document_url
from network.library.views.room import Page, blueprint, insist
from network.organizations.queries import say_day
from network.policy import Permission
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/<uuid:document_id>/adapt", methods=["GET", "POST"])
def adapt(document_id: UUID) -> Page:
    """Begin an adaptation of the text in force."""
    head = head_of(actor(), document_id)
    insist_in_force(head.state)
    number = steps_of([document_id])[document_id][-1].number
    form = AdaptForm(title=head.title, number=number).offer(queries.places_for(actor(), head))
    if made := form.attempt(lambda: commands.begin_adaptation(actor(), document_id, form.to_draft())):
        flash(gettext("Begun, as a draft. Say what you change, and why."), "good")
        return redirect(url_for("library.reasons", document_id=made), 303)
    files = files_in_force(actor(), head)
    return status_of(render_template("library/adapt.html", head=head, form=form, files=files))


@blueprint.route("/<uuid:document_id>/parent", methods=["GET", "POST"])
def parent(document_id: UUID) -> Page:
    """The parent as it was, as it is, and the adaptation; its keepers say what they made of it."""
    head = head_of(actor(), document_id)
    found = queries.parent_of(actor(), head)
    if found is None:
        raise NotFound(str(document_id))
    form = LookedForm(number=found.now)
    if found.is_seen and form.attempt(lambda: commands.look_at_parent(actor(), document_id, form.read, form.note.data) or True):
        flash(gettext("Said. It stands here, beside the comparison."), "good")
        return redirect(url_for("library.parent", document_id=document_id), 303)
    rows = queries.compared(actor(), head, found) if found.is_seen else ()
    return status_of(
        render_template("library/parent.html", head=head, parent=found, rows=rows, form=form, say_day=say_day, **_places(head))
    )


@blueprint.route("/<uuid:document_id>/reasons", methods=["GET", "POST"])
def reasons(document_id: UUID) -> Page:
    """Why an adaptation says something else; its keepers add to it while they work."""
    head = _adaptation(document_id)
    found, form = queries.reasons_of(document_id), ReasonForm()
    may_write = head.may_keep and queries.is_worked_on(document_id)
    if form.attempt(lambda: commands.write_reason(actor(), document_id, form.to_draft())):
        flash(gettext("Written down."), "good")
        return redirect(url_for("library.reasons", document_id=document_id), 303)
    parts = {"reasons": found, "form": form, "may_write": may_write, "parent": queries.parent_of(actor(), head)}
    return status_of(render_template("library/reasons.html", head=head, **parts, **_places(head)))


@blueprint.route("/<uuid:document_id>/reasons/<uuid:reason_id>", methods=["GET", "POST"])
def change_reason(document_id: UUID, reason_id: UUID) -> Page:
    """Say a reason anew."""
    head, reason = _adaptation(document_id), _one(document_id, reason_id)
    insist(head.may_keep, Permission.DOCUMENT_EDIT)
    form = ReasonForm(what=reason.what, why=reason.why)
    if form.attempt(lambda: commands.change_reason(actor(), document_id, reason_id, form.to_draft()) or True):
        flash(gettext("Changed."), "good")
        return redirect(url_for("library.reasons", document_id=document_id), 303)
    return status_of(render_template("library/reason.html", head=head, form=form, reason=reason))


@blueprint.post("/<uuid:document_id>/reasons/<uuid:reason_id>/remove")
def remove_reason(document_id: UUID, reason_id: UUID) -> Response:
    """Take a reason away."""
    insist_pressed()
    commands.remove_reason(actor(), document_id, reason_id)
    flash(gettext("Taken away."), "good")
    return redirect(url_for("library.reasons", document_id=document_id), 303)


def _adaptation(document_id: UUID) -> Head:
    head = head_of(actor(), document_id)
    if head.adapted_from_id is None:
        raise NotFound(str(document_id))
    return head


def _one(document_id: UUID, reason_id: UUID) -> Reason:
    found = next((each for each in queries.reasons_of(document_id) if each.id == reason_id), None)
    if found is None:
        raise NotFound(str(reason_id))
    return found


def _places(head: Head) -> dict[str, object]:
    return {"states": STATES, "document_url": document_url(head.id), "address_of": document_url}
