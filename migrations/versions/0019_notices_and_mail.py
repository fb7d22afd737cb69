"""Inboxes, mails on their way, and how far the journal was passed on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UNREAD = sa.text("read_at is null")


def upgrade():
    op.create_table(
        "notification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=80), nullable=False),
        sa.Column("about", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["person.id"], name=op.f("fk_notification_recipient_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("entry_id", "recipient_id", "template", name=op.f("uq_notification_entry_id_recipient_id_template")),
    )
    op.create_index(op.f("ix_notification_made_at"), "notification", ["made_at"])
    op.create_index("ix_notification_recipient_id_made_at_id", "notification", ["recipient_id", "made_at", "id"])
    op.create_index("ix_notification_unread", "notification", ["recipient_id"], sqlite_where=UNREAD, postgresql_where=UNREAD)
    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("entry_id", "kind", "row_id", name=op.f("uq_mail_entry_id_kind_row_id")),
    )
    op.create_index(op.f("ix_mail_made_at"), "mail", ["made_at"])
    op.create_index("ix_mail_state_due_at", "mail", ["state", "due_at"])
    op.create_index("ix_mail_row_id_kind", "mail", ["row_id", "kind"])
    op.create_table(
        "mail_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_mailed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_choice_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "mail_standing",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(length=80), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_standing")),
    )
    op.create_table(
        "relayed_entry",
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_relayed_entry")),
    )
    op.create_table(
        "relay_position",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_position")),
    )
    # What happened before there were notices is told to nobody.
    op.execute("insert into relay_position (id, entry_id) select 1, max(id) from journal_entry having max(id) is not null")


def downgrade():
    for table in ("relay_position", "relayed_entry", "mail_standing", "mail_choice", "mail", "notification"):
        op.drop_table(table)
