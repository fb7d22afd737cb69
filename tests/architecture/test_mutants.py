"""The list of mutants that may live: each names a line that is there, and says why no test can tell."""

import ast
import re

import pytest

from tests.architecture.code import FUNCTIONS, ROOT
from tests.mutants import LISTED, Change, changed_lines, listed, living, where

MAY_LIVE = listed(LISTED.read_text(encoding="utf-8"))
SAMPLE = """# Title

Some words.

## network.rules.ties

### `Exchange.settle`

    - return one
    + return  two

    - a = 1
    - b = 2
    + a = 2

No other value reaches it.

### `groups`

    - low
    + high

"""


def source(module: str, function: str) -> str:
    """The text of one function of the package."""
    text = (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, FUNCTIONS) and f"{node.name}.{method.name}" == function:
                    return ast.get_source_segment(text, method) or ""
        elif isinstance(node, FUNCTIONS) and node.name == function:
            return ast.get_source_segment(text, node) or ""
    return ""


@pytest.mark.parametrize("change", MAY_LIVE, ids=[f"{change.module}.{change.function}" for change in MAY_LIVE])
def test_a_mutant_that_may_live_is_known_and_explained(change: Change) -> None:
    lines = {line.strip() for line in source(change.module, change.function).splitlines()}
    assert lines, "no such function"
    assert {line[2:] for line in change.lines if line.startswith("- ")} <= lines
    assert len(MAY_LIVE[change].split()) >= 5, "say why"


def test_the_list_is_read_as_it_is_written() -> None:
    first, second, third = listed(SAMPLE).items()
    assert first == (
        Change("network.rules.ties", "Exchange.settle", ("- return one", "+ return  two")),
        "No other value reaches it.",
    )
    assert second == (
        Change("network.rules.ties", "Exchange.settle", ("- a = 1", "- b = 2", "+ a = 2")),
        "No other value reaches it.",
    )
    assert third == (Change("network.rules.ties", "groups", ("- low", "+ high")), "")


def test_a_difference_is_known_by_its_lines_wherever_they_stand() -> None:
    difference = "--- a\n+++ b\n@@ -1,3 +1,3 @@\n def f():\n-        return one\n+        return two\n     x -= 1\n"
    assert changed_lines(difference.splitlines()) == ("- return one", "+ return two")


def test_what_was_not_noticed_or_not_tried_lives() -> None:
    said = {
        "a.x_f__mutmut_1": "survived",
        "a.x_f__mutmut_2": "timeout",
        "a.x_f__mutmut_3": "not checked",
        "a.x_f__mutmut_4": "no tests",
    }
    results = "".join(f"    {name}: {status}\n" for name, status in said.items())
    assert dict(living(results)) == {name: status for name, status in said.items() if status != "timeout"}


@pytest.mark.parametrize(
    ("name", "place"),
    [("a.b.x_find_it__mutmut_12", ("a.b", "find_it")), ("a.b.xǁExchangeǁ_settle__mutmut_1", ("a.b", "Exchange._settle"))],
)
def test_a_mutants_name_says_where_it_is(name: str, place: tuple[str, str]) -> None:
    assert where(name) == place


def test_every_file_that_is_mutated_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'^  "(network/[\w/*]+(?:\.py)?)",$', text.split("only_mutate = [")[1].split("]")[0], re.MULTILINE)
    assert len(named) > 10
    assert not [name for name in named if not list(ROOT.glob(name))]
