"""What a DOCX file says becomes text in Markdown; what a text can't hold is named."""

import pytest

from network.markdown import plain
from network.office.document import Converted, Kind, LossCode
from network.office.reading import read_document
from tests.office.files import NAMES, STRICT, W, docx, p, r


def read(body: str, **more: str | bytes) -> Converted:
    return read_document(docx(body, **more), Kind.DOCX)  # type: ignore[arg-type]


def lost(found: Converted) -> dict[str, int]:
    return {each.code.value: each.count for each in found.losses}


def cell(*paragraphs: str, said: str = "") -> str:
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_headings_by_their_styles_and_the_title_apart() -> None:
    found = read(p("Night outreach", "T") + p("Before", "H1") + p("At the door", "Own") + p("Words") + p("Again", "T"))
    assert found.title == "Night outreach"
    assert found.markdown == "# Before\n\n## At the door\n\nWords\n\n# Again\n"
    assert found.losses == ()


def test_an_outline_level_makes_a_heading_too() -> None:
    deep = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Deep</w:t></w:r></w:p>'
    assert read(deep).markdown == "### Deep\n"


def test_bold_italic_and_struck_words() -> None:
    runs = r("We ") + r("never ", "<w:b/>") + r("go ") + r("alone", "<w:i/>") + r(", ") + r("ever", "<w:strike/>")
    assert read(p(runs=runs)).markdown == "We **never** go *alone*, ~~ever~~\n"
    assert read(p(runs=r("both", "<w:b/><w:i/>"))).markdown == "***both***\n"
    assert read(p(runs=r("style", '<w:rStyle w:val="Strong"/>'))).markdown == "**style**\n"
    assert read(p(runs=r("off", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'))).markdown == "off\n"


def test_a_look_that_markdown_can_t_say_is_counted() -> None:
    found = read(p(runs=r("un") + r('"quoted"', "<w:b/>") + r("ly")))
    assert plain(found.markdown) == 'un"quoted"ly'
    assert lost(found) == {"emphasis": 1}


def test_lists_nested_and_numbered() -> None:
    body = p("one", of="1") + p("two", of="1") + p("deeper", of="1", level=1) + p("three", "LB")
    body += p("Between") + p("first", of="2") + p("a", of="2", level=1) + p("b", of="2", level=1) + p("second", of="2")
    body += p("other first", of="3") + p("After") + p("third", of="2")
    assert read(body).markdown.split("\n\n") == [
        "- one\n- two\n  - deeper\n- three",
        "Between",
        "1. first\n   1. a\n   2. b\n2. second",
        "1) other first",
        "After",
        "3. third\n",
    ]


def test_checklists_by_their_boxes() -> None:
    body = p("\u2610 Telephone", of="1") + p("\u2612 Water", of="1") + p("Other") + p("\u2611 Keys")
    assert read(body).markdown == "- [ ] Telephone\n- [x] Water\n\nOther\n\n- [x] Keys\n"


def test_tables_with_merged_cells_and_lines() -> None:
    merged = table(
        cell(p("Who")) + cell(p("When")) + cell(p("Note")),
        cell(p("We"), said='<w:vMerge w:val="restart"/>') + cell(p("Day"), p("Night"), said='<w:gridSpan w:val="2"/>'),
        cell(p(), said="<w:vMerge/>") + cell(p("a | b")) + cell(table(cell(p("in")))),
    )
    found = read(merged)
    assert found.markdown == "| Who | When | Note |\n| --- | --- | --- |\n| We | Day Night |  |\n|  | a \\| b | in |\n"
    assert lost(found) == {"merged_cells": 2, "nested_tables": 1, "lines_in_cells": 1}


def test_links_that_may_be_and_links_that_may_not() -> None:
    dressed = r("the guide", '<w:u w:val="single"/><w:color w:val="0000FF"/>')
    body = p(runs=f'<w:hyperlink r:id="rId1">{dressed}</w:hyperlink>')
    body += p(runs=f'<w:hyperlink r:id="rId2">{r("the plan")}</w:hyperlink><w:hyperlink w:anchor="x">{r(" below")}</w:hyperlink>')
    found = read(body)
    assert found.markdown == "[the guide](https://guide.example/a)\n\nthe plan below\n"
    assert lost(found) == {"links": 2}


def test_links_of_older_programs() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://guide.example/b" </w:instrText></w:r>'
    found = read(p(runs=field.format("begin") + code + field.format("separate") + r("old") + field.format("end") + r(" after")))
    assert found.markdown == "[old](https://guide.example/b) after\n"


def test_footnotes_and_endnotes_in_the_order_of_the_text() -> None:
    notes = f"""<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="0">{p("line")}</w:footnote>
<w:footnote w:id="4">{p("By telephone.")}{p("Or by text.")}</w:footnote></w:footnotes>"""
    ends = f'<w:endnotes {NAMES}><w:endnote w:id="4">{p("At the end.")}</w:endnote></w:endnotes>'
    runs = r("Call") + '<w:r><w:endnoteReference w:id="4"/></w:r>' + r(" us") + '<w:r><w:footnoteReference w:id="4"/></w:r>'
    found = read(p(runs=runs), footnotes=notes, endnotes=ends)
    assert found.markdown == "Call[^1] us[^2]\n\n[^1]: At the end.\n\n[^2]: By telephone.\n\n    Or by text.\n"
    assert found.losses == ()


def test_quotes_code_and_breaks() -> None:
    body = p("Nobody goes alone.", "Q") + p("  a = 1", "C") + p("b = 2", "C") + p(runs=f"{r('one')}<w:r><w:br/></w:r>{r('two')}")
    assert read(body).markdown == "> Nobody goes alone.\n\n```\n  a = 1\nb = 2\n```\n\none\\\ntwo\n"


def test_tracked_changes_are_taken_as_accepted() -> None:
    runs = (
        r("We go ")
        + f'<w:ins w:author="Jane Realname">{r("never ")}</w:ins><w:del><w:r><w:delText>always</w:delText></w:r></w:del>'
    )
    found = read(p(runs=runs + r("alone")))
    assert found.markdown == "We go never alone\n"
    assert lost(found) == {"tracked_changes": 2}


def test_everything_else_that_is_lost_has_a_name_and_a_place() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    box = f"<wps:txbx><w:txbxContent>{p('In the box')}</w:txbxContent></wps:txbx>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{p('Twice')}</w:pict></mc:Fallback>"
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    dressed = r("red", '<w:color w:val="FF0000"/>') + r(" under", '<w:u w:val="single"/>') + r("hidden", "<w:vanish/>")
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Before 1', 'TOC1')}</w:sdtContent></w:sdt>"
    )
    runs = f"{picture}<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>{comment}{formula}{dressed}"
    head, foot = f"<w:hdr {NAMES}>{p('Draft of Jane Realname')}</w:hdr>", f"<w:ftr {NAMES}/>"
    found = read(contents + p("Part", "H1") + p("x", runs=runs), header1=head, footer2=foot)
    assert found.markdown == "# Part\n\nxa+bred under\n\nIn the box\n"
    assert lost(found) == {
        "pictures": 1, "text_boxes": 1, "comments": 1, "formulas": 1, "page_headers": 1, "contents": 1, "hidden": 1, "colours": 1,
        "underlines": 1,
    }  # fmt: skip
    assert {each.where for each in found.losses if each.code in (LossCode.PICTURES, LossCode.COMMENTS)} == {"Part"}
    assert all(str(each.said) for each in found.losses)


def test_controls_and_tags_are_looked_through() -> None:
    inside = f"<w:sdt><w:sdtContent>{p('kept')}</w:sdtContent></w:sdt>"
    tag = f"<w:smartTag><w:sdt><w:sdtContent>{r('too')}</w:sdtContent></w:sdt></w:smartTag>"
    assert read(inside + p(runs=tag)).markdown == "kept\n\ntoo\n"


SIGNS = (
    "# no heading", "- no item", "1. no item", "> no quote", "a *b* c", "`x`", "[x](javascript:y)", "<b>", "&copy;", "a | b",
    "---", "===", "+ x", "[^1]", "[ ] x", "~~x~~", "snake_case_word", "_x_", "\\*", "!x", "    four", "12) x", "#", "| a |",
)  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
def test_signs_of_markdown_in_a_file_stay_what_they_are(text: str) -> None:
    typed = text.replace("&", "&amp;").replace("<", "&lt;")
    assert plain(read(p(typed)).markdown) == text.strip()
    assert plain(read(p("before") + p(typed, of="1")).markdown) == f"before\n{text.strip()}"


def test_a_style_made_from_itself_ends() -> None:
    assert read(p("x", "Loop")).markdown == "x\n"


def test_nothing_comes_out_of_an_empty_file() -> None:
    assert read("") == Converted("")
    assert read(p() + p("  ")) == Converted("")


def test_the_strict_spelling_is_read_too() -> None:
    strict = docx(p("Strict", "H1"), names=NAMES.replace(W, STRICT))
    assert read_document(strict, Kind.DOCX).markdown == "# Strict\n"
