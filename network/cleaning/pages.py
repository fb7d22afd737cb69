"""PDF: written anew with its pages, and without what tells of its maker or would act by itself."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from network.cleaning.jpeg import bare
from network.cleaning.kinds import Kind
from network.cleaning.notes import Notes, Refused

MOST_PAGES = 5_000
ACTING = {"/OpenAction": "actions", "/AA": "actions", "/Collection": "attachments", "/AF": "attachments"}
TELLING = {"/Metadata": "properties", "/PieceInfo": "traces", "/LastModified": "dates"}
OF_THE_ROOT = {"/Perms": "signature", "/DSS": "signature", "/SpiderInfo": "traces", "/URI": "actions"}
# What a link may do: go to a page of the same file, or to an address that the reader sees.
HARMLESS = {"/GoTo", "/URI", "/Named"}
SEEN = {
    "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline", "/Squiggly",
    "/Text", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Widget", "/Watermark", "/PrinterMark", "/TrapNet",
}  # fmt: skip
OF_A_NOTE = {"/T": "authors", "/M": "dates", "/CreationDate": "dates", "/NM": "traces", "/RC": "traces"}


def clean(_kind: Kind, source: BinaryIO, result: BinaryIO) -> Notes:
    """See `child.answer_to`."""
    notes = Notes()
    try:
        with pikepdf.open(source, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
            _insist(pdf)
            _strip_root(pdf, notes)
            for page in pdf.pages:
                _strip_notes(pdf, page.obj, notes)
            for each in _objects(pdf):
                _strip(each, notes)
            pdf.remove_unreferenced_resources()
            pdf.save(
                result,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                fix_metadata_version=False,
                preserve_pdfa=False,
            )
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PikepdfError, ValueError, KeyError, TypeError, RecursionError):
        # A file that anybody can read and nobody may change asks for chance, which a process that opens nothing has not.
        raise Refused("encrypted" if _says_encrypted(source) else "unreadable") from None
    return notes


def _says_encrypted(source: BinaryIO) -> bool:
    source.seek(0)
    return b"/Encrypt" in source.read()


def _insist(pdf: Pdf) -> None:
    if pdf.is_encrypted:
        raise Refused("encrypted")
    count = len(pdf.pages)
    if not count:
        raise Refused("unreadable")
    if count > MOST_PAGES:
        raise Refused("too_much")


def _strip_root(pdf: Pdf, notes: Notes) -> None:
    """What belongs to the file as a whole."""
    if len(pdf.docinfo):
        notes.removed.add("properties")
        if any(name in pdf.docinfo for name in ("/Author", "/Creator")):
            notes.removed.add("authors")
    del pdf.docinfo
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        for key, code in (("/EmbeddedFiles", "attachments"), ("/JavaScript", "actions"), ("/Renditions", "actions")):
            _drop(names, key, code, notes)
    for key, code in OF_THE_ROOT.items():
        _drop(pdf.Root, key, code, notes)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        _drop(form, "/XFA", "actions", notes)
        if int(form.get("/SigFlags", 0)):
            notes.removed.add("signature")
            form["/SigFlags"] = 0


def _strip_notes(pdf: Pdf, page: Object, notes: Notes) -> None:
    """Notes and links on a page: those that carry or start something go, the others lose the name of who made them."""
    found = page.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return
    kept = pdf.make_indirect(pikepdf.Array())
    for note in found:
        if not isinstance(note, Dictionary) or str(note.get("/Subtype")) not in SEEN:
            notes.removed.add("attachments" if str(note.get("/Subtype")) == "/FileAttachment" else "actions")
            continue
        is_field = str(note.get("/Subtype")) == "/Widget"
        for key, code in OF_A_NOTE.items():
            if not (is_field and key == "/T"):  # there it is the name of the field
                _drop(note, key, code, notes)
        kept.append(note)
    page["/Annots"] = kept


def _objects(pdf: Pdf) -> Iterator[Object]:
    """Every object and what stands inside it."""
    for each in pdf.objects:
        waiting = [each]
        while waiting:
            inner = waiting.pop()
            if isinstance(inner, Dictionary | Stream):
                yield inner
                waiting += [value for _, value in inner.items() if _is_inside(value)]
            elif isinstance(inner, pikepdf.Array):
                waiting += [value for value in inner if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    return isinstance(value, Object) and not value.is_indirect and isinstance(value, Dictionary | Stream | pikepdf.Array)


def _strip(each: Object, notes: Notes) -> None:
    """What tells or acts, wherever it hangs."""
    for key, code in (*ACTING.items(), *TELLING.items()):
        _drop(each, key, code, notes)
    for key in ("/A", "/PA", "/Next"):
        action = each.get(key)
        if isinstance(action, Dictionary) and "/S" in action and str(action.get("/S")) not in HARMLESS:
            _drop(each, key, "actions", notes)
    if "/EF" in each:
        _drop(each, "/EF", "attachments", notes)
    if str(each.get("/Type", "")) == "/Sig":
        for key in ("/Contents", "/Cert", "/Name", "/Location", "/Reason", "/ContactInfo", "/M"):
            _drop(each, key, "signature", notes)
    if isinstance(each, Stream) and str(each.get("/Subtype", "")) == "/Image":
        _strip_image(each, notes)


def _strip_image(image: Any, notes: Notes) -> None:
    """A picture keeps its points; what a camera wrote beside them goes."""
    filters = image.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names == ["/DCTDecode"]:
        data = image.read_raw_bytes()
        kept = bare(data)
        if kept is None:
            notes.left.add("pictures")
        elif kept != data:
            notes.removed.add("picture_details")
            image.write(kept, filter=Name.DCTDecode, decode_parms=image.get("/DecodeParms"))
    elif "/JPXDecode" in names or "/DCTDecode" in names:
        notes.left.add("pictures")


def _drop(holder: Any, key: str, code: str, notes: Notes) -> None:
    if key in holder:
        del holder[key]
        notes.removed.add(code)
