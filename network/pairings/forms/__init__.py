"""What a browser may send about pairings."""

from network.pairings.forms.narrowing import PairingsAsked
from network.pairings.forms.reports import OUTSIDE, FigureFileForm, FiguresAsked, ReportForm
from network.pairings.forms.sessions import SessionForm, session_form

__all__ = ["OUTSIDE", "FigureFileForm", "FiguresAsked", "PairingsAsked", "ReportForm", "SessionForm", "session_form"]
