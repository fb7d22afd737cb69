"""What an agreement says, with good words to begin with, and which version is in force."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import Words, words
from network.pairings.rules.states import Side

SECTIONS: Mapping[str, Words] = {
    "aims": words("What it is for"),
    "off-limits": words("What is off limits"),
    "confidentiality": words("Confidentiality"),
    "rhythm": words("How often we talk"),
    "length": words("How long it lasts"),
    "recorded": words("What is recorded"),
    "cost": words("Costs and honoraria"),
    "ending": words("How it ends"),
}
STARTING: Mapping[str, Words] = {
    "aims": words(
        "We work together as equals. One of us knows the work with sex workers; the other knows the place, the distances and the"
        " people. Each learns from the other. Our goals are on the page of this pairing."
    ),
    "off-limits": words(
        "We never speak of a worker or a client so that she could be known: no name, no street, no picture, no story that"
        " only fits one person. Neither of us tells the other how to run its house. We do not ask why somebody does sex work."
    ),
    "confidentiality": words(
        "What we tell each other stays with our two organizations. In small places everybody knows everybody: we leave out what"
        " could lead to a person. The duty to report children at risk stays. If something got out, we tell each other that day."
    ),
    "rhythm": words(
        "We talk at least once a month, for an hour or more, by phone or video. We agree on the next day before we part. Who"
        " can't come says so the day before. If it can be paid for, we visit each other once."
    ),
    "length": words(
        "Twelve months. Half-way we look at what we need and at what changed. We can go on for another year if both want to."
    ),
    "recorded": words(
        "We note when we talked, how, for how long, and the topics: no names and no stories. Coordinators and the liaisons of"
        " our regions see dates, hours and the titles of goals. The network counts them for its funders."
    ),
    "cost": words(
        "Nobody pays the other. Travel is agreed on before anybody travels. When a worker shares what she knows, she is paid an"
        " honorarium, in the way that is safe for her."
    ),
    "ending": words(
        "Either of us can end it at any time, without a reason, by telling the other and the coordinator. Four weeks' notice is"
        " good; none is needed where somebody is unsafe. We then have a last talk: what was good, what comes next."
    ),
}
LONGEST = 3_000
MOST_VERSIONS = 100
REVIEW_WITHIN = timedelta(days=731)
USUAL_REVIEW = timedelta(days=182)


def insist_texts(texts: Mapping[str, str]) -> None:
    """Every part says something. Raises Invalid beside the part."""
    for code in SECTIONS:
        if not texts.get(code, "").strip():
            raise Invalid(code, words("Write something here, even if it is “nothing”."))


def insist_review(day: date, today: date) -> None:
    """A review is to come, and not after everybody has forgotten it. Raises Invalid."""
    if day <= today:
        raise Invalid("review_on", words("Choose a day that is still to come."))
    if day > today + REVIEW_WITHIN:
        raise Invalid("review_on", words("Choose a day within two years."))


def insist_newest(based_on: int, newest: int) -> None:
    """Nobody writes over what she has not read. Raises Conflict."""
    if based_on != newest:
        raise Conflict(words("A newer version was written meanwhile. Read it first."))


def insist_versions(newest: int) -> None:
    """Versions that nobody can oversee are none. Raises Conflict."""
    if newest >= MOST_VERSIONS:
        raise Conflict(words("There are too many versions. Talk with your coordinator."))


def is_same(texts: Mapping[str, str], review_on: date, before: Mapping[str, str], before_on: date) -> bool:
    """Whether nothing was changed."""
    return review_on == before_on and all(texts.get(code, "") == before.get(code, "") for code in SECTIONS)


def in_force(versions: Sequence[tuple[int, Collection[Side]]]) -> int | None:
    """The newest version that both sides signed."""
    whole = [number for number, sides in versions if set(sides) == set(Side)]
    return max(whole, default=None)


@dataclass(frozen=True, slots=True)
class Written:
    """One version: its number, the day on which it was written, the day of its review, how many sides signed it."""

    version: int
    written_on: date
    review_on: date
    signatures: int

    @property
    def is_whole(self) -> bool:
        return self.signatures == len(Side)


def waits_since(versions: Collection[Written], began_on: date) -> date | None:
    """The day from which a signature is missing: of the newest version, or of any since the pairing began. None: none is."""
    newest = max(versions, key=_number, default=None)
    if newest is None:
        return began_on
    return None if newest.is_whole else newest.written_on


def review_of(versions: Collection[Written]) -> date | None:
    """The day on which the version in force is looked at again."""
    holds = max((each for each in versions if each.is_whole), key=_number, default=None)
    return holds.review_on if holds else None


def _number(each: Written) -> int:
    return each.version
