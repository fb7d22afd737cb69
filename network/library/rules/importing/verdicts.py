"""What is said of each row of a list of documents, of each file without one, and of all of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from network.kernel.words import Words


class Effect(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "there"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document as its row says it. `file` is the name of the file that holds its text."""

    title: str
    file: str
    topics: tuple[str, ...]
    steward_id: UUID
    summary: str = ""
    licence: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row and what becomes of it. `says`: what is wrong with it, or worth knowing."""

    number: int
    title: str
    file: str
    effect: Effect
    says: tuple[Words, ...] = ()
    read: DocumentRead | None = None


@dataclass(frozen=True, slots=True)
class DryRun:
    """All of it, before anything is kept. `left` are files that no row names."""

    verdicts: tuple[Verdict, ...]
    left: tuple[str, ...] = ()

    def count(self, effect: Effect) -> int:
        """How many rows have this effect."""
        return sum(each.effect is effect for each in self.verdicts)

    @property
    def documents(self) -> tuple[DocumentRead, ...]:
        """What would be brought in."""
        return tuple(each.read for each in self.verdicts if each.effect is Effect.NEW and each.read is not None)

    @property
    def may_go_on(self) -> bool:
        """All or none: whether no row is wrong, and one is new."""
        return not self.count(Effect.WRONG) and bool(self.documents)


def mark_of(run: DryRun, digests: Iterable[tuple[str, str]] = ()) -> str:
    """The same for the same verdicts and files alone: by it what is brought in is known to be what was looked at.

    `digests` are the names of the files with a digest of each.
    """
    seen = [f"{each.number} {each.effect} {each.read!r}" for each in run.verdicts]
    seen += [f"{name} {digest}" for name, digest in sorted(digests)]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()
