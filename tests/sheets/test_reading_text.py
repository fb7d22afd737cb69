"""Delimited text in every dress that people's programs give it."""

import codecs
import io

import pytest

from network.sheets import Table, Unreadable, read_table

ROWS = [("Name", "Town", "Notes"), ("Métis Society", "Terrace", "one; two"), ("Sen̓áḵw Co-op", "Lax Kw'alaams", "a, b")]


def csv_text(rows: list[tuple[str, ...]], delimiter: str = ",", end: str = "\r\n") -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + end for row in rows)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_same_rows_come_out_of_any_delimiter_line_end_and_encoding(delimiter: str, end: str, encoding: str) -> None:
    table = read_table(csv_text(ROWS, delimiter, end).encode(encoding), "members.csv")
    assert cells(table) == ROWS
    assert table.delimiter == delimiter


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_recognized(codec: str) -> None:
    assert cells(read_table(csv_text(ROWS).encode(codec), "members.csv")) == ROWS


def test_utf_16_with_its_mark_in_either_order_is_read() -> None:
    text = csv_text(ROWS)
    assert cells(read_table(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "members.txt")) == ROWS
    assert cells(read_table(codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "members.txt")) == ROWS


def test_letters_of_western_windows_are_read() -> None:
    data = "Name;Town\r\nMétis Society – North;Barrière\r\n".encode("cp1252")
    table = read_table(data, "members.csv")
    assert table.rows[0].cells == ("Métis Society – North", "Barrière")
    assert table.encoding == "Windows-1252"


def test_a_byte_that_windows_leaves_undefined_still_reads() -> None:
    assert read_table(b"Name,Town\nM\xe9tis\x81,Hope\n", "a.csv").rows[0].cells[1] == "Hope"


def test_lines_in_two_encodings_are_each_read_in_their_own() -> None:
    data = b"Name,Town\n" + "Métis,Hope\n".encode() + "Barrière,Hope\n".encode("cp1252")
    assert [row.cells[0] for row in read_table(data, "a.csv").rows] == ["Métis", "Barrière"]


def test_rows_are_numbered_as_a_spreadsheet_program_numbers_them() -> None:
    data = b'Title of the list,\n\nName,Town\n"Cedar\nSociety",Hope\n\nWillow,Golden\n'
    table = read_table(data, "a.csv")
    assert (table.header_row, table.titles) == (3, ("Title of the list",))
    assert [(row.number, row.cells[0], row.is_empty) for row in table.rows] == [
        (4, "Cedar\nSociety", False),
        (5, "", True),
        (6, "Willow", False),
    ]


def test_several_title_rows_above_the_header_are_skipped() -> None:
    data = b"Members of the network,,,\nUpdated November 2026,,,\n,,,\nName,Town,Kind,Places\nCedar,Hope,Other,2\n"
    table = read_table(data, "a.csv")
    assert table.header == ("Name", "Town", "Kind", "Places")
    assert table.titles == ("Members of the network", "Updated November 2026")


def test_the_header_can_be_chosen() -> None:
    table = read_table(b"a,b,c\nName,Town,Kind\nCedar,Hope,Other\n", "a.csv", header_row=2)
    assert table.header == ("Name", "Town", "Kind")
    with pytest.raises(Unreadable, match="can't be the header"):
        read_table(b"a,b\n\nc,d\n", "a.csv", header_row=2)


def test_a_line_that_declares_the_delimiter_is_not_a_row() -> None:
    table = read_table(b"sep=;\r\nName;Town\r\nCedar, North;Hope\r\n", "a.csv")
    assert (table.header_row, table.rows[0].cells) == (1, ("Cedar, North", "Hope"))


def test_columns_without_a_name_or_with_the_same_name_can_be_told_apart() -> None:
    table = read_table(b"Name,Phone,Phone,\nCedar,1,2,3,4\n", "a.csv")
    assert table.header == ("Name", "Phone", "Phone (2)", "Column D", "Column E")
    assert table.rows[0].cells == ("Cedar", "1", "2", "3", "4")
    assert "D and E" in str(table.notes[0])


def test_short_rows_are_filled_up() -> None:
    assert read_table(b"Name,Town,Kind\nCedar\n", "a.csv").rows[0].cells == ("Cedar", "", "")


def test_empty_rows_and_columns_at_the_end_are_not_data() -> None:
    table = read_table(b"Name,Town,,\nCedar,Hope,,\n,,,\n , ,,\n\n", "a.csv")
    assert table.header == ("Name", "Town")
    assert [row.number for row in table.rows] == [2]


def test_a_file_of_one_column_is_read() -> None:
    assert [row.cells for row in read_table(b"Name\nCedar\nWillow\n", "a.csv").rows] == [("Cedar",), ("Willow",)]


def test_quotes_inside_quotes_and_inside_plain_cells_are_kept() -> None:
    table = read_table(b'Name,Notes\n"The ""Red"" Door",5" pipe\n', "a.csv")
    assert table.rows[0].cells == ('The "Red" Door', '5" pipe')


@pytest.mark.parametrize(
    ("cell", "is_formula"),
    [
        ("=1+1", True),
        (' =HYPERLINK("x")', True),
        ("=cmd|' /C calc'!A0", True),
        ("+cmd|' /C calc'!A0", True),
        ("-2+3+cmd|' /C calc'!A0", True),
        ("@SUM(1+1)*cmd", True),
        ("＝1+1", True),
        ("+1 250 555 0100", False),
        ("+1 (250) 555-0100", False),
        ("- drop-in (weekly)", False),
        ("-", False),
        ("@cedar", False),
        ("Cedar = good", False),
    ],
)
def test_formulas_are_marked_and_phone_numbers_are_not(cell: str, is_formula: bool) -> None:
    quoted = cell.replace('"', '""')
    row = read_table(f'Name,Town\n"{quoted}",Hope\n'.encode(), "a.csv").rows[0]
    assert row.is_formula(0) is is_formula
    assert row.cells[0] == cell


def test_a_stream_is_read_like_bytes() -> None:
    assert read_table(io.BytesIO(csv_text(ROWS).encode()), "a.csv") == read_table(csv_text(ROWS).encode(), "a.csv")
