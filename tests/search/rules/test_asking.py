"""What is asked for, and that no text is ever taken for the engines' own signs."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.indexed import Indexed
from network.kernel.refusals import Invalid
from network.search.models import MAKE_WORDS
from network.search.rules.analysis import MOST_PLACES, analyse, digest_of
from network.search.rules.asking import MOST_TERMS, read
from network.search.rules.defaults import DEFAULT_GROUPS
from network.search.rules.meaning import TIERS, Wanted, in_fts5, in_tsquery, mark
from network.search.rules.passages import beginning, marked, passage
from network.search.rules.synonyms import MOST, checked, folded, made_of
from network.search.rules.words import ENGLISH
from network.storage.db import driver
from tests.doors.corpus import TEXTS
from tests.factories.searching import BEGAN

FIELD = made_of(DEFAULT_GROUPS)
SIGNS = st.text(st.sampled_from("abé'’\"“”*()-:^+{}ANDORNEAT,. 1廣\u0301\x00\u202e<>&|!\\"), max_size=60)
CORPUS = tuple(text if isinstance(text, str) else text.decode("utf-8", "replace") for text in TEXTS.values())
# All that is in a question besides words between quotation marks.
FTS5 = re.compile(r"[(){}: *]|AND|OR|title|summary|body|attached|marks|_more")
TSQUERY = re.compile(r"[()&|: ABCD*]|<->")


def both(text: str, tier: int = TIERS) -> tuple[str, str]:
    wanted = Wanted(FIELD.asked(read(text)).terms, ((mark("k", "thing"),),))
    return in_fts5(wanted, tier), in_tsquery(wanted, tier)


def assert_harmless(text: str) -> None:
    for tier in range(1, TIERS + 1):
        fts5, tsquery = both(text, tier)
        words = re.findall(r'"([^"]*)"', fts5) + re.findall(r"'([^']*)'", tsquery)
        assert all(word.replace(" ", "").lstrip("¤").replace("·", "").isalnum() for word in words), words
        assert FTS5.sub("", re.sub(r'"[^"]*"', "", fts5)) == ""
        assert TSQUERY.sub("", re.sub(r"'[^']*'", "", tsquery)) == ""


@given(st.one_of(st.text(max_size=120), SIGNS))
def test_c35_nothing_that_is_typed_reaches_an_engine_as_more_than_words(text: str) -> None:
    assert_harmless(text)


@pytest.mark.parametrize("text", CORPUS, ids=list(TEXTS))
def test_c35_no_text_of_the_corpus_does(text: str) -> None:
    assert_harmless(text)


@given(st.one_of(st.text(max_size=80), SIGNS, st.sampled_from([text[:300] for text in CORPUS])))
def test_every_question_is_one_that_fts5_takes(text: str) -> None:
    connection = driver().connect(":memory:")
    try:
        connection.execute(MAKE_WORDS)
        for tier in range(1, TIERS + 1):
            connection.execute("select rowid from search_words where search_words match ?", (both(text, tier)[0],)).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("bad date", [("bad", False, False), ("date", False, True)]),
        ('"bad date" sheet', [("bad date", True, False), ("sheet", False, True)]),
        ("« mauvais client »", [("mauvais client", True, False)]),
        ("out* reach", [("out", False, True), ("reach", False, True)]),
        ("at", [("at", False, False)]),
        ("a* b", [("a", False, False), ("b", False, False)]),
        ('half "open', [("half", False, False), ("open", False, True)]),
        ("drop-in", [("drop in", False, True)]),
        ("foo/bar", [("foo", False, False), ("bar", False, True)]),
        ('"" — *', []),
    ],
)
def test_a_question_in_its_units(text: str, units: list[tuple[str, bool, bool]]) -> None:
    found = [(" ".join(each.text for each in unit.pieces), unit.is_quoted, unit.is_beginning) for unit in read(text).units]
    assert found == units


def test_only_the_first_words_are_looked_for() -> None:
    assert len(read("larch " * 50).units) == MOST_TERMS
    assert read("larch " * 50).is_cut
    assert not read("larch " * MOST_TERMS).is_cut


def test_words_of_every_text_are_left_out_unless_nothing_else_was_asked() -> None:
    def count(text: str) -> int:
        return len(FIELD.asked(read(text)).terms)

    assert count("how do I make a sheet") == 2
    assert count("what is it") == 3
    assert count('"to be"') == 1


def test_the_longest_group_counts() -> None:
    asked = FIELD.asked(read("bad date sheet"))
    assert len(asked.terms) == 1
    assert "BDAR" in asked.also
    assert FIELD.asked(read("sheet date bad")).also == ("client", "john", "trick", "punter", "customer")


def test_no_word_of_the_groups_in_the_box_is_in_two() -> None:
    for group in DEFAULT_GROUPS:
        assert checked(group) == group
    keys = [folded(text) for group in DEFAULT_GROUPS for text in group]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["one"],
        ["client", "Clients"],
        ["a", "—"],
        ["x" * 61, "y"],
        ["one two three four five six", "y"],
        [*map(str, range(MOST + 1))],
    ],
)
def test_a_group_that_says_nothing_is_refused(texts: list[str]) -> None:
    with pytest.raises(Invalid):
        checked(texts)


def thing(**more: object) -> Indexed:
    return Indexed(**{"id": UUID(int=1), "title": "Larch", "updated_at": BEGAN, **more})  # type: ignore[arg-type]


def test_another_digest_for_anything_that_is_another() -> None:
    others = [
        *(thing(**{name: "x"}) for name in ("title", "summary", "text", "attached", "language")),
        *(thing(**{name: ("x",)}) for name in ("topics", "languages", "region_codes")),
        thing(space_id=UUID(int=2)),
        thing(updated_at=BEGAN.replace(year=2025)),
    ]
    assert len({digest_of(each) for each in (thing(), *others)}) == len(others) + 1
    assert digest_of(thing()) == digest_of(thing())


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(("en", "fr", "hur", "")))
def test_the_rows_of_both_engines_hold_the_same(title: str, text: str, language: str) -> None:
    made = analyse(thing(title=title, text=text, language=language))
    held = set(" ".join(made.columns()).split()) - {"\ue000"}
    vector = dict(part.rsplit(":", 1) if not part.startswith("'¤") else (part, "") for part in made.vector().split())
    assert {word.strip("'") for word in vector} == held


def test_no_place_is_further_than_postgresql_keeps() -> None:
    made = analyse(thing(text=" ".join(map(str, range(30_000))), attached="larch " * 40_000))
    places = [int(place[:-1]) for part in made.vector().split() if ":" in part for place in part.rsplit(":", 1)[1].split(",")]
    assert max(place for place in places if place != 16_383) <= MOST_PLACES + TIERS
    assert max(part.count(",") for part in made.vector().split()) < 255


@given(st.one_of(st.text(max_size=400), SIGNS), st.one_of(st.text(max_size=20), SIGNS))
def test_a_passage_is_a_stretch_of_the_text_and_nothing_else(text: str, question: str) -> None:
    terms = FIELD.asked(read(question)).terms
    assert "".join(part.text for part in marked(text, terms, ENGLISH)).split() == text.split()
    shown = "".join(part.text for part in passage(text, terms, ENGLISH)).removeprefix("… ").removesuffix(" …")
    assert " ".join(shown.split()) in " ".join(text.split())
    assert any(part.is_found for part in passage(text, terms, ENGLISH)) or passage(text, terms, ENGLISH) == ()


def test_a_passage_shows_where_most_words_are() -> None:
    text = "Larch alone. " + "filler " * 100 + "The hollow larch stands here. " + "filler " * 100
    found = passage(text, FIELD.asked(read("hollow larch")).terms, ENGLISH)
    assert [part.text for part in found if part.is_found] == ["hollow", "larch"]
    assert found[0].text == "… "
    assert found[-1].text == " …"


@pytest.mark.parametrize(
    ("text", "question", "marks"),
    [
        ("The bad-date sheet", '"bad date"', ["bad-date"]),
        ("The bad-date sheet", "sheets", ["sheet"]),
        ("Drop-in hours", "dropin", ["Drop-in"]),
        ("Personnes protégées", "protegee", ["protégées"]),
        ("hən̓q̓əmin̓əm̓ speakers", "henqeminem", ["hən̓q̓əmin̓əm̓"]),
        ("A client, a bad   trick", "bad date", ["bad   trick".replace("   ", " ")]),
        ("Outreach", "outr", ["Outreach"]),
    ],
)
def test_what_is_marked(text: str, question: str, marks: list[str]) -> None:
    assert [part.text for part in marked(text, FIELD.asked(read(question)).terms, ENGLISH) if part.is_found] == marks


def test_how_a_text_begins() -> None:
    assert beginning("") == ()
    assert [part.text for part in beginning("short\ntext")] == ["short text"]
    assert len(beginning("word " * 100)[0].text) <= 240
