"""C58: the data map names every table, and no table that is not there."""

import re

from flask import Flask

from network.storage.db import Row
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
