"""What stands in a paragraph of an ODT file: runs, links, notes, and what a text can't hold."""

from dataclasses import replace
from xml.etree.ElementTree import Element

from network.office.archive import Archive
from network.office.content import PLAIN, Look, Losses, Run, Runs, joined
from network.office.document import LossCode
from network.office.elements import attribute, below, child, name_of
from network.office.opendocument.styles import Styles

_SILENT = {"annotation-end", "tracked-changes", "note-citation", "soft-page-break", "hidden-text", "script"}
_NAMING = {"author-name", "author-initials", "creator", "initial-creator", "printed-by"}
"""Fields that a program fills in with who has written; those of the sender begin alike."""
MOST_SPACES = 100


class Inline:
    """Reads one paragraph after the other. Bodies of notes wait in `notes`, text boxes in `boxes`."""

    def __init__(self, styles: Styles, archive: Archive, losses: Losses) -> None:
        self._styles, self._archive, self._losses = styles, archive, losses
        self.notes: list[Element] = []
        self.boxes: list[Element] = []
        self._found: list[Run] = []

    def runs(self, paragraph: Element) -> Runs:
        """The runs of a paragraph."""
        self._found = []
        self._inside(paragraph, PLAIN)
        return joined(self._found)

    def _inside(self, element: Element, look: Look) -> None:
        self._say(element.text, look)
        for each in element:
            self._piece(each, look)
            self._say(each.tail, look)

    def _say(self, text: str | None, look: Look) -> None:
        if text:
            self._found.append(Run(" ".join(text.replace("\n", " ").split(" ")), look))

    def _piece(self, each: Element, look: Look) -> None:
        name = name_of(each)
        if name == "span":
            self._span(each, look)
        elif name == "a":
            self._inside(each, replace(look, href=attribute(each, "href")))
        elif name == "s":
            times = attribute(each, "c", "1")
            self._found.append(Run(" " * (min(int(times), MOST_SPACES) if times.isascii() and times.isdigit() else 1), look))
        elif name in ("tab", "line-break"):
            self._found.append(Run(" " if name == "tab" else "\n", look))
        elif name == "note":
            self._note(each)
        elif name == "annotation":
            self._losses.add(LossCode.COMMENTS)
        elif name in ("frame", "custom-shape", "g", "line", "rect"):
            self.frame(each)
        elif name in _NAMING or name.startswith("sender-"):
            self._losses.add(LossCode.NAMES)
        elif name not in _SILENT:
            self._inside(each, look)

    def _span(self, span: Element, look: Look) -> None:
        style = attribute(span, "style-name")
        if self._styles.is_hidden(style):
            self._losses.add(LossCode.HIDDEN)
            return
        if not look.href:
            self._styles.count_dress(style, self._losses)
        self._inside(span, self._styles.look(style, look))

    def _note(self, note: Element) -> None:
        body = child(note, "note-body")
        if body is not None:
            self.notes.append(body)
            self._found.append(Run("", note=len(self.notes)))

    def frame(self, frame: Element) -> None:
        """A picture, a text box, a formula."""
        boxes = list(below(frame, "text-box"))
        if boxes:
            self._losses.add(LossCode.TEXT_BOXES)
            self.boxes += boxes
            return
        formula = self._formula(child(frame, "object"))
        if formula:
            self._losses.add(LossCode.FORMULAS)
            self._found.append(Run(formula))
        elif name_of(frame) == "frame":
            self._losses.add(LossCode.PICTURES)

    def _formula(self, embedded: Element | None) -> str:
        if embedded is None:
            return ""
        place = attribute(embedded, "href").removeprefix("./")
        tree = self._archive.tree(f"{place}/content.xml") if place else child(embedded, "math")
        if tree is None or name_of(tree) != "math":
            return ""
        return " ".join(each.text or "" for each in tree.iter() if name_of(each) in ("mi", "mn", "mo", "mtext"))
