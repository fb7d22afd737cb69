"""Pairings: the list, and one with its two sides."""

from typing import Any
from uuid import UUID

from flask import render_template, request

from network.kernel.actor import Actor
from network.organizations import queries as organization_queries
from network.organizations.queries import say_day
from network.pairings import queries
from network.pairings.forms import PairingsAsked
from network.pairings.rules.changes import ALLOWED, CHANGE_WORDS
from network.pairings.rules.checks import ANSWER_WORDS, MOMENT_WORDS
from network.pairings.rules.durations import say_minutes
from network.pairings.rules.goals import GOAL_WORDS
from network.pairings.rules.health import GROUP_WORDS, MOVES, REASON_WORDS, STOPS, say_last
from network.pairings.rules.states import PAIRING_WORDS, RUNNING_PAIRINGS, Side
from network.pairings.views.room import blueprint
from network.places import queries as place_queries
from network.places.rules.distance import in_a_straight_line, kilometres
from network.policy import Permission, can
from network.settings.queries import catalogue, sides
from network.web.gate import actor


@blueprint.get("")
def index() -> str:
    """The board for those who watch over pairings, the list of their own for all others."""
    who, asked = actor(), PairingsAsked.read(request.args)
    return board(who, asked) if can(who, Permission.PAIRING_WATCH) else own(who, asked)


def board(who: Actor, asked: PairingsAsked) -> str:
    """The pairings by what needs doing, narrowed by group, state, region and name."""
    return render_template(
        "pairings/board.html",
        asked=asked,
        board=queries.board(who, asked.on_board, asked.after),
        groups=GROUP_WORDS,
        reasons=REASON_WORDS,
        moves=MOVES,
        stops=STOPS,
        words=PAIRING_WORDS,
        regions=place_queries.regions(),
        say_day=say_day,
        say_last=say_last,
        say_minutes=say_minutes,
        may_report=can(who, Permission.REPORT_VIEW),
        changes=CHANGE_WORDS,
        may_change=ALLOWED,
        may_nudge=can(who, Permission.PAIRING_NUDGE),
        sides=sides(),
    )


def own(who: Actor, asked: PairingsAsked) -> str:
    """The pairings of one's organizations, narrowed by state, region and name."""
    counts = queries.counts_by_state(who)
    return render_template(
        "pairings/index.html",
        asked=asked,
        lines=queries.pairings(who, asked.narrowing),
        counts=counts,
        running=sum(counts[state] for state in RUNNING_PAIRINGS),
        words=PAIRING_WORDS,
        regions=place_queries.regions(),
        say_day=say_day,
        sides=sides(),
    )


def course_words() -> dict[str, Any]:
    """What the parts about its course say things with."""
    return {"changes": CHANGE_WORDS, "moments": MOMENT_WORDS, "answers": ANSWER_WORDS}


@blueprint.get("/<uuid:pairing_id>")
def show(pairing_id: UUID) -> str:
    """One pairing: its state, its two sides, what they can work on, whose move it is."""
    view, lists = queries.pairing_of(actor(), pairing_id), catalogue()
    line = view.line
    mentor = organization_queries.page(actor(), line.mentor.id, lists)
    mentee = organization_queries.page(actor(), line.mentee.id, lists)
    taught = set(mentor.chosen.get("teaches", ()))
    wanted = mentee.chosen.get("wants", ())
    return render_template(
        "pairings/show.html",
        view=view,
        line=line,
        mentor=mentor,
        mentee=mentee,
        goals=queries.goals_of(actor(), pairing_id),
        goal_words=GOAL_WORDS,
        lists=lists,
        shared=lists.labels("topic", [code for code in wanted if code in taught]),
        others=lists.labels("topic", [code for code in wanted if code not in taught]),
        ways=lists.labels("way", [code for code in mentee.chosen.get("way", ()) if code in mentor.chosen.get("way", ())]),
        state=PAIRING_WORDS[line.state],
        distance=in_a_straight_line(kilometres(line.mentor, line.mentee)),
        mentor_side=Side.MENTOR,
        say_day=say_day,
        sides=sides(),
        say_minutes=say_minutes,
        log=queries.log_in_short(actor(), pairing_id),
        life=queries.life_of(actor(), pairing_id),
        checks=queries.checks(actor(), pairing_id),
        course=course_words(),
    )
