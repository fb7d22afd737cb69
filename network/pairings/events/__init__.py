"""What can happen to a pairing, and in it."""

from network.pairings.events.pairings import PairingBegun, PairingsMoved, PairingUndone
from network.pairings.events.reports import FiguresTaken, ReportIssued
from network.pairings.events.sessions import PairingActivated, SessionCorrected, SessionLogged, SessionTakenBack

__all__ = [
    "FiguresTaken",
    "PairingActivated",
    "PairingBegun",
    "PairingUndone",
    "PairingsMoved",
    "ReportIssued",
    "SessionCorrected",
    "SessionLogged",
    "SessionTakenBack",
]
