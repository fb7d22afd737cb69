"""An upload on its way: taken from any room's form, cleaned at once or in the background, shown to its sender."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import BoundedSemaphore
from typing import cast
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.cleaning.apart import BOUNDS
from network.cleaning.kinds import HEAD, Kind, kind_of
from network.files import commands, queries
from network.files.commands import StagedDraft
from network.files.forms import SendFileForm, UploadField
from network.files.queries import Staged
from network.files.queries.room import room
from network.files.queries.working import TOO_MUCH, Claim, outcome_of
from network.files.rules.names import ending_of, tidy_name
from network.files.rules.quotas import insist_size
from network.files.rules.states import Staging
from network.files.rules.wording import ASKS_FIRST, EMPTY, NO_FILE, REFUSED, STILL_WORKING, other_kind
from network.files.views.room import Page, blueprint
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NoRoom, NotFound, TooLarge, TooMuch
from network.kernel.words import words
from network.storage.blobs import Incoming, Unreachable, drop, folders
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor
from network.web.templates import is_partial, say

AT_ONCE = 2 * 1024 * 1024
"""Bytes; what is larger is cleaned in the background."""
CALM = "5"
"""Seconds between two looks, without a script."""
FIELD_NAME = re.compile(r"[a-z_]{1,40}")
QUICK = replace(BOUNDS, seconds=8, longest=12.0)
_places = BoundedSemaphore(2)
"""So many processes clean for those who wait; for others the clock does it."""


def received(who: Actor, field: UploadField) -> UUID:
    """The upload of a form's field, ready to be kept by `keep_file`. Call it inside `form.attempt`.

    Raises `Invalid` on the field where there is none, where it is refused, still being cleaned, or its sender has to agree to
    what could not be removed. The page then shows it again, and nothing has to be sent twice.
    """
    found = _found(who, field)
    field.staged = None if found.state is Staging.REFUSED else found
    if found.state is Staging.ASKS and field.is_agreed:
        commands.agree(who, found.id)
        return found.id
    if found.refusal is not None:
        raise Invalid(field.name, found.refusal)
    if found.state is not Staging.READY:
        raise Invalid(field.name, ASKS_FIRST if found.state is Staging.ASKS else STILL_WORKING)
    return found.id


def taken(who: Actor, sent: FileStorage) -> Staged:
    """Take an upload in: onto the disk for good, then its row, then its cleaning if that is quick. Raises `Invalid`."""
    incoming = cast(Incoming, sent.stream)
    kind = _insist(sent, incoming)
    staged_id, size = uuid4(), incoming.size
    with _turn(size) as is_at_once:
        place = folders().staged(staged_id)
        incoming.settle(place)
        try:
            commands.stage(who, StagedDraft(staged_id, tidy_name(sent.filename or "", kind), kind.code, size, is_at_once))
        except BaseException:
            drop(place)
            raise
        if is_at_once:
            work(Claim(staged_id, kind.code, 1))
    return queries.staged(who, staged_id)


def work(claim: Claim) -> None:
    """Clean it while its sender waits, and write down how it ended. What takes long, or finds no store, waits for the clock."""
    try:
        outcome = outcome_of(claim, lambda step: commands.mark_step(claim, step), QUICK)
    except Unreachable:
        commands.wait_again(claim)
        return
    if outcome.refusal == TOO_MUCH:  # for who waits; the clock gives it more
        commands.wait_again(claim)
        return
    commands.finish_staged(claim, outcome)
    drop(folders().staged(claim.staged_id))


@blueprint.route("/send", methods=["GET", "POST"])
@paced("upload")
def send() -> Page:
    """Send a file: by itself for who has no script, and with a bar, below a field of any form, for who has."""
    if is_partial():
        return _sent_from_a_field()
    form = SendFileForm()
    full: list[Invalid] = []
    found = form.attempt(lambda: _found(actor(), form.file, full))
    if full:
        raise full[0]  # a page with a status of its own: there is nothing else in this form to lose
    if found is not None:
        return redirect(url_for(".show_staged", staged_id=found.id), 303)
    return status_of(render_template("files/send.html", form=form, most=room().file))


@blueprint.get("/staged/<uuid:staged_id>")
def show_staged(staged_id: UUID) -> Page:
    """How far it is, what was taken out, what could not be."""
    found = queries.staged(actor(), staged_id)
    if is_partial() and "whole" not in request.args:
        return render_template("files/_staged.html", staged=found, field=_field_name(), errors=())
    if is_partial() and not found.is_working:
        return Response(status=204, headers={"HX-Redirect": url_for(".show_staged", staged_id=staged_id)})
    if is_partial():
        return render_template("files/_progress.html", staged=found)
    page = Response(render_template("files/staged.html", staged=found), content_type="text/html; charset=utf-8")
    if found.is_working:
        page.headers["Refresh"] = CALM
    return page


@blueprint.post("/staged/<uuid:staged_id>/agree")
def agree(staged_id: UUID) -> Response:
    """Keep it, with what could not be removed."""
    insist_pressed()
    queries.staged(actor(), staged_id)
    if not request.form.get("agreed"):
        raise Invalid("agreed", words("Go back, read what is left in the file, and tick the box. Or put the file away."))
    commands.agree(actor(), staged_id)
    return redirect(url_for(".show_staged", staged_id=staged_id), 303)


@blueprint.post("/staged/<uuid:staged_id>/discard")
def discard(staged_id: UUID) -> Response:
    """Put it away."""
    insist_pressed()
    commands.discard(actor(), staged_id)
    drop(folders().staged(staged_id))
    flash(gettext("Put away. Nothing of this file is kept."), "good")
    return redirect(url_for(".send"), 303)


def _sent_from_a_field() -> Page:
    """What a script sends while the rest of a form is filled in: the part below the field."""
    said = {"field": _field_name(), "staged": None, "errors": ()}
    sent = next(iter(request.files.values()), None)
    try:
        found = taken(actor(), sent) if sent is not None and sent.filename else None
    except Invalid as refusal:
        return render_template("files/_staged.html", **said | {"errors": [say(refusal.message)]}), 422
    if found is None:
        return render_template("files/_staged.html", **said | {"errors": [say(NO_FILE)]}), 422
    return render_template("files/_staged.html", **said | {"staged": found})


def _field_name() -> str:
    """The name of the field that a script asks for; nothing else than a name."""
    asked = request.args.get("field", "")
    return asked if FIELD_NAME.fullmatch(asked) else "file"


def _found(who: Actor, field: UploadField, full: list[Invalid] | None = None) -> Staged:
    """What a form brings, or names; `full` is told where there is no room. Raises Invalid."""
    if field.data is not None:
        try:
            return taken(who, field.data)
        except (TooLarge, TooMuch, NoRoom) as refusal:
            if full is not None:
                full.append(refusal)
            raise
    if field.staged_id is None:
        raise Invalid(field.name, NO_FILE)
    try:
        return queries.staged(who, field.staged_id)
    except NotFound:
        raise Invalid(field.name, REFUSED["lost"]) from None


def _insist(sent: FileStorage, incoming: Incoming) -> Kind:
    """What can be said of it without reading it. Raises Invalid."""
    ending = ending_of(sent.filename or "")
    kind = kind_of(ending)
    if kind is None:
        raise Invalid("file", other_kind(ending))
    if not incoming.size:
        raise Invalid("file", EMPTY)
    insist_size(incoming.size, room())
    incoming.seek(0)
    if not kind.begins_like(incoming.read(HEAD)):
        raise Invalid("file", REFUSED["other_kind"])
    return kind


@contextmanager
def _turn(size: int) -> Iterator[bool]:
    """Whether this one is cleaned while its sender waits."""
    has_place = size <= AT_ONCE and _places.acquire(blocking=False)
    try:
        yield has_place
    finally:
        if has_place:
            _places.release()
