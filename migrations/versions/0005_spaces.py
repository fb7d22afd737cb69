"""Spaces and who may enter them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "space",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
    )
    with op.batch_alter_table("space", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_about_id"), ["about_id"], unique=False)
    op.create_table(
        "space_access",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_space_access_space_id_space"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("space_id", "organization_id", name=op.f("pk_space_access")),
    )
    with op.batch_alter_table("space_access", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_access_organization_id"), ["organization_id"], unique=False)


def downgrade():
    with op.batch_alter_table("space_access", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_access_organization_id"))
    op.drop_table("space_access")
    with op.batch_alter_table("space", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_about_id"))
    op.drop_table("space")
