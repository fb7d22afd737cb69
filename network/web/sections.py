"""Sections of a page that several rooms have a part in: each room gives its own, the assembly lists them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from network.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its template, which finds what `load` gives for the actor under the name `part`."""

    template: str
    load: Callable[[Actor], Mapping[str, Any]]
