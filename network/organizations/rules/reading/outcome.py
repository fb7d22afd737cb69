"""What reading a cell gives: a value, what is wrong or doubtful with it, and what it could say instead."""

from dataclasses import dataclass
from typing import Any

from network.kernel.words import Words, words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the whole cell could say instead. `label` is how to offer it, where that isn't the text itself."""

    text: str
    label: Words | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a cell, or only doubtful. `entries` are the parts of it that can't be read; they could be added to the
    list named by `adds_to`.
    """

    message: Words
    suggestions: tuple[Suggestion, ...] = ()
    is_doubt: bool = False
    entries: tuple[str, ...] = ()
    adds_to: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, None for an empty cell or one that can't be read; with at most a few findings."""

    value: Any = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_problem(self) -> bool:
        """Whether the value can't be taken."""
        return any(not finding.is_doubt for finding in self.findings)

    def with_doubt(self, message: Words) -> "Reading":
        """The same, with one more reason to look at it."""
        return Reading(self.value, (Finding(message, is_doubt=True), *self.findings))


NOTHING = Reading()
LEAVE_OUT = Suggestion("", words("Leave it out"))


def problem(message: Words, *suggestions: str | Suggestion) -> Reading:
    """No value, and why. An empty suggestion is dropped."""
    return Reading(None, (Finding(message, _offers(suggestions)),))


def doubtful(value: Any, message: Words, *suggestions: str | Suggestion) -> Reading:
    """A value, and why somebody should look at it."""
    return Reading(value, (Finding(message, _offers(suggestions), is_doubt=True),))


def _offers(suggestions: tuple[str | Suggestion, ...]) -> tuple[Suggestion, ...]:
    offers = [Suggestion(item) if isinstance(item, str) else item for item in suggestions]
    return tuple({offer.text: offer for offer in offers if offer.text or offer.label}.values())
