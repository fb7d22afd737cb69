"""Reading XML by the names of its elements, whichever spelling of its namespace a program chose."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def name_of(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """An attribute by its name without a namespace."""
    if element is None:
        return default
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of this name, and its first child of the next name."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if name_of(each) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Every child of this name."""
    return iter(()) if element is None else (each for each in element if name_of(each) == name)


def below(element: Element, name: str) -> Iterator[Element]:
    """Every element of this name, however deep."""
    return (each for each in element.iter() if name_of(each) == name)


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and attribute(element, "val", "1").lower() not in ("0", "false", "none", "off")


def text_in(element: Element, name: str = "t") -> str:
    """All text of elements of this name."""
    return "".join(each.text or "" for each in below(element, name))
