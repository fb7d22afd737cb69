"""The data set that comes with the package, read once for all tests of places."""

from functools import cache
from pathlib import Path

from network.places.rules.loading import FILES, DataSet, read_data_set
from network.places.rules.outline import Land, land
from network.places.rules.values import CommunityEntry

FOLDER = Path(__file__).parents[3] / "network" / "places" / "data" / "british-columbia"


@cache
def texts() -> dict[str, str]:
    return {name: (FOLDER / name).read_text("utf-8") for name in FILES}


@cache
def data_set() -> DataSet:
    reading = read_data_set(texts())
    assert reading.data_set is not None, [str(problem.message) for problem in reading.problems]
    return reading.data_set


@cache
def province() -> Land:
    return land(data_set().outline)


def community(name: str) -> CommunityEntry:
    return next(entry for entry in data_set().communities if entry.name == name)
