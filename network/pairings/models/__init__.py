"""What is remembered of pairings and of their life."""

from network.pairings.models.agreements import Agreement, AgreementSignature, AgreementTemplate
from network.pairings.models.checks import PairingCheck
from network.pairings.models.circles import Circle, CircleAttendance, CircleMember, CircleSession, CircleTopic
from network.pairings.models.contacts import PairingContact
from network.pairings.models.importing import PairingImport, PairingImportRow
from network.pairings.models.needs import Goal, NeedsAssessment, NeedsLevel
from network.pairings.models.notes import PairingNote
from network.pairings.models.pairings import Pairing
from network.pairings.models.plans import PlanStep
from network.pairings.models.reports import PairingReport
from network.pairings.models.sessions import MentoringSession, SessionTopic

__all__ = [
    "Agreement",
    "AgreementSignature",
    "AgreementTemplate",
    "Circle",
    "CircleAttendance",
    "CircleMember",
    "CircleSession",
    "CircleTopic",
    "Goal",
    "MentoringSession",
    "NeedsAssessment",
    "NeedsLevel",
    "Pairing",
    "PairingCheck",
    "PairingContact",
    "PairingImport",
    "PairingImportRow",
    "PairingNote",
    "PairingReport",
    "PlanStep",
    "SessionTopic",
]
