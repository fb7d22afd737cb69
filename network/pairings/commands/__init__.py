"""What can be done with a pairing."""

from network.pairings.commands.agreements import AgreementDraft, sign_agreement, write_agreement, write_template
from network.pairings.commands.beginning import PairingDraft, begin_pairing, undo_pairing
from network.pairings.commands.changing import ChangeDraft, answer_mentoring, change_pairing, let_go
from network.pairings.commands.checks import answer_check, prepare_check
from network.pairings.commands.exporting import Exported, export_pairings
from network.pairings.commands.goals import ClosingDraft, GoalDraft, change_goal, close_goal, reopen_goal, set_goal
from network.pairings.commands.merging import move_pairings
from network.pairings.commands.needs import NeedsDraft, assess_needs
from network.pairings.commands.notes import note_pairing, remove_note
from network.pairings.commands.nudging import nudge
from network.pairings.commands.reports import ReportDraft, issue_report, take_figures, take_report
from network.pairings.commands.sessions import SessionDraft, correct_session, log_session, take_back_session

__all__ = [
    "AgreementDraft",
    "ChangeDraft",
    "ClosingDraft",
    "Exported",
    "GoalDraft",
    "NeedsDraft",
    "PairingDraft",
    "ReportDraft",
    "SessionDraft",
    "answer_check",
    "answer_mentoring",
    "assess_needs",
    "begin_pairing",
    "change_goal",
    "change_pairing",
    "close_goal",
    "correct_session",
    "export_pairings",
    "issue_report",
    "let_go",
    "log_session",
    "move_pairings",
    "note_pairing",
    "nudge",
    "prepare_check",
    "remove_note",
    "reopen_goal",
    "set_goal",
    "sign_agreement",
    "take_back_session",
    "take_figures",
    "take_report",
    "undo_pairing",
    "write_agreement",
    "write_template",
]
