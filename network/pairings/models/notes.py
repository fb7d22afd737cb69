"""What coordinators note about a pairing, for themselves."""

from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Key, Moment, Prose, refers
from network.storage.db import Row


class PairingNote(Row):
    """A note that coordinators alone read. It is in no export and on no page of the two sides."""

    __tablename__ = "pairing_note"

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id")
    text: Mapped[Prose]
    written_at: Mapped[Moment]
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)
