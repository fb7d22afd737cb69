"""Places as pages: the communities, and a form each."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.places import commands, forms, queries
from network.places.rules import clocks
from network.places.rules.values import ACCESS_LABELS, Access
from network.policy import Permission, authorize, can
from network.web.gate import actor

blueprint = Blueprint("places", __name__, url_prefix="/places")


@blueprint.get("")
def index() -> str:
    """The communities, narrowed by name and region."""
    sought, region, after = (request.args.get(name, "")[:200] for name in ("q", "region", "after"))
    regions = queries.regions()
    return render_template(
        "places/index.html",
        page=queries.communities(actor(), sought, region, after or None),
        regions=regions,
        region_names={one.code: one.name for one in regions},
        sought=sought,
        region=region,
        labels=ACCESS_LABELS,
        access_of=Access,
        clock=clocks.label,
        may_edit=can(actor(), Permission.PLACE_EDIT),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Add a community that is missing."""
    authorize(actor(), Permission.PLACE_EDIT)
    form = forms.CommunityForm().offer(queries.regions())
    if form.attempt(lambda: commands.add_community(actor(), form.to_draft())):
        flash(gettext("%(name)s is on the list.", name=form.name.data), "good")
        return redirect(url_for("places.index", q=form.name.data), 303)
    return _shown(form, "places/new.html")


@blueprint.route("/<uuid:community_id>", methods=["GET", "POST"])
def edit(community_id: UUID) -> str | Response | tuple[str, int]:
    """Correct a community."""
    row = queries.get(actor(), community_id)
    authorize(actor(), Permission.PLACE_EDIT, row)
    form = forms.filled(row).offer(queries.regions())
    if form.attempt(lambda: commands.edit_community(actor(), community_id, form.to_draft()) or True):
        flash(gettext("%(name)s is corrected.", name=form.name.data), "good")
        return redirect(url_for("places.index", q=form.name.data), 303)
    return _shown(form, "places/edit.html", name=row.name)


def _shown(form: forms.CommunityForm, page: str, **more: str) -> str | tuple[str, int]:
    html = render_template(page, form=form, **more)
    return (html, 422) if request.method == "POST" else html
