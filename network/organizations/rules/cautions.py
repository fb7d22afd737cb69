"""What a dry run asks about a row that can be read, for what it would do: pairings that run, addresses, days still to come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from network.kernel.words import counted, words
from network.organizations.rules.addresses import SURE, addresses_in, doubt
from network.organizations.rules.fields import OWN
from network.organizations.rules.reading.outcome import Suggestion
from network.organizations.rules.rows import Trouble
from network.organizations.rules.values import OrganizationValues

STOPPED = frozenset({"paused", "closed"})
TEXTS = ("name", "territories", "notes")

HeaderOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Paired:
    """How many pairings an organization has now: as the mentor, and as the one who is mentored."""

    mentors: int = 0
    is_mentored: int = 0


UNPAIRED = Paired()


def cautions(
    before: OrganizationValues, after: OrganizationValues, paired: Paired, today: date | None, header_of: HeaderOf
) -> tuple[Trouble, ...]:
    """What somebody should look at. `header_of` names a field's column; `today` None knows no day that is still to come."""
    return (*_pairings(before, after, paired, header_of), *_addresses(before, after, header_of), *_days(after, today, header_of))


def _pairings(before: OrganizationValues, after: OrganizationValues, paired: Paired, header_of: HeaderOf) -> Iterator[Trouble]:
    if before.capacity != after.capacity < paired.mentors:
        message = counted(
            "It mentors %(num)s organization now. With %(places)s places it would have too few.",
            "It mentors %(num)s organizations now. With %(places)s places it would have too few.",
            paired.mentors,
            places=after.capacity,
        )
        keep = (Suggestion(str(paired.mentors)),)
        yield Trouble("capacity", header_of("capacity"), str(after.capacity), message, keep, is_doubt=True)
    running = paired.mentors + paired.is_mentored
    if before.status != after.status and after.status in STOPPED and running:
        message = counted(
            "It has %(num)s pairing that runs. Stopping the organization doesn't end it.",
            "It has %(num)s pairings that run. Stopping the organization doesn't end them.",
            running,
        )
        yield Trouble("status", header_of("status"), after.status, message, is_doubt=True)


def _addresses(before: OrganizationValues, after: OrganizationValues, header_of: HeaderOf) -> Iterator[Trouble]:
    texts = {name: str(getattr(after, name)) for name in TEXTS} | {OWN + label: said for label, said in after.own.items()}
    known = {getattr(before, name) for name in TEXTS} | set(before.own.values())
    for found in addresses_in(after.kind, texts):
        if texts[found.field] in known and (before.kind == after.kind or not found.is_refused):
            continue  # the file doesn't bring it
        message = SURE if found.is_refused else doubt(found)
        without = " ".join(texts[found.field].replace(found.says, "").split()).strip(" ,;")
        yield Trouble(
            found.field,
            header_of(found.field),
            texts[found.field],
            message,
            (Suggestion(without, words("Without it: %(text)s", text=without)),) if without and not found.is_refused else (),
            is_doubt=not found.is_refused,
        )


def _days(after: OrganizationValues, today: date | None, header_of: HeaderOf) -> Iterator[Trouble]:
    message = words("This day is still to come.")
    late = next((day for _, _, day in after.services if today is not None and day > (today + timedelta(days=1)).isoformat()), "")
    if late:
        yield Trouble("services", header_of("services"), late, message)
    if today is not None and after.confirmed_on is not None and after.confirmed_on > today + timedelta(days=1):
        yield Trouble("confirmed_on", header_of("confirmed_on"), after.confirmed_on.isoformat(), message)
