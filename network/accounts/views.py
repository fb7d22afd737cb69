"""The door as a browser meets it: sign in, sign out, leave."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor, own_path

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """Ask who it is; a known and an unknown address get the same answer in the same time."""
    form, failed = forms.SignInForm(), False
    if form.validate_on_submit():
        known = queries.credentials(form.email.data)
        typed = rules.password_as_hashed(form.password.data)
        if passwords.matches(known.password_hash if known else None, typed) and known:
            session.begin(commands.begin_session(actor(), known.person_id, None))  # type: ignore[attr-defined]
            return redirect(own_path(request.args.get("next")) or url_for("home.show"), 303)
        failed = True
    page = render_template("accounts/sign_in.html", form=form, failed=failed)
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session and empty the browser of it."""
    commands.end_session(actor(), _stored())
    session.leave()  # type: ignore[attr-defined]
    answer = redirect(url_for("accounts.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
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


def _stored() -> UUID:
    found: UUID = session.stored.id  # type: ignore[attr-defined]
    return found
