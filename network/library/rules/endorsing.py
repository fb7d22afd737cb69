"""What an endorsement holds for: one text, and those after it that change no more than how it is said or what it says beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from network.kernel.refusals import Conflict
from network.kernel.words import Words, counted, words
from network.library.rules.states import ChangeSize, VersionState

_RANK = {ChangeSize.WORDING: 0, ChangeSize.MEDIUM: 1, ChangeSize.MAJOR: 2}


@dataclass(frozen=True, slots=True)
class Step:
    """A text that came into force: its number, and how much it changed of the one before."""

    number: int
    size: ChangeSize


def lapses(size: str) -> bool:
    """Whether endorsements of earlier texts end when a text of this size comes into force."""
    return size == ChangeSize.MAJOR


def largest(sizes: Iterable[ChangeSize]) -> ChangeSize | None:
    """The largest of several changes; None of none."""
    return max(sizes, key=_RANK.__getitem__, default=None)


def since(number: int, steps: Iterable[Step]) -> tuple[Step, ...]:
    """The texts that came into force after this one."""
    return tuple(step for step in steps if step.number > number)


def said_since(steps: tuple[Step, ...]) -> Words | None:
    """What changed after an endorsed text; None where it is the one in force."""
    if not steps:
        return None
    if largest(step.size for step in steps) is ChangeSize.WORDING:
        return counted("%(num)s change of wording since", "%(num)s changes of wording since", len(steps))
    return counted("%(num)s change since, not what it says to do", "%(num)s changes since, not what it says to do", len(steps))


def insist_others(keeper: object, organization: object) -> None:
    """Raises Conflict: who keeps a document stands behind it anyway."""
    if keeper is not None and keeper == organization:
        raise Conflict(words("Your organization keeps this document. Others can endorse it."))


def insist_in_force(state: str) -> None:
    """Raises Conflict for a document without a text in force."""
    if state != VersionState.IN_FORCE:
        raise Conflict(words("This document is not in force now. Look at it again."))


def insist_seen_text(seen: int, now: int) -> None:
    """Raises Conflict where another text came into force meanwhile."""
    if seen != now:
        raise Conflict(words("Another text came into force meanwhile. Read it before you go on."))


NOTHING_MORE: Mapping[str, Words] = {
    "endorsed": words("Your organization endorses this text already."),
    "not_endorsed": words("Your organization does not endorse this document now."),
    "adopted": words("Your organization said already that it uses this document."),
    "not_adopted": words("Your organization does not say that it uses this document."),
}
"""What a second press hears."""
