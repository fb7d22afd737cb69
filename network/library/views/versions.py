"""The texts of a document: all of them, one, any two side by side."""

from uuid import UUID

from flask import render_template, request

from network.kernel.refusals import NotFound
from network.library import queries
from network.library.queries import DocumentView
from network.library.queries.attached import FileChanges, files_between, files_new_in, files_of
from network.library.rules.states import SIZES, STATES, VersionState
from network.library.views.documents import shown
from network.library.views.room import blueprint
from network.organizations.queries import day_of, say_day
from network.places.queries import zone
from network.web.gate import actor


@blueprint.get("/<uuid:document_id>/versions")
def versions(document_id: UUID) -> str:
    """Every text, the newest first: what changed, how much, who approved it."""
    view = queries.document_of(actor(), document_id)
    return render_template(
        "library/versions.html",
        view=view,
        changes=_changes(view),
        document=view.document,
        confirmations=queries.confirmations_of(document_id),
        states=STATES,
        sizes=SIZES,
        say_day=say_day,
        day_of=day_of,
        zone=zone(),
    )


@blueprint.get("/<uuid:document_id>/versions/<int:number>")
def version(document_id: UUID, number: int) -> str:
    """One text."""
    view = queries.document_of(actor(), document_id)
    return shown(view, view.numbered(number))


@blueprint.get("/<uuid:document_id>/compare")
def compare(document_id: UUID) -> str:
    """Two texts; where the address names none, the last two."""
    view = queries.document_of(actor(), document_id)
    after = view.numbered(_number("to", view.versions[0].number if view.versions else 0))
    before = view.numbered(_number("from", _before(view, after.number)))
    old, new = queries.text_of(before.id), queries.text_of(after.id)
    rows, files = queries.comparison(old[1], new[1]), files_of(actor(), (before.id, after.id))
    return render_template(
        "library/compare.html",
        view=view,
        document=view.document,
        before=before,
        after=after,
        summaries=(old[0], new[0]),
        rows=rows.shown,
        totals=rows.totals,
        files=files_between(files[before.id], files[after.id]),
        sizes=SIZES,
        states=STATES,
        day_of=day_of,
        zone=zone(),
    )


def _changes(view: DocumentView) -> dict[UUID, FileChanges]:
    """Of each text what of the files came and went; one that was given up is no step on the way."""
    kept = {each.number: each.id for each in view.versions if each.state is not VersionState.DROPPED}
    return files_new_in(kept, files_of(actor(), tuple(kept.values())))


def _number(name: str, usual: int) -> int:
    """What the address says; what can't be read is not there."""
    text = request.args.get(name, "")
    if not text:
        return usual
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise NotFound(text[:20])
    return int(text)


def _before(view: DocumentView, number: int) -> int:
    """The text before a text; the text itself where there is none."""
    return max((each.number for each in view.versions if each.number < number), default=number)
