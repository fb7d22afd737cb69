"""What is remembered of documents."""

from network.library.models.documents import Confirmation, Document, DocumentTopic, DocumentVersion, VersionFile, VersionWriter
from network.library.models.sharing import AdaptationReason, Adoption, ChangeOffer, Endorsement, ParentSeen, PassageComment

__all__ = [
    "AdaptationReason",
    "Adoption",
    "ChangeOffer",
    "Confirmation",
    "Document",
    "DocumentTopic",
    "DocumentVersion",
    "Endorsement",
    "ParentSeen",
    "PassageComment",
    "VersionFile",
    "VersionWriter",
]
