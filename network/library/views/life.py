"""The way of a text as pages: what a step means is said first, the second press takes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.library import commands, queries
from network.library.forms import ApproveForm, ConfirmForm, ConsultForm, SeenForm, WhyForm, WithdrawForm
from network.library.queries import DocumentView, VersionLine
from network.library.queries.attached import files_going
from network.library.rules.life import DEEDS, MOVED, Deed
from network.library.rules.reviewing import next_review
from network.library.rules.states import SIZES
from network.library.views.room import Page, blueprint
from network.policy import Permission, authorize
from network.web.forms import Form, status_of
from network.web.gate import actor

USUAL_CONSULTATION = timedelta(days=21)


@blueprint.route("/<uuid:document_id>/consult", methods=["GET", "POST"])
def consult(document_id: UUID) -> Page:
    """Put a draft before its space."""
    who, view, text = _step(document_id, Permission.DOCUMENT_EDIT)
    form = ConsultForm(seen=text.revision, until=clock.today() + USUAL_CONSULTATION)
    return _taken(view, Deed.CONSULT, form, lambda: commands.consult(who, document_id, form.revision, form.until.data))


@blueprint.route("/<uuid:document_id>/ask-review", methods=["GET", "POST"])
def ask_review(document_id: UUID) -> Page:
    """Ask for approval."""
    who, view, text = _step(document_id, Permission.DOCUMENT_EDIT)
    form = SeenForm(seen=text.revision)
    return _taken(view, Deed.ASK_REVIEW, form, lambda: commands.ask_review(who, document_id, form.revision))


@blueprint.route("/<uuid:document_id>/return", methods=["GET", "POST"])
def return_to_draft(document_id: UUID) -> Page:
    """Give it back to its writers, with a reason."""
    who, view, text = _step(document_id, None)
    form = WhyForm(seen=text.revision)
    return _taken(view, Deed.RETURN, form, lambda: commands.return_to_draft(who, document_id, form.revision, form.why.data))


@blueprint.route("/<uuid:document_id>/drop", methods=["GET", "POST"])
def drop(document_id: UUID) -> Page:
    """Give a text up."""
    who, view, text = _step(document_id, Permission.DOCUMENT_EDIT)
    form = SeenForm(seen=text.revision)
    return _taken(view, Deed.DROP, form, lambda: commands.drop(who, document_id, form.revision))


@blueprint.route("/<uuid:document_id>/approve", methods=["GET", "POST"])
def approve(document_id: UUID) -> Page:
    """Let a text come into force."""
    who, view, text = _step(document_id, None)
    form = ApproveForm(seen=text.revision)
    return _taken(view, Deed.APPROVE, form, lambda: commands.approve(who, document_id, form.revision))


@blueprint.route("/<uuid:document_id>/confirm", methods=["GET", "POST"])
def confirm(document_id: UUID) -> Page:
    """Say that the text in force still holds."""
    who = actor()
    view = queries.document_of(who, document_id)
    authorize(who, Permission.DOCUMENT_CONFIRM, view.document)
    if view.in_force is None or Deed.CONFIRM not in view.deeds:
        raise Conflict(MOVED)
    usual = next_review(clock.today(), view.document.review_months)
    form = ConfirmForm(number=view.in_force.number, review_on=usual).offer(who.organizations, gettext("The network"))
    return _taken(view, Deed.CONFIRM, form, lambda: commands.confirm(who, document_id, form.to_draft()))


@blueprint.route("/<uuid:document_id>/withdraw", methods=["GET", "POST"])
def withdraw(document_id: UUID) -> Page:
    """Say that it holds no more."""
    who = actor()
    view = queries.document_of(who, document_id)
    authorize(who, Permission.DOCUMENT_WITHDRAW, view.document)
    if Deed.WITHDRAW not in view.deeds:
        raise Conflict(MOVED)
    form = WithdrawForm()
    return _taken(view, Deed.WITHDRAW, form, lambda: commands.withdraw(who, document_id, form.why.data))


def _step(document_id: UUID, right: Permission | None) -> tuple[Actor, DocumentView, VersionLine]:
    """The document and the text that is worked on. Raises NotFound, Denied, or Conflict where no text is worked on."""
    who = actor()
    view = queries.document_of(who, document_id)
    if right is not None:
        authorize(who, right, view.document)
    if view.working is None:
        raise Conflict(MOVED)
    return who, view, view.working


def _taken(view: DocumentView, deed: Deed, form: Form, act: Callable[[], Any]) -> Page:
    """Take the step on the second press. Who may not is told so by the command, and by its page before."""
    if deed not in view.deeds:
        _refuse(view, deed)
    if form.attempt(lambda: act() or True):
        flash(_said(deed), "good")
        return redirect(url_for(".show", document_id=view.document.id), 303)
    going = files_going(actor(), view.working.id) if deed is Deed.DROP and view.working else ()
    parts = {"form": form, "deed": deed, "title": DEEDS[deed], "sizes": SIZES, "Deed": Deed, "going": going}
    return status_of(render_template("library/step.html", view=view, **parts))


def _refuse(view: DocumentView, deed: Deed) -> None:
    """Not hers to do, or not to be done now."""
    if deed in (Deed.APPROVE, Deed.RETURN) and view.working is not None:
        authorize(actor(), Permission.DOCUMENT_APPROVE, queries.approving(view.document, view.working.id))
    raise Conflict(MOVED)


def _said(deed: Deed) -> str:
    said: dict[Deed, str] = {
        Deed.CONSULT: gettext("Comments are asked for. The leads who read here are told."),
        Deed.ASK_REVIEW: gettext("It waits for approval, by somebody who did not write it."),
        Deed.RETURN: gettext("It is a draft again. Its writers are told why."),
        Deed.DROP: gettext("Dropped. What holds, holds on."),
        Deed.APPROVE: gettext("It is in force."),
        Deed.CONFIRM: gettext("Written down. Nothing else was changed."),
        Deed.WITHDRAW: gettext("Withdrawn. It stays readable, with your reason at the top."),
    }
    return said[deed]
