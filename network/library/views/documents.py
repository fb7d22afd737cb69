"""A document as a page: begun, read, said anew what holds for all its versions."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from network.kernel import clock
from network.kernel.actor import Actor
from network.library import commands, queries
from network.library.forms import AboutForm, BeginForm
from network.library.forms.writing import NETWORK
from network.library.queries import DocumentView, VersionLine
from network.library.queries.adapting import reasons_of
from network.library.queries.attached import files_of
from network.library.queries.comments import open_counts
from network.library.queries.standing import standing_of
from network.library.rules.documents import LEAVING, LIVED_EXPERIENCE
from network.library.rules.life import DEEDS, Deed
from network.library.rules.reviewing import REVIEWS
from network.library.rules.states import SIZES, STATES
from network.library.views.addresses import document_url
from network.library.views.room import Page, blueprint, say_space
from network.organizations.queries import day_of, say_day
from network.places.queries import zone
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.spaces.queries import offered
from network.web.forms import status_of
from network.web.gate import actor
from network.web.leaving import before_elsewhere
from network.web.templates import say


@blueprint.get("/<uuid:document_id>")
def show(document_id: UUID) -> str:
    """The text that holds; where there is none yet, the one that is worked on."""
    view = queries.document_of(actor(), document_id)
    return shown(view, view.first_shown)


def shown(view: DocumentView, version: VersionLine | None) -> str:
    """One text of a document with all that says how far it can be trusted."""
    who, id = actor(), view.document.id
    summary, text = queries.text_of(version.id) if version else ("", "")
    return render_template(
        "library/show.html",
        view=view,
        document=view.document,
        version=version,
        summary=summary,
        reading=queries.reading(text, say, before_elsewhere(request.path)),
        files=files_of(who, (version.id,))[version.id] if version else (),
        confirmations=queries.confirmations_of(id),
        standing=standing_of(who, id),
        reasons=reasons_of(id) if view.document.adapted_from_id else (),
        open_comments=open_counts(who, (id,)).get(id, 0),
        address_of=document_url,
        lists=catalogue(),
        states=STATES,
        sizes=SIZES,
        reviews=REVIEWS,
        deeds=DEEDS,
        Deed=Deed,
        leaving=LEAVING,
        lived_experience=LIVED_EXPERIENCE,
        space=say_space(view.space),
        say_day=say_day,
        day_of=day_of,
        zone=zone(),
        today=clock.today(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Page:
    """Begin a document."""
    who = actor()
    authorize(who, Permission.ORGANIZATION_VIEW)
    spaces = [(str(line.place), say_space(line)) for line in offered(who)]
    keepers = [(str(id) if id else NETWORK, name or gettext("The network")) for id, name in queries.keepers_for(who)]
    form = BeginForm(space=request.args.get("space")).offer(catalogue(), spaces, keepers)
    if made := form.attempt(lambda: _begun(who, form)):
        flash(gettext("The draft is begun. Now write its text."), "good")
        return redirect(url_for(".edit", document_id=made), 303)
    return status_of(render_template("library/new.html", form=form, has_keeper=bool(keepers)))


def _begun(who: Actor, form: BeginForm) -> UUID:
    """The document that this form made; pressed twice, the one that is there."""
    return queries.begun_already(who, form.new_id.data) or commands.begin_document(who, form.to_draft())


@blueprint.route("/<uuid:document_id>/about", methods=["GET", "POST"])
def about(document_id: UUID) -> Page:
    """Say anew what holds for all versions."""
    who = actor()
    view = queries.document_of(who, document_id)
    row = view.document
    authorize(who, Permission.DOCUMENT_EDIT, row)
    given = {name: getattr(row, name) for name in ("kind", "language", "review_months", "lived_experience", "leaving", "licence")}
    chosen = {"topics": list(view.topics), "steward_id": str(row.steward_id or "")}
    form = AboutForm(seen=row.revision, credit=row.credit, **chosen, **given)
    stewards = queries.stewards_of(row.organization_id)
    form.offer_lists(catalogue(), _with_former(stewards, row.steward_id, view.steward))
    if form.attempt(lambda: commands.describe_document(who, document_id, form.to_about(), int(form.seen.data)) or True):
        flash(gettext("Saved."), "good")
        return redirect(url_for(".show", document_id=document_id), 303)
    return status_of(render_template("library/about.html", form=form, view=view, document=row))


def _with_former(stewards: list[tuple[UUID, str]], id: UUID | None, name: str) -> list[tuple[UUID, str]]:
    """With whoever is named now, though she has left: so that nothing changes by itself."""
    if id is None or id in dict(stewards):
        return stewards
    return [*stewards, (id, gettext("%(name)s (has left)", name=name or gettext("a former member")))]
