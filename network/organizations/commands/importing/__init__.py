"""What can be done with a file on its way into the directory."""

from network.organizations.commands.importing.applying import ReadyImport, apply_import, import_table
from network.organizations.commands.importing.clockwork import (
    Claim,
    check_again,
    claim_import,
    forget_imports,
    keep_check,
    keep_progress,
    wait_again,
)
from network.organizations.commands.importing.failing import fail_import
from network.organizations.commands.importing.steps import (
    FileDraft,
    begin_import,
    discard_import,
    map_columns,
    mend_import,
    queue_import,
    queue_undoing,
)
from network.organizations.commands.importing.undoing import ReadyUndo, undo_import

__all__ = [
    "Claim",
    "FileDraft",
    "ReadyImport",
    "ReadyUndo",
    "apply_import",
    "begin_import",
    "check_again",
    "claim_import",
    "discard_import",
    "fail_import",
    "forget_imports",
    "import_table",
    "keep_check",
    "keep_progress",
    "map_columns",
    "mend_import",
    "queue_import",
    "queue_undoing",
    "undo_import",
    "wait_again",
]
