"""C39, C40, C42, C46: files that were made to break something are refused in a process of their own, within its bounds."""

import io
import os
import resource
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from network.cleaning import apart, zips
from network.cleaning.apart import BOUNDS, Cleaned, clean
from network.cleaning.kinds import BY_CODE, KINDS, kind_of
from network.config import ROOT
from network.confined import Bounds, BrokeDown, Handed, Overran, ask
from tests.cleaning import documents, pictures
from tests.cleaning.documents import docx_parts, odt_parts, unzipped, xlsx_parts, zipped
from tests.cleaning.test_what_is_taken_out import cleaned

pytestmark = pytest.mark.usefixtures("own_processes")
NONE = Path("/dev/null")


def refusal(kind: str, data: bytes, folder: Path) -> str:
    """Why it is refused."""
    return cleaned(kind, data, folder)[0].refusal


def with_parts(**parts: str | bytes) -> bytes:
    """A document with more parts; their names with | for a slash."""
    return zipped(docx_parts() | {name.replace("|", "/"): data for name, data in parts.items()})


LIES = {
    "html called jpg": ("jpeg", b"<html><script>alert(1)</script>"),
    "svg called png": ("png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "script called pdf": ("pdf", b"alert(1)"),
    "html before a pdf": ("pdf", b"<html>" + documents.pdf()),
    "zip called docx": ("docx", zipped({"a.txt": "a"})),
    "xlsx called docx": ("docx", documents.xlsx()),
    "docx called odt": ("odt", documents.docx()),
    "odt called ods": ("ods", documents.odt()),
    "docx without its document": ("docx", zipped({k: v for k, v in docx_parts().items() if k != "word/document.xml"})),
    "gif called png": ("png", pictures.gif()),
    "pdf called txt": ("txt", documents.pdf()),
    "program called txt": ("txt", b"MZ\x90\x00" + bytes(200)),
    "old word called txt": ("txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
}


@pytest.mark.parametrize("lie", LIES)
def test_c39_a_file_is_what_its_name_says(lie: str, tmp_path: Path) -> None:
    kind, data = LIES[lie]
    assert refusal(kind, data, tmp_path) == "other_kind"


def encrypted_pdf() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def locked_pdf() -> bytes:
    """Opens for everybody, and is to be changed by nobody."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    return out.getvalue()


def many_pages(count: int) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(10, 10))
    page = made.pages[0].obj
    kids = pikepdf.Array([page] * count)
    made.Root.Pages.Kids, made.Root.Pages.Count = kids, count
    made.save(out)
    return out.getvalue()


def flagged(data: bytes) -> bytes:
    """An archive whose parts say that they are encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := changed.find(mark, start)) >= 0:
            changed[start + at] |= 1
            start += 4
    return bytes(changed)


def link_member() -> bytes:
    """An archive with a symbolic link in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in docx_parts().items():
            archive.writestr(name, part)
        about = zipfile.ZipInfo("word/link.xml")
        about.external_attr = 0o120777 << 16
        archive.writestr(about, "/etc/passwd")
    return made.getvalue()


def overlapping() -> bytes:
    """Two parts that share their bytes."""
    data = bytearray(zipped({"[Content_Types].xml": "<a/>", "b.xml": "<b>" + "b" * 4_000 + "</b>", "c.xml": "<c/>"}))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    third = data.find(b"PK\x01\x02", second + 4)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]
    return bytes(data)


def many_members(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.xml", "")
    return made.getvalue()


DTD = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">' + "".join(
    f'<!ENTITY b{number} "{f"&b{number - 1 if number else str()};" * 10}">' for number in range(9)
)
LAUGHS = DTD + "]><a>&b8;</a>"
FETCHING = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
MACRO = documents.types(("/word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"))

REFUSED = {
    "encrypted pdf": ("pdf", encrypted_pdf, "encrypted"),
    "locked pdf": ("pdf", locked_pdf, "encrypted"),
    "encrypted docx": ("docx", lambda: flagged(documents.docx()), "encrypted"),
    "encrypted odt": (
        "odt",
        lambda: zipped(
            odt_parts()
            | {
                "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="content.xml">'
                "<m:encryption-data/></m:file-entry></m:manifest>"
            },
            first="mimetype",
        ),
        "encrypted",
    ),
    "macros": ("docx", lambda: with_parts(**{"word|vbaProject.bin": b"x"}), "macros"),
    "macros said in the list": ("docx", lambda: with_parts(**{"[Content_Types].xml": MACRO}), "macros"),
    "controls": ("docx", lambda: with_parts(**{"word|activeX|activeX1.xml": "<a/>"}), "macros"),
    "basic in an odt": ("odt", lambda: zipped(odt_parts() | {"Basic/Standard/a.xml": "<a/>"}, first="mimetype"), "macros"),
    "an object": ("docx", lambda: with_parts(**{"word|embeddings|oleObject1.bin": b"x"}), "nested"),
    "a zip inside": ("docx", lambda: with_parts(**{"word|media|a.zip": zipped({"a": "a"})}), "nested"),
    "a zip called png inside": ("docx", lambda: with_parts(**{"word|media|a.png": zipped({"a": "a"})}), "nested"),
    "42.zip": (
        "docx",
        lambda: with_parts(**{"word|media|a.jpeg": zipped({f"{n}.zip": zipped({"0": bytes(90_000)}) for n in range(16)})}),
        "nested",
    ),
    "film": ("pptx", lambda: zipped({"ppt/media/a.mp4": b"x", **pptx_parts()}), "film"),
    "other books": ("xlsx", lambda: zipped(xlsx_parts() | {"xl/externalLinks/externalLink1.xml": "<a/>"}), "linked"),
    "a database": ("xlsx", lambda: zipped(xlsx_parts() | {"xl/connections.xml": "<a/>"}), "linked"),
    "climbs": ("docx", lambda: with_parts(**{"..|..|etc|a.xml": "<a/>"}), "unsafe_archive"),
    "absolute": ("docx", lambda: with_parts(**{"|etc|a.xml": "<a/>"}), "unsafe_archive"),
    "twice": ("docx", lambda: with_parts(**{"word|DOCUMENT.xml": "<a/>"}), "unsafe_archive"),
    "a link": ("docx", link_member, "unsafe_archive"),
    "one part in another": ("docx", overlapping, "unsafe_archive"),
    "200 MB of zeros": ("docx", lambda: with_parts(**{"word|media|a.xml": bytes(200_000_000)}), "unsafe_archive"),
    "100,000 parts": ("docx", lambda: many_members(100_000), "unsafe_archive"),
    "billion laughs": ("docx", lambda: with_parts(**{"word|document.xml": LAUGHS}), "unreadable"),
    "a file that is fetched": ("docx", lambda: with_parts(**{"word|document.xml": FETCHING}), "scripted"),
    "no xml": ("docx", lambda: with_parts(**{"word|document.xml": "<a"}), "unreadable"),
    "half a docx": ("docx", lambda: documents.docx()[:-400], "unreadable"),
    "more pages than anybody reads": ("pdf", lambda: many_pages(5_001), "too_much"),
    "half a picture": ("png", lambda: pictures.png()[:-80], "unreadable"),
    "half a pdf": ("pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<", "unreadable"),
    "14,000 by 14,000": ("png", pictures.huge_png, "too_many_pixels"),
    "9,500 by 9,500": ("png", lambda: pictures.huge_png(9_500), "too_many_pixels"),
    "14,000 by 14,000 in a docx": ("docx", lambda: with_parts(**{"word|media|a.png": pictures.huge_png()}), "too_many_pixels"),
    "controls in text": ("txt", lambda: b"a\x01\x02\x03\x04\x05" * 30, "binary"),
    "nothing but space": ("txt", lambda: b" \n ", "unreadable"),
}


def pptx_parts() -> dict[str, str | bytes]:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return {
        "[Content_Types].xml": documents.types(("/ppt/presentation.xml", kind)),
        "_rels/.rels": documents.rels(("rId1", "officeDocument", "ppt/presentation.xml", "")),
        "ppt/presentation.xml": '<p:presentation xmlns:p="urn:p"/>',
    }


@pytest.mark.parametrize("what", REFUSED)
def test_c42_what_was_made_to_harm_is_refused_with_its_reason(what: str, tmp_path: Path) -> None:
    kind, make, code = REFUSED[what]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(kind, data, tmp_path) == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024, "the server itself has grown"


def xref_loop() -> bytes:
    body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\n"
    at = len(body)
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 /Prev %d >>\nstartxref\n%d\n%%%%EOF" % (at, at)
    return body + table


def deep_xml() -> bytes:
    return b"<a>" * 100_000 + b"</a>" * 100_000


ENDS = {
    "a pdf whose table leads to itself": ("pdf", xref_loop),
    "very deep xml": ("docx", lambda: with_parts(**{"word|document.xml": deep_xml()})),
    "pages that hold themselves": ("pdf", xref_loop),
}


@pytest.mark.parametrize("what", ENDS)
def test_c46_what_goes_in_circles_comes_to_an_end(what: str, tmp_path: Path) -> None:
    kind, make = ENDS[what]
    begun = time.monotonic()
    assert refusal(kind, make(), tmp_path) in {"unreadable", "too_much", "broke_down", "scripted"}
    assert time.monotonic() - begun < BOUNDS.longest


def test_c46_a_picture_of_many_frames_is_read_once(tmp_path: Path) -> None:
    assert cleaned("gif", pictures.gif(2_000), tmp_path)[0].removed == ("comments", "movement")


def test_a_polyglot_is_nothing_but_a_picture(tmp_path: Path) -> None:
    script = b"GIF89a/*" + pictures.gif()[8:] + b"*/=1;alert(1)"
    made = cleaned("gif", pictures.gif() + b"<script>alert(1)</script>PK\x03\x04", tmp_path)[1]
    assert b"script" not in made
    assert b"PK" not in made
    assert refusal("gif", script, tmp_path) in ("unreadable", "")


def test_c46_work_beyond_its_bounds_is_ended_and_leaves_the_server_alone(tmp_path: Path) -> None:
    """Too little memory, too little time, too little room to write: each ends the one process, and the next file is cleaned."""
    source = tmp_path / "source"
    source.write_bytes(pictures.jpeg(pictures.points("RGB", (3_000, 3_000))))
    kind = BY_CODE["jpeg"]
    little = {"memory": 150 * 1024**2, "longest": 0.01, "written": 1_000}
    for name, value in little.items():
        said = clean(source, tmp_path / name, kind, replace(BOUNDS, **{name: value}))
        assert said.refusal in ("too_much", "broke_down"), name
    assert clean(source, tmp_path / "all", kind).refusal == ""


SPY = """
import json, os, socket, sys
from network.confined import serve_files
def answer(question, source, result):
    found = {"environment": sorted(os.environ)}
    for name, deed in {"read": lambda: open("/etc/hostname"), "write": lambda: open("/tmp/spied", "w"), "call": socket.socket,
                       "start": lambda: os.popen("id").read()}.items():
        try:
            deed()
            found[name] = "done"
        except OSError as error:
            found[name] = type(error).__name__
    return json.dumps(found).encode()
serve_files(answer)
"""


def test_c46_the_process_has_no_secret_no_file_and_no_line_to_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "canary")
    source = tmp_path / "source"
    source.write_bytes(b"x")
    numbers = [os.open(source, os.O_RDONLY), os.open(tmp_path / "result", os.O_RDWR | os.O_CREAT)]
    try:
        done = subprocess.run(
            [sys.executable, "-c", SPY, str(2**30), "10", "100", *map(str, numbers)],
            input=b"",
            capture_output=True,
            pass_fds=numbers,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"]},
            check=True,
        )
    finally:
        for number in numbers:
            os.close(number)
    found = eval(done.stdout)
    assert found["read"] == found["write"] == found["call"] == "OSError"
    assert found["start"] != "done"


def test_a_process_is_handed_files_and_no_paths(tmp_path: Path) -> None:
    """It gets neither a link that leads elsewhere nor a result that is there already."""
    (tmp_path / "source").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "source")
    bounds = Bounds(2**29, 5, 10.0, 10)
    with pytest.raises(OSError, match="symbolic links"):
        ask(apart.CHILD, b"{}", bounds, Handed(tmp_path / "link", tmp_path / "a"))
    with pytest.raises(FileExistsError):
        ask(apart.CHILD, b"{}", bounds, Handed(tmp_path / "source", tmp_path / "source"))
    with pytest.raises((BrokeDown, Overran)):
        ask(apart.CHILD, b"{}", bounds, Handed(tmp_path / "source", tmp_path / "result"))


@pytest.mark.parametrize("kind", sorted(BY_CODE))
def test_each_kind_can_be_cleaned_by_the_process(kind: str, tmp_path: Path) -> None:
    """Whatever a cleaner needs is loaded before nothing can be opened any more."""
    made = {
        "pdf": documents.pdf,
        "docx": documents.docx,
        "xlsx": documents.xlsx,
        "pptx": lambda: zipped(pptx_parts()),
        "odt": documents.odt,
        "ods": lambda: documents.odt("spreadsheet"),
        "jpeg": pictures.jpeg,
        "png": pictures.png,
        "webp": pictures.webp,
        "gif": pictures.gif,
    }.get(kind, lambda: "Téa".encode("utf-16"))()
    said, data = cleaned(kind, made, tmp_path)
    assert said.refusal == ""
    source = tmp_path / "again"
    source.write_bytes(data)
    assert isinstance(apart.text_of(source, tmp_path / "words", BY_CODE[kind]), str)


def test_endings_and_kinds_are_one_to_one() -> None:
    for kind in KINDS:
        for ending in kind.endings:
            assert kind_of(ending) is kind
    assert kind_of("svg") is None
    assert kind_of("exe") is None
    assert Cleaned() == Cleaned("")


def test_no_web_worker_loads_a_reader_of_files() -> None:
    """They are large, and the largest surface there is."""
    asked = (
        "import network.app, sys; print([m for m in ('PIL', 'pikepdf', 'pypdf', 'docx', 'lxml', 'obstore') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_limits_of_archives_are_kept() -> None:
    assert zips.RATIO <= 100
    assert unzipped(zipped({"a": "b"})) == {"a": b"b"}
