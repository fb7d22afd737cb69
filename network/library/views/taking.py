"""Documents to take away: one for a word processor, many on a memory stick."""

from dataclasses import replace
from uuid import UUID

from flask import render_template
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.accounts.views.turns import paced
from network.bundles import Attached, Bundle, Taken, make
from network.files.queries import opened
from network.kernel import clock
from network.kernel.actor import Actor
from network.library import queries
from network.library.commands.taking import take_away as note_taking
from network.library.forms.taking import TakeForm
from network.library.queries.origins import Origin, origins_of
from network.library.queries.taking import Leaf, leaf_of, leaves
from network.library.rules.documents import LEAVING, LIVED_EXPERIENCE, Leaving, LivedExperience
from network.library.rules.reasons import with_reasons
from network.library.rules.states import STATES
from network.library.rules.taking import Taking, insist_few
from network.library.views.room import Page, blueprint, say_space
from network.office import Docx, write
from network.organizations.queries import say_day
from network.settings.queries import catalogue
from network.storage.transaction import rest
from network.web.forms import insist_pressed, status_of
from network.web.gate import actor
from network.web.templates import say

MEDIA = {
    Taking.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Taking.PAGE: "text/html; charset=utf-8",
    Taking.ARCHIVE: "application/zip",
}


@blueprint.post("/<uuid:document_id>/versions/<int:number>/docx")
@paced("export")
def docx(document_id: UUID, number: int) -> Response:
    """One text for a word processor."""
    insist_pressed()
    leaf = _explained(actor(), (leaf_of(actor(), document_id, number),))[0]
    note_taking(actor(), (document_id,), Taking.DOCX)
    front = tuple((name, said) for name, said in _front(leaf) if said)
    made = Docx(leaf.title, leaf.text, front, _leaving(leaf), _running(leaf), _language(leaf.language))
    rest()
    return _as_file(write(made), "document", Taking.DOCX)


@blueprint.route("/take-away", methods=["GET", "POST"])
@paced("export")
def take_away() -> Page:
    """All that holds on a topic or of a shelf, for where there is no connection."""
    who, lists = actor(), catalogue()
    spaces = [(id, say_space(line)) for id, line in queries.spaces_of_shelf(who).items()]
    form = TakeForm().offer(lists, spaces)
    if found := form.attempt(lambda: _chosen(who, form)):
        return _packed(who, found, form.taking)
    return status_of(render_template("library/take_away.html", form=form))


def _chosen(who: Actor, form: TakeForm) -> tuple[Leaf, ...]:
    found = leaves(who, form.narrowing)
    insist_few(len(found), sum(leaf.size for leaf in found) if form.taking is Taking.ARCHIVE else 0)
    note_taking(who, [leaf.id for leaf in found], form.taking)
    return found


def _packed(who: Actor, found: tuple[Leaf, ...], form: Taking) -> Response:
    documents = tuple(_taken(who, leaf, form is Taking.ARCHIVE) for leaf in _explained(who, found))
    title = ngettext("%(num)s document of the library", "%(num)s documents of the library", len(documents))
    notice = gettext("For members. Hand nothing on that says it stays in the network.")
    bundle = Bundle(title, say(say_day(clock.today())), documents, notice)
    rest()
    made = make(bundle, say)
    return _as_file(made.archive if form is Taking.ARCHIVE else made.page, "library", form)


def _explained(who: Actor, leaves_found: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """With what each adaptation was made from and why it differs, below its text."""
    origins = origins_of(who, [leaf.id for leaf in leaves_found])
    return tuple(replace(leaf, text=_with_why(leaf.text, origins.get(leaf.id))) for leaf in leaves_found)


def _with_why(text: str, origin: Origin | None) -> str:
    if origin is None:
        return text
    adapted = gettext("Adapted from a document that you can’t see.")
    if origin.title:
        adapted = gettext("Adapted from version %(number)s of %(title)s.", number=origin.number, title=origin.title)
    reasons = [(what or gettext("Why this place needs its own"), why) for what, why in origin.reasons]
    return with_reasons(text, gettext("What is different here, and why"), adapted, reasons)


def _taken(who: Actor, leaf: Leaf, with_files: bool) -> Taken:
    taken = Taken(
        title=leaf.title,
        text=leaf.text,
        version=str(leaf.number),
        dated=say(say_day(leaf.in_force_on)) if leaf.in_force_on else "",
        summary=leaf.summary,
        state=say(STATES[leaf.state]),
        review_due=say(say_day(leaf.review_on)) if leaf.review_on else "",
        is_overdue=leaf.review_on is not None and leaf.review_on <= clock.today(),
        licence=catalogue().label("licence", leaf.licence),
        credit=leaf.credit,
        steward=leaf.keeper or gettext("The network"),
        leaving=_leaving(leaf),
    )
    if not with_files:
        return taken
    return replace(taken, files=tuple(Attached(each.name, opened(who, each.id).read()) for each in leaf.files))


def _front(leaf: Leaf) -> tuple[tuple[str, str], ...]:
    """What stands under the title: each a name and what it says."""
    lived = LivedExperience(leaf.lived_experience)
    return (
        (gettext("Summary"), leaf.summary),
        (gettext("Version"), str(leaf.number)),
        (gettext("State"), _standing(leaf)),
        (gettext("In force since"), say(say_day(leaf.in_force_on)) if leaf.in_force_on else ""),
        (gettext("Looked at again by"), say(say_day(leaf.review_on)) if leaf.review_on else ""),
        (gettext("Kept by"), leaf.keeper or gettext("The network")),
        (gettext("Lived experience"), "" if lived is LivedExperience.NOT_SAID else say(LIVED_EXPERIENCE[lived])),
        (gettext("Licence"), catalogue().label("licence", leaf.licence)),
        (gettext("Credit"), leaf.credit),
    )


def _standing(leaf: Leaf) -> str:
    """Of a document that was withdrawn that alone; else how this text stands, and whether its review is late."""
    if leaf.document_state.value == "withdrawn":
        return say(STATES["withdrawn"])
    is_late = leaf.state.value == "in_force" and leaf.review_on is not None and leaf.review_on <= clock.today()
    return f"{say(STATES[leaf.state])}. {gettext('Its review is due.')}" if is_late else say(STATES[leaf.state])


def _running(leaf: Leaf) -> str:
    """The head of each page."""
    said = {"title": leaf.title, "number": leaf.number, "state": _standing(leaf), "day": say(say_day(clock.today()))}
    return str(gettext("%(title)s, version %(number)s, %(state)s, taken on %(day)s", **said))


def _leaving(leaf: Leaf) -> str:
    return say(LEAVING[Leaving(leaf.leaving)])


def _language(code: str) -> str:
    """As a word processor names it."""
    known = {"en": "en-CA", "english": "en-CA", "fr": "fr-CA", "french": "fr-CA"}
    return known.get(code, code if len(code) <= len("en-CA") else "en-CA")


def _as_file(data: bytes, name: str, form: Taking) -> Response:
    """A neutral name: what lies in a folder of downloads tells nothing."""
    disposition = f'attachment; filename="{name}-{clock.today().isoformat()}.{form}"'
    return Response(data, content_type=MEDIA[form], headers={"Content-Disposition": disposition, "Cache-Control": "no-store"})
