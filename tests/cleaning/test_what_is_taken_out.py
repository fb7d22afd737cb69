"""C40, C41: what a file tells of its makers is gone from the file that is kept, whatever form it was told in."""

import io
import re
import zlib
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image, ImageCms

from network.cleaning import apart
from network.cleaning.apart import Cleaned, clean, text_of
from network.cleaning.kinds import BY_CODE
from tests.cleaning import documents, pictures
from tests.cleaning.pictures import JANE

CANARIES = ("Jane", "Realname", "GPSLatitude", "00AB12CD", "1A2B3C4D", "sink.example", "C:/Users", "C:\\Users")


def cleaned(kind: str, data: bytes, folder: Path) -> tuple[Cleaned, bytes]:
    """What a cleaner says, and the file that it made."""
    source, result = folder / "source", folder / "result"
    source.write_bytes(data)
    result.unlink(missing_ok=True)
    said = clean(source, result, BY_CODE[kind])
    return said, result.read_bytes()


def every_byte(data: bytes) -> bytes:
    """The bytes of a file and of everything that is packed in it."""
    found = [data]
    if data.startswith(b"PK"):
        found += [name.encode() + b"\n" + every_byte(part) for name, part in documents.unzipped(data).items()]
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for each in pdf.objects:
                found.append(repr(each).encode())
                if isinstance(each, pikepdf.Stream):
                    found.append(each.read_raw_bytes())
                    if "/DCTDecode" not in repr(each.get("/Filter")):
                        found.append(each.read_bytes())
    for packed in re.finditer(rb"zTXt[^\0]*\0\0", data):
        found.append(zlib.decompressobj().decompress(data[packed.end() :]))
    return b"\n".join(found)


def told(data: bytes) -> list[str]:
    """Which of the names are anywhere in it, in any spelling of text."""
    whole = every_byte(data)
    return [
        each
        for each in CANARIES
        if each.encode() in whole or each.encode("utf-16-le") in whole or each.encode("utf-16-be") in whole
    ]


PICTURES = {
    "jpeg": (pictures.jpeg(), {"place", "properties", "comments"}),
    "png": (pictures.png(), {"place", "properties", "comments"}),
    "webp": (pictures.webp(), {"place", "properties"}),
    "gif": (pictures.gif(), {"comments"}),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_c40_a_picture_is_nothing_but_its_points(kind: str, tmp_path: Path) -> None:
    data, removed = PICTURES[kind]
    assert told(data), "the picture tells nothing to begin with"
    said, made = cleaned(kind, data, tmp_path)
    assert said == Cleaned("", tuple(sorted(removed)), ())
    assert told(made) == []
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == pictures.SIZE
        assert picture.format == kind.upper()
        assert not picture.getexif()
        red, blue = picture.convert("RGB").getpixel((5, 5)), picture.convert("RGB").getpixel((35, 20))
        assert red[0] > 150 > red[2]  # type: ignore[index]
        assert blue[2] > 150 > blue[0]  # type: ignore[index]


def test_colours_stay_and_their_profile_goes(tmp_path: Path) -> None:
    """A profile is text and numbers of a device's maker; the points are turned into the colours of every screen."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = bytes(profile).index("sRGB".encode("utf-16-be"))
    profile[at : at + 8] = "Jane".encode("utf-16-be")
    made = io.BytesIO()
    pictures.points().save(made, "JPEG", icc_profile=bytes(profile), quality=95)
    assert told(made.getvalue()) == ["Jane"]
    said, data = cleaned("jpeg", made.getvalue(), tmp_path)
    assert said.removed == ("properties",)
    assert told(data) == []
    with Image.open(io.BytesIO(data)) as picture:
        assert "icc_profile" not in picture.info
        red = picture.getpixel((5, 5))
        assert red[0] > 150 > red[2]  # type: ignore[index]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_c40_a_picture_stands_upright(orientation: int, tmp_path: Path) -> None:
    made = io.BytesIO()
    pictures.points().save(made, "JPEG", exif=pictures.exif(orientation))
    _, data = cleaned("jpeg", made.getvalue(), tmp_path)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (pictures.SIZE if orientation < 5 else pictures.SIZE[::-1])
        assert not picture.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_colours_can_be_cleaned(mode: str, tmp_path: Path) -> None:
    made = io.BytesIO()
    plain = pictures.points("L").convert("I") if mode.startswith("I") else pictures.points("RGB").convert(mode)
    (plain.convert("I;16") if mode == "I;16" else plain).save(made, "PNG")
    said, data = cleaned("png", made.getvalue(), tmp_path)
    assert said.refusal == ""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert picture.size == pictures.SIZE


def test_a_picture_for_print_gets_the_colours_of_a_screen(tmp_path: Path) -> None:
    made = io.BytesIO()
    pictures.points("CMYK").save(made, "JPEG")
    said, data = cleaned("jpeg", made.getvalue(), tmp_path)
    assert said.refusal == ""
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.mode == "RGB"


def test_a_moving_picture_keeps_its_first(tmp_path: Path) -> None:
    said, data = cleaned("gif", pictures.gif(30), tmp_path)
    assert "movement" in said.removed
    with Image.open(io.BytesIO(data)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


def test_c41_a_document_names_nobody_in_twelve_places(tmp_path: Path) -> None:
    data = documents.docx()
    places = [name for name, part in documents.unzipped(data).items() if told(part)]
    assert len(places) >= 9, places
    said, made = cleaned("docx", data, tmp_path)
    assert told(made) == []
    assert said.refusal == ""
    assert said.left == ()
    assert set(said.removed) >= {"authors", "properties", "thumbnail", "traces", "links", "picture_details", "dates"}
    parts = documents.unzipped(made)
    assert not [name for name in parts if name.startswith(("docProps", "customXml"))]
    assert b'w:author="Person 1"' in parts["word/comments.xml"]
    assert b"https://tea.example/" in parts["word/_rels/document.xml.rels"]
    assert b"mc:Ignorable" in parts["word/document.xml"]
    assert b"r:link" not in parts["word/document.xml"]
    opened = docx.Document(io.BytesIO(made))
    assert documents.SAID in opened.paragraphs[0].text
    assert opened.core_properties.author == ""


def test_a_document_of_a_real_library_opens_again(tmp_path: Path) -> None:
    written, made = docx.Document(), io.BytesIO()
    written.core_properties.author = JANE
    written.add_heading("Plan", 1)
    written.add_paragraph(documents.SAID)
    written.add_picture(io.BytesIO(pictures.jpeg()))
    written.add_table(2, 2).cell(0, 0).text = "cell"
    written.save(made)
    said, data = cleaned("docx", made.getvalue(), tmp_path)
    assert said.refusal == ""
    assert told(data) == []
    again = docx.Document(io.BytesIO(data))
    assert [each.text for each in again.paragraphs][:2] == ["Plan", documents.SAID]
    assert again.tables[0].cell(0, 0).text == "cell"
    assert len(again.inline_shapes) == 1


def test_words_that_were_deleted_are_told_to_their_sender(tmp_path: Path) -> None:
    for kind, data in (("docx", documents.docx(tracked=True)), ("odt", documents.odt(tracked=True))):
        said, made = cleaned(kind, data, tmp_path)
        assert said.left == ("tracked_changes",), kind
        assert told(made) == []


def test_c41_a_workbook_names_nobody(tmp_path: Path) -> None:
    said, made = cleaned("xlsx", documents.xlsx(), tmp_path)
    assert said.refusal == ""
    assert told(made) == []
    assert set(said.removed) >= {"authors", "properties", "forms", "traces"}
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book["Plan"]["A1"].value == documents.SAID
    assert book["Plan"]["A1"].comment.text == "Person 1: Why?"


def test_a_workbook_of_a_real_library_opens_again(tmp_path: Path) -> None:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = JANE
    assert book.active is not None
    book.active["A1"] = documents.SAID
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(made)
    said, data = cleaned("xlsx", made.getvalue(), tmp_path)
    assert said.left == ("hidden_sheets",)
    assert told(data) == []
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A1"].value == documents.SAID  # type: ignore[index]


@pytest.mark.parametrize(("kind", "form"), [("odt", "text"), ("ods", "spreadsheet")])
def test_c41_an_open_document_names_nobody(kind: str, form: str, tmp_path: Path) -> None:
    said, made = cleaned(kind, documents.odt(form), tmp_path)
    assert said.refusal == ""
    assert told(made) == []
    parts = documents.unzipped(made)
    assert next(iter(parts)) == "mimetype"
    assert "meta.xml" not in parts
    assert b"meta.xml" not in parts["META-INF/manifest.xml"]
    assert b"https://tea.example/" in parts["content.xml"]
    assert b"Person 1" in parts["content.xml"]


def test_c41_a_pdf_names_nobody_and_does_nothing(tmp_path: Path) -> None:
    data = documents.pdf()
    assert told(data)
    said, made = cleaned("pdf", data, tmp_path)
    assert said.refusal == ""
    assert told(made) == []
    assert set(said.removed) >= {"authors", "properties", "actions", "attachments", "picture_details", "traces", "dates"}
    whole = every_byte(made)
    for acting in (b"JavaScript", b"OpenAction", b"Launch", b"EmbeddedFile", b"/AA", b"Metadata", b"PieceInfo"):
        assert acting not in whole, acting
    assert b"https://tea.example/" in whole
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages[0].Annots) == 3
        assert len(pdf.docinfo) == 0


def test_an_earlier_version_of_a_pdf_is_gone(tmp_path: Path) -> None:
    first = documents.pdf()
    at = first.rindex(b"startxref") + 10
    start = int(first[at:].split()[0])
    body = f"\n3 0 obj\n<< /Hidden ({JANE}) >>\nendobj\n".encode()
    said, made = cleaned("pdf", first + body + f"startxref\n{start}\n%%EOF".encode(), tmp_path)
    assert said.refusal == ""
    assert told(made) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "pdf", "png", "jpeg"])
def test_the_same_file_is_cleaned_to_the_same_bytes(kind: str, tmp_path: Path) -> None:
    data = {**{name: each[0] for name, each in PICTURES.items()}, "docx": documents.docx(), "xlsx": documents.xlsx()}
    data |= {"odt": documents.odt(), "pdf": documents.pdf()}
    one, other = cleaned(kind, data[kind], tmp_path)[1], cleaned(kind, data[kind], tmp_path)[1]
    assert one == other
    again, third = cleaned(kind, one, tmp_path)
    assert again.refusal == ""
    if kind in ("xlsx", "png"):  # a JPEG loses a little each time
        assert third == one


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("pdf", documents.pdf(), documents.SAID),
        ("docx", documents.docx(), documents.SAID),
        ("xlsx", documents.xlsx(), ""),
        ("odt", documents.odt(), documents.SAID),
        ("txt", "Déjà vu\r\n\r\nonce".encode(), "Déjà vu once"),
        ("png", pictures.png(), ""),
    ],
)
def test_the_words_of_a_file_can_be_read(kind: str, data: bytes, words: str, tmp_path: Path) -> None:
    _, made = cleaned(kind, data, tmp_path)
    source, result = tmp_path / "clean", tmp_path / "words"
    source.write_bytes(made)
    found = text_of(source, result, BY_CODE[kind])
    assert words in found
    assert words or not found


def test_of_long_texts_a_megabyte_is_read(tmp_path: Path) -> None:
    source, result = tmp_path / "clean", tmp_path / "words"
    source.write_bytes("ä ".encode() * 800_000)
    assert len(text_of(source, result, BY_CODE["txt"]).encode()) in (apart.LONGEST_TEXT, apart.LONGEST_TEXT - 1)


@pytest.mark.parametrize(
    ("data", "made"),
    [
        (b"\xef\xbb\xbfTea\r\nfirst", b"Tea\nfirst"),
        ("Tea\nfirst – é".encode("utf-16"), "Tea\nfirst – é".encode()),
        ("Tea – é".encode("cp1252"), "Tea – é".encode()),
        ("a\u202egnp.exe".encode(), b"agnp.exe"),
        (b"plain\n", b"plain\n"),
    ],
)
def test_text_becomes_plain(data: bytes, made: bytes, tmp_path: Path) -> None:
    said, found = cleaned("txt", data, tmp_path)
    assert found == made
    assert said.removed == (() if data == made else ("encoding",))
