"""What is kept of files."""

from datetime import timedelta

from network.kernel.kept import Kept
from network.kernel.words import words

FILES = (
    Kept(
        ("staged_file",),
        words("Files that you sent: sealed name, kind, size, what was cleaned; the file itself until it is kept or put away"),
        words("to clean a file before it is kept, and to count what is sent in a day"),
        words("after you sent it"),
        limit=timedelta(days=1),
    ),
    Kept(
        ("stored_file", "stored_bytes", "stored_file_text"),
        words("Files: the bytes, a sealed name, kind, size, who sent it, what was cleaned, the words in it"),
        words("to share them, and to find them"),
        words("until what they hang on is removed, or somebody removes them"),
    ),
    Kept(
        ("file_tombstone",),
        words("Random names of files that are to be shredded"),
        words("to delete them for good, also after a crash"),
        words("until they are gone"),
        is_personal=False,
    ),
)
