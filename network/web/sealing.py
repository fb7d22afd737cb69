"""What goes through a browser and comes back as it was: sealed by us, for one purpose, for whoever got it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from network.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Seal:
    """`purpose` tells its tokens from all others; one has at most `longest` characters, and is known again for `hours`."""

    purpose: str
    longest: int
    hours: int

    def closed(self, value: object, actor: Actor) -> str | None:
        """The value as one token for her; None where it is too much."""
        token = str(self._serializer().dumps([str(actor.person_id), value]))
        return token if len(token) <= self.longest else None

    def opened(self, token: str, actor: Actor) -> Any | None:
        """The value again; None for what isn't ours, hers, or of now."""
        try:
            person, value = self._serializer().loads(token[: self.longest + 1], max_age=self.hours * 3600)
        except BadData:
            return None
        return value if person == str(actor.person_id) else None

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(str(current_app.secret_key), salt=self.purpose)


def packed(rows: Iterable[tuple[int, Mapping[str, str | None]]]) -> list[Any]:
    """Rows of a list, each a number with its cells by field, as a value to be sealed: fields are named once."""
    found = [(number, cells) for number, cells in rows]
    fields = sorted({field for _, cells in found for field in cells})
    return [fields, [[number, *(cells[field] for field in fields)] for number, cells in found]]


def unpacked(value: list[Any]) -> Iterator[tuple[int, dict[str, str | None]]]:
    """The rows again."""
    fields, rows = value
    for number, *cells in rows:
        yield number, dict(zip(fields, cells, strict=True))


def signed(purpose: str, value: object) -> str:
    """A value for an address: the same each time, and made by nobody else."""
    return str(URLSafeSerializer(str(current_app.secret_key), salt=purpose).dumps(value))


def read(purpose: str, token: str) -> Any | None:
    """The value again; None for what isn't ours."""
    try:
        return URLSafeSerializer(str(current_app.secret_key), salt=purpose).loads(token)
    except BadData:
        return None
