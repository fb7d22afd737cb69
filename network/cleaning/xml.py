"""XML parts of office files: read without anything that XML could fetch or unfold, written without remarks."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from network.cleaning.notes import Refused

Element = Any


def parsed(data: bytes) -> Element:
    """The root. Raises Refused for what is no XML, and for what declares things of its own."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused("unreadable") from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Refused("scripted")
    return root


def spelled(root: Element) -> bytes:
    """The part again."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def elements(root: Element) -> Iterator[Element]:
    """Every element, also while some of them are taken out."""
    return iter([each for each in root.iter() if isinstance(each.tag, str)])


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def space(name: str) -> str:
    """The namespace of a name; empty for none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def take_out(element: Element) -> None:
    """Remove an element; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def words_of(element: Element) -> str:
    """All text in it."""
    return "".join(element.itertext())
