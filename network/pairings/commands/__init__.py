"""What can be done with a pairing."""

from network.pairings.commands.agreements import AgreementDraft, sign_agreement, write_agreement, write_template
from network.pairings.commands.beginning import PairingDraft, begin_pairing, undo_pairing
from network.pairings.commands.changing import ChangeDraft, answer_mentoring, change_pairing, let_go
from network.pairings.commands.checks import answer_check, prepare_check
from network.pairings.commands.circle_log import (
    CircleSessionDraft,
    correct_circle_session,
    log_circle_session,
    take_back_circle_session,
)
from network.pairings.commands.circles import add_to_circle, change_host, end_circle, leave_circle, open_circle
from network.pairings.commands.contacts import (
    ContactDraft,
    change_contact,
    end_contact,
    forget_contact,
    forget_gone_contacts,
    hand_over_contact,
    name_contact,
)
from network.pairings.commands.exporting import Exported, export_pairings
from network.pairings.commands.goals import ClosingDraft, GoalDraft, change_goal, close_goal, reopen_goal, set_goal
from network.pairings.commands.importing import bring_in
from network.pairings.commands.merging import move_pairings
from network.pairings.commands.needs import NeedsDraft, assess_needs
from network.pairings.commands.notes import note_pairing, remove_note
from network.pairings.commands.nudging import nudge
from network.pairings.commands.plans import StepDraft, add_step, change_step, finish_step, move_step, remove_step, take_template
from network.pairings.commands.reports import ReportDraft, issue_report, take_figures, take_report
from network.pairings.commands.sessions import SessionDraft, correct_session, log_session, take_back_session
from network.pairings.commands.undoing import undo_bringing

__all__ = [
    "AgreementDraft",
    "ChangeDraft",
    "CircleSessionDraft",
    "ClosingDraft",
    "ContactDraft",
    "Exported",
    "GoalDraft",
    "NeedsDraft",
    "PairingDraft",
    "ReportDraft",
    "SessionDraft",
    "StepDraft",
    "add_step",
    "add_to_circle",
    "answer_check",
    "answer_mentoring",
    "assess_needs",
    "begin_pairing",
    "bring_in",
    "change_contact",
    "change_goal",
    "change_host",
    "change_pairing",
    "change_step",
    "close_goal",
    "correct_circle_session",
    "correct_session",
    "end_circle",
    "end_contact",
    "export_pairings",
    "finish_step",
    "forget_contact",
    "forget_gone_contacts",
    "hand_over_contact",
    "issue_report",
    "leave_circle",
    "let_go",
    "log_circle_session",
    "log_session",
    "move_pairings",
    "move_step",
    "name_contact",
    "note_pairing",
    "nudge",
    "open_circle",
    "prepare_check",
    "remove_note",
    "remove_step",
    "reopen_goal",
    "set_goal",
    "sign_agreement",
    "take_back_circle_session",
    "take_back_session",
    "take_figures",
    "take_report",
    "take_template",
    "undo_bringing",
    "undo_pairing",
    "write_agreement",
    "write_template",
]
