"""The shelf: what changed lately, what one wants to learn, what is due."""

from typing import Any

from flask import render_template, request, url_for

from network.library import queries
from network.library.forms import ShelfAsked
from network.library.rules.reviewing import REVIEWS
from network.library.rules.states import STATES, DocumentState
from network.library.views.room import blueprint, say_space
from network.organizations.queries import day_of, say_day
from network.places.queries import zone
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.web.gate import actor


@blueprint.get("")
def index() -> str:
    """The documents that one may see, the last changed first, narrowed by what the address says."""
    who, asked = actor(), ShelfAsked.read(request.args)
    return render_template(
        "library/index.html",
        asked=asked,
        page=queries.shelf(who, asked.narrowing, asked.after),
        wanted=() if asked.kept or asked.after else queries.wanted_by(who),
        due=queries.due_count(who),
        has_own=bool(who.organization_ids),
        spaces=queries.spaces_of_shelf(who),
        lists=catalogue(),
        states=STATES,
        reviews=REVIEWS,
        document_states=tuple(DocumentState),
        without={name: _without(asked, name) for name in asked.kept},
        say_space=say_space,
        say_day=say_day,
        day_of=day_of,
        zone=zone(),
        may_write=can(who, Permission.ORGANIZATION_VIEW),
        may_import=can(who, Permission.DOCUMENT_IMPORT),
    )


def _without(asked: ShelfAsked, name: str) -> str:
    """The address of the shelf with one choice taken off."""
    left: dict[str, Any] = {key: value for key, value in asked.kept.items() if key != name}
    return url_for(".index", **left)
