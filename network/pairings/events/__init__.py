"""What can happen to a pairing, and in it."""

from network.pairings.events.agreements import AgreementSigned, AgreementTemplateWritten, AgreementWritten
from network.pairings.events.changes import (
    MentoringAnswered,
    PairingCompleted,
    PairingEnded,
    PairingExtended,
    PairingPaused,
    PairingResumed,
)
from network.pairings.events.checks import CheckAnswered, CheckDue
from network.pairings.events.circles import (
    CircleEnded,
    CircleHostChanged,
    CircleJoined,
    CircleLeft,
    CircleOpened,
    CircleSessionCorrected,
    CircleSessionLogged,
    CircleSessionTakenBack,
)
from network.pairings.events.contacts import ContactChanged, ContactEnded, ContactHandedOver, ContactNamed
from network.pairings.events.needs import GoalChanged, GoalClosed, GoalReopened, GoalSet, NeedsAssessed
from network.pairings.events.pairings import PairingBegun, PairingBroughtIn, PairingsMoved, PairingUndone
from network.pairings.events.plans import StepAdded, StepChanged, StepDone, StepMoved, StepRemoved, StepsTaken
from network.pairings.events.reports import FiguresTaken, PairingsExported, PairingsImported, PairingsImportUndone, ReportIssued
from network.pairings.events.sessions import PairingActivated, SessionCorrected, SessionLogged, SessionTakenBack
from network.pairings.events.watching import PairingNoted, PairingNoteRemoved, PairingNudged

__all__ = [
    "AgreementSigned",
    "AgreementTemplateWritten",
    "AgreementWritten",
    "CheckAnswered",
    "CheckDue",
    "CircleEnded",
    "CircleHostChanged",
    "CircleJoined",
    "CircleLeft",
    "CircleOpened",
    "CircleSessionCorrected",
    "CircleSessionLogged",
    "CircleSessionTakenBack",
    "ContactChanged",
    "ContactEnded",
    "ContactHandedOver",
    "ContactNamed",
    "FiguresTaken",
    "GoalChanged",
    "GoalClosed",
    "GoalReopened",
    "GoalSet",
    "MentoringAnswered",
    "NeedsAssessed",
    "PairingActivated",
    "PairingBegun",
    "PairingBroughtIn",
    "PairingCompleted",
    "PairingEnded",
    "PairingExtended",
    "PairingNoteRemoved",
    "PairingNoted",
    "PairingNudged",
    "PairingPaused",
    "PairingResumed",
    "PairingUndone",
    "PairingsExported",
    "PairingsImportUndone",
    "PairingsImported",
    "PairingsMoved",
    "ReportIssued",
    "SessionCorrected",
    "SessionLogged",
    "SessionTakenBack",
    "StepAdded",
    "StepChanged",
    "StepDone",
    "StepMoved",
    "StepRemoved",
    "StepsTaken",
]
