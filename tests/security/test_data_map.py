"""C58: the data map names every table, and no table that is not there."""

import re

from flask import Flask
from sqlalchemy import JSON, String, Text

from network.kernel.retention import by_table
from network.storage.db import Row
from network.storage.secrets.registry import COLUMNS
from tests.architecture.code import ROOT

MAP = (ROOT / "docs" / "security" / "data.md").read_text(encoding="utf-8").split("## Map")[1].split("## What is logged")[0]


def test_every_table_is_in_the_data_map(app: Flask) -> None:
    named = {name for line in MAP.splitlines() if line.count("|") > 4 for name in re.findall(r"`(\w+)`", line.split("|")[2])}
    assert set(Row.metadata.tables) - named == set(), "say what it keeps, how delicate it is, who reads it and until when"
    assert named - set(Row.metadata.tables) == set()


def test_each_has_a_level_that_is_explained() -> None:
    levels = ("open", "members", "own", "confidential", "secret")
    rows = [line.split("|") for line in MAP.splitlines() if line.startswith("| ") and not line.startswith("| data")]
    assert len(rows) > 20
    assert not [row[1] for row in rows if not row[3].strip().startswith(levels)]
    assert not [row[1] for row in rows if not row[4].strip() or not row[5].strip()]


ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in MAP.splitlines() if line.startswith("| ")][1:]
SEALED = {column.table for column in COLUMNS.values()}
# What tells nothing in tables that open doors: kinds, names that she gave, public halves, what a session carries between pages.
HARMLESS = {
    "passkey": {"name", "credential_id", "public_key"},
    "code_sheet": {"kind"},
    "sign_in": {"proved_by", "browser", "system", "challenge", "data"},
    "sign_in_try": {"kind"},
    "invitation": {"role"},
    "account_link": {"purpose"},
    "link_request": {"kind"},
}


def tables_in(cell: str) -> set[str]:
    """The tables that a row of the map names."""
    return set(re.findall(r"`(\w+)", cell)) & set(Row.metadata.tables)


def test_what_is_called_sealed_is_sealed_and_nothing_is_sealed_in_silence() -> None:
    """ASVS 14.2.4: sealing."""
    for what, where, level, *_ in ROWS:
        assert "sealed" not in level or tables_in(where) <= SEALED, what
    said = {table for what, where, level, *_ in ROWS if "seal" in what + level or "secret" in level for table in tables_in(where)}
    assert SEALED - said == set()


def test_what_opens_a_door_is_a_digest_or_sealed() -> None:
    """ASVS 14.2.4: secrets."""
    secret = {
        table for _, where, level, *_ in ROWS if level.startswith("secret") and "." not in where for table in tables_in(where)
    }
    assert {"sign_in", "invitation", "account_link", "app_code", "sheet_code", "device"} <= secret
    plain = [
        f"{table}.{column.name}"
        for table in sorted(secret)
        for column in Row.metadata.tables[table].columns
        if isinstance(column.type, String | Text | JSON)
        and not column.name.endswith(("digest", "_index"))
        and (table, column.name) not in COLUMNS
        and column.name not in HARMLESS.get(table, set())
    ]
    assert plain == ["sign_in_try.key"], "a keyed digest of what was tried"


def test_the_map_says_the_days_that_the_clock_obeys() -> None:
    """ASVS 14.2.4: how long."""
    kept, said = by_table(), 0
    for what, where, _, _, until in ROWS:
        days = {int(number) for number in re.findall(r"(\d+) days?\b", until)}
        limits = {limit.days for table in tables_in(where) if (limit := kept[table].limit) is not None}
        said += len(limits)
        assert limits <= days, what
    assert said >= 10
