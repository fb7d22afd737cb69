"""What can be done with a pairing."""

from network.pairings.commands.beginning import PairingDraft, begin_pairing, undo_pairing
from network.pairings.commands.merging import move_pairings
from network.pairings.commands.reports import ReportDraft, issue_report, take_figures, take_report
from network.pairings.commands.sessions import SessionDraft, correct_session, log_session, take_back_session

__all__ = [
    "PairingDraft",
    "ReportDraft",
    "SessionDraft",
    "begin_pairing",
    "correct_session",
    "issue_report",
    "log_session",
    "move_pairings",
    "take_back_session",
    "take_figures",
    "take_report",
    "undo_pairing",
]
