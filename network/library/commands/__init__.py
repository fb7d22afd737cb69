"""What can be done with documents."""

from network.library.commands.confirming import ConfirmationDraft, confirm, remind_of_review
from network.library.commands.consultations import end_consultation
from network.library.commands.forgetting import forget_steward
from network.library.commands.life import approve, ask_review, consult, drop, return_to_draft, withdraw
from network.library.commands.merging import move_documents
from network.library.commands.placing import place_document
from network.library.commands.writing import (
    CLASH,
    AboutDraft,
    DocumentDraft,
    TextDraft,
    begin_document,
    begin_version,
    describe_document,
    save_text,
)

__all__ = [
    "CLASH",
    "AboutDraft",
    "ConfirmationDraft",
    "DocumentDraft",
    "TextDraft",
    "approve",
    "ask_review",
    "begin_document",
    "begin_version",
    "confirm",
    "consult",
    "describe_document",
    "drop",
    "end_consultation",
    "forget_steward",
    "move_documents",
    "place_document",
    "remind_of_review",
    "return_to_draft",
    "save_text",
    "withdraw",
]
