"""The text of a draft: written, and kept whole where two write at once."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.library import commands, queries
from network.library.forms import FromForm, TextForm
from network.library.forms.taking import PaperForm
from network.library.queries import VersionLine
from network.library.rules.clashing import prints, taken_out, written_meanwhile
from network.library.rules.documents import LONGEST_TEXT
from network.library.rules.life import MOVED
from network.library.rules.states import VersionState
from network.library.views.room import Page, blueprint
from network.markdown import rendered
from network.organizations.queries import day_of
from network.places.queries import zone
from network.policy import Permission, authorize
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor
from network.web.leaving import before_elsewhere
from network.web.templates import is_partial, say


@blueprint.route("/<uuid:document_id>/edit", methods=["GET", "POST"])
def edit(document_id: UUID) -> Page:
    """Write the draft on. Who saves over a newer text, or after it moved on, keeps what she typed."""
    who = actor()
    draft, summary, text = draft_of(who, document_id)
    form = form_of(draft, summary, text)
    if draft is None and request.method == "GET":
        raise Conflict(MOVED)
    try:
        if form.attempt(lambda: commands.save_text(who, document_id, form.to_draft())):
            return _saved(document_id, draft.number if draft else 1)
    except Conflict as moved:
        return _kept(form, document_id, moved)
    if request.method == "POST":
        draft, summary, text = draft_of(who, document_id)  # as it is by now
        if draft is None:
            return _kept(form, document_id, Conflict(MOVED))
        if form.revision.data != str(draft.revision):
            return _clash(form, document_id, draft, (summary, text))
    return status_of(page_of(form, draft, document_id))


@blueprint.post("/<uuid:document_id>/preview")
def preview(document_id: UUID) -> str:
    """The text that was typed as its page will show it; without scripts the whole page again, with what was typed."""
    draft, *saved = draft_of(actor(), document_id)
    if draft is None:
        raise Conflict(MOVED)
    form = form_of(draft, *saved)
    shown = rendered(
        (form.text.data or "")[:LONGEST_TEXT],
        say,
        within="preview",
        top=3,
        through=before_elsewhere(url_for(".edit", document_id=document_id)),
    )
    return shown if is_partial() else page_of(form, draft, document_id, shown=shown)


def page_of(form: TextForm, draft: VersionLine | None, document_id: UUID, **more: Any) -> str:
    """The page of a draft: with its preview as `shown`, or with what came from a file."""
    about: dict[str, Any] = {"shown": "", "brought": "", "losses": (), "paper": more.get("paper") or PaperForm(formdata=None)}
    named = {**about, **more, "form": form, "draft": draft, "document_id": document_id}
    return render_template("library/edit.html", **named, day_of=day_of, zone=zone())


def draft_of(who: Actor, document_id: UUID) -> tuple[VersionLine | None, str, str]:
    """The draft with its words; None where there is none any more. Raises NotFound, Denied."""
    view = queries.document_of(who, document_id)
    authorize(who, Permission.DOCUMENT_EDIT, view.document)
    draft = view.working
    if draft is None or draft.state is not VersionState.DRAFT:
        return None, "", ""
    return draft, *queries.text_of(draft.id)


def form_of(draft: VersionLine | None, summary: str, text: str, **how: Any) -> TextForm:
    """What was typed, else what is saved; with `formdata=None` what is saved, whatever was sent."""
    if draft is None:
        return TextForm().worded()
    given = {"title": draft.title, "summary": summary, "text": text, "what_changed": draft.what_changed, "size": draft.size}
    return TextForm(revision=str(draft.revision), prints=prints(text), **given, **how).worded()


def _saved(document_id: UUID, number: int) -> Response:
    flash(gettext("Saved."), "good")
    if "stay" in request.form:
        return redirect(url_for(".edit", document_id=document_id), 303)
    return redirect(url_for(".version", document_id=document_id, number=number), 303)


def _clash(form: TextForm, document_id: UUID, draft: VersionLine, newer: tuple[str, str]) -> tuple[str, int]:
    """Both texts: hers to be saved as she decides, the newer one with what was written meanwhile."""
    before, (summary, text) = form.prints.data or "", newer
    form.revision.data, form.prints.data, form.revision.errors = str(draft.revision), prints(text), []
    page = render_template(
        "library/clash.html",
        form=form,
        document_id=document_id,
        draft=draft,
        summary=summary,
        passages=written_meanwhile(before, text),
        gone=taken_out(before, text),
        said=commands.CLASH,
    )
    return page, 409


def _kept(form: TextForm, document_id: UUID, moved: Conflict) -> tuple[str, int]:
    """What she typed, to be copied: the text that it was for is no draft any more."""
    return render_template("library/moved.html", form=form, document_id=document_id, said=moved.message), 409


@blueprint.post("/<uuid:document_id>/begin-version")
def begin_version(document_id: UUID) -> Page:
    """Begin the next version with the text of an earlier one."""
    who = actor()
    queries.get(who, document_id)  # what is not there is not there, whatever the form says
    form = FromForm()
    insist_pressed(form)
    number = commands.begin_version(who, document_id, int(form.from_number.data))
    flash(gettext("Version %(number)s is begun. What holds now, holds on until it is approved.", number=number), "good")
    return redirect(url_for(".edit", document_id=document_id), 303)
