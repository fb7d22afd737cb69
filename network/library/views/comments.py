"""Comments: a text with what was said of it, and what is done with each."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.library.commands import comments as commands
from network.library.forms.comments import CommentForm, SettleForm
from network.library.models import PassageComment
from network.library.queries import comments as queries
from network.library.queries.heads import Head, head_of
from network.library.rules.comments import insist_open_comment, insist_open_text, quote_of
from network.library.rules.states import STATES
from network.library.views.addresses import document_url
from network.library.views.room import Page, blueprint, insist
from network.markdown import passages
from network.organizations.queries import say_day
from network.policy import Permission
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor


@blueprint.get("/<uuid:document_id>/comments")
def comments(document_id: UUID) -> str:
    """A text passage by passage; `?version=` asks for an earlier one."""
    page = queries.comments_of(actor(), document_id, _number())
    here = document_url(document_id)
    return render_template("library/comments.html", page=page, states=STATES, say_day=say_day, document_url=here)


@blueprint.route("/<uuid:document_id>/comments/new", methods=["GET", "POST"])
def comment(document_id: UUID) -> Page:
    """Say something of a passage, or of the whole: `?version=` and `?passage=` say of what."""
    who, key = actor(), request.args.get("passage", "")
    head = head_of(who, document_id)
    text = queries.text_shown(queries.texts_of(who, document_id), _number())
    insist(head.may_speak, Permission.DOCUMENT_COMMENT)
    insist_open_text(text.state, head.may_keep)
    passage = next((each for each in passages(queries.words_of_text(text.id)) if each.key == key), None)
    form = CommentForm()
    if form.attempt(lambda: commands.comment(who, document_id, text.number, form.to_draft(key))):
        flash(gettext("Said. The writers are told once a day."), "good")
        return _back(document_id, text.number, f"p-{key}" if key else "whole")
    return _form("comment", head, form, passage=passage, text=text)


@blueprint.route("/<uuid:document_id>/comments/<uuid:comment_id>/answer", methods=["GET", "POST"])
def answer(document_id: UUID, comment_id: UUID) -> Page:
    """Answer below a comment."""
    head, row, text = _open(document_id, comment_id)
    form = CommentForm()
    if form.attempt(lambda: commands.answer(actor(), document_id, comment_id, form.to_draft())):
        flash(gettext("Answered."), "good")
        return _back(document_id, text.number, f"c-{comment_id}")
    return _form("answer_comment", head, form, comment=row, text=text)


@blueprint.route("/<uuid:document_id>/comments/<uuid:comment_id>/edit", methods=["GET", "POST"])
def change_comment(document_id: UUID, comment_id: UUID) -> Page:
    """Say one's own comment in other words."""
    head, row, text = _open(document_id, comment_id)
    if row.written_by_id != actor().person_id:
        raise NotFound(str(comment_id))
    form = CommentForm(text=row.text)
    if form.attempt(lambda: commands.change_comment(actor(), document_id, comment_id, form.text.data) or True):
        flash(gettext("Changed."), "good")
        return _back(document_id, text.number, f"c-{row.answers_id or comment_id}")
    return _form("change_comment", head, form, comment=row, text=text)


@blueprint.post("/<uuid:document_id>/comments/<uuid:comment_id>/take-back")
def take_back_comment(document_id: UUID, comment_id: UUID) -> Response:
    """Take one's own comment back."""
    insist_pressed()
    commands.take_back_comment(actor(), document_id, comment_id)
    flash(gettext("Taken back. Its words are gone."), "good")
    return redirect(url_for("library.comments", document_id=document_id), 303)


@blueprint.route("/<uuid:document_id>/comments/<uuid:comment_id>/settle", methods=["GET", "POST"])
def settle_comment(document_id: UUID, comment_id: UUID) -> Page:
    """Say what became of a comment."""
    head, row, text = _open(document_id, comment_id)
    insist(head.may_keep, Permission.DOCUMENT_EDIT)
    form = SettleForm().offer()
    if form.attempt(lambda: commands.settle_comment(actor(), document_id, comment_id, form.to_draft()) or True):
        flash(gettext("Settled. Whoever wrote it is told."), "good")
        return _back(document_id, text.number, f"c-{comment_id}")
    return _form("settle_comment", head, form, comment=row, text=text)


def _open(document_id: UUID, comment_id: UUID) -> tuple[Head, PassageComment, queries.TextLine]:
    """A comment with which something can be done. Raises NotFound, and Conflict for one that is settled."""
    head = head_of(actor(), document_id)
    row, text = queries.comment_of(actor(), document_id, comment_id)
    insist(head.may_speak, Permission.DOCUMENT_COMMENT)
    insist_open_comment(row.how)
    return head, row, text


def _number() -> int | None:
    """The number of the text that the address names. Raises NotFound for what is none."""
    asked = request.args.get("version")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise NotFound(asked[:40])
    return int(asked)


def _back(document_id: UUID, number: int, anchor: str) -> Response:
    return redirect(url_for("library.comments", document_id=document_id, version=number, _anchor=anchor), 303)


def _form(name: str, head: Head, form: CommentForm | SettleForm, **more: object) -> Page:
    page = render_template(f"library/{name}.html", head=head, form=form, quote_of=quote_of, **more)
    return status_of(page)
