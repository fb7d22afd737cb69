"""What is known of a pairing for the one sentence at its top: for whoever sees the pairing, without a word of what is private."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from network.kernel.actor import Actor
from network.pairings.queries.agreements import AgreementStanding
from network.pairings.queries.checks import CheckLine
from network.pairings.queries.contacts import sides_with_contact
from network.pairings.queries.goals import GoalView
from network.pairings.queries.needs import moments_of
from network.pairings.queries.pairings import PairingView, visible_to
from network.pairings.queries.sessions import SessionTotals, today_of
from network.pairings.rules.moves import MoveFacts
from network.settings.queries import catalogue


@dataclass(frozen=True, slots=True)
class ReadAlready:
    """What the page of a pairing has read anyway."""

    goals: Iterable[GoalView]
    agreement: AgreementStanding
    totals: SessionTotals
    checks: Iterable[CheckLine]
    ends_on: date | None


def move_facts(actor: Actor, view: PairingView, known: ReadAlready) -> MoveFacts:
    """Out of what the page has read already, and three statements more.

    Of checks only those that the reader's own side owes: no side learns what the other has answered, or whether.
    """
    line, lists = view.line, catalogue()
    open_goals, goals = sum(goal.is_open for goal in known.goals), len(tuple(known.goals))
    end = known.ends_on or line.began_on + timedelta(days=lists.get("pairing_days"))
    return MoveFacts(
        state=line.state,
        today=today_of(line.id),
        began_on=line.began_on,
        with_contact=sides_with_contact(actor, visible_to(actor), line.id),
        agreement=known.agreement.version,
        signed=frozenset(known.agreement.signed or ()),
        review_on=known.agreement.review_on if known.agreement.in_force else None,
        needs=moments_of(actor, line.id),
        open_goals=open_goals,
        closed_goals=goals - open_goals,
        sessions=known.totals.sessions,
        last_session_on=known.totals.last_on,
        next_session_on=known.totals.next_on,
        checks_owed_by=frozenset(check.side for check in known.checks if check.answer is None) & view.mine,
        middle_on=line.began_on + (end - line.began_on) / 2,
        end_on=end,
        first_within=lists.get("first_session_days"),
        every=lists.get("next_session_days"),
    )
