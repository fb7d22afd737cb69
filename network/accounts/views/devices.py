"""Where somebody is signed in: a known browser's cookie, and the list with which she ends her sessions."""

from uuid import UUID

from flask import current_app, flash, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.accounts import commands, forms, rules
from network.accounts.views import blueprint
from network.kernel import tokens
from network.web.gate import actor


def stored_id() -> UUID:
    """The id of the session that this request came in."""
    found: UUID = session.stored.id  # type: ignore[attr-defined]
    return found


def device_cookie() -> str:
    """The name of the cookie by which a browser is known. It opens nothing."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}_known"


def device_token() -> str:
    """The token by which this browser may be known; empty if it has none."""
    return request.cookies.get(device_cookie(), "")[:200]


def arrive(answer: Response) -> Response:
    """She is in: let the browser be known next time, unless others use it, and note if it is a new one."""
    stored = session.stored  # type: ignore[attr-defined]
    if not _remember(answer, stored.person_id, is_shared=stored.is_shared):
        commands.tell_new_device(actor(), stored.id)
    return answer


def _remember(answer: Response, person_id: UUID, *, is_shared: bool) -> bool:
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    if is_shared:
        answer.delete_cookie(device_cookie(), path="/", secure=is_secure, httponly=True, samesite="Lax")
        return False
    token = tokens.new_token()
    was_known = commands.know_device(person_id, device_token(), token)
    lasts = int(rules.DEVICE_KNOWN_FOR.total_seconds())
    answer.set_cookie(device_cookie(), token, max_age=lasts, path="/", secure=is_secure, httponly=True, samesite="Lax")
    return was_known


@blueprint.post("/account/sessions/<uuid:sign_in_id>/end")
def end_session(sign_in_id: UUID) -> Response:
    """End one of one's own sessions."""
    if forms.PressForm().validate_on_submit():
        commands.end_session(actor(), sign_in_id)
        flash(gettext("Signed out there. It took effect at once."), "good")
    return redirect(url_for("accounts.show_account"), 303)


@blueprint.post("/account/sessions/end-others")
def end_other_sessions() -> Response:
    """End all of one's own sessions but this one."""
    if forms.PressForm().validate_on_submit():
        commands.end_other_sessions(actor(), stored_id(), device_token())
        flash(gettext("You are signed out everywhere else. It took effect at once."), "good")
    return redirect(url_for("accounts.show_account"), 303)
