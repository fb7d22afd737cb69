"""What is kept of practice documents."""

from network.kernel.kept import Kept
from network.kernel.retention.spans import NETWORK
from network.kernel.words import words

IN_THE_LIBRARY = (
    Kept(
        ("document", "document_topic", "document_version", "version_writer", "version_file", "confirmation"),
        words("Practice documents: each text, who wrote and approved it, when it was looked through, its topics and files"),
        words("to share what works, and to show how far it can be trusted"),
        NETWORK,
    ),
    Kept(
        ("passage_comment", "endorsement", "adoption", "adaptation_reason", "parent_seen", "change_offer"),
        words("What was said of documents: comments, who stands behind one, who uses it, what was made of it and why"),
        words("to make documents better, and to show who stands behind them"),
        NETWORK,
    ),
)
