"""Reads a file that somebody sent in a process of its own, so that no file, however made, holds or fills the server."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from network.confined import Bounds, BrokeDown, Overran, ask
from network.kernel.words import from_json, words
from network.sheets.table import NO_FORMULAS, Limits, Row, SheetName, Table, Unreadable

CHILD = "network.sheets.child"
BOUNDS = Bounds(memory=1024**3, seconds=20, longest=40.0)
USUAL = Limits()


def read_apart(
    data: bytes,
    filename: str,
    limits: Limits = USUAL,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    bounds: Bounds = BOUNDS,
) -> Table:
    """The same as `read_table`, done by a process that ends beyond its bounds of time and memory.

    Raises Unreadable with words for the person who chose the file. Call it outside any transaction: it takes 0.1 s and more.
    """
    about = {"filename": filename, "limits": asdict(limits), "sheet": sheet, "header_row": header_row}
    try:
        answer = json.loads(ask(CHILD, json.dumps(about).encode() + b"\n" + data[: limits.size + 1], bounds))
    except Overran:
        raise Unreadable(
            words("This file takes too much time or memory to read, so it was given up. Copy the rows into a new file.")
        ) from None
    except BrokeDown:
        raise Unreadable(words("Our reader broke down over this file. Save it as CSV (UTF-8) and try again.")) from None
    if "refused" in answer:
        raise Unreadable(from_json(answer["refused"]))
    return _table(answer["table"])


def _table(plain: Mapping[str, Any]) -> Table:
    return Table(
        filename=plain["filename"],
        header=tuple(plain["header"]),
        header_row=plain["header_row"],
        rows=tuple(Row(number, tuple(cells), _formulas(formulas)) for number, cells, formulas in plain["rows"]),
        titles=tuple(plain["titles"]),
        sheet=plain["sheet"],
        sheets=tuple(SheetName(**each) for each in plain["sheets"]),
        delimiter=plain["delimiter"],
        encoding=plain["encoding"],
        notes=from_json(plain["notes"]),
    )


def _formulas(plain: Mapping[str, str]) -> Mapping[int, str]:
    return {int(column): shown for column, shown in plain.items()} if plain else NO_FORMULAS
