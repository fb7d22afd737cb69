"""Second mentors: of a plan, of proposals and of pairings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ONE_OPEN = sa.text("state in ('proposed', 'accepted')")


def upgrade():
    op.create_table(
        "run_second",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("mentee_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("fit", sa.SmallInteger(), nullable=False),
        sa.Column("km", sa.Integer(), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["matching_run.id"], name=op.f("fk_run_second_run_id_matching_run"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["organization.id"], name=op.f("fk_run_second_mentee_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["organization.id"], name=op.f("fk_run_second_mentor_id_organization"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("run_id", "mentee_id", name=op.f("pk_run_second")),
    )
    op.create_index(op.f("ix_run_second_mentee_id"), "run_second", ["mentee_id"])
    op.create_index(op.f("ix_run_second_mentor_id"), "run_second", ["mentor_id"])
    with op.batch_alter_table("matching_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_plan", sa.Text(), nullable=True))
    op.drop_index("uq_proposal_one_open", table_name="proposal")
    for table in ("proposal", "pairing"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("is_second", sa.Boolean(), server_default=sa.false(), nullable=False))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("is_second", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)
    one_open(["round_id", "mentee_id", "is_second"])


def downgrade():
    op.execute("delete from answer where proposal_id in (select id from proposal where is_second)")
    op.execute("update pairing set proposal_id = null where proposal_id in (select id from proposal where is_second)")
    op.execute("delete from proposal where is_second")
    op.drop_index("uq_proposal_one_open", table_name="proposal")
    for table in ("proposal", "pairing"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("is_second")
    one_open(["round_id", "mentee_id"])
    with op.batch_alter_table("matching_run", schema=None) as batch_op:
        batch_op.drop_column("second_plan")
    op.drop_table("run_second")


def one_open(columns):
    """At most one open proposal of the same columns."""
    op.create_index("uq_proposal_one_open", "proposal", columns, unique=True, sqlite_where=ONE_OPEN, postgresql_where=ONE_OPEN)
