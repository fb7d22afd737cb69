"""What can be done with a file on its way into the directory."""

from network.organizations.commands.importing.applying import apply_import, import_table
from network.organizations.commands.importing.clockwork import (
    claim_import,
    fail_import,
    forget_imports,
    keep_check,
    keep_progress,
)
from network.organizations.commands.importing.steps import (
    FileDraft,
    begin_import,
    discard_import,
    map_columns,
    mend_import,
)
from network.organizations.commands.importing.undoing import undo_import

__all__ = [
    "FileDraft",
    "apply_import",
    "begin_import",
    "claim_import",
    "discard_import",
    "fail_import",
    "forget_imports",
    "import_table",
    "keep_check",
    "keep_progress",
    "map_columns",
    "mend_import",
    "undo_import",
]
