"""How a version and its document stand, and what can come next."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words


class VersionState(StrEnum):
    """From the first sentence to the text that holds, and beyond."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    REVIEW = "review"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


class DocumentState(StrEnum):
    """How a whole document stands: that of its text in force, else that of the text being worked on."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    REVIEW = "review"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


class ChangeSize(StrEnum):
    """How much of a text changed: words only, something that it says, or what it says to do."""

    WORDING = "wording"
    MEDIUM = "medium"
    MAJOR = "major"


WORKING = frozenset({VersionState.DRAFT, VersionState.CONSULTATION, VersionState.REVIEW})
"""A text that is being worked on. A document has at most one."""
READABLE = frozenset({VersionState.CONSULTATION, VersionState.REVIEW, VersionState.IN_FORCE, VersionState.SUPERSEDED})
"""A text that everybody of the document's space may read. A draft is its keepers' alone."""

NEXT: Mapping[VersionState, frozenset[VersionState]] = MappingProxyType(
    {
        VersionState.DRAFT: frozenset({VersionState.CONSULTATION, VersionState.REVIEW, VersionState.DROPPED}),
        VersionState.CONSULTATION: frozenset({VersionState.DRAFT, VersionState.REVIEW, VersionState.DROPPED}),
        VersionState.REVIEW: frozenset({VersionState.DRAFT, VersionState.IN_FORCE, VersionState.DROPPED}),
        VersionState.IN_FORCE: frozenset({VersionState.SUPERSEDED}),
        VersionState.SUPERSEDED: frozenset(),
        VersionState.DROPPED: frozenset(),
    }
)

STATES: Mapping[str, Words] = MappingProxyType(
    {
        "draft": words("Draft"),
        "consultation": words("In consultation"),
        "review": words("In review"),
        "in_force": words("In force"),
        "superseded": words("Replaced"),
        "dropped": words("Dropped"),
        "withdrawn": words("Withdrawn"),
    }
)
LOOKS: Mapping[DocumentState, tuple[str, str]] = MappingProxyType(
    {
        DocumentState.DRAFT: ("wait", "dashed"),
        DocumentState.CONSULTATION: ("note", "half"),
        DocumentState.REVIEW: ("wait", "clock"),
        DocumentState.IN_FORCE: ("good", "disc"),
        DocumentState.WITHDRAWN: ("stop", "cross"),
    }
)
"""The colour and the shape by which a badge shows how a document stands, as templates of the library show it too."""
SIZES: Mapping[ChangeSize, Words] = MappingProxyType(
    {
        ChangeSize.WORDING: words("Wording only"),
        ChangeSize.MEDIUM: words("Something it says"),
        ChangeSize.MAJOR: words("What it says to do"),
    }
)


def moved(now: VersionState, then: VersionState) -> VersionState:
    """`then`, if it can follow. Raises Conflict."""
    if then not in NEXT[now]:
        raise Conflict(words("This text is not where you saw it any more. Look at it again before you go on."))
    return then


def state_of_document(in_force: bool, working: VersionState | None, is_withdrawn: bool) -> DocumentState:
    """How the whole stands."""
    if is_withdrawn:
        return DocumentState.WITHDRAWN
    if in_force:
        return DocumentState.IN_FORCE
    return DocumentState(working) if working in WORKING else DocumentState.DRAFT
