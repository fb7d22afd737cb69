"""Where a document's own page is."""

from uuid import UUID


def document_url(document_id: UUID) -> str:
    """The address of a document's page."""
    return f"/library/{document_id}"
