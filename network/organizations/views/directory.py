"""The directory as a page."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from babel.dates import format_date
from flask import render_template, request, url_for
from flask_babel import get_locale

from network.kernel import clock
from network.organizations import forms, queries
from network.organizations.queries import Shown
from network.organizations.views import blueprint
from network.places.queries import regions as all_regions
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.web.gate import actor


@blueprint.get("/organizations")
def index() -> str:
    """Who is in the network, narrowed by what the address asks."""
    lists, regions = catalogue(), all_regions()
    form = forms.DirectoryForm(request.args).offer(lists, regions, queries.own_fields())
    stale = queries.stale_before(clock.today(), int(lists.get("confirm_after_days")))
    page = queries.directory(actor(), form.to_filters(stale), after=_key("after"), before=_key("before"))
    chosen = form.chosen()
    return render_template(
        "organizations/index.html",
        page=page,
        form=form,
        lists=lists,
        stale=stale,
        region_names={region.code: region.name for region in regions},
        counts=queries.counts(actor(), stale),
        chosen=chosen,
        shown=Shown,
        without={name: _address({key: text for key, text in chosen.items() if key != name}) for name in chosen},
        base=url_for(".index") + "/",
        brief_day=_brief("d MMM y"),
        brief_month=_brief("MMM y"),
        may_add=can(actor(), Permission.ORGANIZATION_ADD),
    )


def _brief(pattern: str) -> Callable[[date], str]:
    """Days written short, never broken over two lines, in the reader's language."""
    return partial(_written, str(get_locale()), pattern.replace(" ", "\u00a0"))


@lru_cache(maxsize=8_192)
def _written(locale: str, pattern: str, day: date) -> str:
    return str(format_date(day, pattern, locale=locale))


def _address(values: dict[str, Any]) -> str:
    return url_for(".index", **values)


def _key(name: str) -> UUID | None:
    """The organization that a page begins after or ends before; anything that isn't an id is none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
