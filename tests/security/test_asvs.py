"""Each requirement of ASVS 5.0.0 of levels 1 and 2 has an honest answer in docs/security/asvs.csv."""

import csv
import re
from collections import Counter

import pytest

from tests.architecture.code import ROOT

TABLE = ROOT / "docs" / "security" / "asvs.csv"
TEST, DOCUMENT, NOT_HERE, OPEN = "met by test", "met by document", "does not apply", "open"
# The level of each requirement, section by section in the standard's order: 1.2.10 is the tenth digit of "1.2".
LEVELS = """
1.1 22  1.2 1111122223  1.3 112222222223  1.4 222  1.5 123
2.1 122  2.2 112  2.3 12223  2.4 23
3.1 3  3.2 113  3.3 12223  3.4 11222233  3.5 11122333  3.6 3  3.7 22333
4.1 12233  4.2 23333  4.3 22  4.4 1222
5.1 2  5.2 112333  5.3 113  5.4 222
6.1 122  6.2 111111112222  6.3 11223333  6.4 112233  6.5 22222333  6.6 2223  6.7 33  6.8 2222
7.1 222  7.2 1111  7.3 22  7.4 11222  7.5 223  7.6 22
8.1 1233  8.2 1123  8.3 133  8.4 23
9.1 111  9.2 1222
10.1 22  10.2 223  10.3 22223  10.4 1111122222233333  10.5 22222  10.6 22  10.7 222
11.1 2233  11.2 22233  11.3 11233  11.4 1222  11.5 23  11.6 23  11.7 33
12.1 12233  12.2 11  12.3 22223
13.1 2333  13.2 222223  13.3 2233  13.4 1222233
14.1 22  14.2 12223333  14.3 122
15.1 12233  15.2 12233  15.3 1222222  15.4 3333
16.1 2  16.2 22222  16.3 2222  16.4 222  16.5 2223
17.1 23  17.2 22223333  17.3 22
"""
# Requirements of level 3 that this network takes because of what threatens it.
TAKEN = """
1.2.10 2.3.5 3.4.7 3.4.8 3.5.8 3.6.1 3.7.3 4.1.4 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.6 6.5.6 7.5.3 8.3.2 11.2.4
13.1.3 13.4.6 14.2.5 14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.5 15.4.2 16.3.2 16.5.4
"""
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
IDS = [row["id"] for row in ROWS]


def levels() -> dict[str, int]:
    """Every requirement and its level."""
    parts = LEVELS.split()
    return {
        f"{section}.{number}": int(level)
        for section, digits in zip(parts[::2], parts[1::2], strict=True)
        for number, level in enumerate(digits, 1)
    }


def test_the_standard_has_as_many_of_each_level() -> None:
    assert Counter(levels().values()) == {1: 70, 2: 183, 3: 92}


def test_no_requirement_is_missing_or_there_twice() -> None:
    wanted = {id_ for id_, level in levels().items() if level < 3} | set(TAKEN.split())
    assert not [id_ for id_, times in Counter(IDS).items() if times > 1]
    assert set(IDS) == wanted
    assert sorted(IDS, key=lambda id_: [int(part) for part in id_.split(".")]) == IDS


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_an_answer_is_true(row: dict[str, str]) -> None:
    assert int(row["level"]) == levels()[row["id"]]
    assert 1 <= len(row["what"].split()) <= 20
    assert row["answer"] in {TEST, DOCUMENT, NOT_HERE, OPEN}
    where = row["where"].split("; ")
    if row["answer"] == TEST:
        for named in where:
            file, _, function = named.partition("::")
            text = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {re.escape(function)}\(", text, re.MULTILINE), named
    elif row["answer"] == DOCUMENT:
        assert all((ROOT / named).is_file() for named in where), row["where"]
    else:
        assert len(row["where"].split()) >= 3, "say why"
        assert row["where"].endswith((".", ")."))
