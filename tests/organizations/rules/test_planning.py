"""What a dry run says of each row, against what the directory already holds."""

from dataclasses import replace

import pytest

from network.organizations.rules.columns import ColumnMapping
from network.organizations.rules.planning import Directory, ImportPlan, PlannedRow, RowState
from network.organizations.rules.rows import WHOLE_ROW, Correction, Mend
from network.organizations.rules.values import Existing, OrganizationValues
from tests.organizations.rules.province import SMALL, having, instead, mapping, plan, table, without_row

CEDAR = OrganizationValues(name="Cedar Society", home_community="terrace", capacity=2, phone="250 555 0100", own={"Fax": "1"})
WILLOW = OrganizationValues(name="Willow House", home_community="pr", languages=("en", "fr"))


def holding(*values: OrganizationValues) -> Directory:
    return replace(SMALL, existing=tuple(Existing(f"id {number}", each) for number, each in enumerate(values)))


def only(of: ImportPlan) -> PlannedRow:
    (row,) = of.rows
    return row


def states(of: ImportPlan) -> list[RowState]:
    return [row.state for row in of.rows]


def test_a_row_is_new_changed_or_unchanged() -> None:
    found = plan(
        table("Name|Town|Places", "Cedar Society|Terrace|2", "Willow House|Prince Rupert|3", "Fir|Terrace|1"),
        holding(CEDAR, WILLOW),
    )
    assert states(found) == [RowState.UNCHANGED, RowState.CHANGED, RowState.NEW]
    assert [(each.field, each.before, each.after) for each in found.rows[1].changes] == [("capacity", 0, 3)]
    assert found.rows[1].existing_id == "id 1"
    assert [row.name for row in found.to_write()] == ["Willow House", "Fir"]


def test_a_row_changes_only_the_fields_that_the_file_has() -> None:
    row = only(plan(table("Name|Town", "Cedar Society|Prince Rupert"), holding(CEDAR)))
    assert row.values == replace(CEDAR, home_community="pr")


def test_names_match_whatever_their_case_marks_and_apostrophes() -> None:
    there = holding(replace(CEDAR, name="W̱SÁNEĆ Women's Centre"))
    row = only(plan(table("Name|Town", "Wsanec women’s  centre|Terrace"), there))
    assert (row.existing_id, [each.field for each in row.changes]) == ("id 0", ["name"])


def test_the_order_of_a_list_matters_only_where_it_is_a_priority() -> None:
    there = holding(replace(WILLOW, wants_to_learn=("funding", "transport")))
    row = only(plan(table("Name|Languages|Wants to learn", "Willow House|French; English|Transport; Funding"), there))
    assert [each.field for each in row.changes] == ["wants_to_learn"]


def test_an_empty_cell_says_nothing_unless_blanks_are_to_clear() -> None:
    of = table("Name|Town|Phone|Places|Fax", "Cedar Society||||")
    assert only(plan(of, holding(CEDAR))).state is RowState.UNCHANGED
    clearing = ColumnMapping(mapping(of).targets, blanks_clear=True)
    row = only(plan(of, holding(CEDAR), columns=clearing))
    assert [(each.field, each.after) for each in row.changes] == [
        ("home_community", ""),
        ("capacity", 0),
        ("phone", ""),
        ("own:Fax", ""),
    ]


def test_a_value_left_out_by_hand_stays_even_where_blanks_clear() -> None:
    of = table("Name|Phone", "Cedar Society|4.67E+10")
    clearing = ColumnMapping(mapping(of).targets, blanks_clear=True)
    row = only(plan(of, holding(CEDAR), {(2, "phone"): Correction(Mend.LEAVE_VALUE)}, clearing))
    assert row.state is RowState.UNCHANGED


def test_organizations_that_the_file_does_not_name_are_missing() -> None:
    found = plan(table("Name|Town|Places", "Cedar Society|Terrace|lots"), holding(CEDAR, WILLOW))
    assert states(found) == [RowState.PROBLEM]
    assert [existing.values.name for existing in found.missing] == ["Willow House"]


def test_a_new_organization_needs_a_home_community_and_a_known_one_does_not() -> None:
    found = plan(table("Name|Town", "Fir|", "Cedar Society|"), holding(CEDAR))
    assert states(found) == [RowState.PROBLEM, RowState.UNCHANGED]
    assert [(each.field, each.header) for each in found.rows[0].troubles] == [("home_community", "Town")]


def test_a_row_without_a_name_is_a_problem() -> None:
    row = only(plan(table("Name|Town|Phone", "|Terrace|250 555 0100")))
    assert [(each.field, str(each.message)) for each in row.troubles] == [("name", "The row has no name.")]


def test_all_problems_of_a_row_are_told_at_once() -> None:
    row = only(plan(table("Name|Town|Places|E-mail", "Fir|Nowhere at all|many|x")))
    assert [each.field for each in row.troubles] == ["home_community", "capacity", "contact_email"]
    assert row.values is None


@pytest.mark.parametrize("name", ["TOTAL", "Total:", "Grand total", "Subtotal", "Totals 2026", "Sum"])
def test_totals_are_no_organization(name: str) -> None:
    assert only(plan(table("Name|Town|Places", f"{name}||25"))).state is RowState.LEFT_OUT


def test_a_total_beside_an_empty_name_or_made_by_a_formula_is_left_out() -> None:
    assert only(plan(table("Name|Town|Places", "|Total|25"))).state is RowState.LEFT_OUT
    assert only(plan(table("Name|Town|Places", "Total||=SUM(C2:C9)", formulas={2: {2: "25"}}))).state is RowState.LEFT_OUT


def test_an_organization_whose_name_begins_like_a_total_is_taken() -> None:
    assert only(plan(table("Name|Town|Places", "Total Wellness Society|Terrace|1"))).state is RowState.NEW


def test_the_header_in_the_middle_of_the_file_is_left_out() -> None:
    assert states(plan(table("Name|Town", "Fir|Terrace", "NAME|town"))) == [RowState.NEW, RowState.LEFT_OUT]


def test_a_row_that_says_the_same_again_is_repeated() -> None:
    found = plan(table("Name|Town|Places", "Fir|Terrace|1", "FIR |terrace|one"))
    assert states(found) == [RowState.NEW, RowState.REPEATED]
    assert found.rows[1].same_as == 2


def test_a_row_that_says_otherwise_about_the_same_organization_is_a_problem() -> None:
    found = plan(table("Name|Town|Places|Phone", "Fir|Terrace|1|250 555 0100", "Fir|Terrace|1|250 555 0199"))
    assert states(found) == [RowState.NEW, RowState.PROBLEM]
    (trouble,) = found.rows[1].troubles
    assert (trouble.field, found.rows[1].same_as) == (WHOLE_ROW, 2)
    assert "row 2, but not the same: Phone" in str(trouble.message)


def test_either_of_two_rows_can_be_kept() -> None:
    of = table("Name|Town|Phone", "Fir|Terrace|250 555 0100", "Fir|Terrace|250 555 0199")
    first, second = plan(of, corrections=without_row(3)), plan(of, corrections=without_row(2))
    assert states(first) == [RowState.NEW, RowState.LEFT_OUT]
    assert states(second) == [RowState.LEFT_OUT, RowState.NEW]


def test_two_organizations_of_one_name_can_be_told_apart_and_stay_so() -> None:
    of = table("Name|Town", "Fir|Terrace", "Fir|Prince Rupert")
    apart = plan(of, corrections={(3, WHOLE_ROW): Correction(Mend.SEPARATE)})
    assert states(apart) == [RowState.NEW, RowState.NEW]
    assert states(plan(of, having(apart, SMALL))) == [RowState.UNCHANGED, RowState.UNCHANGED]


def test_of_two_rows_told_apart_only_the_one_in_its_community_is_the_one_already_there() -> None:
    of = table("Name|Town", "Cedar Society|Prince Rupert", "Cedar Society|Terrace")
    apart = plan(of, holding(CEDAR), {(3, WHOLE_ROW): Correction(Mend.SEPARATE)})
    assert [row.existing_id for row in apart.rows] == [None, "id 0"]
    assert states(apart) == [RowState.NEW, RowState.UNCHANGED]


def test_organizations_of_one_name_are_matched_by_their_community() -> None:
    there = holding(CEDAR, replace(CEDAR, home_community="pr", capacity=5))
    found = plan(
        table("Name|Town|Places", "Cedar Society|Prince Rupert|5", "Cedar Society|Terrace|3", "Cedar Society|Lax Kw'alaams|1"),
        there,
    )
    assert states(found) == [RowState.UNCHANGED, RowState.CHANGED, RowState.NEW]
    assert [row.existing_id for row in found.rows] == ["id 1", "id 0", None]


def test_a_correction_is_read_like_the_file() -> None:
    of = table("Name|Town|Places", "Fir|Terrace|lots")
    assert only(plan(of, corrections={(2, "capacity"): instead("three")})).values == OrganizationValues(
        name="Fir", home_community="terrace", capacity=3
    )
    again = only(plan(of, corrections={(2, "capacity"): instead("plenty")}))
    assert [(each.raw, each.is_doubt) for each in again.troubles] == [("plenty", False)]


def test_a_corrected_formula_is_no_formula_any_more() -> None:
    of = table("Name|Town", '="Fir"|Terrace', formulas={2: {0: ""}})
    assert only(plan(of)).state is RowState.PROBLEM
    assert only(plan(of, corrections={(2, "name"): instead("Fir")})).state is RowState.NEW


def test_a_doubt_is_not_raised_again_where_nothing_would_change() -> None:
    of = table("Name|Town|Waiting since", "Fir|Terrace|Aug 2025")
    first = plan(of)
    assert (only(first).state, only(first).effect) == (RowState.DOUBTFUL, RowState.NEW)
    assert only(plan(of, having(first, SMALL))).state is RowState.UNCHANGED


def test_dates_follow_the_order_of_their_column() -> None:
    of = table("Name|Town|Waiting since", "Fir|Terrace|03/04/2025", "Yew|Terrace|04/25/2025")
    found = plan(of)
    assert states(found) == [RowState.NEW, RowState.NEW]
    assert [str(row.values.waiting_since) for row in found.rows if row.values] == ["2025-03-04", "2025-04-25"]


def test_a_column_of_the_network_s_own_is_kept_as_text() -> None:
    found = plan(table("Name|Town|Fax", "Fir|Terrace|250 555 0100", "Yew|Terrace|"))
    assert found.own_labels == ("Fax",)
    assert [dict(row.values.own) for row in found.rows if row.values] == [{"Fax": "250 555 0100"}, {}]


def test_who_is_kept_apart_may_stand_anywhere_in_the_file_or_the_directory() -> None:
    found = plan(table("Name|Town|Not with", "Fir|Terrace|Yew; cedar society", "Yew|Terrace|"), holding(CEDAR))
    assert found.rows[0].values is not None
    assert found.rows[0].values.do_not_pair == ("yew", "cedar society")


def test_a_row_waits_for_the_organization_that_it_keeps_apart() -> None:
    of = table("Name|Town|Not with|Places", "Fir|Terrace|Yew|1", "Yew|Terrace||lots", "Oak|Terrace|Fir|1")
    assert states(plan(of)) == [RowState.PROBLEM, RowState.PROBLEM, RowState.PROBLEM]
    assert states(plan(of, corrections={(3, "capacity"): instead("1")})) == [RowState.NEW] * 3
    assert "stays out: yew" in str(plan(of).rows[0].troubles[0].message)


def test_an_organization_does_not_vanish_because_its_row_keeps_itself_out() -> None:
    of = table("Name|Town|Not with", "Fir|Terrace|Yew", "Yew|Terrace|")
    left = plan(of, corrections=without_row(3))
    assert states(left) == [RowState.PROBLEM, RowState.LEFT_OUT]
