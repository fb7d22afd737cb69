"""Modules that are loaded when they are first used: for what is large, and needed by few."""

import importlib
import threading
from types import ModuleType
from typing import Any

_LOADING = threading.RLock()


class Later(ModuleType):
    """Stands for a module until something of it is asked for; of several threads one loads it, and the others wait."""

    def __getattr__(self, name: str) -> Any:
        with _LOADING:
            return getattr(importlib.import_module(self.__name__), name)


def later(name: str) -> Any:
    """The module of this name, not loaded yet."""
    return Later(name)
