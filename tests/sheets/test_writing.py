"""C37: what is written comes back as it was, and no program runs it."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.sheets import Limits, read_table, write_csv, write_xlsx
from network.sheets.harmless import harmless, is_active, restored

LIMITS = Limits(rows=100)
ACTIVE = "=+-@\t\r\0＝＋－＠"
LETTERS = st.one_of(
    st.sampled_from([*"=+-@'\t\r\n\v ,;|\"_x", "＝", "＠", "_x000D_", "_x005F_", "\ufeff", "\u200b", "é", "W̱", "🌲", "&", "<"]),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
CELL = st.lists(LETTERS, max_size=12).map("".join)
TABLE = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5))


def framed(rows: list[list[str]]) -> list[list[str]]:
    """The rows between a header and a last column that keep them from being trimmed as empty."""
    header = [f"Column no {number}" for number in range(len(rows[0]))]
    return [[*row, "end"] for row in [header, *rows]]


@given(TABLE)
def test_csv_gives_back_what_was_written(rows: list[list[str]]) -> None:
    table = read_table(write_csv(framed(rows)), "a.csv", LIMITS, header_row=1)
    assert [list(row.cells) for row in table.rows] == framed(rows)[1:]
    assert not any(row.formulas for row in table.rows)


@given(TABLE)
def test_xlsx_gives_back_what_was_written(rows: list[list[str]]) -> None:
    table = read_table(write_xlsx(framed(rows)), "a.xlsx", LIMITS, header_row=1)
    assert [list(row.cells) for row in table.rows] == framed(rows)[1:]
    assert not any(row.formulas for row in table.rows)


@given(CELL)
def test_no_written_cell_begins_with_what_a_program_would_run(text: str) -> None:
    assert not is_active(harmless(text))
    assert restored(harmless(text)) == text


@pytest.mark.parametrize("sign", ACTIVE)
@pytest.mark.parametrize("before", ["", " ", "\ufeff", "\u200b", "\n"])
def test_every_active_sign_gets_an_apostrophe(sign: str, before: str) -> None:
    cell = f"{before}{sign}1+1" if sign not in "\t\r\0" else f"{sign}{before}x"
    assert harmless(cell) == "'" + cell


def test_a_strange_program_reads_only_text() -> None:
    cells = ["=1+1", "+1 250 555 0100", "@x", "-", "plain", "'=1"]
    rows = [["a", "b", "c", "d", "e", "f"], cells]
    for cell in list(csv.reader(io.StringIO(write_csv(rows).decode("utf-8-sig"), newline="")))[1]:
        assert cell[0] not in ACTIVE
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows, "Members / 2026"))).active
    assert [cell.value for cell in sheet[2]] == ["'=1+1", "'+1 250 555 0100", "'@x", "'-", "plain", "''=1"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "inlineStr"}
    assert sheet.title == "Members   2026"


def test_a_file_says_nothing_about_who_wrote_it_or_when() -> None:
    assert write_xlsx([["a"], ["b"]]) == write_xlsx([["a"], ["b"]])
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([["a"], ["b"]])))
    assert b"creator" not in write_xlsx([["a"]])
    assert book.properties.lastModifiedBy is None


def test_csv_is_quoted_with_line_ends_as_the_standard_says() -> None:
    assert write_csv([["a", 'b "c"'], ["d, e", "f\ng"]]) == '\ufeffa,"b ""c"""\r\n"d, e","f\ng"\r\n'.encode()


def test_what_no_reader_takes_is_dropped() -> None:
    assert write_csv([["a\0b\ud800c"]]) == "\ufeffabc\r\n".encode()
    assert openpyxl.load_workbook(io.BytesIO(write_xlsx([["a\ud800c"]]))).active["A1"].value == "ac"
