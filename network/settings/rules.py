"""What the installation's choices are when nobody has chosen, and how the lists are asked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from network.kernel.words import Words, words

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "network_name": "Peer Network",
        "mentor_word": "mentor",
        "mentee_word": "mentee",
        "quick_exit_url": "https://weather.gc.ca/",
        "mail_subject": "Something new for you",
        "confirm_after_days": 183,
        "import_undo_days": 14,
        "overturn_days": 7,
        "proposal_days": 21,
        "invitation_days": 14,
        "large_place_population": 50_000,
        "trial_sessions": 1,
        "first_session_days": 10,
        "next_session_days": 35,
        "check_answer_days": 10,
        "agreement_days": 30,
        "pairing_days": 365,
        "mentor_rest_days": 30,
        "late_log_days": 30,
        # Megabytes of files: one, one person in a day, one organization, all, and what stays free on the disk.
        "file_mb": 10,
        "file_day_mb": 200,
        "file_organization_mb": 2_000,
        "file_total_mb": 50_000,
        "file_free_mb": 500,
        # Whom people ask about their data, and how long back-ups live. Empty and 0 mean that nobody has said it yet.
        "privacy_officer": "",
        "privacy_contact": "",
        "backup_days": 0,
        "providers": "",
        "complaints_to": "Office of the Information and Privacy Commissioner for British Columbia, www.oipc.bc.ca",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list as rules and pages use it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    is_offered: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All lists and settings of one revision, never changed once read; compared by identity."""

    revision: int
    lists: Mapping[str, tuple[Entry, ...]]
    choices: Mapping[str, Any] = field(default_factory=dict)
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, entries in self.lists.items():
            for entry in entries:
                self._labels[name, entry.code] = entry.label

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The entries of a list, in its order; those withdrawn too, since old records name them."""
        return self.lists.get(name, ())

    def offered(self, name: str) -> tuple[Entry, ...]:
        """The entries that a form offers."""
        return tuple(entry for entry in self.entries(name) if entry.is_offered)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Code and words of each entry of a list, for a list to choose from."""
        return tuple((entry.code, entry.label) for entry in self.entries(name))

    def label(self, name: str, code: str | None) -> str:
        """The words for a code; the code itself where the list has lost it."""
        return self._labels.get((name, code), code) if code else ""

    def labels(self, name: str, codes: Iterable[str]) -> tuple[str, ...]:
        """The words for several codes, in their order."""
        return tuple(self.label(name, code) for code in codes)

    def get(self, key: str) -> Any:
        """A choice, or what holds when nobody has chosen. Raises KeyError for a key that isn't one."""
        return self.choices[key] if key in self.choices else DEFAULTS[key]


LIST_NAMES: Mapping[str, Words] = MappingProxyType(
    {
        "org_kind": words("Kinds of organization"),
        "org_mandate": words("Mandates"),
        "org_status": words("States of an organization"),
        "service": words("Services"),
        "population": words("People served"),
        "work_setting": words("Where people work"),
        "language": words("Languages"),
        "way": words("Ways to meet"),
        "topic": words("Topics to teach and learn"),
        "funding_source": words("Sources of funding"),
        "end_reason": words("Reasons for which a pairing ends early"),
        "document_kind": words("Kinds of document"),
        "licence": words("Licences of documents"),
    }
)

SETTING_NAMES: Mapping[str, Words] = MappingProxyType(
    {
        "network_name": words("Name of the network"),
        "mentor_word": words("Word for the side that teaches"),
        "mentee_word": words("Word for the side that learns"),
        "quick_exit_url": words("Where the quick exit leads"),
        "mail_subject": words("Subject of every mail"),
        "confirm_after_days": words("Days until an entry is to be confirmed again"),
        "import_undo_days": words("Days in which an import can be undone"),
        "proposal_days": words("Days after which a proposal lapses if somebody has not answered"),
        "overturn_days": words("Days in which an answer taken by phone can be overturned"),
        "invitation_days": words("Days for which an invitation holds"),
        "large_place_population": words("People from which a place counts as large"),
        "trial_sessions": words("Sessions after which a pairing is on trial no more"),
        "first_session_days": words("Days in which a pair is to meet first"),
        "next_session_days": words("Days after a session in which a pair is to meet again"),
        "check_answer_days": words("Days in which a side is to answer a check"),
        "agreement_days": words("Days in which both sides are to sign an agreement"),
        "pairing_days": words("Days that a pairing runs where nothing else is said"),
        "mentor_rest_days": words("Days for which a pairing waits for a mentor that rests"),
        "late_log_days": words("Days after its end in which a pairing’s sessions can still be logged"),
        "file_mb": words("Megabytes that one file may have"),
        "file_day_mb": words("Megabytes of files that one person may send in a day"),
        "file_organization_mb": words("Megabytes of files that one organization may keep"),
        "file_total_mb": words("Megabytes of files in all"),
        "file_free_mb": words("Megabytes that must stay free on the disk"),
        "privacy_officer": words("Privacy officer: name"),
        "privacy_contact": words("Privacy officer: how to reach her"),
        "backup_days": words("Days until the oldest back-up is deleted"),
        "providers": words("Service providers, with what they do and their country; semicolons between them"),
        "complaints_to": words("Where to complain about the network"),
    }
)

_SITE = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s\\\"'<>]*)?", re.IGNORECASE)


def is_site(address: str) -> bool:
    """Whether an address leads to a whole site elsewhere: no script, no file, no name or password in it."""
    return _SITE.fullmatch(address) is not None
