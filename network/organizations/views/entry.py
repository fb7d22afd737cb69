"""An organization's own page, and the forms of its entry."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel import clock
from network.kernel.cards import cards_of_organization
from network.kernel.refusals import Conflict, NotFound
from network.organizations import commands, forms, queries
from network.organizations.forms import EntryForm, Offers
from network.organizations.models import Organization
from network.organizations.queries import LABELS, Told
from network.organizations.rules.services import STATE_WORDS
from network.organizations.views import blueprint
from network.organizations.views.drawing import where
from network.places.queries import province
from network.places.queries import regions as all_regions
from network.places.rules import clocks
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.web.gate import actor
from network.web.templates import say

MOST_DOCUMENTS = 8
Answer = str | Response | tuple[str, int]


@blueprint.get("/organizations/<uuid:organization_id>")
def show(organization_id: UUID) -> str | Response:
    """Everything about one organization; the address of one that was merged leads to the other."""
    lists = catalogue()
    try:
        page = queries.page(actor(), organization_id, lists)
    except NotFound:
        kept = queries.merged_into(actor(), organization_id)
        if kept is None:
            raise
        return redirect(url_for(".show", organization_id=kept), 301)
    may = {name: can(actor(), permission, page) for name, permission in RIGHTS.items()}
    return render_template(
        "organizations/show.html",
        page=page,
        facts=page.facts,
        chosen=tuple(page.chosen.items()),
        states=tuple(STATE_WORDS.items()),
        lists=lists,
        today=clock.today(),
        stale=queries.stale_before(clock.today(), int(lists.get("confirm_after_days"))),
        zone=clocks.label(page.home.time_zone),
        zone_note=clocks.note(page.home.time_zone),
        spans=tuple(queries.say_span(span) for span in page.free),
        drawing=where(page.home, page.served, province()),
        documents=cards_of_organization(actor(), "document", page.id, MOST_DOCUMENTS + 1),
        most_documents=MOST_DOCUMENTS,
        may=may,
        rights=frozenset(name for name, is_held in may.items() if is_held),
    )


RIGHTS = {
    "edit": Permission.ORGANIZATION_EDIT,
    "confirm": Permission.ORGANIZATION_CONFIRM,
    "invite": Permission.INVITATION_MAKE,
    "log": Permission.CONTACT_LOG,
    "bar": Permission.DO_NOT_PAIR,
    "prefer": Permission.PREFERENCE,
    "merge": Permission.ORGANIZATION_MERGE,
}


@blueprint.route("/organizations/new", methods=["GET", "POST"])
def new() -> Answer:
    """Add an organization by hand."""
    authorize(actor(), Permission.ORGANIZATION_ADD)
    form = forms.entry_form(_offers())
    made = form.attempt(lambda: commands.add_organization(actor(), form.to_draft()))
    if made:
        flash(gettext("%(name)s is in the directory.", name=form.name.data), "good")
        return redirect(url_for(".show", organization_id=made), 303)
    return _shown("organizations/new.html", form, may_note=True, may_date=True)


@blueprint.route("/organizations/<uuid:organization_id>/edit", methods=["GET", "POST"])
def edit(organization_id: UUID) -> Answer:
    """Correct an entry."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.ORGANIZATION_EDIT, row)
    form = forms.entry_form(_offers(), queries.draft_of(row), row.version)
    rights = {"may_note": can(actor(), Permission.DO_NOT_PAIR, row), "may_date": can(actor(), Permission.CONTACT_LOG, row)}
    try:
        if form.attempt(
            lambda: commands.edit_organization(actor(), organization_id, form.to_draft(), form.version.data or 0) or True
        ):
            flash(gettext("The entry is corrected."), "good")
            return redirect(url_for(".show", organization_id=organization_id), 303)
    except Conflict as conflict:
        return _both(form, organization_id, conflict, rights)
    return _shown("organizations/edit.html", form, organization=row, **rights)


@blueprint.post("/organizations/<uuid:organization_id>/confirm")
def confirm(organization_id: UUID) -> Response:
    """Still true."""
    commands.confirm_organization(actor(), organization_id)
    flash(gettext("Thank you. The entry counts as confirmed today."), "good")
    return redirect(url_for(".show", organization_id=organization_id), 303)


def _offers() -> Offers:
    return Offers(catalogue(), all_regions(), queries.place_choices(), queries.own_fields())


def _both(form: EntryForm, organization_id: UUID, conflict: Conflict, rights: dict[str, bool]) -> Answer:
    """The form with what was typed, and beside it what somebody else wrote meanwhile. Saving again is then her own choice."""
    row = queries.get(actor(), organization_id)
    theirs, mine = queries.draft_of(row), form.to_draft()
    by = told_by(form.offers)
    hidden = {"notes": not rights["may_note"], "waiting_since": not rights["may_date"]}
    meanwhile = [
        (LABELS[name], queries.told(theirs, name, by), queries.told(mine, name, by))
        for name in queries.differing(theirs, mine)
        if not hidden.get(name)
    ]
    form.version.data, form.version.raw_data = row.version, None
    form.form_errors = [say(conflict.message)]
    page = _page("organizations/edit.html", form, organization=row, meanwhile=meanwhile, **rights)
    return page, 409


def told_by(offers: Offers) -> Told:
    """What is needed to say an entry in words."""
    return Told(
        offers.lists,
        {place.id: place.label for place in offers.places},
        {region.code: region.name for region in offers.regions},
        dict(offers.own),
    )


def _shown(template: str, form: EntryForm, **more: bool | Organization) -> Answer:
    page = _page(template, form, **more)
    return (page, 422) if request.method == "POST" else page


def _page(template: str, form: EntryForm, **more: object) -> str:
    own = {str(id): label for id, label in form.offers.own}
    return render_template(
        template, form=form, places=form.offers.places, own=own, lists=form.offers.lists, **{"meanwhile": (), **more}
    )
