"""What a check asks, and what each answer decides."""

import pytest

from network.organizations.rules.asking import (
    AS_READ,
    BOTH,
    KEEP_FIRST,
    KEEP_THIS,
    LEAVE_ROW,
    LEAVE_VALUE,
    Question,
    answers,
    decided,
    questions_of,
)
from network.organizations.rules.importing import (
    corrections_from_plain,
    corrections_to_plain,
    kept_name,
    table_from_plain,
    table_to_plain,
)
from network.organizations.rules.rows import WHOLE_ROW, Correction, Corrections, FileTable, Mend
from tests.organizations.rules.province import mapping, plan, table

WHOLE = Correction(Mend.LEAVE_ROW)


def asked(of: FileTable, corrections: Corrections | None = None) -> tuple[Question, ...]:
    return questions_of(plan(of, corrections=dict(corrections or {})), of, mapping(of), corrections or {})  # type: ignore[arg-type]


def only(of: FileTable, corrections: Corrections | None = None) -> Question:
    (question,) = asked(of, corrections)
    return question


MISSPELT = table("Name|Town|Places", "Cedar|Prince Goerge|2")
UNREADABLE = table("Name|Town|Places", "Cedar|Terrace|plenty")
DOUBTED = table("Name|Town|Waiting since", "Cedar|Terrace|Aug 2025")
TWICE = table("Name|Town|Places", "Cedar|Terrace|1", "Fir|Terrace|1", "Cedar|Terrace|2")


def test_a_misspelling_offers_what_is_near_first() -> None:
    question = only(MISSPELT)
    assert (question.key, question.number, question.field, question.says) == ("2-1", 2, "home_community", "Prince Goerge")
    assert question.options[0].text == "Prince George, Northern Interior"
    assert question.chosen == question.options[0].value
    assert not question.is_doubt
    assert LEAVE_VALUE not in [option.value for option in question.options], "a new organization needs a home"


def test_what_has_nothing_near_stays_out_until_somebody_types() -> None:
    question = only(UNREADABLE)
    assert [option.value for option in question.options] == [AS_READ, LEAVE_VALUE, LEAVE_ROW]
    assert (question.chosen, question.may_type) == (AS_READ, True)


def test_a_doubt_is_taken_as_read_unless_somebody_says_otherwise() -> None:
    question = only(DOUBTED)
    assert (question.is_doubt, question.chosen) == (True, AS_READ)
    assert decided(question, AS_READ, "") == {}


def test_what_can_not_be_read_is_asked_before_what_is_doubted() -> None:
    both = table("Name|Town|Waiting since|Places", "Cedar|Terrace|Aug 2025|1", "Fir|Terrace|2025-08-01|plenty")
    assert [question.is_doubt for question in asked(both)] == [False, True]


@pytest.mark.parametrize(
    ("chosen", "typed", "expected"),
    [
        (AS_READ, "", {}),
        (AS_READ, " 3 ", {(2, "capacity"): Correction(Mend.REPLACE, "3")}),
        (LEAVE_ROW, "3", {(2, "capacity"): Correction(Mend.REPLACE, "3")}),
        (LEAVE_VALUE, "", {(2, "capacity"): Correction(Mend.LEAVE_VALUE)}),
        (LEAVE_ROW, "", {(2, WHOLE_ROW): WHOLE}),
        ("s7", "", {}),
        (KEEP_FIRST, "", {}),
        ("made up", "", {}),
    ],
)
def test_an_answer_decides_what_it_says_and_only_if_it_was_offered(chosen: str, typed: str, expected: Corrections) -> None:
    assert decided(only(UNREADABLE), chosen, typed) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (KEEP_FIRST, {(4, WHOLE_ROW): WHOLE}),
        (KEEP_THIS, {(2, WHOLE_ROW): WHOLE}),
        (BOTH, {(4, WHOLE_ROW): Correction(Mend.SEPARATE)}),
        (LEAVE_VALUE, {}),
    ],
)
def test_rows_that_disagree_are_settled_by_keeping_one_or_both(chosen: str, expected: Corrections) -> None:
    question = only(TWICE)
    assert (question.key, question.same_as) == ("4-row", 2)
    assert decided(question, chosen, "") == expected


def test_what_was_typed_and_can_not_be_read_is_asked_again_with_it() -> None:
    question = only(UNREADABLE, {(2, "capacity"): Correction(Mend.REPLACE, "very many")})
    assert (question.typed, question.says) == ("very many", "plenty")


def test_a_form_that_nobody_touched_is_told_from_one_that_somebody_did() -> None:
    (question,) = asked(MISSPELT)
    assert answers([question], {question.key: (question.chosen, "")})[1] is False
    assert answers([question], {question.key: (LEAVE_ROW, "")}) == ({(2, WHOLE_ROW): WHOLE}, True)
    assert answers([question], {question.key: (question.chosen, "Terrace")})[1] is True
    assert answers([question], {"9-9": (LEAVE_ROW, "")}) == ({}, False)


def test_a_table_and_what_was_decided_are_kept_word_for_word() -> None:
    of = table("Name|Town", "=1+1|Terrace", formulas={2: {0: "2"}})
    kept = table_from_plain(table_to_plain(of))
    assert (kept.header, kept.rows[0].cells, kept.rows[0].formulas) == (of.header, of.rows[0].cells, {0: "2"})
    decisions = {(2, "own:Door | gate"): Correction(Mend.REPLACE, "a|b"), (3, WHOLE_ROW): WHOLE}
    assert corrections_from_plain(corrections_to_plain(decisions)) == decisions


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/x.csv", "x.csv"),
        ("C:\\lists\\a.csv", "a.csv"),
        ("a\r\nb.csv", "ab.csv"),
        ("", "list"),
        ("é\ud800.csv", "é.csv"),
    ],
)
def test_a_file_name_keeps_only_its_words(name: str, kept: str) -> None:
    assert kept_name(name) == kept
