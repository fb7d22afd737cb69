"""What can be seen of files."""

from network.files.queries.cards import FileCard, described
from network.files.queries.opened import Opened, opened
from network.files.queries.sight import FileSight, get, get_for_change, know_sights, visible_to
from network.files.queries.staged import Staged, staged
from network.files.queries.texts import FileText, texts_changed

__all__ = [
    "FileCard",
    "FileSight",
    "FileText",
    "Opened",
    "Staged",
    "described",
    "get",
    "get_for_change",
    "know_sights",
    "opened",
    "staged",
    "texts_changed",
    "visible_to",
]
