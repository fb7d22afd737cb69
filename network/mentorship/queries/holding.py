"""What matching holds about a person."""

from collections.abc import Iterator
from uuid import UUID

from network.kernel.holding import Held
from network.kernel.words import words
from network.mentorship.models import Answer, QueuedMatching, Round, RoundChoice, Run, Scenario
from network.storage.counting import counts_of

_COUNTED = {
    Round.opened_by_id: words("Rounds that you began"),
    RoundChoice.made_by_id: words("Decisions about pairs that you made"),
    Run.made_by_id: words("Plans that you made"),
    Scenario.saved_by_id: words("Plans that you saved"),
    QueuedMatching.asked_by_id: words("Plans that you asked for"),
    Answer.answered_by_id: words("Answers that you gave or wrote down"),
}
COLUMNS = frozenset(f"{each.class_.__tablename__}.{each.key}" for each in _COUNTED)


def holds_about(person_id: UUID) -> Iterator[Held]:
    """How much of the matching says that she did it. One statement."""
    counts = zip(_COUNTED.values(), counts_of(list(_COUNTED), person_id), strict=True)
    rows = tuple((what, count) for what, count in counts if count)
    yield Held(
        words("In matching"),
        (words("What"), words("How many")),
        rows,
    )
