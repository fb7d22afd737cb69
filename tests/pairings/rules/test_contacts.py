"""Who stands as a contact: whoever left drops out, a deputy steps up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.refusals import Conflict
from network.pairings.rules.contacts import MOST, Named, Part, insist_few_contacts, standing

FIRST, DEPUTY, STEPPED_UP = Part


@pytest.mark.parametrize(
    ("named", "parts"),
    [
        ([], []),
        ([(False, True)], [FIRST]),
        ([(False, True), (True, True)], [FIRST, DEPUTY]),
        ([(True, True), (False, True)], [DEPUTY, FIRST]),
        ([(False, False), (True, True)], [None, STEPPED_UP]),
        ([(False, False), (True, True), (True, True)], [None, STEPPED_UP, DEPUTY]),
        ([(False, False), (True, False), (True, True)], [None, None, STEPPED_UP]),
        ([(False, True), (False, True)], [FIRST, FIRST]),
        ([(False, False), (True, False)], [None, None]),
    ],
)
def test_who_stands_as_what(named: list[tuple[bool, bool]], parts: list[Part | None]) -> None:
    found = standing([Named(number, is_deputy, is_there) for number, (is_deputy, is_there) in enumerate(named)])
    assert [found.get(number) for number in range(len(named))] == parts


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_somebody_is_first_while_anybody_is_there(named: list[tuple[bool, bool]]) -> None:
    found = standing([Named(number, *each) for number, each in enumerate(named)])
    assert set(found) == {number for number, (_, is_there) in enumerate(named) if is_there}
    assert not found or {FIRST, STEPPED_UP} & set(found.values())
    assert list(found.values()).count(STEPPED_UP) <= 1


def test_where_everybody_is_a_contact_nobody_is() -> None:
    insist_few_contacts(MOST - 1)
    with pytest.raises(Conflict):
        insist_few_contacts(MOST)
