"""What every installation must say about itself before it may open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SET = "flask --app wsgi network privacy set"

# What is missing, and how to say it.
ASKED: Mapping[str, str] = {
    "privacy_officer": f"Nobody is named as privacy officer. Run: {SET} privacy_officer 'NAME'",
    "privacy_contact": f"Nothing says how to reach the privacy officer. Run: {SET} privacy_contact 'ADDRESS OR PHONE'",
    "backup_days": f"Nothing says how long back-ups live. Run: {SET} backup_days DAYS",
    "providers": f"The service providers are not named. Run: {SET} providers 'NAME, WHAT FOR, COUNTRY; ...'",
}


@dataclass(frozen=True, slots=True)
class PrivacyFacts:
    """Who answers for personal data here. `backup_days` is 0 while nobody has said it."""

    officer: str
    contact: str
    backup_days: int
    providers: tuple[str, ...]
    complaints_to: str

    @classmethod
    def of(cls, choices: Mapping[str, Any]) -> "PrivacyFacts":
        """From the installation's choices by their keys."""
        providers = tuple(part.strip() for part in choices["providers"].split(";") if part.strip())
        return cls(
            choices["privacy_officer"].strip(),
            choices["privacy_contact"].strip(),
            choices["backup_days"],
            providers,
            choices["complaints_to"].strip(),
        )


def unsaid(facts: PrivacyFacts) -> Iterator[str]:
    """A sentence for each fact that nobody has said, in the words of the command line."""
    said = {
        "privacy_officer": facts.officer,
        "privacy_contact": facts.contact,
        "backup_days": facts.backup_days > 0,
        "providers": facts.providers,
    }
    for key, sentence in ASKED.items():
        if not said[key]:
            yield sentence
