"""What can happen to documents."""

from network.library.events.life import (
    ConsultationEnded,
    ConsultationOpened,
    DocumentConfirmed,
    DocumentReviewDue,
    DocumentsMoved,
    DocumentWithdrawn,
    ReviewAsked,
    VersionApproved,
    VersionDropped,
    VersionReturned,
)
from network.library.events.writing import DocumentBegun, DocumentDescribed, DocumentPlaced, TextSaved, VersionBegun

__all__ = [
    "ConsultationEnded",
    "ConsultationOpened",
    "DocumentBegun",
    "DocumentConfirmed",
    "DocumentDescribed",
    "DocumentPlaced",
    "DocumentReviewDue",
    "DocumentWithdrawn",
    "DocumentsMoved",
    "ReviewAsked",
    "TextSaved",
    "VersionApproved",
    "VersionBegun",
    "VersionDropped",
    "VersionReturned",
]
