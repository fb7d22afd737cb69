"""C19: who gets what, at every address, for every kind of actor; and what is denied leaves no trace and tells nothing."""

import json
import os
from typing import Any

import pytest
from flask import Flask

from tests.doors.crawl import forms_by_rule
from tests.doors.matrix import DENIED, SNAPSHOT, Cell, cell, cells, folded, snapshot
from tests.doors.world import World, rules_of

Walked = tuple[World, list[tuple[Any, str, Cell]]]
# What every signed-in person sees in a list, though it has no page of its own to look at.
LISTED = {"community_id"}
# Addresses that answer strangers too; written a third time, as an attacker finds them.
OPEN = {
    "/address/<token>",
    "/broken-policy",
    "/clear-history",
    "/health",
    "/invitations/<token>",
    "/leave",
    "/privacy",
    "/recover",
    "/recover/<token>",
    "/robots.txt",
    "/sign-in",
}


@pytest.fixture
def walked(world: World) -> Walked:
    """The whole matrix, walked once for all that is asked of it."""
    return world, list(cells(world))


def test_the_matrix_is_what_was_agreed(walked: Walked) -> None:
    """C19. Changed on purpose, or a new door? Look at each line of the difference after: python -m tests.doors.matrix"""
    world, found = walked
    lines = folded([each for _, _, each in found])
    if os.environ.get("WRITE_AUTHZ"):
        SNAPSHOT.write_text(snapshot(lines), encoding="utf-8")
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == lines
    denied_leave_no_trace(found)
    denied_objects_are_like_made_up_ones(world, found)
    only_open_doors_answer_strangers(found)
    nothing_changes_by_looking(found)
    whoever_left_or_was_suspended_is_nobody(found)


def denied_leave_no_trace(found: list[tuple[Any, str, Cell]]) -> None:
    """C19: a denied cell changes nothing."""
    wrong = [traces(each) for _, _, each in found if each.status >= 400 and traces(each)]
    assert not wrong, "\n".join(wrong)


def traces(each: Cell) -> str:
    """What a cell changed that it should not have; empty if nothing."""
    return f"{each.where} as {each.kind}: {each.said} changed {list(each.changed)}" if each.changed else ""


def denied_objects_are_like_made_up_ones(world: World, found: list[tuple[Any, str, Cell]]) -> None:
    """C19: what she may not see is equal to the byte to what nobody made; what she may see and not change says so."""
    forms = forms_by_rule(world)
    world.restore()
    seen = {
        (each.kind, name)
        for rule, _, each in found
        for name in [only_part(rule)]
        if name and each.status in (200, 303) and each.said != "303 to sign in"
    }
    wrong = []
    for rule, method, each in found:
        if each.status not in DENIED or not rule.arguments:
            continue
        other = cell(world, (rule, method), each.kind, forms.get(rule.rule), made_up=True)
        if each.status == 404 and (other.status, other.body) != (each.status, each.body):
            wrong.append(f"{each.where} as {each.kind}: {each.said}, but {other.said} where nothing is")
        if (
            each.status == 403
            and other.status != 403
            and not any(name in LISTED or (each.kind, name) in seen for name in rule.arguments)
        ):
            wrong.append(f"{each.where} as {each.kind}: 403 tells of a thing that she can't see")
    assert not wrong, "\n".join(wrong)


def only_part(rule: Any) -> str:
    """The name of the one part of an address, if it has one only."""
    return next(iter(rule.arguments)) if len(rule.arguments) == 1 else ""


def only_open_doors_answer_strangers(found: list[tuple[Any, str, Cell]]) -> None:
    """C1."""
    for rule, method, each in found:
        if each.kind == "anonymous" and rule.rule not in OPEN:
            assert each.said == ("303 to sign in" if method == "GET" else "404"), f"{each.where}: {each.said}"


def nothing_changes_by_looking(found: list[tuple[Any, str, Cell]]) -> None:
    """C27: no GET changes anything; leaving ends the session, which is what it says."""
    wrong = [traces(each) for rule, method, each in found if method == "GET" and rule.rule != "/leave" and traces(each)]
    assert not wrong, "\n".join(wrong)


def whoever_left_or_was_suspended_is_nobody(found: list[tuple[Any, str, Cell]]) -> None:
    """C23: an ex-member gets what somebody without an organization gets; who is suspended, what a stranger gets."""
    said = {(each.where, each.kind): each.said for _, _, each in found}
    for where, kind in said:
        if kind == "anonymous":
            assert said[where, "suspended member of A"] == said[where, kind], where
        if kind == "person without organization":
            assert said[where, "ex-member of A"] == said[where, kind], where


def test_every_door_is_in_the_matrix(app: Flask) -> None:
    """C19: a new address fails here until its line was looked at: python -m tests.doors.matrix"""
    known = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert {f"{method} {rule.rule}" for rule, method in rules_of(app)} == set(known)
    assert not [where for where, answers in known.items() if any(said.startswith("5") for said in answers)]
