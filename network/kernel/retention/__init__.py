"""What is kept, what for, how long, and what deletes it: one table that people read and the code obeys."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from network.kernel.kept import Kept
from network.kernel.retention.files import FILES
from network.kernel.retention.house import OF_THE_HOUSE
from network.kernel.retention.library import IN_THE_LIBRARY
from network.kernel.retention.organizations import ABOUT_ORGANIZATIONS
from network.kernel.retention.people import ABOUT_PEOPLE
from network.kernel.retention.search import FOR_SEARCH

RETENTION: tuple[Kept, ...] = (*ABOUT_PEOPLE, *ABOUT_ORGANIZATIONS, *IN_THE_LIBRARY, *FILES, *FOR_SEARCH, *OF_THE_HOUSE)


def by_table(lines: Iterable[Kept] = RETENTION) -> Mapping[str, Kept]:
    """Each table's line."""
    return MappingProxyType({table: line for line in lines for table in line.tables})


def limit_of(table: str) -> timedelta:
    """How long rows of a table are kept that time alone ends. Raises KeyError for any other."""
    limit = by_table()[table].limit
    if limit is None:
        raise KeyError(table)
    return limit
