"""Names are found with or without their marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organizations.rules.folding import fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("W̱SÁNEĆ Women’s Centre", "wsanec womens centre"),
        ("X̱aad Kíl", "xaad kil"),
        ("hən̓q̓əmin̓əm̓", "henqeminem"),
        ("Sm'algyax̱", "smalgyax"),
        ("Lax Kw'alaams", "LAX KW’ALAAMS"),
        ("Lax Kw'alaams", "lax kwalaams"),
        ("Barrière", "BARRIERE"),
        ("Fort St. John", "fort st john"),
        ("Drop-in & Co.", "drop in and co"),
        ("  Two   Rivers\t", "two rivers"),
        ("Safer indoor space / guest policy", "safer indoor space/guest policy"),
        ("Straße", "STRASSE"),
        ("ﬁr", "fir"),
        ("W\u0331", "w"),
        ("Ẃ", "W\u0301"),
    ],
)
def test_both_ways_of_writing_are_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(("one", "other"), [("Cedar", "Cedars"), ("ə", "a"), ("Hope", "Hop e"), ("10", "11"), ("!", "?")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_capitals_never_matter(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=30))
def test_letters_never_fold_to_nothing(text: str) -> None:
    assert fold(text)
