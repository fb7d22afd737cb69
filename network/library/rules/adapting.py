"""Where an adaptation may go, and when its parent's changes have to be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.library.rules.endorsing import Step, since
from network.library.rules.states import ChangeSize

NETWORK, ORGANIZATION = "network", "organization"
LONGEST_REASON = 2_000
MOST_REASONS = 60


@dataclass(frozen=True, slots=True)
class Owed:
    """What happened to a parent since the keepers of an adaptation looked: major changes, and the medium ones beside them."""

    majors: tuple[int, ...] = ()
    mediums: tuple[int, ...] = ()

    @property
    def is_major(self) -> bool:
        """Whether it has to be said at the top."""
        return bool(self.majors)


NOTHING_OWED = Owed()


def owed(taken_from: int, seen: Iterable[int], steps: Iterable[Step]) -> Owed:
    """The numbers of the parent's texts that came after the one adapted, and after each that was looked at since."""
    found = since(max((taken_from, *seen)), steps)
    return Owed(
        tuple(step.number for step in found if step.size is ChangeSize.MAJOR),
        tuple(step.number for step in found if step.size is ChangeSize.MEDIUM),
    )


def may_go(parent_kind: str, kind: str, is_same: bool, is_kept: bool) -> bool:
    """Whether a text may be copied there. What few share goes no further, but by its keepers: home, or where it is already."""
    return is_kept or is_same or parent_kind == NETWORK or kind == ORGANIZATION


def insist_may_go(parent_kind: str, kind: str, is_same: bool, is_kept: bool) -> None:
    """Raises Invalid for the field."""
    if not may_go(parent_kind, kind, is_same, is_kept):
        raise Invalid("place", words("Fewer people share the document that you adapt. Choose a place of your own organization."))


def insist_few_reasons(count: int) -> None:
    """Raises Invalid."""
    if count >= MOST_REASONS:
        raise Invalid("what", words("There are %(most)s reasons already. Change one of them.", most=MOST_REASONS))
