"""A bundle works from a memory stick: it needs nobody, runs nothing, says how old it is; the same documents give the same."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from network.bundles import Attached, Bundle, Made, Taken, make
from network.bundles.names import document_names, file_names
from network.bundles.wording import ALL, spoken
from network.office import Kind
from network.office.reading import read_document
from tests.markdown.corpus import HOSTILE
from tests.pages import Page

ROOT = Path(__file__).parents[2]
TEXT = "# Before\n\nTwo go[^1]. "
TEXT += "See [ours](/library/1), [theirs](https://guide.example), ![the plan](/files/a/plan.png).\n\n[^1]: Always."
NIGHT = Taken(
    title="Night outreach & more",
    summary="Who goes, <when>.",
    text=TEXT + "\n\n- [x] Telephone\n\n| Who | When |\n|---|---|\n| We | 21:00 |\n\n## After\n\nCall.",
    version="3",
    dated="2 March 2026",
    state="In force",
    review_due="March 2027",
    is_overdue=True,
    licence="Members may adapt it",
    credit="Written by Fireweed",
    steward="Fireweed",
    leaving="It may leave the network.",
    files=(Attached("Plan für Nacht.PDF", b"%PDF-1"), Attached("../plan fur nacht.pdf", b"%PDF-2"), Attached("con", b"x")),
)
WANTED = Bundle(
    "Practice documents",
    "26 November 2026",
    (NIGHT, Taken("Guest policy", "# Rooms\n\nWords.", "1", "1 May 2026")),
    "For members.",
)


@pytest.fixture(scope="module")
def made() -> Made:
    return make(WANTED)


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_page_needs_nothing_beside_it(made: Made) -> None:
    page = made.page.decode()
    assert not re.findall(r"<(?:script|img|link|iframe|object|form|base)\b", page)
    assert not re.findall(r"\bsrc=|url\(|@import", page)
    assert "default-src &#39;none&#39;" in page
    found = Page(page)
    assert [each for each in found.wrong if "inline style on <style>" not in each] == []
    assert found.headings == 1
    assert len(found.ids) == len(set(found.ids))
    leads = re.findall(r'href="#([^"]+)"', page)
    assert set(leads) <= set(found.ids)


def test_each_document_says_how_old_it_is_and_whose(made: Made) -> None:
    page = made.page.decode()
    article = page[page.index("<article") : page.index("</article>")]
    for said in (
        "Version",
        "2 March 2026",
        "In force",
        "March 2027",
        "Made on",
        "26 November 2026",
        "Members may adapt it",
        "Fireweed",
    ):
        assert said in article
    assert "This day is past" in article
    assert "It may leave the network." in article
    assert "Who goes, &lt;when&gt;." in article
    assert "This day is past" not in page[page.index("</article>") :]


def test_the_contents_lead_to_documents_and_their_parts(made: Made) -> None:
    page = made.page.decode()
    assert '<a href="#d1">Night outreach &amp; more</a><ol><li><a href="#d1-h-before">Before</a></li>' in page
    assert '<h3 id="d1-h-before">Before</h3>' in page
    assert '<h3 id="d2-h-rooms">Rooms</h3>' in page


def test_what_lies_in_the_house_is_words_outside(made: Made) -> None:
    page = made.page.decode()
    assert "/library/1" not in page
    assert "/files/" not in page
    assert "See ours, " in page
    assert "[the plan]" in page
    assert 'href="https://guide.example"' in page


def test_the_archive_holds_the_page_each_document_and_what_was_attached(made: Made) -> None:
    found = members(made.archive)
    assert list(found) == [
        "index.html",
        "documents/01-night-outreach-and-more.docx",
        "documents/02-guest-policy.docx",
        "files/01-night-outreach-and-more/plan-fur-nacht.pdf",
        "files/01-night-outreach-and-more/plan-fur-nacht-2.pdf",
        "files/01-night-outreach-and-more/con-file",
    ]
    assert found["index.html"] == made.page
    assert found["files/01-night-outreach-and-more/plan-fur-nacht-2.pdf"] == b"%PDF-2"
    document = Document(io.BytesIO(found["documents/01-night-outreach-and-more.docx"]))
    lines = [each.text for each in document.paragraphs]
    assert lines[:4] == ["Night outreach & more", "Version: 3", "Date: 2 March 2026", "State: In force"]
    assert "It may leave the network." in lines
    assert document.sections[0].footer.paragraphs[0].text.startswith("Version 3, 2 March 2026")
    assert read_document(found["documents/02-guest-policy.docx"], Kind.DOCX).markdown == "# Rooms\n\nWords.\n"


def test_the_same_documents_give_the_same_bytes(made: Made) -> None:
    assert make(WANTED) == made
    assert make(replace(WANTED, made_on="27 November 2026")) != made


@pytest.mark.usefixtures("own_processes")
def test_a_process_of_its_own_gives_the_same(made: Made) -> None:
    assert make(WANTED) == made


def test_sentences_come_in_the_reader_s_language() -> None:
    page = make(WANTED, lambda said: str(said.msgid).upper().replace("(NUMBER)S", "(number)s")).page.decode()
    assert "<h2>CONTENTS</h2>" in page
    assert 'aria-label="NOTE 1"' in page
    assert "TO DO" not in page
    assert set(spoken(str)) == {each.msgid for each in ALL}


def test_an_empty_bundle_is_a_page_too() -> None:
    assert b"<h1" in make(Bundle("Nothing", "today", ())).page


def test_names_are_such_as_every_system_takes() -> None:
    assert document_names(["W\u0331S\u00c1NE\u0106", "\u2192", "a" * 200]) == ["01-wsanec", "02-document", "03-" + "a" * 60]
    odd = ["../../x.sh", "a.b.PDF", "", "...", "x\u202egpj.exe", "A.PDF", "a.pdf"]
    assert list(file_names(odd)) == ["x.sh", "ab.pdf", "file", "file-2", "x-gpj.exe", "a.pdf", "a-2.pdf"]
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9]{1,8})?", name) for name in file_names(odd))


def test_a_web_worker_loads_no_writer_for_it() -> None:
    script = "import sys, network.bundles; print(sorted(name for name in sys.modules if name.split('.')[0] in ('docx', 'lxml')))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hostile = tuple(Taken(name, text, "1", "today", summary=text[:80]) for name, text in HOSTILE.items() if "half" not in name)
    folder = tmp_path_factory.mktemp("stick")
    page = make(replace(WANTED, documents=(*WANTED.documents, *hostile))).page
    (folder / "index.html").write_bytes(page)
    return folder


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_c28_from_a_memory_stick_it_asks_nobody_and_runs_nothing(stick: Path, browser: Browser, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=False)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((stick / "index.html").as_uri())
    assert page.evaluate("window.__owned") is None
    assert said == []
    assert asked == [(stick / "index.html").as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("nav a").first.click()
    expect(page.locator("#d1")).to_be_in_viewport()
    context.close()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_axe_finds_nothing_in_it(made: Made, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_content(made.page.decode())
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_each_printed_page_says_which_version_it_is_of(browser: Browser, tmp_path: Path) -> None:
    """Sheets get parted: title, version, date, state and review stand on every one, and what is late says so."""
    long = replace(NIGHT, text="\n\n".join(f"Line {number} of a long night." for number in range(200)), is_overdue=True)
    place = tmp_path / "index.html"
    place.write_bytes(make(Bundle("Practice documents", "26 November 2026", (long, WANTED.documents[1]))).page)
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.goto(place.as_uri())
        printed = [" ".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(page.pdf(format="A5"))).pages]
    finally:
        context.close()
    of_night = [each for each in printed if "of a long night" in each]
    assert len(of_night) > 3
    for each in of_night:
        assert each.startswith("Night outreach & more. Version: 3. Date: 2 March 2026. State: In force. Review due: March 2027.")
        assert "This day is past" in each[:300]
    assert printed[-1].startswith("Guest policy. Version: 1. Date: 1 May 2026.")
