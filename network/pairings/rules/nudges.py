"""What the sides of a pairing are asked, by how it goes."""

from collections.abc import Mapping
from enum import StrEnum

from network.kernel.words import Words, words
from network.pairings.rules.health import Group, Health, Reason


class Ask(StrEnum):
    """What a side is asked to do."""

    FIRST_MEETING = "first-meeting"
    MEET_AGAIN = "meet-again"
    CHECK = "check"
    AGREEMENT = "agreement"
    HOW_IT_GOES = "how-it-goes"


ASK_WORDS: Mapping[Ask, Words] = {
    Ask.FIRST_MEETING: words("%(mentor)s and %(mentee)s: arrange the first meeting, or log it if you have met."),
    Ask.MEET_AGAIN: words("%(mentor)s and %(mentee)s: arrange the next meeting, or log those that were."),
    Ask.CHECK: words("%(mentor)s and %(mentee)s: a short check waits for your answer."),
    Ask.AGREEMENT: words("%(mentor)s and %(mentee)s: the agreement waits to be signed."),
    Ask.HOW_IT_GOES: words("%(mentor)s and %(mentee)s: the coordinator asks how it goes. Log a session, or call."),
}
_BY_REASON: Mapping[Reason, Ask] = {
    Reason.NEVER_MET: Ask.FIRST_MEETING,
    Reason.FIRST_DUE: Ask.FIRST_MEETING,
    Reason.STALLED: Ask.MEET_AGAIN,
    Reason.CHECK_OPEN: Ask.CHECK,
    Reason.AGREEMENT_OPEN: Ask.AGREEMENT,
}
_NO_USE = frozenset({Reason.MENTOR_CLOSED, Reason.MENTEE_CLOSED, Reason.NOT_WORKING})


def ask_for(health: Health) -> Ask | None:
    """What to ask of its sides; None where a notice would be of no use, or would hurt."""
    if health.group in (Group.PAUSED, Group.ENDED) or _NO_USE & set(health.reasons):
        return None
    return next((_BY_REASON[reason] for reason in health.reasons if reason in _BY_REASON), Ask.HOW_IT_GOES)
