"""Text that was typed and not sent."""

from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Key, Moment, Prose, refers
from network.storage.db import Row
from network.storage.secrets import Ring, register


class Draft(Row):
    """What one person typed into one form. `place` finds its page without naming it; `content` is sealed."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "place"),)

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    place: Mapped[str] = mapped_column(String(64))
    content: Mapped[Prose]
    kept_at: Mapped[Moment] = mapped_column(index=True)


register("draft", "content", Ring.ACCOUNTS)
