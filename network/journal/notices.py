"""How a fact becomes news: rooms register here whom it concerns, how it is shown, and what a letter says. Notifications delivers.

A room's `notices.py` says three things, each beside a decorator:

    @announces(RoleGiven)
    def of_a_role(fact: RoleGiven) -> Iterable[Notice | Letter]:
        yield Notice(fact.person_id, ROLE_GIVEN, {"role": fact.role})

    @shows(ROLE_GIVEN, ROLE_TAKEN)
    def roles(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]: ...

    @writes("recovery")
    def recovery(recovery_id: UUID) -> Written | None: ...

A `Notice` is for somebody who can sign in: it lies in her inbox, and a mail without content says that there is something. It
holds ids and codes only; the words are made when she looks, out of what she may see then.

A `Letter` is for an address that no inbox belongs to: an invitation, a new password, the address that an account had before.
It names a row, never the address. When the mail is posted, what `@writes` registered reads the address from that row and
mints the link: a new token, of which the row keeps the digest. So neither lies in the journal or among the mails. A letter
that has to be posted again is written again, with another token; the row decides whether an earlier one still holds. None: it
is not due any more and not posted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from network.kernel.actor import Actor
from network.kernel.event import Event
from network.kernel.words import Words

CODE = re.compile(r"[a-z0-9_.-]{1,80}")


@dataclass(frozen=True, slots=True)
class Notice:
    """News for one person's inbox. `about` holds ids and codes. Who did it herself isn't told, unless `to_doer`."""

    recipient_id: UUID
    template: str
    about: Mapping[str, UUID | str] = field(default_factory=dict)
    is_urgent: bool = False
    to_doer: bool = False

    def __post_init__(self) -> None:
        for value in self.about.values():
            if not isinstance(value, UUID) and not CODE.fullmatch(value):
                raise ValueError(f"{self.template}: a notice holds ids and codes only")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to an address that a row knows: `kind` names who writes it, `row_id` the row."""

    kind: str
    row_id: UUID
    is_urgent: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it lies in an inbox; ids are text."""

    id: UUID
    template: str
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A page of ours by its endpoint; a token in `values` is shown in no log."""

    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in words, and where it leads."""

    said: Words
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it is posted, kept nowhere. `lines` name no organization, person or place. The link stands after the first.

    `person_id`: whose letter it is, if it is nothing that she asked for: who wants no mail does not get it.
    """

    to: str = field(repr=False)
    lines: tuple[Words, ...]
    link: Link | None = None
    person_id: UUID | None = None


Announcer = Callable[[Any], Iterable[Notice | Letter]]
Shower = Callable[[Actor, Sequence[Told]], Mapping[UUID, Shown]]
Writer = Callable[[UUID], Written | None]
A = TypeVar("A", bound=Announcer)
S = TypeVar("S", bound=Shower)
W = TypeVar("W", bound=Writer)

ANNOUNCERS: dict[type[Event], list[Announcer]] = {}
SHOWERS: dict[str, Shower] = {}
WRITERS: dict[str, Writer] = {}


def announces(fact: type[Event]) -> Callable[[A], A]:
    """Register who is told about a fact: `(fact) -> notices and letters`, asked when it is passed on, after the deed."""

    def register(announcer: A) -> A:
        ANNOUNCERS.setdefault(fact, []).append(announcer)
        return announcer

    return register


def shows(*templates: str) -> Callable[[S], S]:
    """Register how notices are shown, all of a page at once: `(actor, told) -> {told.id: shown}` in a fixed number of statements.

    What the actor may not see any more is left out: her inbox then says nothing of it.
    """

    def register(shower: S) -> S:
        for template in templates:
            if template in SHOWERS:
                raise ValueError(f"{template} is shown in two ways")
            SHOWERS[template] = shower
        return shower

    return register


def writes(kind: str) -> Callable[[W], W]:
    """Register what a letter of this kind says: `(row_id) -> Written`, or None when it is not due any more."""

    def register(writer: W) -> W:
        if kind in WRITERS:
            raise ValueError(f"{kind} is written in two ways")
        WRITERS[kind] = writer
        return writer

    return register


def announced() -> dict[str, type[Event]]:
    """The facts that somebody is told about, by their names in the journal."""
    return {fact.name(): fact for fact in ANNOUNCERS}


def news_of(fact: Event, doer_id: UUID | None) -> Iterator[Notice | Letter]:
    """Whom a fact concerns. Raises `LookupError` for news that nobody could show or write."""
    for announcer in ANNOUNCERS.get(type(fact), ()):
        for each in announcer(fact):
            if isinstance(each, Letter):
                if each.kind not in WRITERS:
                    raise LookupError(f"no room writes letters of kind {each.kind}")
                yield each
            elif each.template not in SHOWERS:
                raise LookupError(f"no room shows {each.template}")
            elif each.to_doer or each.recipient_id != doer_id:
                yield each
