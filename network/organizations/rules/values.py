"""An organization's values as they cross between a spreadsheet, the rules and the database."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

Span = tuple[int, int, int]  # weekday (Monday is 0), first minute of the day, minute after the last
Service = tuple[str, str, str]  # a code, its state ("" where nobody has said), and the day on which that was said ("" too)


@dataclass(frozen=True, slots=True)
class OrganizationValues:
    """Everything about an organization that a spreadsheet can hold. Codes name entries of the editable lists.

    `wants_to_learn` is in order of priority; `do_not_pair` holds folded names; `own` the network's own fields by label.
    `home_community` and `also_serves` are keys of communities.
    """

    name: str = ""
    kind: str = ""
    mandate: str = ""
    status: str = ""
    home_community: str = ""
    also_serves: tuple[str, ...] = ()
    capacity: int = 0
    wants_mentor: bool = False
    teaches: tuple[str, ...] = ()
    wants_to_learn: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    meets_by: tuple[str, ...] = ()
    availability: tuple[Span, ...] = ()
    services: tuple[Service, ...] = ()
    waiting_since: date | None = None
    confirmed_on: date | None = None
    do_not_pair: tuple[str, ...] = ()
    contact_email: str = ""
    phone: str = ""
    territories: str = ""
    website: str = ""
    notes: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


BLANK = OrganizationValues()
VALUE_FIELDS = tuple(item.name for item in fields(OrganizationValues))
DATES = ("waiting_since", "confirmed_on")
UNORDERED = frozenset({"also_serves", "teaches", "languages", "meets_by", "availability", "services", "do_not_pair"})


@dataclass(frozen=True, slots=True)
class Existing:
    """An organization of the directory."""

    id: Hashable
    values: OrganizationValues


@dataclass(frozen=True, slots=True)
class Community:
    """A community under its key. `region` is a code; `other_names` are older names and other spellings."""

    key: str
    name: str
    region: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one organization, before and after. A field of the network's own is "own:" and its label."""

    field: str
    before: Any
    after: Any


def is_same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same: order counts only where it is a priority."""
    if name in UNORDERED:
        return set(one) == set(other)
    return bool(one == other)


def differences(before: OrganizationValues, after: OrganizationValues) -> tuple[Change, ...]:
    """Each field that differs, in the order of the fields; the network's own fields one by one."""
    changes = [
        Change(name, getattr(before, name), getattr(after, name))
        for name in VALUE_FIELDS
        if name != "own" and not is_same(name, getattr(before, name), getattr(after, name))
    ]
    for label in sorted({*before.own, *after.own}):
        old, new = before.own.get(label, ""), after.own.get(label, "")
        if old != new:
            changes.append(Change(f"own:{label}", old, new))
    return tuple(changes)


def to_plain(values: OrganizationValues) -> dict[str, Any]:
    """The values as JSON can hold them."""
    plain: dict[str, Any] = {}
    for name in VALUE_FIELDS:
        value = getattr(values, name)
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = [list(item) if isinstance(item, tuple) else item for item in value]
        elif name == "own":
            value = dict(value)
        plain[name] = value
    return plain


def from_plain(plain: Mapping[str, Any], base: OrganizationValues = BLANK) -> OrganizationValues:
    """The inverse of `to_plain`; fields that an older record doesn't have are those of `base`."""
    values: dict[str, Any] = {name: plain[name] for name in VALUE_FIELDS if name in plain}
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(tuple(item) if isinstance(item, list) else item for item in value)
    for name in DATES:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    return replace(base, **values)
