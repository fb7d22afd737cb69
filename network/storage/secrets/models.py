"""Known values, by which a start sees whether its keys are those that wrote this database."""

from uuid import UUID

from sqlalchemy import Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.db import Row
from network.storage.secrets.registry import register
from network.storage.secrets.rings import Ring


class KeyCheck(Row):
    """One row. Each column is the name of its ring, sealed with that ring; empty until the ring was here once."""

    __tablename__ = "key_check"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    accounts: Mapped[str | None] = mapped_column(Text)
    safety: Mapped[str | None] = mapped_column(Text)


for ring in Ring:
    register("key_check", str(ring), ring)
