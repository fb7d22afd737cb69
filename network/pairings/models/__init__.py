"""What is remembered of pairings and of their life."""

from network.pairings.models.pairings import Pairing
from network.pairings.models.reports import PairingReport
from network.pairings.models.sessions import MentoringSession, SessionTopic

__all__ = ["MentoringSession", "Pairing", "PairingReport", "SessionTopic"]
