"""The first step of a round: who can mentor and who waits, with what is missing, mended in place."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from network.kernel.page import Page as Cut
from network.kernel.words import Words, words
from network.mentorship import queries
from network.mentorship.forms import CapacityForm, WaitingForm
from network.mentorship.queries.parties import ACTIVE_STATUSES, Entry
from network.mentorship.queries.problem import commitments, organizations
from network.mentorship.queries.rounds import MenteeLine, MentorLine, Pool
from network.mentorship.views.room import Page, blueprint, part_of, sides, waited
from network.organizations import commands as organization_commands
from network.organizations.rules.folding import fold
from network.web.forms import Form
from network.web.gate import actor
from network.web.templates import is_partial

Line = TypeVar("Line", MentorLine, MenteeLine)
Gaps = dict[str, dict[UUID, tuple[Words, ...]]]


@blueprint.get("/rounds/<uuid:round_id>/list")
def show_list(round_id: UUID) -> str:
    """Both sides of the round."""
    return _page(round_id)


@blueprint.post("/rounds/<uuid:round_id>/list/places/<uuid:organization_id>")
def set_places(round_id: UUID, organization_id: UUID) -> Page:
    """How many an organization can mentor."""
    form = CapacityForm()
    done = form.attempt(lambda: organization_commands.set_capacity(actor(), organization_id, form.capacity.data) or True)
    return _after(round_id, ("mentor", organization_id, form), bool(done))


@blueprint.post("/rounds/<uuid:round_id>/list/waiting/<uuid:organization_id>")
def set_waiting(round_id: UUID, organization_id: UUID) -> Page:
    """Whether an organization wants a mentor, and since when."""
    form = WaitingForm()
    done = form.attempt(
        lambda: (
            organization_commands.set_waiting(actor(), organization_id, form.wants_mentor.data, form.waiting_since.data) or True
        )
    )
    return _after(round_id, ("mentee", organization_id, form), bool(done))


Sent = tuple[str, UUID, Form]


def _after(round_id: UUID, sent: Sent, is_done: bool) -> Page:
    """With htmx the one row again; without, back to the page, or the page with what is to be mended."""
    if is_partial():
        html = _row(round_id, sent, is_done)
        return html if is_done else (html, 422)
    if not is_done:
        return _page(round_id, sent), 422
    flash(gettext("Changed."), "good")
    address: dict[str, Any] = {name: value for name, value in _asked().items() if value}
    return redirect(url_for("mentorship.show_list", round_id=round_id, _anchor=f"{sent[0]}-{_number('at')}", **address), 303)


def _asked() -> dict[str, str]:
    """What narrows the page, and where its two tables begin."""
    return {name: request.args.get(name, "")[:200] for name in ("q", "mentors", "mentees")}


def _number(name: str) -> int:
    """The row's place on the page, or how many there are: only the pager needs them."""
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _page(round_id: UUID, sent: Sent | None = None) -> str:
    asked, pool = _asked(), queries.pool(actor(), round_id)
    return render_template(
        "mentorship/show_list.html",
        **_frame(round_id, sent),
        pool=pool,
        places=free_places(pool),
        mentors=_some(pool.mentors, asked["q"], asked["mentors"]),
        mentees=_some(pool.mentees, asked["q"], asked["mentees"]),
    )


def _row(round_id: UUID, sent: Sent, is_done: bool) -> str:
    side, organization_id, _ = sent
    pool = queries.pool(actor(), round_id)
    lines: Sequence[MentorLine | MenteeLine] = pool.mentors if side == "mentor" else pool.mentees
    line = next((each for each in lines if each.id == organization_id), None)
    return render_template(
        "mentorship/_list_row.html", **_frame(round_id, None if is_done else sent), side=side, line=line, was_saved=is_done
    )


def _frame(round_id: UUID, sent: Sent | None) -> dict[str, Any]:
    return {
        "round": queries.round_of(actor(), round_id),
        "gaps": gaps_in(organizations(commitments(round_id))),
        "sent": sent,
        "asked": _asked(),
        "at": _number("at"),
        "of": _number("of"),
        "sides": sides(),
        "waited": waited,
    }


def _some(lines: Sequence[Line], sought: str, after: str) -> Cut[Line]:
    """One page of those whose name or place has the words."""
    wanted = fold(sought)
    found = [each for each in lines if wanted in fold(f"{each.name} {each.community}")]
    return part_of(found, after, lambda each: str(each.id))


def free_places(pool: Pool) -> int:
    """Places of mentors that are active now."""
    return sum(each.free for each in pool.mentors if each.status in ACTIVE_STATUSES)


def gaps_in(entries: Iterable[Entry]) -> Gaps:
    """What keeps each organization from being matched well, by side and id."""
    found: Gaps = {"mentor": {}, "mentee": {}}
    for entry in entries:
        missing = _missing(entry)
        teach = () if entry.teaches else (words("No topics that it can teach."),)
        learn = () if entry.wants else (words("No topics that it wants to learn."),)
        found["mentor"][UUID(entry.id)] = (*teach, *missing)
        found["mentee"][UUID(entry.id)] = (*learn, *missing)
    return found


def _missing(entry: Entry) -> tuple[Words, ...]:
    checks = (
        (not entry.is_active, words("Not active: it takes no part.")),
        (not entry.languages, words("No language.")),
        (not entry.ways, words("No way to meet.")),
        (not entry.free, words("No free hours: only matters if you ask for hours in common.")),
    )
    return tuple(text for is_missing, text in checks if is_missing)
