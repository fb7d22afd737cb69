"""The files of a draft: added, put in order, taken off."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.files.queries.room import room
from network.files.rules.quotas import MEGABYTE
from network.files.views.staging import received
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.library import queries
from network.library.commands import attaching as commands
from network.library.commands.attaching import AttachmentDraft
from network.library.forms.attaching import AttachForm
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
    form = AttachForm()
    if form.attempt(lambda: _attached(who, document_id, draft, form)):
        flash(gettext("Added. It is the last in the list."), "good")
        return redirect(url_for("library.files", document_id=document_id), 303)
    page = render_template(
        "library/files.html",
        form=form,
        draft=draft,
        document_id=document_id,
        files=files_of(who, (draft.id,))[draft.id],
        going=frozenset(going_with(draft.id)),
        most=room().file // MEGABYTE,
        most_files=MOST_FILES,
    )
    return status_of(page)


_with_a_file = paced("upload")(_files)


def _attached(who: Actor, document_id: UUID, draft: VersionLine, form: AttachForm) -> UUID:
    """The file that this form made; pressed twice, the one that is there."""
    if form.new_id.data in files_in_order(draft.id):
        return form.new_id.data
    return commands.attach_file(who, document_id, AttachmentDraft(form.new_id.data, received(who, form.file)))
