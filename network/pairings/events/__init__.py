"""What can happen to a pairing, and in it."""

from network.pairings.events.agreements import AgreementSigned, AgreementTemplateWritten, AgreementWritten
from network.pairings.events.needs import GoalChanged, GoalClosed, GoalReopened, GoalSet, NeedsAssessed
from network.pairings.events.pairings import PairingBegun, PairingsMoved, PairingUndone
from network.pairings.events.reports import FiguresTaken, ReportIssued
from network.pairings.events.sessions import PairingActivated, SessionCorrected, SessionLogged, SessionTakenBack
from network.pairings.events.watching import PairingNoted, PairingNoteRemoved, PairingNudged

__all__ = [
    "AgreementSigned",
    "AgreementTemplateWritten",
    "AgreementWritten",
    "FiguresTaken",
    "GoalChanged",
    "GoalClosed",
    "GoalReopened",
    "GoalSet",
    "NeedsAssessed",
    "PairingActivated",
    "PairingBegun",
    "PairingNoteRemoved",
    "PairingNoted",
    "PairingNudged",
    "PairingUndone",
    "PairingsMoved",
    "ReportIssued",
    "SessionCorrected",
    "SessionLogged",
    "SessionTakenBack",
]
