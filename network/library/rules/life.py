"""What can be done with a document at each point of its life, and how far a change is told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words, words
from network.library.rules.states import NEXT, WORKING, ChangeSize, DocumentState, VersionState


class Deed(StrEnum):
    """What somebody does with a whole document or with the text being worked on."""

    EDIT = "edit"
    CONSULT = "consult"
    ASK_REVIEW = "ask_review"
    RETURN = "return"
    DROP = "drop"
    APPROVE = "approve"
    BEGIN_VERSION = "begin_version"
    PLACE = "place"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


class Told(StrEnum):
    """Who is told that a text came into force."""

    STEWARD = "steward"
    ADOPTERS = "adopters"
    ENDORSERS = "endorsers"
    ADAPTERS = "adapters"


THEN: Mapping[Deed, VersionState] = MappingProxyType(
    {
        Deed.CONSULT: VersionState.CONSULTATION,
        Deed.ASK_REVIEW: VersionState.REVIEW,
        Deed.RETURN: VersionState.DRAFT,
        Deed.DROP: VersionState.DROPPED,
        Deed.APPROVE: VersionState.IN_FORCE,
    }
)
"""How a text stands after a deed that moves it."""

TOLD: Mapping[ChangeSize, frozenset[Told]] = MappingProxyType(
    {
        ChangeSize.WORDING: frozenset(),
        ChangeSize.MEDIUM: frozenset({Told.STEWARD, Told.ADOPTERS}),
        ChangeSize.MAJOR: frozenset(Told),
    }
)
"""Whom a change of each size reaches."""

BEFORE_OTHERS = frozenset({VersionState.CONSULTATION, VersionState.REVIEW})
"""While a text is before others, the document stays where they read it."""

LONGEST_CONSULTATION = timedelta(days=183)
LONGEST_REASON = 2_000
MOVED = words("This text is not where you saw it any more. Look at it again before you go on.")


def deeds_for(document: DocumentState, working: VersionState | None) -> frozenset[Deed]:
    """What can be done now, whoever does it. `working`: how the text being worked on stands, None where there is none."""
    found = {deed for deed, then in THEN.items() if working in WORKING and then in NEXT[working]}
    if working is VersionState.DRAFT:
        found.add(Deed.EDIT)
    if working not in WORKING:
        found.add(Deed.BEGIN_VERSION)
    if working not in BEFORE_OTHERS and document is not DocumentState.WITHDRAWN:
        found.add(Deed.PLACE)
    if document is DocumentState.IN_FORCE:
        found |= {Deed.CONFIRM, Deed.WITHDRAW}
    return frozenset(found)


def insist_possible(deed: Deed, document: DocumentState, working: VersionState | None) -> None:
    """Nobody goes on from where a text is not any more. Raises Conflict."""
    if deed not in deeds_for(document, working):
        raise Conflict(MOVED)


def insist_seen(seen: int, now: int) -> None:
    """Nobody decides on a text that she has not read. Raises Conflict."""
    if seen != now:
        raise Conflict(words("The text was changed since you read it. Read it again before you go on."))


def insist_until(until: date | None, today: date) -> date:
    """The last day of a consultation: to come, and not after everybody has forgotten it. Raises Invalid."""
    if until is None or until <= today:
        raise Invalid("until", words("Choose a day that is still to come."))
    if until > today + LONGEST_CONSULTATION:
        raise Invalid("until", words("Choose a day within half a year."))
    return until


def insist_why(why: str) -> str:
    """A reason that somebody can do something with. Raises Invalid."""
    if not why.strip():
        raise Invalid("why", words("Say why, in a sentence."))
    return why.strip()


def insist_ready(content: str | Collection[object], summary: str) -> None:
    """What goes before others has a text, or files instead, and a summary. Raises Conflict."""
    if not (content.strip() if isinstance(content, str) else content):
        raise Conflict(words("There is no text yet, and no file. Write it first, or add one."))
    if not summary.strip():
        raise Conflict(words("There is no summary yet. Say in two sentences what this is and whom it helps."))


DEEDS: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.EDIT: words("Write on"),
        Deed.CONSULT: words("Ask for comments"),
        Deed.ASK_REVIEW: words("Ask for approval"),
        Deed.RETURN: words("Back to draft"),
        Deed.DROP: words("Drop this text"),
        Deed.APPROVE: words("Approve it"),
        Deed.BEGIN_VERSION: words("Begin a new version"),
        Deed.PLACE: words("Move it to another shelf"),
        Deed.CONFIRM: words("It still holds"),
        Deed.WITHDRAW: words("Withdraw it"),
    }
)


@dataclass(frozen=True, slots=True)
class Approving:
    """What the policy asks of an approval: the space, its regions, and who wrote at the text."""

    space_id: UUID
    region_codes: tuple[str, ...]
    writer_ids: frozenset[UUID]
