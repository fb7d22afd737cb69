"""The two sample files: the clean one goes in whole, and everything wrong in the real-life one is found, row by row."""

from datetime import date

from network.organizations.rules.exporting import Wording, columns_for, columns_like, rows_of
from network.organizations.rules.planning import RowState, dry_run
from network.organizations.rules.rows import WHOLE_ROW, Correction, Mend
from network.sheets import read_table, write_csv, write_xlsx
from tests.organizations.rules.province import file, having, instead, mapping, plan, province

CLEAN, MESSY = "organizations.csv", "organizations_messy.csv"
PROBLEMS = {
    3: ("name", '=HYPERLINK("http://x.example")&"Confluence Sex Worker Alliance"', "Confluence Sex Worker Alliance"),
    7: ("availability", "whenever", "Mon 09:00-17:00; Tue 09:00-17:00; Wed 09:00-17:00; Thu 09:00-17:00; Fri 09:00-17:00"),
    28: ("contact_email", "lead at somewhere", None),
    43: ("teaches", "Harm reduction; Underwater basketry", "Harm reduction"),
    53: ("capacity", "two or three", "2"),
    54: ("home_community", "Prince Goerge", "Prince George, Northern Interior"),
}
MENDS = {
    (3, "name"): instead("Confluence Sex Worker Alliance"),
    (7, "availability"): Correction(Mend.LEAVE_VALUE),
    (28, "contact_email"): instead("lead@quiet-water.example"),
    (43, "teaches"): instead("Harm reduction"),
    (53, "capacity"): instead("2"),
    (54, WHOLE_ROW): Correction(Mend.LEAVE_ROW),
}


def test_the_clean_file_is_sixty_new_organizations_without_a_question() -> None:
    counts = plan(file(CLEAN), province()).counts()
    assert {state: number for state, number in counts.items() if number} == {RowState.NEW: 60}


def test_the_clean_file_imported_twice_changes_nothing() -> None:
    there = having(plan(file(CLEAN), province()), province())
    again = plan(file(CLEAN), there)
    assert again.counts()[RowState.UNCHANGED] == 60
    assert (again.to_write(), again.missing) == ((), ())


def test_export_gives_back_what_was_imported() -> None:
    table = file(CLEAN)
    first = plan(table, province())
    there = having(first, province())
    values = [row.values for row in first.rows if row.values is not None]
    wording = Wording(there.lists, there.communities, there.regions, [each.name for each in values])
    for columns in (columns_for(coordinator=True), columns_like(table.header, mapping(table).targets, coordinator=True)):
        rows = rows_of(values, wording, columns)
        for written, name in ((write_csv(rows), "again.csv"), (write_xlsx(rows), "again.xlsx")):
            again = plan(read_table(written, name), there)
            assert again.counts()[RowState.UNCHANGED] == 60
            assert again.missing == ()


def test_the_export_of_the_clean_file_says_what_the_file_said() -> None:
    table = file(CLEAN)
    values = [row.values for row in plan(table, province()).rows if row.values is not None]
    wording = Wording(province().lists, province().communities, province().regions, [each.name for each in values])
    exported = rows_of(values, wording, columns_like(table.header, mapping(table).targets, coordinator=True))
    same_words = [column for column, name in enumerate(table.header) if name not in {"Kind", "Mandate", "Region", "Meets by"}]
    for row, cells in zip(table.rows, exported[1:], strict=True):
        assert [cells[column] for column in same_words] == [row.cells[column] for column in same_words]


def test_the_five_unreadable_values_and_the_formula_are_found_in_their_rows() -> None:
    found = plan(file(MESSY), province()).in_state(RowState.PROBLEM)
    assert [row.number for row in found] == list(PROBLEMS)
    for row in found:
        field, raw, suggested = PROBLEMS[row.number]
        (trouble,) = row.troubles
        assert (trouble.field, trouble.raw, trouble.is_doubt) == (field, raw, False)
        assert (trouble.suggestions[0].text if trouble.suggestions else None) == suggested


def test_the_repeated_the_empty_and_the_totals_row_are_found() -> None:
    messy = plan(file(MESSY), province())
    assert [(row.number, row.name, row.same_as) for row in messy.in_state(RowState.REPEATED)] == [
        (27, "Cedar Victim Services Program", 23)
    ]
    assert [(row.number, str(row.left_out)) for row in messy.in_state(RowState.LEFT_OUT)] == [
        (55, "The row is empty."),
        (56, "A row of totals, not an organization."),
    ]


def test_months_without_a_day_and_a_region_that_disagrees_are_doubted() -> None:
    doubtful = {row.number: row for row in plan(file(MESSY), province()).in_state(RowState.DOUBTFUL)}
    waiting = {number: row.values.waiting_since for number, row in doubtful.items() if row.values and number != 42}
    assert waiting == {
        21: date(2025, 8, 1),
        35: date(2026, 5, 1),
        39: date(2024, 5, 1),
        44: date(2025, 4, 1),
        45: date(2025, 8, 1),
    }
    assert all(row.effect is RowState.NEW for row in doubtful.values())
    assert "Highlands" in str(doubtful[42].troubles[0].message)


def test_all_rows_of_the_real_life_file_are_accounted_for() -> None:
    messy = plan(file(MESSY), province())
    counts = messy.counts()
    assert len(messy.rows) == sum(counts.values()) == 55
    assert counts[RowState.NEW] + counts[RowState.DOUBTFUL] == 46


def test_the_many_spellings_of_the_real_life_file_mean_the_same() -> None:
    rows = {row.number: row.values for row in plan(file(MESSY), province()).rows}
    assert rows[2] is not None
    assert (rows[2].name, rows[2].wants_mentor, rows[2].meets_by) == (
        "Aspen Sex Workers' Resource Society",
        False,
        ("video", "visit"),
    )
    assert rows[4] is not None
    assert rows[4].meets_by == ("video", "visit", "phone")
    assert rows[25] is not None
    assert rows[25].do_not_pair == ("aspen sex workers resource society",)
    assert rows[25].waiting_since == date(2026, 9, 15)


def test_mended_rows_go_in_and_the_second_time_nothing_changes() -> None:
    mended = plan(file(MESSY), province(), MENDS)
    rows = {row.number: row for row in mended.rows}
    assert [row.number for row in mended.rows if row.state is RowState.PROBLEM] == []
    assert {rows[number].effect for number in (3, 7, 28, 43, 53)} == {RowState.NEW}
    assert (rows[54].state, str(rows[54].left_out)) == (RowState.LEFT_OUT, "You left this row out.")
    assert rows[43].values is not None
    assert rows[43].values.teaches == ("harm-reduction",)
    again = plan(file(MESSY), having(mended, province()), MENDS)
    assert again.to_write() == ()
    assert again.missing == ()


def test_the_same_input_gives_the_same_plan() -> None:
    assert plan(file(MESSY), province()) == plan(file(MESSY), province())


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    table = file(CLEAN)
    dry_run(table, mapping(table), {}, province(), lambda done, total: told.append((done, total)))
    assert told[-1] == (60, 60)
