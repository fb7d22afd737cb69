"""What becomes of each row of a log of sessions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from network.kernel.words import words
from network.pairings.rules.importing.columns import HEADS, FileRow, ListKind
from network.pairings.rules.importing.known import Known, OrganizationKnown, PairingKnown, SessionKey, by_sides
from network.pairings.rules.importing.reading import Lookup, RowReader
from network.pairings.rules.importing.verdicts import Effect, SessionRead, Verdict
from network.pairings.rules.sessions import FARTHEST, LogSpan


def judge_sessions(rows: Iterable[FileRow], known: Known) -> tuple[Verdict, ...]:
    """A verdict for each row, in the order of the file.

    Of several with the same day, way and minutes as many are there already as the log holds; the others are new.
    """
    lookup, pairs = Lookup(known), by_sides(known.pairings)
    taken: Counter[SessionKey] = Counter()
    judged = []
    for row in rows:
        verdict = _read(row, lookup, pairs)
        made = verdict.read
        if isinstance(made, SessionRead):
            key = made.pairing_id, made.held_on, made.how, made.minutes
            taken[key] += 1
            if taken[key] <= known.sessions.get(key, 0):
                verdict = replace(verdict, effect=Effect.THERE, read=None)
            elif taken[key] > 1:
                verdict = replace(verdict, says=(words("It is one more of the same day, way and length."),))
        judged.append(verdict)
    return tuple(judged)


def _read(row: FileRow, lookup: Lookup, pairs: Mapping[tuple[UUID, UUID], list[PairingKnown]]) -> Verdict:
    reader = RowReader(row, HEADS[ListKind.SESSIONS], lookup)
    mentor, mentee = reader.organization("mentor"), reader.organization("mentee")
    began, held = reader.day("began_on"), reader.day("held_on", is_needed=True)
    found = None
    if mentor and mentee and held:
        found = _pairing(reader, pairs.get((mentor.id, mentee.id), []), began, held)
    more = _more(reader, found, held)
    verdict = Verdict(row.number, _name(row, "mentor", mentor), _name(row, "mentee", mentee), Effect.WRONG)
    if reader.problems or more is None:
        return replace(verdict, says=tuple(reader.problems))
    return replace(verdict, effect=Effect.NEW, about=f"{more.held_on.isoformat()}, {more.minutes} min", read=more)


def _pairing(reader: RowReader, pairs: list[PairingKnown], began: date | None, held: date) -> PairingKnown | None:
    """The pairing of the two that the session is of: by the day on which it began, where that is said, and by its own day."""
    if not pairs:
        reader.refuse("mentee", words("These two have no pairing. Bring the pairings in first."))
        return None
    begun = [each for each in pairs if began in (None, each.began_on)]
    if not begun:
        reader.refuse("began_on", words("No pairing of these two began on this day."))
        return None
    spans = {each.id: LogSpan(each.state, each.began_on, each.ended_on, 0) for each in begun}
    fitting = [each for each in begun if spans[each.id].problem_with(held, held) is None]
    if len(fitting) > 1:
        reader.refuse("began_on", words("These two had several pairings on this day. Say here when the right one began."))
    elif not fitting:
        problem = spans[begun[-1].id].problem_with(held, held)
        reader.refuse("held_on", problem or words("This is outside the pairing."))
    return fitting[0] if len(fitting) == 1 else None


def _more(reader: RowReader, pairing: PairingKnown | None, held: date | None) -> SessionRead | None:
    """All cells of the session itself are read, so that each that is wrong is told."""
    coming = reader.day("next_on", is_to_come=True)
    if coming is not None and held is not None and coming < held:
        reader.refuse("next_on", words("This is before the session itself."))
    values: dict[str, Any] = {
        "how": reader.code("how", "way", is_needed=True),
        "minutes": reader.minutes("minutes", is_needed=True),
        "topics": reader.several("topics", "topic"),
        "in_kind_minutes": reader.minutes("in_kind_minutes"),
        "travel_minutes": reader.minutes("travel_minutes"),
        "travel_km": reader.whole("travel_km", FARTHEST),
        "travel_cents": reader.cents("travel_cents"),
        "funding": reader.code("funding", "funding_source") or None,
    }
    if pairing is None or held is None:
        return None
    return SessionRead(pairing_id=pairing.id, held_on=held, next_on=coming, **values)


def _name(row: FileRow, field: str, found: OrganizationKnown | None) -> str:
    return found.name if found else (row.cells.get(field) or "")[:80]
