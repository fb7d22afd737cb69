"""Two things timed in turns in the same minutes, so that a busy machine slows both alike."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 7


def processor_ms(act: Callable[[], object], times: int) -> float:
    """Processor milliseconds of one call, from `times` calls in a row."""
    began = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - began) * 1000 / times


@dataclass(frozen=True)
class Spent:
    """Processor milliseconds of one call: the middle of the rounds, and the best."""

    median: float
    best: float


def in_turns(acts: Mapping[str, Callable[[], object]], times: int = 20) -> dict[str, Spent]:
    """What each act costs; in every round each act has its turn."""
    for act in acts.values():
        act()
        act()
    found: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, act in acts.items():
            found[name].append(processor_ms(act, times))
    return {name: Spent(statistics.median(values), min(values)) for name, values in found.items()}


def table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])
