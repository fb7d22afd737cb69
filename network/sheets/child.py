"""The process that reads a file which somebody sent: the question is a line about it and its bytes, the answer its table."""

import json
from dataclasses import asdict

from network.confined import serve
from network.kernel.words import to_json
from network.sheets.reading import read_table
from network.sheets.table import Limits, Table, Unreadable


def answer_to(question: bytes) -> bytes:
    """The table, or the words of a refusal, as JSON."""
    head, _, data = question.partition(b"\n")
    asked = json.loads(head)
    limits = Limits(**asked.pop("limits"))
    try:
        table = read_table(data, asked["filename"], limits, sheet=asked["sheet"], header_row=asked["header_row"])
    except Unreadable as refusal:
        return json.dumps({"refused": to_json(refusal.message)}).encode()
    return json.dumps({"table": plain(table)}).encode()


def plain(table: Table) -> dict[str, object]:
    """A table as JSON can hold it."""
    return {
        "filename": table.filename,
        "header": table.header,
        "header_row": table.header_row,
        "rows": [[row.number, row.cells, dict(row.formulas)] for row in table.rows],
        "titles": table.titles,
        "sheet": table.sheet,
        "sheets": [asdict(sheet) for sheet in table.sheets],
        "delimiter": table.delimiter,
        "encoding": table.encoding,
        "notes": to_json(table.notes),
    }


if __name__ == "__main__":
    serve(answer_to)
