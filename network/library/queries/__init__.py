"""What can be seen of documents."""

from network.library.queries.consultations import EndedConsultation, ended_consultations
from network.library.queries.documents import (
    ConfirmationLine,
    DocumentView,
    VersionLine,
    begun_already,
    confirmations_of,
    document_of,
    text_of,
    versions_of,
)
from network.library.queries.people import keepers_for, stewards_of
from network.library.queries.reading import Comparison, Reading, comparison, reading
from network.library.queries.reviews import DueReview, due_reviews
from network.library.queries.shelf import (
    DocumentLine,
    Narrowing,
    due_count,
    shelf,
    spaces_of_shelf,
    wanted_by,
)
from network.library.queries.sight import (
    drafts_visible_to,
    get,
    get_for_change,
    get_version,
    kept_by,
    texts_visible_to,
    visible_to,
)
from network.library.queries.working import approving, may_approve

__all__ = [
    "Comparison",
    "ConfirmationLine",
    "DocumentLine",
    "DocumentView",
    "DueReview",
    "EndedConsultation",
    "Narrowing",
    "Reading",
    "VersionLine",
    "approving",
    "begun_already",
    "comparison",
    "confirmations_of",
    "document_of",
    "drafts_visible_to",
    "due_count",
    "due_reviews",
    "ended_consultations",
    "get",
    "get_for_change",
    "get_version",
    "keepers_for",
    "kept_by",
    "may_approve",
    "reading",
    "shelf",
    "spaces_of_shelf",
    "stewards_of",
    "text_of",
    "texts_visible_to",
    "versions_of",
    "visible_to",
    "wanted_by",
]
