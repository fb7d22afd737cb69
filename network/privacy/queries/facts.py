"""Who answers for personal data here, and how long things are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from network.config import Settings
from network.kernel.kept import Kept
from network.kernel.retention import RETENTION
from network.kernel.words import Words
from network.privacy.rules.facts import PrivacyFacts, unsaid
from network.settings.queries import catalogue
from network.settings.rules import Catalogue

_KEYS = ("privacy_officer", "privacy_contact", "backup_days", "providers", "complaints_to")


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of the table of retention as a page tells it."""

    what: Words
    purpose: Words
    how_long: Words
    is_by_clock: bool


def privacy_facts() -> PrivacyFacts:
    """What this installation says."""
    known = catalogue()
    return PrivacyFacts.of({key: known.get(key) for key in _KEYS})


def missing_facts(settings: Settings) -> Iterator[str]:
    """What a production start asks for; the demonstration invents it."""
    if settings.is_production:
        yield from unsaid(privacy_facts())


def kept(*, is_personal: bool) -> tuple[KeptLine, ...]:
    """What is kept and how long, of people and organizations or of the rest."""
    known = catalogue()
    return tuple(_line(each, known) for each in RETENTION if each.is_personal is is_personal)


def _line(each: Kept, known: Catalogue) -> KeptLine:
    choices: Mapping[str, int] = {each.setting: int(known.get(each.setting))} if each.setting else {}
    return KeptLine(each.what, each.purpose, each.said(choices), each.is_limited)
