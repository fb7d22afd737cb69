"""The page that finds, and the form that asks it without leaving words in an address."""

from datetime import date

from babel.dates import format_date
from flask import redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from network.places.queries import regions
from network.policy import Permission, can
from network.search import queries
from network.search.forms import NAMES, Offered, SearchAsked
from network.search.rules.asking import MOST_TERMS, read
from network.search.views import blueprint
from network.search.views.sealing import opened, sealed
from network.settings.queries import catalogue
from network.web.gate import actor
from network.web.templates import say

CHOICES = NAMES[1:]


@blueprint.get("")
def show() -> str:
    """What meets the question, or what can be asked here."""
    offered = _offered()
    kept = opened(request.args["s"]) if "s" in request.args else None
    asked = SearchAsked.read(request.args if kept is None else kept, offered)
    wanted = queries.synonyms().asked(read(asked.q))
    found = queries.find(
        actor(), wanted.terms, asked.narrowed, after=request.args.get("after"), before=request.args.get("before")
    )
    return render_template(
        "search/show.html",
        asked=asked,
        wanted=wanted,
        found=found,
        hits=queries.shown(actor(), wanted.terms, found.page.items),
        choices={name: offered.choices(name) for name in CHOICES},
        newer=_address(asked, before=found.page.newer) if found.page.newer else "",
        older=_address(asked, after=found.page.older) if found.page.older else "",
        without={name: _address(asked.without(name)) for name in CHOICES if getattr(asked, name)},
        unnarrowed=_address(SearchAsked(asked.q)),
        most_terms=MOST_TERMS,
        most_ranked=queries.MOST_RANKED,
        is_lapsed="s" in request.args and kept is None,
        may_keep=can(actor(), Permission.SYNONYMS_KEEP),
        day=_day,
    )


@blueprint.post("")
def ask() -> Response:
    """Take the words out of the form, and go to where they are answered under an address that only this session can read."""
    return redirect(_address(SearchAsked.read(request.form, _offered())), 303)


def _offered() -> Offered:
    kinds = tuple((source.kind, say(source.label)) for source in queries.sources())
    return Offered(kinds, catalogue(), regions())


def _address(asked: SearchAsked, after: str | None = None, before: str | None = None) -> str:
    return url_for(".show", s=sealed(asked.plain), after=after, before=before) if asked.plain else url_for(".show")


def _day(at: date) -> str:
    return str(format_date(at, "d MMM y", locale=get_locale())).replace(" ", "\u00a0")
