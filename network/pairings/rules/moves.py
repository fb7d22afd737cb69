"""What is next in a pairing, and whose move it is: one sentence, out of plain facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from network.kernel.words import Words, words
from network.pairings.rules.needs import Moment
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState, Side

BOTH, NOBODY = frozenset(Side), frozenset[Side]()


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What is known of a pairing. A day that is None is not known, or not asked for; so is a number of sessions.

    `agreement` is the newest version, 0 for none, `signed` by whom it is signed; `review_on` the day of the version in force.
    `checks_owed_by`: sides that have a check to answer. `first_within` and `every`: days until a first session, and between two.
    """

    state: PairingState
    today: date
    began_on: date
    with_contact: frozenset[Side] = NOBODY
    agreement: int = 0
    signed: frozenset[Side] = NOBODY
    review_on: date | None = None
    needs: frozenset[Moment] = frozenset()
    open_goals: int = 0
    closed_goals: int = 0
    sessions: int | None = None
    last_session_on: date | None = None
    next_session_on: date | None = None
    checks_owed_by: frozenset[Side] = NOBODY
    middle_on: date | None = None
    end_on: date | None = None
    first_within: int = 10
    every: int = 35


class Move(StrEnum):
    """What can be next."""

    OVER = "over"
    PAUSED = "paused"
    CONTACTS = "contacts"
    CHECK = "check"
    WRITE = "write"
    SIGN = "sign"
    NEEDS = "needs"
    GOALS = "goals"
    FIRST_SESSION = "first-session"
    REVIEW = "review"
    MIDDLE = "middle"
    END = "end"
    NEXT_SESSION = "next-session"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class NextMove:
    """What is next, and for whom; nobody where nothing waits."""

    move: Move
    whose: frozenset[Side] = NOBODY


DEEDS: Mapping[Move, Words] = {
    Move.CONTACTS: words("name somebody to turn to, and a deputy"),
    Move.CHECK: words("answer the short check"),
    Move.WRITE: words("write the agreement"),
    Move.SIGN: words("sign the agreement"),
    Move.NEEDS: words("say what is needed, topic by topic"),
    Move.GOALS: words("choose goals; three are enough"),
    Move.FIRST_SESSION: words("have the first session, and log it"),
    Move.REVIEW: words("look at the agreement again"),
    Move.MIDDLE: words("look at needs again, in the middle"),
    Move.END: words("look at needs again, at the end"),
    Move.NEXT_SESSION: words("agree on the next session"),
}
BUTTONS: Mapping[Move, Words] = {
    Move.CONTACTS: words("Name a contact"),
    Move.CHECK: words("Answer the check"),
    Move.WRITE: words("Write the agreement"),
    Move.SIGN: words("Read and sign"),
    Move.NEEDS: words("Look at needs"),
    Move.GOALS: words("Choose goals"),
    Move.FIRST_SESSION: words("Log the first session"),
    Move.REVIEW: words("Read the agreement"),
    Move.MIDDLE: words("Look at needs"),
    Move.END: words("Look at needs"),
    Move.NEXT_SESSION: words("Log a session"),
}
"""What the button says that leads to where the deed is done."""

STILL: Mapping[Move, Words] = {
    Move.OVER: words("This pairing is over. What was written stays."),
    Move.PAUSED: words("Paused. Nothing waits until it goes on."),
    Move.WELL: words("All is well. Nothing waits."),
}

HINTS: Mapping[Move, Words] = {
    Move.PAUSED: words("What was written stays. You can still read and correct it."),
    Move.CONTACTS: words("The other side needs to know whom to turn to, and how to do it safely."),
    Move.CHECK: words("It takes less than a minute. The other side does not see it."),
    Move.WRITE: words("Begin with the network’s own words, and change what does not fit. An hour together is enough."),
    Move.SIGN: words("A lead of each side signs. Then it is in force."),
    Move.NEEDS: words("Ten minutes, alone or together. Goals come from it."),
    Move.GOALS: words("Take them from the widest gaps. A goal is one thing that will be different in a year."),
    Move.FIRST_SESSION: words("Introductions, what each wants, what is off limits. By phone is good enough."),
    Move.REVIEW: words("The day that you chose has come. Change it, or save it with a new day."),
    Move.MIDDLE: words("The same questions as at the start. You will see what changed."),
    Move.END: words("The same questions as at the start. You will see what changed."),
    Move.NEXT_SESSION: words("The last one was a while ago. Write or call the other side."),
    Move.WELL: words("When something waits, it stands here, with whose move it is."),
}


def next_move(facts: MoveFacts) -> NextMove:
    """The first thing that waits, in the order in which things are done."""
    if facts.state not in RUNNING_PAIRINGS:
        return NextMove(Move.OVER)
    if facts.state is PairingState.PAUSED:
        return NextMove(Move.PAUSED)
    return _beginning(facts) or _going_on(facts) or NextMove(Move.WELL)


def _beginning(facts: MoveFacts) -> NextMove | None:
    """What a pairing begins with. A first session that is late comes before papers."""
    if facts.with_contact != BOTH:
        return NextMove(Move.CONTACTS, BOTH - facts.with_contact)
    if facts.checks_owed_by:
        return NextMove(Move.CHECK, facts.checks_owed_by)
    waits_for_session = facts.sessions == 0 and not _is_planned(facts)
    if waits_for_session and facts.today >= facts.began_on + timedelta(facts.first_within):
        return NextMove(Move.FIRST_SESSION, BOTH)
    if facts.agreement == 0:
        return NextMove(Move.WRITE, BOTH)
    if facts.signed != BOTH:
        return NextMove(Move.SIGN, BOTH - facts.signed)
    if Moment.START not in facts.needs:
        return NextMove(Move.NEEDS, BOTH)
    if facts.open_goals + facts.closed_goals == 0:
        return NextMove(Move.GOALS, BOTH)
    return NextMove(Move.FIRST_SESSION, BOTH) if waits_for_session else None


def _going_on(facts: MoveFacts) -> NextMove | None:
    """What comes round again."""
    if facts.review_on is not None and facts.today >= facts.review_on:
        return NextMove(Move.REVIEW, BOTH)
    if facts.end_on is not None and facts.today >= facts.end_on and Moment.END not in facts.needs:
        return NextMove(Move.END, BOTH)
    is_half_way = facts.middle_on is not None and facts.today >= facts.middle_on
    if is_half_way and not facts.needs & {Moment.MIDDLE, Moment.END}:
        return NextMove(Move.MIDDLE, BOTH)
    if facts.open_goals == 0:
        return NextMove(Move.GOALS, BOTH)
    last = facts.last_session_on
    if last is not None and not _is_planned(facts) and facts.today >= last + timedelta(facts.every):
        return NextMove(Move.NEXT_SESSION, BOTH)
    return None


def _is_planned(facts: MoveFacts) -> bool:
    return facts.next_session_on is not None and facts.next_session_on >= facts.today


def is_hers(move: NextMove, mine: frozenset[Side], led: frozenset[Side]) -> bool:
    """Whether the reader herself can do it: she belongs to the side, and leads it where only a lead can."""
    return bool(move.whose & (led if move.move is Move.SIGN else mine))


def said_to(move: NextMove, mine: frozenset[Side], led: frozenset[Side], names: Mapping[Side, str]) -> Words:
    """The sentence for a reader of these sides, of which she leads some; of none for who looks after the pairing."""
    if move.move in STILL:
        return STILL[move.move]
    deed = DEEDS[move.move]
    if move.move is Move.SIGN and not move.whose & led:
        if move.whose == BOTH:
            return words("Waiting for a lead of each side: %(deed)s.", deed=deed)
        return words("Waiting for a lead of %(name)s: %(deed)s.", name=names[next(iter(move.whose))], deed=deed)
    if move.whose & mine:
        return words("Your move: %(deed)s.", deed=deed)
    if move.whose == BOTH:
        return words("Waiting for both sides: %(deed)s.", deed=deed)
    return words("Waiting for %(name)s: %(deed)s.", name=names[next(iter(move.whose))], deed=deed)
