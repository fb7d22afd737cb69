"""Workbooks as other programs write them."""

from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from network.sheets import SheetName, Unreadable, read_table
from tests.sheets.workbooks import PLAIN, repacked, saved, with_sheet, workbook


def test_numbers_and_dates_become_the_text_that_a_person_would_write() -> None:
    row = ["Cedar", 2, 2.5, date(2025, 8, 31), datetime(2025, 8, 31, 13, 30), time(9, 30), True, 2505550100, 4.67e10]
    table = read_table(workbook([["Name", "a", "b", "c", "d", "e", "f", "g", "h"], row]), "a.xlsx")
    assert table.rows[0].cells == (
        "Cedar", "2", "2.5", "2025-08-31", "2025-08-31 13:30", "09:30", "TRUE", "2505550100", "46700000000",
    )  # fmt: skip


def test_dates_counted_from_1904_are_read() -> None:
    def old_mac(book: Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert read_table(workbook([["Name", "d"], ["a", date(2025, 8, 31)]], old_mac), "a.xlsx").rows[0].cells[1] == "2025-08-31"


def test_a_date_in_a_format_of_its_own_is_read_and_a_price_is_not() -> None:
    def formats(book: Workbook) -> None:
        book.active["B2"].number_format = 'dd"."mmm yyyy'
        book.active["C2"].number_format = '"paid" #,##0.00 [$CAD]'

    table = read_table(workbook([["Name", "d", "p"], ["a", 45900, 45900]], formats), "a.xlsx")
    assert table.rows[0].cells == ("a", "2025-08-31", "45900")


def test_formulas_are_marked_and_what_they_showed_is_told() -> None:
    data = with_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Town</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>B2&amp;" Society"</f><v>Hope Society</v></c>'
        '<c r="B2" t="inlineStr"><is><t>Hope</t></is></c></row>'
    )
    row = read_table(data, "a.xlsx").rows[0]
    assert row.cells == ('=B2&" Society"', "Hope")
    assert row.formulas == {0: "Hope Society"}


def test_a_formula_that_was_never_calculated_shows_nothing() -> None:
    row = read_table(workbook([["Name", "Town"], ["=A9", "Hope"]]), "a.xlsx").rows[0]
    assert (row.cells[0], row.formulas) == ("=A9", {0: ""})


def test_the_first_sheet_in_sight_is_read_and_hidden_ones_are_told() -> None:
    def sheets(book: Workbook) -> None:
        book.active.sheet_state = "hidden"
        book.create_sheet("Now").append(["Name", "Town"])
        book["Now"].append(["Willow", "Golden"])
        book.create_sheet("Other")
        book.active = 1

    table = read_table(workbook(PLAIN, sheets), "a.xlsx")
    assert (table.sheet, table.rows[0].cells[0]) == ("Now", "Willow")
    assert table.sheets == (SheetName("Members", True), SheetName("Now", False), SheetName("Other", False))
    told = " ".join(map(str, table.notes))
    assert "hidden sheets, which were not read: Members" in told
    assert "Not read: Other" in told


def test_a_sheet_can_be_chosen_by_name() -> None:
    def sheets(book: Workbook) -> None:
        book.create_sheet("Old").append(["Name", "Town"])
        book["Old"].append(["Willow", "Golden"])

    assert read_table(workbook(PLAIN, sheets), "a.xlsx", sheet="Old").rows[0].cells[0] == "Willow"
    with pytest.raises(Unreadable, match="no sheet"):
        read_table(workbook(PLAIN, sheets), "a.xlsx", sheet="Older")


def test_hidden_columns_and_rows_are_read_and_told() -> None:
    def hide(book: Workbook) -> None:
        book.active.column_dimensions["B"].hidden = True
        book.active.row_dimensions[2].hidden = True

    table = read_table(workbook(PLAIN, hide), "a.xlsx")
    assert table.rows[0].cells == ("Cedar Society", "Terrace")
    told = " ".join(map(str, table.notes))
    assert "columns are hidden in the sheet, and were read: B" in told
    assert "A hidden row was read too." in told


def test_rows_keep_their_numbers_where_the_sheet_has_gaps() -> None:
    def gap(book: Workbook) -> None:
        book.active["A1"] = "Members"
        book.active["A4"], book.active["B4"] = "Name", "Town"
        book.active["A9"], book.active["B9"] = "Cedar", "Hope"

    table = read_table(workbook([], gap), "a.xlsx")
    assert (table.titles, table.header_row) == (("Members",), 4)
    assert [(row.number, row.is_empty) for row in table.rows] == [(5, True), (6, True), (7, True), (8, True), (9, False)]


def test_a_cell_formatted_far_below_the_data_is_not_a_row() -> None:
    def far(book: Workbook) -> None:
        book.active["A1048576"].number_format = "0.00"

    assert len(read_table(workbook(PLAIN, far), "a.xlsx").rows) == 1


def test_text_in_several_styles_is_one_text_without_its_reading_aid() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = (
        f'<sst xmlns="{main}"><si><r><t>Ce</t></r><r><t>dar</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si>'
        "<si><t>line_x000D_end</t></si></sst>"
    )
    header = '<row><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>T</t></is></c></row>'
    rows = header + '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
    rows += '<c t="inlineStr"><is><r><t>Fi</t></r><r><t>r</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></is></c></row>'
    data = repacked({"xl/sharedStrings.xml": texts.encode()}, with_sheet(rows))
    assert read_table(data, "a.xlsx").rows[0].cells == ("Cedar", "line\rend", "Fir")


def test_a_workbook_of_another_namespace_prefix_is_read() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        f'<x:row r="{number}"><x:c r="A{number}" t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c></x:row>'
        for number, text in ((1, "Name"), (2, "Cedar"))
    )
    sheet = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert read_table(repacked({"xl/worksheets/sheet1.xml": sheet.encode()}), "a.xlsx").rows[0].cells == ("Cedar",)


def test_a_chart_on_a_sheet_of_its_own_is_passed_over() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Town"])
    book.active.append(["Cedar", "Hope"])
    book.create_chartsheet("Chart", 0)
    assert read_table(saved(book), "a.xlsx").rows[0].cells == ("Cedar", "Hope")
