"""Two things timed in turns in the same minutes, so that a busy machine slows both alike."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 9


def processor_ms(act: Callable[[], object], times: int) -> float:
    """Processor milliseconds of one call, from `times` calls in a row."""
    began = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - began) * 1000 / times


@dataclass(frozen=True)
class Spent:
    """Processor milliseconds of one call, in each of the rounds."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def best(self) -> float:
        return min(self.rounds)

    def times(self, other: "Spent") -> float:
        """How many times the other: the middle of what each round says, so that a neighbour's work slows both alike."""
        return statistics.median(mine / its for mine, its in zip(self.rounds, other.rounds, strict=True))


def in_turns(acts: Mapping[str, Callable[[], object]], times: int = 20) -> dict[str, Spent]:
    """What each act costs; in every round each act has its turn. What was made before is not gone through at each clearing."""
    gc.collect()
    gc.freeze()
    for act in acts.values():
        act()
        act()
    found: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, act in acts.items():
            found[name].append(processor_ms(act, times))
    return {name: Spent(tuple(values)) for name, values in found.items()}


def table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])
