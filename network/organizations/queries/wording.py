"""An entry said in words, field by field: to compare two of them, and to say what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from network.kernel.words import Words, words
from network.organizations.queries.entry import LISTS, OrganizationDraft
from network.organizations.rules.values import Span
from network.places.rules.clocks import MONTHS, WEEKDAYS
from network.settings.rules import Catalogue

LABELS: Mapping[str, Words] = {
    "name": words("Name"),
    "kind": words("Kind"),
    "mandate": words("Mandate"),
    "status": words("Status"),
    "community_id": words("Home community"),
    "also_serves": words("Also serves"),
    "regions": words("Other regions"),
    "territories": words("Territories"),
    "about": words("About"),
    "services": words("Services"),
    "populations": words("People served"),
    "work_settings": words("Where people work"),
    "capacity": words("How many it can mentor"),
    "teaches": words("Can teach"),
    "wants_mentor": words("Wants a mentor"),
    "waiting_since": words("Waiting since"),
    "wants": words("Wants to learn"),
    "languages": words("Languages"),
    "ways": words("Meets by"),
    "free": words("Free"),
    "contact_email": words("E-mail"),
    "phone": words("Phone"),
    "reach_note": words("Messages"),
    "website": words("Website"),
    "notes": words("Notes"),
    "own": words("Other"),
}
_ONE_OF = {"kind": "org_kind", "mandate": "org_mandate", "status": "org_status"}

Said = Words | str


@dataclass(frozen=True, slots=True)
class Told:
    """What is needed to put an entry into words: the lists, and the names behind ids."""

    lists: Catalogue
    communities: Mapping[UUID, str]
    regions: Mapping[str, str]
    own: Mapping[UUID, str]


def told(draft: OrganizationDraft, name: str, by: Told) -> Said:
    """One field of an entry in words; empty when it says nothing."""
    value = getattr(draft, name)
    if name in _ONE_OF:
        return by.lists.label(_ONE_OF[name], value)
    if name in LISTS:
        return ", ".join(by.lists.labels(LISTS[name], value))
    if name == "community_id":
        return by.communities.get(value, "")
    if name == "also_serves":
        return ", ".join(by.communities.get(one, "") for one in value)
    if name == "regions":
        return ", ".join(by.regions.get(one, one) for one in value)
    if name == "own":
        return "; ".join(f"{by.own[one]}: {text}" for one, text in value.items() if one in by.own and text)
    if name == "free":
        return words("%(times)s", times=tuple(say_span(span) for span in value)) if value else ""
    if isinstance(value, bool):
        return words("Yes") if value else words("No")
    return say_day(value) if isinstance(value, date) else str(value if value is not None else "")


def day_of(at: datetime, zone_name: str) -> Words:
    """The day of a moment: 23 November 2026."""
    return say_day(at.astimezone(ZoneInfo(zone_name)).date())


def say_span(span: Span) -> Words:
    """Wednesday 13:00 to 15:00."""
    weekday, starts, ends = span
    return words("%(weekday)s %(starts)s to %(ends)s", weekday=WEEKDAYS[weekday], starts=face(starts), ends=face(ends))


def face(minute: int) -> str:
    """9:05, 13:30, 24:00."""
    return f"{minute // 60}:{minute % 60:02d}"


def say_day(day: date) -> Words:
    """2 June 2026."""
    return words("%(day)s %(month)s %(year)s", day=day.day, month=MONTHS[day.month - 1], year=day.year)
