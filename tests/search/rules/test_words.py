"""How words are cut, folded and stemmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.search.rules.words import ENGLISH, FRENCH, LONGEST, compounds, joined, stemming_of, token

PLAIN = ""


def mains(text: str, stemming: str) -> list[str]:
    return [word for parts in compounds(text) for each in parts for word in token(each.text, stemming).main]


def found_by(text: str, stemming: str) -> set[str]:
    forms: set[str] = set()
    for parts in compounds(text):
        forms.update(joined(parts))
        for each in parts:
            forms.update(*token(each.text, stemming))
    return forms


@pytest.mark.parametrize(
    ("text", "stemming", "row"),
    [
        ("Réunions à Prince-George", PLAIN, ["reunions", "a", "prince", "george"]),
        ("Meetings, met and MEETING", ENGLISH, ["meet", "met", "and", "meet"]),
        ("Counselling counsellors", ENGLISH, ["counsel", "counsellor"]),
        ("les personnes protégées", FRENCH, ["le", "person", "protege"]),
        ("l'alerte d’une qu’elle", FRENCH, ["alert", "une", "elle"]),
        ("l'alerte", ENGLISH, ["lalert"]),
        ("aujourd'hui", FRENCH, ["aujourdhui"]),
        ("women's WOMEN’S womens", ENGLISH, ["women", "women", "women"]),
        ("W̱SÁNEĆ", ENGLISH, ["wsanec"]),
        ("hən̓q̓əmin̓əm̓", ENGLISH, ["henqeminem"]),
        ("Sḵwx̱wú7mesh", PLAIN, ["skwxwu7mesh"]),
        ("ʔaq̓am", PLAIN, ["aqam"]),
        ("Nłeʔkepmxcín", PLAIN, ["nlekepmxcin"]),
        ("X̱aad Kíl", PLAIN, ["xaad", "kil"]),
        ("Kw'alaams", PLAIN, ["kwalaams"]),
        ("T'Sou-ke", PLAIN, ["tsou", "ke"]),
        ("2,000 and 3.5", PLAIN, ["2", "000", "and", "3", "5"]),
        ("one,two", PLAIN, ["one", "two"]),
        ("½", PLAIN, ["1", "2"]),
        ("ﬁve œuvre", PLAIN, ["five", "oeuvre"]),
        ("廣東話", PLAIN, ["廣", "東", "話"]),
        ("‘quoted’ “words”", PLAIN, ["quoted", "words"]),
        ("soft\u00adhyphen zero\u200bwidth", PLAIN, ["softhyphen", "zerowidth"]),
        ("—…!?", PLAIN, []),
        ("'", PLAIN, []),
        ("", PLAIN, []),
    ],
)
def test_words_in_a_row(text: str, stemming: str, row: list[str]) -> None:
    assert mains(text, stemming) == row


@pytest.mark.parametrize(
    ("text", "stemming", "form"),
    [
        ("drop-in", ENGLISH, "dropin"),
        ("U.S.A.", ENGLISH, "usa"),
        ("2,000", ENGLISH, "2000"),
        ("604-555-0100", ENGLISH, "6045550100"),
        ("T’Sou-ke", ENGLISH, "tsouke"),
        ("counselling", ENGLISH, "counselling"),
        ("l’alerte", ENGLISH, "alerte"),
        ("l’alerte", FRENCH, "lalerte"),
        ("D'Arcy", FRENCH, "darcy"),
        ("W_SANEC", ENGLISH, "wsanec"),
    ],
)
def test_other_ways_to_find_a_word(text: str, stemming: str, form: str) -> None:
    assert form in found_by(text, stemming)


def test_marks_and_capitals_never_part_two_spellings() -> None:
    for one, other in (
        ("Élodie", "E\u0301LODIE"),
        ("Ĺ", "L\u0301"),
        ("İstanbul", "istanbul"),
        ("STRASSE", "straße"),
        ("Kʷ", "kw"),
    ):
        assert mains(one, PLAIN) == mains(other, PLAIN)


@pytest.mark.parametrize(
    ("language", "stemming"),
    [("en", ENGLISH), ("", ENGLISH), ("en-CA", ENGLISH), ("fr", FRENCH), ("fr_CA", FRENCH), ("es", ""), ("hur", ""), ("fra", "")],
)
def test_what_is_written_in_another_language_is_not_stemmed(language: str, stemming: str) -> None:
    assert stemming_of(language) == stemming


@given(st.text(max_size=300), st.sampled_from((ENGLISH, FRENCH, PLAIN)))
def test_whatever_is_written_gives_words_that_both_engines_take(text: str, stemming: str) -> None:
    end = 0
    for parts in compounds(text):
        for each in parts:
            assert end <= each.start < each.end <= len(text)
            assert text[each.start : each.end] == each.text
            end = each.end
    for form in found_by(text, stemming):
        assert form.isalnum()
        assert form == form.strip()
        assert 0 < len(form) <= 2 * LONGEST


def test_a_word_as_long_as_a_book_is_cut() -> None:
    assert [len(word) for word in mains("a" * 1_000_000, ENGLISH)] == [LONGEST]
