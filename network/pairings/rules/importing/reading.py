"""Reads the cells of a row; what can't be read is said in words, with the column and how to mend it."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from network.kernel.folding import fold
from network.kernel.words import Words, words
from network.organizations.rules.reading.text import line
from network.pairings.rules.durations import LONGEST, cents_in, minutes_in
from network.pairings.rules.exporting import BETWEEN
from network.pairings.rules.importing.columns import FileRow
from network.pairings.rules.importing.known import Known, OrganizationKnown

EARLIEST = date(1950, 1, 1)
LONGEST_LINE = 300
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: 00:00(?::00)?)?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_YES, _NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"", "no", "n", "false", "0"})


class Lookup:
    """What cells are looked up in, made once for a file."""

    def __init__(self, known: Known) -> None:
        self.today = known.today
        self.named = known.named()
        self.by_id = {each.id: each for each in known.organizations}
        self.codes = {name: known.codes(name) for name in known.lists}


class RowReader:
    """One row. `problems` gathers what could not be read."""

    def __init__(self, row: FileRow, heads: Mapping[str, str], lookup: Lookup) -> None:
        self._row = row
        self._heads = heads
        self._lookup = lookup
        self.problems: list[Words] = []

    def refuse(self, field: str, problem: Words) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(words("“%(column)s”: %(problem)s", column=self._heads[field], problem=problem))

    def text(self, field: str, *, is_needed: bool = False) -> str:
        """One line of text."""
        cell = self._row.cells.get(field, "")
        if cell is None:
            self.refuse(field, words("This is a formula. Put in its place what it shows."))
            return ""
        text = line(cell)
        if len(text) > LONGEST_LINE:
            self.refuse(field, words("Use at most %(most)s characters. These are %(count)s.", most=LONGEST_LINE, count=len(text)))
            return ""
        if is_needed and not text:
            self.refuse(field, words("This is empty, and the row needs it."))
        return text

    def organization(self, field: str) -> OrganizationKnown | None:
        """The one with this name or id."""
        text = self.text(field, is_needed=True)
        if not text:
            return None
        found = self._lookup.named.get(fold(text), [])
        exact = [each for each in found if each.name == text]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if found:
            self.refuse(field, words("Several organizations have this name. Put the last part of its page’s address instead."))
            return None
        one = self._lookup.by_id.get(_id_in(text) or UUID(int=0))
        if one is None:
            self.refuse(field, words("No organization is called “%(typed)s”. Add it first, or mend the name.", typed=text[:60]))
        return one

    def day(self, field: str, *, is_needed: bool = False, is_to_come: bool = False) -> date | None:
        """A day; one to come only where that makes sense."""
        text = self.text(field, is_needed=is_needed)
        if not text:
            return None
        found = _day_in(text)
        if found is None:
            self.refuse(
                field, words("Type a date as year, month and day, such as 2026-06-02. It says “%(typed)s”.", typed=text[:40])
            )
        elif found < EARLIEST:
            self.refuse(field, words("This is too long ago. Check the year."))
        elif found > self._lookup.today and not is_to_come:
            self.refuse(field, words("This day is still to come. Check the year."))
        else:
            return found
        return None

    def code(self, field: str, name: str, *, is_needed: bool = False) -> str:
        """An entry of a list by its words; empty for nothing."""
        text = self.text(field, is_needed=is_needed)
        return (self._code_of(name, text) or self._not_listed(field, text)) if text else ""

    def several(self, field: str, name: str) -> tuple[str, ...]:
        """Several entries, parted by semicolons. Words that hold one themselves are found too."""
        parts = [part.strip() for part in self.text(field).split(BETWEEN.strip()) if part.strip()]
        found: list[str] = []
        while parts:
            for most in range(len(parts), 0, -1):
                if code := self._code_of(name, BETWEEN.join(parts[:most])):
                    found.append(code)
                    del parts[:most]
                    break
            else:
                self._not_listed(field, parts.pop(0))
        return tuple(dict.fromkeys(found))

    def minutes(self, field: str, *, is_needed: bool = False) -> int:
        """A time: a plain number is minutes, anything else as the form takes it."""
        text = self.text(field, is_needed=is_needed)
        if not text:
            return 0
        found = int(text) if _WHOLE.fullmatch(text) else minutes_in(text)
        if isinstance(found, Words):
            self.refuse(field, found)
        elif not (1 if is_needed else 0) <= found <= LONGEST:
            self.refuse(field, words("Type a time between 1 minute and 24 hours."))
        else:
            return found
        return 0

    def whole(self, field: str, most: int) -> int:
        """A number without a fraction."""
        text = self.text(field)
        if not text:
            return 0
        if not _WHOLE.fullmatch(text) or int(text) > most:
            self.refuse(field, words("Type a whole number of at most %(most)s. It says “%(typed)s”.", most=most, typed=text[:40]))
            return 0
        return int(text)

    def cents(self, field: str) -> int:
        """An amount of dollars."""
        text = self.text(field)
        found = cents_in(text) if text else 0
        if isinstance(found, Words):
            self.refuse(field, found)
            return 0
        return found

    def yes(self, field: str) -> bool:
        """Yes or no."""
        text = self.text(field).casefold()
        if text not in _YES | _NO:
            self.refuse(field, words("Type yes or no. It says “%(typed)s”.", typed=text[:40]))
        return text in _YES

    def _code_of(self, name: str, text: str) -> str | None:
        codes = self._lookup.codes[name]
        return codes.get(text.casefold()) or codes.get(fold(text))

    def _not_listed(self, field: str, text: str) -> str:
        self.refuse(field, words("“%(typed)s” is not on the list. Use its words, or add it to the list first.", typed=text[:60]))
        return ""


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


def _day_in(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
