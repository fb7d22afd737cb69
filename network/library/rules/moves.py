"""Whose move it is while a text is on its way."""

from dataclasses import dataclass
from datetime import date

from network.kernel.words import Words, words
from network.library.rules.life import Deed
from network.library.rules.states import VersionState


@dataclass(frozen=True, slots=True)
class NextMove:
    """What is next, said to one reader. `deeds` are those that she may do about it now, the usual one first."""

    said: Words
    hint: Words
    deeds: tuple[Deed, ...] = ()

    @property
    def is_hers(self) -> bool:
        return bool(self.deeds)


NOT_YET = words("The text does not hold yet.")
COMMENTED = words("Read what was said of it. Then ask for approval, or take the text back and change it.")
TO_APPROVE = words("Read all of it. Then let it come into force, or give it back with a reason. The text does not hold yet.")


def is_over(until: date | None, today: date) -> bool:
    """Whether the day until which comments were asked for is gone; on that day they still are."""
    return until is not None and until < today


def next_move(
    state: VersionState, until: date | None, today: date, deeds: frozenset[Deed], keeper: Words | str
) -> NextMove | None:
    """What is next for a text in this state, and whose move it is. None where nobody waits for anybody."""
    if state is VersionState.REVIEW:
        if Deed.APPROVE in deeds:
            return NextMove(words("Your move: approve it, or give it back."), TO_APPROVE, (Deed.APPROVE, Deed.RETURN))
        return NextMove(words("It waits for somebody who did not write it."), NOT_YET)
    if state is not VersionState.CONSULTATION or not is_over(until, today):
        return None
    if Deed.ASK_REVIEW in deeds:
        return NextMove(words("Your move: the day for comments is over."), COMMENTED, (Deed.ASK_REVIEW, Deed.RETURN))
    said = words("The day for comments is over. It is the turn of %(keeper)s.", keeper=keeper)
    return NextMove(said, NOT_YET)
