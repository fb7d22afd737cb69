"""Each layout: the way out first, nothing that tells, nothing inline, one thing to read."""

import re

import pytest

from tests.components.stage import TEMPLATES, Nav, environment, render
from tests.pages import problems

LAYOUTS = ("page", "form", "sidebar", "bare", "print")
SIGNED_IN = ("page", "form", "sidebar")
STATUSES = (403, 404, 409, 413, 422, 429, 500, 503, 507)
HEADING = {"page": "content", "form": "heading", "sidebar": "heading", "bare": "content", "print": "content"}


def page(layout: str, **values: object) -> str:
    return render(
        f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}Home{{% endblock %}}'
        f"{{% block {HEADING[layout]} %}}<h1>Monday</h1>{{% endblock %}}",
        **values,
    )


def error(status: int, **values: object) -> str:
    given = {"message": None, "reference": "", "reason": "", **values}
    return environment().get_template(f"errors/{status}.html").render(**given)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_well_made(layout: str) -> None:
    assert problems(page(layout)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_way_out_is_the_first_link(layout: str) -> None:
    first = re.search(r"<(?:a|button|input|summary|select|textarea)\b[^>]*>", page(layout).split("<body>")[1])
    assert first
    assert "data-quick-exit" in first.group()
    assert 'href="/leave"' in first.group()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_head_tells_nobody(layout: str) -> None:
    head = page(layout).split("</head>")[0]
    assert '<html lang="en-CA">' in head
    assert "<title>Home – Peer Network</title>" in head
    assert 'content="noindex' in head
    assert 'name="referrer" content="same-origin"' in head  # nothing to other sites; a form of ours can say where it is from
    assert not re.search(r"https?://|//[a-z]", head)


@pytest.mark.parametrize("layout", SIGNED_IN)
def test_a_signed_in_page_can_be_left_for_good(layout: str) -> None:
    whole = page(layout)
    assert whole.count('action="/sign-out" method="post"') == 2
    assert whole.count('name="csrf_token"') == 2
    assert 'data-token="' in whole  # with it the beacon ends the session


@pytest.mark.parametrize("layout", SIGNED_IN)
def test_where_one_is_is_said_once_in_each_list_of_links(layout: str) -> None:
    whole = page(layout)
    assert whole.count('aria-current="page"') == 2
    assert whole.count('href="/mentorship"') == 2


def test_search_waits_for_a_page_that_answers() -> None:
    assert "bar__search" not in page("page")
    assert 'action="/search"' in page("page", nav=Nav(search_url="/search"))


@pytest.mark.parametrize(("unread", "said"), [(0, None), (1, "1"), (99, "99"), (100, "99+")])
def test_the_bar_counts_what_is_unread_and_says_so_to_those_who_listen(unread: int, said: str | None) -> None:
    found = re.findall(r'bar__count">([^<]+)<span class="visually-hidden"> unread', page("page", nav=Nav(unread=unread)))
    assert found == ([said] if said else [])
    assert 'href="/notices"' in page("page", nav=Nav(unread=unread))
    assert "bar__item--inbox" not in page("page", nav=Nav(inbox_url=""))


def test_signed_out_has_no_links_and_no_library() -> None:
    whole = page("bare", nav=Nav(items=(), account_name="", sign_out_url="", account_url=""))
    assert problems(whole) == []
    assert "htmx" not in whole
    assert "data-token" not in whole


def test_a_demonstration_says_so_and_nothing_else_does() -> None:
    assert 'class="demonstration"' in page("page")
    assert 'class="demonstration"' not in page("page", demonstration=False)


def test_what_has_just_happened_is_said() -> None:
    whole = page("page")
    assert "Session logged." in whole
    assert "Entry kept." in whole


def test_the_library_is_told_to_run_nothing_from_text() -> None:
    whole = page("page")
    assert '"allowEval":false' in whole
    assert '"includeIndicatorStyles":false' in whole
    assert '"code":"422","swap":true' in whole


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("nav", [Nav(), Nav(items=(), account_name="", sign_out_url="")], ids=["in", "out"])
def test_an_error_is_a_page_like_any_other(status: int, nav: Nav) -> None:
    assert problems(error(status, nav=nav)) == []


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_gives_its_reference_when_there_is_one(status: int) -> None:
    assert "K7-3F9" in error(status, reference="K7-3F9")
    assert "If you write to us" not in error(status)


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_says_nothing_of_what_is_there(status: int) -> None:
    assert not re.search(r"forbidden|not allowed|permission|exception|traceback|sex work", error(status), re.IGNORECASE)


def test_a_conflict_says_what_changed() -> None:
    assert "Someone took the last place." in error(409, message="Someone took the last place.")


def test_every_status_that_is_answered_has_its_page() -> None:
    assert {path.stem for path in (TEMPLATES / "errors").glob("[0-9]*.html")} == {str(status) for status in STATUSES}
