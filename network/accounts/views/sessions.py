"""The door as a browser meets it: sign in, sign out, leave."""

from datetime import timedelta
from uuid import UUID

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.accounts.events import SignInFailed
from network.accounts.queries import Credentials
from network.accounts.views import blueprint, turns
from network.accounts.views.devices import stored_id
from network.drafts.commands import keep
from network.kernel.refusals import NotFound
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor, onward, own_path
from network.web.noting import noted
from network.web.templates import say
from network.web.typed import typed_now

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Ask who it is; a known and an unknown address get the same answer in the same time."""
    form, failed = forms.SignInForm(), False
    if form.validate_on_submit():
        turn = turns.of_sign_in(form.email.data)
        pause = turn.wait()
        if pause > timedelta(0):
            turns.note_wait("password")
            return _asked(form, pause=say(rules.said_pause(pause))), 429, turns.told_to_wait(pause)
        known = queries.credentials(form.email.data)
        typed = rules.password_as_hashed(form.password.data)
        if passwords.matches(known.password_hash if known else None, typed) and known:
            return _let_in(known, typed, _visit(known, turn.passed(), is_shared=form.is_shared.data))
        noted(actor(), SignInFailed(person_id=known.person_id if known else None))
        failed = True
    page = _asked(form, failed=failed)
    return (page, 422) if request.method == "POST" else page


def _asked(form: forms.SignInForm, *, failed: bool = False, pause: str = "") -> str:
    return render_template("accounts/sign_in.html", form=form, failed=failed, pause=pause)


def _visit(known: Credentials, tries: int, *, is_shared: bool) -> commands.Visit:
    browser, system = rules.coarse(request.user_agent.string)
    return commands.Visit(known.password_hash, tries, is_shared, browser, system)


def _let_in(known: Credentials, typed: str, visit: commands.Visit) -> Response:
    """Begin a session; the one that this browser carried ends, whoever's it was."""
    if session.stored:  # type: ignore[attr-defined]
        commands.leave(stored_id())
    token = commands.begin_session(actor(), known.person_id, None, visit)
    if passwords.is_outdated(known.password_hash):
        commands.keep_digest(known.person_id, known.password_hash, passwords.hashed(typed))
    session.begin(token)  # type: ignore[attr-defined]
    return redirect(onward(), 303)


@blueprint.post("/acting-for")
def act_for() -> Response:
    """Speak for another of one's organizations from now on."""
    if forms.PressForm().validate_on_submit():
        commands.choose_acting_for(actor(), stored_id(), _id(request.form.get("organization", "")))
    return redirect(own_path(request.form.get("back")) or url_for("home.show"), 303)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session and empty the browser of it."""
    commands.end_session(actor(), stored_id())
    session.leave()  # type: ignore[attr-defined]
    answer = redirect(url_for("accounts.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # the session's cookie is taken back, the known browser stays known
    return answer


@blueprint.route("/leave", methods=["GET", "POST"])
def leave() -> Response:
    """The way out: works as a plain link, ends the session, shows another site at once."""
    if actor().is_known:
        typed = typed_now() if request.method == "POST" else None
        if typed:
            keep(actor().person_id, typed)  # type: ignore[arg-type]
        commands.leave(stored_id())
        session.leave()  # type: ignore[attr-defined]
    answer = redirect(catalogue().get("quick_exit_url"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer
