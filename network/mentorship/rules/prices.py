"""What each choice of the coordinator would cost the plan, without solving it again."""

from collections.abc import Iterator, Mapping, Sequence

from network.mentorship.rules.answers import Price
from network.mentorship.rules.arcs import place_cost, tier_worth
from network.mentorship.rules.residual import NOBODY, Residual, Way
from network.mentorship.rules.standing import Standing
from network.mentorship.rules.values import PairKey, Tier

IMPOSSIBLE = Price(possible=False)


class PriceList:
    """Prices of a best plan. Pairs and mentors are named by id; locked mentees have no prices until they are unlocked.

    A change sends one unit round the residual graph; by the prices of the proof the cheapest way round is a shortest path.
    """

    def __init__(self, standing: Standing, residual: Residual | None = None) -> None:
        self.standing = standing
        self.residual = residual or Residual(standing)
        arcs = standing.draft.arcs
        self._mentor_at = {mentor: index for index, mentor in enumerate(arcs.mentors)}
        self._mentee_at = {mentee: index for index, mentee in enumerate(arcs.mentees)}
        self._tier_worth = tier_worth(arcs, standing.draft.levels)
        self._into: dict[int, Sequence[Way | None]] = {}
        self._lost: dict[tuple[tuple[int, ...], tuple[int, ...]], Mapping[Tier, int]] = {}
        self._is_split = any(arcs.ahead)

    def force(self, mentor_id: str, mentee_id: str) -> Price:
        """What the plan loses when this possible pair must be in it. Not `possible` for a pair that breaks a hard rule."""
        mentee, mentor = self._mentee_at.get(mentee_id), self._mentor_at.get(mentor_id)
        if mentee is None or mentor is None:
            return IMPOSSIBLE
        arcs = self.standing.draft.arcs
        arc = next((arc for arc in arcs.of(mentee) if arcs.mentor[arc] == mentor), None)
        if arc is None:
            return IMPOSSIBLE
        way = self._way_into(mentee, arc)
        return IMPOSSIBLE if way is None else self._priced(way.cost, way, mentee)

    def force_all(self) -> Iterator[tuple[PairKey, Price]]:
        """The price of every possible pair, in order of mentee and mentor."""
        arcs = self.standing.draft.arcs
        for mentee, mentee_id in enumerate(arcs.mentees):
            for arc, way in self._ways_into(mentee):
                price = IMPOSSIBLE if way is None else self._priced(way.cost, way, mentee)
                yield (arcs.mentors[arcs.mentor[arc]], mentee_id), price

    def forbid(self, mentee_id: str) -> Price:
        """What the plan loses when the mentee may not have the mentor that the plan gives it."""
        mentee = self._mentee_at.get(mentee_id)
        if mentee is None or self.standing.mentor_of(mentee) is None:
            return IMPOSSIBLE
        arcs, here = self.standing.draft.arcs, self.residual.node_of(mentee)
        others = [self._way_into(mentee, arc) for arc in arcs.of(mentee) if arcs.mentor[arc] != here]
        choices = [(way.cost, False, index, way) for index, way in enumerate(others) if way is not None]
        refill = self.residual.ways_from(self.residual.past)[here]
        choices.append((self.residual.gain(mentee) + refill.cost, True, len(others), refill))
        cost, left_out, _, way = min(choices)
        return self._priced(cost, way, mentee, not left_out)

    def one_more_place(self, mentor_id: str) -> Price:
        """What one more place at the mentor would bring: gains are negative losses; free when it would bring nothing."""
        mentor = self._mentor_at[mentor_id]
        arcs, levels = self.standing.draft.arcs, self.standing.draft.levels
        way = self.residual.ways_from(self.residual.past).get(mentor)
        if way is None:
            return Price()
        cost = way.cost - self.residual.price(mentor) + place_cost(arcs, levels, mentor, arcs.places[mentor])
        return self._priced(cost, way) if cost < 0 else Price()

    def _way_into(self, mentee: int, arc: int) -> Way | None:
        """The whole change when the mentee takes the arc: cost beyond the plan, and who is dropped or brought on the way."""
        here, there = self.residual.node_of(mentee), self.standing.draft.arcs.mentor[arc]
        way = self.residual.ways_from(there).get(here)
        return way and self._whole(way, self.residual.gain(mentee) - self.residual.surplus(arc))

    def _ways_into(self, mentee: int) -> Iterator[tuple[int, Way | None]]:
        """The same for each of the mentee's arcs."""
        arcs, here, gain = self.standing.draft.arcs, self.residual.node_of(mentee), self.residual.gain(mentee)
        ways, surplus = self._ways_to(here), self.residual.surplus
        for arc in arcs.of(mentee):
            way = ways[arcs.mentor[arc]]
            yield arc, way and self._whole(way, gain - surplus(arc))

    def _ways_to(self, here: int) -> Sequence[Way | None]:
        """From each mentor to one node."""
        if here not in self._into:
            self._into[here] = [self.residual.ways_from(there).get(here) for there in range(self.residual.past)]
        return self._into[here]

    def _whole(self, way: Way, change: int) -> Way:
        return Way(way.cost + change, way.drops, way.brings)

    def _priced(self, cost: int, way: Way, mentee: int = NOBODY, served: bool = True) -> Price:
        """Take the one number apart. `mentee` is the one whose pair changes, `served` whether it ends with a mentor."""
        lost, gained = [way.drops], [way.brings]
        if mentee != NOBODY and served != (self.standing.mentor_of(mentee) is not None):
            (gained if served else lost).append(mentee)
        lost, gained = [who for who in lost if who != NOBODY], [who for who in gained if who != NOBODY]
        rest = cost - sum(self._tier_worth[who] for who in lost) + sum(self._tier_worth[who] for who in gained)
        fit, kept = self.standing.draft.levels.split(rest)
        arcs = self.standing.draft.arcs
        by_tier = self._by_tier(tuple(arcs.tiers[who] for who in lost), tuple(arcs.tiers[who] for who in gained))
        names = [arcs.mentees[who] if who != NOBODY else None for who in (way.drops, way.brings)]
        return Price(by_tier, fit, kept, drops=names[0], brings=names[1], ahead_lost=self._ahead(lost, gained))

    def _ahead(self, lost: Sequence[int], gained: Sequence[int]) -> Mapping[Tier, int]:
        """The same of those that go first within their tier; nothing where nobody does."""
        if not self._is_split:
            return {}
        arcs = self.standing.draft.arcs
        both = [tuple(arcs.tiers[who] for who in some if arcs.ahead[who]) for some in (lost, gained)]
        return self._by_tier(both[0], both[1])

    def _by_tier(self, lost: tuple[int, ...], gained: tuple[int, ...]) -> Mapping[Tier, int]:
        """How many are lost of each tier; few answers are possible, so each is worked out once."""
        if (lost, gained) not in self._lost:
            self._lost[lost, gained] = {tier: lost.count(tier) - gained.count(tier) for tier in sorted(Tier, reverse=True)}
        return self._lost[lost, gained]
