"""ODT and ODS: text, styles and pictures go over, each without what tells of its makers."""

import re
from typing import BinaryIO
from urllib.parse import urlsplit

from network.cleaning import images, zips
from network.cleaning.kinds import Kind
from network.cleaning.markup import People
from network.cleaning.notes import Notes, Refused
from network.cleaning.xml import Element, elements, local, parsed, spelled, take_out, words_of
from network.cleaning.zips import Archive

TYPE, LIST = "mimetype", "META-INF/manifest.xml"
GOES = (
    (re.compile(r"(.*/)?meta\.xml$"), "properties"),
    (re.compile(r"(.*/)?settings\.xml$"), "forms"),
    (re.compile(r"Thumbnails/"), "thumbnail"),
    (re.compile(r"ObjectReplacements/"), "thumbnail"),
    (re.compile(r"Versions/|VersionList\.xml$"), "versions"),
    (re.compile(r"META-INF/.*signatures.*\.xml$"), "signature"),
    (re.compile(r"Configurations2/|layout-cache$|(.*/)?manifest\.rdf$|Dialogs/"), "traces"),
)
REFUSED = ((re.compile(r"Basic/|Scripts/", re.I), "macros"), (re.compile(r".*\.(bin|ole|zip|exe|jar)$", re.I), "nested"))
MARKUP = re.compile(r"(Object \d+/)?(content|styles)\.xml$")
PICTURE = re.compile(r"(Object \d+/)?(Pictures|media)/[^/]+$")
WRITERS = {
    "creator",
    "creator-initials",
    "sender-firstname",
    "sender-lastname",
    "sender-initials",
    "author-name",
    "author-initials",
}
WRITERS |= {"initial-creator", "printed-by", "sender-email", "sender-phone-private", "sender-phone-work", "sender-street"}
ACTING = {"event-listeners", "event-listener", "script"}
CALLED = {"http", "https", "mailto", "tel"}
OLE = {"object-ole", "plugin", "applet", "floating-frame"}


def clean(kind: Kind, source: BinaryIO, result: BinaryIO) -> Notes:
    """See `child.answer_to`."""
    archive, notes = Archive(source), Notes()
    if TYPE not in archive or archive.read(TYPE).strip() != kind.media_type.encode() or "content.xml" not in archive:
        raise Refused("other_kind")
    listed = parsed(archive.read(LIST)) if LIST in archive else None
    if listed is None or any(local(each.tag) == "encryption-data" for each in elements(listed)):
        raise Refused("unreadable" if listed is None else "encrypted")
    parts: dict[str, bytes] = {TYPE: kind.media_type.encode()}
    for name in archive:
        if name in (TYPE, LIST) or _goes(name, notes):
            continue
        parts[name] = _part(name, archive.read(name), notes)
    parts[LIST] = _listing(listed, frozenset(parts))
    zips.write(parts, result, first=TYPE)
    return notes


def _goes(name: str, notes: Notes) -> bool:
    """Whether a part stays behind. Raises Refused."""
    code = next((code for pattern, code in GOES if pattern.match(name)), "")
    if code:
        notes.removed.add(code)
        return True
    refusal = next((code for pattern, code in REFUSED if pattern.match(name)), "")
    if refusal:
        raise Refused(refusal)
    return False


def _part(name: str, data: bytes, notes: Notes) -> bytes:
    if MARKUP.match(name):
        root = parsed(data)
        _strip(root, notes)
        return spelled(root)
    if zips.NESTED.match(data) or not PICTURE.match(name):
        raise Refused("nested")
    made = images.clean_inside(data, notes)
    if made is None:
        notes.left.add("drawings")
    return data if made is None else made


def _strip(root: Element, notes: Notes) -> None:
    people = People()
    for each in elements(root):
        tag = local(each.tag)
        if tag in OLE:
            raise Refused("nested")
        if tag in ACTING:
            raise Refused("macros")
        if tag in WRITERS and each.text:
            each.text = people.called(each.text)
            notes.removed.add("authors")
        elif tag == "date" and "dc/elements" in each.tag:
            take_out(each)
            notes.removed.add("dates")
        elif tag == "rdf" or tag == "soft-page-break":
            continue
        _strip_links(each, notes)
        _strip_traces(each, notes)
        if tag == "deletion" and words_of(each).strip():
            notes.left.add("tracked_changes")
        if tag == "table" and _value(each, "display") == "false":
            notes.left.add("hidden_sheets")


def _strip_links(each: Element, notes: Notes) -> None:
    """What draws on files elsewhere; addresses that a reader may follow stay."""
    for key, target in list(each.attrib.items()):
        if local(key) != "href":
            continue
        scheme = urlsplit(target).scheme.lower()
        if local(each.tag) == "a":
            if scheme and scheme not in CALLED:
                each.set(key, "about:blank")
                notes.removed.add("links")
        elif scheme or target.startswith(("//", "/", "../")):
            each.attrib.pop(key)
            notes.removed.add("links")
    if local(each.tag) in ("table-source", "dde-source", "database-source"):
        raise Refused("linked")


def _strip_traces(each: Element, notes: Notes) -> None:
    for key in list(each.attrib):
        if local(key) in ("rsid", "paragraph-rsid"):
            del each.attrib[key]
            notes.removed.add("traces")


def _value(each: Element, name: str) -> str:
    return next((value for key, value in each.attrib.items() if local(key) == name), "")


def _listing(listed: Element, kept: frozenset[str]) -> bytes:
    for each in elements(listed):
        path = _value(each, "full-path")
        if (
            local(each.tag) == "file-entry"
            and path != "/"
            and path not in kept
            and not any(k.startswith(path) for k in kept if path)
        ):
            each.getparent().remove(each)
    return spelled(listed)
