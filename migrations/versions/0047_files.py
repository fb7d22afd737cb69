"""Files: uploads that wait, kept files, their bytes and text, and what is to be shredded."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "stored_bytes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("content_key", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("is_missing", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_bytes")),
        sa.UniqueConstraint("name", name=op.f("uq_stored_bytes_name")),
        sa.UniqueConstraint("content_key", name=op.f("uq_stored_bytes_content_key")),
    )
    op.create_table(
        "file_tombstone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("buried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_tombstone")),
    )
    op.create_index("ix_file_tombstone_name", "file_tombstone", ["name"])
    _staged()
    _stored()
    op.create_table(
        "stored_file_text",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _to("stored_file_text", "file_id", "stored_file", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_stored_file_text")),
    )
    op.create_index("ix_stored_file_text_changed_at", "stored_file_text", ["changed_at"])


def _staged():
    op.create_table(
        "staged_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("scan_code", sa.String(length=80), nullable=False),
        sa.Column("refusal_code", sa.String(length=80), nullable=False),
        sa.Column("removed", _json(), nullable=False),
        sa.Column("left", _json(), nullable=False),
        sa.Column("bytes_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        _to("staged_file", "person_id", "person", ondelete="CASCADE"),
        _to("staged_file", "bytes_id", "stored_bytes", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_file")),
    )
    for column in ("person_id", "state", "bytes_id", "staged_at"):
        op.create_index(f"ix_staged_file_{column}", "staged_file", [column])


def _stored():
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("bytes_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("scan_code", sa.String(length=80), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed", _json(), nullable=False),
        sa.Column("left", _json(), nullable=False),
        sa.Column("text_state", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _to("stored_file", "space_id", "space", ondelete="RESTRICT"),
        _to("stored_file", "organization_id", "organization", ondelete="RESTRICT"),
        _to("stored_file", "bytes_id", "stored_bytes", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    for column in ("space_id", "organization_id", "uploaded_by_id", "bytes_id", "text_state", "scan_code"):
        op.create_index(f"ix_stored_file_{column}", "stored_file", [column])


def _json():
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _to(table, column, other, **more):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **more)


def downgrade():
    for table in ("stored_file_text", "stored_file", "staged_file", "file_tombstone", "stored_bytes"):
        op.drop_table(table)
