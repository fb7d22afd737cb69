"""The styles of an ODT file: what a paragraph is, how a run looks, which lists are numbered."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from network.office.archive import Archive
from network.office.content import Look, Losses
from network.office.document import LossCode
from network.office.elements import attribute, below, child, name_of

DEEPEST_CHAIN = 20
_BOLD = {"bold", "600", "700", "800", "900"}
_KINDS = {"title": "title", "quotations": "quote", "preformatted_20_text": "code"}


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name, and what it is made from."""

    name: str
    made_from: str
    text: Element | None


class Styles:
    """Answers by the styles of one file."""

    def __init__(self, archive: Archive, content: Element) -> None:
        named = archive.tree("styles.xml")
        sources = [content] if named is None else [named, content]
        self._styles = {
            (attribute(each, "family"), attribute(each, "name")): Style(
                attribute(each, "name").lower(), attribute(each, "parent-style-name"), child(each, "text-properties")
            )
            for source in sources
            for each in below(source, "style")
        }
        self._numbered = {
            (attribute(each, "name"), int(attribute(level, "level")))
            for source in sources
            for each in below(source, "list-style")
            for level in each
            if name_of(level) == "list-level-style-number"
            and attribute(level, "num-format")
            and attribute(level, "level").isascii()
            and attribute(level, "level").isdigit()
        }

    def kind(self, style: str) -> str:
        """What a paragraph of this style is: title, quote, code, text."""
        return next((_KINDS[each.name] for each in self._chain("paragraph", style) if each.name in _KINDS), "text")

    def is_numbered(self, style: str, level: int) -> bool:
        """Whether a list is, at this level from 1."""
        return (style, level) in self._numbered

    def look(self, style: str, above: Look) -> Look:
        """How a run of this style looks within another look."""
        chain = list(self._chain("text", style))
        code = above.code or any(each.name in ("source_20_text", "teletype", "example") for each in chain)
        return Look(
            bold=not code and _first(chain, "font-weight", "bold" if above.bold else "") in _BOLD,
            italic=not code and _first(chain, "font-style", "italic" if above.italic else "") in ("italic", "oblique"),
            strike=_first(chain, "text-line-through-style", "solid" if above.strike else "none") != "none",
            code=code,
            href=above.href,
        )

    def is_hidden(self, style: str) -> bool:
        """Whether nobody sees a run of this style."""
        return _first(list(self._chain("text", style)), "display", "") == "none"

    def count_dress(self, style: str, losses: Losses) -> None:
        """What a run of this style loses."""
        said = [
            each for each in self._chain("text", style) if each.name not in ("internet_20_link", "visited_20_internet_20_link")
        ]
        background = _first(said, "background-color", "transparent")
        if _first(said, "color", "#000000") != "#000000" or background != "transparent":
            losses.add(LossCode.COLOURS)
        if _first(said, "text-underline-style", "none") != "none":
            losses.add(LossCode.UNDERLINES)

    def _chain(self, family: str, style: str) -> Iterator[Style]:
        for _ in range(DEEPEST_CHAIN):
            found = self._styles.get((family, style))
            if found is None:
                return
            yield found
            style = found.made_from


def _first(chain: list[Style], name: str, default: str) -> str:
    return next((attribute(each.text, name) for each in chain if attribute(each.text, name)), default)
