"""C60, C35, C36: what the code never does, read from the code; each exception is named here, with where it is."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from network.kernel.words import words
from tests.architecture.code import MODULES, PACKAGE, ROOT, name_of, tree_of

# Who may start another program, and who may speak to another machine.
STARTERS = {"confined.py", "mentorship/queries/solving.py"}
CALLERS = {"mail/smtp.py", "scanning/clamd.py", "storage/blobs/remote.py"}
NETWORKED = {"aiohttp", "ftplib", "http.client", "httpx", "imaplib", "obstore", "poplib", "requests", "smtplib"}
NETWORKED |= {"socket", "socketserver", "telnetlib", "urllib.request", "urllib3", "xmlrpc"}
RUNNING_ALONE = {"eval", "exec", "compile", "__import__"}
RUNNING = {"render_template_string", "from_string", "system", "popen"}
UNSAFE_READERS = {"pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle"}
# Who opens files: the command line, start, keys, the demonstration, texts of our own, readers and writers of spreadsheets and
# documents, the list of leaked passwords, the store of kept files, the cleaners, and what hands files to their processes.
OPENERS = re.compile(
    r"(cleaning/\w+|cli/\w+|config/\w+|confined|serve|demonstration/__init__|accounts/queries/terms|privacy/\w+/eras\w+|sheets/\w+"
    r"|office/archive|storage/(blobs|secrets)/\w+|web/templates|web/leaked)\.py"
)
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmtree", "mkdir", "mkdtemp"}
PATTERN_MAKERS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}


@cache
def imports(module: Path) -> set[str]:
    """Every module that a file imports, by its full name."""
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


@cache
def calls(module: Path) -> list[tuple[str, str, ast.Call]]:
    """Every call in a file: what stands before the dot if it is a plain name, the function's name, the call."""
    found = []
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.append(("", node.func.id, node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else "?"
            found.append((owner, node.func.attr, node))
    return found


def users(wanted: set[str]) -> set[str]:
    """The files that import one of these modules, or a part of one."""
    return {
        name_of(module)
        for module in MODULES
        if any(name == each or name.startswith(each + ".") for name in imports(module) for each in wanted)
    }


def test_every_finding_is_explained() -> None:
    """C60: the security rules of the linter find nothing; what is let pass says why in its own line."""
    linter = Path(sys.executable).with_name("ruff")
    asked = [linter, "check", "--no-cache", "--select=S", "--ignore=S101,S311", PACKAGE]  # why: pyproject.toml
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    silenced = [line for module in MODULES for line in module.read_text(encoding="utf-8").splitlines() if "noqa: S" in line]
    assert not [line.strip() for line in silenced if not re.search(r"# noqa: S\d+\s+\S+ \S+", line)]


def test_other_programs_are_started_in_few_places() -> None:
    """C35: never through a shell, so that nothing typed becomes a command."""
    assert users({"subprocess", "multiprocessing", "pty"}) == STARTERS
    shells = [name_of(m) for m in MODULES for _, _, call in calls(m) if any(each.arg == "shell" for each in call.keywords)]
    assert not shells


def test_nothing_here_calls_out() -> None:
    """C36: no address that somebody typed is asked: mail, files and scans go where the configuration says."""
    assert users(NETWORKED) == CALLERS


def test_nothing_is_run_from_text() -> None:
    """C35: no code, template or object is made from text."""
    found = [
        f"{name_of(module)}:{call.lineno}"
        for module in MODULES
        for owner, name, call in calls(module)
        if name in RUNNING or (not owner and name in RUNNING_ALONE)
    ]
    assert not found
    assert not users(UNSAFE_READERS)


def test_no_pattern_is_made_from_what_somebody_typed() -> None:
    """C35: a pattern is written in the code; inside a function it is a constant by name or by value."""
    made = [
        f"{name_of(module)}:{call.lineno}"
        for module in MODULES
        for function in ast.walk(tree_of(module))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and is_pattern_made(call)
    ]
    assert not made


def is_pattern_made(call: ast.Call) -> bool:
    """Whether a call of `re` takes its pattern from anything but a constant."""
    function = call.func
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"):
        return False
    pattern = call.args[0]
    is_constant = isinstance(pattern, ast.Constant) or (isinstance(pattern, ast.Name) and pattern.id.isupper())
    return function.attr in PATTERN_MAKERS and not is_constant


def test_files_are_opened_in_few_places() -> None:
    """C39: pages, commands and rules open no file, so no typed name becomes a path."""
    openers = {
        name_of(module) for module in MODULES for owner, name, _ in calls(module) if name in OPENING and owner != "way_out"
    }
    assert not {name for name in openers if not OPENERS.fullmatch(name)}


@pytest.mark.parametrize("typed", ["%(name)s", "%s %d %n", "{0.__class__}", "%", "%(secret)s"])
def test_a_value_is_never_a_pattern(typed: str) -> None:
    """C35: what somebody typed is put into a sentence as it is."""
    assert str(words("%(name)s is asked.", name=typed)) == f"{typed} is asked."
