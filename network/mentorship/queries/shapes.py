"""The values in which a plan reaches the pages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from network.kernel.words import Words, from_json
from network.mentorship.queries.prices import PriceView
from network.mentorship.rules.answers import BEST_PLAN
from network.organizations.queries.homes import PlaceView


@dataclass(frozen=True, slots=True)
class RunView:
    """A plan in figures. `served_by_tier` and `total_by_tier` count organizations by tier (3 is served first).

    `is_current` is False when anything that it was made from changed since: match again.
    """

    id: UUID
    made_at: datetime
    seconds: float
    digest: str
    served: int
    unserved: int
    second_mentors: int
    served_by_tier: Mapping[int, int]
    total_by_tier: Mapping[int, int]
    mean_fit: int
    fit: int
    far_pairs: int
    mentors_used: int
    value: int
    bound: int
    is_current: bool
    rule_prices: tuple[tuple[str, Words, PriceView], ...]
    says: Words = BEST_PLAN
    ahead: int = 0
    """How many go first within their tier, having been left out or let down before; `ahead_served` of them have a mentor."""
    ahead_served: int = 0


class PairLine(NamedTuple):
    """One row of the table; `signs` tell the tier. Left out: no mentor, `says` tells why, `changes` what would change it.

    `summary` holds all three as they are stored, and is read where they are shown.
    """

    mentee: PlaceView
    mentor: PlaceView | None
    tier: int
    fit: int
    km: int | None
    is_locked: bool
    is_kept: bool
    waiting_since: date | None
    summary: str

    @property
    def signs(self) -> tuple[Words, ...]:
        return from_json(json.loads(self.summary)["signs"])  # type: ignore[no-any-return]

    @property
    def says(self) -> tuple[Words, ...]:
        return from_json(json.loads(self.summary)["says"])  # type: ignore[no-any-return]

    @property
    def changes(self) -> tuple[Words, ...]:
        # plans of earlier versions say all of it in `says`
        return from_json(json.loads(self.summary).get("changes", []))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One bar: points of at most `maximum`, and the reason."""

    code: str
    name: Words
    points: int
    maximum: int
    reason: Words


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """Another mentor that the organization could have, and what forcing it would cost."""

    mentor_id: UUID
    name: str
    fit: int
    price: PriceView


@dataclass(frozen=True, slots=True)
class RuleView:
    """A hard rule that keeps mentors away: how many, and how many it alone keeps away."""

    code: str
    text: Words
    excludes: int
    would_open: int
    is_hidden: bool
    is_needed: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything about one organization of a plan, for coordinators. Served: criteria; left out: mentors or rules."""

    line: PairLine
    criteria: tuple[CriterionView, ...]
    possible: int
    next_best: ChoiceView | None
    forbid: PriceView | None
    for_members: tuple[Words, ...]
    depends_on: tuple[str, ...]
    places: int
    sharing: int
    one_more_place_at: tuple[tuple[UUID, str, int], ...]
    rules: tuple[RuleView, ...]
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class MentorUse:
    """A mentor of a plan: places, those used, and what one more would bring."""

    mentor: PlaceView
    places: int
    used: int
    one_more: PriceView


@dataclass(frozen=True, slots=True)
class Opening:
    """A mentor where one more place would serve one more organization: which, and its tier if one alone is more."""

    name: str
    brings: str
    tier: int | None


@dataclass(frozen=True, slots=True)
class Openings:
    """The places of a plan in all, and the few mentors where one more would help most, the highest tier first."""

    places: int
    best: tuple[Opening, ...]
