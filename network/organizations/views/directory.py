"""The directory as a page."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any
from uuid import UUID

from babel.dates import format_date
from flask import render_template, request, url_for

from network.kernel import clock
from network.kernel.refusals import NotFound
from network.organizations import forms, queries
from network.organizations.queries import Shown
from network.organizations.views import blueprint
from network.places.queries import regions as all_regions
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.web.gate import actor
from network.web.language import language


@blueprint.get("/organizations")
def index() -> str:
    """Who is in the network, narrowed by what the address asks."""
    lists, regions, own = catalogue(), all_regions(), queries.own_fields()
    asked = forms.DirectoryAsked.read(request.args, forms.Offered(lists, regions, own))
    stale = queries.stale_before(clock.today(), int(lists.get("confirm_after_days")))
    page = queries.directory(actor(), asked.to_filters(stale), after=_key("after"), before=_key("before"))
    chosen = asked.chosen
    return render_template(
        "organizations/index.html",
        page=page,
        own=own,
        labels=asked.labels,
        narrowed=tuple(chosen.items()),
        lists=lists,
        stale=stale,
        regions=regions,
        counts=queries.counts(actor(), stale),
        chosen=chosen,
        shown=Shown,
        without={name: _address({key: text for key, text in chosen.items() if key != name}) for name in chosen},
        brief_day=_brief(language(), "d MMM y"),
        brief_month=_brief(language(), "MMM y"),
        may_add=can(actor(), Permission.ORGANIZATION_ADD),
    )


@blueprint.get("/organizations/<uuid:organization_id>/website")
def leave_for_website(organization_id: UUID) -> str:
    """Say that the next page is somebody else's, and where it is. It goes nowhere but to what the entry says."""
    entry = queries.get(actor(), organization_id)
    if not entry.website:
        raise NotFound(str(organization_id))
    return render_template("organizations/leave_for_website.html", organization=entry)


@cache
def _brief(locale: str, pattern: str) -> Callable[[date], str]:
    """Days written short, never broken over two lines. The same function each time, as a part of a page wants it."""
    return partial(_written, locale, pattern.replace(" ", "\u00a0"))


@lru_cache(maxsize=8_192)
def _written(locale: str, pattern: str, day: date) -> str:
    return str(format_date(day, pattern, locale=locale))


def _address(values: Mapping[str, Any]) -> str:
    return url_for(".index", **values)


def _key(name: str) -> UUID | None:
    """The organization that a page begins after or ends before; anything that isn't an id is none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
