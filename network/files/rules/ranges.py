"""Which stretch of a file is asked for: one, or all of it."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(Exception):
    """The stretch lies behind the end."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start`, `length` bytes."""

    start: int
    length: int

    def said(self, size: int) -> str:
        """As the header Content-Range says it."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


def stretch_of(asked: str | None, size: int) -> Stretch | None:
    """One stretch; None for the whole, which also answers whoever asks for many or for what can't be read."""
    found = _ONE.fullmatch(asked.strip()) if asked and len(asked) < 100 else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
        if not int(last):
            raise Unsatisfiable
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            return None
    if start >= size:
        raise Unsatisfiable
    return Stretch(start, end - start + 1)
