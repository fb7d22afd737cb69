"""What a row of a file says: what the export writes is read as it was; whatever else stands there is refused in words."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from network.pairings.rules.exporting import PAIRING_HEADS, SESSION_HEADS, PairingExported, SessionExported
from network.pairings.rules.importing import (
    Effect,
    FileRows,
    Known,
    OrganizationKnown,
    PairingKnown,
    PairingRead,
    SessionRead,
    Verdict,
    arranged,
    judge_pairings,
    judge_sessions,
    mark_of,
)
from network.pairings.rules.states import PAIRING_WORDS, RUNNING_PAIRINGS, PairingState
from network.settings.rules import Entry

TODAY = date(2026, 11, 26)
MENTOR, MENTEE, PAIRING = UUID(int=1), UUID(int=2), UUID(int=3)
# Words with the sign that parts them, and some that differ by case, by marks or by signs alone.
TOPICS = tuple(
    Entry(f"t{at}", label) for at, label in enumerate(("Funding", "Law; rights", "Law", "rights", "Café", "Cafe", "O-K", "O K"))
)
REASONS = (Entry("no-time", "No time"), Entry("apart", "Grew apart"))
KNOWN = Known(
    organizations=(OrganizationKnown(MENTOR, "=Mountain; View", 3, 0), OrganizationKnown(MENTEE, "W̱SÁNEĆ House")),
    lists={
        "end_reason": REASONS,
        "way": (Entry("video", "Video"),),
        "topic": TOPICS,
        "funding_source": (Entry("own", "Own means"),),
    },
    today=TODAY,
)
PAST = st.dates(date(1950, 1, 1), TODAY)
ENDED = (PairingState.COMPLETED, PairingState.ENDED_EARLY)
HEADS = (PAIRING_HEADS, SESSION_HEADS)


def file_of(heads: tuple[str, ...], *rows: list[str]) -> FileRows:
    found = arranged(heads, [(number, cells, ()) for number, cells in enumerate(rows, 2)])
    assert isinstance(found, FileRows)
    return found


def judged(file: FileRows, known: Known = KNOWN) -> tuple[Verdict, ...]:
    return judge_pairings(file.rows, known) if file.kind == "pairings" else judge_sessions(file.rows, known)


@given(st.sampled_from((*RUNNING_PAIRINGS, *ENDED)), PAST, PAST, st.sampled_from((None, *REASONS)), st.booleans(), st.uuids())
def test_a_pairing_is_read_as_it_was_written(
    state: PairingState, one: date, other: date, reason: Entry | None, is_second: bool, title: UUID
) -> None:
    began, last = sorted((one, other))
    ended = last if state in ENDED else None
    why = reason if state is PairingState.ENDED_EARLY else None
    line = PairingExported(
        "=Mountain; View",
        "W̱SÁNEĆ House",
        str(PAIRING_WORDS[state]),
        began,
        ended,
        why.label if why else "",
        is_second,
        str(title),
    )
    (verdict,) = judged(file_of(PAIRING_HEADS, line.cells()))
    assert verdict.effect is Effect.NEW, verdict.says
    assert verdict.read == PairingRead(MENTOR, MENTEE, state, began, ended, why.code if why else "", is_second, str(title))


@given(
    st.integers(0, 800),
    st.integers(1, 1440),
    st.lists(st.sampled_from(TOPICS), unique=True),
    st.one_of(st.none(), st.integers(0, 400)),
    st.tuples(st.integers(0, 1440), st.integers(0, 1440), st.integers(0, 5000), st.integers(0, 99_999_99)),
    st.sampled_from(("", "Own means")),
)
def test_a_session_is_read_as_it_was_written(
    ago: int, minutes: int, topics: list[Entry], coming: int | None, more: tuple[int, int, int, int], funding: str
) -> None:
    began, held = TODAY - timedelta(days=900), TODAY - timedelta(days=ago)
    next_on = held + timedelta(days=coming) if coming is not None else None
    labels = tuple(each.label for each in topics)
    line = SessionExported("=Mountain; View", "W̱SÁNEĆ House", began, held, "Video", minutes, labels, next_on, *more, funding)
    pairings = (PairingKnown(PAIRING, MENTOR, MENTEE, PairingState.ACTIVE, began, None),)
    known = Known(KNOWN.organizations, KNOWN.lists, TODAY, pairings)
    (verdict,) = judged(file_of(SESSION_HEADS, line.cells()), known)
    assert verdict.effect is Effect.NEW, verdict.says
    assert isinstance(verdict.read, SessionRead)
    read, whole = verdict.read, {each.label: each.code for each in TOPICS}
    assert (read.held_on, read.how, read.minutes, read.next_on) == (held, "video", minutes, next_on)
    assert (read.in_kind_minutes, read.travel_minutes, read.travel_km, read.travel_cents) == more
    assert read.funding == ("own" if funding else None)
    if "Law" not in labels or labels[labels.index("Law") + 1 : labels.index("Law") + 2] != ("rights",):
        assert read.topics == tuple(whole[label] for label in labels)


@given(st.sampled_from(HEADS), st.lists(st.text(max_size=40), min_size=13, max_size=13))
def test_whatever_stands_in_a_cell_is_refused_in_words(heads: tuple[str, ...], cells: list[str]) -> None:
    for verdict in judged(file_of(heads, cells[: len(heads)])):
        assert verdict.effect is Effect.WRONG
        assert verdict.says
        assert all(str(said) for said in verdict.says)


def test_of_twins_as_many_are_there_as_the_log_holds() -> None:
    began = date(2026, 1, 5)
    pairings = (PairingKnown(PAIRING, MENTOR, MENTEE, PairingState.ACTIVE, began, None),)
    held = {(PAIRING, date(2026, 2, 1), "video", 60): 1}
    known = Known(KNOWN.organizations, KNOWN.lists, TODAY, pairings, held)
    row = SessionExported("=Mountain; View", "W̱SÁNEĆ House", began, date(2026, 2, 1), "Video", 60).cells()
    assert [each.effect for each in judged(file_of(SESSION_HEADS, row, row), known)] == [Effect.THERE, Effect.NEW]


def test_a_mark_differs_where_a_verdict_does() -> None:
    one = Verdict(2, "a", "b", Effect.WRONG)
    assert mark_of([one]) == mark_of([one])
    assert len({mark_of([one]), mark_of([one, one]), mark_of([Verdict(2, "a", "b", Effect.THERE)])}) == 3
