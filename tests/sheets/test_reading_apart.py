"""C46: a file that somebody sent is read by a process that can do little, and ends when it takes too much."""

import logging
from pathlib import Path
from time import perf_counter

import pytest

from network.confined import Bounds, BrokeDown, Overran, ask
from network.sheets import Limits, Table, Unreadable, read_apart, read_table
from tests.sample_files import sample
from tests.sheets.workbooks import workbook

pytestmark = pytest.mark.usefixtures("own_processes")

WILD = "tests.sheets.wild"
LITTLE = Bounds(memory=256 * 1024**2, seconds=1, longest=20.0)
FORMULA = b'Name,Town\n=HYPERLINK("x"),\'=kept\nCedar \xe9,Hope\n'
BOOK = workbook([["Members"], ["Name", "Town"], ["Cedar", 12], ["=1+1", "Hope"]])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Name,Town\nCedar,Hope\n", "a.csv"),
        (FORMULA, "a.csv"),
        (BOOK, "a.xlsx"),
        (sample("organizations_messy.csv"), "organizations_messy.csv"),
    ],
    ids=["plain", "formulas", "workbook", "real-life"],
)
def test_a_table_is_the_same_wherever_it_is_read(data: bytes, name: str) -> None:
    assert read_apart(data, name) == read_table(data, name)


def test_the_sheet_and_the_header_are_passed_on() -> None:
    found: Table = read_apart(BOOK, "a.xlsx", sheet="Members", header_row=3)
    assert found.header == ("Cedar", "12")
    with pytest.raises(Unreadable, match="no sheet"):
        read_apart(BOOK, "a.xlsx", sheet="Nowhere")


def test_a_refusal_comes_back_in_its_own_words() -> None:
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read_apart(b"x" * 2_000_000, "a.csv", Limits(size=1_000_000))


@pytest.mark.parametrize(
    "bounds",
    [Bounds(memory=160 * 1024**2, seconds=20, longest=40.0), Bounds(memory=1024**3, seconds=20, longest=0.05)],
    ids=["memory", "time"],
)
def test_a_file_that_takes_too_much_is_refused(bounds: Bounds) -> None:
    large = b"Name,Town\n" + b"\n".join(b"Cedar %d,Hope" % number for number in range(400_000))
    with pytest.raises(Unreadable, match="too much time or memory") as caught:
        read_apart(large, "a.csv", Limits(rows=500_000), bounds=bounds)
    assert "Copy the rows" in str(caught.value.message)


def test_what_loops_is_ended_by_the_time_that_it_used() -> None:
    begun = perf_counter()
    with pytest.raises(Overran):
        ask(WILD, b"loop", LITTLE)
    assert perf_counter() - begun < 10


def test_what_eats_memory_is_ended() -> None:
    with pytest.raises(Overran):
        ask(WILD, b"eat", LITTLE)


def test_what_is_read_can_write_no_file_and_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for readers")
    with pytest.raises((Overran, BrokeDown)):
        ask(WILD, b"write", LITTLE)
    left = Path(__file__).parents[2] / "wild.txt"
    assert not left.exists() or not left.read_bytes()
    left.unlink(missing_ok=True)
    assert b"SECRET_KEY" not in ask(WILD, b"secrets", LITTLE)


def test_a_breakdown_is_logged_without_what_was_read(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(BrokeDown):
        ask(WILD, b"break over Cedar Society", LITTLE)
    assert "ValueError" in caplog.text
    assert "Cedar" not in caplog.text
    assert ask(WILD, b"calm", LITTLE) == b"calm"
