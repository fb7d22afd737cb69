"""C53: whatever names a person is either gone with her account, or told by the room that holds it."""

from network import features
from network.storage.db import Row

NAMING = {"person_id", "actor_id", "recipient_id", "reader_id", "sender_id", "author_id", "member_id"}


def naming_columns() -> set[str]:
    """Every column that can hold a person's id and stays when she is erased."""
    found = set()
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            leads = [key for key in column.foreign_keys if key.column.table.name == "person"]
            goes_with_her = any(key.ondelete == "CASCADE" for key in leads)
            if (leads or column.name in NAMING or column.name.endswith("_by_id")) and not goes_with_her:
                found.add(f"{table.name}.{column.name}")
    return found


def test_every_column_that_names_a_person_is_told_to_her() -> None:
    told = {column for holder in features.HOLDERS for column in holder.columns}
    assert naming_columns() <= told, "tell it in the room's queries/holding.py, and list it in network/features.py"


def test_no_room_claims_a_column_that_is_not_there() -> None:
    known = {f"{table.name}.{column.name}" for table in Row.metadata.sorted_tables for column in table.columns}
    told = [column for holder in features.HOLDERS for column in holder.columns]
    assert set(told) <= known
    assert len(told) == len(set(told))
