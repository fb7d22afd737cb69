"""What people may ask for, and what to do in which order when data got out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from network.kernel.words import Words, words


class Asked(StrEnum):
    """What a request asks for."""

    ACCESS = "access"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    COMPLAINT = "complaint"


ASKED_NAMES: Mapping[Asked, Words] = MappingProxyType(
    {
        Asked.ACCESS: words("See her data"),
        Asked.CORRECTION: words("Correct her data"),
        Asked.WITHDRAWAL: words("Take back consent"),
        Asked.COMPLAINT: words("Complain"),
    }
)


class WhyLonger(StrEnum):
    """Why an answer may take longer: what section 31 of the Act (SBC 2003, c. 63) allows without asking the commissioner."""

    DETAIL = "detail"
    VOLUME = "volume"
    CONSULT = "consult"


WHY_NAMES: Mapping[WhyLonger, Words] = MappingProxyType(
    {
        WhyLonger.DETAIL: words("She has not said enough to find it"),
        WhyLonger.VOLUME: words("It is a great deal, and answering in time would keep us from our work"),
        WhyLonger.CONSULT: words("We must ask another organization or public body first"),
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan: when, and what to do in order."""

    title: Words
    steps: tuple[Words, ...]


PLAN: tuple[Part, ...] = (
    Part(
        words("In the first hour"),
        (
            words("Write down when you noticed it, and who told you. Start an incident here, or on this sheet."),
            words("Stop it. End sessions, suspend the account, take the server off the network if you must."),
            words("Delete nothing. Copy the log and the database as they are, and note the journal's head."),
            words("Call the privacy officer and a second administrator. Use the phone, not this site."),
        ),
    ),
    Part(
        words("On the first day"),
        (
            words("Find out whose data it is, what it was, how many people, since when, and who may have it."),
            words("Check the journal: run audit verify, and read what the account did."),
            words("Ask whether somebody could be found, outed or hurt by it. That decides how fast the rest must go."),
            words("Change keys, passwords and links that may be known."),
        ),
    ),
    Part(
        words("Telling people"),
        (
            words("Tell those who could be harmed first, and before anybody else learns of it."),
            words("Ask each how it is safe to reach her. Shared mailboxes and phones are not."),
            words("Say what happened, what it was, what you did, what she can do, and whom to call."),
            words("Tell the leads of the organizations concerned. Name nobody to others."),
            words("Ask the commissioner's office for advice, and report there if people could be harmed."),
        ),
    ),
    Part(
        words("In the two weeks after"),
        (
            words("Mend what let it happen, and let a second person check it."),
            words("Write down what happened and what was changed, and close the incident."),
            words("Try this plan again with everybody who has a part in it."),
        ),
    ),
)
