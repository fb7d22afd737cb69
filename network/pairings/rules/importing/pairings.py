"""What becomes of each row of a list of pairings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from network.kernel.folding import fold
from network.kernel.words import Words, words
from network.pairings.rules.importing.columns import HEADS, FileRow, ListKind
from network.pairings.rules.importing.known import Known, by_sides
from network.pairings.rules.importing.reading import Lookup, RowReader
from network.pairings.rules.importing.verdicts import Effect, PairingRead, Verdict
from network.pairings.rules.states import PAIRING_WORDS, RUNNING_PAIRINGS, PairingState

STATES = {fold(word): state for state, words_of in PAIRING_WORDS.items() for word in (str(words_of), state.value)}
TAKEN = RUNNING_PAIRINGS | {PairingState.COMPLETED, PairingState.ENDED_EARLY}


def judge_pairings(rows: Iterable[FileRow], known: Known) -> tuple[Verdict, ...]:
    """A verdict for each row, in the order of the file. Rows above count: what they bring in is there for those below."""
    lookup = Lookup(known)
    read = [_read(row, lookup) for row in rows]
    return tuple(_with_places(_held_against(read, known), lookup))


def _read(row: FileRow, lookup: Lookup) -> Verdict:
    reader = RowReader(row, HEADS[ListKind.PAIRINGS], lookup)
    mentor, mentee = reader.organization("mentor"), reader.organization("mentee")
    if mentor is not None and mentor == mentee:
        reader.refuse("mentee", words("This is the same organization as the one that teaches."))
    state = _state(reader)
    began = reader.day("began_on", is_needed=True)
    ended, why = _end(reader, state, began)
    is_second, title = reader.yes("is_second"), reader.text("from_round")
    verdict = Verdict(row.number, mentor.name if mentor else _shown(row, "mentor"), _shown(row, "mentee"), Effect.WRONG)
    verdict = replace(verdict, mentee=mentee.name if mentee else verdict.mentee, says=tuple(reader.problems))
    if reader.problems or mentor is None or mentee is None or state is None or began is None:
        return verdict
    made = PairingRead(mentor.id, mentee.id, state, began, ended, why, is_second, title)
    return replace(verdict, effect=Effect.NEW, about=_about(made), read=made)


def _state(reader: RowReader) -> PairingState | None:
    text = reader.text("state", is_needed=True)
    state = STATES.get(fold(text)) if text else None
    if text and state not in TAKEN:
        offered = tuple(PAIRING_WORDS[each] for each in PairingState if each in TAKEN)
        reader.refuse("state", words("Type one of these: %(states)s. It says “%(typed)s”.", states=offered, typed=text[:40]))
        return None
    return state


def _end(reader: RowReader, state: PairingState | None, began: date | None) -> tuple[date | None, str]:
    """When and why it ended, as far as its state lets it have ended."""
    ended, why = reader.day("ended_on"), reader.code("why", "end_reason")
    if state is None:
        return ended, why
    if state in RUNNING_PAIRINGS and (ended or why):
        reader.refuse("state", words("It runs by its state, and ended by its day or reason. Mend the one or the other."))
    elif state not in RUNNING_PAIRINGS and not reader.text("ended_on"):
        reader.refuse("ended_on", words("It ended by its state. Type the day."))
    elif ended is not None and began is not None and ended < began:
        reader.refuse("ended_on", words("This is before the day on which it began."))
    if state is PairingState.COMPLETED and why:
        reader.refuse("why", words("Only what ended early has a reason. Leave this empty."))
    return ended, why


def _held_against(read: Iterable[Verdict], known: Known) -> Iterator[Verdict]:
    there = by_sides(known.pairings)
    above: dict[tuple[UUID, UUID], list[tuple[int, PairingRead]]] = {}
    for verdict in read:
        made = verdict.read
        if not isinstance(made, PairingRead):
            yield verdict
            continue
        sides = made.mentor_id, made.mentee_id
        now = [(each.state, each.began_on, each.ended_on) for each in there.get(sides, ())]
        found = _judged(verdict, made, now, above.get(sides, []), known)
        if found.effect is Effect.NEW:
            above.setdefault(sides, []).append((verdict.number, made))
        yield found


def _judged(
    verdict: Verdict,
    made: PairingRead,
    now: list[tuple[PairingState, date, date | None]],
    above: list[tuple[int, PairingRead]],
    known: Known,
) -> Verdict:
    runs = made.state in RUNNING_PAIRINGS
    if (made.state, made.began_on, made.ended_on) in now:
        return replace(verdict, effect=Effect.THERE, read=None)
    for state, began, _ in now:
        if began == made.began_on or (runs and state in RUNNING_PAIRINGS):
            return replace(verdict, effect=Effect.THERE, says=(_otherwise(state, began),), read=None)
    for number, other in above:
        is_twin = other.began_on == made.began_on and other.ended_on == made.ended_on
        if is_twin or (runs and other.state in RUNNING_PAIRINGS):
            return _wrong(verdict, words("Row %(row)s says the same two already. Leave one of them in the file.", row=number))
    if runs and frozenset({made.mentor_id, made.mentee_id}) in known.barred:
        return _wrong(verdict, words("These two are marked “do not pair”. Take the mark away first, or leave the row out."))
    return verdict


def _with_places(judged: Iterable[Verdict], lookup: Lookup) -> Iterator[Verdict]:
    """A note where a mentor has more pairings than places then: they run, so they come in all the same."""
    come: Counter[UUID] = Counter()
    for verdict in judged:
        made = verdict.read
        if not isinstance(made, PairingRead) or made.state not in RUNNING_PAIRINGS:
            yield verdict
            continue
        come[made.mentor_id] += 1
        mentor = lookup.by_id[made.mentor_id]
        is_over = mentor.mentors + come[mentor.id] > mentor.places
        note = words("%(name)s mentors more than it has places for then. Raise its places if that is so.", name=mentor.name)
        yield replace(verdict, says=(note,)) if is_over else verdict


def _otherwise(state: PairingState, began: date) -> Words:
    return words(
        "It stands otherwise here: %(state)s, since %(day)s. Nothing is changed.",
        state=PAIRING_WORDS[state],
        day=began.isoformat(),
    )


def _wrong(verdict: Verdict, why: Words) -> Verdict:
    return replace(verdict, effect=Effect.WRONG, says=(why,), read=None)


def _about(made: PairingRead) -> str:
    days = f"{made.began_on.isoformat()} – {made.ended_on.isoformat()}" if made.ended_on else made.began_on.isoformat()
    return f"{PAIRING_WORDS[made.state]}, {days}"


def _shown(row: FileRow, field: str) -> str:
    return (row.cells.get(field) or "")[:80]
