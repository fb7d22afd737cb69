"""What the matching engine answers: pairs, plan, proof, reasons and prices, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from network.kernel.words import Words, words
from network.mentorship.rules.values import PairKey, Strategy, Tier

BEST_PLAN = words("No other plan scores higher under these rules and numbers.")


class Unproven(AssertionError):
    """A plan came without a valid proof; it must never be shown as best."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What one criterion gave a pair: `points` of at most `maximum`, and why."""

    code: str
    name: Words
    points: int
    maximum: int
    reason: Words


@dataclass(frozen=True, slots=True)
class Reason:
    """A hard rule that a pair breaks. A hidden reason is for coordinators only."""

    code: str
    text: Words
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TierReading:
    """An organization's tier and each sign that led to it; whether it goes ahead of others of its tier."""

    tier: Tier
    signs: tuple[Words, ...]
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of the plan. `fit` is 0 to 1000; `km` is in a straight line, None when unknown."""

    mentor_id: str
    mentee_id: str
    fit: int
    tier: Tier
    km: int | None = None
    locked: bool = False
    kept: bool = False

    @property
    def key(self) -> PairKey:
        return self.mentor_id, self.mentee_id


@dataclass(frozen=True, slots=True)
class Proof:
    """Why no plan is better: a price for a place at each mentor, from which anybody can compute the bound that the plan meets.

    `value` is the plan's worth and `bound` what no plan can exceed, both in the engine's integer units; equal = proven.
    """

    prices: Mapping[str, int]
    value: int
    bound: int

    @property
    def holds(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Price:
    """What a change of the plan costs: organizations no longer served (minus: more) by tier, fit points, kept pairs lost.

    `possible` is False when no plan can hold the change; the numbers then mean nothing.
    """

    served_lost: Mapping[Tier, int] = field(default_factory=dict)
    fit_lost: int = 0
    kept_lost: int = 0
    possible: bool = True
    drops: str | None = None
    """The organization that would no longer be served."""
    brings: str | None = None
    """The organization that would be served instead."""
    ahead_lost: Mapping[Tier, int] = field(default_factory=dict)
    """Of `served_lost`, those that go first within their tier."""

    @property
    def is_free(self) -> bool:
        counts = (*self.served_lost.values(), *self.ahead_lost.values(), self.fit_lost, self.kept_lost)
        return self.possible and not any(counts)


@dataclass(frozen=True, slots=True)
class OtherMentor:
    """A mentor that could be had otherwise, and the fit that it would give."""

    mentor_id: str
    fit: int


@dataclass(frozen=True, slots=True)
class ServedReasons:
    """Why this pair. `possible` counts the mentors within the hard rules, `next_best` is the best-fitting other one."""

    mentor_id: str
    mentee_id: str
    criteria: tuple[Criterion, ...]
    tier: TierReading
    possible: int
    next_best: OtherMentor | None
    for_coordinators: tuple[Words, ...]
    for_members: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many mentors a hard rule excludes, and how many it alone keeps away."""

    code: str
    text: Words
    excludes: int
    would_open: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class UnservedReasons:
    """Why this organization has no mentor and what would change it.

    With eligible mentors: `depends_on` are the mentors whose `places` are shared by `sharing` organizations, and
    `one_more_place_at` lists the best dozen of those where one more place would do. Without:
    `rules` is the smallest set of hard rules that excludes every mentor, `counts` says it for every broken rule.
    `why` and `changes` say both to coordinators.
    """

    mentee_id: str
    tier: TierReading
    depends_on: tuple[str, ...] = ()
    places: int = 0
    sharing: int = 0
    one_more_place_at: tuple[OtherMentor, ...] = ()
    rules: tuple[RuleCount, ...] = ()
    counts: tuple[RuleCount, ...] = ()
    why: tuple[Words, ...] = ()
    changes: tuple[Words, ...] = ()
    for_members: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons of a whole plan: by mentee id for those served and those left out."""

    served: Mapping[str, ServedReasons]
    unserved: Mapping[str, UnservedReasons]


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs by mentee id, who is left out, and the proof.

    `tiers` has every mentee of the round, `ahead` those that go first within their tier. `load` is the fair-load points taken off
    the total fit. The explanation is worked out from the problem and the plan, so it takes no part in comparing plans.
    """

    strategy: Strategy
    pairs: tuple[Pair, ...]
    unserved: tuple[str, ...]
    tiers: Mapping[str, Tier]
    load: int
    proof: Proof
    ahead: frozenset[str] = frozenset()
    explanation: Explanation | None = field(default=None, compare=False)

    @property
    def fit(self) -> int:
        return sum(pair.fit for pair in self.pairs)

    @property
    def served_by_tier(self) -> Mapping[Tier, int]:
        return {tier: sum(pair.tier == tier for pair in self.pairs) for tier in sorted(Tier, reverse=True)}

    @property
    def ahead_by_tier(self) -> Mapping[Tier, int]:
        """Served of those that go first within their tier; empty where nobody does."""
        if not self.ahead:
            return {}
        served = [pair.tier for pair in self.pairs if pair.mentee_id in self.ahead]
        return {tier: served.count(tier) for tier in sorted(Tier, reverse=True)}

    @property
    def mentor_of(self) -> Mapping[str, str]:
        return {pair.mentee_id: pair.mentor_id for pair in self.pairs}
