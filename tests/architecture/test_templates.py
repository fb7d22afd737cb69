"""Templates keep to their storey, and the project speaks of itself alone."""

import re

import pytest

from tests.architecture.code import ROOT, SHEETS, TEMPLATES, text_of

TEXTS = {sheet.relative_to(TEMPLATES).as_posix(): text_of(sheet) for sheet in SHEETS}
COMPONENTS = {name: text for name, text in TEXTS.items() if name.startswith("components/")}
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"")
TRUSTS = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")
REACHES_OUT = re.compile(r"\b(url_for|current_user|actor|can|nav|request|session)\b\s*[.(]")
COMMENT = re.compile(r"\{#.*?#\}", re.S)


def test_nothing_inline() -> None:
    """C29: the content policy allows none."""
    assert not [name for name, text in TEXTS.items() if INLINE.search(text)], "move it to static/"


CONSTANT_SHAPES = {"components/badge.html"}  # drawings written in the file itself; nothing of a person's reaches them


def test_nothing_is_trusted_blindly() -> None:
    """C60: no text becomes markup in a template."""
    assert {name for name, text in TEXTS.items() if TRUSTS.search(text)} <= CONSTANT_SHAPES


def test_components_are_pure_functions_of_their_arguments() -> None:
    assert COMPONENTS
    assert not [name for name, text in COMPONENTS.items() if REACHES_OUT.search(COMMENT.sub("", text))]


@pytest.mark.parametrize(
    ("rule", "breach"),
    [
        (INLINE, '<p style="x">'),
        (INLINE, "<style>"),
        (INLINE, "<script>x</script>"),
        (INLINE, '<a onclick="x">'),
        (TRUSTS, "{{ x | safe }}"),
        (TRUSTS, "{%- autoescape false %}"),
        (REACHES_OUT, "{{ url_for('x') }}"),
        (REACHES_OUT, "{{ actor.name }}"),
    ],
)
def test_a_breach_is_seen(rule: re.Pattern[str], breach: str) -> None:
    assert rule.search(breach)


def test_pages_extend_a_layout() -> None:
    for sheet in SHEETS:
        if sheet.parent.name in ("layouts", "components") or sheet.name.startswith("_"):
            continue
        assert text_of(sheet).lstrip().startswith(("{% extends", "{#")), sheet


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
SPEAKING = {name: text for name, text in TEXTS.items() if not name.startswith("style_guide/")}
CLASSES = {"page--wide", "bare__sheet bare__sheet--wide card", 'width="" height=""'}


def test_every_sentence_can_be_translated() -> None:
    """What is left when markup and expressions are gone would be text that no translator ever sees."""
    left = {name: words for name, text in SPEAKING.items() if (words := untranslated(text))}
    assert not left, f"put it in _(): {left}"


def untranslated(text: str) -> set[str]:
    """The words of a template that are in no expression and no tag."""
    return {words.strip() for words in re.findall(r"[A-Za-z]{3,}[^\n]*", CODE.sub("", text))} - CLASSES


def test_words_outside_of_an_expression_are_seen() -> None:
    assert untranslated('<p>{{ _("Kept") }}</p>\n<p title="x">Lost words</p>') == {"Lost words"}
