"""A stage for templates without an application: the same globals, filled with plain stand-ins."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from network.kernel.words import Words

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


@dataclass(frozen=True)
class Item:
    """One link of the frame."""

    label: str
    url: str
    is_here: bool = False


@dataclass(frozen=True)
class Nav:
    """The frame of a signed-in page, as the application hands it over."""

    items: tuple[Item, ...] = (
        Item("Home", "/", True),
        Item("Organizations", "/organizations"),
        Item("Mentorship", "/mentorship"),
    )
    exit_url: str = "/leave"
    account_name: str = "Amélie Rousseau"
    account_url: str = "/account"
    sign_out_url: str = "/sign-out"
    search_url: str = ""
    inbox_url: str = "/notices"
    unread: int = 0
    acting_for: str = "Blue Camas"
    others: tuple[tuple[str, str], ...] = ()
    act_for_url: str = "/acting-for"
    here: str = "/"
    draft: None = None
    away_url: str = "/leave"
    clear_url: str = "/clear-history"
    privacy_url: str = "/privacy"


def asset(path: str) -> str:
    """The address of a file that is really there: a template that names another fails."""
    return f"/static/{path}?v={hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """Jinja as the application sets it up, with messages left in English."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        asset=asset,
        say=lambda spoken: str(spoken) if isinstance(spoken, Words) else spoken or "",
        csrf_token=lambda: "token-of-the-session",
        get_flashed_messages=lambda with_categories=False: [("good", "Session logged."), ("message", "Entry kept.")],
        network_name="Peer Network",
        demonstration=True,
        locale="en-CA",
        nav=Nav(),
    )
    env.globals["part"] = lambda name, **values: Markup(env.get_template(name).render(values))
    return env


def render(source: str, **values: Any) -> str:
    """What a template's text gives."""
    return environment().from_string(source).render(**values)
