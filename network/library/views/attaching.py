"""The files of a draft: added, put in order, taken off."""

from uuid import UUID, uuid5

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.files.queries.room import room
from network.files.rules.quotas import MEGABYTE
from network.files.views.several import Came, each_received
from network.files.views.staging import received
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words
from network.library import queries
from network.library.commands import attaching as commands
from network.library.commands.attaching import AttachmentDraft
from network.library.forms.attaching import AttachForm, AttachSeveralForm
from network.library.queries import VersionLine
from network.library.queries.attached import files_in_order, files_of, going_with
from network.library.rules.attaching import MOST_FILES
from network.library.rules.life import MOVED
from network.library.rules.states import VersionState
from network.library.views.room import Page, blueprint
from network.policy import Permission, authorize
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/<uuid:document_id>/files", methods=["GET", "POST"])
def files(document_id: UUID) -> ResponseReturnValue:
    """The files of the draft, and a place for one more. Without a script the file comes with the form, and is counted."""
    brings = request.method == "POST" and any(sent.filename for sent in request.files.values())
    return _with_a_file(document_id) if brings else _files(document_id)


@blueprint.post("/<uuid:document_id>/files/<uuid:file_id>/remove")
def detach_file(document_id: UUID, file_id: UUID) -> Response:
    """Take it off the draft."""
    insist_pressed()
    is_gone = commands.detach_file(actor(), document_id, file_id)
    flash(gettext("Deleted.") if is_gone else gettext("Taken off this version. Earlier ones keep it."), "good")
    return redirect(url_for("library.files", document_id=document_id), 303)


@blueprint.post("/<uuid:document_id>/files/<uuid:file_id>/<any(up, down):way>")
def move_file(document_id: UUID, file_id: UUID, way: str) -> Response:
    """One place up or down."""
    insist_pressed()
    commands.move_file(actor(), document_id, file_id, is_up=way == "up")
    return redirect(url_for("library.files", document_id=document_id, _anchor=f"file-{file_id}"), 303)


def _files(document_id: UUID) -> Page:
    who = actor()
    view = queries.document_of(who, document_id)
    authorize(who, Permission.DOCUMENT_EDIT, view.document)
    draft = view.working
    if draft is None or draft.state is not VersionState.DRAFT:
        raise Conflict(MOVED)
    form, several = AttachForm(), AttachSeveralForm()
    if "several" in request.values or request.files.get("several"):
        form = AttachForm(formdata=None)
        is_done = several.attempt(lambda: _attached_each(who, document_id, draft, several))
    else:
        several = AttachSeveralForm(formdata=None)
        is_done = form.attempt(lambda: _attached(who, document_id, draft, form)) is not None
        if is_done:
            flash(gettext("Added. It is the last in the list."), "good")
    if is_done:
        return redirect(url_for("library.files", document_id=document_id), 303)
    page = render_template(
        "library/files.html",
        form=form,
        several=several,
        draft=draft,
        document_id=document_id,
        files=files_of(who, (draft.id,))[draft.id],
        going=frozenset(going_with(draft.id)),
        most=room().file // MEGABYTE,
        most_files=MOST_FILES,
        together=current_app.config["MAX_CONTENT_LENGTH"] // MEGABYTE - 1,
    )
    return status_of(page)


_with_a_file = paced("upload")(_files)


def _attached(who: Actor, document_id: UUID, draft: VersionLine, form: AttachForm) -> UUID:
    """The file that this form made; pressed twice, the one that is there."""
    if form.new_id.data in files_in_order(draft.id):
        return form.new_id.data
    return commands.attach_file(who, document_id, AttachmentDraft(form.new_id.data, received(who, form.file)))


def _attached_each(who: Actor, document_id: UUID, draft: VersionLine, form: AttachSeveralForm) -> bool:
    """Put each to the draft that can be; whether that was all of them. What is left stands in the form, with why."""
    ends = [(came, _attached_one(who, document_id, draft, form.new_id.data, came)) for came in each_received(who, form.several)]
    left = [(came, why) for came, why in ends if why is not None]
    if count := len(ends) - len(left):
        flash(ngettext("%(num)s file is added.", "%(num)s files are added.", count), "good")
    form.several.waiting = tuple(came.upload for came, _ in left if came.upload and not came.upload.refusal)
    form.several.refused = tuple((came.name, why) for came, why in left)
    return not left


def _attached_one(who: Actor, document_id: UUID, draft: VersionLine, form_id: UUID, came: Came) -> Words | None:
    """Why not; pressed twice, it is there."""
    file_id = uuid5(form_id, came.key)
    if file_id in files_in_order(draft.id):
        return None
    if came.why is not None or came.upload is None:
        return came.why
    try:
        commands.attach_file(who, document_id, AttachmentDraft(file_id, came.upload.id))
    except Invalid as refusal:
        return refusal.message
    return None
