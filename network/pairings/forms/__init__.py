"""What a browser may send about pairings."""

from network.pairings.forms.goals import ClosingForm, GoalForm
from network.pairings.forms.narrowing import PairingsAsked
from network.pairings.forms.needs import NeedsForm, needs_form
from network.pairings.forms.sessions import SessionForm, session_form

__all__ = [
    "ClosingForm",
    "GoalForm",
    "NeedsForm",
    "PairingsAsked",
    "SessionForm",
    "needs_form",
    "session_form",
]
