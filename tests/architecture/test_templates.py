"""Templates keep to their storey, and the project speaks of itself alone."""

import re
from pathlib import Path

import pytest

from tests.architecture.code import ROOT, SHEETS, TEMPLATES

IDS = [sheet.relative_to(TEMPLATES).as_posix() for sheet in SHEETS]
COMPONENTS = [sheet for sheet in SHEETS if sheet.parent.name == "components"]


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_nothing_inline(sheet: Path) -> None:
    """C29: the content policy allows none."""
    text = sheet.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"", text), "move it to static/"


CONSTANT_SHAPES = {"components/badge.html"}  # drawings written in the file itself; nothing of a person's reaches them


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_nothing_is_trusted_blindly(sheet: Path) -> None:
    """C60: no text becomes markup in a template."""
    trusts = re.search(r"\|\s*safe\b|\{%-?\s*autoescape\s+false", sheet.read_text(encoding="utf-8"))
    assert not trusts or sheet.relative_to(TEMPLATES).as_posix() in CONSTANT_SHAPES


@pytest.mark.parametrize("sheet", COMPONENTS, ids=[sheet.name for sheet in COMPONENTS])
def test_components_are_pure_functions_of_their_arguments(sheet: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"\b(url_for|current_user|actor|can|nav|request|session)\b\s*[.(]", text)


def test_pages_extend_a_layout() -> None:
    for sheet in SHEETS:
        if sheet.parent.name in ("layouts", "components") or sheet.name.startswith("_"):
            continue
        assert sheet.read_text(encoding="utf-8").lstrip().startswith(("{% extends", "{#")), sheet


SPOKEN = {".py", ".html", ".md", ".css", ".js", ".txt", ".toml", ""}
FOLDERS = ("network", "templates", "migrations", "tests", "docs", "bench", "static/js", "static/css", ".ci")
TELLING = re.compile(r"pypi\.org|npmjs\.|files\.pythonhosted|/ro" + r"ot/|/wo" + r"rk/|\bis" + r"sue #?\d")


def test_the_project_speaks_of_itself_alone() -> None:
    """No address of a package host, no path of some machine, in anything that is handed over."""
    for file in (file for folder in FOLDERS for file in (ROOT / folder).rglob("*")):
        if file.is_file() and file.suffix in SPOKEN and "__pycache__" not in file.parts:
            found = TELLING.search(file.read_text(encoding="utf-8", errors="ignore"))
            assert not found, f"{file.relative_to(ROOT)}: {found.group() if found else ''}"


CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.S)
SPEAKING = [sheet for sheet in SHEETS if sheet.parent.name != "style_guide"]
CLASSES = {"page--wide", "bare__sheet bare__sheet--wide card", 'width="" height=""'}


@pytest.mark.parametrize("sheet", SPEAKING, ids=[sheet.name for sheet in SPEAKING])
def test_every_sentence_can_be_translated(sheet: Path) -> None:
    """What is left when markup and expressions are gone would be text that no translator ever sees."""
    left = {words.strip() for words in re.findall(r"[A-Za-z]{3,}[^\n]*", CODE.sub("", sheet.read_text(encoding="utf-8")))}
    assert left <= CLASSES, f"put it in _(): {left}"
