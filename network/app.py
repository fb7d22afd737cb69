"""The assembly: one application out of all rooms."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from babel import Locale
from flask import Flask, Request, g, request, session, url_for
from flask_babel import Babel, gettext
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from network import features
from network.accounts import commands as account_commands
from network.accounts import queries as account_queries
from network.accounts import rules as account_rules
from network.accounts.views.step_up import ask_anew
from network.approvals import queries as approval_queries
from network.config import ROOT, Settings
from network.drafts.commands import keep
from network.drafts.views import draft_offer
from network.features import Door
from network.files.queries import know_sights
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.cards import know_cards
from network.kernel.typed import Typed
from network.mail import start_mail
from network.organizations import queries as organization_queries
from network.organizations.queries import belongings, importing
from network.privacy import queries as privacy_queries
from network.scanning import start_scanning
from network.search import queries as search_queries
from network.settings.queries import catalogue
from network.settings.rules import DEFAULTS
from network.spaces import queries as space_queries
from network.storage.blobs import Incoming, folders, start_blobs
from network.storage.db import engine_options, start_database
from network.storage.schema import Steps
from network.storage.secrets import start_secrets
from network.web.assets import A_YEAR, Assets
from network.web.forgery import refuse_forgeries
from network.web.gate import actor, hang_the_door, is_in
from network.web.headers import armour, armoured
from network.web.language import language
from network.web.pace import pace_of
from network.web.refusals import answer_refusals
from network.web.rendering import PageEnvironment
from network.web.sessions import ServerSessions, Session, Store, Stored
from network.web.templates import Nav, NavItem, dress_templates
from network.web.typed import know_keeper

STATIC = ROOT / "static"
LOCALE = Locale("en", "CA")
COMING = "network.coming"
"""Under this name a request holds the files that it brings."""


class Asked(Request):
    """A request whose files come in by pieces, onto the disk that keeps them and nowhere else."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> Any:
        coming = Incoming(folders())
        self.environ.setdefault(COMING, []).append(coming)
        return coming

    def close(self) -> None:
        """The request is over: what nobody took goes, also of a form that broke off."""
        super().close()
        for coming in self.environ.pop(COMING, ()):
            coming.close()


class House(Flask):
    """Flask with our way to run templates and to take files."""

    jinja_environment = PageEnvironment
    request_class = Asked


def create_app(settings: Settings) -> Flask:
    """The application as it is served, tested and driven from the command line."""
    app = House("network", root_path=str(ROOT / "network"), static_folder=None, template_folder=str(ROOT / "templates"))
    configure(app, settings)
    start_database(app)
    start_secrets(app, settings.keys_folder, may_make=settings.keys is None, is_handed_over=settings.are_keys_handed_over)
    start_mail(app, settings.mail)
    start_blobs(app, settings.files, settings.instance)
    start_scanning(app, settings.files)
    Steps(app)
    Babel(app, locale_selector=lambda: LOCALE)
    app.session_interface = ServerSessions(Store(account_queries.live_session, account_commands.keep_data, mark_seen))
    refuse_forgeries(app, settings.base_url)
    know_keeper(app, keep_typed, keep_own)
    hang_the_door(app, load_actor, features.hurdles(settings), pace_of(settings.pages_at_once))
    CSRFProtect(app).exempt("network.home.views.broken_policy")  # a browser sends it, and no form
    armour(app, is_https=settings.is_https)
    answer_refusals(app, str(DEFAULTS["quick_exit_url"]))
    dress_templates(app, make_nav, network_name, STATIC)
    account_queries.know_belongings(organization_queries.words_of)
    approval_queries.know(features.ACTS, account_queries.names_of)
    app.extensions.update(ask_anew=ask_anew, account_sections=features.ACCOUNT_SECTIONS)
    privacy_queries.know(features.HOLDERS)
    search_queries.know(features.SEARCH_SOURCES)
    importing.know_pairings(features.PAIRINGS_NOW)
    belongings.know_movers(features.MOVERS)
    know_sights(features.FILE_SIGHTS)
    know_cards(features.CARDS)
    for blueprint in features.BLUEPRINTS:
        app.register_blueprint(blueprint)
    serve_static(app, settings)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Flask's own settings, out of ours."""
    cookie = "__Host-session" if settings.is_https else f"session_{settings.port}"
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url, settings.sqlite_timeout),
        SESSION_COOKIE_NAME=cookie,
        SESSION_COOKIE_SECURE=settings.is_https,
        MAX_CONTENT_LENGTH=settings.largest_body,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5_000,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,  # a form holds as long as its session
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer, which our pages tell nobody; `web/forgery.py` asks better
        BABEL_DEFAULT_LOCALE=str(LOCALE),
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "network" / "translations"),
        TESTING=settings.is_testing,
        PROPAGATE_EXCEPTIONS=False,  # a fault before the first page is a page too
        PEER=settings,
    )


def serve_static(app: Flask, settings: Settings) -> None:
    """Static files, immutable since their address carries their content's digest, and the proxies in front, if any."""
    files = Assets(app.wsgi_app, root=str(STATIC), prefix="static/", max_age=A_YEAR, allow_all_origins=False)
    serving = armoured(files, is_https=settings.is_https)
    app.wsgi_app = serving  # type: ignore[assignment, method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(serving, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]


def load_actor(carried: Session) -> Actor:
    """Who acts, with all that rules and scopes ask of her, in two statements; a third where a page has to do with spaces."""
    stored = carried.stored
    if stored is None:
        return Actor()
    roles = account_queries.roles_of(stored.person_id)
    memberships = organization_queries.memberships_of(stored.person_id)
    mine = tuple((each.id, each.name) for each in memberships)
    ids = frozenset(each.id for each in memberships)
    who = Actor(
        person_id=stored.person_id,
        name=stored.name,
        roles=frozenset(Role(role) for role, _ in roles),
        organization_ids=ids,
        lead_of=frozenset(each.id for each in memberships if each.is_lead),
        organizations=mine,
        acting_for=stored.acting_for if stored.acting_for in ids else mine[0][0] if mine else None,
        owes_terms=stored.owes_terms or any(each.owes_terms for each in memberships),
        region_codes=frozenset(region for _, region in roles if region),
    )
    return space_queries.entering(who)


def mark_seen(stored: Stored, now: datetime) -> None:
    """Note that a session is in use, at most every few minutes."""
    if account_rules.is_due_to_be_marked(now, stored.seen_at, is_shared=stored.is_shared):
        account_commands.mark_seen(stored.id, now)


def keep_typed(sign_in_id: UUID, typed: Typed) -> UUID | None:
    """Keep what was typed in a session that has ended, for whoever had it."""
    person_id = account_queries.whose_ended(sign_in_id, clock.now())
    return person_id if person_id and keep(person_id, typed) else None


def keep_own(typed: Typed) -> bool:
    """Keep what who acts has typed, until she comes back to it."""
    person_id = actor().person_id
    return person_id is not None and keep(person_id, typed)


def network_name() -> str:
    """What this network calls itself."""
    return str(catalogue().get("network_name"))


@lru_cache(maxsize=256)
def nav_items(places: tuple[Door, ...], here: Door | None, _locale: str, _root: str) -> tuple[NavItem, ...]:
    """The links to these places in the reader's language, kept since most pages show the same."""
    return tuple(NavItem(gettext(place.label), url_for(place.endpoint), place is here) for place in places)


FRAMED = (
    "accounts.leave", "privacy.show", "notifications.index", "accounts.show_account", "accounts.sign_out", "accounts.act_for",
    "home.clear_history",
)  # fmt: skip
"""Where the frame leads besides the rooms."""


@lru_cache(maxsize=8)
def frame_addresses(_root: str) -> Mapping[str, str]:
    """Their addresses, kept since every page shows them."""
    return {endpoint: url_for(endpoint) for endpoint in FRAMED}


def make_nav() -> Nav:
    """The frame's links for whoever looks: only rooms that she may enter."""
    who = actor()
    places = features.nav_for(who) if is_in() else ()
    at = frame_addresses(request.script_root)
    return Nav(
        items=nav_items(places, next((place for place in places if place.is_here()), None), language(), request.script_root),
        exit_url=at["accounts.leave"],
        privacy_url=at["privacy.show"],
        account_name=who.name,
        inbox_url=at["notifications.index"] if is_in() else "",
        unread=features.UNREAD(who) if is_in() else 0,
        account_url=at["accounts.show_account"] if is_in() else "",
        sign_out_url=at["accounts.sign_out"] if isinstance(session, Session) or who.is_known else "",
        acting_for=who.speaks_for,
        others=tuple((str(key), name) for key, name in who.organizations if key != who.acting_for) if is_in() else (),
        act_for_url=at["accounts.act_for"],
        here=request.full_path.rstrip("?") if request.method == "GET" and not g.get("is_refused") else "",
        draft=draft_offer(who) if is_in() else None,
        away_url=str(catalogue().get("quick_exit_url")),
        clear_url=at["home.clear_history"],
    )
