"""Pairings and logs that come in by a file: what each row says, and what becomes of it."""

from network.pairings.rules.importing.columns import FileRow, FileRows, ListKind, arranged
from network.pairings.rules.importing.known import Known, OrganizationKnown, PairingKnown
from network.pairings.rules.importing.pairings import judge_pairings
from network.pairings.rules.importing.sessions import judge_sessions
from network.pairings.rules.importing.verdicts import Effect, PairingRead, SessionRead, Verdict, mark_of

__all__ = [
    "Effect",
    "FileRow",
    "FileRows",
    "Known",
    "ListKind",
    "OrganizationKnown",
    "PairingKnown",
    "PairingRead",
    "SessionRead",
    "Verdict",
    "arranged",
    "judge_pairings",
    "judge_sessions",
    "mark_of",
]
