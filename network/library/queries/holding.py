"""What the library holds about a person."""

from collections.abc import Iterator
from uuid import UUID

from network.kernel.holding import Held
from network.kernel.words import words
from network.library.models import (
    AdaptationReason,
    Adoption,
    ChangeOffer,
    Confirmation,
    Document,
    DocumentVersion,
    Endorsement,
    ParentSeen,
    PassageComment,
    VersionWriter,
)
from network.storage.counting import counts_of

_COUNTED = {
    Document.created_by_id: words("Documents that you began"),
    Document.steward_id: words("Documents that you keep true"),
    VersionWriter.person_id: words("Texts of documents that you wrote at"),
    DocumentVersion.approved_by_id: words("Texts of documents that you approved"),
    Confirmation.confirmed_by_id: words("Documents that you looked through"),
    PassageComment.written_by_id: words("Comments on documents that you wrote"),
    PassageComment.resolved_by_id: words("Comments on documents that you settled"),
    Endorsement.endorsed_by_id: words("Documents that you endorsed for an organization"),
    Adoption.adopted_by_id: words("Documents of which you said that your organization uses them"),
    AdaptationReason.written_by_id: words("Reasons for adaptations that you wrote"),
    ParentSeen.seen_by_id: words("Newer texts of a parent document that you looked at"),
    ChangeOffer.offered_by_id: words("Changes of documents that you offered"),
    ChangeOffer.answered_by_id: words("Offered changes that you answered"),
}
COLUMNS = frozenset(f"{each.class_.__tablename__}.{each.key}" for each in _COUNTED)


def holds_about(person_id: UUID) -> Iterator[Held]:
    """How much of the library says that she did it. One statement."""
    counts = zip(_COUNTED.values(), counts_of(list(_COUNTED), person_id), strict=True)
    rows = tuple((what, count) for what, count in counts if count)
    yield Held(words("In the library"), (words("What"), words("How many")), rows)
