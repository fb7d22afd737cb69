"""What is found, in which order, on either engine."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from network.kernel.actor import ANONYMOUS, SYSTEM, Actor
from network.search.commands.synonyms import load_synonyms
from network.search.queries import MOST_RANKED, Narrowed, finding
from network.search.rules.defaults import DEFAULT_GROUPS
from tests.factories.people import member_of
from tests.factories.searching import BEGAN, Shelf, found, ids_of, index

MINE, OTHERS = UUID(int=1), UUID(int=2)
READER = member_of(MINE)


@pytest.mark.parametrize(
    ("text", "language", "question", "is_found"),
    [
        ("The bad-date sheet", "en", "bad dates", True),
        ("The bad-date sheet", "en", '"bad date sheet"', True),
        ("The bad-date sheet", "en", '"sheet bad"', False),
        ("The bad-date sheet", "en", "sheet bad", True),
        ("The bad-date sheet", "en", "bad zebra", False),
        ("Drop-in hours", "en", "dropin", True),
        ("Drop-in hours", "en", "drop in", True),
        ("Counselling for members", "en", "counselli*", True),
        ("Counselling for members", "en", "counsel", True),
        ("Counselling for members", "en", "member coun", True),
        ("Counselling for members", "en", "coun member", False),
        ("Counselling for members", "en", "coun* member", True),
        ("Personnes protégées", "fr", "protegees", True),
        ("Personnes protegees", "fr", "protégée", True),
        ("L’alerte est donnée", "fr", "alerte", True),
        ("L’alerte est donnée", "fr", "l'alerte", True),
        ("L’alerte est donnée", "en", "alerte", True),
        ("women’s centre", "en", "women", True),
        ("women’s centre", "en", "womens", True),
        ("women’s centre", "en", "women's", True),
        ("W̱SÁNEĆ territory", "en", "wsanec", True),
        ("WSANEC territory", "en", "W̱SÁNEĆ", True),
        ("hən̓q̓əmin̓əm̓ speakers", "en", "henqeminem", True),
        ("T’Sou-ke Nation", "en", "tsouke", True),
        ("T’Sou-ke Nation", "en", "T'Sou-ke", True),
        ("Sḵwx̱wú7mesh", "", "skwxwu7mesh", True),
        ("Call 604-555-0100", "en", "6045550100", True),
        ("Call 604-555-0100", "en", "604 555", True),
        ("2,000 kits", "en", "2000", True),
        ("Room 12", "en", "12", True),
        ("Room 12", "en", "1", False),
        ("ਪੰਜਾਬੀ speakers", "en", "ਪੰਜਾਬੀ", True),
        ("廣東話", "yue", "廣東", True),
        ("what is said", "en", "what is said", True),
        ("said", "en", "what is said", True),
        ("nothing of it", "en", "the", False),
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(shelf: Shelf, text: str, language: str, question: str, is_found: bool) -> None:
    key = shelf.put("Paper", text=text, language=language, seen_by=[MINE])
    index()
    assert ids_of(READER, question) == ([key] if is_found else [])


def test_the_title_stands_above_the_summary_the_text_and_the_files(shelf: Shelf) -> None:
    attached = shelf.put("One", attached="The larch", seen_by=[MINE])
    text = shelf.put("Two", text="a larch", seen_by=[MINE])
    parted = shelf.put("Larch report", text="of the hollow", seen_by=[MINE])
    summary = shelf.put("Three", summary="larches hollow", seen_by=[MINE])
    title = shelf.put("The larch", seen_by=[MINE])
    newer = shelf.put("A larch", seen_by=[MINE])
    index()
    assert ids_of(READER, "larch") == [newer, title, parted, summary, text, attached]
    assert ids_of(READER, "larch hollow") == [summary, parted]


def test_of_the_same_rank_the_newest_comes_first(shelf: Shelf) -> None:
    keys = [shelf.put("Larch", updated_at=BEGAN + timedelta(days=day), seen_by=[MINE]) for day in (3, 1, 2)]
    index()
    assert ids_of(READER, "larch") == [keys[0], keys[2], keys[1]]


def test_a_phrase_does_not_go_on_in_the_next_field(shelf: Shelf) -> None:
    shelf.put("Ends with bad", summary="date begins it", seen_by=[MINE])
    index()
    assert ids_of(READER, '"bad date"') == []
    assert len(ids_of(READER, "bad date")) == 1


def test_a_phrase_is_not_made_of_other_forms_of_words(shelf: Shelf) -> None:
    """Other ways to find a word stand beside the rows, in the order of letters: they are no text."""
    shelf.put("Paper", text="running past tables swimming", seen_by=[MINE])
    index()
    assert ids_of(READER, '"running swimming"') == ids_of(READER, '"swimming tables"') == []


def test_words_far_down_a_long_text_are_found_and_phrases_are_not(shelf: Shelf) -> None:
    long = " ".join(f"word{number}" for number in range(20_000))
    key = shelf.put("Long", text=f"first pair {long} last pair", seen_by=[MINE])
    index()
    assert ids_of(READER, '"first pair"') == ids_of(READER, "last") == ids_of(READER, "word19999") == [key]
    assert ids_of(READER, '"last pair"') == []


def test_a_word_that_comes_often_counts_as_often_as_either_engine_keeps(shelf: Shelf) -> None:
    key = shelf.put("Often", text="larch " * 300 + "end hollow", seen_by=[MINE])
    index()
    assert ids_of(READER, '"larch larch"') == ids_of(READER, '"end hollow"') == [key]
    assert ids_of(READER, '"larch end"') == []


def test_synonyms_are_found_and_told_and_quoted_words_have_none(shelf: Shelf) -> None:
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    client = shelf.put("Paper", text="A client came", seen_by=[MINE])
    date = shelf.put("Paper", text="Two bad dates in one week", seen_by=[MINE])
    index()
    assert ids_of(READER, "john") == [date, client]
    assert ids_of(READER, "bad trick") == [date]
    assert ids_of(READER, '"bad trick"') == ids_of(READER, '"john"') == []
    assert ids_of(READER, "mauvais clients") == [date]
    assert ids_of(READER, "bad trick week") == [date]
    assert ids_of(READER, "bad trick month") == []


def test_choices_narrow(shelf: Shelf) -> None:
    one = shelf.put("Larch", topics=("bad-date-sheets",), region_codes=("northwest",), language="en", seen_by=[MINE])
    two = shelf.put("Larch", topics=("outreach",), region_codes=("northwest", "kootenay"), language="fr", seen_by=[MINE])
    index()
    assert ids_of(READER, "larch", Narrowed(topic="bad-date-sheets")) == [one]
    assert ids_of(READER, "larch", Narrowed(region="northwest")) == [two, one]
    assert ids_of(READER, "larch", Narrowed(region="north")) == []
    assert ids_of(READER, "larch", Narrowed(language="fr", region="kootenay")) == [two]
    assert ids_of(READER, "larch", Narrowed(kind="thing")) == [two, one]
    assert ids_of(READER, "larch", Narrowed(kind="other")) == []


def test_pages_follow_each_other_there_and_back(shelf: Shelf) -> None:
    keys = [shelf.put("Larch" if number % 3 else "Paper", summary="larch", seen_by=[MINE]) for number in range(50)]
    index()
    pages, after = [], None
    while True:
        page = found(READER, "larch", after=after).page
        pages.append([hit.thing_id for hit in page.items])
        if page.older is None:
            break
        after = page.older
    assert [len(each) for each in pages] == [20, 20, 10]
    assert sorted(each for page in pages for each in page) == sorted(keys)
    back = found(READER, "larch", before=page.newer).page
    assert [hit.thing_id for hit in back.items] == pages[1]
    assert found(READER, "larch", before=back.newer).page.newer is None
    for made_up in ("", "9.1", "1.x", "1.99999999999999999999", "١.١", "1.1'--"):
        assert [hit.thing_id for hit in found(READER, "larch", after=made_up).page.items] == pages[0]


def test_of_a_common_word_the_newest_are_ranked(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_RANKED", 5)
    oldest = shelf.put("Larch", seen_by=[MINE])
    for _ in range(6):
        shelf.put("Paper", text="larch", seen_by=[MINE])
    shelf.put("Larch", seen_by=[OTHERS])
    index()
    common = found(READER, "larch")
    assert (common.total, common.is_common) == (5, True)
    assert oldest not in [hit.thing_id for hit in common.page.items][:5]
    monkeypatch.setattr(finding, "MOST_RANKED", MOST_RANKED)
    assert (found(READER, "larch").total, found(READER, "larch").is_common) == (7, False)


@pytest.mark.parametrize("nobody", [ANONYMOUS, Actor(person_id=UUID(int=9)), member_of(OTHERS)])
def test_who_may_see_nothing_finds_nothing(shelf: Shelf, nobody: Actor) -> None:
    shelf.put("Larch", seen_by=[MINE])
    index()
    assert found(nobody, "larch").total == 0


def test_nothing_is_asked_for_no_words(app: Flask, shelf: Shelf) -> None:
    shelf.put("Larch", seen_by=[MINE])
    index()
    for empty in ("", "   ", '""', "***", "\u200b", "—", "'"):
        assert found(READER, empty).total == 0
