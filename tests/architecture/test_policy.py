"""The table answers for every right, and a change of rights is seen as one line of a diff."""

import json
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

from network.kernel.actor import ANONYMOUS, SYSTEM, Actor, Entered, Role
from network.policy import Permission, can
from network.policy.table import POLICY

SNAPSHOT = Path(__file__).with_name("policy.json")
ONE, OTHER, PERSON, SPACE = UUID(int=1), UUID(int=2), UUID(int=9), UUID(int=5)
IN_IT = Entered(readable=frozenset({SPACE}), open=frozenset({SPACE}))

ACTORS = {
    "stranger": ANONYMOUS,
    "system": SYSTEM,
    "person of no organization": Actor(person_id=PERSON),
    "member": Actor(person_id=PERSON, organization_ids=frozenset({ONE})),
    "lead": Actor(person_id=PERSON, organization_ids=frozenset({ONE}), lead_of=frozenset({ONE})),
    "lead of a third": Actor(person_id=PERSON, organization_ids=frozenset({OTHER}), lead_of=frozenset({OTHER})),
    "liaison of the region": Actor(person_id=PERSON, roles=frozenset({Role.LIAISON}), region_codes=frozenset({"here"})),
    "liaison elsewhere": Actor(person_id=PERSON, roles=frozenset({Role.LIAISON}), region_codes=frozenset({"there"})),
    "coordinator": Actor(person_id=PERSON, roles=frozenset({Role.COORDINATOR})),
    "member of the space": Actor(person_id=PERSON, organization_ids=frozenset({ONE}), entering=lambda: IN_IT),
    "lead of the space": Actor(
        person_id=PERSON, organization_ids=frozenset({OTHER}), lead_of=frozenset({OTHER}), entering=lambda: IN_IT
    ),
    "coordinator of the space": Actor(person_id=PERSON, roles=frozenset({Role.COORDINATOR}), entering=lambda: IN_IT),
    "liaison of the space": Actor(
        person_id=PERSON, roles=frozenset({Role.LIAISON}), region_codes=frozenset({"here"}), entering=lambda: IN_IT
    ),
    "safety moderator": Actor(person_id=PERSON, roles=frozenset({Role.SAFETY_MODERATOR})),
    "administrator": Actor(person_id=PERSON, roles=frozenset({Role.ADMINISTRATOR})),
}
THINGS = {
    "published": SimpleNamespace(
        id=ONE,
        host_id=ONE,
        mentor_id=ONE,
        mentee_id=UUID(int=3),
        organization_ids=frozenset({ONE}),
        region_codes=frozenset({"here"}),
        asked_by_id=PERSON,
        person_id=PERSON,
        written_by_id=PERSON,
        space_id=SPACE,
        uploaded_by_id=ONE,
        is_published=True,
        organization_id=ONE,
        created_by_id=OTHER,
        writer_ids=frozenset({OTHER}),
        is_shared=True,
    ),
    "draft": SimpleNamespace(
        id=ONE,
        host_id=ONE,
        mentor_id=ONE,
        mentee_id=UUID(int=3),
        organization_ids=frozenset({ONE}),
        region_codes=frozenset({"here"}),
        asked_by_id=ONE,
        person_id=ONE,
        written_by_id=ONE,
        space_id=SPACE,
        uploaded_by_id=PERSON,
        is_published=False,
        organization_id=None,
        created_by_id=OTHER,
        writer_ids=frozenset({PERSON}),
        is_shared=False,
    ),
}


def matrix() -> dict[str, dict[str, list[str]]]:
    """For each right and each thing: who has it."""
    found: dict[str, dict[str, list[str]]] = {}
    for permission, (state, thing) in product(Permission, THINGS.items()):
        found.setdefault(str(permission), {})[state] = [name for name, actor in ACTORS.items() if can(actor, permission, thing)]
    return found


def test_every_permission_has_a_line_in_the_table() -> None:
    assert set(POLICY) == set(Permission)


def test_nobody_has_a_right_that_the_table_does_not_name() -> None:
    assert not can(ACTORS["coordinator"], "no:such-right")  # type: ignore[arg-type]


def test_no_role_implies_another() -> None:
    assert not can(ACTORS["administrator"], Permission.ROUND_MANAGE)
    assert not can(ACTORS["coordinator"], Permission.LIST_EDIT)
    assert not can(ACTORS["liaison of the region"], Permission.DO_NOT_PAIR, THINGS["published"])


def test_the_matrix_is_what_was_agreed() -> None:
    """Changed rights on purpose? Write the matrix anew: python -m tests.architecture.test_policy"""
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == matrix()


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(matrix(), indent=1) + "\n", encoding="utf-8")
