"""Reads the cells of a row; what can't be read is said in words, with the column, how to mend it, and what may be meant."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from network.kernel.folding import fold
from network.kernel.words import Words, words
from network.library.rules.importing.columns import HEADS, FileRow
from network.library.rules.importing.known import FileSent, Known, StewardKnown
from network.organizations.rules.reading.text import line
from network.settings.rules import Entry

LONGEST: Mapping[str, int] = {
    "title": 160,
    "file": 255,
    "topics": 1_000,
    "steward": 200,
    "summary": 1_000,
    "licence": 200,
    "credit": 300,
}
MOST_TOPICS = 8
BETWEEN = ";"
ALIKE = 0.6
MOST_MEANT = 3


class Lookup:
    """What cells are looked up in, made once for a list."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.files = {_file_key(each.name): each for each in known.files}
        self.stewards = _named(known.stewards)
        self.codes = {"topics": _codes(known.topics), "licence": _codes(known.licences)}
        self.labels = {
            "topics": [each.label for each in known.topics if each.is_offered],
            "licence": [each.label for each in known.licences if each.is_offered],
            "steward": [each.name for each in known.stewards],
            "file": [each.name for each in known.files],
        }


class RowReader:
    """One row. `problems` gathers what could not be read."""

    def __init__(self, row: FileRow, lookup: Lookup) -> None:
        self._row, self._lookup = row, lookup
        self.problems: list[Words] = []

    def refuse(self, field: str, problem: Words) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(words("“%(column)s”: %(problem)s", column=HEADS[field], problem=problem))

    def text(self, field: str, *, is_needed: bool = False) -> str:
        """One line of text."""
        cell = self._row.cells.get(field, "")
        if cell is None:
            self.refuse(field, words("This is a formula. Put in its place what it shows."))
            return ""
        text, most = line(cell), LONGEST[field]
        if len(text) > most:
            self.refuse(field, words("Use at most %(most)s characters. These are %(count)s.", most=most, count=len(text)))
            return ""
        if is_needed and not text:
            self.refuse(field, words("This is empty, and the row needs it."))
        return text

    def file(self) -> FileSent | None:
        """The file that this row names, without regard to case and folders."""
        typed = self.text("file", is_needed=True)
        if not typed:
            return None
        found = self._lookup.files.get(_file_key(typed))
        if found is None:
            self._unknown("file", words("No file of this name was sent: “%(typed)s”.", typed=typed[:80]), typed)
        return found

    def steward(self) -> StewardKnown | None:
        """Who looks after it; whoever usually does, where the row names nobody."""
        typed = self.text("steward")
        if not typed:
            if self._lookup.known.usual_steward is None and not self.problems_of("steward"):
                self.refuse("steward", words("This is empty, and the row needs it."))
            return self._lookup.known.usual_steward
        found = self._lookup.stewards.get(fold(typed), [])
        exact = [each for each in found if each.name == typed]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if found:
            self.refuse(
                "steward", words("Several organizations have this name. Choose the steward on the document’s page instead.")
            )
        else:
            self._unknown("steward", words("No organization is called “%(typed)s”.", typed=typed[:60]), typed)
        return None

    def problems_of(self, field: str) -> list[Words]:
        """What was noted about this column."""
        return [each for each in self.problems if each.values.get("column") == HEADS[field]]

    def topics(self) -> tuple[str, ...]:
        """Several entries, parted by semicolons, each once. An entry that holds a semicolon itself is found too."""
        parts = [part.strip() for part in self.text("topics").split(BETWEEN) if part.strip()]
        codes: list[str] = []
        while parts:
            length = next(
                (most for most in range(len(parts), 1, -1) if self._known("topics", f"{BETWEEN} ".join(parts[:most]))), 1
            )
            codes.append(self._code("topics", f"{BETWEEN} ".join(parts[:length])))
            del parts[:length]
        found = tuple(dict.fromkeys(filter(None, codes)))
        if len(found) > MOST_TOPICS:
            self.refuse("topics", words("Name at most %(most)s topics. These are %(count)s.", most=MOST_TOPICS, count=len(found)))
        return found

    def licence(self) -> str:
        """An entry of the list of licences, by its words; empty for nothing."""
        typed = self.text("licence")
        return self._code("licence", typed) if typed else ""

    def _known(self, field: str, typed: str) -> str:
        return self._lookup.codes[field].get(fold(typed), "")

    def _code(self, field: str, typed: str) -> str:
        code = self._known(field, typed)
        if not code:
            self._unknown(field, words("“%(typed)s” is not on the list.", typed=typed[:60]), typed)
        return code

    def _unknown(self, field: str, problem: Words, typed: str) -> None:
        meant = alike(typed, self._lookup.labels[field])
        if meant:
            problem = words("%(problem)s Did you mean %(names)s?", problem=problem, names=tuple(f"“{each}”" for each in meant))
        self.refuse(field, problem)


def alike(typed: str, names: Iterable[str]) -> list[str]:
    """Up to three names that are spelled nearly so, the nearest first; of those equally near the first in the alphabet."""
    wanted = fold(typed[:120])
    near = []
    for name in names:
        matcher = difflib.SequenceMatcher(None, wanted, fold(name[:120]), autojunk=False)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
            near.append((-ratio, name))
    return [name for _, name in sorted(near)[:MOST_MEANT]]


def _file_key(name: str) -> str:
    return line(name).replace("\\", "/").rpartition("/")[2].casefold()


def _named(stewards: Sequence[StewardKnown]) -> dict[str, list[StewardKnown]]:
    found: dict[str, list[StewardKnown]] = {}
    for each in stewards:
        found.setdefault(fold(each.name), []).append(each)
    return found


def _codes(entries: Sequence[Entry]) -> dict[str, str]:
    """By each of their words; what an entry is called goes before what it is also called."""
    by_word: dict[str, str] = {}
    for entry in entries:
        by_word.setdefault(fold(entry.label), entry.code)
    for entry in entries:
        for word in (entry.code, *entry.aliases):
            by_word.setdefault(fold(word), entry.code)
    return by_word
