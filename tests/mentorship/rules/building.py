"""Small matching problems for the tests, and every plan of them by plain enumeration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from hypothesis import strategies as st

from network.mentorship.rules.arcs import UNSERVED, Arcs, arcs_of, levels_of, worth_of
from network.mentorship.rules.planning import best_standing
from network.mentorship.rules.standing import Draft, Standing
from network.mentorship.rules.values import Constraints, Missed, Party, Priority, Problem, Strategy, Tier, TierRules, Wanted

TODAY = date(2026, 11, 22)
TIERS = TierRules(first_tier_signs=2, second_tier_signs=1)
MISSED = ({}, {}, {"missed": Missed.MENTOR_CLOSED}, {"missed": Missed.LEFT_OUT, "missed_in": "Spring"})
TOPICS = ("funding", "outreach", "transport")


def mentor(id_: str = "m1", **changes: object) -> Party:
    """Teaches everything, speaks English, meets by phone, has one place."""
    given = {
        "name": f"Mentor {id_}",
        "capacity": 1,
        "teaches": frozenset(TOPICS),
        "languages": frozenset({"en"}),
        "ways": frozenset({"phone"}),
    }
    return Party(id=id_, **{**given, **changes})


def mentee(id_: str = "n1", **changes: object) -> Party:
    """Wants funding, speaks English, meets by phone; no sign of any tier."""
    given = {
        "name": f"Mentee {id_}",
        "wants": (Wanted("funding", Priority.MEDIUM),),
        "languages": frozenset({"en"}),
        "ways": frozenset({"phone"}),
        "has_local_service": True,
    }
    return Party(id=id_, **{**given, **changes})


def problem(mentors: list[Party], mentees: list[Party], **changes: object) -> Problem:
    return Problem(tuple(mentors), tuple(mentees), TODAY, **{"tiers": TIERS, **changes})


def standing_on(arcs: Arcs) -> Standing:
    """The best plan of bare numbers."""
    levels = levels_of(arcs)
    empty = Problem((), (), TODAY, strategy=arcs.strategy)
    return best_standing(Draft(empty, {}, {}, {}, {}, arcs, levels, worth_of(arcs, levels)))


@st.composite
def small_arcs(draw: st.DrawFn, strategies: tuple[Strategy, ...] = tuple(Strategy)) -> Arcs:
    """Up to 3 mentors and 5 mentees, with few different fits so that ties are common."""
    mentors = [(f"m{index}", draw(st.integers(0, 2)), draw(st.integers(0, 1))) for index in range(draw(st.integers(1, 3)))]
    mentees = [(f"n{index}", draw(st.sampled_from(Tier))) for index in range(draw(st.integers(1, 5)))]
    fits = st.one_of(st.none(), st.sampled_from([0, 10, 500, 510, 1000]), st.integers(0, 1000))
    pairs = [
        (offer[0], seeker[0], points, draw(st.booleans()))
        for offer in mentors
        for seeker in mentees
        if (points := draw(fits)) is not None
    ]
    ahead = draw(st.frozensets(st.sampled_from([row[0] for row in mentees])))
    return arcs_of(mentors, mentees, pairs, draw(st.sampled_from([0, 10, 100])), draw(st.sampled_from(strategies)), ahead)


@dataclass(frozen=True)
class Enumerated:
    """One feasible plan: mentor index by mentee (None = unserved), and its goal levels, first level first."""

    mentors: tuple[int | None, ...]
    served_by_tier: tuple[int, int, int]
    ahead_by_tier: tuple[int, int, int]
    fit: int
    kept: int
    strategy: Strategy

    @property
    def goal(self) -> tuple[int, ...]:
        by_tier = zip(self.ahead_by_tier, self.served_by_tier, strict=True)
        served = {
            Strategy.COVERAGE: tuple(count for ahead, all_ in by_tier for count in (ahead, all_ - ahead)),
            Strategy.MOST_SERVED: (sum(self.served_by_tier),),
            Strategy.BEST_FIT: (),
        }
        return (*served[self.strategy], self.fit, self.kept)

    @property
    def order(self) -> tuple[int, ...]:
        """For ties: earlier mentors first, unserved last."""
        return tuple(99 if index is None else index for index in self.mentors)


def every_plan(arcs: Arcs) -> Iterator[Enumerated]:
    for chosen in product(*([UNSERVED, *arcs.of(mentee)] for mentee in range(len(arcs.mentees)))):
        picked = [arc for arc in chosen if arc != UNSERVED]
        used = [sum(arcs.mentor[arc] == index for arc in picked) for index in range(len(arcs.mentors))]
        if any(count > places for count, places in zip(used, arcs.places, strict=True)):
            continue
        load = sum(arcs.load_step * (arcs.taken[index] + extra) for index, count in enumerate(used) for extra in range(count))
        tiers = [arcs.tiers[index] for index, arc in enumerate(chosen) if arc != UNSERVED]
        ahead = [arcs.tiers[index] for index, arc in enumerate(chosen) if arc != UNSERVED and arcs.ahead[index]]
        yield Enumerated(
            tuple(None if arc == UNSERVED else arcs.mentor[arc] for arc in chosen),
            (tiers.count(3), tiers.count(2), tiers.count(1)),
            (ahead.count(3), ahead.count(2), ahead.count(1)),
            sum(arcs.fit[arc] for arc in picked) - load,
            sum(arcs.kept[arc] for arc in picked),
            arcs.strategy,
        )


def best_of(plans: list[Enumerated]) -> Enumerated:
    return min(plans, key=lambda plan: (tuple(-level for level in plan.goal), plan.order))


def mentors_of(standing: Standing) -> tuple[int | None, ...]:
    return tuple(standing.mentor_of(index) for index in range(len(standing.draft.arcs.mentees)))


codes = st.frozensets(st.sampled_from(["a", "b", "c"]), min_size=1)


@st.composite
def parties(draw: st.DrawFn, prefix: str, most: int) -> list[Party]:
    found = []
    for index in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, 5)) * 60
        found.append(
            Party(
                id=f"{prefix}{index}",
                name=f"Name {prefix}{index}",
                region=draw(st.sampled_from(["north", "south"])),
                latitude=draw(st.sampled_from([None, 49.25, 54.5])),
                longitude=-123.1,
                nearest_sex_work_km=draw(st.sampled_from([None, 10, 400])),
                languages=draw(codes),
                ways=draw(codes),
                availability=((start, start + 120),),
                teaches=draw(codes),
                wants=tuple(Wanted(topic, draw(st.sampled_from(Priority))) for topic in sorted(draw(codes))),
                contexts=draw(codes),
                capacity=draw(st.integers(0, 2)),
                mentoring=draw(st.integers(0, 2)),
                waiting_since=draw(st.sampled_from([None, date(2024, 1, 1), date(2026, 10, 1)])),
                has_local_service=draw(st.booleans()),
                **draw(st.sampled_from(MISSED)),
            )
        )
    return found


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Whole problems, with forbidden, do-not-pair and kept pairs."""
    mentors, mentees = draw(parties("m", 4)), draw(parties("n", 5))
    keys = st.frozensets(st.sampled_from([(offer.id, seeker.id) for offer in mentors for seeker in mentees]), max_size=3)
    return Problem(
        tuple(mentors),
        tuple(mentees),
        TODAY,
        strategy=draw(st.sampled_from(Strategy)),
        constraints=Constraints(forbidden=draw(keys), do_not_pair=draw(keys), kept=draw(keys)),
    )
