"""What can be done with a file."""

from network.files.commands.copying import CopyDraft, copy_file
from network.files.commands.keeping import FileDraft, keep_file, let_go, remove_file
from network.files.commands.merging import move_files
from network.files.commands.placing import place_files
from network.files.commands.scanning import keep_verdict
from network.files.commands.shredding import bury_unknown, forget_staged, forget_tombstones, note_missing, release_unused
from network.files.commands.staging import (
    StagedDraft,
    agree,
    claim_staged,
    discard,
    finish_staged,
    forget_uploads,
    mark_step,
    stage,
    wait_again,
)
from network.files.commands.texts import keep_text

__all__ = [
    "CopyDraft",
    "FileDraft",
    "StagedDraft",
    "agree",
    "bury_unknown",
    "claim_staged",
    "copy_file",
    "discard",
    "finish_staged",
    "forget_staged",
    "forget_tombstones",
    "forget_uploads",
    "keep_file",
    "keep_text",
    "keep_verdict",
    "let_go",
    "mark_step",
    "move_files",
    "note_missing",
    "place_files",
    "release_unused",
    "remove_file",
    "stage",
    "wait_again",
]
