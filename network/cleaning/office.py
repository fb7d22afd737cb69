"""Word, Excel and PowerPoint: only parts that are known go over, each without what tells of its makers."""

import posixpath
import re
from typing import BinaryIO
from urllib.parse import urlsplit

from network.cleaning import images, zips
from network.cleaning.kinds import Kind
from network.cleaning.markup import strip
from network.cleaning.notes import Notes, Refused
from network.cleaning.xml import Element, elements, local, parsed, spelled
from network.cleaning.zips import Archive

TYPES = "[Content_Types].xml"
MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
# Parts that go, by the code of what they are.
GOES = (
    (re.compile(r"docProps/thumbnail|.*/thumbnail\.\w+$", re.I), "thumbnail"),
    (re.compile(r"docProps/"), "properties"),
    (re.compile(r"docMetadata/|customXml/|_xmlsignatures/|word/glossary/", re.I), "properties"),
    (re.compile(r".*/(people|persons?|commentsExtended|commentsIds|commentsExtensible)\d*\.xml$|xl/persons/", re.I), "authors"),
    (re.compile(r"xl/(threadedComments|revisions)/", re.I), "versions"),
    (re.compile(r".*/printerSettings/|xl/customProperty/", re.I), "forms"),
    (re.compile(r"word/(webSettings|stylesWithEffects)\.xml$|ppt/(tags|changesInfos)/|ppt/revisionInfo", re.I), "traces"),
)
BOOK = re.compile(r".*/embeddings/[^/]+\.xlsx$", re.I)
REFUSED = (
    (re.compile(r".*(vbaProject|vbaData|activeX|macrosheets|customUI)", re.I), "macros"),
    (re.compile(r"EncryptedPackage|EncryptionInfo", re.I), "encrypted"),
    (re.compile(r"xl/(externalLinks|connections|queryTables|model)", re.I), "linked"),
    (re.compile(r".*\.(mp[34]|m4[av]|wav|wm[av]|avi|mov|mpe?g|aiff?|webm|ogg)$", re.I), "film"),
    (re.compile(r".*/embeddings/|.*\.(ole|bin|zip|docx|xlsx|pptx|pdf|exe)$", re.I), "nested"),
)
MARKUP = re.compile(r".*\.(xml|vml)$", re.I)
PICTURE = re.compile(r".*\.(png|jpe?g|gif|webp)$", re.I)
DRAWING = re.compile(r".*\.(emf|wmf|svg|tiff?|bmp|wdp|jp2)$", re.I)
FONT = re.compile(r".*\.(odttf|fntdata)$", re.I)
AWAY, NOWHERE = "External", "about:blank"
RELATIONS = re.compile(r"(.*/)?_rels/([^/]*)\.rels$")
CALLED = {"http", "https", "mailto", "tel"}


def clean(kind: Kind, source: BinaryIO, result: BinaryIO) -> Notes:
    """See `child.answer_to`."""
    archive, notes = Archive(source), Notes()
    types = _types(archive, kind)
    gone = _gone(archive, notes)
    kept = [name for name in archive if name not in gone and name != TYPES]
    lost = {name: _relations(archive, name, gone, notes) for name in kept if RELATIONS.match(name)}
    parts: dict[str, bytes] = {}
    for name in kept:
        if name in lost:
            parts[name] = lost[name][0]
        else:
            parts[name] = _part(name, archive.read(name), lost.get(_relations_of(name), (b"", frozenset()))[1], notes)
    parts[TYPES] = _without(types, gone)
    zips.write(parts, result)
    return notes


def _types(archive: Archive, kind: Kind) -> Element:
    """The list of parts, if it is one of this kind of file."""
    if TYPES not in archive:
        raise Refused("other_kind")
    types = parsed(archive.read(TYPES))
    said = [each.get("ContentType", "") for each in elements(types)]
    if any("macroEnabled" in each or "vbaProject" in each for each in said):
        raise Refused("macros")
    main = [each for each in elements(types) if each.get("ContentType", "").endswith(MAIN[kind.code])]
    if not main or main[0].get("PartName", "").lstrip("/") not in archive:
        raise Refused("other_kind")
    return types


def _gone(archive: Archive, notes: Notes) -> frozenset[str]:
    """The parts that go. Raises Refused for those that can't."""
    charts = any("/charts/" in name for name in archive)
    gone = set()
    for name in archive:
        code = next((code for pattern, code in GOES if pattern.match(name)), "")
        if not code and charts and BOOK.match(name):
            code = "attachments"  # the figures behind a chart, which shows without them
        if code:
            notes.removed.add(code)
            gone |= {name, _relations_of(name)}
            continue
        refusal = next((code for pattern, code in REFUSED if pattern.match(name)), "")
        if refusal:
            raise Refused(refusal)
        if name != TYPES and not any(each.match(name) for each in (MARKUP, PICTURE, DRAWING, FONT, RELATIONS)):
            raise Refused("nested")
    return frozenset(gone)


def _part(name: str, data: bytes, lost: frozenset[str], notes: Notes) -> bytes:
    """One part, clean. `lost`: names of relations that it can't use any more."""
    if MARKUP.match(name):
        root = parsed(data)
        strip(name, root, lost, notes)
        return spelled(root)
    if zips.NESTED.match(data):
        raise Refused("nested")
    if PICTURE.match(name):
        made = images.clean_inside(data, notes)
        if made is None:
            notes.left.add("pictures")
        return data if made is None else made
    if DRAWING.match(name):
        notes.left.add("drawings")
    return data


def _relations(archive: Archive, name: str, gone: frozenset[str], notes: Notes) -> tuple[bytes, frozenset[str]]:
    """What a part refers to, without what went and what lies elsewhere; and the names of what it can't use any more."""
    root, lost = parsed(archive.read(name)), set()
    base = posixpath.dirname(posixpath.dirname(name))
    for each in elements(root):
        if local(each.tag) != "Relationship":
            continue
        target, is_link = each.get("Target", ""), local(each.get("Type", "").replace("/", "}")) == "hyperlink"
        if each.get("TargetMode") == AWAY:
            if is_link and urlsplit(target).scheme.lower() in CALLED:
                continue
            notes.removed.add("links")
            if is_link:
                each.set("Target", NOWHERE)
                continue
        elif posixpath.normpath(posixpath.join("/", base, target)).lstrip("/") not in gone:
            continue
        lost.add(each.get("Id", ""))
        each.getparent().remove(each)
    return spelled(root), frozenset(lost)


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _without(types: Element, gone: frozenset[str]) -> bytes:
    for each in elements(types):
        if each.get("PartName", "").lstrip("/") in gone:
            each.getparent().remove(each)
    return spelled(types)
