"""Documents that come in many at once: a list of titles, topics and stewards beside their files, each row checked."""

from network.library.rules.importing.columns import FileRow, FileRows, arranged
from network.library.rules.importing.judging import judge
from network.library.rules.importing.known import FileSent, Known, StewardKnown
from network.library.rules.importing.verdicts import DocumentRead, DryRun, Effect, Verdict, mark_of

__all__ = [
    "DocumentRead",
    "DryRun",
    "Effect",
    "FileRow",
    "FileRows",
    "FileSent",
    "Known",
    "StewardKnown",
    "Verdict",
    "arranged",
    "judge",
    "mark_of",
]
