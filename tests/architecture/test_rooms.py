"""Rooms look alike and stay small: file names, sizes, docstrings, no dumping grounds."""

import ast
from collections.abc import Iterator

from tests.architecture.code import FUNCTIONS, MODULES, PACKAGE, ROOT, name_of, text_of, tree_of

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


def test_a_file_has_300_lines_at_most() -> None:
    long = {name_of(module): lines for module in MODULES if (lines := text_of(module).count("\n")) > 300}
    assert not long, "split it by noun into a folder of the same name"


def test_a_function_has_fewer_than_40_lines_and_at_most_6_parameters() -> None:
    wrong = [f"{name_of(module)}: {said}" for module in MODULES for said in too_much(tree_of(module))]
    assert not wrong, "\n".join(wrong)


def too_much(tree: ast.Module) -> Iterator[str]:
    """What is said of each function that is too long or takes too much."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            if (node.end_lineno or 0) - node.lineno >= 40:
                yield f"{node.name} is too long: name its parts"
            given = node.args
            count = len([a for a in (*given.posonlyargs, *given.args, *given.kwonlyargs) if a.arg not in ("self", "cls")])
            if count > 6:
                yield f"{node.name} takes {count} parameters: make some of them one value"


def test_what_is_too_much_is_seen() -> None:
    long = "def long():\n" + "    pass\n" * 40
    assert [*too_much(ast.parse(long + "def wide(a, b, c, /, d, e, f, *, g): pass\n"))] == [
        "long is too long: name its parts",
        "wide takes 7 parameters: make some of them one value",
    ]
    assert not [*too_much(ast.parse(long.removesuffix("    pass\n") + "class A:\n    def b(self, c, d, e, f, g, h): pass\n"))]


def test_a_module_says_in_a_docstring_which_question_it_answers() -> None:
    silent = [name_of(module) for module in MODULES if not ast.get_docstring(tree_of(module))]
    assert not silent, "begin with one sentence"


def test_no_import_hides_inside_a_function() -> None:
    hidden = {(name_of(module), source) for module in MODULES for source in hidden_imports(tree_of(module))}
    assert hidden <= HIDDEN_IMPORT


def hidden_imports(tree: ast.Module) -> Iterator[str]:
    """What is imported inside of functions, by the first part of its name."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    source = inner.module if isinstance(inner, ast.ImportFrom) else inner.names[0].name
                    yield str(source).split(".")[0]


def test_an_import_inside_a_function_is_seen() -> None:
    assert [*hidden_imports(ast.parse("import a\ndef f():\n    if a:\n        from b.c import d\n        import e.f\n"))] == [
        "b",
        "e",
    ]


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
    committers = [name_of(module) for module in MODULES if ".commit()" in text_of(module)]
    assert committers == ["storage/transaction.py"]


def test_only_the_clock_asks_the_time() -> None:
    asking = ("datetime.now(", "utcnow(", "date.today(", "time.time(")
    askers = [name_of(module) for module in MODULES if any(word in text_of(module) for word in asking)]
    assert askers == ["kernel/clock.py"]


def test_one_sqlite_in_the_whole_process() -> None:
    loaders = [name_of(module) for module in MODULES if "import sqlite3" in text_of(module)]
    assert loaders == ["storage/db.py"]


def test_the_top_of_the_tree_stays_clean() -> None:
    hidden = {".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "mutants", "__pycache__"}
    assert {entry.name for entry in ROOT.iterdir()} - hidden <= TOP_LEVEL


def test_nothing_is_left_for_later() -> None:
    later = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    for module in MODULES:
        assert not [word for word in later if word in text_of(module)], name_of(module)
