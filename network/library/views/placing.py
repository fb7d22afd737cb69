"""A document goes to another shelf: who will read it is said first, the second press moves it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from network.kernel.refusals import Conflict
from network.library import commands, queries
from network.library.forms.placing import PlaceForm
from network.library.queries import placing
from network.library.rules.life import MOVED, Deed
from network.library.views.room import Page, blueprint, say_readers, say_space
from network.policy import Permission, authorize
from network.spaces.queries import SpaceLine
from network.spaces.rules import place_of
from network.web.forms import status_of
from network.web.gate import actor


@blueprint.route("/<uuid:document_id>/place", methods=["GET", "POST"])
def place(document_id: UUID) -> Page:
    """Choose a shelf, read who will read it there, and move it."""
    who = actor()
    view = queries.document_of(who, document_id)
    authorize(who, Permission.DOCUMENT_EDIT, view.document)
    if Deed.PLACE not in view.deeds:
        raise Conflict(MOVED)
    if request.method == "POST" and _is_there(view.document.space_id):
        return redirect(url_for(".show", document_id=document_id), 303)
    lines = {str(line.place): line for line in placing.places_to(who, view.document)}
    form = PlaceForm(seen=view.document.revision, to=request.args.get("to"))
    form.offer((code, say_space(line)) for code, line in lines.items())
    if form.attempt(lambda: _placed(document_id, form)):
        flash(gettext("Moved. Its versions and files went along."), "good")
        return redirect(url_for(".show", document_id=document_id), 303)
    chosen = lines.get(form.to.data or "")
    return status_of(_page(view, form, chosen, has_places=bool(lines)))


def _is_there(space_id: UUID) -> bool:
    """Pressed twice, it stands there already."""
    asked = place_of(request.form.get("to", ""))
    return asked is not None and placing.is_at(asked, space_id)


def _placed(document_id: UUID, form: PlaceForm) -> bool:
    found = place_of(form.to.data)
    assert found is not None  # it is one of those offered
    commands.place_document(actor(), document_id, found, form.revision)
    return True


def _page(view: queries.DocumentView, form: PlaceForm, chosen: SpaceLine | None, *, has_places: bool) -> str:
    """What it means, once a shelf is chosen."""
    left = placing.leaving(actor(), view.document.id, chosen.place) if chosen else None
    return render_template(
        "library/place.html",
        view=view,
        form=form,
        has_places=has_places,
        chosen=say_space(chosen) if chosen else "",
        readers=say_readers(chosen) if chosen else "",
        now=say_space(view.space),
        readers_now=say_readers(view.space),
        left=left,
    )
