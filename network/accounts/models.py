"""People, their roles, and their sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Moment, UtcDateTime, json_type, refers
from network.storage.db import Row


class Person(Row):
    """Somebody who can sign in. `email` is kept folded: it is an address to sign in with, not to show."""

    __tablename__ = "person"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[Line]
    password_hash: Mapped[Line]
    is_suspended: Mapped[bool] = mapped_column(Boolean, default=False)
    added_at: Mapped[Moment]


class RoleHolding(Row):
    """A role that the network gave to a person; a liaison's names the region."""

    __tablename__ = "role_holding"
    __table_args__ = (UniqueConstraint("person_id", "role", "region_code"),)

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    role: Mapped[Code]
    region_code: Mapped[str | None] = mapped_column(String(80), ForeignKey("region.code"))
    given_at: Mapped[Moment]


class SignInTry(Row):
    """How often somebody tried to sign in of late, by account, device, network, and in all: a keyed digest, never a name."""

    __tablename__ = "sign_in_try"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[Code]
    count: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[Moment] = mapped_column(index=True)


class Device(Row):
    """A browser that a person has signed in from; its cookie's token is kept only as a digest. It opens nothing."""

    __tablename__ = "device"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    seen_at: Mapped[Moment] = mapped_column(index=True)


class SignIn(Row):
    """A session: where a person is signed in. The cookie's token is kept only as a digest; `ended_at` ends it on every worker."""

    __tablename__ = "sign_in"

    id: Mapped[Key]
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    acting_for: Mapped[UUID | None]
    data: Mapped[Any] = mapped_column(json_type(), default=dict)
    began_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
