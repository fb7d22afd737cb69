"""The door as a browser meets it: sign in, sign out, leave."""

import hmac
from datetime import timedelta
from math import ceil
from uuid import UUID

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from network.accounts import commands, forms, queries, rules
from network.accounts.views import blueprint
from network.drafts.commands import keep
from network.kernel import tokens
from network.kernel.refusals import NotFound
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor, onward, own_path
from network.web.templates import say
from network.web.typed import typed_now


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
            answer = redirect(onward(), 303)
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


@blueprint.post("/acting-for")
def act_for() -> Response:
    """Speak for another of one's organizations from now on."""
    if forms.PressForm().validate_on_submit():
        commands.choose_acting_for(actor(), _stored(), _id(request.form.get("organization", "")))
    return redirect(own_path(request.form.get("back")) or url_for("home.show"), 303)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None


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
        typed = typed_now() if request.method == "POST" else None
        if typed:
            keep(actor().person_id, typed)  # type: ignore[arg-type]
        commands.leave(_stored())
        session.leave()  # type: ignore[attr-defined]
    answer = redirect(catalogue().get("quick_exit_url"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def _stored() -> UUID:
    found: UUID = session.stored.id  # type: ignore[attr-defined]
    return found
