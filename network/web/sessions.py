"""The browser's side of a session: a random cookie, whose meaning only the server knows."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from sqlalchemy.exc import DBAPIError

from network.kernel import clock

SEEN_TOO_LONG = 200  # characters; a longer cookie is nobody's and is not even looked up


class Stored(Protocol):
    """What the store tells of a session."""

    @property
    def id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def acting_for(self) -> UUID | None: ...
    @property
    def data(self) -> dict[str, Any]: ...
    @property
    def seen_at(self) -> datetime: ...
    @property
    def owes_terms(self) -> bool: ...
    @property
    def has_drafts(self) -> bool: ...
    @property
    def is_shared(self) -> bool: ...
    @property
    def proved_by(self) -> str: ...
    @property
    def has_factor(self) -> bool: ...
    @property
    def proved_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Store:
    """The three things a session needs of the database; the application passes them in."""

    find: Callable[[str, datetime], Stored | None]
    keep: Callable[[UUID, dict[str, Any]], None]
    mark: Callable[[Stored, datetime], None]


class Session(dict[str, Any], SessionMixin):
    """What one browser carries. `stored` is None for a visitor, who has only what her signed cookie holds."""

    def __init__(self, data: dict[str, Any], stored: Stored | None = None) -> None:
        super().__init__(data)
        self.stored = stored
        self.before = dict(data)
        self.new_token: str | None = None
        self.is_left = False

    @property
    def modified(self) -> bool:  # type: ignore[override]
        """Whether anything was put in or taken out."""
        return dict(self) != self.before

    def begin(self, token: str) -> None:
        """From the next request on this browser is the session behind `token`; what it carried before is dropped."""
        self.clear()
        self.stored = None
        self.new_token = token

    def renew(self, token: str) -> None:
        """The same session goes on behind a new `token`; the old one opens nothing any more."""
        self.new_token = token

    def leave(self) -> None:
        """This browser is nobody's from now on."""
        self.clear()
        self.is_left = True


class ServerSessions(SessionInterface):
    """Signed-in people have a row on the server, visitors a signed cookie that holds no more than a form's token."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.visitors = SecureCookieSessionInterface()

    def open_session(self, app: Flask, request: Request) -> Session:
        """The session behind the cookie; a token that is not known is a visitor's."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        if 0 < len(token) <= SEEN_TOO_LONG:
            now = clock.now()
            stored = self.store.find(token, now)
            if stored is not None:
                with suppress(DBAPIError):  # a mark that can't be made now is made with the next request
                    self.store.mark(stored, now)
                return Session(dict(stored.data), stored)
        signed = request.cookies.get(self.visitor_cookie(app), "")
        signer = self.visitors.get_signing_serializer(app)
        try:
            data = signer.loads(signed, max_age=12 * 3600) if signed and signer is not None else {}
        except Exception:  # whatever a stranger sends, she is a visitor with empty hands
            data = {}
        return Session(data if isinstance(data, dict) else {})

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write only what changed."""
        if not isinstance(session, Session):
            return
        attributes: dict[str, Any] = {"path": "/", "secure": self.get_cookie_secure(app), "httponly": True, "samesite": "Lax"}
        if session.new_token or session.is_left:
            response.delete_cookie(self.visitor_cookie(app), **attributes)
        if session.new_token:
            response.set_cookie(self.get_cookie_name(app), session.new_token, **attributes)
        elif session.is_left:
            response.delete_cookie(self.get_cookie_name(app), **attributes)
        if session.is_left:
            return
        if session.modified and session.stored is not None:
            with suppress(DBAPIError):  # what was done is done; only what the next page would say of it is lost
                self.store.keep(session.stored.id, dict(session))
        elif session.modified and not session.new_token:
            signer = self.visitors.get_signing_serializer(app)
            if signer is not None:
                response.set_cookie(self.visitor_cookie(app), str(signer.dumps(dict(session))), **attributes)

    def visitor_cookie(self, app: Flask) -> str:
        """The name of the cookie that somebody carries who has not signed in."""
        return self.get_cookie_name(app) + "_visit"
