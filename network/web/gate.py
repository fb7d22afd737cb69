"""The closed door: who is not signed in reaches only what is listed here."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as AnyResponse

from network.kernel.actor import ANONYMOUS, Actor
from network.kernel.refusals import NotFound
from network.web.sessions import Session

# Written a second time in tests/architecture/test_doors.py: opening a door takes a change there too.
OPEN_ENDPOINTS = frozenset(
    {
        "accounts.sign_in",
        "accounts.leave",
        "home.health",
        "home.robots",
        "organizations.show_invitation",
        "organizations.accept_invitation",
    }
)

LoadActor = Callable[[Session], Actor]


class Caller(UserMixin):  # type: ignore[misc]
    """Who calls, as Flask-Login wants it: an actor with an id."""

    def __init__(self, known: Actor) -> None:
        self.id = str(known.person_id)
        self.actor = known


def actor() -> Actor:
    """Who acts in this request."""
    found = g.get("actor", ANONYMOUS)
    return found if isinstance(found, Actor) else ANONYMOUS


def hang_the_door(app: Flask, load_actor: LoadActor) -> None:
    """Close every address but the open ones. Flask-Login's own cookie is never asked."""
    login = LoginManager(app)
    login.session_protection = None

    @login.request_loader  # type: ignore[untyped-decorator]
    def load_caller(_request: object) -> Caller | None:
        return Caller(g.actor) if actor().is_known else None

    @app.before_request
    def stand_at_the_door() -> AnyResponse | None:
        if isinstance(request.routing_exception, SecurityError):
            raise request.routing_exception  # asked under a name that isn't ours: no address can be built
        carried = session._get_current_object()  # type: ignore[attr-defined]
        g.actor = load_actor(carried) if isinstance(carried, Session) and carried.stored else ANONYMOUS
        if actor().is_known or request.endpoint in OPEN_ENDPOINTS:
            return None
        return turned_away()


def turned_away() -> Response | AnyResponse:
    """Somebody who is not signed in: a page asks her to, anything else is refused. Both are the same for made-up addresses."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        wanted = request.full_path.rstrip("?") if request.path != "/" else ""
        return redirect(url_for("accounts.sign_in") + (f"?next={quote(wanted)}" if wanted else ""), 303)
    raise NotFound


def own_path(target: str | None) -> str | None:
    """The address to go to after signing in, only if it is a plain path of this site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return target if target.isprintable() and "\\" not in target and len(target) <= 500 else None
