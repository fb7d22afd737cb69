"""What waits for whoever looks, gathered from the rooms below in a fixed number of statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.words import Words, counted, words
from network.mentorship import queries as mentorship
from network.mentorship.queries.proposals import ProposalCard
from network.mentorship.queries.rounds import RoundLine
from network.mentorship.rules.lifecycle import RoundState
from network.organizations import queries as organizations
from network.organizations.models import Organization
from network.organizations.queries import Counts, say_day
from network.pairings import queries as pairing_queries
from network.pairings.queries import PairingLine
from network.pairings.rules.states import RUNNING_PAIRINGS
from network.places.models import Community
from network.places.rules.clocks import label, say_date
from network.settings.queries import catalogue
from network.storage.reading import rows

MOST_PAIRINGS = 6


class Leads(StrEnum):
    """Where a thing that waits leads to."""

    PROPOSAL = "proposal"
    ENTRY = "entry"
    ROUND = "round"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that waits: what, why, and whose turn it is. `id` is empty for a list."""

    leads: Leads
    title: Words
    meta: tuple[Words, ...]
    is_mine: bool = True
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """An organization of the reader's."""

    id: UUID
    name: str
    community: str
    time_zone: str
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page. `figures` counts the whole directory; `own` are the reader's organizations."""

    waiting: tuple[Thing, ...]
    pairings: tuple[PairingLine, ...]
    more_pairings: int
    own: tuple[Own, ...]
    figures: Counts
    day: Words
    clock: Words | None


def front(actor: Actor) -> Front:
    """All that the front page shows."""
    today = clock.today()
    stale = organizations.stale_before(today, catalogue().get("confirm_after_days"))
    figures = organizations.counts(actor, stale)
    own = own_organizations(actor)
    pairings = pairing_queries.pairings(actor, most=MOST_PAIRINGS + 1)
    waiting = [*answers(mentorship.proposals_of(actor)), *entries(actor, own, stale)]
    if actor.is_coordinator:
        waiting += [*open_rounds(mentorship.rounds(actor)), *stale_entries(figures)]
    return Front(
        waiting=tuple(waiting),
        pairings=pairings[:MOST_PAIRINGS],
        more_pairings=running(actor) - MOST_PAIRINGS if len(pairings) > MOST_PAIRINGS else 0,
        own=own,
        figures=figures,
        day=say_date(today),
        clock=label(own[0].time_zone) if own else None,
    )


def running(actor: Actor) -> int:
    """How many pairings that the reader may see run."""
    counts = pairing_queries.counts_by_state(actor)
    return sum(counts[state] for state in RUNNING_PAIRINGS)


def own_organizations(actor: Actor) -> tuple[Own, ...]:
    """The reader's organizations by name; no statement for none."""
    if not actor.organization_ids:
        return ()
    asked = (
        organizations.visible_to(actor)
        .join(Community, Community.id == Organization.community_id)
        .where(Organization.id.in_(actor.organization_ids))
        .order_by(Organization.folded)
        .with_only_columns(Organization.id, Organization.name, Community.name, Community.time_zone, Organization.confirmed_on)
    )
    return tuple(Own(*row) for row in rows(asked))


def answers(cards: tuple[ProposalCard, ...]) -> Iterator[Thing]:
    """Proposals that wait for an answer of the reader's side."""
    for card in cards:
        if card.is_open and card.answer is None:
            title = words("Answer a proposal: %(other)s", other=card.other.name)
            meta = (words("For %(mine)s", mine=card.mine.name), words("Proposed %(day)s", day=say_day(card.published_at.date())))
            yield Thing(Leads.PROPOSAL, title, meta, card.may_answer, card.id)


def entries(actor: Actor, own: tuple[Own, ...], stale: date) -> Iterator[Thing]:
    """Own entries that nobody has confirmed for long; only who leads can do it."""
    for one in own:
        if one.id in actor.lead_of and (one.confirmed_on is None or one.confirmed_on < stale):
            said = (
                words("Last confirmed %(day)s", day=say_day(one.confirmed_on)) if one.confirmed_on else words("Never confirmed")
            )
            title = words("Confirm that the entry of %(name)s is still true", name=one.name)
            yield Thing(Leads.ENTRY, title, (said, words("Takes two minutes")), True, one.id)


def open_rounds(lines: tuple[RoundLine, ...]) -> Iterator[Thing]:
    """Rounds that are not closed, and what is next in each."""
    for line in lines:
        if line.state is RoundState.CLOSED:
            continue
        yield Thing(Leads.ROUND, words("%(title)s", title=line.title), (next_step(line),), line.open == 0, line.id)


def next_step(line: RoundLine) -> Words:
    """What a round waits for."""
    if line.state is RoundState.DRAFT:
        return words("Check the list, say what matters, match.")
    if line.state is RoundState.MATCHED:
        return counted("%(num)s pair to look at and publish.", "%(num)s pairs to look at and publish.", line.served or 0)
    if line.open:
        return counted("%(num)s proposal waits for an answer.", "%(num)s proposals wait for an answer.", line.open)
    return words("All have answered. Match again for those left, or close it.")


def stale_entries(figures: Counts) -> Iterator[Thing]:
    """Entries of the directory that are to be confirmed again."""
    if figures.stale:
        title = counted("%(num)s entry to confirm again", "%(num)s entries to confirm again", figures.stale)
        yield Thing(Leads.STALE, title, (words("Ask them, or call."),))
