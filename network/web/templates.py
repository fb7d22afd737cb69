"""What every template may use: words, assets, the frame's links."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_babel import get_translations
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup

from network.kernel.actor import ANONYMOUS
from network.kernel.words import Words
from network.web.gate import actor
from network.web.language import language
from network.web.parts import Parts
from network.web.rendering import speaking


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of the frame."""

    label: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class DraftOffer:
    """Text that this reader typed and did not send. `id` is empty where a list of them is offered, at `action`."""

    id: str
    said: Words
    action: str


@dataclass(frozen=True, slots=True)
class Nav:
    """The frame around a page. `search_url` is empty where there is no search; `unread` counts the notices in the inbox.

    `acting_for` names the organization that the reader speaks for; `others`, those she could speak for instead, by (id, name).
    `here` is where to come back to after choosing another.
    """

    items: tuple[NavItem, ...]
    exit_url: str
    account_name: str
    account_url: str
    sign_out_url: str
    search_url: str = ""
    inbox_url: str = ""
    unread: int = 0
    acting_for: str = ""
    others: tuple[tuple[str, str], ...] = ()
    act_for_url: str = ""
    here: str = ""
    draft: DraftOffer | None = None
    away_url: str = ""
    clear_url: str = ""
    privacy_url: str = ""


NavFactory = Callable[[], Nav]


def dress_templates(app: Flask, make_nav: NavFactory, network_name: Callable[[], str], static: Path) -> None:
    """Give templates their globals; anything undefined is an error, never an empty string."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    is_demonstration = app.config["PEER"].is_demonstration

    @cache
    def version(path: str) -> str:
        return hashlib.sha256((static / path).read_bytes()).hexdigest()[:12]

    def asset(path: str) -> str:
        return f"/static/{path}?v={version(path)}"

    app.jinja_env.install_gettext_callables(translated, translated_many, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=speaking(translated), asset=asset, say=say, csrf_token=token, demonstration=is_demonstration)

    app.extensions["parts"] = app.jinja_env.globals["part"] = Parts(app.jinja_env)

    @app.context_processor
    def frame() -> dict[str, Any]:
        locale = language().replace("_", "-")
        if g.get("is_frameless"):
            return {**FRAMELESS, "locale": locale}
        return {
            "nav": make_nav(),
            "network_name": network_name(),
            "locale": locale,
            "actor": actor(),
        }


# Around a page that must come even when nothing can be asked: the way out, and nobody's name.
FRAMELESS: Mapping[str, Any] = {
    "nav": Nav(items=(), exit_url="/leave", account_name="", account_url="", sign_out_url="", clear_url="/clear-history"),
    "network_name": "",
    "actor": ANONYMOUS,
    "get_flashed_messages": lambda **_asked: (),
}


def translations() -> NullTranslations:
    """The reader's translations, looked up once a request: a page asks for hundreds of sentences."""
    found = g.get("translations")
    if found is None:
        found = g.translations = get_translations()
    return found  # type: ignore[no-any-return]


def translated(message: str) -> str:
    """A sentence in the reader's language; its values are put in by whoever asks."""
    return translations().gettext(message)


def translated_many(singular: str, plural: str, num: int) -> str:
    """The form of a sentence for this number, in the reader's language."""
    return translations().ngettext(singular, plural, num)


def token() -> str:
    """The form token, made once a request: a page has several forms."""
    found: str | None = g.get("form_token")
    if found is None:
        found = g.form_token = generate_csrf()
    return found


def say(spoken: Words | str | None) -> str:
    """Words in the reader's language."""
    if spoken is None or isinstance(spoken, str | Markup):
        return spoken or ""
    values = {name: _value(value) for name, value in spoken.values.items()}
    if spoken.plural is not None:
        return translated_many(spoken.msgid, spoken.plural, values["num"]) % values
    return translated(spoken.msgid) % values if values else translated(spoken.msgid)


def _value(value: Any) -> Any:
    if isinstance(value, Words):
        return say(value)
    if isinstance(value, tuple):
        parts = [str(_value(part)) for part in value]
        return (
            parts[0]
            if len(parts) == 1
            else translated("%(most)s and %(last)s") % {"most": ", ".join(parts[:-1]), "last": parts[-1]}
            if parts
            else ""
        )
    return value


def is_partial() -> bool:
    """Whether htmx asks for a part of the page, not the whole of it."""
    return request.headers.get("HX-Request") == "true"
