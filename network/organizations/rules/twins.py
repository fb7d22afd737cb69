"""Rows of one file that are about the same organization."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from network.kernel.words import Words, words
from network.organizations.rules.columns import ColumnMapping
from network.organizations.rules.fields import label_of
from network.organizations.rules.folding import fold
from network.organizations.rules.rows import WHOLE_ROW, ReadRow, Trouble
from network.organizations.rules.values import is_same


@dataclass(frozen=True, slots=True)
class Repeat:
    """That a row names the organization of an earlier row: `first` is its number, `differs` the fields that disagree.

    `is_other` says that the two are in fact two organizations, told apart by their home community.
    """

    first: int
    differs: tuple[str, ...] = ()
    is_other: bool = False

    def trouble(self, row: ReadRow, header: Sequence[str], mapping: ColumnMapping) -> Trouble:
        """What to tell about a row that disagrees with an earlier one."""
        column = mapping.column_of("name")
        return Trouble(WHOLE_ROW, header[column] if column is not None else "", row.name, self._message())

    def _message(self) -> Words:
        fields = tuple(label_of(target) for target in self.differs)
        return words("The same organization as row %(row)s, but not the same: %(fields)s.", row=self.first, fields=fields)


def repeats_of(rows: Sequence[ReadRow], shared_names: Set[str]) -> dict[int, Repeat]:
    """By row number: which earlier row it repeats. `shared_names` are folded names that several organizations are known by.

    Rows of such a name in different communities are different organizations, and so are rows that somebody set apart. Every
    row of a name that was set apart is in the answer, since each must be matched by its community.
    """
    first: dict[tuple[str, object], ReadRow] = {}
    apart = {fold(row.name) for row in rows if row.is_separate}
    repeats: dict[int, Repeat] = {}
    for row in rows:
        name = fold(row.name)
        if row.left_out is not None or not name:
            continue
        by_community = name in shared_names or name in apart
        key = (name, row.number if row.is_separate else row.values.get("home_community") if by_community else None)
        earlier = first.setdefault(key, row)
        if earlier is not row:
            repeats[row.number] = Repeat(earlier.number, _disagreements(earlier, row))
        elif by_community:
            repeats[row.number] = Repeat(row.number, is_other=True)
    return repeats


def _disagreements(one: ReadRow, other: ReadRow) -> tuple[str, ...]:
    targets = dict.fromkeys([*one.values, *other.values, *(trouble.field for trouble in (*one.troubles, *other.troubles))])
    return tuple(target for target in targets if target != "name" and not _agree(one, other, target))


def _agree(one: ReadRow, other: ReadRow, target: str) -> bool:
    ours, theirs = one.values.get(target), other.values.get(target)
    if ours is None or theirs is None:
        return ours is theirs and _raw(one, target) == _raw(other, target)
    return is_same(target, ours, theirs)


def _raw(row: ReadRow, target: str) -> str:
    return next((fold(trouble.raw) for trouble in row.troubles if trouble.field == target), "")
