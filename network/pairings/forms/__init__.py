"""What a browser may send about pairings."""

from network.pairings.forms.narrowing import PairingsAsked
from network.pairings.forms.sessions import SessionForm, session_form

__all__ = ["PairingsAsked", "SessionForm", "session_form"]
