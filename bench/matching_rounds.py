"""Rounds of matching made up for measuring: the same ones every time."""

import random
from datetime import date
from typing import Any

from network.mentorship.rules.arcs import Arcs, arcs_of
from network.mentorship.rules.values import Party, Priority, Problem, Strategy, Tier, Wanted, Weights

AS_OF = date(2026, 11, 22)
TOPICS = tuple(f"topic-{number}" for number in range(17))
LANGUAGES = ("en", "fr", "pa", "zh")
WAYS = ("phone", "video", "visit")
CONTEXTS = tuple(f"context-{number}" for number in range(10))
REMOTE_SHARE = 0.4
DAY, HOUR = 24 * 60, 60


def organization(chance: random.Random, prefix: str, number: int, **more: Any) -> Party:
    free = [chance.randrange(5) * DAY + chance.randrange(16, 23) * HOUR for _ in range(4)]
    return Party(
        id=f"{prefix}{number:05}",
        name=f"Organization {prefix}{number}",
        region=f"region-{chance.randrange(9)}",
        latitude=48.5 + chance.random() * 10,
        longitude=-133 + chance.random() * 15,
        languages=frozenset({"en"} if chance.random() < 0.8 else chance.sample(LANGUAGES, 2)),
        ways=frozenset(chance.sample(WAYS, chance.randint(1, 2))),
        availability=tuple((start, start + 2 * HOUR) for start in free),
        contexts=frozenset(chance.sample(CONTEXTS, 3)),
        **more,
    )


def whole_round(mentors: int, mentees: int, seed: int = 1) -> Problem:
    """Organizations, rules and weights: the engine does everything. Places are about as many as mentees."""
    chance = random.Random(seed)
    most = max(1, round(2 * mentees / mentors) - 1)
    offering = [
        organization(chance, "m", number, capacity=chance.randint(1, most), teaches=frozenset(chance.sample(TOPICS, 4)))
        for number in range(mentors)
    ]
    waiting = []
    for number in range(mentees):
        wants = tuple(Wanted(topic, chance.choice(list(Priority))) for topic in chance.sample(TOPICS, chance.randint(1, 3)))
        is_remote = chance.random() < REMOTE_SHARE
        since = date(chance.choice([2024, 2025, 2026]), chance.randint(1, 10), 1)
        far = {"nearest_sex_work_km": 300 if is_remote else 20, "has_local_service": chance.random() < 0.5}
        waiting.append(organization(chance, "n", number, wants=wants, waiting_since=since, **far))
    return Problem(tuple(offering), tuple(waiting), AS_OF, weights=Weights(fair_load=0))


def scored_round(mentors: int, mentees: int, choices: int, most: int, seed: int = 1) -> Arcs:
    """Pairs already scored, `choices` mentors possible for each mentee, up to `most` places a mentor."""
    chance = random.Random(seed)
    popular = [chance.random() for _ in range(mentors)]
    ring = sorted(range(mentors), key=lambda index: chance.random() - popular[index] / 2)
    pairs = []
    for number in range(mentees):
        chosen = {ring[int(mentors * chance.random() ** 1.5)] for _ in range(choices)}
        while len(chosen) < min(choices, mentors):
            chosen.add(chance.randrange(mentors))
        near = chance.random()
        for index in chosen:
            fit = 1000 * (0.5 * popular[index] + 0.2 * near + 0.3 * chance.random())
            pairs.append((f"m{index:05}", f"n{number:05}", int(fit), False))
    offers = [(f"m{index:05}", chance.randint(1, most), 0) for index in range(mentors)]
    seekers = [(f"n{number:05}", Tier(chance.randint(1, 3))) for number in range(mentees)]
    return arcs_of(offers, seekers, pairs, 0, Strategy.COVERAGE)
