"""In a hurry a marked walk runs on the engine it names; in the long run on the other one too; and it says why."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.engines import pytest_collection_modifyitems
from tests.postgres import HAS_POSTGRES


def slow_turns(*named: str, has_postgres: bool = True) -> list[str]:
    """On which engines a test is slow that is marked with this."""
    config: Any = SimpleNamespace(stash=pytest.Stash())
    config.stash[HAS_POSTGRES] = has_postgres
    found: list[str] = []
    marker = SimpleNamespace(args=named) if named else None

    def turn(engine: str) -> Any:
        return SimpleNamespace(
            nodeid=engine,
            callspec=SimpleNamespace(params={"engine": engine}),
            get_closest_marker=lambda _name: marker,
            add_marker=lambda mark: found.append(f"{mark.name} {engine}"),
        )

    pytest_collection_modifyitems(config, [turn("sqlite"), turn("postgresql")])
    return found


def test_a_walk_waits_for_the_long_run_on_the_other_engine() -> None:
    assert slow_turns("sqlite", "why") == ["slow postgresql"]
    assert slow_turns("postgresql", "why") == ["slow sqlite"]


def test_everything_else_runs_on_both() -> None:
    assert slow_turns() == []


def test_without_postgresql_nothing_is_left_out() -> None:
    assert slow_turns("postgresql", "why", has_postgres=False) == ["slow postgresql"]


def test_it_says_why() -> None:
    with pytest.raises(AssertionError, match="does not say why"):
        slow_turns("sqlite", "")
