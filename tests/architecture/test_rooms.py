"""Rooms look alike and stay small: file names, sizes, docstrings, no dumping grounds."""

import ast
from pathlib import Path

import pytest

from tests.architecture.code import FUNCTIONS, MODULES, PACKAGE, ROOT, name_of, tree_of

FEATURES = {
    "home", "audit", "notifications", "privacy", "search", "mentorship", "pairings", "library", "files", "spaces",
    "organizations", "accounts", "drafts", "approvals", "places", "settings",
}  # fmt: skip
ROOM_FILES = {"views", "notices", "jobs", "forms", "commands", "queries", "models", "events", "rules", "__init__"}
DATA_FOLDERS = {"data"}
BANNED = {"utils", "helpers", "common", "misc", "base", "manager", "handler"}
HIDDEN_IMPORT = {("mentorship/rules/flow.py", "ortools")}  # the solver is loaded only where it is used
TOP_LEVEL = {
    "network", "templates", "static", "migrations", "instance", "tests", "bench", "docs", ".ci", ".gitignore", "wsgi.py",
    "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "requirements.txt", "requirements-dev.txt", "requirements-uv.txt",
    "gunicorn.conf.py",
}  # fmt: skip
MODULE_IDS = [name_of(module) for module in MODULES]


@pytest.mark.parametrize("module", MODULES, ids=MODULE_IDS)
def test_a_file_has_300_lines_at_most(module: Path) -> None:
    assert module.read_text(encoding="utf-8").count("\n") <= 300, "split it by noun into a folder of the same name"


@pytest.mark.parametrize("module", MODULES, ids=MODULE_IDS)
def test_a_function_has_fewer_than_40_lines_and_at_most_6_parameters(module: Path) -> None:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, FUNCTIONS):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long: name its parts"
            given = node.args
            count = len([a for a in (*given.posonlyargs, *given.args, *given.kwonlyargs) if a.arg not in ("self", "cls")])
            assert count <= 6, f"{node.name} takes {count} parameters: make some of them one value"


@pytest.mark.parametrize("module", MODULES, ids=MODULE_IDS)
def test_a_module_says_in_a_docstring_which_question_it_answers(module: Path) -> None:
    assert ast.get_docstring(tree_of(module)), "begin with one sentence"


@pytest.mark.parametrize("module", MODULES, ids=MODULE_IDS)
def test_no_import_hides_inside_a_function(module: Path) -> None:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, FUNCTIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    source = inner.module if isinstance(inner, ast.ImportFrom) else inner.names[0].name
                    assert (name_of(module), str(source).split(".")[0]) in HIDDEN_IMPORT, f"{node.name} imports {source}"


def test_no_dumping_grounds() -> None:
    assert not [name_of(module) for module in MODULES if BANNED & set(module.with_suffix("").relative_to(PACKAGE).parts)]


def test_every_room_uses_the_same_file_names() -> None:
    for feature in FEATURES:
        for entry in (PACKAGE / feature).iterdir():
            if entry.name != "__pycache__" and entry.stem not in DATA_FOLDERS:
                assert entry.stem in ROOM_FILES, f"{feature}/{entry.name}: no room has a file of this name"


def test_every_folder_is_a_room_or_a_floor_that_the_contracts_name() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for entry in PACKAGE.iterdir():
        if entry.is_dir() and entry.name not in ("__pycache__", "translations"):
            assert f'"{entry.name}"' in contracts or f"{entry.name}" in contracts.split("layers = [")[1], entry.name
    for feature in FEATURES:
        assert f'"network.{feature}"' in contracts


def test_only_the_transaction_module_commits() -> None:
    committers = [name_of(module) for module in MODULES if ".commit()" in module.read_text(encoding="utf-8")]
    assert committers == ["storage/transaction.py"]


def test_only_the_clock_asks_the_time() -> None:
    asking = ("datetime.now(", "utcnow(", "date.today(", "time.time(")
    askers = [name_of(module) for module in MODULES if any(word in module.read_text(encoding="utf-8") for word in asking)]
    assert askers == ["kernel/clock.py"]


def test_one_sqlite_in_the_whole_process() -> None:
    loaders = [name_of(module) for module in MODULES if "import sqlite3" in module.read_text(encoding="utf-8")]
    assert loaders == ["storage/db.py"]


def test_the_top_of_the_tree_stays_clean() -> None:
    hidden = {".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "mutants", "__pycache__"}
    assert {entry.name for entry in ROOT.iterdir()} - hidden <= TOP_LEVEL


def test_nothing_is_left_for_later() -> None:
    later = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    for module in MODULES:
        assert not [word for word in later if word in module.read_text(encoding="utf-8")], name_of(module)
