"""Imports point down, rules are pure, and the list of floors is the list of folders."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.code import PACKAGE, ROOT

sys.path.insert(0, str(ROOT))


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of a checkout."""
    linter = str(Path(sys.executable).with_name("lint-imports"))
    return subprocess.run(
        [linter, "--no-cache", "--config", str(root / "pyproject.toml")], cwd=root, capture_output=True, text=True, timeout=120
    )


def test_import_contracts_hold() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout


BREACHES = {
    "a rule that asks the database": ("network/accounts/rules/passwords.py", "import sqlalchemy  # noqa\n", "Rules are pure"),
    "a floor that looks up": ("network/storage/columns.py", "import network.app  # noqa\n", "Floors"),
    "a form that reaches past the commands into a page": (
        "network/accounts/commands/people.py",
        "import network.accounts.views  # noqa\n",
        "Rooms",
    ),
    "a room below that looks into the inboxes": (
        "network/pairings/commands/beginning.py",
        "import network.notifications.models  # noqa\n",
        "Floors",
    ),
    "mail that knows browsers": ("network/mail/message.py", "import network.web.gate  # noqa\n", "Floors"),
    "an engine that knows the directory": (
        "network/mentorship/rules/values.py",
        "import network.organizations.rules  # noqa\n",
        "The matching engine stands alone",
    ),
}


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_a_breach_is_seen(breach: str, tmp_path: Path) -> None:
    """Each contract fails when its rule is broken, in a copy of the package."""
    file, line, contract = BREACHES[breach]
    for source in [*PACKAGE.rglob("*.py"), ROOT / "pyproject.toml"]:
        copy = tmp_path / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    broken = tmp_path / file
    broken.write_text(broken.read_text(encoding="utf-8") + line, encoding="utf-8")
    done = contracts(tmp_path)
    assert done.returncode != 0
    assert any(contract in row and "BROKEN" in row for row in done.stdout.splitlines()), done.stdout
