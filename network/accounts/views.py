"""The door as a browser meets it: sign in, sign out, leave."""

import hmac
from datetime import timedelta
from math import ceil
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.approvals.commands import ask
from network.kernel import tokens
from network.kernel.actor import Role
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.places.queries import regions
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor, own_path
from network.web.templates import say

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Ask who it is; a known and an unknown address get the same answer in the same time."""
    form, failed = forms.SignInForm(), False
    if form.validate_on_submit():
        keys = _keys(form.email.data)
        pause = commands.take_turn(keys)
        if pause > timedelta(0):
            page = render_template("accounts/sign_in.html", form=form, failed=False, pause=say(rules.said_pause(pause)))
            return page, 429, {"Retry-After": str(ceil(pause.total_seconds()))}
        known = queries.credentials(form.email.data)
        typed = rules.password_as_hashed(form.password.data)
        if passwords.matches(known.password_hash if known else None, typed) and known:
            commands.forget_tries([key for kind, key in keys.items() if kind in ("account", "device")])
            session.begin(commands.begin_session(actor(), known.person_id, None))  # type: ignore[attr-defined]
            answer = redirect(own_path(request.args.get("next")) or url_for("home.show"), 303)
            return _with_device(answer, known.person_id)
        failed = True
    page = render_template("accounts/sign_in.html", form=form, failed=failed, pause="")
    return (page, 422) if request.method == "POST" else page


def _keys(email: str) -> dict[str, str]:
    """What a try is counted by: keyed digests, so that the table names nobody. A known browser stands in for the account."""
    device = request.cookies.get(_device_cookie(), "")[:200]
    is_known = queries.is_device_of(email, device)
    mine = ("device", tokens.digest(device)) if is_known else ("account", rules.folded_email(email))
    named = {mine[0]: mine[1], "network": rules.network_of(request.remote_addr or ""), "all": "all"}
    secret = str(current_app.secret_key).encode()

    def digest(text: str) -> str:
        return hmac.new(secret, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    return {kind: digest(f"{kind}:{name}") for kind, name in named.items()}


def _with_device(answer: Response, person_id: UUID) -> Response:
    """Let the browser be known next time. The cookie opens nothing."""
    token = tokens.new_token()
    commands.know_device(person_id, token)
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    lasts = int(rules.DEVICE_KNOWN_FOR.total_seconds())
    answer.set_cookie(_device_cookie(), token, max_age=lasts, path="/", secure=is_secure, httponly=True, samesite="Lax")
    return answer


def _device_cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}_known"


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session and empty the browser of it."""
    commands.end_session(actor(), _stored())
    session.leave()  # type: ignore[attr-defined]
    answer = redirect(url_for("accounts.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # the session's cookie is taken back, the known browser stays known
    return answer


@blueprint.route("/leave", methods=["GET", "POST"])
def leave() -> Response:
    """The way out: works as a plain link, ends the session, shows another site at once."""
    if actor().is_known:
        commands.leave(_stored())
        session.leave()  # type: ignore[attr-defined]
    answer = redirect(catalogue().get("quick_exit_url"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@blueprint.get("/people")
def people() -> str:
    """Everybody who can sign in, for administrators."""
    authorize(actor(), Permission.PERSON_VIEW)
    return render_template(
        "accounts/people.html", page=queries.people(actor(), request.args.get("after", "")[:200]), role_names=rules.ROLE_NAMES
    )


@blueprint.route("/people/<uuid:person_id>", methods=["GET", "POST"])
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
    page = render_template("accounts/person.html", person=found, form=form, role_names=rules.ROLE_NAMES, regions=names)
    return (page, 422) if request.method == "POST" else page


def _ask(person_id: UUID, form: forms.RoleForm) -> UUID:
    role = Role(form.role.data)
    if (role, form.region.data or None) in queries.person(actor(), person_id).roles:
        raise Invalid("role", words("She has this role already."))
    about = {"person_id": str(person_id), "role": role.value, "region_code": form.region.data or None}
    return ask(actor(), rules.act_for(role), about, form.reason.data)


@blueprint.post("/people/<uuid:person_id>/<any(suspend, restore):act>")
def stand_person(person_id: UUID, act: str) -> Response:
    """Keep somebody out, or let her in again."""
    if forms.PressForm().validate_on_submit():
        (commands.suspend_person if act == "suspend" else commands.restore_person)(actor(), person_id)
        flash(gettext("Suspended. It took effect at once.") if act == "suspend" else gettext("She can sign in again."), "good")
    return redirect(url_for(".show_person", person_id=person_id), 303)


@blueprint.post("/people/<uuid:person_id>/roles/<role>/take")
def take_role(person_id: UUID, role: str) -> Response:
    """Take a role away."""
    if role not in set(Role):
        raise NotFound(role)
    if forms.PressForm().validate_on_submit():
        commands.take_role(actor(), person_id, Role(role), request.args.get("region") or None)
        flash(gettext("The role is taken away. It took effect at once."), "good")
    return redirect(url_for(".show_person", person_id=person_id), 303)


def _stored() -> UUID:
    found: UUID = session.stored.id  # type: ignore[attr-defined]
    return found
