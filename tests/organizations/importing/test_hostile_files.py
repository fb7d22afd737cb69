"""C33, C39: files that are no list, or worse, are refused in words, and nothing of them is stored."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.kernel.actor import Role
from network.organizations.models import ImportBatch, Organization, OwnValue
from network.storage.db import db
from tests.factories.people import make_person
from tests.organizations.importing.files import checked, imported, lines, load_province, press, upload
from tests.sheets.workbooks import workbook

pytestmark = pytest.mark.usefixtures("own_processes")

SignIn = Callable[..., FlaskClient]
PLAIN = [["Name", "Town"], ["Cedar", "Hope"]]


def packed(**parts: bytes) -> bytes:
    """A workbook with parts that don't belong in one."""
    out = io.BytesIO(workbook(PLAIN))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return out.getvalue()


HOSTILE = [
    ("nothing", b"", "a.csv"),
    ("spaces", b" \r\n\t ", "a.csv"),
    ("zeros", bytes(4000), "a.csv"),
    ("a program", b"\x7fELF" + bytes(range(256)) * 40, "a.csv"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "a.csv"),
    ("a PDF", b"%PDF-1.7\n" + bytes(range(256)), "a.csv"),
    ("a page", b"<!DOCTYPE html><script>alert(1)</script>", "a.csv"),
    ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.csv"),
    ("another ending", b"Name,Town\nCedar,Hope\n", "a.exe"),
    ("two endings", b"Name,Town\nCedar,Hope\n", "a.csv.html"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls"),
    ("macros by name", workbook(PLAIN), "a.xlsm"),
    ("macros inside", packed(xl__vbaProject_DOT_bin=b"Sub x()"), "a.xlsx"),
    ("a zip bomb", packed(xl__media__image1_DOT_png=b"\0" * 30_000_000), "a.xlsx"),
    ("a climbing part", packed(**{"..__..__etc__passwd": b"x"}), "a.xlsx"),
    ("half a workbook", workbook(PLAIN)[:900], "a.xlsx"),
    ("no workbook", b"PK\x03\x04 not a zip", "a.xlsx"),
    ("a million columns", b"a," * 1_000_000 + b"\nb\n", "a.csv"),
    ("a million rows", b"Name,Town\n" + b"a,b\n" * 1_000_000, "a.csv"),
    ("a quote left open", b'Name,Town\nCedar,Hope\n"Willow,Golden\nFir,Trail\n', "a.csv"),
    ("an endless cell", b"Name,Town\n" + b"x" * 2_000_000 + b",Hope\n", "a.csv"),
    ("a zero in a cell", b"Name,Town\nCedar\0 Society,Hope\n", "a.csv"),
    ("a header alone", b"Name,Town\n", "a.csv"),
    ("over the limit", b"Name,Town\n" + b"Cedar,Hope,x\n" * 900_000, "a.csv"),
]


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.quick_on("sqlite", "refused while the file is read, before anything of it reaches a database")
def test_hostile_files_are_refused_in_words_and_leave_nothing(client: FlaskClient) -> None:
    for what, data, name in HOSTILE:
        answer = upload(client, data, name)
        assert answer.status_code == 422, what
        page = answer.get_data(as_text=True)
        assert "error-summary" in page, what
        assert "Spreadsheet:" in page, what
    assert count(ImportBatch) == 0


def test_a_body_that_is_far_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    answer = upload(client, b"Name,Town\n" + b"x,y\n" * 3_300_000)
    assert answer.status_code == 413
    assert "<h1" in answer.get_data(as_text=True)
    assert count(ImportBatch) == 0


def test_one_of_very_many_fields_is_refused(client: FlaskClient) -> None:
    answer = upload(client, lines("Cedar Society,Terrace,Active,"), **{f"f{number}": "x" for number in range(6_000)})
    assert answer.status_code == 413
    assert count(ImportBatch) == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.csv",
        "..\\..\\x.csv",
        "a\r\nSet-Cookie: x=1.csv",
        '";x=".csv',
        "fdp\u202exslx.csv",
        "a" * 900 + ".csv",
        "файл.csv",
    ],
)
def test_a_file_name_is_never_more_than_words(client: FlaskClient, name: str) -> None:
    address = checked(client, lines("Cedar Society,Terrace,Active,"), name)
    kept = db.session.scalars(select(ImportBatch.file_name)).one()
    assert kept
    assert len(kept) <= 200
    assert "/" not in kept
    assert kept.isprintable()
    assert client.get(f"{address}/check").status_code == 200


def test_odd_text_is_kept_as_text(client: FlaskClient) -> None:
    rows = "Cedar Society,Terrace,\U0001f308 \u202e{{7*7}} <script>alert(1)</script>"
    imported(client, lines(rows, header="Org,Town,Shed"))
    kept = db.session.scalars(select(OwnValue.text)).one()
    assert "{{7*7}} <script>alert(1)</script>" in kept
    page = client.get(f"/organizations/{db.session.scalars(select(Organization.id)).one()}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "{{7*7}}" in page


def test_formulas_are_never_run_and_always_asked_about(client: FlaskClient) -> None:
    address = checked(client, lines("=cmd|' /C calc'!A0,Terrace,Active,", "@SUM(1+1),Hope,Active,"))
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "Rows that can’t be read" in page
    press(client, f"{address}/check", "go")
    assert not [name for name in db.session.scalars(select(Organization.name)) if name.startswith("=")]
