"""`make mutants`: a change of the rules that no test notices has its reason in docs/mutants.md, or the run fails."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant

ROOT = Path(__file__).parents[1]
LISTED = ROOT / "docs" / "mutants.md"
MUTMUT = Path(sys.executable).with_name("mutmut")
DEAD = frozenset({"killed", "timeout", "caught by type check"})
RESULT = re.compile(r"^\s*(?P<name>\S+__mutmut_\d+): (?P<status>.+?)\s*$")
MANGLED = re.compile(r"^(?P<module>[\w.]+)\.x(?:_(?P<function>\w+)|ǁ(?P<owner>\w+)ǁ(?P<method>\w+))__mutmut_\d+$")


@dataclass(frozen=True, order=True)
class Change:
    """One changed place: where, and the lines before and after without their indent, so that a moved line stays known."""

    module: str
    function: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([f"## {self.module}", "", f"### `{self.function}`", "", *(f"    {line}" for line in self.lines)])


def changed_lines(difference: Iterable[str]) -> tuple[str, ...]:
    """The lines of a difference that were taken away or put in."""
    lines = (line.strip() for line in difference)
    return tuple(f"{line[0]} {line[1:].strip()}" for line in lines if re.match(r"[+-](?![+-])", line))


def where(name: str) -> tuple[str, str]:
    """The module and function that a mutant's name stands for."""
    found = MANGLED.match(name)
    assert found is not None, f"not a mutant's name: {name}"
    return found["module"], found["function"] or f"{found['owner']}.{found['method']}"


def listed(text: str) -> dict[Change, str]:
    """What may live, with its reason: `## module`, `### function`, changes as indented blocks, then one reason for them all."""
    module = function = ""
    waiting: list[Change] = []
    found: dict[Change, str] = {}
    for block in re.split(r"\n{2,}", text.strip()):
        if block.startswith("#"):
            name = block.lstrip("# ").strip("`")
            module, function = (module, name) if block.startswith("### ") else (name, "")
        elif block.startswith("    "):
            waiting.append(Change(module, function, changed_lines(block.splitlines())))
        elif waiting:
            found |= dict.fromkeys(waiting, block)
            waiting = []
    return found | dict.fromkeys(waiting, "")


def living(results: str) -> Iterator[tuple[str, str]]:
    """Name and status of every mutant that no test noticed, or that was not tried."""
    for line in results.splitlines():
        found = RESULT.match(line)
        if found and found["status"] not in DEAD:
            yield found["name"], found["status"]


def told(*arguments: str) -> str:
    return subprocess.run([str(MUTMUT), *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def difference(name: str) -> str:
    """The lines that a mutant changes, as a difference."""
    return str(get_diff_for_mutant(name, path=find_mutant(name).path))


def main() -> int:
    """Compare what lives with the list, both ways."""
    may_live = listed(LISTED.read_text(encoding="utf-8"))
    seen = {
        Change(*where(name), changed_lines(difference(name).splitlines())): status for name, status in living(told("results"))
    }
    strangers, gone = sorted(seen.keys() - may_live.keys()), sorted(may_live.keys() - seen.keys())
    for change in strangers:
        print(f"{change}\n\n{seen[change]}: write a test that notices, or a reason\n")
    for change in gone:
        print(f"{change}\n\nlisted, and noticed or no longer there: take it off the list\n")
    print(f"{len(seen)} live, {len(strangers)} of them without a reason; {len(gone)} reasons for what does not live")
    return 1 if strangers or gone else 0


if __name__ == "__main__":
    raise SystemExit(main())
