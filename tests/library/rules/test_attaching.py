"""The order of files, how many there may be, and what changed between two texts."""

import pytest

from network.kernel.refusals import Invalid
from network.library.rules.attaching import MOST_FILES, changed_files, insist_few_files, moved_file


@pytest.mark.parametrize(
    ("moving", "is_up", "then"),
    [("a", True, "abc"), ("a", False, "bac"), ("b", True, "bac"), ("b", False, "acb"), ("c", True, "acb"), ("c", False, "abc")],
)
def test_a_file_goes_past_its_neighbour(moving: str, is_up: bool, then: str) -> None:
    assert moved_file("abc", moving, is_up=is_up) == list(then)


def test_there_is_place_for_so_many() -> None:
    insist_few_files(MOST_FILES - 1)
    with pytest.raises(Invalid) as full:
        insist_few_files(MOST_FILES)
    assert full.value.field == "file"


def test_what_came_and_what_went() -> None:
    assert changed_files("abc", "cbd") == (("d",), ("a",))
    assert changed_files("ab", "ba") == ((), ())
