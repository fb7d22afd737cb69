"""What pairings hold about a person."""

from collections.abc import Iterator
from uuid import UUID

from network.kernel.holding import Held
from network.kernel.words import words
from network.pairings.models import (
    Agreement,
    AgreementSignature,
    AgreementTemplate,
    Circle,
    CircleSession,
    Goal,
    MentoringSession,
    NeedsAssessment,
    PairingCheck,
    PairingContact,
    PairingImport,
    PairingNote,
    PairingReport,
    PlanStep,
)
from network.storage.counting import counts_of

_COUNTED = {
    MentoringSession.logged_by_id: words("Sessions that you logged"),
    PairingReport.issued_by_id: words("Reports that you issued"),
    NeedsAssessment.answered_by_id: words("Needs that you wrote down"),
    Goal.set_by_id: words("Goals that you set"),
    Goal.closed_by_id: words("Goals that you closed"),
    PairingCheck.answered_by_id: words("Checks of a pairing that you answered"),
    PairingNote.written_by_id: words("Notes about pairings that you wrote"),
    Agreement.written_by_id: words("Versions of agreements that you wrote"),
    AgreementSignature.signed_by_id: words("Agreements that you signed"),
    AgreementTemplate.written_by_id: words("Words for new agreements that you changed"),
    PlanStep.person_id: words("Steps of plans that name you"),
    PlanStep.added_by_id: words("Steps of plans that you added"),
    PlanStep.done_by_id: words("Steps of plans that you did"),
    PairingContact.person_id: words("Pairings of which you are or were a contact"),
    PairingContact.added_by_id: words("Contacts that you named"),
    PairingContact.ended_by_id: words("Contacts that you let go"),
    PairingImport.done_by_id: words("Files of pairings that you brought in"),
    Circle.opened_by_id: words("Circles that you opened"),
    CircleSession.logged_by_id: words("Meetings of circles that you logged"),
}
COLUMNS = frozenset(f"{each.class_.__tablename__}.{each.key}" for each in _COUNTED)


def holds_about(person_id: UUID) -> Iterator[Held]:
    """How much of the pairings says that she did it. One statement."""
    counts = zip(_COUNTED.values(), counts_of(list(_COUNTED), person_id), strict=True)
    rows = tuple((what, count) for what, count in counts if count)
    yield Held(words("In pairings"), (words("What"), words("How many")), rows)
