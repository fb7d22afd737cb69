"""People, their roles, and their sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage import secrets
from network.storage.columns import Code, Key, Line, Moment, Prose, UtcDateTime, json_type, refers
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
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
    """A session: where a person is signed in. The cookie's token is kept only as a digest; `ended_at` ends it on every worker.

    `proved_by` is what she last showed to be herself, `proved_at` when; `browser` and `system` are coarse codes for her list.
    """

    __tablename__ = "sign_in"

    id: Mapped[Key]
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    acting_for: Mapped[UUID | None]
    proved_by: Mapped[Code] = mapped_column(default="")
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_shared: Mapped[bool] = mapped_column(Boolean, default=False)
    browser: Mapped[Code] = mapped_column(default="")
    system: Mapped[Code] = mapped_column(default="")
    challenge: Mapped[str | None] = mapped_column(String(80))
    data: Mapped[Any] = mapped_column(json_type(), default=dict)
    began_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TermsText(Row):
    """One version of the confidentiality terms, for persons or for organizations. It is never changed once published."""

    __tablename__ = "terms_text"
    __table_args__ = (UniqueConstraint("audience", "version"),)

    id: Mapped[Key]
    audience: Mapped[Code]
    version: Mapped[int] = mapped_column(Integer)
    text: Mapped[Prose]
    published_at: Mapped[Moment]
    published_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class TermsAcceptance(Row):
    """Who accepted which version when; a lead's for her organization names it."""

    __tablename__ = "terms_acceptance"

    id: Mapped[Key]
    text_id: Mapped[UUID] = refers("terms_text.id")
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    organization_id: Mapped[UUID | None] = refers("organization.id", ondelete="CASCADE")
    accepted_at: Mapped[Moment]


class AccountLink(Row):
    """A single-use link for one person and one purpose: a new password, or a new address.

    The token is made when the mail is posted or the sheet is printed, and only its digest is kept. A link ends with its use, with
    its time, and when the password or the address changes. Both addresses are those of a change: where it goes, where it was.
    """

    __tablename__ = "account_link"

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    purpose: Mapped[Code]
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    email_sealed: Mapped[Prose] = mapped_column(default="")
    old_email_sealed: Mapped[Prose] = mapped_column(default="")
    made_at: Mapped[Moment] = mapped_column(index=True)
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LinkRequest(Row):
    """Somebody typed an address and asked for a link. The clock looks whether there is one to send, so that no page can tell."""

    __tablename__ = "link_request"

    id: Mapped[Key]
    kind: Mapped[Code]
    email_sealed: Mapped[Prose]
    token_digest: Mapped[str] = mapped_column(String(64), default="")
    asked_at: Mapped[Moment]


secrets.register("account_link", "email_sealed", secrets.Ring.ACCOUNTS)
secrets.register("account_link", "old_email_sealed", secrets.Ring.ACCOUNTS)
secrets.register("link_request", "email_sealed", secrets.Ring.ACCOUNTS)


class Passkey(Row):
    """A passkey of a person, by the name that she gave it. `credential_id` and `public_key` as base64url."""

    __tablename__ = "passkey"

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    name: Mapped[Line]
    credential_id: Mapped[str] = mapped_column(String(1_400), unique=True)
    public_key: Mapped[Prose]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AppCode(Row):
    """An app that makes codes. `seed` is sealed; `last_step` is the half minute of the code taken last: none is taken twice."""

    __tablename__ = "app_code"

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    seed: Mapped[str] = mapped_column(Text)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    added_at: Mapped[Moment]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


secrets.register("app_code", "seed", secrets.Ring.ACCOUNTS)


class CodeSheet(Row):
    """A sheet of codes that was shown once: `kind` is "sheet" or "recovery". It counts once a code of it was typed."""

    __tablename__ = "code_sheet"

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    kind: Mapped[Code]
    made_at: Mapped[Moment]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SheetCode(Row):
    """One code of a sheet, kept as a keyed digest."""

    __tablename__ = "sheet_code"

    id: Mapped[Key]
    sheet_id: Mapped[UUID] = refers("code_sheet.id", ondelete="CASCADE")
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
