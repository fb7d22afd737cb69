"""What the installation has chosen."""

from typing import Any

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, json_type
from network.storage.db import Row


class ListEntry(Row):
    """One entry of an editable list. `aliases` are the other words that spreadsheets use for it."""

    __tablename__ = "list_entry"
    __table_args__ = (UniqueConstraint("list", "code"),)

    id: Mapped[Key]
    list: Mapped[Code]
    code: Mapped[Code]
    label: Mapped[Line]
    aliases: Mapped[Any] = mapped_column(json_type(), default=list)
    position: Mapped[int] = mapped_column(Integer, default=0)
    is_offered: Mapped[bool] = mapped_column(Boolean, default=True)


class Setting(Row):
    """One choice by its key. The key "revision" grows with each change of a setting or list."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Any] = mapped_column(json_type())
