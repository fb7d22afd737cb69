"""The codebase as the house rules see it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "network"
TEMPLATES = ROOT / "templates"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHEETS = sorted(TEMPLATES.rglob("*.html"))
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(module: Path) -> str:
    """The module's path below the package, for messages."""
    return module.relative_to(PACKAGE).as_posix()


@cache
def text_of(file: Path) -> str:
    """What a file says, read once in a process however many rules ask."""
    return file.read_text(encoding="utf-8")


@cache
def tree_of(module: Path) -> ast.Module:
    """The module, parsed once in a process."""
    return ast.parse(text_of(module))
