"""C42, C46: files made to harm are refused with the reason, or read for what they say and nothing more."""

import io
import random
import zipfile
from itertools import pairwise

import pytest

from network.confined import Bounds
from network.office import Kind, Refused, Unreadable, read
from network.office.document import REFUSALS, LossCode
from network.office.reading import read_document
from tests.office.files import NAMES, docx, odt, p, packed, r

LETTERS = "abcdefghi"
LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha">'
LAUGHS += "".join(f'<!ENTITY {more} "{f"&{less};" * 10}">' for less, more in pairwise(LETTERS)) + "]>"
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BODY = f"<w:document {NAMES}><w:body>{p('&x;')}</w:body></w:document>"


def with_document(document: str, **more: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def encrypted(data: bytes) -> bytes:
    """The same archive, each member marked as locked."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def link_to(target: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, target)
    return out.getvalue()


FILES: dict[str, tuple[bytes, Refused]] = {
    "nothing": (b"", Refused.NOT_A_DOCUMENT),
    "text": (b"Night outreach", Refused.NOT_A_DOCUMENT),
    "pdf": (b"%PDF-1.7\n", Refused.NOT_A_DOCUMENT),
    "a picture": (b"\x89PNG\r\n\x1a\n", Refused.NOT_A_DOCUMENT),
    "an old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Refused.OLD_KIND),
    "a broken archive": (docx(p("x"))[:-40], Refused.DAMAGED),
    "half an archive": (docx(p("x"))[:200], Refused.DAMAGED),
    "an archive of something else": (packed({"xl/workbook.xml": "<workbook/>"}), Refused.NOT_A_DOCUMENT),
    "without its text": (packed({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<w/>"}), Refused.NOT_A_DOCUMENT),
    "the other kind": (odt("<text:p>x</text:p>"), Refused.OTHER_KIND),
    "without a body": (with_document(f"<w:document {NAMES}/>"), Refused.NOT_A_DOCUMENT),
    "with a password": (encrypted(docx(p("x"))), Refused.LOCKED),
    "with macros": (packed({"word/document.xml": BODY, "word/vbaProject.bin": b"x"}), Refused.MACROS),
    "with a program": (packed({"word/document.xml": BODY, "word/run.vbs": b"x"}), Refused.MACROS),
    "billion laughs": (with_document(LAUGHS + f"<w:document {NAMES}><w:body>{p('&i;')}</w:body></w:document>"), Refused.UNSAFE),
    "a file from outside": (with_document(OUTSIDE + BODY), Refused.UNSAFE),
    "a type from outside": (
        with_document('<!DOCTYPE w SYSTEM "http://sink.example/x.dtd">' + BODY.replace("&x;", "")),
        Refused.UNSAFE,
    ),
    "entities in its styles": (docx(p("x"), styles=OUTSIDE + f"<w:styles {NAMES}>&x;</w:styles>"), Refused.UNSAFE),
    "unknown entities": (with_document(BODY), Refused.DAMAGED),
    "no xml": (with_document("x < y"), Refused.DAMAGED),
    "a lie about letters": (with_document('<?xml version="1.0" encoding="klingon"?><w/>'), Refused.DAMAGED),
    "unpacks too far": (with_document("<w>" + " " * 60_000_000 + "</w>"), Refused.TOO_LARGE),
    "many members": (packed({f"word/{at}": b"" for at in range(5_000)}), Refused.TOO_LARGE),
    "too large": (b"PK\x03\x04" + b"x" * 21_000_000, Refused.TOO_LARGE),
    "too deep": (docx("<w:sdt><w:sdtContent>" * 200 + p("x") + "</w:sdtContent></w:sdt>" * 200), Refused.TOO_DEEP),
    "deep tables": (docx("<w:tbl><w:tr><w:tc>" * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60), Refused.TOO_DEEP),
    "climbs": (packed({"../word/document.xml": BODY}), Refused.DAMAGED),
    "a link": (link_to("/etc/passwd"), Refused.DAMAGED),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_made_to_harm_is_refused_with_the_reason(name: str) -> None:
    data, code = FILES[name]
    with pytest.raises(Unreadable) as refusal:
        read_document(data, Kind.DOCX)
    assert refusal.value.code is code
    assert str(refusal.value.message)


def test_the_same_for_odt() -> None:
    for data, code in (
        (odt("<text:p>x</text:p>", mimetype="application/vnd.oasis.opendocument.spreadsheet"), Refused.NOT_A_DOCUMENT),
        (docx(p("x")), Refused.OTHER_KIND),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": OUTSIDE + "<x/>"}), Refused.UNSAFE),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>", "Basic/x.xml": "x"}),
            Refused.MACROS,
        ),
    ):
        with pytest.raises(Unreadable) as refusal:
            read_document(data, Kind.ODT)
        assert refusal.value.code is code


def test_every_refusal_has_its_words() -> None:
    assert set(REFUSALS) == set(Refused)


def test_nothing_of_another_file_or_place_is_in_the_text() -> None:
    """Pictures, templates and parts from elsewhere are named in a file; none is asked for."""
    template = (
        '<Relationships><Relationship Id="rId1" Type="x/attachedTemplate" Target="http://sink.example/t.dotm"/></Relationships>'
    )
    picture = '<w:r><w:drawing><a:blip r:link="rId9"/></w:drawing></w:r>'
    found = read_document(docx(p("x", runs=picture) + '<w:altChunk r:id="rId9"/>', settings=template), Kind.DOCX)
    assert found.markdown == "x\n"
    assert "sink" not in found.markdown


def test_names_of_people_stay_in_the_file() -> None:
    name = "Jane Realname"
    comments = f'<w:comments {NAMES}><w:comment w:author="{name}">{p(name)}</w:comment></w:comments>'
    body = p(runs=f'<w:ins w:author="{name}">{r("kept")}</w:ins><w:del w:author="{name}">{r(name)}</w:del>')
    found = read_document(docx(body, comments=comments, people=f'<w:person w:author="{name}"/>'), Kind.DOCX)
    assert name not in repr(found)


def test_c41_a_name_that_a_program_filled_in_is_no_text() -> None:
    """Fields that show who wrote it: nobody typed them, and a draft is read by others."""
    name = "Jane Realname"
    long = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> LASTSAVEDBY </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{name}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            "<w:t>after</w:t>",
        )
    )
    short = f'<w:fldSimple w:instr=" AUTHOR \\* MERGEFORMAT">{r(name)}</w:fldSimple>'
    found = read_document(docx(p("before", runs=short + long)), Kind.DOCX)
    assert (name in found.markdown, "before" in found.markdown, "after" in found.markdown) == (False, True, True)
    assert [(loss.code, loss.count) for loss in found.losses] == [(LossCode.NAMES, 2)]
    fields = "".join(f"<text:{each}>{name}</text:{each}>" for each in ("author-name", "creator", "sender-lastname"))
    found = read_document(odt(f"<text:p>before {fields} after</text:p>"), Kind.ODT)
    assert (name in found.markdown, "before" in found.markdown, "after" in found.markdown) == (False, True, True)
    assert [(loss.code, loss.count) for loss in found.losses] == [(LossCode.NAMES, 3)]


@pytest.mark.usefixtures("own_processes")
def test_c46_a_file_that_takes_too_much_ends_its_process_alone() -> None:
    numbers = random.Random(1)
    many = docx("".join(p(f"{numbers.random()} {numbers.random()} *a* _b_ [c]") for _ in range(60_000)))
    for bounds in (Bounds(memory=1024**3, seconds=1, longest=20.0), Bounds(memory=110 * 1024**2, seconds=30, longest=60.0)):
        with pytest.raises(Unreadable) as refusal:
            read(many, Kind.DOCX, bounds)
        assert refusal.value.code is Refused.TOO_MUCH
    assert read(docx(p("still here")), Kind.DOCX).markdown == "still here\n"


@pytest.mark.usefixtures("own_processes")
def test_a_refusal_comes_out_of_the_process_as_it_was() -> None:
    with pytest.raises(Unreadable, match="asks for something from outside"):
        read(FILES["billion laughs"][0], Kind.DOCX)
