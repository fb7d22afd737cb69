"""The matrix of who gets what: every address, every method, every kind of actor."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.routing import Rule

from tests.doors.crawl import Found, forms_by_rule
from tests.doors.pages import encoded
from tests.doors.world import KINDS, World, rules_of

SNAPSHOT = Path(__file__).with_name("authz.json")
TOKEN = re.compile(rb'(name="csrf_token"[^>]* value="|data-token=")[^"]+')
DENIED = {403, 404}


@dataclass(frozen=True)
class Cell:
    """What one actor got at one address. `changed` are the tables that are not as before."""

    where: str
    kind: str
    said: str
    status: int
    body: bytes
    changed: tuple[str, ...]


def cells(world: World) -> Iterator[tuple[Rule, str, Cell]]:
    """Every cell, each on the world as it was made."""
    found = forms_by_rule(world)
    world.restore()
    for rule, method in rules_of(world.app):
        for kind in KINDS:
            yield rule, method, cell(world, (rule, method), kind, found.get(rule.rule))


def cell(world: World, door: tuple[Rule, str], kind: str, found: Found | None, *, made_up: bool = False) -> Cell:
    """Knock once, see what changed, put it back."""
    rule, method = door
    before = world.version()
    answer = knock(world, door, kind, found, made_up=made_up)
    changed: list[str] = []
    if world.version() != before:
        changed = world.changed()
        world.restore()
    said = str(answer.status_code)
    if answer.location:
        said += " to sign in" if answer.location.startswith("/sign-in") else " away" if "://" in answer.location else ""
    return Cell(f"{method} {rule.rule}", kind, said, answer.status_code, bare(answer), tuple(changed))


def knock(world: World, door: tuple[Rule, str], kind: str, found: Found | None, *, made_up: bool = False) -> Any:
    """One request as a browser makes it; what is posted is what the rightful sender's page would send."""
    rule, method = door
    address, client = world.address(rule, made_up=made_up), world.client(kind)
    if method == "GET":
        return client.get(address)
    sent, enctype = (found.form.filled(), found.form.kind) if found else ({}, "")
    asked = found.form.action.partition("?")[2] if found else ""
    body, content_type = encoded({**sent, "csrf_token": [world.tokens[kind]]}, enctype)
    return client.post(f"{address}?{asked}" if asked else address, data=body, content_type=content_type)


def bare(answer: Any) -> bytes:
    """A body without the tokens of forms, which tell the second in which they were made."""
    return TOKEN.sub(rb"\1", answer.get_data())


def snapshot(lines: dict[str, dict[str, str]]) -> str:
    """The matrix as it is kept: for each door, by answer, who gets it."""
    return json.dumps(lines, indent=1, ensure_ascii=False) + "\n"


def folded(all_cells: list[Cell]) -> dict[str, dict[str, str]]:
    """By door and answer: who gets it; "everybody else" for the answer that most get."""
    by_answer: dict[str, dict[str, list[str]]] = {}
    for each in all_cells:
        by_answer.setdefault(each.where, {}).setdefault(each.said, []).append(each.kind)
    lines: dict[str, dict[str, str]] = {}
    for where, answers in by_answer.items():
        most = max(answers, key=lambda said: len(answers[said]))
        lines[where] = {said: ", ".join(kinds) for said, kinds in answers.items() if said != most}
        lines[where][most] = "everybody else" if len(answers) > 1 else "everybody"
    return lines


if __name__ == "__main__":
    import os
    import subprocess
    import sys

    test = "tests/doors/test_matrix.py::test_the_matrix_is_what_was_agreed"
    told = {**os.environ, "WRITE_AUTHZ": "1", "POSTGRES": "no"}
    raise SystemExit(subprocess.call([sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", test], env=told))
