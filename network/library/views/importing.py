"""Many documents from a list: choose it with its files, look at each row, bring them in as drafts."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.files.views.staging import taken
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.library.commands.importing import ImportDraft, ReadyDocument, import_documents
from network.library.forms.many import LIMITS, MOST_FILES, Many, ManyCheckedForm, ManyForm, sealed, unsealed
from network.library.queries.importing import ManyPlan, many_plan
from network.library.rules.importing import DocumentRead, Effect, FileSent
from network.library.rules.importing.judging import fold_name
from network.library.views.room import Page, blueprint, say_space
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.spaces.queries import offered
from network.spaces.rules import place_of
from network.storage.transaction import rest
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.route("/many", methods=["GET", "POST"])
@paced("upload")
def many() -> Page:
    """Choose a list and its files; then see what would become of each row."""
    who = actor()
    authorize(who, Permission.DOCUMENT_IMPORT)
    form = ManyForm().offer(catalogue(), [(str(line.place), say_space(line)) for line in offered(who)])
    checked = form.attempt(lambda: _checked(who, form))
    return checked or status_of(render_template("library/many.html", form=form, limits=LIMITS, most=MOST_FILES))


@blueprint.post("/many/keep")
def keep_many() -> Page:
    """Bring in what was looked at; where anything changed since, it is looked at once more."""
    who, form = actor(), ManyCheckedForm()
    authorize(who, Permission.DOCUMENT_IMPORT)
    insist_pressed(form)
    asked = unsealed(form.many_token.data or "", who)
    place = place_of(asked.place) if asked else None
    if asked is None or place is None:
        return redirect(url_for(".many"), 303)
    plan = many_plan(who, asked.rows, asked.staged)
    if plan.mark != form.mark.data or not plan.run.may_go_on:
        return _shown(who, asked, plan), 409
    documents = [_with_text(plan, each) for each in plan.run.documents]
    made = import_documents(who, ImportDraft(asked.batch_id, place, asked.kind, documents))
    flash(ngettext("%(num)s draft is here.", "%(num)s drafts are here.", len(made)), "good")
    return _to_drafts()


def _with_text(plan: ManyPlan, read: DocumentRead) -> ReadyDocument:
    """A row with its upload, and the text that this brings."""
    staged_id = plan.uploads[fold_name(read.file)]
    return ReadyDocument(read, staged_id, plan.texts[staged_id].text if staged_id in plan.texts else "")


def _to_drafts() -> Response:
    return redirect(url_for(".index", state="draft"), 303)


def _checked(who: Actor, form: ManyForm) -> str:
    """The dry run of what was sent. Files that can be taken are on the disk by then, and lapse by themselves."""
    sent = form.sent()
    rest()
    rows = form.to_rows()
    staged, refused = [], []
    for each in sent:
        try:
            staged.append(taken(who, each).id)
        except Invalid as why:
            refused.append(FileSent(each.filename, 0, why.message))
    asked = Many(form.new_id.data, form.space.data, form.kind.data, rows, tuple(staged))
    return _shown(who, asked, many_plan(who, rows, staged, refused))


def _shown(who: Actor, asked: Many, plan: ManyPlan) -> str:
    form: Any = ManyCheckedForm(formdata=None, many_token=sealed(asked, who), mark=plan.mark)
    again = request.endpoint == "library.keep_many"
    return render_template("library/many_check.html", form=form, plan=plan, run=plan.run, effects=Effect, again=again)
