"""The closed door: who is not signed in reaches only what is listed here; who is, first takes every hurdle."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from flask import Flask, Response, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as AnyResponse

from network.kernel.actor import ANONYMOUS, Actor
from network.kernel.refusals import NotFound
from network.web.sessions import Session
from network.web.typed import page_of, rescued, typed_now

# Written a second time in tests/architecture/test_doors.py: opening a door takes a change there too.
OPEN_ENDPOINTS = frozenset(
    {
        "accounts.sign_in",
        "accounts.leave",
        "home.clear_history",
        "home.broken_policy",
        "accounts.ask_for_recovery",
        "accounts.recover",
        "accounts.confirm_address",
        "home.health",
        "home.robots",
        "organizations.show_invitation",
        "organizations.accept_invitation",
        "privacy.show",
    }
)

# Whoever has a session may end it, whatever else she has not done yet.
EXITS = frozenset({"accounts.sign_out", "accounts.leave"})

LoadActor = Callable[[Session], Actor]
KeepPace = Callable[[UUID], None]


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What somebody does after signing in, and before anything else opens.

    `endpoint`: the page that asks for it. `also`: the endpoints that this page needs. `is_taken` is asked in every request, so it
    decides on what the session and the actor carry and asks the database nothing. Not `in_demonstration`: waived there.
    """

    name: str
    endpoint: str
    is_taken: Callable[[Session, Actor], bool]
    also: frozenset[str] = frozenset()
    in_demonstration: bool = True

    def opens(self, endpoint: str | None) -> bool:
        """Whether an address is reachable while this hurdle stands."""
        return endpoint == self.endpoint or endpoint in self.also or endpoint in EXITS


class Caller(UserMixin):  # type: ignore[misc]
    """Who calls, as Flask-Login wants it: an actor with an id."""

    def __init__(self, known: Actor) -> None:
        self.id = str(known.person_id)
        self.actor = known


def actor() -> Actor:
    """Who acts in this request."""
    found = g.get("actor", ANONYMOUS)
    return found if isinstance(found, Actor) else ANONYMOUS


def is_at_a_hurdle() -> bool:
    """Whether something must be done first before anything else opens to who has signed in."""
    return bool(g.get("hurdle"))


def is_in() -> bool:
    """Whether who acts in this request is signed in and has taken every hurdle."""
    return actor().is_known and not g.get("hurdle")


def hang_the_door(app: Flask, load_actor: LoadActor, hurdles: Iterable[Hurdle] = (), keep_pace: KeepPace | None = None) -> None:
    """Close every address but the open ones; hurdles are taken in their order. Flask-Login's own cookie is never asked.

    `keep_pace` holds back who opens pages faster than anybody reads, before anything else is asked of the database.
    """
    standing = tuple(hurdles)
    login = LoginManager()
    login.init_app(app, add_context_processor=False)  # templates know `actor`
    login.session_protection = None

    @login.request_loader  # type: ignore[untyped-decorator]
    def load_caller(_request: object) -> Caller | None:
        return Caller(g.actor) if actor().is_known else None

    @app.before_request
    def stand_at_the_door() -> AnyResponse | None:
        if isinstance(request.routing_exception, SecurityError):
            raise request.routing_exception  # asked under a name that isn't ours: no address can be built
        g.actor, g.hurdle = ANONYMOUS, None
        if holds_nothing_readable():
            raise NotFound  # no page of ours leads there, and no database takes it
        carried = session._get_current_object()  # type: ignore[attr-defined]
        if not isinstance(carried, Session) or not carried.stored:
            return None if request.endpoint in OPEN_ENDPOINTS else turned_away()
        if keep_pace is not None and request.endpoint not in EXITS:
            keep_pace(carried.stored.person_id)
        known = load_actor(carried)
        g.hurdle = next((hurdle for hurdle in standing if not hurdle.is_taken(carried, known)), None)
        if g.hurdle is None or g.hurdle.opens(request.endpoint):
            g.actor = known
            return None
        # She is nobody yet: open pages treat her as a stranger, and a refusal looks as it does to one.
        return None if request.endpoint in OPEN_ENDPOINTS else turned_away(g.hurdle.endpoint)


def holds_nothing_readable() -> bool:
    """Whether the address asks with a sign that stands for no letter."""
    return "\0" in request.path or any("\0" in part for pair in request.args.items(multi=True) for part in pair)


def turned_away(to: str = "accounts.sign_in") -> Response | AnyResponse:
    """Somebody who has to sign in, or to take a hurdle: a page leads there, anything else is refused, made-up addresses too."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return asked_in(to, request.full_path.rstrip("?") if request.path != "/" else "")
    if request.method == "POST" and rescued():
        return asked_in(to, onward_to_what_was_typed())
    raise NotFound


def asked_in(to: str, going: str) -> Response | AnyResponse:
    """To the page where one signs in, and from there to what was wanted."""
    address = url_for(to) + (f"?next={quote(going)}" if going else "")
    if "HX-Request" in request.headers:  # a part of a page can't hold the page where one signs in
        return Response("", 200, {"HX-Redirect": address})
    return redirect(address, 303)


def onward_to_what_was_typed() -> str:
    """The page that offers what was kept of this request: where it was typed, or the list of all that is kept."""
    typed = typed_now()
    return (page_of(typed) if typed else "") or url_for("drafts.index")


def onward() -> str:
    """Where somebody wanted to go before she was asked to sign in or to take a hurdle; the first page if nowhere."""
    return wanted() or url_for("home.show")


def wanted() -> str | None:
    """The same, to be carried on through pages that come first; None if nowhere."""
    return own_path(request.args.get("next"))


def own_path(target: str | None) -> str | None:
    """The address to go to after signing in, only if it is a plain path of this site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return target if target.isprintable() and "\\" not in target and len(target) <= 500 else None
