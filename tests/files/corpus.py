"""Uploads that people, devices and attackers send: for each its name, its bytes, and what a page has to say of it."""

import io
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image

from network.cleaning.kinds import BY_CODE
from network.files.rules.wording import REFUSED
from tests.cleaning import documents, pictures
from tests.cleaning import test_hostile_files as hostile
from tests.cleaning.pictures import JANE
from tests.scanning.fake import EICAR

TRIP = "window.__tripped=1"
ACTIVE = f"<html><body onload={TRIP}><script>{TRIP}</script><img src=x onerror={TRIP}></body></html>".encode()
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{TRIP}"><script>{TRIP}</script></svg>'.encode()


@dataclass(frozen=True, slots=True)
class Upload:
    """`said`: what its sender reads; empty where it is taken. `gone`: what no byte of a taken one may tell any more."""

    name: str
    make: Callable[[], bytes]
    said: str = ""
    gone: tuple[bytes, ...] = (JANE.encode(),)


def of_cleaning() -> Iterator[tuple[str, Upload]]:
    """What the cleaner is tested with, as a sender would name it."""
    for what, (kind, data) in hostile.LIES.items():
        yield what, Upload(f"a.{BY_CODE[kind].endings[0]}", lambda data=data: data, str(REFUSED["other_kind"]))  # type: ignore[misc]
    for what, (kind, make, code) in hostile.REFUSED.items():
        yield what, Upload(f"a.{BY_CODE[kind].endings[0]}", make, str(REFUSED[code]))


def refused(name: str, data: bytes, said: str) -> Upload:
    return Upload(name, lambda: data, said)


TAKES = "We take PDF"
OTHER = "is not what its name says"
AT_THE_DOOR = {
    "0 bytes": refused("a.txt", b"", "This file is empty"),
    "no ending": refused("notes", b"notes", TAKES),
    "pdf.exe": refused("a.pdf.exe", b"MZ\x90", TAKES),
    "jpg.html": refused("a.jpg.html", ACTIVE, "Save it as PDF"),
    "PHP": refused("x.PHP", b"<?php", TAKES),
    "svg": refused("a.svg", SVG, "Save it as PNG"),
    "svgz": refused("a.svgz", b"\x1f\x8b\x08\x00", TAKES),
    "html": refused("a.html", ACTIVE, "Save it as PDF"),
    "html.pdf": refused("a.html.pdf", ACTIVE, OTHER),
    "xml": refused("a.xml", b"<?xml version='1.0'?>", TAKES),
    "a name of a setting": refused(".htaccess", b"AddType x/y .jpg", TAKES),
    "a name of spaces": refused("   ", b"x", ""),
    "an ending turned round": refused("a\u202egpj.exe", b"MZ\x90", TAKES),
    "an ending behind a nul": refused("a.exe\x00.jpg", b"MZ\x90", OTHER),
    "script called jpg": refused("a.jpg", f"{TRIP}".encode(), OTHER),
    "html called png": refused("a.png", ACTIVE, OTHER),
    "svg called jpg": refused("a.jpg", SVG, OTHER),
    "a book with macros": refused("a.xlsm", documents.xlsx(), "Save it as XLSX"),
    "old word": refused("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Save it as DOCX"),
    "old word called docx": refused("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OTHER),
    "phone picture": refused("a.HEIC", b"\x00\x00\x00\x18ftypheic", "Save it as JPEG"),
    "film": refused("a.mp4", b"\x00\x00\x00\x18ftypmp42", "no film or sound"),
    "sound": refused("a.m4a", b"\x00\x00\x00\x18ftypM4A ", "no film or sound"),
    "virus in a zip": refused("a.zip", documents.zipped({"a.com": EICAR}), "no packed folders"),
    "virus in a zip in a zip": refused("a.zip", documents.zipped({"b.zip": documents.zipped({"a": EICAR})}), "no packed folders"),
    "a zip called txt": refused("a.txt", documents.zipped({"a": "a"}), OTHER),
}


def incremental() -> bytes:
    """A PDF whose earlier text is still in it, behind a later one."""
    first = documents.pdf()
    at = len(first)
    return first + b"\n7 0 obj\n<< /Type /XObject >>\nendobj\n% " + str(at).encode() + b"\n"


def thumbnailed() -> bytes:
    """A picture that was cropped, with the uncropped one as its small preview."""
    whole, cut, made = io.BytesIO(), pictures.points().crop((0, 0, 10, 10)), io.BytesIO()
    pictures.points(size=(160, 120)).save(whole, "JPEG", comment=b"uncropped " + JANE.encode())
    head = b"MM\x00\x2a" + struct.pack(">I", 8) + struct.pack(">H", 0) + struct.pack(">I", 14)
    parts = (
        struct.pack(">H", 2) + struct.pack(">HHII", 0x0201, 4, 1, 44) + struct.pack(">HHII", 0x0202, 4, 1, len(whole.getvalue()))
    )
    cut.save(made, "JPEG", exif=b"Exif\0\0" + head + parts + struct.pack(">I", 0) + whole.getvalue())
    return made.getvalue()


def one_line() -> bytes:
    chance = random.Random(1)
    return "".join(chance.choice("abcdefgh ") for _ in range(1_900_000)).encode()


def of_colours(mode: str) -> bytes:
    made = io.BytesIO()
    pictures.points(mode).save(made, "JPEG", comment=JANE.encode())
    return made.getvalue()


def deep_colours() -> bytes:
    made = io.BytesIO()
    Image.new("I;16", (40, 24), 40_000).save(made, "PNG")
    return made.getvalue()


def turned(orientation: int) -> bytes:
    made = io.BytesIO()
    pictures.points().save(made, "JPEG", exif=pictures.exif(orientation))
    return made.getvalue()


def signed_pdf() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(10, 10))
    made.docinfo["/Author"] = JANE
    made.save(out)
    return out.getvalue() + b"<script>" + TRIP.encode() + b"</script>"


TAKEN = {
    "a plain text": Upload("a.txt", lambda: b"Tea first.\n"),
    "a name that climbs": Upload("../../x.txt", lambda: b"a\n"),
    "a name that climbs the other way": Upload("..\\..\\x.txt", lambda: b"b\n"),
    "an absolute name": Upload("/etc/passwd.txt", lambda: b"c\n"),
    "a name of a device": Upload("con.txt", lambda: b"d\n"),
    "a name like an option": Upload("-rf.txt", lambda: b"e\n"),
    "a name of 255 bytes": Upload("a" * 251 + ".txt", lambda: b"f\n"),
    "a name of 256 bytes": Upload("a" * 252 + ".txt", lambda: b"g\n"),
    "a name of 1,000 bytes": Upload("ä" * 498 + ".txt", lambda: b"h\n"),
    "a name with signs of addresses": Upload("%2e%2e%2fx.txt", lambda: b"i\n"),
    "a name with a tag": Upload(f"<img src=x onerror={TRIP}>.txt", lambda: b"j\n"),
    "a name in another form of letters": Upload("Ko\u0301.txt", lambda: b"k\n"),
    "the same name in one form": Upload("K\u00f3.txt", lambda: b"l\n"),
    "the same bytes again": Upload("again.txt", lambda: b"Tea first.\n"),
    "a page in a text": Upload("a.txt", lambda: ACTIVE, gone=()),
    "a drawing in a text": Upload("a.md", lambda: SVG, gone=()),
    "a list in UTF-16": Upload("a.csv", lambda: "Titre,Née\n".encode("utf-16"), gone=(b"\xff\xfe",)),
    "a long line": Upload("a.txt", one_line),
    "a template from elsewhere": Upload("a.docx", documents.docx, gone=(JANE.encode(), b"sink.example", b"dotm")),
    "a workbook": Upload("a.xlsx", documents.xlsx),
    "an open document": Upload("a.odt", documents.odt),
    "a pdf that does things": Upload("a.pdf", documents.pdf, gone=(JANE.encode(), b"JavaScript", b"OpenAction", b"Launch")),
    "a pdf with more behind its end": Upload("a.pdf", incremental, gone=(b"/XObject >>\nendobj\n% ",)),
    "a pdf with a script behind its end": Upload("a.pdf", signed_pdf, gone=(JANE.encode(), b"script")),
    "a photograph": Upload("a.jpg", pictures.jpeg, gone=(JANE.encode(), b"Exif", b"GPS", b"PK\x03\x04")),
    "a picture with text": Upload("a.png", pictures.png, gone=(JANE.encode(), b"tEXt", b"zTXt", b"iTXt", b"eXIf")),
    "a picture of the web": Upload("a.webp", pictures.webp, gone=(JANE.encode(), b"EXIF", b"XMP ")),
    "a picture with a remark": Upload("a.gif", pictures.gif),
    "a picture that is a script too": Upload(
        "a.gif", lambda: pictures.gif() + b"/*" + ACTIVE + b"*/", gone=(b"script", b"onerror", JANE.encode())
    ),
    "a picture that is an archive too": Upload(
        "a.jpg", lambda: pictures.jpeg() + documents.zipped({"a": "a"}), gone=(b"PK\x03\x04", JANE.encode())
    ),
    "a cropped picture with the whole as preview": Upload("a.jpg", thumbnailed, gone=(b"uncropped", JANE.encode())),
    "a picture for print": Upload("a.jpg", lambda: of_colours("CMYK")),
    "a picture of 16 bits": Upload("a.png", deep_colours),
    **{f"a picture turned {each}": Upload("a.jpg", lambda each=each: turned(each)) for each in range(2, 9)},  # type: ignore[misc]
}

REFUSALS = AT_THE_DOOR | dict(of_cleaning())
CORPUS = REFUSALS | TAKEN
HEAVY = ("200 MB of zeros", "100,000 parts", "14,000 by 14,000", "14,000 by 14,000 in a docx", "9,500 by 9,500", "42.zip")
"""What takes seconds: each once in the quick run, by the plain page."""
