"""How a run goes about its work: how many workers, which share compiled templates, and what is never garbage.

The templates' folder is the run's own and goes with it, so no run ever sees a template of before.
"""

import gc
import os
import shutil
import tempfile
from typing import Any

import pytest
from jinja2 import FileSystemBytecodeCache

from network.app import House

_folders: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """No search for garbage while modules and tests are read: all of it stays."""
    gc.disable()
    if not hasattr(config, "workerinput"):
        _folders.append(tempfile.mkdtemp(prefix="peer-templates-"))
    folder = getattr(config, "workerinput", {}).get("templates") or _folders[0]
    House.jinja_options = {**House.jinja_options, "bytecode_cache": FileSystemBytecodeCache(folder)}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a third of a run is waiting for browsers, servers and the other database."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each parallel worker where the compiled templates lie."""
    node.workerinput["templates"] = _folders[0]


def pytest_collection_finish() -> None:
    """What was read so far is looked through no more: thousands of tests made a tenth of the work of each."""
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    gc.enable()
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)
