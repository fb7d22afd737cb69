"""C39, C42: what must not come in: each file is refused with words that say what to do, and costs little."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from network.kernel.refusals import Refusal
from network.sheets import Limits, Unreadable, read_table
from network.sheets.archive import Archive
from tests.sheets.workbooks import PLAIN, repacked, with_sheet, workbook

SMALL = Limits(size=200_000, rows=50, columns=10)
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'


def refused(data: bytes, name: str = "members.csv", limits: Limits = SMALL) -> str:
    with pytest.raises(Unreadable) as caught:
        read_table(data, name, limits)
    assert isinstance(caught.value, Refusal)
    return str(caught.value.message)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b" \r\n\t\n", "a.csv", "empty"),
        (b"\0\0\0\0", "a.csv", "empty"),
        (b",,,\n,,,\n", "a.csv", "empty"),
        (b"Name,Town\n", "a.csv", "no rows below"),
        (b"Name,Town\n,\n \n", "a.csv", "no rows below"),
        (b"Name,Town\nCe\0dar,Hope\n", "a.csv", "no text has"),
        (b"\xff\xfeN\0a\0\x00\xd8x\0", "a.csv", "damaged"),
        (b"%PDF-1.7\nName,Town\nCedar,Hope\n", "a.csv", "isn't a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", "a.csv", "isn't a spreadsheet"),
        (bytes(range(1, 32)) * 40, "a.csv", "isn't a spreadsheet"),
        (b"<!DOCTYPE html><table><tr><td>Name</td></tr></table>", "a.csv", "a page or a document"),
        (b"\xef\xbb\xbf  <html>", "a.csv", "a page or a document"),
        (b"{\\rtf1 Name}", "a.csv", "a page or a document"),
        (b"Name,Town\nCedar,Hope\n", "a.exe", "isn't a spreadsheet"),
        (b"Name,Town\nCedar,Hope\n", "a.csv.html", "isn't a spreadsheet"),
        (b"Name,Town\nCedar,Hope\n", "a.xlsx", "something else"),
        (b"Name,Town\nCedar,Hope\n", "a.ods", "Save the sheet as XLSX or CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xlsx", "with no password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.csv", "with no password"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "damaged"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes, name: str, words: str) -> None:
    assert words in refused(data, name)


def test_a_list_that_begins_like_another_kind_of_file_is_read() -> None:
    assert read_table(b"BMX club,Town\nCedar,Hope\n", "a.csv").header[0] == "BMX club"


def test_a_file_over_the_limit_is_refused_before_more_of_it_is_read() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            assert 0 <= size <= 1_000_001
            self.taken += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read_table(stream, "a.csv", Limits(size=1_000_000))  # type: ignore[arg-type]
    assert stream.taken <= 1_000_001


def test_the_limits_themselves_are_allowed() -> None:
    header = ",".join(f"h{n}" for n in range(10))
    row = ",".join(["x"] * 10)
    assert len(read_table(f"{header}\n{(row + chr(10)) * 50}".encode(), "a.csv", SMALL).rows) == 50


def test_a_row_or_a_column_too_many_is_refused() -> None:
    assert "more than 50 rows" in refused(b"Name,Town\n" + b"Cedar,Hope\n" * 51)
    assert "more than 10 columns" in refused(b",".join([b"h"] * 11) + b"\nx\n")


def test_a_million_columns_are_refused_without_making_them() -> None:
    data = b"a," * 1_000_000 + b"\nb\n"
    tracemalloc.start()
    words = refused(data, limits=Limits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "columns" in words
    assert peak < 25_000_000


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (b'Name,Town\nCedar,Hope\n"Willow,Golden\nFir,Trail\n', 3),
        (b'Name,Town\nCedar,Hope\n"Willow,Golden\n"Fir",Trail\n', 3),
        (b'"Name,Town\nCedar,Hope\n', 1),
        (b'Name,Town\n\n\nCedar,"Hope\n' + b"x,y\n" * 60_000, 4),
    ],
)
def test_an_unclosed_quote_is_refused_with_the_row_where_it_opens(data: bytes, row: int) -> None:
    words = refused(data, limits=Limits())
    assert f"row {row} a quotation mark opens" in words


def test_a_cell_longer_than_any_program_allows_is_refused_with_its_row() -> None:
    assert "row 2 holds more than 32767" in refused(b"Name,Town\n" + b"x" * 40_000 + b",Hope\n")
    assert "row 2 holds more than 32767" in refused(b"Name,Town\n" + b"x" * 150_000 + b",Hope\n")


@pytest.mark.parametrize("name", ["a.xlsm", "A.XLSM", "a.xlsb"])
def test_a_workbook_with_macros_is_refused_by_its_name(name: str) -> None:
    assert "macros" in refused(workbook(PLAIN), name)


def test_a_workbook_with_macros_under_another_name_is_refused_by_its_parts() -> None:
    assert "macros" in refused(repacked({"xl/vbaProject.bin": b"Sub x()"}), "a.xlsx")
    kinds = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert "macros" in refused(repacked({"[Content_Types].xml": kinds}), "a.xlsx")


def test_printer_settings_are_no_macro() -> None:
    assert read_table(repacked({"xl/printerSettings/printerSettings1.bin": b"x"}), "a.xlsx").rows


def test_archives_that_are_no_workbook_are_refused() -> None:
    assert "isn't an Excel workbook" in refused(repacked({"xl/workbook.xml": None}), "a.xlsx")
    assert "isn't an Excel workbook" in refused(repacked({"[Content_Types].xml": None}), "a.xlsx")
    assert "damaged" in refused(repacked({"xl/worksheets/sheet1.xml": None}), "a.xlsx")
    assert "no sheet with rows" in refused(repacked({"xl/_rels/workbook.xml.rels": None}), "a.xlsx")


def test_a_zip_bomb_is_refused_from_what_it_declares() -> None:
    bomb = repacked({"xl/media/image1.png": b"\0" * 20_000_000})
    assert len(bomb) < 30_000
    tracemalloc.start()
    words = refused(bomb, "a.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to far more" in words
    assert peak < 2_000_000


def test_a_workbook_that_declares_too_much_in_all_is_refused() -> None:
    parts = {f"xl/media/{number}.bin": bytes(900_000) for number in range(4)}
    assert "unpacks to far more" in refused(repacked(dict(parts)), "a.xlsx", Limits(inflated=3_000_000))


def test_a_workbook_of_very_many_parts_is_refused() -> None:
    assert "unpacks to far more" in refused(repacked({f"x/{n}": b"" for n in range(300)}), "a.xlsx", Limits(members=200))


def test_a_part_never_gives_more_than_it_declared() -> None:
    data = bytearray(repacked({"xl/big.xml": b"a" * 500_000}))
    start = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/big.xml"))
    data[start + 24 : start + 28] = (100).to_bytes(4, "little")  # the declared size in the directory
    with pytest.raises(Unreadable):
        assert sum(map(len, Archive(bytes(data), Limits()).chunks("xl/big.xml"))) <= 100


@pytest.mark.parametrize("path", ["../../etc/passwd", "xl/../../x", "C:/x"])
def test_a_part_that_climbs_out_is_refused(path: str) -> None:
    assert "damaged" in refused(repacked({path: b"x"}), "a.xlsx")


def test_a_link_among_the_parts_is_refused() -> None:
    out = io.BytesIO(workbook(PLAIN))
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "damaged" in refused(out.getvalue(), "a.xlsx")


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(workbook(PLAIN))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    assert "password" in refused(bytes(data), "a.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "http://sink.example/x.dtd"><x/>',
        "<x><unclosed></x>",
    ],
)
def test_markup_that_defines_or_fetches_or_breaks_is_refused(part: str, declaration: str) -> None:
    assert "damaged" in refused(repacked({part: declaration.encode()}), "a.xlsx")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (HEADER + '<row r="99999"><c r="A99999"><v>1</v></c></row>', "more than 50 rows"),
        (HEADER + '<row r="999999999999"><c r="A1"><v>1</v></c></row>', "damaged"),
        (HEADER + '<row r="2"><c r="XFD2"><v>1</v></c></row>', "more than 10 columns"),
        (HEADER + '<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>', "damaged"),
        (HEADER + '<row r="2"><c r="!2"><v>1</v></c></row>', "damaged"),
        (HEADER + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>', "damaged"),
        (HEADER + '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>', "damaged"),
        (HEADER + '<row r="1"><c r="A1"><v>1</v></c></row>', "damaged"),
        (HEADER + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>', "damaged"),
        (HEADER, "no rows below"),
        ("", "empty"),
    ],
)
def test_a_sheet_that_lies_about_its_cells_is_refused(rows: str, words: str) -> None:
    assert words in refused(with_sheet(rows), "a.xlsx")


def test_a_truncated_workbook_is_refused_wherever_it_is_cut() -> None:
    whole = workbook(PLAIN)
    for cut in range(10, len(whole) - 1, max(1, len(whole) // 40)):
        assert refused(whole[:cut], "a.xlsx")


def test_a_workbook_with_any_byte_spoilt_is_read_or_refused_but_never_breaks() -> None:
    whole = workbook(PLAIN)
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0xFF
        try:
            read_table(bytes(spoilt), "a.xlsx", SMALL)
        except Unreadable:
            continue


def test_nothing_is_written_beside_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    read_table(workbook(PLAIN), "a.xlsx")
    refused(b"%PDF-1.7")
    assert not list(tmp_path.iterdir())


def test_a_workbook_whose_part_is_said_to_lie_before_its_beginning_is_refused() -> None:
    """A length in the directory that was spoilt puts every part before the file: what opens it seeks there."""
    whole = bytearray(workbook(PLAIN))
    end = whole.rindex(b"PK\x05\x06")
    offset = int.from_bytes(whole[end + 16 : end + 20], "little")
    whole[end + 16 : end + 20] = ((offset + 0xFF000000) & 0xFFFFFFFF).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        read_table(bytes(whole), "a.xlsx", SMALL)
