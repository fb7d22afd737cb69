"""What the clock does when the day of a consultation is over."""

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.library.events import ConsultationEnded
from network.library.queries.consultations import EndedConsultation, is_told
from network.library.queries.working import hold, working_of
from network.library.rules.life import MOVED
from network.library.rules.moves import is_over
from network.library.rules.states import VersionState
from network.policy import Permission, authorize


@command
def end_consultation(actor: Actor, ended: EndedConsultation) -> None:
    """Note that the day for comments is over: once for each text and day. The text stays where it is, and takes late comments.

    Raises Conflict where it was noted, or is not so any more.
    """
    authorize(actor, Permission.DOCUMENT_REMIND)
    hold(ended.document_id)
    text = working_of(ended.document_id)
    is_there = text is not None and (text.number, text.consulted_until) == (ended.number, ended.until_on)
    if text is None or not is_there or text.state != VersionState.CONSULTATION or not is_over(ended.until_on, clock.today()):
        raise Conflict(MOVED)
    if is_told(ended):
        raise Conflict(MOVED)
    record(actor, ConsultationEnded(document_id=ended.document_id, number=ended.number, until_on=ended.until_on))
