"""Who asked that an import goes in or is taken back, and which of its changes were taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_by_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_undone", sa.Boolean(), server_default=sa.false(), nullable=False))
    # Which changes were taken back was not kept; that an import was undone tells of all that it changed.
    op.execute("update import_change set is_undone = true where batch_id in (select id from import_batch where state = 'undone')")
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.alter_column("is_undone", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)


def downgrade():
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.drop_column("is_undone")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_column("asked_by_id")
