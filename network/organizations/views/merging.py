"""Making one organization out of two entries: choose, compare, confirm."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import NotFound
from network.organizations import commands, forms, queries
from network.organizations.commands.merging import JOINED, STACKED
from network.organizations.forms import Offers
from network.organizations.queries import LABELS, belongings
from network.organizations.views import blueprint
from network.organizations.views.entry import told_by
from network.places.queries import regions as all_regions
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web.fresh import needs_fresh
from network.web.gate import actor

DECIDED = frozenset({*JOINED, *STACKED, "wants_mentor", "waiting_since", "own"})  # nobody need choose


@blueprint.get("/organizations/<uuid:organization_id>/merge")
def merge(organization_id: UUID) -> str:
    """Look for the second entry."""
    row = queries.get(actor(), organization_id)
    authorize(actor(), Permission.ORGANIZATION_MERGE, row)
    sought = request.args.get("q", max(row.name.split(), key=len))[:200]
    found = queries.choices(actor(), organization_id, sought)
    return render_template("organizations/merge.html", organization=row, sought=sought, found=found)


@blueprint.route("/organizations/<uuid:organization_id>/merge/<uuid:other_id>", methods=["GET", "POST"])
@needs_fresh
def compare(organization_id: UUID, other_id: UUID) -> str | Response | tuple[str, int]:
    """See both side by side; what one of them lacks is filled, what disagrees is chosen."""
    kept, other = queries.get(actor(), organization_id), queries.get(actor(), other_id)
    authorize(actor(), Permission.ORGANIZATION_MERGE, kept)
    if organization_id == other_id:
        raise NotFound(str(other_id))
    form = forms.MergeForm()
    if form.attempt(lambda: commands.merge_organizations(actor(), organization_id, other_id, form.from_other.data or ()) or True):
        flash(gettext("The two entries are one. Both histories can be read here."), "good")
        return redirect(url_for(".show", organization_id=organization_id), 303)
    mine, theirs = queries.draft_of(kept), queries.draft_of(other)
    by = told_by(Offers(catalogue(), all_regions(), queries.place_choices(), queries.own_fields()))
    rows = [
        (name, LABELS[name], queries.told(mine, name, by), queries.told(theirs, name, by))
        for name in queries.differing(mine, theirs)
    ]
    page = render_template(
        "organizations/compare.html",
        kept=kept,
        other=other,
        form=form,
        rows=rows,
        decided=DECIDED,
        against=belongings.against_merging(actor(), organization_id, other_id),
        with_it=belongings.goes_with(actor(), other_id),
    )
    return (page, 422) if request.method == "POST" else page
