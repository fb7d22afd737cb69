"""Each component: one macro a file, small, pure, well formed, labelled."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from network.kernel.words import counted, words
from tests.components.samples import samples, show_guide
from tests.components.stage import TEMPLATES, render
from tests.pages import problems

COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
NAMES = [path.stem for path in COMPONENTS]
IN_PARTS = {"map", "map_sheets"}  # drawn from a laid-out drawing, by several small macros; their own tests show them


def use(component: str, call: str, **values: object) -> str:
    return render(f'{{% from "components/{component}.html" import {component} %}}{call}', **values)


def guide() -> str:
    return show_guide()


@pytest.mark.parametrize("path", COMPONENTS, ids=NAMES)
def test_a_file_holds_one_macro_of_its_own_name(path: Path) -> None:
    macros = re.findall(r"{%-?\s*macro\s+(\w+)\(", path.read_text("utf-8"))
    assert macros[0] == path.stem
    assert len(macros) == 1 or path.stem in IN_PARTS


@pytest.mark.parametrize("path", COMPONENTS, ids=NAMES)
def test_a_macro_is_short(path: Path) -> None:
    for body in re.findall(r"{%-?\s*macro\b.*?endmacro\s*-?%}", path.read_text("utf-8"), re.DOTALL):
        assert len(body.splitlines()) <= 25


@pytest.mark.parametrize("path", COMPONENTS, ids=NAMES)
def test_the_first_line_says_what_it_takes(path: Path) -> None:
    text = path.read_text("utf-8")
    declared = re.search(r"macro\s+\w+\((.*?)\)\s*-?%}", text)
    said = re.match(rf"{{# {path.stem}\((.*?)\): ", text)
    assert declared
    assert said
    taken = [argument.split("=")[0] for argument in said.group(1).split(", ") if argument]
    assert [name for name in taken if name != "**attributes"] == [
        argument.split("=")[0] for argument in declared.group(1).split(", ") if argument
    ]
    assert ("kwargs" in text) == ("**attributes" in taken)


@pytest.mark.parametrize("path", COMPONENTS, ids=NAMES)
def test_the_style_guide_shows_it(path: Path) -> None:
    shown = "".join(page.read_text("utf-8") for page in (TEMPLATES / "style_guide").glob("*.html"))
    others = "".join(other.read_text("utf-8") for other in COMPONENTS if other != path)
    assert f"import {path.stem} " in shown + others or path.stem in IN_PARTS


def test_the_style_guide_is_well_made() -> None:
    assert problems(guide()) == []


def test_text_is_escaped_wherever_it_goes() -> None:
    page = guide()
    for kind in ("<b>You</b>", "<b>paper</b>"):
        assert kind not in page
        assert str(escape(kind)) in page


def test_an_error_is_tied_to_its_field() -> None:
    page = use("field", "{{ field(wrong.hours) }}", wrong=samples().wrong)
    described = re.search(r'aria-describedby="([^"]+)"', page)
    assert described
    assert described.group(1).split() == ["wrong-hours-hint", "wrong-hours-error"]
    assert 'aria-invalid="true"' in page
    assert 'value="an hour and a half"' in page
    assert 'type="text"' in page, "a number field would throw away what was typed"
    assert all(f'id="{name}"' in page for name in described.group(1).split())


def test_a_field_without_error_says_none() -> None:
    page = use("field", "{{ field(form.name) }}", form=samples().form)
    assert "aria-invalid" not in page
    assert "error" not in page
    assert 'aria-describedby="name-hint"' in page


def test_only_an_optional_field_says_optional() -> None:
    form = samples().form
    assert "(optional)" in use("field", "{{ field(form.met_on) }}", form=form)
    assert "(optional)" not in use("field", "{{ field(form.name) }}", form=form)
    assert "(optional)" not in use("field", "{{ field(form.region) }}", form=form)


@pytest.mark.parametrize("name", ["how", "topics"])
def test_a_group_is_a_question_with_labelled_answers(name: str) -> None:
    page = use("field", "{{ field(wrong[name]) }}", wrong=samples().wrong, name=name)
    assert page.count("<fieldset") == page.count("<legend>") == 1
    assert page.count('class="check"') == len(list(samples().wrong[name]))
    assert f'aria-describedby="wrong-{name}-' in page.replace("hint wrong-", "")
    assert problems(page, is_part=True) == []


def test_the_summary_leads_to_every_field_that_is_wrong() -> None:
    wrong = samples().wrong
    page = use("error_summary", "{{ error_summary(wrong) }}", wrong=wrong) + use(
        "field", "{% for control in wrong %}{{ field(control) }}{% endfor %}", wrong=wrong
    )
    assert f"{len(wrong.errors)} things to mend" in page
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == len(wrong.errors)
    assert all(f'id="{target}"' in page for target in targets)


def test_a_summary_counts_what_belongs_to_no_field() -> None:
    form = samples().form
    form.form_errors = ["Two people changed this at once."]
    page = use("error_summary", "{{ error_summary(form) }}", form=form)
    assert "One thing to mend" in page
    assert "Two people changed this at once." in page


def test_a_form_that_is_well_has_no_summary() -> None:
    assert use("error_summary", "{{ error_summary(form) }}", form=samples().form).strip() == ""


def test_attributes_come_as_they_are_named() -> None:
    page = use(
        "button",
        "{{ button('Lock', hx_post='/lock', class_='x', formnovalidate=true, value=none, disabled=false, type='button') }}",
    )
    assert 'hx-post="/lock"' in page
    assert " formnovalidate" in page
    assert 'type="button"' in page
    assert "value" not in page
    assert "disabled" not in page


def test_an_attribute_cannot_break_out() -> None:
    assert '" onclick' not in use("button", "{{ button('x', value=text) }}", text='" onclick="')


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_tier_fills_as_many_posts(number: int) -> None:
    assert use("tier", "{{ tier(number) }}", number=number).count('class="on"') == number


def test_each_state_of_a_tie_is_drawn_differently() -> None:
    drawn = {
        use("tie", "{{ tie(state) }}", state=state) for state in ("proposed", "trial", "active", "locked", "paused", "ended")
    }
    assert len(drawn) == 6


def test_a_bar_is_as_wide_as_its_number() -> None:
    page = use("fit", "{{ fit(869) }}")
    assert 'viewBox="0 0 1000 10"' in page
    assert 'width="869"' in page
    assert "<b>869</b>" in page


def test_nothing_possible_is_no_fault() -> None:
    assert 'viewBox="0 0 1 10"' in use("meter", "{{ meter(0, 0) }}")


def test_words_are_spoken() -> None:
    page = use("move", "{{ move('Your move', text) }}", text=counted("One date.", "%(num)s dates.", 3))
    assert "3 dates." in page


def test_markup_words_and_numbers_are_all_values() -> None:
    page = use(
        "facts",
        "{{ facts(items) }}",
        items=[("A", Markup("<i>x</i>")), ("B", words("Since %(y)s", y=2026)), ("C", 9), ("D", None)],
    )
    assert "<i>x</i>" in page
    assert "Since 2026" in page
    assert "<dd>9</dd>" in page
    assert "None" not in page


def test_the_pager_ends_where_the_list_does() -> None:
    first, last = (use("pager", "{{ pager(n, 3, 'pair', 'Pairs') }}", n=n) for n in (1, 3))
    assert 'href="#pair-2"' in first
    assert "Previous" not in first
    assert 'href="#pair-2"' in last
    assert "Next" not in last


def test_a_sorted_column_says_so() -> None:
    page = use("column", "{{ column('Tier', sort_url='?s=tier', sorted='descending') }}")
    assert 'aria-sort="descending"' in page


def test_a_dialog_is_a_page_where_there_are_no_scripts() -> None:
    page = use("dialog", "{% call dialog('end', 'End it?', '/end', 'End', 'End the pairing') %}why{% endcall %}")
    assert '<a class="btn btn--stop btn--small" href="/end" data-dialog="end">' in page
    assert 'action="/end" method="post"' in page
    assert 'formmethod="dialog"' in page


def test_only_what_failed_interrupts_a_reader() -> None:
    assert 'role="alert"' in use("flash", "{{ flash('x', kind='stop') }}")
    assert 'role="status"' in use("flash", "{{ flash('x') }}")


def test_a_difference_may_begin_with_what_is_new() -> None:
    pieces = [{"mark": "added", "text": "First"}, {"mark": "kept", "text": " then"}]
    assert "First" in use("diff", "{{ diff(pieces) }}", pieces=pieces)
