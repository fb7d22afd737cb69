"""The default lists can be looked up without doubt."""

import pytest

from network.organizations.rules.fields import FIELDS
from network.organizations.rules.lists import DEFAULT_LISTS
from network.organizations.rules.names import Names, likeness
from network.organizations.rules.reading.cells import LIST_WORDS, index_of


@pytest.mark.parametrize("name", DEFAULT_LISTS)
def test_every_entry_is_found_by_all_its_words_and_only_it(name: str) -> None:
    entries = DEFAULT_LISTS[name]
    index = index_of(entries)
    for entry in entries:
        for word in (entry.code, entry.label, *entry.aliases):
            assert index.find_all(word) == (entry.code,), word
    assert len({entry.code for entry in entries}) == len(entries)
    assert max(len(entry.code) for entry in entries) <= 80


def test_every_field_that_takes_its_values_from_a_list_has_that_list() -> None:
    assert {field.list_name for field in FIELDS if field.list_name} == set(LIST_WORDS) <= set(DEFAULT_LISTS)


def test_a_label_outranks_the_other_name_of_another_entry() -> None:
    names = Names([("a", "Cedar", ["Fir"]), ("b", "Fir", [])])
    assert names.find_all("fir") == ("b",)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("goerge", "george", 1),
        ("cedar", "cedar", 0),
        ("cedr", "cedar", 1),
        ("cedaar", "cedar", 1),
        ("ceddr", "cedar", 1),
        ("", "abc", 3),
    ],
)
def test_a_swapped_missing_doubled_or_wrong_letter_is_one_step(one: str, other: str, steps: int) -> None:
    assert likeness(one, other) == pytest.approx(1 - steps / max(len(one), len(other)))


def test_nothing_is_near_to_something_quite_different() -> None:
    names: Names[str] = index_of(DEFAULT_LISTS["topic"])
    assert names.near("Underwater basketry") == ()
    assert names.near("") == ()
    assert names.near("Evaluatoin") == ("evaluation",)
