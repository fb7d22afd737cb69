"""A thing done on the clock: its name, how often, and the command that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from network.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Job:
    """`run` asks the database what is due; running it twice does no harm."""

    name: str
    every: timedelta
    run: Callable[[Actor], Any]
