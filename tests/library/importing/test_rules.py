"""A list of documents beside their files: each row is checked and said in words, none is brought in by guessing."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.kernel.words import Words, from_json, to_json, words
from network.library.rules.importing import (
    DocumentRead,
    DryRun,
    Effect,
    FileRow,
    FileRows,
    FileSent,
    Known,
    StewardKnown,
    arranged,
    judge,
    mark_of,
)
from network.library.rules.importing.reading import alike
from network.settings.rules import Entry
from network.sheets import read_table

FIREWEED, CAMAS = (StewardKnown(UUID(int=at), name) for at, name in ((1, "Fireweed Outreach"), (2, "Blue Camas Society")))
TWIN_A, TWIN_B = StewardKnown(UUID(int=3), "Salmonberry"), StewardKnown(UUID(int=4), "salmonberry")
TOPICS = (
    Entry("outreach", "Outreach start-up", ("street work",)),
    Entry("bad-date-sheets", "Bad date sheets"),
    Entry("grief", "Grief; and after"),
    Entry("old", "Old topic", (), False),
)
KNOWN = Known(
    files=(
        FileSent("Night outreach.docx", 10),
        FileSent("guest policy.ODT", 20),
        FileSent("broken.docx", 3, words("It is damaged.")),
        FileSent("left.docx"),
    ),
    topics=TOPICS,
    licences=(Entry("cc-by", "CC BY 4.0", ("Creative Commons",)),),
    stewards=(FIREWEED, CAMAS, TWIN_A, TWIN_B),
    titles=frozenset({"Court support"}),
)


def row(number: int = 2, **cells: str | None) -> FileRow:
    usual: dict[str, str | None] = {
        "title": "Night outreach",
        "file": "Night outreach.docx",
        "topics": "Outreach start-up",
        "steward": "Fireweed Outreach",
    }
    return FileRow(number, {**usual, **cells})


def one(known: Known = KNOWN, **cells: str | None) -> tuple[Effect, list[str]]:
    (verdict,) = judge([row(**cells)], known).verdicts
    return verdict.effect, [str(each) for each in verdict.says]


def test_a_row_that_is_right_is_a_document() -> None:
    run = judge(
        [
            row(
                summary="Who goes.",
                licence="creative commons",
                credit="Fireweed",
                topics="street work; Bad date sheets;outreach start up",
            )
        ],
        KNOWN,
    )
    assert run.documents == (
        DocumentRead(
            "Night outreach",
            "Night outreach.docx",
            ("outreach", "bad-date-sheets"),
            FIREWEED.id,
            "Who goes.",
            "cc-by",
            "Fireweed",
        ),
    )
    assert run.may_go_on
    assert run.left == ("guest policy.ODT", "broken.docx", "left.docx")


@pytest.mark.parametrize(
    "typed", ["NIGHT OUTREACH.DOCX", "  Night outreach.docx ", "C:\\docs\\Night outreach.docx", "folder/Night outreach.docx"]
)
def test_a_file_is_found_without_case_and_folders(typed: str) -> None:
    assert one(file=typed)[0] is Effect.NEW


PROBLEMS: Mapping[str, tuple[dict[str, str | None], str]] = {
    "no title": ({"title": " "}, "“Title”: This is empty, and the row needs it."),
    "long title": ({"title": "x" * 161}, "“Title”: Use at most 160 characters. These are 161."),
    "formula": ({"title": None}, "“Title”: This is a formula. Put in its place what it shows."),
    "no file": ({"file": ""}, "“File”: This is empty, and the row needs it."),
    "missing file": ({"file": "day care.docx"}, "“File”: No file of this name was sent: “day care.docx”."),
    "nearly a file": (
        {"file": "Night outreech.docx"},
        "“File”: No file of this name was sent: “Night outreech.docx”. Did you mean “Night outreach.docx”?",
    ),
    "unreadable file": ({"file": "broken.docx"}, "“File”: It is damaged."),
    "unknown topic": ({"topics": "Gardening"}, "“Topics”: “Gardening” is not on the list."),
    "nearly a topic": (
        {"topics": "Outreach startup; Bad dates sheet"},
        "“Topics”: “Outreach startup” is not on the list. Did you mean “Outreach start-up”?",
    ),
    "unknown steward": ({"steward": "Cedar House"}, "“Steward”: No organization is called “Cedar House”."),
    "nearly a steward": (
        {"steward": "Fireweed Outreech"},
        "“Steward”: No organization is called “Fireweed Outreech”. Did you mean “Fireweed Outreach”?",
    ),
    "one of two": (
        {"steward": "SALMONBERRY"},
        "“Steward”: Several organizations have this name. Choose the steward on the document’s page instead.",
    ),
    "no steward": ({"steward": ""}, "“Steward”: This is empty, and the row needs it."),
    "unknown licence": ({"licence": "CC BX 4.0"}, "“Licence”: “CC BX 4.0” is not on the list. Did you mean “CC BY 4.0”?"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_is_wrong_is_said_with_its_column(name: str) -> None:
    cells, problem = PROBLEMS[name]
    effect, says = one(**cells)
    assert effect is Effect.WRONG
    assert says[0] == problem


def test_every_cell_that_is_wrong_is_told_at_once() -> None:
    _, says = one(title="", file="", topics="Gardening", steward="Nobody at all", licence="None")
    assert len(says) == 5


def test_too_many_topics_say_nothing() -> None:
    many = tuple(Entry(f"t{at}", f"Topic {at}") for at in range(9))
    effect, says = one(Known(KNOWN.files, many, stewards=KNOWN.stewards), topics=";".join(each.label for each in many))
    assert effect is Effect.WRONG
    assert "at most 8 topics" in says[0]


def test_a_topic_that_holds_a_semicolon_is_found() -> None:
    (verdict,) = judge([row(topics="Bad date sheets; Grief; and after")], KNOWN).verdicts
    assert verdict.read is not None
    assert verdict.read.topics == ("bad-date-sheets", "grief")


def test_a_row_without_topics_or_steward_may_do() -> None:
    assert one(topics="") == (Effect.NEW, ["No topic is named, so it is found by its words alone."])
    (verdict,) = judge([row(steward="")], Known(KNOWN.files, TOPICS, usual_steward=CAMAS)).verdicts
    assert verdict.read is not None
    assert verdict.read.steward_id == CAMAS.id


def test_of_two_with_the_same_name_the_exact_one_is_meant() -> None:
    (verdict,) = judge([row(steward="salmonberry")], KNOWN).verdicts
    assert verdict.read is not None
    assert verdict.read.steward_id == TWIN_B.id


def test_titles_and_files_are_taken_once() -> None:
    run = judge(
        [
            row(2),
            row(3, title="night  OUTREACH", file="left.docx"),
            row(4, title="Other", file="NIGHT outreach.docx"),
            row(5, title="Court Support", file="guest policy.odt"),
            row(6, title="Left", file="left.docx"),
        ],
        KNOWN,
    )
    assert [each.effect for each in run.verdicts] == [Effect.NEW, Effect.WRONG, Effect.WRONG, Effect.THERE, Effect.NEW]
    assert [str(said) for each in run.verdicts for said in each.says] == [
        "Row 2 has the same title. Leave one of them in the file.",
        "Row 2 names the same file. Each document has its own.",
        "A document of this title is there already. Nothing is changed.",
    ]
    assert (run.count(Effect.NEW), run.count(Effect.THERE), run.count(Effect.WRONG)) == (2, 1, 2)
    assert not run.may_go_on
    assert run.left == ("broken.docx",)


def test_nothing_new_is_nothing_to_go_on_with() -> None:
    assert not judge([row(title="Court support")], KNOWN).may_go_on
    assert not judge([], KNOWN).may_go_on
    assert judge([], KNOWN).left == tuple(each.name for each in KNOWN.files)


def test_columns_by_what_people_call_them() -> None:
    found = arranged(
        ("Document title", "FILENAME", "subject", "Colour"),
        [(2, ("A", "a.docx", "Grief", "red"), ()), (3, ("", " ", "", "x"), ())],
    )
    assert found == FileRows((FileRow(2, {"title": "A", "file": "a.docx", "topics": "Grief"}),), ("Colour",))
    assert str(arranged(("Title", "Name", "File"), [])) == "Several columns say the same: Title. Leave one of each in the file."
    assert str(arranged(("Topics",), [])) == "These columns are missing: Title and File. Name them so in the first row."


def test_a_list_as_a_spreadsheet_gives_it() -> None:
    table = read_table(b"Title;File;Topics\nNight outreach;Night outreach.docx;Grief\n=A1;x.docx;\n", "list.csv")
    found = arranged(table.header, [(each.number, each.cells, tuple(each.formulas)) for each in table.rows])
    assert isinstance(found, FileRows)
    assert found.rows[0].cells["topics"] == "Grief"
    assert found.rows[1].cells["title"] is None


def test_the_mark_changes_with_what_would_be_brought_in() -> None:
    run, other = judge([row()], KNOWN), judge([row(summary="More")], KNOWN)
    assert mark_of(run) == mark_of(judge([row()], KNOWN))
    assert len({mark_of(run), mark_of(other), mark_of(run, [("a", "1")]), mark_of(run, [("a", "2")])}) == 4
    assert mark_of(run, [("a", "1"), ("b", "2")]) == mark_of(run, [("b", "2"), ("a", "1")])


def test_what_was_meant_is_nearly_the_same_and_ordered() -> None:
    assert alike("Bad dat sheet", ["Bad date sheets", "Bed date sheets", "Gardening"]) == ["Bad date sheets", "Bed date sheets"]
    assert alike("", ["a"]) == []
    assert alike("abc", ["abd", "abe", "abf", "abg"]) == ["abd", "abe", "abf"]


CELLS = st.fixed_dictionaries(
    {field: st.none() | st.text(max_size=12) | st.sampled_from(["Night outreach.docx", "Grief", "Fireweed Outreach", "left.docx"])
     for field in ("title", "file", "topics", "steward", "summary", "licence", "credit")}
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, max_size=6))
def test_any_list_is_judged_row_by_row(cells: list[dict[str, str | None]]) -> None:
    run: DryRun = judge([FileRow(at, each) for at, each in enumerate(cells, start=2)], KNOWN)
    assert [each.number for each in run.verdicts] == list(range(2, len(cells) + 2))
    assert len({each.file.casefold() for each in run.documents}) == len(run.documents)
    for verdict in run.verdicts:
        assert (verdict.read is not None) == (verdict.effect is Effect.NEW)
        assert verdict.says or verdict.effect is Effect.NEW
        for said in verdict.says:
            assert isinstance(said, Words)
            assert str(from_json(to_json(said))) == str(said)
