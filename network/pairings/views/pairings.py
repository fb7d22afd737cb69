"""Pairings: the list, and one with its two sides."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request

from network.kernel.actor import Actor
from network.kernel.cards import cards_of_space
from network.organizations import queries as organization_queries
from network.organizations.queries import day_of, say_day
from network.pairings import queries
from network.pairings.forms import PairingsAsked
from network.pairings.queries import PairingLine, PairingView
from network.pairings.rules.changes import ALLOWED, CHANGE_WORDS
from network.pairings.rules.checks import ANSWER_WORDS, MOMENT_WORDS
from network.pairings.rules.contacts import PART_WORDS
from network.pairings.rules.durations import say_minutes
from network.pairings.rules.goals import GOAL_WORDS
from network.pairings.rules.health import GROUP_WORDS, MOVES, REASON_WORDS, STOPS, say_last
from network.pairings.rules.moves import BUTTONS, HINTS, Move, MoveFacts, is_hers, next_move, said_to
from network.pairings.rules.states import PAIRING_WORDS, RUNNING_PAIRINGS, Side
from network.pairings.views.room import blueprint
from network.places import queries as place_queries
from network.places.queries import zone
from network.places.rules.distance import in_a_straight_line, kilometres
from network.policy import Permission, can
from network.settings.queries import catalogue, sides
from network.settings.rules import Catalogue
from network.web.gate import actor

WHERE: Mapping[Move, tuple[str, dict[str, str]]] = {
    Move.CONTACTS: ("pairings.contacts", {}),
    Move.CHECK: ("pairings.checks", {}),
    Move.WRITE: ("pairings.write_agreement", {}),
    Move.SIGN: ("pairings.agreement", {}),
    Move.REVIEW: ("pairings.agreement", {}),
    Move.NEEDS: ("pairings.assess", {"moment": "start"}),
    Move.MIDDLE: ("pairings.assess", {"moment": "middle"}),
    Move.END: ("pairings.assess", {"moment": "end"}),
    Move.GOALS: ("pairings.goals", {}),
    Move.FIRST_SESSION: ("pairings.log_session", {}),
    Move.NEXT_SESSION: ("pairings.log_session", {}),
}
"""Where the deed is done, for whose move it is."""
MOST_DOCUMENTS = 4


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
        has_circle=queries.has_circle(who),
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
    """One pairing: what is next and whose move it is, then all that the reader may see of it."""
    who, lists = actor(), catalogue()
    view = queries.pairing_of(who, pairing_id)
    line, goals = view.line, queries.goals_of(who, pairing_id)
    standing, log = queries.agreement_standing(who, pairing_id), queries.log_in_short(who, pairing_id)
    life, checks = queries.life_of(who, pairing_id), queries.checks(who, pairing_id)
    known = queries.ReadAlready(goals, standing, log.totals, checks, life.ends_on)
    return render_template(
        "pairings/show.html",
        view=view,
        line=line,
        lists=lists,
        goals=goals,
        goal_words=GOAL_WORDS,
        standing=standing,
        log=log,
        **_next(view, queries.move_facts(who, view, known)),
        **_topics(line, lists),
        documents=cards_of_space(who, "document", view.space_id, MOST_DOCUMENTS) if view.space_id else (),
        groups=queries.plan_of(who, pairing_id) if view.is_of_mine else (),
        contacts=queries.contacts_of(who, pairing_id) if view.is_of_mine or who.is_coordinator else None,
        parts=PART_WORDS,
        both=tuple(Side),
        is_coordinator=who.is_coordinator,
        watched=queries.watched_one(who, pairing_id),
        reasons=REASON_WORDS,
        stops=STOPS,
        words=PAIRING_WORDS,
        state=PAIRING_WORDS[line.state],
        distance=in_a_straight_line(kilometres(line.mentor, line.mentee)),
        say_day=say_day,
        say_minutes=say_minutes,
        life=life,
        checks=checks,
        course=course_words(),
        day_of=day_of,
        zone=zone(),
        sides=sides(),
    )


def _next(view: PairingView, facts: MoveFacts) -> dict[str, object]:
    """The sentence at the top, and for whom it is a link to where it is done."""
    line, found = view.line, next_move(facts)
    names = {Side.MENTOR: line.mentor.name, Side.MENTEE: line.mentee.name}
    sides_of = {Side.MENTOR: line.mentor.id, Side.MENTEE: line.mentee.id}
    led = frozenset(side for side, organization_id in sides_of.items() if organization_id in actor().lead_of)
    is_mine = is_hers(found, view.mine, led)
    return {
        "said": said_to(found, view.mine, led, names),
        "hint": HINTS.get(found.move),
        "is_theirs": not is_mine,
        "is_well": found.move is Move.WELL,
        "onward": WHERE.get(found.move) if is_mine else None,
        "press": BUTTONS.get(found.move),
        "today": facts.today,
    }


def _topics(line: PairingLine, lists: Catalogue) -> dict[str, object]:
    """What the two can work on, and by which ways they can meet."""
    mentor = organization_queries.page(actor(), line.mentor.id, lists)
    mentee = organization_queries.page(actor(), line.mentee.id, lists)
    taught, wanted = set(mentor.chosen.get("teaches", ())), mentee.chosen.get("wants", ())
    ways = [code for code in mentee.chosen.get("way", ()) if code in mentor.chosen.get("way", ())]
    return {
        "mentor": mentor,
        "mentee": mentee,
        "shared": lists.labels("topic", [code for code in wanted if code in taught]),
        "others": lists.labels("topic", [code for code in wanted if code not in taught]),
        "ways": lists.labels("way", ways),
    }
