"""The journal's seals, the guards of both, and which job ran when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What a fact says is never changed; a column that is derived from it may be filled later.
KEPT = {
    "journal_entry": "id, occurred_at, actor_id, event, facts",
    "journal_seal": "id, first_id, last_id, count, marks, previous_digest, digest, sealed_at",
}


def upgrade():
    op.create_table(
        "journal_seal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("previous_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_seal")),
        sa.UniqueConstraint("last_id", name=op.f("uq_journal_seal_last_id")),
        sa.UniqueConstraint("previous_digest", name=op.f("uq_journal_seal_previous_digest")),
        sa.UniqueConstraint("digest", name=op.f("uq_journal_seal_digest")),
    )
    op.create_table(
        "job_run",
        sa.Column("job", sa.String(length=80), nullable=False),
        sa.Column("slot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_run")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create function journal_refuses() returns trigger language plpgsql as "
            "$$ begin raise exception 'the journal is never changed'; end $$"
        )
        for table, columns in KEPT.items():
            refuses = "execute function journal_refuses()"
            op.execute(f"create trigger {table}_keeps before update of {columns} on {table} for each row {refuses}")
            op.execute(f"create trigger {table}_stays before delete on {table} for each row {refuses}")
            op.execute(f"create trigger {table}_stays_whole before truncate on {table} for each statement {refuses}")
        return
    for table, columns in KEPT.items():
        refuses = "begin select raise(abort, 'the journal is never changed'); end"
        op.execute(f"create trigger {table}_keeps before update of {columns} on {table} {refuses}")
        op.execute(f"create trigger {table}_stays before delete on {table} {refuses}")


def downgrade():
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in KEPT:
        for trigger in ("keeps", "stays", *(("stays_whole",) if is_postgresql else ())):
            op.execute(f"drop trigger {table}_{trigger}{f' on {table}' if is_postgresql else ''}")
    if is_postgresql:
        op.execute("drop function journal_refuses()")
    op.drop_table("job_run")
    op.drop_table("journal_seal")
