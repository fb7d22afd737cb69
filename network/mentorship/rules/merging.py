"""When two entries that turn out to be one organization can't take their pairs along without a contradiction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from network.kernel.words import Words, words
from network.pairings.rules.states import Side

EACH_OTHER = words("The two are paired with each other, or proposed to be. End or withdraw that first.")


@dataclass(frozen=True, slots=True)
class Tie:
    """A pairing that runs, an open proposal, or a lock of an open round, as one of its two sides sees it.

    `side` is its own; `round_id` is empty for a pairing. Ids are text.
    """

    side: Side
    third: str
    round_id: str = ""
    is_second: bool = False
    is_lock: bool = False

    @property
    def fills(self) -> tuple[str, bool] | None:
        """The one place of the organization in a round that this takes. None where it mentors: there it may have many."""
        return (self.round_id, self.is_second) if self.round_id and self.side is Side.MENTEE else None


def contradictions(ties: Mapping[str, Collection[Tie]], names: Mapping[str, str]) -> tuple[Words, ...]:
    """A sentence for each. `ties` are those of both, by id; `names` are those of organizations and rounds."""
    (one, mine), (other, theirs) = ties.items()
    said: list[Words] = []
    if any(tie.third == other for tie in mine) or any(tie.third == one for tie in theirs):
        said.append(EACH_OTHER)
    both = {tie.third for tie in mine} & {tie.third for tie in theirs} - {one, other}
    for third in sorted(third for third in both if _sides(mine, third) & _sides(theirs, third)):
        said.append(words("Both are tied to %(name)s. End or withdraw one of the two first.", name=names.get(third, "")))
    for round_id, is_second in sorted(_filled(mine) & _filled(theirs)):
        title = names.get(round_id, "")
        if is_second:
            said.append(words("Both have a second mentor in the round “%(title)s”. Withdraw one of the two first.", title=title))
        else:
            said.append(words("Both have a mentor in the round “%(title)s”. Withdraw or free one of the two first.", title=title))
    return tuple(said)


def _sides(ties: Collection[Tie], third: str) -> frozenset[Side]:
    """On which sides it is tied to the third by more than a lock, which the round can lose."""
    return frozenset(tie.side for tie in ties if tie.third == third and not tie.is_lock)


def _filled(ties: Collection[Tie]) -> frozenset[tuple[str, bool]]:
    return frozenset(tie.fills for tie in ties if tie.fills is not None)
