"""Two plans side by side: who gains, who loses, what moved, and the figures of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from network.mentorship.rules.answers import Plan
from network.mentorship.rules.values import Tier

FAR_PAIR_KM = 600


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan in numbers. `mean_fit` is rounded to the nearest point, 0 for an empty plan."""

    served: int
    served_by_tier: Mapping[Tier, int]
    unserved: int
    fit: int
    mean_fit: int
    far_pairs: int
    mentors_used: int


@dataclass(frozen=True, slots=True)
class Move:
    """An organization whose mentor differs: the ids of both mentors and how the fit changes."""

    mentee_id: str
    before: str
    after: str
    fit_change: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one plan to another, by mentee id. `joined` and `left` are in only one of the two rounds."""

    before: Figures
    after: Figures
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    moved: tuple[Move, ...]
    same: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def figures(plan: Plan) -> Figures:
    served = len(plan.pairs)
    return Figures(
        served=served,
        served_by_tier=plan.served_by_tier,
        unserved=len(plan.unserved),
        fit=plan.fit,
        mean_fit=(2 * plan.fit + served) // (2 * served) if served else 0,
        far_pairs=sum(pair.km is not None and pair.km > FAR_PAIR_KM for pair in plan.pairs),
        mentors_used=len({pair.mentor_id for pair in plan.pairs}),
    )


def compare(before: Plan, after: Plan) -> Comparison:
    """Gains are served only after, loses only before; a move is served by another mentor."""
    old = {pair.mentee_id: pair for pair in before.pairs}
    new = {pair.mentee_id: pair for pair in after.pairs}
    both = sorted(old.keys() & new.keys())
    return Comparison(
        before=figures(before),
        after=figures(after),
        gains=tuple(sorted(new.keys() - old.keys())),
        loses=tuple(sorted(old.keys() - new.keys())),
        moved=tuple(
            Move(mentee, old[mentee].mentor_id, new[mentee].mentor_id, new[mentee].fit - old[mentee].fit)
            for mentee in both
            if old[mentee].mentor_id != new[mentee].mentor_id
        ),
        same=tuple(mentee for mentee in both if old[mentee].mentor_id == new[mentee].mentor_id),
        joined=tuple(sorted(after.tiers.keys() - before.tiers.keys())),
        left=tuple(sorted(before.tiers.keys() - after.tiers.keys())),
    )
