"""C2: a password is hidden while it is typed, may be pasted, and a password manager knows which one is meant."""

import re
from pathlib import Path

import pytest

from tests.architecture.code import MODULES, ROOT, SHEETS, TEMPLATES, name_of

ASKING = [sheet for sheet in SHEETS if re.search(r"\{\{\s*field\(form\.\w*password", sheet.read_text(encoding="utf-8"))]


def test_some_pages_ask_for_a_password() -> None:
    assert {"accounts/sign_in.html", "organizations/accept_invitation.html"} <= {
        sheet.relative_to(TEMPLATES).as_posix() for sheet in ASKING
    }


@pytest.mark.parametrize("sheet", ASKING, ids=[sheet.name for sheet in ASKING])
def test_a_password_is_hidden_and_can_be_pasted_and_filled_in(sheet: Path) -> None:
    for call in re.findall(r"field\(form\.\w*password[^)]*\)", sheet.read_text(encoding="utf-8")):
        assert re.search(r'autocomplete="(current|new)-password"', call), call


def test_a_field_for_a_password_is_one() -> None:
    """Every form that names a field so makes it of the kind that hides what is typed."""
    named = [
        (module, kind)
        for module in MODULES
        if "forms" in name_of(module)
        for kind in re.findall(r"^\s+\w*password\w*\s*=\s*(\w+)\(", module.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(named) >= 2
    assert not [(name_of(module), kind) for module, kind in named if kind != "PasswordField"]


def test_no_script_stops_pasting() -> None:
    for script in (ROOT / "static" / "js").glob("*.js"):
        assert "paste" not in script.read_text(encoding="utf-8")
