"""The table of controls in docs/security is true: what is called proved is named by a test, and what a test names is known."""

import re

from tests.architecture.code import ROOT

README = ROOT / "docs" / "security" / "README.md"
HERE = "tests/security/test_controls.py"
ROWS = dict(re.findall(r"^\| C(\d+) \| .+ \| (.+?) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))


def named() -> set[str]:
    """The numbers that tests bear, in a docstring or in their own name."""
    found: set[str] = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        if file.relative_to(ROOT).as_posix() != HERE:
            for docstring in re.findall(r'"""(.*?)"""', file.read_text(encoding="utf-8"), re.DOTALL):
                found |= set(re.findall(r"\bC(\d{1,2})\b", docstring))
            found |= set(re.findall(r"^def test_c(\d{1,2})_", file.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def test_every_control_has_a_line() -> None:
    assert [int(number) for number in ROWS] == list(range(1, 61))
    assert not [state for state in ROWS.values() if not re.match(r"proved$|open$|not taken( yet)?: \w+", state)]


def test_what_is_called_proved_is_named_by_a_test() -> None:
    assert not {f"C{number}" for number, state in ROWS.items() if state == "proved"} - {f"C{number}" for number in named()}


def test_what_a_test_names_is_not_called_absent() -> None:
    absent = {number for number, state in ROWS.items() if state.startswith("not taken:")}
    assert not absent & named()
    assert named() <= set(ROWS)


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in README.parent.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file(), f"{page.name}: {target}"
