"""The first step of a round: who can mentor and who waits, with what is missing, mended in place."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from network.mentorship import queries
from network.mentorship.forms import CapacityForm, WaitingForm
from network.mentorship.queries import pool
from network.mentorship.views.room import Page, blueprint, plan_of, waited
from network.organizations import commands as organization_commands
from network.pairings.rules.states import Side
from network.settings.queries import sides
from network.web.forms import Form
from network.web.gate import actor
from network.web.templates import is_partial


@blueprint.get("/rounds/<uuid:round_id>/list")
def show_list(round_id: UUID) -> str:
    """Both sides of the round."""
    return _page(round_id)


@blueprint.post("/rounds/<uuid:round_id>/list/places/<uuid:organization_id>")
def set_places(round_id: UUID, organization_id: UUID) -> Page:
    """How many an organization can mentor."""
    form = CapacityForm()
    done = form.attempt(lambda: organization_commands.set_capacity(actor(), organization_id, form.capacity.data) or True)
    return _after(round_id, (Side.MENTOR, organization_id, form), bool(done))


@blueprint.post("/rounds/<uuid:round_id>/list/waiting/<uuid:organization_id>")
def set_waiting(round_id: UUID, organization_id: UUID) -> Page:
    """Whether an organization wants a mentor, and since when."""
    form = WaitingForm()
    done = form.attempt(
        lambda: (
            organization_commands.set_waiting(actor(), organization_id, form.wants_mentor.data, form.waiting_since.data) or True
        )
    )
    return _after(round_id, (Side.MENTEE, organization_id, form), bool(done))


Sent = tuple[Side, UUID, Form]


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
    asked = _asked()
    return render_template(
        "mentorship/show_list.html",
        **_frame(round_id, sent),
        totals=pool.totals(actor(), round_id),
        mentors=pool.mentors(actor(), round_id, asked["q"], asked["mentors"]),
        mentees=pool.mentees(actor(), round_id, asked["q"], asked["mentees"]),
    )


def _row(round_id: UUID, sent: Sent, is_done: bool) -> str:
    side, organization_id, _ = sent
    line = pool.line_of(actor(), round_id, side, organization_id)
    return render_template(
        "mentorship/_list_row.html", **_frame(round_id, None if is_done else sent), side=side, line=line, was_saved=is_done
    )


def _frame(round_id: UUID, sent: Sent | None) -> dict[str, Any]:
    row, asked, both = queries.round_of(actor(), round_id), _asked(), sides()
    return {
        "round": row,
        "plan": plan_of(row),
        "sent": sent,
        "asked": asked,
        "narrowed": tuple(asked.items()),
        "at": _number("at"),
        "of": _number("of"),
        "sides": both,
        "both_sides": tuple(both.items()),
        "waited": waited,
    }
