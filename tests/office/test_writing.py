"""A text becomes a DOCX file of nobody's, the same bytes each time; what comes back is the same text."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from network.markdown import headings, passages, plain
from network.markdown.parsing import cleaned, parsed
from network.office import Docx, Kind, read, write
from network.office.reading import read_document
from network.office.writing.document import written

ROOT = Path(__file__).parents[2]
TEXT = """# Before you go

A worker tells *somebody*, **always**, see [the guide](https://guide.example/a)[^1].

1. Ask
2. Call
   - by phone
   - by text

## Sheet

- [ ] Telephone
- [x] Water

| Who | When |
|---|---|
| We | 21:00 |

> Nobody goes alone.

```
a = 1
```

[^1]: Kept in the office, [there](https://other.example).
"""
FRONT = (("Version", "3"), ("Date", "2 March 2026"), ("Licence", "Ours"), ("Review due", "March 2027"))
WANTED = Docx("Night outreach", TEXT, FRONT, "May leave the network", "Version 3, 2 March 2026", "fr-CA")


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def again(text: str, title: str = "T") -> str:
    return read_document(written(Docx(title, text)), Kind.DOCX).markdown


def test_styles_are_real_ones() -> None:
    document = Document(io.BytesIO(written(WANTED)))
    styles = [(each.style.name, each.text) for each in document.paragraphs if each.style]
    assert ("Title", "Night outreach") in styles
    assert ("Heading 1", "Before you go") in styles
    assert ("Heading 2", "Sheet") in styles
    assert ("Quote", "Nobody goes alone.") in styles
    assert ("Document facts", "Review due: March 2027") in styles
    assert ("Document facts", "May leave the network") in styles
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["Who", "When"], ["We", "21:00"]]


def test_each_page_says_what_it_is_of() -> None:
    section = Document(io.BytesIO(written(WANTED))).sections[0]
    assert section.header.paragraphs[0].text == "Night outreach"
    assert section.footer.paragraphs[0].text.startswith("Version 3, 2 March 2026")
    assert "PAGE" in parts(written(WANTED))["word/footer1.xml"]


def test_the_language_is_said() -> None:
    found = parts(written(WANTED))
    assert 'w:lang w:val="fr-CA"' in found["word/styles.xml"]
    assert "<dc:language>fr-CA</dc:language>" in found["docProps/core.xml"]
    assert 'w:lang w:val="en-CA"' in parts(written(Docx("T", "x", language='"><x')))["word/styles.xml"]


def test_nobody_and_no_day_is_in_the_file() -> None:
    found = parts(written(WANTED))
    everything = "\n".join(found.values())
    for word in (
        "python-docx",
        "creator",
        "lastModifiedBy",
        "dcterms:created",
        "dcterms:modified",
        "rsid",
        "Application",
        "docId",
    ):
        assert word not in everything, word
    assert not [name for name in found if "thumbnail" in name or "customXml" in name or name == "docProps/app.xml"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(WANTED) == written(WANTED)
    assert written(WANTED) != written(Docx("Night outreach", TEXT + "\n\nMore."))


def test_what_comes_back_is_the_same_text() -> None:
    found = read_document(written(WANTED), Kind.DOCX)
    assert found.title == "Night outreach"
    assert [(each.text, each.depth) for each in headings(found.markdown)] == [("Before you go", 1), ("Sheet", 2)]
    assert [(each.kind, each.text) for each in passages(found.markdown)] == [(each.kind, each.text) for each in passages(TEXT)]
    assert "[the guide](https://guide.example/a)" in found.markdown
    assert "[there](https://other.example)" in found.markdown
    assert "**always**" in found.markdown
    assert "*somebody*" in found.markdown
    assert "- [x] Water" in found.markdown
    assert "Review due" not in found.markdown
    assert [each.code.value for each in found.losses] == ["page_headers"]


def test_going_round_twice_changes_nothing_more() -> None:
    once = again(TEXT)
    assert again(once) == once


WORDS = st.text("abcé *_`[]()<>&|#-+1.\\~!\u0301x", max_size=14)
MARKS = st.sampled_from(["-", "- [ ]", "- [x]"])
PIECES = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), WORDS),
    WORDS,
    st.lists(st.builds("{}{} {}".format, st.sampled_from(["", "  "]), MARKS, WORDS), min_size=1, max_size=4).map("\n".join),
    st.lists(st.builds("{}. {}".format, st.integers(1, 3), WORDS), min_size=1, max_size=3).map("\n".join),
    st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=3).map(
        lambda rows: "\n".join(
            ["|" + "|".join(cell.replace("|", "") for cell in row) + "|" for row in rows[:1]] + ["|-|-|"]
            + ["|" + "|".join(cell.replace("|", "") for cell in row) + "|" for row in rows[1:]]
        )
    ),
    st.sampled_from(["**bold** *it*", "a[^1]\n\n[^1]: note", "> said", "```\ncode\n```", "[x](https://a.example)", "~~s~~"]),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=6).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_headings_lists_and_tables_survive_going_there_and_back(text: str) -> None:
    tokens = parsed(cleaned(text))
    followed = [tokens[at + 1].type for at, token in enumerate(tokens) if token.type == "list_item_open"]
    assume(text.count("a[^1]") < 2)  # where a note is named again, its number stands in the text
    assume(set(followed) <= {"paragraph_open"})  # an item that begins with words, not with a heading or a list
    found = again(text)
    assert [" ".join(each.text.split()) for each in headings(found)] == [
        " ".join(each.text.split()) for each in headings(text) if each.text
    ]
    for kind in ("item", "row"):
        before, after = (
            [" ".join(each.text.split()) for each in passages(read_as) if each.kind == kind] for read_as in (text, found)
        )
        assert after == before
    assert "".join(plain(found).split()) == "".join(plain(text).split())


ODD = ("", "\x00\ufffe\uffff\ud800 x", "[" * 5_000, "[x](javascript:y) [own](/leave) ![p](/files/a.png)", "1. a\n\n   b")


@pytest.mark.parametrize("text", ODD)
def test_any_text_can_be_written(text: str) -> None:
    assert read_document(written(Docx("", text)), Kind.DOCX) is not None


def test_a_link_into_the_house_keeps_its_words_alone() -> None:
    assert "/leave" not in "".join(parts(written(Docx("T", "[own](/leave) [in](#x)\n\n# x"))).values())


@pytest.mark.usefixtures("own_processes")
def test_a_process_of_its_own_gives_the_same() -> None:
    data = write(WANTED)
    assert data == written(WANTED)
    assert read(data, Kind.DOCX) == read_document(data, Kind.DOCX)


def test_a_web_worker_never_loads_what_it_takes() -> None:
    """C46, and 30 MB: python-docx, lxml and the reader stay in the process."""
    heavy = "sorted(name for name in sys.modules if name.split('.')[0] in ('docx', 'lxml', 'defusedxml'))"
    script = f"import sys, network.office, network.markdown, network.app; print({heavy})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
