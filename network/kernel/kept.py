"""One line of the table of retention: what is kept, what for, and what ends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from network.kernel.words import Words, counted, words


@dataclass(frozen=True, slots=True)
class Kept:
    """One line: tables of the database that hold one thing for one purpose.

    Either `limit` or `setting` (a choice of the installation, in days) says how long after `since`, and the clock deletes; or
    `until` says in words what ends it. With `column` the rows go as they are, `column` being their own moment; without, the job
    of the room that they belong to takes away what is personal in them.
    """

    tables: tuple[str, ...]
    what: Words
    purpose: Words
    until: Words
    is_personal: bool = True
    limit: timedelta | None = None
    setting: str = ""
    column: str = ""

    @property
    def is_limited(self) -> bool:
        """Whether time alone ends it."""
        return self.limit is not None or bool(self.setting)

    def time(self, choices: Mapping[str, int]) -> timedelta:
        """How long; `choices` are the installation's days by setting. Raises KeyError where time alone ends nothing."""
        return self.limit if self.limit is not None else timedelta(days=choices[self.setting])

    def said(self, choices: Mapping[str, int]) -> Words:
        """How long, in words."""
        if not self.is_limited:
            return self.until
        days = self.time(choices).days
        return words("%(time)s %(since)s", time=counted("%(num)s day", "%(num)s days", days), since=self.until)
