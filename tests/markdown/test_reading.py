"""What a page of a text is made of: headings, passages, lists with boxes, tables, footnotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.markdown import Heading, headings, passages, plain, rendered
from tests.pages import problems

TEXT = """# Night outreach

Two of us go[^a]. Nobody goes *alone*.

#### Before

- [ ] Telephone
- [x] Water
  - two bottles

## After

| Who | Hours |
|---|--:|
| We | 3 |

Nobody goes alone.

Nobody  goes
**alone**.

[^a]: Three in winter.
"""


def test_headings_leave_the_first_level_to_the_page_and_never_skip_one() -> None:
    page = rendered(TEXT)
    assert '<h2 id="text-h-night-outreach">Night outreach</h2>' in page
    assert '<h3 id="text-h-before">Before</h3>' in page
    assert '<h3 id="text-h-after">After</h3>' in page
    assert "<h1" not in page
    assert "<h4" in rendered(TEXT, top=3)
    assert rendered("# a\n## b\n### c\n#### d\n##### e\n###### f").count("<h6") == 2


def test_a_list_of_contents_leads_to_the_headings() -> None:
    found = headings(TEXT)
    assert [(each.text, each.depth) for each in found] == [("Night outreach", 1), ("Before", 2), ("After", 2)]
    assert all(f'id="text-{each.name}"' in rendered(TEXT) for each in found)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("# A\n# A\n# A 2\n# A", ["h-a", "h-a-2", "h-a-2-2", "h-a-3"]),
        ("# W\u0331S\u00c1NE\u0106 & co.", ["h-wsanec-and-co"]),
        ("# \u2192", ["h-part"]),
        ("#", ["h-part"]),
        ("# " + "long " * 100, ["h-" + ("long-" * 12)[:-1]]),
    ],
)
def test_a_heading_has_a_name_that_no_other_has(said: str, names: list[str]) -> None:
    assert [each.name for each in headings(said)] == names


@given(st.lists(st.sampled_from(["a", "a-2", "a 2", "b", "a-2-2"]), max_size=12))
def test_names_are_never_given_twice(said: list[str]) -> None:
    names = [each.name for each in headings("\n".join(f"# {each}" for each in said))]
    assert len(names) == len(set(names)) == len(said)


def test_a_link_within_the_text_leads_to_its_heading() -> None:
    assert 'href="#text-h-after"' in rendered("[see](#after)\n\n# After")
    assert 'href="#text-h-after"' in rendered("[see](#h-after)\n\n# After")
    assert "<a" not in rendered("[see](#before)\n\n# After")


def test_boxes_of_a_checklist_are_said_and_not_to_be_ticked() -> None:
    page = rendered(TEXT)
    assert '<ul class="ticks">' in page
    assert '<li class="is-open"' in page
    assert '<span class="visually-hidden">To do: </span>Telephone' in page
    assert '<span class="visually-hidden">Done: </span>Water' in page
    assert "<input" not in page
    assert "[ ]" not in plain(TEXT)


def test_tables_can_be_reached_and_read_aloud() -> None:
    page = rendered(TEXT)
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="Table">' in page
    assert '<th scope="col">Who</th>' in page
    assert '<th class="n" scope="col">Hours</th>' in page
    assert "<th" not in rendered("| |\n|---|\n| a |").replace("<thead", "")


def test_footnotes_lead_there_and_back() -> None:
    page = rendered(TEXT)
    assert 'href="#text-n-1" id="text-r-1-0" aria-label="Note 1"' in page
    assert '<li id="text-n-1"><p>Three in winter. <a href="#text-r-1-0" aria-label="Back from note 1"' in page


def test_a_footnote_within_a_list_or_another_stays_text() -> None:
    assert "<section" not in rendered("a[^1]\n\n- [^1]: b")


def test_a_passage_keeps_its_key_while_its_words_stay() -> None:
    before = passages(TEXT)
    after = passages("# New above\n\n" + TEXT.replace("Two of us", "Three of us").replace("*alone*", "_alone_"))
    kept = {each.key for each in before} & {each.key for each in after}
    assert {each.text for each in before if each.key not in kept} == {"Two of us go. Nobody goes alone."}


def test_passages_with_the_same_words_are_told_apart_in_order() -> None:
    same = [each.key for each in passages(TEXT) if " ".join(each.text.split()) == "Nobody goes alone."]
    assert [key.rpartition("-")[2] for key in same] == ["1", "2"]
    assert len({key.rpartition("-")[0] for key in same}) == 1


def test_each_passage_is_a_place_of_the_page() -> None:
    page, found = rendered(TEXT, within="doc"), passages(TEXT)
    assert all(f'id="doc-{each.anchor}"' in page for each in found)
    assert [each.kind for each in found] == [
        "heading", "paragraph", "heading", "item", "item", "heading", "row", "row", "paragraph", "paragraph", "note",
    ]  # fmt: skip
    assert len({each.anchor for each in found}) == len(found)


def test_plain_words_for_search_hold_no_signs() -> None:
    assert plain(TEXT).split("\n")[:5] == ["Night outreach", "Two of us go. Nobody goes alone.", "Before", "Telephone", "Water"]
    assert plain("a `b` **c** [d](https://e.example) ![f](x)\n\n```\ng\n```") == "a b c d f\ng"
    assert plain("") == ""
    assert rendered("") == ""
    assert passages("") == ()
    assert headings("") == ()


def test_what_is_asked_for_is_a_heading() -> None:
    assert headings("# *A* `b`") == (Heading("h-a-b", "A b", 1),)


def test_a_page_that_holds_it_is_well_made() -> None:
    assert problems(f"<title>t</title><h1>t</h1>{rendered(TEXT)}{rendered(TEXT, within='other')}") == []


def test_words_are_said_in_the_reader_s_language() -> None:
    page = rendered(TEXT, say=lambda said: str(said).upper())
    assert 'aria-label="TABLE"' in page
    assert 'aria-label="NOTE 1"' in page
    assert "TO DO: " in page
