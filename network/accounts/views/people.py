"""People and their roles as pages, for administrators."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.accounts.views import blueprint
from network.approvals.commands import ask
from network.kernel.actor import Role
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.places.queries import regions
from network.policy import Permission, authorize
from network.web.fresh import needs_fresh
from network.web.gate import actor
from network.web.templates import say


@blueprint.get("/people")
def people() -> str:
    """Everybody who can sign in, for administrators."""
    authorize(actor(), Permission.PERSON_VIEW)
    return render_template(
        "accounts/people.html", page=queries.people(actor(), request.args.get("after", "")[:200]), role_names=rules.ROLE_NAMES
    )


@blueprint.route("/people/<uuid:person_id>", methods=["GET", "POST"])
@needs_fresh
def show_person(person_id: UUID) -> str | Response | tuple[str, int]:
    """One person: her roles, and a form that asks a second person for one more."""
    found = queries.person(actor(), person_id)
    form = forms.RoleForm().offer(
        [(role.value, say(name)) for role, name in rules.ROLE_NAMES.items()], [(each.code, each.name) for each in regions()]
    )
    if approval_id := form.attempt(lambda: _ask(person_id, form)):
        flash(gettext("Asked. Somebody else must approve it."), "good")
        return redirect(url_for("approvals.show", approval_id=approval_id), 303)
    names = {each.code: each.name for each in regions()}
    page = render_template(
        "accounts/person.html",
        person=found,
        form=form,
        role_names=rules.ROLE_NAMES,
        regions=names,
        may_print=queries.sheet_to_print(person_id, actor().person_id) is not None,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/people/<uuid:person_id>/reset", methods=["GET", "POST"])
@needs_fresh
def reset_factors(person_id: UUID) -> str | Response | tuple[str, int]:
    """Ask a second person to take away what somebody lost, so that she sets up a new second step."""
    found, form = queries.person(actor(), person_id), forms.ResetForm()
    act = rules.act_to_reset([role for role, _ in found.roles])
    if approval_id := form.attempt(lambda: ask(actor(), act, {"person_id": str(person_id)}, form.reason.data)):
        flash(gettext("Asked. Somebody else must approve it."), "good")
        return redirect(url_for("approvals.show", approval_id=approval_id), 303)
    page = render_template("accounts/reset_factors.html", person=found, form=form)
    return (page, 422) if request.method == "POST" else page


def _ask(person_id: UUID, form: forms.RoleForm) -> UUID:
    role = Role(form.role.data)
    if (role, form.region.data or None) in queries.person(actor(), person_id).roles:
        raise Invalid("role", words("She has this role already."))
    about = {"person_id": str(person_id), "role": role.value, "region_code": form.region.data or None}
    return ask(actor(), rules.act_for(role), about, form.reason.data)


@blueprint.post("/people/<uuid:person_id>/<any(suspend, restore):act>")
@needs_fresh
def stand_person(person_id: UUID, act: str) -> Response:
    """Keep somebody out, or let her in again."""
    if forms.PressForm().validate_on_submit():
        (commands.suspend_person if act == "suspend" else commands.restore_person)(actor(), person_id)
        flash(gettext("Suspended. It took effect at once.") if act == "suspend" else gettext("She can sign in again."), "good")
    return redirect(url_for(".show_person", person_id=person_id), 303)


@blueprint.post("/people/<uuid:person_id>/roles/<role>/take")
@needs_fresh
def take_role(person_id: UUID, role: str) -> Response:
    """Take a role away."""
    if role not in set(Role):
        raise NotFound(role)
    if forms.PressForm().validate_on_submit():
        commands.take_role(actor(), person_id, Role(role), request.args.get("region") or None)
        flash(gettext("The role is taken away. It took effect at once."), "good")
    return redirect(url_for(".show_person", person_id=person_id), 303)
