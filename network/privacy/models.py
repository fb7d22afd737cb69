"""What is remembered of duties towards people."""

from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Moment
from network.storage.db import Row


class Erasure(Row):
    """Somebody was erased: by id only. `complete_at` is when the last back-up that holds her lapses."""

    __tablename__ = "erasure"

    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    erased_at: Mapped[Moment]
    complete_at: Mapped[Moment]
