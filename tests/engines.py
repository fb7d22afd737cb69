"""On which engine a costly test runs in a hurry, where what it asks has no statement of its own; `make slow` runs the other.

`@pytest.mark.quick_on("postgresql", "why")` on a test that would run once per engine. Commands are asked on both in every run,
and so is every statement: this is for long walks over pages whose statements other tests ask on both. Without PostgreSQL, the
engine of a hurry is SQLite.
"""

import pytest

from tests.postgres import HAS_POSTGRES


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The other engine's turn is a slow test."""
    has_postgres = config.stash.get(HAS_POSTGRES, False)
    for item in items:
        found = item.get_closest_marker("quick_on")
        if found is None:
            continue
        engine, why = found.args
        assert why, f"{item.nodeid} does not say why one engine is enough"
        asked = item.callspec.params["engine"]  # type: ignore[attr-defined]  # a test that runs on one engine anyway needs no mark
        if asked != (engine if has_postgres else "sqlite"):
            item.add_marker(pytest.mark.slow)
