"""Undoing an import takes back what it did and nothing that people did since."""

from dataclasses import replace

import pytest

from network.organizations.rules.changes import Imported, Undo, undoing
from network.organizations.rules.values import OrganizationValues

BEFORE = OrganizationValues(name="Cedar Society", capacity=1, languages=("en", "fr"))
AFTER = replace(BEFORE, capacity=2)
SINCE = replace(AFTER, phone="250 555 0100")


@pytest.mark.parametrize(
    ("before", "current", "is_used", "undo"),
    [
        (BEFORE, AFTER, False, Undo.RESTORE),
        (BEFORE, AFTER, True, Undo.RESTORE),
        (BEFORE, SINCE, False, Undo.LEAVE),
        (BEFORE, BEFORE, False, Undo.NOTHING),
        (BEFORE, replace(AFTER, languages=("fr", "en")), False, Undo.RESTORE),
        (BEFORE, None, False, Undo.LEAVE),
        (None, AFTER, False, Undo.REMOVE),
        (None, AFTER, True, Undo.LEAVE),
        (None, SINCE, False, Undo.LEAVE),
        (None, None, False, Undo.NOTHING),
    ],
)
def test_what_becomes_of_an_organization(
    before: OrganizationValues | None, current: OrganizationValues | None, is_used: bool, undo: Undo
) -> None:
    (decision,) = undoing([Imported("id", "Cedar Society", before, AFTER, current, is_used)])
    assert decision.undo is undo
    assert decision.values == (before if undo is Undo.RESTORE else None)


def test_what_was_changed_since_is_listed() -> None:
    (decision,) = undoing([Imported("id", "Cedar Society", BEFORE, AFTER, SINCE)])
    assert [(each.field, each.before, each.after) for each in decision.since] == [("phone", "", "250 555 0100")]


def test_an_organization_that_others_use_by_now_is_left_for_that_reason() -> None:
    (decision,) = undoing([Imported("id", "Cedar Society", None, AFTER, AFTER, is_used=True)])
    assert (decision.undo, decision.is_used, decision.since) == (Undo.LEAVE, True, ())
