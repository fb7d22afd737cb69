"""What an ODT file says becomes text in Markdown; what a text can't hold is named."""

from network.office.document import Converted, Kind
from network.office.reading import read_document
from tests.office.files import odt


def look(name: str, said: str, more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="text"{more}><style:text-properties {said}/></style:style>'


def sort(name: str, more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="paragraph"{more}/>'


STYLES = (
    look("B", 'fo:font-weight="bold"')
    + look("BI", 'fo:font-style="italic"', ' style:parent-style-name="B"')
    + look("S", 'style:text-line-through-style="solid"')
    + look("Red", 'fo:color="#ff0000" style:text-underline-style="solid"')
    + look("Gone", 'text:display="none"')
    + sort("P1", ' style:parent-style-name="Title"')
    + sort("Title")
    + sort("Quotations")
    + sort("Preformatted_20_Text")
    + '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
)


def read(body: str, styles: str = "") -> Converted:
    return read_document(odt(body, automatic=STYLES, styles=styles), Kind.ODT)


def lost(found: Converted) -> dict[str, int]:
    return {each.code.value: each.count for each in found.losses}


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def span(inside: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


def item(inside: str) -> str:
    return f"<text:list-item>{inside}</text:list-item>"


def cell(inside: str, said: str = "") -> str:
    return f"<table:table-cell{said}>{inside}</table:table-cell>"


def test_headings_paragraphs_and_looks() -> None:
    body = p("Night outreach", "P1") + '<text:h text:outline-level="2">Before</text:h>'
    body += p(f"We {span('never ', 'B')}go {span('alone', 'BI')}")
    body += p(f'{span("ever", "S")}<text:s text:c="3"/>a<text:line-break/>b<text:tab/>c')
    found = read(body)
    assert found.title == "Night outreach"
    assert found.markdown == "## Before\n\nWe **never** go ***alone***\n\n~~ever~~ a\\\nb c\n"
    assert found.losses == ()


def test_lists_nested_numbered_and_with_boxes() -> None:
    items = (
        item(p("first") + f"<text:list>{item(p('deeper'))}</text:list>")
        + item(p("second") + p("more of it"))
        + item(p("\u2611 third"))
    )
    found = read(f'<text:list text:style-name="N">{items}</text:list>' + p("End"))
    assert found.markdown == "1. first\n   - deeper\n2. second\\\n   more of it\n3. [x] third\n\nEnd\n"


def test_tables_links_notes_quotes_and_code() -> None:
    head = f"<table:table-header-rows><table:table-row>{cell(p('A'))}{cell(p('B'))}</table:table-row></table:table-header-rows>"
    wide = cell(p("both"), ' table:number-columns-spanned="2"')
    row = f"<table:table-row>{wide}<table:covered-table-cell/></table:table-row>"
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('By telephone.')}</text:note-body></text:note>"
    )
    body = f"<table:table>{head}{row}</table:table>" + p(f'See <text:a xlink:href="https://guide.example">this</text:a>{note}')
    body += p("Said", "Quotations") + p('a<text:s text:c="2"/>b', "Preformatted_20_Text")
    found = read(body)
    assert found.markdown.split("\n\n") == [
        "| A | B |\n| --- | --- |\n| both |  |",
        "See [this](https://guide.example)[^1]",
        "> Said",
        "```\na  b\n```",
        "[^1]: By telephone.\n",
    ]
    assert lost(found) == {"merged_cells": 1}


def test_what_is_lost_has_a_name() -> None:
    body = f"<text:tracked-changes><text:changed-region>{p('gone')}</text:changed-region></text:tracked-changes>"
    body += f"<text:table-of-content><text:index-body>{p('Before 1')}</text:index-body></text:table-of-content>"
    picture = '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    body += p(f"x{picture}<office:annotation>{p('who')}</office:annotation>")
    body += p(span("red", "Red") + span("hidden", "Gone"))
    body += p(f"<draw:frame><draw:text-box>{p('In the box')}</draw:text-box></draw:frame>")
    body += p('<text:a xlink:href="file:///plan.odt">plan</text:a>')
    pages = f"<office:master-styles><style:header>{p('Draft')}</style:header><style:footer/></office:master-styles>"
    found = read(body, styles=pages)
    assert found.markdown == "x\n\nred\n\nIn the box\n\nplan\n"
    assert lost(found) == {
        "pictures": 1, "text_boxes": 1, "comments": 1, "tracked_changes": 1, "page_headers": 1, "contents": 1, "colours": 1,
        "underlines": 1, "hidden": 1, "links": 1,
    }  # fmt: skip
