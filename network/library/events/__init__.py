"""What can happen to documents."""

from network.library.events.life import (
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
from network.library.events.writing import DocumentBegun, DocumentDescribed, TextSaved, VersionBegun

__all__ = [
    "ConsultationOpened",
    "DocumentBegun",
    "DocumentConfirmed",
    "DocumentDescribed",
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
