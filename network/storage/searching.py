"""Whether a folded column holds a text, the same on both engines."""

from typing import Any

from sqlalchemy import BindParameter, Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Holds(FunctionElement[bool]):
    """`column LIKE '%text%'` without patterns: nothing to escape, and SQLite plans the statement once, not for each text."""

    type = Boolean()
    inherit_cache = True


def holds(column: Any, text: BindParameter[str] | str) -> ColumnElement[bool]:
    """True where the column has the text somewhere; every column has an empty one."""
    return _Holds(column, literal(text) if isinstance(text, str) else text)


@compiles(_Holds)
def _at(element: _Holds, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)}) > 0"


@compiles(_Holds, "postgresql")
def _at_postgresql(element: _Holds, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)}) > 0"
