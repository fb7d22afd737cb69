"""Links out of the house: each leads to a page of ours first, which says where it goes. That page knows only what we signed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import request, url_for

from network.web.sealing import read, signed

PURPOSE = "elsewhere"


class Lead(Protocol):
    """Where a link of a text leads."""

    @property
    def address(self) -> str:
        """All of it."""

    @property
    def host(self) -> str:
        """The name of the site."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another site's page, its site, and the page of ours that the link stands on."""

    address: str
    host: str
    back: str


def before_elsewhere(back: str) -> Callable[[Lead], str]:
    """What the links of a text on this page get as their address. Our own pages are nowhere else."""

    def through(to: Lead) -> str:
        own = request.host.partition(":")[0]
        return to.address if to.host == own else url_for("home.elsewhere", to=signed(PURPOSE, [to.address, to.host, back]))

    return through


def elsewhere(token: str) -> Elsewhere | None:
    """Where a link leads; None for what no page of ours led to."""
    found = read(PURPOSE, token)
    return Elsewhere(*found) if found is not None else None
