"""What may be taken away at once, and in which form."""

from enum import StrEnum

from network.kernel.refusals import Invalid
from network.kernel.words import words

MOST_DOCUMENTS = 60
MOST_BYTES = 30 * 1024 * 1024
"""Of the files of all documents together: they pass through the memory of whoever packs them."""


class Taking(StrEnum):
    """One document for a word processor; many as one page, or as an archive with their files."""

    DOCX = "docx"
    PAGE = "html"
    ARCHIVE = "zip"


def insist_few(documents: int, size: int) -> None:
    """Raises Invalid for nothing, and for more than can be packed at once. `size` in bytes."""
    if not documents:
        raise Invalid("topic", words("No document that holds fits this. Choose another topic or shelf."))
    if documents > MOST_DOCUMENTS:
        raise Invalid("topic", words("More than %(most)s documents fit. Choose a topic or a shelf.", most=MOST_DOCUMENTS))
    if size > MOST_BYTES:
        too_much = words("Their files are larger than %(most)s MB together. Choose fewer.", most=MOST_BYTES // 1024 // 1024)
        raise Invalid("topic", too_much)
