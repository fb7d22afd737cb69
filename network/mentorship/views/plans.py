"""A round's plan: the table, the map, why each pair, who is left out and what would change it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.kernel.actor import Actor
from network.kernel.page import Page
from network.kernel.words import words
from network.mentorship import queries
from network.mentorship.forms import PlanAsked
from network.mentorship.queries import Narrowing, Order, SecondView, Standing
from network.mentorship.queries.prices import PriceView
from network.mentorship.queries.rounds import RoundView
from network.mentorship.queries.shapes import ChoiceView, PairLine, RunView
from network.mentorship.rules.lifecycle import ROUND_WORDS, ChoiceKind
from network.mentorship.rules.values import FULL_FIT, STRATEGY_NAMES
from network.mentorship.views.drawing import MOST_DRAWN, drawn_plan
from network.mentorship.views.room import blueprint, moment, plan_of, waited
from network.places import queries as place_queries
from network.places.queries import zone
from network.settings.queries import sides
from network.web.gate import actor
from network.web.templates import is_partial

ORDERS = {
    Order.PRIORITY: words("Tier, then fit"),
    Order.FIT: words("Best fit first"),
    Order.WORST_FIT: words("Worst fit first"),
    Order.FARTHEST: words("Farthest first"),
    Order.MENTEE: words("Name"),
}
DECIDED = {
    ChoiceKind.LOCKED: words("Locked"),
    ChoiceKind.MOVED: words("Moved"),
    ChoiceKind.FORBIDDEN: words("Forbidden"),
}
CHOICES_SHOWN = 3
LEFT_OUT_SHOWN = 8
EVERY = "all"
"""In the address: show more than the first few that are left out."""


@blueprint.get("/rounds/<uuid:round_id>")
def show_round(round_id: UUID) -> str | Response:
    """The proposal, or the first step of a round that has none yet. With scripts, the part that was asked for."""
    who, asked = actor(), PlanAsked.read(request.args)
    row, run = queries.round_of(who, round_id), queries.run_of(who, round_id)
    if run is None:
        return redirect(url_for("mentorship.show_list", round_id=round_id), 303)
    if is_partial() and request.headers.get("HX-Target") == "side":
        return render_template("mentorship/_side.html", **_frame(row, run, asked), **_side(who, run, round_id, asked))
    name = "mentorship/_plan.html" if is_partial() else "mentorship/show_round.html"
    page = queries.pairs(who, round_id, asked.narrowing, asked.after or None)
    side = _side(who, run, round_id, asked, page.items)
    return render_template(name, page=page, **_frame(row, run, asked), **_table(who, row, asked, run, page), **side)


@blueprint.get("/rounds/<uuid:round_id>/pairs/<uuid:mentee_id>")
def show_pair(round_id: UUID, mentee_id: UUID) -> str | Response:
    """Why one organization has its mentor or none, and the price of each other choice."""
    who, asked = actor(), PlanAsked.read(request.args)
    row, run = queries.round_of(who, round_id), queries.run_of(who, round_id)
    if run is None:
        return redirect(url_for("mentorship.show_list", round_id=round_id), 303)
    asked = replace(asked, pair=mentee_id)
    return render_template("mentorship/show_pair.html", **_frame(row, run, asked), **_side(who, run, round_id, asked))


def _frame(row: Any, run: RunView, asked: PlanAsked) -> dict[str, Any]:
    """What every part of the page needs."""
    both = sides()
    return {
        "round": row,
        "plan": plan_of(row),
        "run": run,
        "asked": asked,
        "sides": both,
        "both_sides": tuple(both.items()),
        "state": ROUND_WORDS[row.state],
        "made_at": moment(run.made_at, zone()),
        "full_fit": FULL_FIT,
        "tiers": tuple((tier, run.served_by_tier.get(tier, 0), run.total_by_tier.get(tier, 0)) for tier in (3, 2, 1)),
        "waited": waited,
    }


def _table(who: Actor, row: RoundView, asked: PlanAsked, run: RunView, page: Page[PairLine]) -> dict[str, Any]:
    """The table and what stands under it."""
    round_id = row.id
    openings = queries.openings_of(who, round_id)
    return {
        "seconds": _in_short(_seconds(who, run, round_id, page.items)),
        "seconds_alone": queries.seconds_alone(who, round_id) if run.second_mentors else (),
        "number": queries.number_of(who, round_id, asked.narrowing) if asked.is_narrowed else run.served,
        "locked": queries.number_of(who, round_id, Narrowing(standing=Standing.LOCKED)),
        "left_out": _left_out(who, round_id, asked),
        "openings": openings.best,
        "matching": None if run.is_current else queries.matching_of(who, round_id),
        "fresh": queries.fresh_in(who, round_id) if row.published_at else run.served + run.second_mentors,
        "places": openings.places,
        "first": STRATEGY_NAMES[row.parameters.strategy],
        "decisions": queries.decisions(who, round_id),
        "decided": DECIDED,
        "few": LEFT_OUT_SHOWN,
        "regions": place_queries.regions(),
        "orders": tuple(ORDERS.items()),
        "scenarios": queries.scenarios(who, round_id),
    }


def _left_out(who: Actor, round_id: UUID, asked: PlanAsked) -> Page[PairLine]:
    """The first few that are left out, unless more are asked for."""
    wanted = Narrowing(standing=Standing.UNSERVED)
    if not asked.left_after:
        return queries.pairs(who, round_id, wanted, most=LEFT_OUT_SHOWN)
    return queries.pairs(who, round_id, wanted, None if asked.left_after == EVERY else asked.left_after)


def _side(who: Actor, run: RunView, round_id: UUID, asked: PlanAsked, read: tuple[PairLine, ...] | None = None) -> dict[str, Any]:
    """The map, and the chosen pair if one is. `read`: the page's lines, where it has read them for its table."""
    chosen = queries.pair_of(who, round_id, asked.pair) if asked.pair else None
    is_whole = run.served + run.unserved <= MOST_DRAWN
    lines = queries.all_pairs(who, round_id) if is_whole else read
    if lines is None:
        lines = queries.pairs(who, round_id, asked.narrowing, asked.after or None).items
    if chosen and chosen.line.mentee.id not in {each.mentee.id for each in lines}:
        lines = (*lines, chosen.line)
    seconds = _seconds(who, run, round_id, lines)
    other = queries.second_moves(who, round_id, chosen.line.mentee.id) if chosen else None
    return {
        "drawing": drawn_plan(lines, place_queries.province(), asked.pair, seconds=seconds),
        "is_whole": is_whole,
        "pairs_on_map": sum(each.mentor is not None for each in lines),
        "left_on_map": sum(each.mentor is None for each in lines),
        "chosen": chosen,
        "second": seconds.get(asked.pair) if asked.pair else None,
        "moves": moves(chosen.choices, chosen.line.mentor and chosen.line.mentor.id) if chosen else (),
        "second_forbid": other.forbid if other else None,
        "second_moves": moves(other.choices) if other else (),
        "shown": CHOICES_SHOWN,
    }


def _seconds(who: Actor, run: RunView, round_id: UUID, lines: Iterable[PairLine]) -> dict[UUID, SecondView]:
    """Their second mentors; nothing is asked where the plan has none."""
    return queries.seconds_of(who, round_id, [line.mentee.id for line in lines]) if run.second_mentors else {}


def _in_short(seconds: dict[UUID, SecondView]) -> tuple[tuple[UUID, tuple[str, str, int]], ...]:
    """By mentee: name, community and fit, as the table shows them."""
    return tuple((mentee, (view.mentor.name, view.mentor.community, view.fit)) for mentee, view in seconds.items())


def moves(choices: Iterable[ChoiceView], now: UUID | None = None) -> tuple[ChoiceView, ...]:
    """Every possible mentor but the one that it has, the cheapest first: fewest left out, highest tier first, then fit."""
    others = [each for each in choices if each.mentor_id != now]
    return tuple(
        sorted(
            others,
            key=lambda each: (
                not each.price.is_possible,
                _left(each.price),
                each.price.kept,
                each.price.fit,
                each.name,
            ),
        )
    )


def _left(price: PriceView) -> tuple[int, ...]:
    """Organizations left out, tier 3 first, and in each tier those that go first within it."""
    return tuple(left for tier in (3, 2, 1) for left in (price.lost.get(tier, 0), price.ahead.get(tier, 0)))
